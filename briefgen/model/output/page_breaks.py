"""Where the pages of a PDF begin, counted in a way that holds on the web too."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNCOUNTED = re.compile(r"[\s\u00ad\u061c\u200b-\u200f\u2060\ufeff]+")


@dataclass(frozen=True, slots=True)
class Break:
    """Where a page begins: in the block of that key, after ``offset`` of its characters, as ``counted`` counts."""

    page: int
    block: str
    offset: int


def counted(text: str) -> str:
    """The characters of a text that are the same on paper and on the web: no spaces, nothing without width."""
    return _UNCOUNTED.sub("", text)
