"""Which blocks of two texts stand on which spread: the same sections always begin on the same one.

Pure arithmetic on measured blocks. A spread takes blocks in their order while both its pages have room. Neither text is
set smaller to fit: where one is longer, the other leaves room.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from math import ceil, inf

from briefgen.rendering.paper.layout.page_fill import LEAST

SIDES = (0, 1)
"""The left-hand text and the right-hand one."""
_SPARE = 4.0
"""Pixels left free at the foot of a page: what the layout adds below its last block is not all in the measures."""
_ENOUGH = 0.85
"""How full a spread must be to end before a heading although the beginning of that section would fit on it."""
_FLUSH = 0.5
"""Pixels: nobody sees less."""


@dataclass(frozen=True, slots=True)
class MeasuredBlock:
    """A piece of one text between two places where a page may end, measured on a page without end.

    ``outer`` is the number of the largest element that begins with it, ``key`` the id of the section or thing that
    begins with it, the same in both languages; ``notes`` are the heights of the footnotes called in it.
    """

    number: int
    tag: str
    top: float
    bottom: float
    page: int = 0
    key: str = ""
    notes: tuple[float, ...] = ()
    keeps_before: bool = False
    keeps_next: bool = False
    outer: int = 0


@dataclass(frozen=True, slots=True)
class SpreadUnit:
    """Blocks of both texts that say the same: they begin on the same spread."""

    sides: tuple[tuple[MeasuredBlock, ...], tuple[MeasuredBlock, ...]]

    def first(self, side: int) -> MeasuredBlock:
        """Return where it begins in one text."""
        return self.sides[side][0]

    def last(self, side: int) -> MeasuredBlock:
        """Return where it ends in one text."""
        return self.sides[side][-1]

    @property
    def key(self) -> str:
        """The id with which it begins in both texts; empty when there is none."""
        left, right = (self.first(side).key for side in SIDES)
        return left if left == right else ""

    @property
    def keeps_before(self) -> bool:
        """Whether it must stay with what comes before."""
        return any(self.first(side).keeps_before for side in SIDES)

    @property
    def keeps_next(self) -> bool:
        """Whether what follows must stay with it."""
        return any(self.last(side).keeps_next for side in SIDES)


@dataclass(frozen=True, slots=True)
class Room:
    """What a page of one text holds: its height, what a page with notes loses besides them, and the most for notes."""

    height: float
    notes_edge: float = 0
    notes_most: float = 0

    @property
    def usable(self) -> float:
        """The height that blocks may take together."""
        return self.height - _SPARE


Rooms = tuple[Room, Room]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Units from ``start`` up to ``end`` that begin on a new spread, and the pages that each text takes for them."""

    start: int
    end: int
    pages: tuple[int, int] = (1, 1)

    @property
    def spreads(self) -> int:
        """The spreads that it takes: as many as the longer text needs."""
        return max(self.pages)


# Pairing


def pair(left: Sequence[MeasuredBlock], right: Sequence[MeasuredBlock]) -> tuple[SpreadUnit, ...]:
    """The units of two texts: from each id that both have to the next, block by block where their kinds are the same.

    What only one text has goes with what stands before it, or after it at the very beginning.
    """
    found: list[SpreadUnit] = []
    for one, other in _parts(left, right):
        alike = [it.tag for it in one] == [it.tag for it in other]
        heads = 1 if one and other and one[0].key and one[0].key == other[0].key else 0
        cuts = range(len(one) + 1) if alike else sorted({0, heads, len(one) + len(other)})
        for start, end in pairwise(cuts):
            unit = SpreadUnit((tuple(one[start:end]), tuple(other[start:end])))
            if found and not (all(unit.sides) and all(found[-1].sides)):
                before = found.pop().sides
                unit = SpreadUnit((before[0] + unit.sides[0], before[1] + unit.sides[1]))
            if any(unit.sides):
                found.append(unit)
    return tuple(found)


def _parts(
    left: Sequence[MeasuredBlock], right: Sequence[MeasuredBlock]
) -> Iterator[tuple[Sequence[MeasuredBlock], Sequence[MeasuredBlock]]]:
    """Both texts cut before every id that both have, where they have them in the same order."""
    ones, others = ([at for at, block in enumerate(text) if block.key] for text in (left, right))
    keys = [left[at].key for at in ones], [right[at].key for at in others]
    runs = SequenceMatcher(None, *keys, autojunk=False).get_matching_blocks()
    cuts = [(ones[run.a + at], others[run.b + at]) for run in runs for at in range(run.size)]
    for (one, other), (one_end, other_end) in pairwise([(0, 0), *cuts, (len(left), len(right))]):
        yield left[one:one_end], right[other:other_end]


# Sharing out


def plan(units: Sequence[SpreadUnit], rooms: Rooms, known: Mapping[int, Stretch]) -> tuple[Stretch, ...]:
    """The stretches, each with as many units as both its pages have room for.

    What is longer than a page stands in a stretch of its own. ``known`` are those that a layout has corrected, by where
    they begin.
    """
    made: list[Stretch] = []
    while (start := made[-1].end if made else 0) < len(units):
        made.append(known.get(start) or _stretch(units, rooms, start))
    return tuple(made)


def _stretch(units: Sequence[SpreadUnit], rooms: Rooms, start: int) -> Stretch:
    """The stretch that begins at ``start``: it ends before a heading rather than inside a section, and earlier where
    hardly anything would be left for the last spread.
    """
    last = next((at for at in range(start + 1, len(units)) if _must_part(units, at)), len(units))
    ends = [at for at in range(start + 1, last + 1) if at == last or _may_part(units, at)]
    fitting = [at for at in ends if _fullness(units[start:at], rooms) <= 1]
    if not fitting:
        return Stretch(start, ends[0], _pages(units[start : ends[0]], rooms))
    if fitting[-1] == last:
        return Stretch(start, last)
    headings = [at for at in fitting if units[at].key and units[at].keeps_next]
    full = [at for at in headings if _fullness(units[start:at], rooms) >= _ENOUGH]
    end = full[-1] if full else fitting[-1]
    if _fullness(units[end:last], rooms) < LEAST:
        earlier = (*reversed(headings), *reversed(fitting))
        end = next((at for at in earlier if LEAST <= _fullness(units[at:last], rooms) <= 1), end)
    return Stretch(start, end)


def _may_part(units: Sequence[SpreadUnit], at: int) -> bool:
    return not (units[at - 1].keeps_next or units[at].keeps_before)


def _must_part(units: Sequence[SpreadUnit], at: int) -> bool:
    """Tell whether the style sheets ask for a new page there."""
    return any(units[at].first(side).page != units[at - 1].last(side).page for side in SIDES)


def _fullness(units: Sequence[SpreadUnit], rooms: Rooms) -> float:
    """The share that the units take of the fuller page of a spread: over 1 they do not fit."""
    return max(_height(units, rooms[side], side) / rooms[side].usable for side in SIDES)


def _height(units: Sequence[SpreadUnit], room: Room, side: int) -> float:
    """Return what the units take of a page, with their notes; endless when these are more than a page may have."""
    text = units[-1].last(side).bottom - units[0].first(side).top
    notes = [height for unit in units for block in unit.sides[side] for height in block.notes]
    below = sum(notes) + room.notes_edge if notes else 0
    return text + below if below <= room.notes_most else inf


def _pages(units: Sequence[SpreadUnit], rooms: Rooms) -> tuple[int, int]:
    """The pages that the units probably take in each text."""
    heights = (units[-1].last(side).bottom - units[0].first(side).top for side in SIDES)
    left, right = (max(1, ceil(height / room.usable)) for height, room in zip(heights, rooms, strict=True))
    return left, right


def starts(stretches: Sequence[Stretch]) -> tuple[int, ...]:
    """The page of each half, from 0, on which each stretch is to begin; last, how many pages a half has."""
    found = [0]
    for stretch in stretches:
        found.append(found[-1] + stretch.spreads)
    return tuple(found)


def corrected(units: Sequence[SpreadUnit], stretch: Stretch, took: tuple[int, int]) -> Stretch:
    """A stretch that took other pages than planned: a unit shorter, or, where it cannot be, with those pages."""
    shorter = [at for at in range(stretch.start + 1, stretch.end) if _may_part(units, at)]
    if stretch.pages == (1, 1) and shorter:
        return Stretch(stretch.start, shorter[-1])
    return Stretch(stretch.start, stretch.end, took)


# Heights


def spaces(units: Sequence[SpreadUnit], rooms: Rooms, stretches: Sequence[Stretch]) -> Iterator[tuple[int, int, float]]:
    """(side, number of an element, pixels above it) where what begins with the same id in both texts is brought to one
    height: the shorter text gets the room, while its page has it.
    """
    for stretch in (it for it in stretches if it.pages == (1, 1)):
        inside = units[stretch.start : stretch.end]
        left = [rooms[side].usable - _height(inside, rooms[side], side) for side in SIDES]
        shifted = [0.0, 0.0]
        for before, unit in pairwise(inside):
            down = [unit.first(side).top - inside[0].first(side).top + shifted[side] for side in SIDES]
            behind = down.index(min(down))
            wanted, gap = abs(down[0] - down[1]), unit.first(behind).top - before.last(behind).bottom
            if unit.key and gap >= 0 and _FLUSH < wanted <= left[behind]:
                left[behind] -= wanted
                shifted[behind] += wanted
                yield behind, unit.first(behind).number, gap + wanted
