"""Facts whose value is in a spreadsheet: the figure of the cell that each names, read at every build."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from pathlib import PurePath

from briefgen.language.matching.nearest import did_you_mean
from briefgen.model.core.diagnostics import Diagnostic, Outcome, error
from briefgen.model.core.written import Written
from briefgen.model.values.parsing import MAX_DIGITS, parse_value
from briefgen.model.values.quantities import POINTS, Bound, Quantity
from briefgen.model.written.facts import CellReference, Fact, WrittenFact
from briefgen.reading.bounded import within
from briefgen.reading.cache import Newest
from briefgen.reading.files.archive import UnreadableDocumentError
from briefgen.reading.files.sheets.delimited import read_delimited, rows_of
from briefgen.reading.files.sheets.workbook import CellKind, Place, SheetCell, Table, Workbook, place_of
from briefgen.reading.layout import CONTENT, SHEETS
from briefgen.reading.world import World

_books_read: Newest[Workbook] = Newest()
_tables_read: Newest[Table] = Newest()


class _NoFigureError(ValueError):
    """Why a cell gives no figure, what to write instead, and the key that says so."""

    def __init__(self, message: str, hint: str = "", key: str = "cell", code: str = "cell-has-figure") -> None:
        super().__init__(message)
        self.hint, self.key, self.code = hint, key, code


class SheetReader:
    """Reads the cells that facts name; ``digests`` are those of the files, by their path in the project."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.digests: dict[str, str] = {}

    def read(self, written: Written[WrittenFact]) -> Outcome[Written[Fact]]:
        """The fact with the figure of its cell; one that cannot be read is reported, and its label stands in for it."""
        reference = written.value.value
        if not isinstance(reference, CellReference):
            return Outcome(_with(written, reference))
        place = written.at("value")

        def figure() -> Outcome[Quantity | None]:
            try:
                return Outcome(self._figure(reference))
            except _NoFigureError as problem:
                return Outcome(None, (_told(problem, written),))

        outcome = within("reading the spreadsheet", place, figure, lambda: None)
        if outcome.value is not None:
            return Outcome(_with(written, outcome.value), outcome.diagnostics)
        broken = written.value.model_copy(update={"statement": written.value.statement or written.value.label})
        return Outcome(_with(replace(written, value=broken, whole=False), None), outcome.diagnostics)

    def _figure(self, reference: CellReference) -> Quantity:
        content = self._content(reference)
        shown = reference.file
        try:
            cell, where, marks = _cell(reference, f"{CONTENT}/{reference.file}", content)
        except UnreadableDocumentError as problem:
            raise _NoFigureError(f"{shown} cannot be read: {problem}", key="from") from problem
        if cell is None:
            raise _NoFigureError(f"the cell {where} of {shown} is empty", "name a cell that has a number")
        if cell.figure is None:
            what = f"{cell.kind.value} (“{cell.text[:60]}”), not a number"
            read = f"; it was read {marks}" if marks else ""
            raise _NoFigureError(f"the cell {where} of {shown} has {what}{read}", _HINTS.get(cell.kind, ""))
        digits = cell.figure.amount.as_tuple()
        if max(len(digits.digits), -int(digits.exponent)) > MAX_DIGITS:
            message = f"the number in the cell {where} of {shown} has more than {MAX_DIGITS} digits"
            raise _NoFigureError(message, "correct it in the spreadsheet, or choose a format there that rounds it")
        return _in_unit(cell.figure, reference.unit)

    def _content(self, reference: CellReference) -> bytes:
        path = reference.file
        if path.startswith("/") or "\\" in path or ".." in path.split("/"):
            message = f"“{path}” leads out of {CONTENT}/"
            raise _NoFigureError(message, f"put the file into {CONTENT}/data/ and write e.g. data/budget.xlsx", "from")
        if PurePath(path).suffix.lower() not in SHEETS:
            raise _NoFigureError(f"{path} is not an .xlsx, .csv or .tsv file", "save it as .xlsx", "from")
        inside = f"{CONTENT}/{path}"
        try:
            content = self._world.read(inside)
        except OSError:
            there = [it.removeprefix(f"{CONTENT}/") for it in self._world.files(CONTENT)]
            sheets = [it for it in there if PurePath(it).suffix.lower() in SHEETS]
            hint = did_you_mean(path, sheets, f"put it into {CONTENT}/data/, and write data/ before its name")
            raise _NoFigureError(f"there is no file {inside}", hint, "from", "file-exists") from None
        self.digests[inside] = sha256(content).hexdigest()
        return content


_HINTS = {
    CellKind.TEXT: "make it a number in the spreadsheet, or write the value here",
    CellKind.DATE: "write the date here",
    CellKind.UNCALCULATED: "open and save the file in a spreadsheet program, which calculates the formula",
    CellKind.ERROR: "correct the formula in the spreadsheet",
}


def _with(written: Written[WrittenFact], value: object) -> Written[Fact]:
    parts = {name: getattr(written.value, name) for name in WrittenFact.model_fields}
    return Written(Fact.model_construct(**parts | {"value": value}), written.span, written.spans, written.whole)


def _told(problem: _NoFigureError, written: Written[WrittenFact]) -> Diagnostic:
    return error(problem.code, str(problem), written.at("value", problem.key), problem.hint)


def _cell(reference: CellReference, path: str, content: bytes) -> tuple[SheetCell | None, str, str]:
    """The cell, what it is called, and how a text was read. Raises UnreadableDocumentError and _NoFigureError."""
    is_book = path.lower().endswith(".xlsx")
    sheet, _, address = reference.cell.rpartition("!")
    sheet = sheet.removeprefix("'").removesuffix("'").replace("''", "'")
    table = _sheet(path, content, sheet) if is_book else _text(path, content, sheet)
    if reference.cell:
        try:
            return table.cells.get(place_of(address)), reference.cell, table.marks
        except ValueError as problem:
            raise _NoFigureError(str(problem)) from problem
    place = _named(table, reference)
    return table.cells.get(place), f"in row “{reference.row}” and column “{reference.column}”", table.marks


def _sheet(path: str, content: bytes, name: str) -> Table:
    book = _books_read.get(path, content, lambda: Workbook(content))
    if not name and len(book.sheets) == 1:
        name = book.sheets[0]
    if name not in book.sheets:
        shown, first = path.removeprefix(f"{CONTENT}/"), next(iter(book.sheets), "Sheet1")
        message = f"{shown} has no sheet “{name}”" if name else f"{shown} has several sheets, and none is named"
        example = f'write cell: "{first}!B7"'
        raise _NoFigureError(message, did_you_mean(name, book.sheets, example))
    return _tables_read.get((path, name), content, lambda: book.table(name))


def _text(path: str, content: bytes, sheet: str) -> Table:
    if sheet:
        shown = path.removeprefix(f"{CONTENT}/")
        raise _NoFigureError(f"{shown} has no sheets", "write the address of the cell alone, such as B7")
    return _tables_read.get((path, ""), content, lambda: read_delimited(content, is_tsv=path.lower().endswith(".tsv")))


def _named(table: Table, reference: CellReference) -> Place:
    """The place of a cell by the first words of its row and the head of its column."""
    rows = list(rows_of(table))
    heads = {cell.text: column for _, row in rows[:1] for column, cell in reversed(row.items())}
    names = [(row[min(row)].text, number) for number, row in rows[1:]]
    if reference.column not in heads:
        hint = did_you_mean(reference.column, heads, f"the columns are {', '.join(list(heads)[::-1][:8])}")
        raise _NoFigureError(f"{reference.file} has no column “{reference.column}”", hint, "column")
    found = [number for name, number in names if name == reference.row]
    if len(found) != 1:
        said = f"{len(found)} rows" if found else "no row"
        hint = "name the cell by its address: cell: B7" if found else ""
        hint = hint or did_you_mean(reference.row, [name for name, _ in names], "write the first words of the row")
        raise _NoFigureError(f"{reference.file} has {said} “{reference.row}”", hint, "row")
    return found[0], heads[reference.column]


def _in_unit(figure: Quantity, unit: str) -> Quantity:
    if not unit:
        return figure
    try:
        one = parse_value(f"1 {unit}")
    except ValueError as problem:
        raise _NoFigureError(f"“{unit}” is not a unit", "write e.g. KRW or million KRW", "unit") from problem
    if not isinstance(one, Quantity) or one.amount != Decimal(1) or one.bound is not Bound.EXACT or one.signed:
        raise _NoFigureError(f"“{unit}” is not a unit", "write e.g. KRW or million KRW", "unit")
    if figure.unit and one.unit not in (figure.unit, POINTS):
        message = f"the cell has a share in {figure.unit}, which cannot be in {unit}"
        raise _NoFigureError(message, "take unit: out, or change the format of the cell", "unit")
    return replace(figure, scale=figure.scale + one.scale, unit=one.unit or figure.unit)
