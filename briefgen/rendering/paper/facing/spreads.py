"""Which blocks of two texts stand on which spread: the same sections always begin on the same one.

Pure arithmetic on measured blocks. Neither text is set smaller to fit: where one is longer, the other leaves room.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import ceil

SIDES = (0, 1)
"""The left-hand text and the right-hand one."""
_SPARE = 4.0
"""Pixels left free at the foot of a page: what the layout adds below its last block is not all in the measures."""

_LAST = 0.6
"""What room left on a last spread counts for: an end may be shorter than what comes before."""
_INSIDE_SECTION = 0.08
"""The cost of ending a spread in the middle of a section: as much as a quarter of the page left free."""
_BARELY = 0.12
"""Less of a page than this is too little of a section to stand before a new spread, or to go on after it."""
_BARE = 0.2
"""The cost of that."""


@dataclass(frozen=True, slots=True)
class MeasuredBlock:
    """A piece of one text, measured where it stands on a page without end.

    ``key`` is the id of the section or thing that begins with it, the same in both languages; ``notes`` are the
    heights of the footnotes called in it, ``repeated`` that of the table head that comes again above it.
    """

    number: int
    tag: str
    top: float
    bottom: float
    page: int = 0
    key: str = ""
    notes: tuple[float, ...] = ()
    repeated: float = 0
    keeps_before: bool = False
    keeps_next: bool = False
    children: tuple[MeasuredBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class SpreadUnit:
    """Blocks of both texts that say the same: they begin on the same spread."""

    sides: tuple[tuple[MeasuredBlock, ...], tuple[MeasuredBlock, ...]]

    def first(self, side: int) -> MeasuredBlock:
        """Where it begins in one text."""
        return self.sides[side][0]

    @property
    def is_heading(self) -> bool:
        """Whether a section begins with it: it has a name, and what follows belongs to it."""
        return bool(self.key) and self.keeps_next

    @property
    def key(self) -> str:
        """The id with which it begins in both texts; empty when there is none."""
        left, right = (self.first(side).key for side in SIDES)
        return left if left == right else ""

    def last(self, side: int) -> MeasuredBlock:
        """Where it ends in one text."""
        return self.sides[side][-1]

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


@dataclass(frozen=True, slots=True)
class Learned:
    """What layouts have shown to be otherwise than reckoned: where a stretch must end, how many pages one takes."""

    ends: Mapping[int, int] = field(default_factory=dict)
    pages: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)


# Pairing


def pair(left: Sequence[MeasuredBlock], right: Sequence[MeasuredBlock]) -> tuple[SpreadUnit, ...]:
    """The units of two texts, down to the smallest blocks that answer to one another."""
    return tuple(_with_both_sides(_pair_lists(left, right)))


def _pair_lists(left: Sequence[MeasuredBlock], right: Sequence[MeasuredBlock]) -> list[SpreadUnit]:
    if _alike(left, right):
        return [unit for one, other in zip(left, right, strict=True) for unit in _pair_blocks(one, other)]
    common = _common_keys(left, right)
    if not common:
        return [SpreadUnit((_leaves(left), _leaves(right)))]
    parts = zip(_parts(left, common), _parts(right, common), strict=True)
    return [unit for one, other in parts for unit in _pair_parts(one, other)]


def _alike(left: Sequence[MeasuredBlock], right: Sequence[MeasuredBlock]) -> bool:
    """Whether the blocks can be paired one by one: as many, of the same kinds, with the same ids."""
    return [(it.tag, it.key) for it in left] == [(it.tag, it.key) for it in right]


def _pair_blocks(left: MeasuredBlock, right: MeasuredBlock) -> list[SpreadUnit]:
    if left.children and right.children:
        return _pair_lists(_open(left), _open(right))
    return [SpreadUnit((_leaves([left]), _leaves([right])))]


def _pair_parts(left: Sequence[MeasuredBlock], right: Sequence[MeasuredBlock]) -> list[SpreadUnit]:
    """Two parts that begin with the same id, or have none."""
    if left and right and left[0].key and left[0].key == right[0].key:
        return [*_pair_blocks(left[0], right[0]), *_pair_parts(left[1:], right[1:])]
    if _alike(left, right):
        return _pair_lists(left, right)
    return [SpreadUnit((_leaves(left), _leaves(right)))]


def _common_keys(left: Sequence[MeasuredBlock], right: Sequence[MeasuredBlock]) -> tuple[str, ...]:
    """The ids that both have, where both have them in the same order."""
    others = {block.key for block in right if block.key}
    kept = tuple(block.key for block in left if block.key in others)
    return kept if kept == tuple(block.key for block in right if block.key in set(kept)) else ()


def _parts(blocks: Sequence[MeasuredBlock], keys: tuple[str, ...]) -> list[list[MeasuredBlock]]:
    """The blocks before the first of ``keys``, then from each key up to the next."""
    parts: list[list[MeasuredBlock]] = [[]]
    for block in blocks:
        if block.key in keys:
            parts.append([])
        parts[-1].append(block)
    return parts


def _leaves(blocks: Sequence[MeasuredBlock]) -> tuple[MeasuredBlock, ...]:
    return tuple(leaf for block in blocks for leaf in (_leaves(_open(block)) if block.children else (block,)))


def _open(block: MeasuredBlock) -> tuple[MeasuredBlock, ...]:
    """The blocks inside, of which the first begins and the last ends where their holder does."""
    first = replace(
        block.children[0],
        top=min(block.top, block.children[0].top),
        key=block.children[0].key or block.key,
        keeps_before=block.keeps_before or block.children[0].keeps_before,
    )
    inside = [first, *block.children[1:]]
    inside[-1] = replace(
        inside[-1],
        bottom=max(block.bottom, inside[-1].bottom),
        keeps_next=block.keeps_next or inside[-1].keeps_next,
    )
    return tuple(inside)


def _with_both_sides(units: Sequence[SpreadUnit]) -> list[SpreadUnit]:
    """What only one text has goes with what stands before it, or after it at the very beginning."""
    found: list[SpreadUnit] = []
    for unit in units:
        if not any(unit.sides):
            continue
        if found and not (all(unit.sides) and all(found[-1].sides)):
            before = found.pop().sides
            unit = SpreadUnit((before[0] + unit.sides[0], before[1] + unit.sides[1]))
        found.append(unit)
    return found


# Sharing out


def plan(units: Sequence[SpreadUnit], rooms: tuple[Room, Room], learned: Learned | None = None) -> tuple[Stretch, ...]:
    """The stretches: as few spreads as hold all units on both their pages, and those about equally full.

    Where there is a choice a spread ends before a heading and not right after one. What is longer than a page stands in
    a stretch of its own.
    """
    known, made = learned or Learned(), list[Stretch]()
    edges = [0, *(at for at in range(1, len(units)) if _must_part(units, at)), len(units)]
    for start, end in pairwise(edges):
        made += _shared_out(units, rooms, start, end, known)
    return tuple(made)


def _shared_out(
    units: Sequence[SpreadUnit], rooms: tuple[Room, Room], first: int, last: int, known: Learned
) -> tuple[Stretch, ...]:
    """The best stretches for the units from ``first`` up to ``last``: fewest spreads, then least cost."""
    best: dict[int, tuple[int, float, tuple[Stretch, ...]]] = {first: (0, 0.0, ())}
    for start in range(first, last):
        if start not in best:
            continue
        spreads, cost, before = best[start]
        for stretch in _stretches_from(units, rooms, start, last, known):
            found = spreads + stretch.spreads, cost + _cost(units, rooms, stretch, last)
            if stretch.end not in best or found < best[stretch.end][:2]:
                best[stretch.end] = (*found, (*before, stretch))
    return best[last][2] if last in best else ()


def _stretches_from(
    units: Sequence[SpreadUnit], rooms: tuple[Room, Room], start: int, last: int, known: Learned
) -> Iterator[Stretch]:
    """Every stretch that may begin there: all that fit, or the shortest when that does not."""
    most, fitted = known.ends.get(start, last), False
    for at in (at for at in range(start + 1, last + 1) if _may_part(units, at)):
        pages = known.pages.get((start, at)) or _pages(units[start:at], rooms)
        fits = at <= most and pages == (1, 1) and _fit(units[start:at], rooms)
        if fits or not fitted:
            yield Stretch(start, at, pages)
        if not fits:
            return
        fitted = True


def _cost(units: Sequence[SpreadUnit], rooms: tuple[Room, Room], stretch: Stretch, last: int) -> float:
    """How poor the spread looks: by the square of the room left on its fuller page, and by where it ends."""
    inside = units[stretch.start : stretch.end]
    full = max(height_of(inside, rooms[side], side) / rooms[side].height for side in SIDES)
    cost = max(0.0, 1 - full) ** 2
    if stretch.end == last:
        return cost * _LAST
    if not units[stretch.end].is_heading:
        cost += _INSIDE_SECTION
        headings = [at for at in range(stretch.start, stretch.end) if units[at].is_heading]
        ahead = next((at for at in range(stretch.end, last) if units[at].is_heading), last)
        parts = [(headings[-1], stretch.end)] if headings else []
        if any(_share(units[slice(*part)], rooms) < _BARELY for part in (*parts, (stretch.end, ahead))):
            cost += _BARE
    return cost


def _share(units: Sequence[SpreadUnit], rooms: tuple[Room, Room]) -> float:
    """How much of a page the units take, in the text in which they take less."""
    return min((units[-1].last(side).bottom - units[0].first(side).top) / rooms[side].height for side in SIDES)


def _may_part(units: Sequence[SpreadUnit], at: int) -> bool:
    if at == len(units) or _must_part(units, at):
        return True
    return not (units[at - 1].keeps_next or units[at].keeps_before)


def _must_part(units: Sequence[SpreadUnit], at: int) -> bool:
    """Whether the style sheets ask for a new page there."""
    return at < len(units) and any(units[at].first(side).page != units[at - 1].last(side).page for side in SIDES)


def _fit(units: Sequence[SpreadUnit], rooms: tuple[Room, Room]) -> bool:
    return all(height_of(units, rooms[side], side) <= rooms[side].usable for side in SIDES)


def height_of(units: Sequence[SpreadUnit], room: Room, side: int) -> float:
    """What the units take of a page, with their notes; endless when these are more than a page may have."""
    first, last = units[0].first(side), units[-1].last(side)
    notes = [height for unit in units for block in unit.sides[side] for height in block.notes]
    text = last.bottom - first.top + first.repeated
    if not notes:
        return text
    below = sum(notes) + room.notes_edge
    return text + below if below <= room.notes_most else float("inf")


def _pages(units: Sequence[SpreadUnit], rooms: tuple[Room, Room]) -> tuple[int, int]:
    left, right = (_pages_of(units, rooms[side], side) for side in SIDES)
    return left, right


def _pages_of(units: Sequence[SpreadUnit], room: Room, side: int) -> int:
    height = height_of(units, replace(room, notes_most=float("inf")), side)
    return max(1, ceil(height / room.usable))


# After a layout


def starts(stretches: Sequence[Stretch]) -> tuple[int, ...]:
    """The page of each half, from 0, on which each stretch is to begin; last, how many pages a half has."""
    found = [0]
    for stretch in stretches:
        found.append(found[-1] + stretch.spreads)
    return tuple(found)


def learn(
    units: Sequence[SpreadUnit], stretches: Sequence[Stretch], seen: tuple[Sequence[int], Sequence[int]], known: Learned
) -> Learned:
    """What a layout has shown: ``seen`` are the pages that each stretch took in each half."""
    ends, pages = dict(known.ends), dict(known.pages)
    for stretch, *took in zip(stretches, *seen, strict=True):
        if (took[0], took[1]) == stretch.pages:
            continue
        shorter = _shorter(units, stretch) if stretch.pages == (1, 1) else 0
        if shorter:
            ends[stretch.start] = shorter
        else:
            pages[stretch.start, stretch.end] = (took[0], took[1])
    return Learned(ends, pages)


def _shorter(units: Sequence[SpreadUnit], stretch: Stretch) -> int:
    """Where the stretch can end one unit earlier; 0 where it cannot."""
    return max((at for at in range(stretch.start + 1, stretch.end) if _may_part(units, at)), default=0)


def lengths(pages: Sequence[int], total: int) -> list[int]:
    """From the page on which each stretch begins, and the number of pages, how many pages each takes."""
    return [after - before for before, after in pairwise([*pages, total])]
