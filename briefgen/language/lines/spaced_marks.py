"""Blanks beside a mark at which no line breaks: « mot », mot :, 12 %."""

from __future__ import annotations

import re
from functools import lru_cache

from briefgen.model.profile.language import SpacedMarks


def marked_blanks(text: str, marks: SpacedMarks) -> set[int]:
    """The places after an ordinary blank between a word and its mark; a blank that holds by itself is left alone."""
    if not (marks.opening or marks.closing):
        return set()
    return {found.end() for found in _pattern(marks.opening, marks.closing).finditer(text)}


@lru_cache(maxsize=64)
def _pattern(opening: str, closing: str) -> re.Pattern[str]:
    sides = (rf"(?<=[{re.escape(opening)}]) " if opening else "", rf" (?=[{re.escape(closing)}])" if closing else "")
    return re.compile("|".join(side for side in sides if side))
