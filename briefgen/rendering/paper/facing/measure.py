"""How large the blocks of a text came out: the boxes of a layout as blocks that can be shared out among pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from briefgen.rendering.paper.facing.half_tree import NUMBER, Half
from briefgen.rendering.paper.facing.spreads import MeasuredBlock, Room

Box = Any
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_KEEPS = ("avoid", "avoid-page")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page of a layout: its number from 0, where its text begins, the height of each note by its element's number."""

    index: int
    top: float
    notes: Mapping[int, float]


def blocks_of(document: Any, half: Half) -> tuple[MeasuredBlock, ...]:
    """The blocks of ``half`` as laid out in ``document``, largest first, each with the blocks in it."""
    found: list[MeasuredBlock] = []
    for index, page in enumerate(document.pages):
        sheet = _Sheet(index, page._page_box.content_box_y(), _notes(page._page_box))
        blocks = (_block(box, half, sheet) for box in _inside_body(page._page_box))
        found.extend(block for block in blocks if block is not None)
    return tuple(found)


def room_of(sample: Any, document: Any) -> Room:
    """What a page holds: its height from ``sample``, what notes take from the first page of ``document`` with any."""
    page = sample.pages[0]._page_box
    for area in (area for it in document.pages for area in _areas(it._page_box)):
        notes = sum(note.margin_height() for note in area.children)
        most = area.style["max_height"]
        limit = page.height * most.value / 100 if most.unit == "%" else most.value
        return Room(page.height, area.margin_height() - notes, limit)
    return Room(page.height)


def first_pages(document: Any) -> dict[int, int]:
    """The page, from 0, on which each element of a half begins, by its number."""
    found: dict[int, int] = {}
    for index, page in enumerate(document.pages):
        for box in page._page_box.descendants():
            if (number := _number(box)) is not None:
                found.setdefault(number, index)
    return found


def tops(document: Any) -> dict[int, float]:
    """How far from the top of its page each element of a half begins, by its number."""
    found: dict[int, float] = {}
    for page in document.pages:
        for box in page._page_box.descendants():
            if (number := _number(box)) is not None:
                found.setdefault(number, box.position_y)
    return found


def spilling(document: Any) -> bool:
    """Whether words of a cover or back are more than the height that its style sheet gives them has room for."""
    for page in document.pages:
        for box in page._page_box.descendants(placeholders=True):
            if box.element is not None and box.style["height"] != "auto":
                lines = [it for it in box.descendants(placeholders=True) if _is_line(it)]
                lowest = max((line.position_y + line.height for line in lines), default=0)
                if lowest > box.position_y + box.margin_height() + 1:
                    return True
    return False


def _is_line(box: Box) -> bool:
    from weasyprint.formatting_structure import boxes

    return isinstance(box, boxes.LineBox)


def _number(box: Box) -> int | None:
    if box.element is None or "::" in (box.element_tag or ""):
        return None
    number = box.element.get(NUMBER)
    return int(number) if number else None


def _inside_body(page: Box) -> Iterator[Box]:
    from weasyprint.formatting_structure import boxes

    for root in page.children:
        if not isinstance(root, boxes.MarginBox | boxes.FootnoteAreaBox):
            for body in root.children:
                yield from body.children


def _areas(page: Box) -> list[Box]:
    from weasyprint.formatting_structure import boxes

    return [it for it in page.children if isinstance(it, boxes.FootnoteAreaBox) and it.children]


def _notes(page: Box) -> dict[int, float]:
    """The height of each note at the foot of the page, by the number of its element."""
    heights = ((_number(note), note.margin_height()) for area in _areas(page) for note in area.children)
    return {number: height for number, height in heights if number is not None}


def _block(box: Box, half: Half, sheet: _Sheet) -> MeasuredBlock | None:
    """A box in the flow as a block; None for one that takes no part in it."""
    number = _number(box)
    if number is None or not box.is_in_normal_flow():
        return None
    element = half.elements[number]
    children = _children(box, half, sheet)
    inside = () if children else [int(inner) for it in element.iter() if (inner := it.get(NUMBER))]
    return MeasuredBlock(
        number=number,
        tag=element.tag,
        top=max(box.border_box_y(), sheet.top),  # what runs over the edge above the text takes no room of it
        bottom=box.border_box_y() + box.border_height(),
        page=sheet.index,
        key=_key(element, half),
        notes=tuple(sheet.notes[at] for at in inside if at in sheet.notes),
        keeps_before=box.style["break_before"] in _KEEPS,
        keeps_next=box.style["break_after"] in _KEEPS,
        children=children,
    )


def _children(box: Box, half: Half, sheet: _Sheet) -> tuple[MeasuredBlock, ...]:
    """The blocks between which a page may end; none where the style sheets or the kind of the box forbid it."""
    # A box of fixed height does not grow with what is in it: a heading that hangs beside the text.
    if box.style["break_inside"] in _KEEPS or box.style["height"] != "auto":
        return ()
    if getattr(box, "is_table_wrapper", False):
        return _rows(box.get_wrapped_table(), half, sheet)
    if not _stacks_blocks(box):
        return ()
    found = (_block(child, half, sheet) for child in box.children)
    return tuple(block for block in found if block is not None)


def _stacks_blocks(box: Box) -> bool:
    """Whether the box only sets blocks with elements of their own one below another."""
    from weasyprint.formatting_structure import boxes

    if (
        not isinstance(box, boxes.BlockBox)
        or box.style["column_count"] != "auto"
        or box.style["column_width"] != "auto"
    ):
        return False
    inside = [child for child in box.children if child.is_in_normal_flow()]
    return bool(inside) and all(
        isinstance(it, boxes.BlockLevelBox) and _number(it) is not None and it.element is not box.element
        for it in inside
    )


def _rows(table: Box, half: Half, sheet: _Sheet) -> tuple[MeasuredBlock, ...]:
    """The rows of a table, its head excepted: that comes again above each row that begins a page."""
    groups = [group for group in table.children if not group.is_header and not group.is_footer]
    rows = [row for group in groups for row in group.children]
    if any(cell.rowspan != 1 for row in rows for cell in row.children):
        return ()
    head = sum(group.border_height() for group in table.children if group.is_header)
    blocks = [_block(row, half, sheet) for row in rows]
    found = [block for block in blocks if block is not None]
    return tuple(replace(block, repeated=head if at else 0) for at, block in enumerate(found))


def _key(element: Any, half: Half) -> str:
    """The id of the element, or of a heading in it: a heading may stand in a box of its own."""
    if element in half.keys:
        return half.keys[element]
    if element.tag in ("div", "header"):
        return next((half.keys[it] for it in element.iter() if it.tag in _HEADINGS and it in half.keys), "")
    return ""
