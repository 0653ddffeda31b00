"""How large the blocks of a text came out: the boxes of a layout as blocks that can be shared out among pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from briefgen.rendering.paper.facing.half_tree import NUMBER, Half
from briefgen.rendering.paper.facing.spreads import MeasuredBlock, Room

Box = Any
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_KEEPS = ("avoid", "avoid-page")


def blocks_of(document: Any, half: Half) -> tuple[MeasuredBlock, ...]:
    """The blocks of ``half`` as laid out in ``document``: the smallest between which a page may end, in order."""
    found: list[MeasuredBlock] = []
    for index, page in enumerate(document.pages):
        reading = _MeasuredPage(half, index, page._page_box)
        for box in _inside_body(page._page_box):
            found += reading.blocks(box)
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


def spilling(document: Any) -> bool:
    """Tell whether words of a cover or back are more than the height that its style sheet gives them has room for."""
    from weasyprint.formatting_structure import boxes

    for page in document.pages:
        for box in page._page_box.descendants(placeholders=True):
            if box.element is not None and box.style["height"] != "auto":
                lines = (it for it in box.descendants(placeholders=True) if isinstance(it, boxes.LineBox))
                lowest = max((line.position_y + line.height for line in lines), default=0)
                if lowest > box.position_y + box.margin_height() + 1:
                    return True
    return False


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


class _MeasuredPage:
    """One page of a layout being read."""

    def __init__(self, half: Half, index: int, page: Box) -> None:
        self._half, self._index = half, index
        self._top = page.content_box_y()
        notes = ((_number(note), note.margin_height()) for area in _areas(page) for note in area.children)
        self._notes = {number: height for number, height in notes if number is not None}

    def blocks(self, box: Box) -> list[MeasuredBlock]:
        """The blocks in a box in the flow, the first and the last of which begin and end where it does."""
        number = _number(box)
        if number is None or not box.is_in_normal_flow():
            return []
        element = self._half.elements[number]
        whole = MeasuredBlock(
            number=number,
            tag=element.tag,
            top=max(box.border_box_y(), self._top),  # what runs over the edge above the text takes no room of it
            bottom=box.border_box_y() + box.border_height(),
            page=self._index,
            outer=number,
            key=_key(element, self._half),
            keeps_before=box.style["break_before"] in _KEEPS,
            keeps_next=box.style["break_after"] in _KEEPS,
        )
        inside = [block for child in _parted(box) for block in self.blocks(child)]
        if not inside:
            called = (int(inner) for it in element.iter() if (inner := it.get(NUMBER)))
            return [replace(whole, notes=tuple(self._notes[at] for at in called if at in self._notes))]
        first = inside[0]
        inside[0] = replace(
            first,
            top=min(whole.top, first.top),
            outer=number,
            key=first.key or whole.key,
            keeps_before=whole.keeps_before or first.keeps_before,
        )
        last = inside[-1]
        inside[-1] = replace(
            last, bottom=max(whole.bottom, last.bottom), keeps_next=whole.keeps_next or last.keeps_next
        )
        return inside


def _parted(box: Box) -> Sequence[Box]:
    """The boxes between which a page may end: none where the style sheets or the kind of the box forbid it."""
    from weasyprint.formatting_structure import boxes

    # A box of fixed height does not grow with what is in it: a heading that hangs beside the text.
    if box.style["break_inside"] in _KEEPS or box.style["height"] != "auto":
        return ()
    if getattr(box, "is_table_wrapper", False):
        groups = [it for it in box.get_wrapped_table().children if not it.is_header and not it.is_footer]
        rows = [row for group in groups for row in group.children]
        return rows if all(cell.rowspan == 1 for row in rows for cell in row.children) else ()
    if not isinstance(box, boxes.BlockBox) or {box.style["column_count"], box.style["column_width"]} != {"auto"}:
        return ()
    inside = [child for child in box.children if child.is_in_normal_flow()]
    own = (
        isinstance(it, boxes.BlockLevelBox) and _number(it) is not None and it.element is not box.element
        for it in inside
    )
    return inside if all(own) else ()


def _key(element: Any, half: Half) -> str:
    """The id of the element, or of a heading in it: a heading may stand in a box of its own."""
    if element in half.keys:
        return half.keys[element]
    if element.tag in ("div", "header"):
        return next((half.keys[it] for it in element.iter() if it.tag in _HEADINGS and it in half.keys), "")
    return ""
