"""The parts of a brief as the body of a Word document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from briefgen.rendering.office.columns import column_widths
from briefgen.rendering.office.handoff import (
    Handoff,
    HandoffBox,
    HandoffCell,
    HandoffParagraph,
    HandoffPart,
    HandoffStyle,
    HandoffTable,
    ListPlace,
    paragraphs_of,
)
from briefgen.rendering.office.word import reference as house
from briefgen.rendering.office.word.lines import WordLines
from briefgen.rendering.office.word.reference import STYLES, add_list, shape_of
from briefgen.rendering.office.word.xml import Element, el

_STEP = 340
"""By which each level of a list is set in, in twentieths of a point."""
_LEVELS = 8
_HEADINGS = 4
_BOX_EDGE = 400


@dataclass(slots=True)
class WordBody:
    """Writes the parts of one document."""

    handoff: Handoff
    lines: WordLines
    _lists: dict[int, str] = field(default_factory=dict)

    def parts(self, parts: tuple[HandoffPart, ...], width: int) -> Iterator[Element]:
        """The elements of these parts in a column of this width; after a table stands an empty line."""
        for at, part in enumerate(parts):
            if isinstance(part, HandoffParagraph):
                yield self.paragraph(part, keeps=_goes_on(part, parts[at + 1 : at + 2]))
            else:
                if isinstance(part, HandoffBox) and at and isinstance(parts[at - 1], HandoffParagraph):
                    yield self._gap()
                yield self._box(part, width) if isinstance(part, HandoffBox) else self._table(part, width)
                yield self._gap()

    def _gap(self) -> Element:
        return el("p", el("pPr", el("spacing", before=0, after=0, line=120, lineRule="exact")))

    def paragraph(self, part: HandoffParagraph, *, keeps: bool = False) -> Element:
        """A paragraph with its bookmark; with ``keeps`` it stays on the page of the next."""
        made = el("p", self._properties(part, keeps=keeps))
        inside = list(self.lines.line(part.runs))
        if part.key:
            number = self.lines.next_id()
            mark = el("bookmarkStart", id=number, name=self.handoff.name(part))
            inside = [mark, *inside, el("bookmarkEnd", id=number)]
        made.extend(inside)
        return made

    def _properties(self, part: HandoffParagraph, *, keeps: bool) -> Element:
        style = STYLES.get(part.style, "Normal")
        if part.style is HandoffStyle.HEADING:
            style = f"heading {min(part.level, _HEADINGS)}"
        made = el("pPr", *([el("keepNext")] if keeps else []))
        level = min(part.level, _LEVELS)
        if part.list is not None:
            style = house.NUMBERS if part.list.ordered else house.BULLETS
            number = el("numPr", el("ilvl", val=level), el("numId", val=self._number(part.list, level)))
            made.append(number)
        elif part.indent:
            made.append(el("ind", left=_STEP * (part.indent + level)))
        if part.align in ("right", "center"):
            made.append(el("jc", val=part.align))
        if own := self.lines.reference.style(style):
            made.insert(0, el("pStyle", val=own))
        return made

    def _number(self, place: ListPlace, level: int) -> str:
        """The list of an item: each numbered one counts by itself."""
        reference = self.lines.reference
        if not place.ordered:
            return reference.list_of(house.BULLETS)
        if place.number not in self._lists:
            shape = shape_of(reference.numbering, reference.list_of(house.NUMBERS))
            self._lists[place.number] = add_list(reference.numbering, shape, {level: place.start})
        return self._lists[place.number]

    # Tables

    def _box(self, box: HandoffBox, width: int) -> Element:
        """A frame: a table of one cell, which every program shows and prints."""
        inner = list(self.parts(box.parts, width - _BOX_EDGE))
        cell = el("tc", el("tcPr", el("tcW", w=width, type="dxa")), *inner)
        return self._framed(house.BOX, [width], [el("tr", cell)])

    def _table(self, table: HandoffTable, width: int) -> Element:
        widths = column_widths(table, width)
        held: dict[int, tuple[int, int]] = {}
        rows = []
        for at, row in enumerate(table.rows):
            # Only heads: LibreOffice leaves out rows below a head that is said again when they may not be split.
            properties = [el("trPr", el("cantSplit"), el("tblHeader"))] if at < table.heads else []
            rows.append(el("tr", *properties, *self._cells(row, widths, held)))
        return self._framed(house.TABLE, widths, rows, table.title, heads=table.heads)

    def _cells(
        self, row: tuple[HandoffCell, ...], widths: list[int], held: dict[int, tuple[int, int]]
    ) -> Iterator[Element]:
        """The cells of a row; ``held`` has the columns into which a cell above goes on: rows to come, columns."""
        column, ahead = 0, list(row)
        while column < len(widths):
            if column in held:
                rows, columns = held.pop(column)
                if rows > 1:
                    held[column] = (rows - 1, columns)
                yield self._cell((), widths[column : column + columns], el("vMerge"))
            elif ahead:
                cell = ahead.pop(0)
                columns = min(cell.columns, len(widths) - column)
                if cell.rows > 1:
                    held[column] = (cell.rows - 1, columns)
                merged = el("vMerge", val="restart") if cell.rows > 1 else None
                yield self._cell(cell.paragraphs, widths[column : column + columns], merged)
            else:
                columns = 1
                yield self._cell((), widths[column : column + 1], None)
            column += columns

    def _cell(self, paragraphs: tuple[HandoffParagraph, ...], widths: list[int], merged: Element | None) -> Element:
        properties = el("tcPr", el("tcW", w=sum(widths), type="dxa"))
        if len(widths) > 1:
            properties.append(el("gridSpan", val=len(widths)))
        if merged is not None:
            properties.append(merged)
        return el("tc", properties, *([self.paragraph(it) for it in paragraphs] or [el("p")]))

    def _framed(self, style: str, widths: list[int], rows: list[Element], title: str = "", heads: int = 0) -> Element:
        look = el("tblLook", val="0620" if heads else "0600", firstRow=int(heads > 0), lastRow=0, firstColumn=0)
        own = self.lines.reference.style(style)
        properties = el(
            "tblPr",
            *([el("tblStyle", val=own)] if own else []),
            el("tblW", w=sum(widths), type="dxa"),
            el("tblLayout", type="fixed"),
            look,
            *([el("tblCaption", val=title)] if title else []),
        )
        return el("tbl", properties, el("tblGrid", *(el("gridCol", w=width) for width in widths)), *rows)


def _goes_on(part: HandoffParagraph, following: tuple[HandoffPart, ...]) -> bool:
    """Whether the next part belongs to the same figure or table: a picture and its caption, a caption and its table."""
    after = next(paragraphs_of(following), None)
    return part.whole is not None and after is not None and after.whole == part.whole
