"""Sections that answer to one another begin at the same height: room that a spread has left goes before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.rendering.paper.facing.spreads import SIDES, Room, SpreadUnit, Stretch, height_of

_FLUSH = 0.5
"""Pixels: nobody sees less."""


def spaces(
    units: Sequence[SpreadUnit], rooms: tuple[Room, Room], stretches: Sequence[Stretch], side: int
) -> Iterator[tuple[int, float]]:
    """The number of each element of one text that stands lower than by itself, and its whole space above in pixels."""
    for stretch in stretches:
        if stretch.pages == (1, 1):
            inside = units[stretch.start : stretch.end]
            yield from ((number, space) for of, number, space in _aligned(inside, rooms) if of == side)


def _aligned(units: Sequence[SpreadUnit], rooms: tuple[Room, Room]) -> Iterator[tuple[int, int, float]]:
    """(side, number, space) where what begins with the same id in both texts comes to one height, while that fits."""
    left = [rooms[side].usable - height_of(units, rooms[side], side) for side in SIDES]
    shifted = [0.0, 0.0]
    for at, unit in enumerate(units[1:], start=1):
        if not unit.key:
            continue
        down = [unit.first(side).top - units[0].first(side).top + shifted[side] for side in SIDES]
        behind = down.index(min(down))
        wanted, before = abs(down[0] - down[1]), units[at - 1].last(behind)
        gap = unit.first(behind).top - before.bottom
        if wanted > _FLUSH and gap >= 0 and wanted <= left[behind]:
            left[behind] -= wanted
            shifted[behind] += wanted
            yield behind, unit.first(behind).number, gap + wanted
