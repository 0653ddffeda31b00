"""What other programs write into a text for themselves: places of lists, ends of pages, letters below the line."""

from __future__ import annotations

import re

from briefgen.importing.site.links.addresses import without_code

_CONTENTS = re.compile(r"(?mi)^ {0,3}(?:\[toc\]|\[\[_?toc_?\]\]|\$\{toc\}|\{\{[ ]*toc[ ]*\}\})[ \t]*(?:\n\n?|\Z)")
_PAGE_END = re.compile(
    r"(?m)^[ \t]*(?:\\(?:clearpage|cleardoublepage|newpage|pagebreak)(?:\{\}|\[\d\])?|\{\{<[ ]*pagebreak[ ]*>\}\})"
    r"[ \t]*(?:\n\n?|\Z)"
)
_HEADING = r"(?:^ {0,3}#{1,6}[ \t]+[^\n]+\n\s*)?"
_PLACE = re.compile(
    rf"(?m){_HEADING}^(?::{{3,}}[ \t]*(?:\{{[^{{}}\n]*#refs\b[^{{}}\n]*\}}|#refs)[ \t]*:*[ \t]*\n\s*:{{3,}}[ \t]*"
    r"|<div[^<>\n]*\bid=[\"']?refs\b[^<>\n]*>\s*</div>[ \t]*)(?:\n|\Z)\s*"
)
_LAST = re.compile(
    r"(?mi)^ {0,3}#{1,6}[ \t]+(?:references|bibliography|works cited|literature cited|literatur(?:verzeichnis)?"
    r"|bibliographie|références|referencias|bibliografía|참고 ?문헌|参考文献)[ \t]*#*[ \t]*(?:\{[^{}\n]*\})?\s*\Z"
)
_FORMULA = re.compile(r"\$\$.*?\$\$|(?<![\\$\w])\$(?=\S)[^$\n]{1,2000}?(?<=[^\s\\])\$(?!\d)", re.DOTALL)
_SCRIPT = re.compile(
    r"(?<=[\w)\]*])~(?P<sub>(?:[^\s~\\/<>]|\\[ ~]){1,60})~(?!~)"
    r"|(?<![\[\\^])\^(?P<sup>(?:[^\s^\\\[\]<>]|\\[ ^]){1,60})\^(?!\^)"
)


def without_contents(text: str) -> str:
    """``text`` without places for a list of contents (``[TOC]``): pages have one of their own."""
    return _without(_CONTENTS, text)


def without_page_ends(text: str) -> str:
    """``text`` without the commands of LaTeX and Quarto that end a page."""
    return _without(_PAGE_END, text)


def without_place_of_references(text: str) -> str:
    """``text`` without an empty ``#refs`` and its heading, or a heading of references that nothing follows."""
    whole = _without(_LAST, _without(_PLACE, text))
    return whole if whole == text else f"{whole.rstrip()}\n"


def _without(mark: re.Pattern[str], text: str) -> str:
    """``text`` without what ``mark`` finds; what stands in code stays."""
    parts, at = [], 0
    for found in mark.finditer(without_code(text)):
        parts.append(text[at : found.start()])
        at = found.end()
    return "".join([*parts, text[at:]])


def with_scripts(text: str) -> str:
    """``text`` with ``<sub>`` and ``<sup>`` for Pandoc's ``H~2~O`` and ``x^2^``, but in code and formulas."""
    if "~" not in text and "^" not in text:
        return text
    shown = _FORMULA.sub(lambda found: " " * len(found[0]), without_code(text))
    parts, at = [], 0
    for found in _SCRIPT.finditer(shown):
        name = found.lastgroup or ""
        words = found[name].replace("\\", "")
        parts += [text[at : found.start()], f"<{name}>{words}</{name}>"]
        at = found.end()
    return "".join([*parts, text[at:]])
