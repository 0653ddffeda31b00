"""Which block of a translation answers to which of the original: by stamps and ids, then by order and likeness."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from briefgen.model.records.marks import BlockMark
from briefgen.resolving.translation.translation_units import TranslationUnit

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


_SAME_PAIR, _SAME_ID, _BOTH_LOST = 20.0, 10.0, 2.0


@dataclass(frozen=True, slots=True, eq=False)
class _Section:
    """A heading (None: the beginning of a text) and the blocks up to the next."""

    heading: TranslationUnit | None
    blocks: list[TranslationUnit] = field(default_factory=list)

    @property
    def all(self) -> list[TranslationUnit]:
        return [self.heading, *self.blocks] if self.heading else self.blocks


class Pairs:
    """Aligns the blocks of two texts; what has been stamped as a pair is one."""

    def __init__(self, stamps: Iterable[BlockMark]) -> None:
        self.known = {(stamp.digest, stamp.made) for stamp in stamps}
        self.sources = {source for source, _ in self.known}
        self.made = {made for _, made in self.known}

    def of(self, one: Sequence[TranslationUnit], other: Sequence[TranslationUnit]) -> Iterator[Pair[TranslationUnit]]:
        """Every block of both texts once, in order; what has moved is found by its id or its stamp."""
        pairs = list(self._in_order(one, other))
        away = {made.digest: made for source, made in pairs if source is None and made}
        made_from = {source: made for source, made in self.known if made in away}
        lost = (source.digest for source, made in pairs if source and not made)
        back = {made_from[source] for source in lost if source in made_from}
        for source, made in pairs:
            if source and not made and source.digest in made_from:
                yield source, away[made_from[source.digest]]
            elif source or (made and made.digest not in back):
                yield source, made

    def _in_order(
        self, one: Sequence[TranslationUnit], other: Sequence[TranslationUnit]
    ) -> Iterator[Pair[TranslationUnit]]:
        if self._all_known(one, other):
            yield from zip(one, other, strict=True)
            return
        sections: list[Pair[_Section]] = align_sections(
            _sections(one), _sections(other), self._sections, lambda it: not it.all, _SAME_ID
        )
        for mine, yours, _ in joined(sections, lambda it: it.heading.ident if it.heading else ""):
            if mine and yours:
                if mine.heading or yours.heading:
                    yield mine.heading, yours.heading
                yield from self._blocks(mine.blocks, yours.blocks)
            else:
                yield from ((block, None) for block in (mine.all if mine else ()))
                yield from ((None, block) for block in (yours.all if yours else ()))

    def _blocks(
        self, one: Sequence[TranslationUnit], other: Sequence[TranslationUnit]
    ) -> Iterable[Pair[TranslationUnit]]:
        if self._all_known(one, other):
            return zip(one, other, strict=True)
        pairs: list[Pair[TranslationUnit]] = align(one, other, self._score)
        return pairs

    def _all_known(self, one: Sequence[TranslationUnit], other: Sequence[TranslationUnit]) -> bool:
        return len(one) == len(other) and all(
            (a.digest, b.digest) in self.known for a, b in zip(one, other, strict=True)
        )

    def _sections(self, one: _Section, other: _Section) -> float:
        a, b = one.heading, other.heading
        if a is None or b is None:
            return _SAME_PAIR if a is b else -1.0
        score = -1.0 if a.level != b.level else self._score(a, b)
        return score + 2 * _likeness(_signs(one), _signs(other)) if 0 <= score < _SAME_ID else score

    def _score(self, one: TranslationUnit, other: TranslationUnit) -> float:
        """Return how likely two blocks are the same; below 0 when they cannot be."""
        if one.kind != other.kind or (one.ident and other.ident and one.ident != other.ident):
            return -1.0
        if (one.digest, other.digest) in self.known:
            return _SAME_PAIR
        if one.ident and other.ident:
            return _SAME_ID
        lost = one.digest not in self.sources and other.digest in self.made
        return 1.0 + 3 * _likeness(one.signs, other.signs) + _alike(one, other) + (_BOTH_LOST if lost else 0.0)


def _likeness(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> float:
    """Return how much two sets share, from 0 to 1; two empty sets tell nothing."""
    union = len(one | other)
    return len(one & other) / union if union else 0.5


def _signs(section: _Section) -> frozenset[tuple[str, str]]:
    return frozenset[tuple[str, str]]().union(*(block.signs for block in section.blocks))


def _alike(one: TranslationUnit, other: TranslationUnit) -> float:
    """Return how alike two lengths are, whichever language is the terser."""
    low, high = sorted((len(one.said) + 6, len(other.said) + 6))
    return 0.5 * min(1.0, low / high / 0.4)


def _sections(blocks: Iterable[TranslationUnit]) -> list[_Section]:
    found = [_Section(None)]
    for block in blocks:
        if block.kind == "heading":
            found.append(_Section(block))
        else:
            found[-1].blocks.append(block)
    return found
