"""What other programs write into a text for themselves: places of lists, ends of pages, letters below the line."""

from __future__ import annotations

import re

from briefgen.importing.site.links.addresses import rewritten, without_code

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


def _nothing(_: re.Match[str]) -> str:
    return ""


def without_contents(text: str) -> str:
    """``text`` without places for a list of contents (``[TOC]``): pages have one of their own."""
    return rewritten(_CONTENTS, text, _nothing)


def without_page_ends(text: str) -> str:
    """``text`` without the commands of LaTeX and Quarto that end a page."""
    return rewritten(_PAGE_END, text, _nothing)


def without_place_of_references(text: str) -> str:
    """``text`` without an empty ``#refs`` and its heading, or a heading of references that nothing follows."""
    whole = rewritten(_LAST, rewritten(_PLACE, text, _nothing), _nothing)
    return whole if whole == text else f"{whole.rstrip()}\n"


def with_scripts(text: str) -> str:
    """``text`` with ``<sub>`` and ``<sup>`` for Pandoc's ``H~2~O`` and ``x^2^``, but in code and formulas."""
    if "~" not in text and "^" not in text:
        return text
    shown = _FORMULA.sub(lambda found: " " * len(found[0]), without_code(text))

    def script(found: re.Match[str]) -> str:
        name = found.lastgroup or ""
        words = found[name].replace("\\", "")
        return f"<{name}>{words}</{name}>"

    return rewritten(_SCRIPT, text, script, shown)
