"""Which block answers to which: by ids, then in order, so that one missing block shifts no other.

A sequence is aligned as a whole (Needleman and Wunsch): what two blocks share counts for them, and a block without
a counterpart costs nothing but the chance to have one. Of long sequences only blocks that stand at about the same place
are compared, so that the time grows with the length and not with its square.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

Pair = tuple[T | None, T | None]

_WHOLE = 80
"""Up to so many blocks every block is compared with every other."""
_REACH = 40
"""In longer sequences, how many blocks before and after its own place the counterpart of a block is looked for."""
_COMPARED = 200_000
"""About half of the comparisons that two sequences may take: in very long ones the counterpart is looked for nearer."""
_NEVER = -1e9


def align(one: Sequence[T], other: Sequence[T], score: Callable[[T, T], float]) -> list[Pair[T]]:
    """Both sequences side by side; ``score`` is negative for what cannot be the same."""
    if not one or not other:
        return [*((a, None) for a in one), *((None, b) for b in other)]
    if len(one) == len(other) == 1:
        return [(one[0], other[0])] if score(one[0], other[0]) >= 0 else [(one[0], None), (None, other[0])]
    starts, ends = _band(len(one), len(other))
    scores = [[score(a, other[j]) for j in range(starts[i], ends[i])] for i, a in enumerate(one)]
    best = [[0.0] * (ends[-1] - starts[-1] + 1)]
    for i in range(len(one) - 1, -1, -1):
        best.append(_row(best[-1], scores[i], starts[i], ends[i], starts[i + 1]))
    return list(_path(one, other, scores, best[::-1], starts))


def align_sections(
    one: Sequence[T],
    other: Sequence[T],
    score: Callable[[T, T], float],
    is_empty: Callable[[T], bool],
    same: float,
) -> list[Pair[T]]:
    """Sections side by side, of which the first stands before any heading.

    Where one text sets its first heading above what the other begins with, as *What it is*, the two begin alike all the
    same. A ``score`` of ``same`` and more is certain, and comes before that.
    """
    for mine, yours, turned in ((one, other, False), (other, one, True)):
        if len(mine) != len(yours) + 1 or len(mine) < 2 or not is_empty(mine[0]) or is_empty(yours[0]):
            continue
        scores = [score(*((b, mine[1]) if turned else (mine[1], b))) for b in yours[1:]]
        if max(scores, default=0.0) < same:
            rest = align(one[1:] if turned else one[2:], other[2:] if turned else other[1:], score)
            return [(yours[0], mine[1]) if turned else (mine[1], yours[0]), *rest]
    return align(one, other, score)


def joined(pairs: Sequence[Pair[T]], ident: Callable[[T], str]) -> Iterator[tuple[T | None, T | None, bool]]:
    """Give pairs of sections, those with one id together; and whether they stand in different places."""
    apart = {ident(b): b for a, b in pairs if a is None and b and ident(b)}
    moved = {name for a, b in pairs if b is None and a and (name := ident(a)) in apart}
    for a, b in pairs:
        if b is None and a and ident(a) in moved:
            yield a, apart[ident(a)], True
        elif not (a is None and b and ident(b) in moved):
            yield a, b, False


def _band(length: int, width: int) -> tuple[list[int], list[int]]:
    """The first place of the other sequence, and that after the last, with which each block is compared."""
    if max(length, width) <= _WHOLE:
        return [0] * (length + 1), [width] * (length + 1)
    reach = max(1, min(_REACH + abs(length - width), _COMPARED // max(1, length)))
    middles = [i * width // max(1, length) for i in range(length + 1)]
    return [max(0, it - reach) for it in middles], [min(width, it + reach) for it in middles]


def _row(below: list[float], scores: list[float], start: int, end: int, start_below: int) -> list[float]:
    """What is best from each place of a row on; the places of ``below``, the row after it, begin at ``start_below``."""
    first = start - start_below
    under = [*[_NEVER] * -first, *below[max(0, first) :][: end - start + 1]]
    under += [_NEVER] * (end - start + 1 - len(under))
    best = under[-1]
    row = [best]
    for j in range(end - start - 1, -1, -1):
        if scores[j] >= 0 and under[j + 1] + scores[j] > best:
            best = under[j + 1] + scores[j]
        best = max(best, under[j])
        row.append(best)
    return row[::-1]


def _path(
    one: Sequence[T], other: Sequence[T], scores: list[list[float]], best: list[list[float]], starts: list[int]
) -> list[Pair[T]]:
    def value(i: int, j: int) -> float:
        return best[i][j - starts[i]] if 0 <= j - starts[i] < len(best[i]) else _NEVER

    found: list[Pair[T]] = []
    i = j = 0
    while i < len(one) and j < len(other):
        own = scores[i][j - starts[i]] if 0 <= j - starts[i] < len(scores[i]) else -1.0
        if own >= 0 and value(i, j) == value(i + 1, j + 1) + own:
            found.append((one[i], other[j]))
            i, j = i + 1, j + 1
        elif value(i + 1, j) >= value(i, j + 1):
            found.append((one[i], None))
            i += 1
        else:
            found.append((None, other[j]))
            j += 1
    return found + [(it, None) for it in one[i:]] + [(None, it) for it in other[j:]]
