"""Pictures of Pandoc and Quarto that are figures: alone in a paragraph, with their description as the caption."""

from __future__ import annotations

import re

from briefgen.importing.site.links.addresses import rewritten, without_code
from briefgen.importing.site.source.keys import plain

_ALONE = re.compile(
    r"(?:(?<=\n\n)|\A)!\[(?P<alt>(?:[^\[\]\n]|\n(?![ \t]*\n)|\[[^\[\]\n]*\]){1,3000})\]"
    r"\((?P<address><[^<>\n]+>|[^\s()<>]+)[ \t]*\)(?=(?:\{[^{}\n]*\})?[ \t]*(?:\n[ \t]*\n|\s*\Z))"
)
_LABEL = re.compile(r"(?:(?<![ \t])[ \t]+)?\\label\{[^{}\n]{1,100}\}")
_CITED = re.compile(r"(?:(?<![ \t])[ \t]+)?\[[^\[\]@]*@[^\[\]]*\]")


def with_captions(text: str) -> str:
    """``text`` with a title, which is a caption here, for each picture that is a figure there; labels are left out."""
    text = _without_labels(text)
    if "![" not in text:
        return text

    def figure(found: re.Match[str]) -> str | None:
        alt = text[slice(*found.span("alt"))]
        caption = plain(_CITED.sub("", alt)).replace("\\", "\\\\").replace('"', '\\"')
        return f'![{alt}]({found["address"]} "{caption}")' if caption else None

    return rewritten(_ALONE, text, figure)


def _without_labels(text: str) -> str:
    """``text`` without the labels of LaTeX; those in formulas stay with them."""
    if "\\label" not in text:
        return text
    shown = without_code(text)
    return rewritten(_LABEL, text, lambda it: None if shown.count("$$", 0, it.start()) % 2 else "", shown)
