"""Pages of a finished layout that are nearly empty: blank ones, and those on which a brief ends after a line.

Measured from the boxes that the layout made. What stands on every page (heads, numbers) and notes do not count; a page
that is laid out as a whole, such as a cover, and the ruled pages for notes are full by design.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from briefgen.rendering.paper.laid import Unfilled
from briefgen.rendering.paper.layout.overflow import plain

LEAST = 0.25
"""How much of a page has to be used."""
_WHOLE = frozenset({"cover", "pack-cover", "notes", "leaf"})
"""Kinds of pages that are laid out as a whole."""

Box = Any
Document = Any


@dataclass(frozen=True, slots=True)
class _Ink:
    """Something that is seen: where it begins and ends on its page, its element, and the brief that it is of."""

    top: float
    bottom: float
    element: Any
    article: Any
    is_source: bool
    """True in the list of sources, whose end no author can move to another page."""


def unfilled_of(document: Document) -> tuple[Unfilled, ...]:
    """The pages that are nearly empty. A brief that has but one page may be short."""
    found: list[Unfilled] = []
    pages = [list(_inks(page._page_box)) for page in document.pages]
    for number, (page, ink) in enumerate(zip(document.pages, pages, strict=True), start=1):
        if page._page_box.page_type.name in _WHOLE:
            continue
        if not ink:
            found.append(Unfilled(number))
            continue
        last, used = max(ink, key=lambda it: it.bottom), _used(page._page_box, ink)
        others = [it for other in pages if other is not ink for it in other]
        ends = number == len(pages) if last.article is None else any(it.article is last.article for it in others)
        if used < LEAST and ends and others and not all(it.is_source for it in ink):
            found.append(Unfilled(number, _words(min(ink, key=lambda it: (it.top, it.bottom))), used * 100))
    return tuple(found)


def _used(page: Box, ink: list[_Ink]) -> float:
    """Return how far down a page is used, of what notes leave of it."""
    from weasyprint.formatting_structure import boxes

    notes = [child for child in page.children if isinstance(child, boxes.FootnoteAreaBox) and child.children]
    height = page.height - sum(note.margin_height() for note in notes)
    return float((max(it.bottom for it in ink) - page.content_box_y()) / height)


def _inks(page: Box) -> Iterator[_Ink]:
    from weasyprint.formatting_structure import boxes

    for child in page.children:
        if not isinstance(child, boxes.MarginBox | boxes.FootnoteAreaBox):
            yield from _below(child, None, False)


def _below(box: Box, article: Any, is_source: bool) -> Iterator[_Ink]:
    """Lines, drawings, and boxes with a ground."""
    from weasyprint.formatting_structure import boxes

    box = getattr(box, "_box", box)  # what is positioned stands in for its box
    if box.element_tag == "article":
        article = box.element
    is_source |= box.element is not None and box.element.get("id") == "references"
    if isinstance(box, boxes.LineBox):
        if any(isinstance(it, boxes.TextBox | boxes.ReplacedBox) for it in box.descendants()):
            yield _Ink(box.position_y, box.position_y + box.height, box.element, article, is_source)
        return
    if isinstance(box, boxes.ReplacedBox) or _has_ground(box):
        top = box.border_box_y()
        yield _Ink(top, top + box.border_height(), box.element, article, is_source)
    for child in getattr(box, "children", ()):
        yield from _below(child, article, is_source)


def _has_ground(box: Box) -> bool:
    from weasyprint.formatting_structure import boxes

    if not isinstance(box, boxes.BlockLevelBox) or box.element_tag in ("html", "body"):
        return False
    colour, images = box.style["background_color"], box.style["background_image"]
    return bool(getattr(colour, "alpha", 0)) or any(kind != "none" for kind, _ in images)


def _words(ink: _Ink) -> str:
    return plain("".join(ink.element.itertext())) if ink.element is not None else ""
