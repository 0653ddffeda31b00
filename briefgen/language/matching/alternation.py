"""A pattern for any of many words that takes no longer for thousands of them than for a few."""

from __future__ import annotations

import re
from collections.abc import Iterable

_DEEPEST = 40
"""Groups within groups: Python reads patterns that are nested deeper than some hundreds no more."""


def any_of(words: Iterable[str]) -> str:
    """A group that matches the longest of ``words`` at a place: words that begin alike share their beginning.

    Without words it matches nothing.
    """
    distinct = sorted({word for word in words if word})
    return _group(distinct, _DEEPEST) if distinct else "(?!)"


def _group(words: list[str], depth: int) -> str:
    """``words`` are sorted, without doubles; the empty one stands for an end."""
    if depth == 0:
        return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"
    ends = words[0] == ""
    begun: dict[str, list[str]] = {}
    for word in words[ends:]:
        begun.setdefault(word[0], []).append(word)
    branches = [_branch(alike, depth - 1) for alike in begun.values()]
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"


def _branch(words: list[str], depth: int) -> str:
    first, last = words[0], words[-1]
    alike = next((at for at, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))
    shared = first[:alike]
    rest = [word[len(shared) :] for word in words]
    return re.escape(shared) + (_group(rest, depth) if rest != [""] else "")
