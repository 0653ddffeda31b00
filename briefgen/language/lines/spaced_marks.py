"""Blanks beside a mark at which no line breaks: « mot », mot :, 12 %."""

from __future__ import annotations

import re
from functools import lru_cache

from briefgen.model.profile.language import SpacedMarks

BETWEEN = "·"
"""Stands between two things with a blank on each side: on paper at the end of a line, and not at the beginning."""


def marked_blanks(text: str, marks: SpacedMarks, more: str = "") -> set[int]:
    """The places after an ordinary blank between a word and its mark; a blank that holds by itself is left alone.

    ``more`` are closing marks besides those of the language.
    """
    closing = marks.closing + more
    if not (marks.opening or closing):
        return set()
    return {found.end() for found in _pattern(marks.opening, closing).finditer(text)}


@lru_cache(maxsize=64)
def _pattern(opening: str, closing: str) -> re.Pattern[str]:
    sides = (rf"(?<=[{re.escape(opening)}]) " if opening else "", rf" (?=[{re.escape(closing)}])" if closing else "")
    return re.compile("|".join(side for side in sides if side))
