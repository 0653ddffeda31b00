"""Quotation marks within quotation marks: “Mentions of ‘consumption’”."""

from __future__ import annotations

_INNER = {"“": "‘", "”": "’"}


def nested(text: str) -> str:
    """Double marks that stand within double ones as single ones; a text whose marks are not in pairs stays."""
    if text.count("“") < 2:
        return text
    letters, depth = list(text), 0
    for at, letter in enumerate(text):
        if letter == "“":
            depth += 1
        if letter in _INNER and depth > 1:
            letters[at] = _INNER[letter]
        if letter == "”":
            depth -= 1
        if depth < 0:
            return text
    return text if depth else "".join(letters)
