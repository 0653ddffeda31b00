"""Quotation marks within quotation marks: “Mentions of ‘consumption’”, « Part de “consommation” »."""

from __future__ import annotations

_PAIRS = (("“”", "‘’"), ("«»", "“”"), ("„“", "‚‘"), ("「」", "『』"))
"""Outer marks, and those that stand in their place within them."""
_FIXED_BLANKS = "\u00a0\u202f"


def nested(text: str) -> str:
    """Outer marks that stand within outer ones as inner ones; a text whose marks are not in pairs stays."""
    for outer, inner in _PAIRS:
        if text.count(outer[0]) > 1:
            text = _nested(text, outer, inner)
    return text


def _nested(text: str, outer: str, inner: str) -> str:
    letters, depth = list(text), 0
    for at, letter in enumerate(text):
        if letter == outer[0]:
            depth += 1
        if letter in outer and depth > 1:
            letters[at] = inner[outer.index(letter)]
            _close_up(letters, at + 1 if letter == outer[0] else at - 1)
        if letter == outer[1]:
            depth -= 1
        if depth < 0:
            return text
    return text if depth else "".join(letters)


def _close_up(letters: list[str], beside: int) -> None:
    """Take away the blank that only the outer mark has beside it."""
    if beside < len(letters) and letters[beside] in _FIXED_BLANKS:
        letters[beside] = ""
