"""How many columns of a terminal words take."""

from __future__ import annotations

from unicodedata import east_asian_width


def columns_of(words: str) -> int:
    """Two for each wide letter, such as those of East Asia, and one for any other."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)
