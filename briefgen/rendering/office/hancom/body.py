"""The parts of a brief as the section of an HWPX document."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.rendering.office.columns import column_widths
from briefgen.rendering.office.hancom import reference as house
from briefgen.rendering.office.hancom.lines import HancomLines
from briefgen.rendering.office.hancom.picture_objects import frame
from briefgen.rendering.office.hancom.reference import HancomStyle, TableLook
from briefgen.rendering.office.hancom.xml import Element, P, el, said
from briefgen.rendering.office.handoff import (
    Handoff,
    HandoffBox,
    HandoffCell,
    HandoffParagraph,
    HandoffPart,
    HandoffStyle,
    HandoffTable,
)
from briefgen.rendering.office.reference import NAMES

_STEP = 1700
"""By which each level of a list is set in, in hundredths of a point."""
_LEVELS = 6
_TWIP = 5
_LINE = 1500
"""About how high a line is."""
_RAGGED = 1.1
"""Room that words leave at the ends of lines."""
_LIST = {
    "id": "",
    "textDirection": "HORIZONTAL",
    "lineWrap": "BREAK",
    "vertAlign": "TOP",
    "linkListIDRef": 0,
    "linkListNextIDRef": 0,
    "textWidth": 0,
    "textHeight": 0,
    "hasTextRef": 0,
    "hasNumRef": 0,
}


@dataclass(slots=True)
class HancomBody:
    """Writes the parts of one document."""

    handoff: Handoff
    lines: HancomLines

    def parts(self, parts: tuple[HandoffPart, ...], width: int) -> Iterator[Element]:
        """The paragraphs of these parts in a column of this width; a table stands in one of its own."""
        for part in parts:
            if isinstance(part, HandoffParagraph):
                yield self.paragraph(part)
            else:
                made = self._box(part, width) if isinstance(part, HandoffBox) else self._table(part, width)
                yield self._plain(made, el("t"))

    def _plain(self, *inside: Element) -> Element:
        style = self.lines.looks.style("Normal")
        return self._p(style, style.paragraph, [el("run", *inside, charPrIDRef=style.look)])

    def _p(self, style: HancomStyle, shape: str, runs: list[Element]) -> Element:
        return el(
            "p",
            *(runs or [el("run", el("t"), charPrIDRef=style.look)]),
            id=self.lines.next_id(),
            paraPrIDRef=shape,
            styleIDRef=style.ident,
            pageBreak=0,
            columnBreak=0,
            merged=0,
        )

    def paragraph(self, part: HandoffParagraph) -> Element:
        """A paragraph with its bookmark."""
        style, shape = self._shape(part)
        runs = list(self.lines.line(part.runs, style.look, self._noted))
        if part.key:
            mark = el("ctrl", el("bookmark", name=self.handoff.name(part)))
            runs.insert(0, el("run", mark, charPrIDRef=style.look))
        return self._p(style, shape, runs)

    def _shape(self, part: HandoffParagraph) -> tuple[HancomStyle, str]:
        """The style of a paragraph, and the number of its properties."""
        looks, level = self.lines.looks, min(part.level, _LEVELS)
        align = part.align if part.align in ("right", "center") else ""
        if part.style is HandoffStyle.HEADING:
            style = looks.style(house.HEADINGS[min(part.level, len(house.HEADINGS)) - 1])
            return style, looks.paragraph(style.paragraph, align=align)
        if part.list is not None and part.list.ordered:
            style = looks.style(house.NUMBERS)
            counted = looks.numbers(part.list.number, level, part.list.start)
            return style, looks.paragraph(style.paragraph, left=_STEP * level, listed=(counted, level))
        if part.list is not None:
            known = min(level, len(house.BULLETS) - 1)
            style = looks.style(house.BULLETS[known])
            return style, looks.paragraph(style.paragraph, left=_STEP * (level - known))
        style = looks.style(NAMES.get(part.style, "Normal"))
        left = _STEP * (part.indent + level) if part.indent else 0
        return style, looks.paragraph(style.paragraph, left=left, align=align)

    def _noted(self, paragraphs: tuple[HandoffParagraph, ...], number: int) -> Element:
        """The inside of a note; its first line begins with its number."""
        usual = HandoffParagraph("", HandoffStyle.NOTE)
        shown = [self.paragraph(it) for it in paragraphs or (usual,)]
        look = self.lines.looks.style(NAMES[HandoffStyle.NOTE]).look
        form = el("autoNumFormat", type="DIGIT", userChar="", prefixChar="", suffixChar=")", supscript=0)
        counted = el("ctrl", el("autoNum", form, num=number, numType="FOOTNOTE"))
        shown[0].insert(0, el("run", counted, said("t", " "), charPrIDRef=look))
        return el("subList", *shown, **_LIST)

    # Tables

    def _box(self, box: HandoffBox, width: int) -> Element:
        """A frame: a table of one cell."""
        look = self.lines.looks.reference.box
        inner = list(self.parts(box.parts, width - look.margins["left"] - look.margins["right"]))
        cell = self._cell(inner, (0, 0), (1, 1), width, look.cell, look)
        return self._framed([[cell]], 1, look)

    def _table(self, table: HandoffTable, width: int) -> Element:
        widths = [it * _TWIP for it in column_widths(table, width // _TWIP)]
        look = self.lines.looks.reference.table
        held: set[tuple[int, int]] = set()
        rows = [
            list(self._row(row, at, widths, held, look, is_head=at < table.heads)) for at, row in enumerate(table.rows)
        ]
        return self._framed(rows, len(widths), look, heads=table.heads)

    def _row(
        self,
        row: tuple[HandoffCell, ...],
        at: int,
        widths: Sequence[int],
        held: set[tuple[int, int]],
        look: TableLook,
        *,
        is_head: bool,
    ) -> Iterator[Element]:
        """The cells of a row; ``held`` has the places that a cell above takes."""
        column, ahead = 0, list(row)
        while column < len(widths):
            if (at, column) in held:
                column += 1
                continue
            cell = ahead.pop(0) if ahead else HandoffCell(())
            columns = min(cell.columns, len(widths) - column)
            held.update((at + down, column + over) for down in range(cell.rows) for over in range(columns))
            width = sum(widths[column : column + columns])
            shown = [self.paragraph(it) for it in cell.paragraphs] or [self._plain(el("t"))]
            border = look.head if is_head else look.cell
            made = self._cell(shown, (at, column), (cell.rows, columns), width, border, look)
            made.set("header", str(int(is_head)))
            yield made
            column += columns

    def _cell(
        self,
        shown: list[Element],
        place: tuple[int, int],
        spans: tuple[int, int],
        width: int,
        border: str,
        look: TableLook,
    ) -> Element:
        margins = look.margins
        inside = max(1, width - margins["left"] - margins["right"])
        height = sum(self._height(it, inside) for it in shown) + margins["top"] + margins["bottom"]
        return el(
            "tc",
            el("subList", *shown, **_LIST),
            el("cellAddr", colAddr=place[1], rowAddr=place[0]),
            el("cellSpan", colSpan=spans[1], rowSpan=spans[0]),
            el("cellSz", width=width, height=height),
            el("cellMargin", **margins),
            name="",
            header=0,
            hasMargin=1,
            protect=0,
            editable=0,
            dirty=0,
            borderFillIDRef=border,
        )

    def _height(self, paragraph: Element, width: int) -> int:
        """About how high a paragraph is. The program measures anew; converters take it as it is."""
        inner = list(paragraph.iter(P + "tbl", P + "pic"))
        if inner:
            return sum(int(it.find(P + "sz").get("height")) for it in inner) + _LINE
        size, line, gap = self.lines.looks.measures(paragraph.get("paraPrIDRef"), paragraph[0].get("charPrIDRef"))
        words = "".join(it.text or "" for it in paragraph.iter(P + "t"))
        length = sum(size if ord(sign) >= 0x1100 else size * 0.55 for sign in words)
        return max(1, math.ceil(length * _RAGGED / width)) * line + gap

    def _framed(self, rows: list[list[Element]], columns: int, look: TableLook, heads: int = 0) -> Element:
        high, wide = 0, 0
        for row in rows:
            sizes = [it.find(P + "cellSz") for it in row]
            height = max((int(it.get("height")) for it in sizes), default=_LINE)
            for it in sizes:
                it.set("height", str(height))
            high += height
            wide = max(wide, sum(int(it.get("width")) for it in sizes))
        number = self.lines.next_id()
        return el(
            "tbl",
            *frame(wide, high, in_line=False),
            el("inMargin", **look.margins),
            *(el("tr", *row) for row in rows),
            id=number,
            zOrder=number,
            numberingType="TABLE",
            textWrap="TOP_AND_BOTTOM",
            textFlow="BOTH_SIDES",
            lock=0,
            dropcapstyle="None",
            pageBreak="CELL",
            repeatHeader=int(heads > 0),
            rowCnt=len(rows),
            colCnt=columns,
            cellSpacing=0,
            borderFillIDRef=look.table,
            noAdjust=0,
        )
