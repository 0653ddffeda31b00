"""How full the pages of a finished layout are: blank pages, last pages with hardly anything on them, holes in a page.

Measured from the boxes that the layout made. What stands on every page (heads, numbers) and notes do not count; a page
that is laid out as a whole, such as a cover, and the ruled pages for notes are full by design.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from briefgen.rendering.paper.laid import Gap, Unfilled
from briefgen.rendering.paper.layout.flow import WHOLE, said

HOLE = 12.0
"""Millimetres of white between two things on a page that a reader takes for something missing."""
FOOT = 40.0
"""Millimetres of white at the foot of a page although the text goes on: what came next did not fit."""
LEAST = 0.25
"""How much of the last page of a brief has to be used."""
_PIXELS_A_MILLIMETRE = 96 / 25.4
_LINE = 5 * _PIXELS_A_MILLIMETRE
"""How far below the edge of a box its first line may begin."""

Box = Any
Document = Any


@dataclass(frozen=True, slots=True)
class _Ink:
    """Something that is seen: where it begins and ends on its page, its element, and the brief that it is of."""

    top: float
    bottom: float
    element: Any
    article: Any


@dataclass(frozen=True, slots=True)
class _PageRoom:
    number: int
    ink: Sequence[_Ink]
    """From top to bottom."""
    top: float
    height: float

    @property
    def used(self) -> float:
        """How far down the page is used, of the whole."""
        return (max(it.bottom for it in self.ink) - self.top) / self.height if self.ink else 0.0

    @property
    def last(self) -> _Ink:
        """What stands lowest."""
        return max(self.ink, key=lambda it: it.bottom)


def unfilled_of(document: Document) -> tuple[Unfilled, ...]:
    """All that is left empty, in the order of the pages."""
    found: list[Unfilled] = []
    pages = [_read(page._page_box, number) for number, page in enumerate(document.pages, start=1)]
    for page, following in pairwise((*pages, None)):
        if page is None or _is_whole(document, page):
            continue
        if not page.ink:
            found.append(Unfilled(Gap.BLANK, page.number))
            continue
        found += _holes(page)
        found += _at_the_foot(page, following, pages)
    return tuple(found)


def _is_whole(document: Document, page: _PageRoom) -> bool:
    return document.pages[page.number - 1]._page_box.page_type.name in WHOLE


def _at_the_foot(page: _PageRoom, following: _PageRoom | None, pages: Sequence[_PageRoom]) -> Iterator[Unfilled]:
    """White below the text: because what follows did not fit, or because a brief, or the whole, ends."""
    last = page.last
    goes_on = following is not None and bool(following.ink) and following.ink[0].article is last.article
    if following is None or not goes_on:
        if page.used < LEAST and _has_begun(page, following is None, pages):
            yield Unfilled(Gap.LAST, page.number, _words(page.ink[0]), page.used * 100)
    elif last.article is not None:
        white = (1 - page.used) * page.height / _PIXELS_A_MILLIMETRE
        if white > FOOT:
            yield Unfilled(Gap.FOOT, page.number, _words(last), white, _first_words(following))


def _has_begun(page: _PageRoom, is_last: bool, pages: Sequence[_PageRoom]) -> bool:
    """Whether earlier pages have some of what ends on a page: of its brief, or of the whole if no brief ends here."""
    article = page.last.article
    before = [it for earlier in pages[: page.number - 1] for it in earlier.ink]
    return is_last and bool(before) if article is None else any(it.article is article for it in before)


def _holes(page: _PageRoom) -> Iterator[Unfilled]:
    """White over the whole width between two things; what stands beside it closes it."""
    above = page.ink[0]
    for it in page.ink[1:]:
        white = (it.top - above.bottom) / _PIXELS_A_MILLIMETRE
        if white > HOLE:
            yield Unfilled(Gap.HOLE, page.number, _words(above), white)
        if it.bottom > above.bottom:
            above = it


def _read(page: Box, number: int) -> _PageRoom:
    from weasyprint.formatting_structure import boxes

    others = boxes.MarginBox | boxes.FootnoteAreaBox
    ink = [it for child in page.children if not isinstance(child, others) for it in _below(child, None)]
    notes = [child for child in page.children if isinstance(child, boxes.FootnoteAreaBox)]
    taken = sum(note.margin_height() for note in notes if note.children)
    ink.sort(key=lambda it: (it.top, it.bottom))
    return _PageRoom(number, ink, page.content_box_y(), page.height - taken)


def _below(box: Box, article: Any) -> Iterator[_Ink]:
    """Lines, drawings, and boxes with a ground."""
    from weasyprint.formatting_structure import boxes

    box = getattr(box, "_box", box)  # what is positioned stands in for its box
    if box.element_tag == "article":
        article = box.element
    if isinstance(box, boxes.LineBox):
        if any(isinstance(it, boxes.TextBox | boxes.ReplacedBox) for it in box.descendants()):
            yield _Ink(box.position_y, box.position_y + box.height, box.element, article)
        return
    if isinstance(box, boxes.ReplacedBox) or _has_ground(box):
        top = box.border_box_y()
        yield _Ink(top, top + box.border_height(), box.element, article)
    for child in getattr(box, "children", ()):
        yield from _below(child, article)


def _has_ground(box: Box) -> bool:
    from weasyprint.formatting_structure import boxes

    if not isinstance(box, boxes.BlockLevelBox) or box.element_tag in ("html", "body"):
        return False
    colour, images = box.style["background_color"], box.style["background_image"]
    return bool(getattr(colour, "alpha", 0)) or any(kind != "none" for kind, _ in images)


def _words(ink: _Ink) -> str:
    return said(ink.element) if ink.element is not None else ""


def _first_words(page: _PageRoom) -> str:
    """Those of the first line of a page, without the rest of the box that it stands in."""
    first = page.ink[0]
    lines = [words for it in page.ink if it.top < first.top + _LINE and (words := _words(it))]
    return min(lines, key=len, default="")
