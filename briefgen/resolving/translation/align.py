"""Which block answers to which: by ids, then in order, so that one missing block shifts no other.

A sequence is aligned as a whole (Needleman and Wunsch): what two blocks share counts for them, and a block without
a counterpart costs nothing but the chance to have one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

Pair = tuple[T | None, T | None]


def align(one: Sequence[T], other: Sequence[T], score: Callable[[T, T], float]) -> list[Pair[T]]:
    """Both sequences side by side; ``score`` is negative for what cannot be the same."""
    if len(one) == len(other) == 1:
        return [(one[0], other[0])] if score(one[0], other[0]) >= 0 else [(one[0], None), (None, other[0])]
    scores = [[score(a, b) for b in other] for a in one]
    best = [[0.0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) - 1, -1, -1):
        row, below, here = best[i], best[i + 1], scores[i]
        for j in range(len(other) - 1, -1, -1):
            skip = max(below[j], row[j + 1])
            both = below[j + 1] + here[j] if here[j] >= 0 else -1.0
            row[j] = max(both, skip)
    return list(_path(one, other, scores, best))


def _path(one: Sequence[T], other: Sequence[T], scores: list[list[float]], best: list[list[float]]) -> list[Pair[T]]:
    found: list[Pair[T]] = []
    i = j = 0
    while i < len(one) and j < len(other):
        if scores[i][j] >= 0 and best[i][j] == best[i + 1][j + 1] + scores[i][j]:
            found.append((one[i], other[j]))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            found.append((one[i], None))
            i += 1
        else:
            found.append((None, other[j]))
            j += 1
    return found + [(it, None) for it in one[i:]] + [(None, it) for it in other[j:]]
