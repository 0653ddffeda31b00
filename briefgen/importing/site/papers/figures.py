"""Pictures of Pandoc and Quarto that are figures: alone in a paragraph, with their description as the caption."""

from __future__ import annotations

import re

from briefgen.importing.site.links.addresses import without_code
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
    parts, at = [], 0
    for found in _ALONE.finditer(without_code(text)):
        start, end = found.span()
        alt = text[slice(*found.span("alt"))]
        caption = plain(_CITED.sub("", alt)).replace("\\", "\\\\").replace('"', '\\"')
        if caption:
            parts += [text[at:start], f'![{alt}]({found["address"]} "{caption}")']
            at = end
    return "".join([*parts, text[at:]])


def _without_labels(text: str) -> str:
    """``text`` without the labels of LaTeX; those in formulas stay with them."""
    if "\\label" not in text:
        return text
    shown, parts, at = without_code(text), [], 0
    for found in _LABEL.finditer(shown):
        if shown.count("$$", 0, found.start()) % 2 == 0:
            parts.append(text[at : found.start()])
            at = found.end()
    return "".join([*parts, text[at:]])
