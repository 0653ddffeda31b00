"""How long a PDF is and where its pages begin, counted in a way that holds on the web too."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNCOUNTED = re.compile(r"[\s\u00ad\u061c\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]+")


@dataclass(frozen=True, slots=True)
class Break:
    """Where a page begins: in the block of that key, after ``offset`` of its characters, as ``counted`` counts."""

    page: int
    block: str
    offset: int


@dataclass(frozen=True, slots=True)
class PdfExtent:
    """A PDF as a page of the web tells of it: how many pages and bytes it has, and where its pages begin."""

    pages: int
    size: int
    breaks: tuple[Break, ...] = ()


def counted(text: str) -> str:
    """The characters of a text that are the same on paper and on the web: no spaces, nothing without width."""
    return _UNCOUNTED.sub("", text)
