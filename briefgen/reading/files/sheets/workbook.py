"""Excel files (.xlsx): the sheets and their cells. A formula has the value that was saved with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from briefgen.model.values.quantities import Quantity
from briefgen.reading.files.archive import UnreadableDocumentError, elements, members, relations, xml_of
from briefgen.reading.files.sheets.formats import BUILT_IN, NumberFormat, figure_of, number_format

MOST_CELLS = 300_000
"""Of one sheet, and of the words that the sheets share."""
_MOST_COVERED = 5_000_000
_MOST_BYTES = 100_000_000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_IDENT = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ESCAPED = re.compile("_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})", re.IGNORECASE)

Place = tuple[int, int]
"""Row and column of a cell, from 1."""


class CellKind(StrEnum):
    """What a cell holds, as a message says it."""

    NUMBER = "a number"
    TEXT = "text"
    DATE = "a date"
    TRUTH = "true or false"
    ERROR = "an error"
    UNCALCULATED = "a formula without a saved value"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """``text`` is what is written there; a number has its ``figure``, rounded as the cell shows it."""

    kind: CellKind
    text: str
    figure: Quantity | None = None
    formula: str = ""
    """What the value was calculated with, as ``=A1*2``."""


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a sheet that are not empty, and the first and last cell of each group of merged ones."""

    cells: Mapping[Place, SheetCell]
    merged: tuple[tuple[Place, Place], ...] = ()
    marks: str = ""
    """Completes “it was read …” for a text that is not read with commas between columns and a decimal point."""


def place_of(address: str) -> Place:
    """``B7`` → (7, 2). Raises ValueError for what is not the address of one cell."""
    found = _ADDRESS.fullmatch(address.strip())
    if found is None:
        raise ValueError(f"“{address}” is not the address of a cell; write a column and a row, such as B7")
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def address_of(place: Place) -> str:
    """(7, 2) → ``B7``."""
    row, column = place
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


class Workbook:
    """An Excel file. Raises UnreadableDocumentError for what is not one, or is not safe to read."""

    def __init__(self, content: bytes) -> None:
        self._files = members(content)
        main = next((to for kind, _, to in relations(self._files, "") if kind.endswith("/officeDocument")), "")
        root = xml_of(self._files, main) if main in self._files else None
        if root is None or root.tag != f"{_MAIN}workbook":
            raise UnreadableDocumentError("it is not an Excel file (.xlsx)")
        targets = {ident: target for _, ident, target in relations(self._files, main)}
        kinds = {kind.rpartition("/")[2]: target for kind, _, target in relations(self._files, main)}
        self.is_linked = bool(kinds.keys() & {"externalLink", "connections"})
        """Whether it takes values from other files or from data bases."""
        found = [it for it in root.iter(f"{_MAIN}sheet") if targets.get(it.get(_IDENT, ""), "") in self._files]
        self._members = {it.get("name", ""): targets[it.get(_IDENT)] for it in found}
        self.hidden = frozenset(it.get("name", "") for it in found if it.get("state", "visible") != "visible")
        about = root.find(f"{_MAIN}workbookPr")
        is_1904 = about is not None and about.get("date1904") in ("1", "true")
        self._day_0 = date(1904, 1, 1) if is_1904 else date(1899, 12, 30)
        calculation = root.find(f"{_MAIN}calcPr")
        self._is_stale = calculation is not None and calculation.get("fullCalcOnLoad") in ("1", "true")
        self._formats = _formats(self._files, kinds.get("styles", ""))
        self._words_in = kinds.get("sharedStrings", "")
        self._words: list[str] | None = None

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets in their order, hidden ones too."""
        return tuple(self._members)

    def table(self, name: str) -> Table:
        """The cells of a sheet. Raises UnreadableDocumentError where they cannot be read."""
        member = self._members[name]
        if len(self._files[member]) > _MOST_BYTES:
            raise UnreadableDocumentError(f"its sheet “{name}” is larger than {_MOST_BYTES // 1_000_000} MB")
        cells, merged, row = dict[Place, SheetCell](), list[tuple[Place, Place]](), 0
        for element in elements(self._files, member, f"{_MAIN}row", f"{_MAIN}mergeCell"):
            if element.tag == f"{_MAIN}row":
                row = _whole(element.get("r")) or row + 1
                cells.update(self._row(element, row))
            else:
                merged += _range(element.get("ref", ""))
            if len(cells) > MOST_CELLS:
                raise UnreadableDocumentError(f"its sheet “{name}” has more than {MOST_CELLS:,} cells")
        if sum(min(_area(it), len(cells)) for it in merged) > _MOST_COVERED:
            raise UnreadableDocumentError(f"its sheet “{name}” has too many merged cells")
        for group in merged:
            _uncover(cells, *group)
        return Table(cells, tuple(merged))

    def _row(self, row: Any, number: int) -> Iterator[tuple[Place, SheetCell]]:
        column = 0
        for element in row.iterchildren(f"{_MAIN}c"):
            address = element.get("r")
            try:
                column = place_of(address)[1] if address else column + 1
            except ValueError as problem:
                raise UnreadableDocumentError(f"it is damaged: {problem}") from problem
            if (cell := self._cell(element)) is not None:
                yield (number, column), cell

    def _cell(self, element: Any) -> SheetCell | None:
        formula = element.find(f"{_MAIN}f")
        if formula is None:
            return self._value(element)
        said = f"={formula.text or ''}"
        is_kept = element.findtext(f"{_MAIN}v") or element.get("t") == "str"
        found = self._value(element) if is_kept and not self._is_stale else SheetCell(CellKind.UNCALCULATED, said)
        return replace(found, formula=said) if found is not None else None

    def _value(self, element: Any) -> SheetCell | None:
        kind, value = element.get("t", "n"), element.findtext(f"{_MAIN}v") or ""
        if kind in ("s", "inlineStr", "str"):
            words = _text(element) if kind == "inlineStr" else self._shared(value) if kind == "s" else value
            return SheetCell(CellKind.TEXT, words.strip()) if words.strip() else None
        if not value:
            return None
        if kind in ("e", "b", "d"):
            return SheetCell({"e": CellKind.ERROR, "b": CellKind.TRUTH, "d": CellKind.DATE}[kind], value)
        shown = self._formats.get(_whole(element.get("s")), NumberFormat())
        if shown.is_date:
            return SheetCell(CellKind.DATE, self._day(value))
        figure = figure_of(value, shown)
        return SheetCell(CellKind.ERROR if figure is None else CellKind.NUMBER, value, figure)

    def _day(self, number: str) -> str:
        """The number of a day as a date; a time of day stays the number that it is."""
        try:
            return (self._day_0 + timedelta(int(float(number)))).isoformat() if float(number) >= 1 else number
        except (ValueError, OverflowError):
            return number

    def _shared(self, index: str) -> str:
        if self._words is None:
            self._words = []
            for item in elements(self._files, self._words_in, f"{_MAIN}si"):
                self._words.append(_text(item))
                if len(self._words) > MOST_CELLS:
                    raise UnreadableDocumentError(f"its sheets have more than {MOST_CELLS:,} different texts")
        at = _whole(index)
        return self._words[at] if at < len(self._words) else ""


def _formats(files: Mapping[str, bytes], member: str) -> dict[int, NumberFormat]:
    """The number format of each style of cells, by its number."""
    if member not in files:
        return {}
    root = xml_of(files, member)
    own = {_whole(it.get("numFmtId")): it.get("formatCode", "") for it in root.iter(f"{_MAIN}numFmt")}
    styles = root.find(f"{_MAIN}cellXfs")
    idents = [_whole(it.get("numFmtId")) for it in styles] if styles is not None else []
    return {at: number_format(own.get(ident, BUILT_IN.get(ident, "General"))) for at, ident in enumerate(idents)}


def _text(element: Any) -> str:
    """The words of a text without the readings that Japanese files have beside them."""
    parts = element.iter(f"{_MAIN}t")
    return _unescaped("".join(it.text or "" for it in parts if it.getparent().tag != f"{_MAIN}rPh"))


def _unescaped(words: str) -> str:
    """``_x000D_`` is how these files write a character that XML cannot hold, or an underscore before such a name."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), words)


def _area(group: tuple[Place, Place]) -> int:
    (top, left), (bottom, right) = group
    return max(bottom - top + 1, 0) * max(right - left + 1, 0)


def _uncover(cells: dict[Place, SheetCell], first: Place, last: Place) -> None:
    """Take out what merged cells hide: of a group only the first is shown."""
    (top, left), (bottom, right) = first, last
    if _area((first, last)) <= len(cells):
        hidden = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
    else:
        hidden = [it for it in cells if top <= it[0] <= bottom and left <= it[1] <= right]
    for place in hidden:
        if place != first:
            cells.pop(place, None)


def _whole(text: str | None) -> int:
    return int(text) if text and re.fullmatch("[0-9]{1,7}", text) else 0


def _range(reference: str) -> Iterator[tuple[Place, Place]]:
    first, _, last = reference.partition(":")
    if _ADDRESS.fullmatch(first) and _ADDRESS.fullmatch(last):
        yield place_of(first), place_of(last)
