"""The text of a finished layout as it runs through the pages: its lines and drawings, each with where it stands.

What stands on every page or beside the text is not of it: running heads, page numbers, repeated table heads. Notes are
told apart: their calls are in the lines, they themselves at the foot of a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
WHOLE = frozenset({"cover", "pack-cover", "notes", "leaf"})
"""Kinds of pages that are laid out as a whole; the title there is not a heading of what follows."""
_UNSEEN = ("\u2060", "\u00ad", "\u200b")

Box = Any
Element = Any
Document = Any


@dataclass(frozen=True, slots=True)
class FlowPlace:
    """The elements round a piece of text; None where there is none of the kind."""

    block: Element = None
    """The block that its lines belong to."""
    heading: Element = None
    figure: Element = None
    caption: Element = None
    cell: Element = None


@dataclass(frozen=True, slots=True)
class FlowPiece:
    """A line, or a drawing, which has no words. ``size`` of the type and ``room`` of the block are in pixels."""

    page: int
    place: FlowPlace
    words: str = ""
    lang: str = ""
    size: float = 0
    room: float = 0
    hyphened: bool = False
    reference: bool = False
    """Whether the line holds nothing but a reference."""


@dataclass(slots=True)
class Flow:
    """A whole layout. Rows, tables, calls and notes are by their elements, with the pages that they stand on."""

    pieces: list[FlowPiece] = field(default_factory=list)
    rows: dict[Element, list[int]] = field(default_factory=dict)
    tables: dict[Element, int] = field(default_factory=dict)
    headless: dict[Element, int] = field(default_factory=dict)
    """Tables that have a head, with the first page on which they go on without it."""
    calls: dict[Element, int] = field(default_factory=dict)
    notes: dict[Element, int] = field(default_factory=dict)
    links: list[tuple[str, int]] = field(default_factory=list)
    """Ids that references lead to, with the page of the reference."""


def flow_of(document: Document) -> Flow:
    """Read a finished layout."""
    from weasyprint.formatting_structure import boxes

    flow = Flow()
    for number, page in enumerate(document.pages, start=1):
        for child in page._page_box.children:
            if isinstance(child, boxes.FootnoteAreaBox):
                for note in child.children:
                    flow.notes.setdefault(note.element, number)
            elif not isinstance(child, boxes.MarginBox):
                found = _pieces(child, FlowPlace(), None, number, flow)
                is_whole = page._page_box.page_type.name in WHOLE
                flow.pieces += (
                    (replace(it, place=replace(it.place, heading=None)) for it in found) if is_whole else found
                )
    return flow


def said(element: Element) -> str:
    """All the words of an element, on one line."""
    return plain("".join(element.itertext()))


def _pieces(box: Box, place: FlowPlace, block: Box, number: int, flow: Flow) -> Iterator[FlowPiece]:
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.absolute import AbsolutePlaceholder

    if isinstance(box, AbsolutePlaceholder):
        return
    if isinstance(box, boxes.LineBox):
        yield from _line(box, place, block, number, flow)
        return
    if isinstance(box, boxes.TableBox):
        _note_head(box, number, flow)
    elif isinstance(box, boxes.TableRowGroupBox) and box.is_header:
        return
    elif isinstance(box, boxes.TableRowBox):
        flow.rows.setdefault(box.element, []).append(number)
    place = _within(box, place)
    children = getattr(box, "children", ())
    if not children and isinstance(box, boxes.BlockLevelBox) and box.height:
        yield FlowPiece(number, place)
    inner = box if isinstance(box, boxes.BlockContainerBox) else block
    for child in children:
        yield from _pieces(child, place, inner, number, flow)


def _within(box: Box, place: FlowPlace) -> FlowPlace:
    element, tag = box.element, box.element_tag or ""
    if element is None or "::" in tag:
        return place
    name = element.tag
    place = replace(place, block=element)
    if name in HEADINGS:
        return replace(place, heading=element)
    if name == "figure":
        return replace(place, figure=place.figure if place.figure is not None else element)
    if name in ("figcaption", "caption"):
        return replace(place, caption=element)
    return replace(place, cell=element) if name in ("td", "th", "dt") else place


def _line(line: Box, place: FlowPlace, block: Box, number: int, flow: Flow) -> Iterator[FlowPiece]:
    from weasyprint.formatting_structure import boxes

    words, drawn, hyphened = list[str](), False, False
    for box in _inside(line):
        if (box.element_tag or "").endswith("::footnote-call"):
            flow.calls.setdefault(box.element, number)
        elif isinstance(box, boxes.TextBox):
            words.append(box.text)
            hyphened = box.text.endswith(box.style["hyphenate_character"])
        elif isinstance(box, boxes.ReplacedBox):
            drawn = True
        elif (href := _reference(box)) is not None:
            flow.links.append((href, number))
    text = plain("".join(words))
    if text or drawn:
        style = line.style
        room = block.width if block is not None else line.width
        reference = all(_reference(it) is not None for it in line.children if _has_words(it))
        yield FlowPiece(number, place, text, style["lang"] or "", style["font_size"], room, hyphened, reference)


def _inside(line: Box) -> Iterator[Box]:
    """The boxes of a line in order, without what is generated in them but for calls and the pages of references."""
    for child in getattr(line, "children", ()):
        tag = child.element_tag or ""
        if "::" in tag and not tag.endswith("::footnote-call") and _reference(child) is None:
            continue
        yield child
        if not tag.endswith("::footnote-call"):
            yield from _inside(child)


def _has_words(box: Box) -> bool:
    from weasyprint.formatting_structure import boxes

    return any(isinstance(it, boxes.TextBox) and plain(it.text) for it in (box, *_inside(box)))


def _reference(box: Box) -> str | None:
    element = box.element
    if element is None or element.tag != "a" or "xref" not in element.get("class", "").split():
        return None
    return str(element.get("href", "")).partition("#")[2]


def _note_head(table: Box, number: int, flow: Flow) -> None:
    if table.element is None or table.element.find("thead") is None:
        return
    begins = flow.tables.setdefault(table.element, number)
    if number > begins and not any(group.is_header for group in table.children):
        flow.headless.setdefault(table.element, number)


def plain(words: str) -> str:
    """Words in one line, without the signs that only say where it may break."""
    for sign in _UNSEEN:
        words = words.replace(sign, "")
    return " ".join(words.split())
