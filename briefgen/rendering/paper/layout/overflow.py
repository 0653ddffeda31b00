"""What does not fit, out of a finished layout: tables and words wider than their room, rows higher than a page, notes
that leave their page, slides that need another page, images with too few pixels.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from briefgen.model.output.assets import without_inside
from briefgen.rendering.paper.laid import Misfit, Unfit

COARSE = 150
"""Dots per inch below which an image looks coarse on paper."""
_PIXELS_AN_INCH = 96.0
_PIXELS_A_MILLIMETRE = 96 / 25.4
_HAIR = 2.0
"""Pixels that a line may be wider than its box: glyphs at half their width and rounding come to less."""
_UNSEEN = str.maketrans("", "", "\u2060\u00ad\u200b")
"""Signs that only say where a line may break."""
_LINES = 6
"""Of what a slide has too much of, so many are told: the first may be a number that no author has written."""

Box = Any
Document = Any


def misfits_of(document: Document) -> tuple[Misfit, ...]:
    """Everything in a laid-out document that does not fit, in the order of its pages, each thing once."""
    found: dict[tuple[Unfit, str], Misfit] = {}
    rows: dict[Any, int] = {}
    for number, page in enumerate(document.pages, start=1):
        for misfit in (*_in_page(page._page_box, number), *_split_rows(page._page_box, number, rows)):
            key = (misfit.kind, misfit.what)
            if key not in found or _worse(misfit, found[key]):
                found[key] = misfit
    return (*found.values(), *_of_slides(document))


def plain(words: str) -> str:
    """Words in one line, without the signs that only say where it may break."""
    return " ".join(words.translate(_UNSEEN).split())


def _worse(misfit: Misfit, other: Misfit) -> bool:
    return misfit.amount < other.amount if misfit.kind is Unfit.COARSE else misfit.amount > other.amount


def _in_page(page: Box, number: int) -> Iterator[Misfit]:
    from weasyprint.formatting_structure import boxes

    edge = page.width + page.margin_left + page.margin_right
    for child in page.children:
        if not isinstance(child, boxes.MarginBox):
            yield from _in_box(child, None, number, edge)
    notes = (child for child in page.children if isinstance(child, boxes.FootnoteAreaBox))
    yield from islice((it for area in notes for it in _too_deep(area, page, number)), 1)


def _split_rows(page: Box, number: int, rows: dict[Any, int]) -> Iterator[Misfit]:
    """The rows that go on from the page before; ``rows`` has where each began, table heads excepted."""
    from weasyprint.formatting_structure import boxes

    groups = (box for box in page.descendants() if isinstance(box, boxes.TableRowGroupBox))
    for row in (row for group in groups if not group.is_header and not group.is_footer for row in group.children):
        if (began := rows.setdefault(row.element, number)) < number:
            cells = (plain("".join(cell.itertext())) for cell in row.element)
            yield Misfit(Unfit.ROW, began, "\n".join(filter(None, cells)), 0)


def _too_deep(notes: Box, page: Box, number: int) -> Iterator[Misfit]:
    """The lines of notes above or below a page: a note that no page has room for is not continued on the next."""
    from weasyprint.formatting_structure import boxes

    head = page.content_box_y()
    foot = head + page.height
    for line in (box for box in notes.descendants() if isinstance(box, boxes.LineBox)):
        outside = max(line.position_y + line.height - foot, head - line.position_y)
        words = _words(line)
        if outside > _HAIR and words:
            yield Misfit(Unfit.DEEP, number, words, outside / _PIXELS_A_MILLIMETRE, lost=True)


def _of_slides(document: Document) -> Iterator[Misfit]:
    """Yield where a slide goes on on another page, or is written over what stands at its foot; each slide once."""
    begun: list[Any] = []
    told: list[Any] = []
    for number, page in enumerate(document.pages, start=1):
        for slide in _slides(page._page_box):
            goes_on = slide.element in begun
            begun.append(slide.element)
            foot, lines = _foot(slide, page._page_box)
            over = lines if goes_on else [it for it in lines if it.position_y + it.height > foot + _HAIR]
            words = "\n".join(list(filter(None, map(_words, over)))[:_LINES])
            if words and slide.element not in told:
                told.append(slide.element)
                deepest = max(it.position_y + it.height for it in over)
                start = slide.content_box_y() if goes_on else foot
                amount = (deepest - start) / _PIXELS_A_MILLIMETRE
                yield Misfit(Unfit.TALL, number, words, amount, lost=not goes_on)


def _slides(page: Box) -> Iterator[Box]:
    """The part of each slide that is on a page."""
    from weasyprint.formatting_structure import boxes

    found: list[Any] = []
    for box in page.descendants():
        element = box.element
        is_section = isinstance(box, boxes.BlockBox) and element is not None and element.tag == "section"
        if is_section and "slide" in (element.get("class") or "").split() and element not in found:
            found.append(element)
            yield box


def _foot(slide: Box, page: Box) -> tuple[float, list[Box]]:
    """Where the room of a slide ends: at what is positioned at its foot, else with its page; and all other lines."""
    from weasyprint.formatting_structure import boxes

    placed = [getattr(it, "_box", it) for it in slide.children if it.style["position"] == "absolute"]
    apart = {id(line) for box in placed for line in box.descendants()}
    every = (box for box in slide.descendants(placeholders=True) if isinstance(box, boxes.LineBox))
    lines = [line for line in every if id(line) not in apart]
    return min([it.position_y for it in placed], default=page.content_box_y() + page.height), lines


def _words(line: Box) -> str:
    return plain("".join(text.text for text in _texts(line)))


def _in_box(box: Box, room: Box | None, number: int, edge: float) -> Iterator[Misfit]:
    """Yield what does not fit at or below ``box``; ``room`` is the block that it stands in."""
    from weasyprint.formatting_structure import boxes

    box = getattr(box, "_box", box)  # what is positioned stands in for its box
    if isinstance(box, boxes.ReplacedBox):
        yield from _coarse(box, number)
        return
    if isinstance(box, boxes.LineBox) and room is not None:
        yield from _too_long(box, room, number, edge)
    elif isinstance(box, boxes.TableBox) and room is not None:
        yield from _too_wide(box, room, number, edge)
    if getattr(box, "style", None) is not None and box.style["overflow"] != "visible":
        return
    below = room if isinstance(box, boxes.LineBox | boxes.InlineBox) or _is_wrapper(box) else box
    for child in getattr(box, "children", ()):
        yield from _in_box(child, below, number, edge)


def _is_wrapper(box: Box) -> bool:
    """Tell whether the box has no width of its own choice: around a table, or a row or group of rows in one."""
    from weasyprint.formatting_structure import boxes

    rows = boxes.TableRowBox | boxes.TableRowGroupBox
    return bool(getattr(box, "is_table_wrapper", False)) or isinstance(box, rows)


def _coarse(box: Box, number: int) -> Iterator[Misfit]:
    from weasyprint.images import RasterImage

    image, element = box.replacement, box.element
    if element is None or element.tag != "img" or not box.width or not isinstance(image, RasterImage):
        return
    dots = image.width / (box.width / _PIXELS_AN_INCH)
    if dots < COARSE:
        name = without_inside(element.get("src") or "")
        yield Misfit(Unfit.COARSE, number, name, dots, box.width / _PIXELS_A_MILLIMETRE)


def _too_long(line: Box, room: Box, number: int, edge: float) -> Iterator[Misfit]:
    """The last word of a line that is wider than the block it stands in."""
    end = room.content_box_x() + room.width
    texts = list(_texts(line))
    right = max((_right(text) for text in texts), default=end)
    if right - end <= _HAIR:
        return
    words = plain("".join(text.text for text in texts)).split()
    if words:
        longest = max(words, key=len)
        yield Misfit(Unfit.LONG, number, longest, (right - end) / _PIXELS_A_MILLIMETRE, lost=right > edge)


def _texts(line: Box) -> Iterator[Box]:
    """The texts that stand in a line itself, not in a block in it."""
    from weasyprint.formatting_structure import boxes

    for child in line.children:
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _texts(child)


def _right(text: Box) -> float:
    """Return where the ink of a text ends: a space at the end of a line may stick out."""
    bare = text.text.rstrip(" \u00a0")
    share = 1.0 if len(bare) == len(text.text) or not text.text else len(bare) / len(text.text)
    return float(text.position_x + text.width * share)


def _too_wide(table: Box, room: Box, number: int, edge: float) -> Iterator[Misfit]:
    from weasyprint.formatting_structure import boxes

    wider = table.width - room.width
    if wider > _HAIR:
        cells = (box for box in table.descendants() if isinstance(box, boxes.TableCellBox))
        words = "\n".join(filter(None, (plain(_said(cell)) for cell in cells)))
        lost = table.position_x + table.width > edge
        yield Misfit(Unfit.WIDE, number, words, wider / _PIXELS_A_MILLIMETRE, lost=lost)


def _said(cell: Box) -> str:
    from weasyprint.formatting_structure import boxes

    return "".join(box.text for box in cell.descendants() if isinstance(box, boxes.TextBox))
