"""What stands on which spread: sections answer to one another, nothing is cut where it must hold together."""

from __future__ import annotations

import pytest

from briefgen.rendering.paper.facing.spreads import (
    MeasuredBlock,
    Room,
    SpreadUnit,
    Stretch,
    corrected,
    pair,
    plan,
    spaces,
    starts,
)

ROOM = Room(1004, notes_edge=20, notes_most=600)
ROOMS = (ROOM, ROOM)


def column(*heights: float, heads: tuple[int, ...] = (), notes: float = 0, first: int = 0) -> tuple[MeasuredBlock, ...]:
    """Blocks of these heights one below another, those at ``heads`` headings."""
    found, top = [], 0.0
    for at, height in enumerate(heights):
        head = at in heads
        key = f"s{at}" if head else ""
        found.append(
            MeasuredBlock(
                first + at, "h2" if head else "p", top, top + height, 0, key, (notes,) * bool(notes), keeps_next=head
            )
        )
        top += height
    return tuple(found)


def spans(stretches: tuple[Stretch, ...]) -> list[tuple[int, int]]:
    return [(it.start, it.end) for it in stretches]


# Pairing


def test_texts_of_one_shape_are_paired_block_by_block() -> None:
    left, right = column(10, 50, 60, heads=(0,)), column(10, 70, 80, heads=(0,))
    units = pair(left, right)
    assert [(unit.first(0).number, unit.first(1).number) for unit in units] == [(0, 0), (1, 1), (2, 2)]


def test_where_one_text_has_more_paragraphs_the_section_stays_whole_and_the_next_begins_together() -> None:
    left = (*column(10, 50, heads=(0,)), MeasuredBlock(9, "h2", 60, 70, key="next", keeps_next=True))
    right = (*column(10, 50, 60, heads=(0,)), MeasuredBlock(9, "h2", 120, 130, key="next", keeps_next=True))
    units = pair(left, right)
    assert [tuple(len(side) for side in unit.sides) for unit in units] == [(1, 1), (1, 2), (1, 1)]
    assert units[-1].key == "next"


def test_what_only_one_text_has_goes_with_what_stands_before_it() -> None:
    (unit,) = pair(column(10, 50, heads=(0,))[:1], column(10, 50, heads=(0,)))
    assert [len(side) for side in unit.sides] == [1, 2]


def test_ids_that_stand_in_another_order_do_not_part_what_follows_them() -> None:
    def text(*keys: str) -> list[MeasuredBlock]:
        return [MeasuredBlock(at, "li", 10 * at, 10 * at + 10, key=key) for at, key in enumerate(keys)]

    units = pair(text("a", "b", "c", "z"), text("c", "a", "b", "z"))
    assert units[-1].key == "z"
    assert [len(side) for side in units[-1].sides] == [1, 1]


# Sharing out


def test_as_many_blocks_stand_on_a_spread_as_fit_on_both_its_pages() -> None:
    units = pair(column(*[100] * 20), column(*[200] * 20))
    assert spans(plan(units, ROOMS, {})) == [(0, 5), (5, 10), (10, 15), (15, 20)]


def test_the_last_spread_is_not_left_with_a_line() -> None:
    units = pair(column(*[100] * 11), column(*[100] * 11))
    assert spans(plan(units, ROOMS, {})) == [(0, 8), (8, 11)]
    heights = [100] * 6 + [20, 300, 100]
    units = pair(column(*heights, heads=(6,)), column(*heights, heads=(6,)))
    assert spans(plan(units, ROOMS, {})) == [(0, 6), (6, 9)]


def test_a_heading_is_never_the_last_on_a_page() -> None:
    heights = [90] * 10 + [20] + [200] * 3
    units = pair(column(*heights, heads=(10,)), column(*heights, heads=(10,)))
    assert spans(plan(units, ROOMS, {}))[0] == (0, 10)


@pytest.mark.parametrize(("height", "ends"), [(130, 7), (110, 10)])
def test_a_nearly_full_spread_ends_before_a_heading_rather_than_inside_a_section(height: int, ends: int) -> None:
    heights = [height] * 7 + [10] + [80] * 10
    units = pair(column(*heights, heads=(7,)), column(*heights, heads=(7,)))
    assert plan(units, ROOMS, {})[0].end == ends


def test_notes_take_room_of_the_page_that_calls_them() -> None:
    plain, noted = column(*[100] * 10), column(*[100] * 10, notes=50)
    assert len(plan(pair(plain, plain), ROOMS, {})) == 1
    assert len(plan(pair(plain, noted), ROOMS, {})) == 2


def test_a_block_longer_than_a_page_takes_as_many_spreads_as_the_longer_text_needs() -> None:
    units = pair(column(100, 900, 100), column(100, 2500, 100))
    found = plan(units, ROOMS, {})
    assert spans(found) == [(0, 1), (1, 2), (2, 3)]
    assert [it.pages for it in found] == [(1, 1), (1, 3), (1, 1)]
    assert starts(found) == (0, 1, 4, 5)


def test_where_the_style_sheet_asks_for_a_page_both_texts_begin_one() -> None:
    left, right = column(100, 100), column(100, 100)
    units = (SpreadUnit(((left[0],), (right[0],))), SpreadUnit(((MeasuredBlock(5, "p", 0, 100, page=1),), (right[1],))))
    assert spans(plan(units, ROOMS, {})) == [(0, 1), (1, 2)]


# Correcting after a layout


def test_a_stretch_that_ran_over_ends_one_unit_earlier() -> None:
    units = pair(column(*[100] * 10), column(*[100] * 10))
    (first,) = plan(units, ROOMS, {})
    again = plan(units, ROOMS, {0: corrected(units, first, (1, 2))})
    assert spans(again) == [(0, 9), (9, 10)]


def test_a_stretch_that_cannot_be_shorter_is_given_the_pages_that_it_took() -> None:
    units = pair(column(900), column(900))
    (first,) = plan(units, ROOMS, {})
    assert corrected(units, first, (1, 2)).pages == (1, 2)


# Heights


def test_sections_begin_at_the_same_height_where_the_spread_has_room() -> None:
    units = pair(column(100, 50, 100, heads=(0, 1)), column(160, 50, 100, heads=(0, 1)))
    (stretch,) = plan(units, ROOMS, {})
    assert list(spaces(units, ROOMS, [stretch])) == [(0, 1, 60)]


@pytest.mark.parametrize("room", [Room(310)])
def test_nothing_is_pushed_off_the_page_to_stand_at_the_same_height(room: Room) -> None:
    units = pair(column(100, 50, 150, heads=(0, 1)), column(160, 50, 90, heads=(0, 1)))
    (stretch,) = plan(units, (room, room), {})
    assert list(spaces(units, (room, room), [stretch])) == []
