"""The place of the list of references in a paper: a brief has one of its own."""

from __future__ import annotations

import re

from briefgen.importing.site.links.addresses import without_code

_HEADING = r"(?:^ {0,3}#{1,6}[ \t]+[^\n]+\n\s*)?"
_PLACE = re.compile(
    rf"(?m){_HEADING}^(?::{{3,}}[ \t]*(?:\{{[^{{}}\n]*#refs\b[^{{}}\n]*\}}|#refs)[ \t]*:*[ \t]*\n\s*:{{3,}}[ \t]*"
    r"|<div[^<>\n]*\bid=[\"']?refs\b[^<>\n]*>\s*</div>[ \t]*)(?:\n|\Z)\s*"
)
_LAST = re.compile(
    r"(?mi)^ {0,3}#{1,6}[ \t]+(?:references|bibliography|works cited|literature cited|literatur(?:verzeichnis)?"
    r"|bibliographie|références|referencias|bibliografía|참고 ?문헌|参考文献)[ \t]*#*[ \t]*(?:\{[^{}\n]*\})?\s*\Z"
)


def without_place_of_references(text: str) -> str:
    """``text`` without an empty ``#refs`` and its heading, or a heading of references that nothing follows."""
    parts, at = [], 0
    for found in _PLACE.finditer(without_code(text)):
        parts.append(text[at : found.start()])
        at = found.end()
    end = text[at:]
    last = _LAST.search(without_code(end))
    whole = "".join([*parts, end[: last.start()] if last else end])
    return whole if whole == text else f"{whole.rstrip()}\n"
