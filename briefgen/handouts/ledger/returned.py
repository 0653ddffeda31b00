"""A workbook of the ledger as it came back: its rows, and the cells that are not values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.handouts.ledger.rows import (
    CHECK,
    KEY,
    PERIOD,
    UNIT,
    VALUE,
    LedgerRow,
    columns_of,
    one_line,
    settled_value,
)
from briefgen.model.core.diagnostics import Diagnostic, Outcome, error, few
from briefgen.model.values.parsing import parse_value
from briefgen.model.written.written import Lang
from briefgen.reading.files.archive import UnreadableDocumentError
from briefgen.reading.files.sheets.delimited import rows_of
from briefgen.reading.files.sheets.workbook import CellKind, SheetCell, Table, Workbook, address_of

_LEDGER = re.compile(r"Ledger: (bg-[0-9a-f]{12})")
_HINT = "nothing is taken from this file"
_HEADS_WITHIN = 20
"""Rows below which no head is looked for."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that has no value that the ledger can have."""

    column: str
    message: str
    is_formula: bool = False


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A fact as it came back: ``check`` is what its row was handed out with, empty for a new one."""

    row: LedgerRow
    check: str
    places: Mapping[str, str]
    """The address of the cell of each column."""
    bad: tuple[BadCell, ...] = ()

    @property
    def is_untouched(self) -> bool:
        """Whether it says what it was handed out with."""
        return not self.bad and self.row.check == self.check


@dataclass(frozen=True, slots=True)
class ReturnedLedger:
    """The rows in their order, and the digest of the ledger that they were made of."""

    rows: tuple[ReturnedRow, ...]
    ledger: str = ""
    more: tuple[str, ...] = ()
    """Heads of columns that somebody has added."""


@dataclass(slots=True)
class _LedgerHeads:
    """Where each column of the ledger stands."""

    row: int
    at: dict[str, int] = field(default_factory=dict)
    more: list[str] = field(default_factory=list)


def returned_ledger(name: str, content: bytes, languages: Sequence[Lang]) -> Outcome[ReturnedLedger | None]:
    """The rows of a file; None, and why, for what cannot be taken back."""
    try:
        book = Workbook(content)
        if book.is_linked:
            raise UnreadableDocumentError("it takes values from other files; save it with the values themselves")
        tables = {it: book.table(it) for it in book.sheets}
    except UnreadableDocumentError as problem:
        hint = "have it sent again, as the program saves it"
        return Outcome(None, (error("returned-file-is-readable", f"{name}: {problem}", None, hint),))
    return _ledger(name, tables, (*columns_of(languages), CHECK))


def _ledger(name: str, tables: Mapping[str, Table], names: Sequence[str]) -> Outcome[ReturnedLedger | None]:
    found = {sheet: heads for sheet, table in tables.items() if (heads := _heads(table, names)) is not None}
    if not found:
        message = f"{name} has no table of facts: no row of heads has “{KEY}” and “{CHECK}”"
        hint = "take back a file that briefgen handoff --sheet has written, with its heads"
        return Outcome(None, (error("returned-file-is-ours", message, None, hint),))
    if len(found) > 1:
        message = f"{name} has the table of facts on several sheets: {', '.join(found)}"
        return Outcome(None, (error("fact-is-returned-once", message, None, f"keep one of them; {_HINT}"),))
    ((sheet, heads),) = found.items()
    if missing := [it for it in names if it not in heads.at]:
        message = f"{name} lacks the {'columns' if len(missing) > 1 else 'column'} {', '.join(missing)}"
        return Outcome(None, (error("returned-file-is-ours", message, None, f"put the heads back; {_HINT}"),))
    rows = tuple(_rows(sheet, tables[sheet], heads))
    if problems := tuple(_twice(name, rows)):
        return Outcome(None, problems)
    said = (it[1] for table in tables.values() for cell in table.cells.values() if (it := _LEDGER.search(cell.text)))
    return Outcome(ReturnedLedger(rows, next(said, ""), tuple(heads.more)))


def _heads(table: Table, names: Sequence[str]) -> _LedgerHeads | None:
    """The row of heads; None where a sheet has none."""
    for number, cells in rows_of(table):
        if number > _HEADS_WITHIN:
            break
        words = {one_line(cell.text).casefold(): at for at, cell in reversed(cells.items())}
        if KEY in words and CHECK in words:
            known = {it.casefold(): it for it in names}
            more = [cells[at].text for it, at in words.items() if it not in known]
            return _LedgerHeads(number, {known[it]: at for it, at in words.items() if it in known}, more)
    return None


def _rows(sheet: str, table: Table, heads: _LedgerHeads) -> Iterator[ReturnedRow]:
    for number, cells in rows_of(table):
        if number <= heads.row:
            continue
        here = {it: cells[at] for it, at in heads.at.items() if at in cells}
        if here:
            places = {it: f"{sheet}!{address_of((number, at))}" for it, at in heads.at.items()}
            yield _row(here, places)


def _row(cells: Mapping[str, SheetCell], places: Mapping[str, str]) -> ReturnedRow:
    said = {it: one_line(cells[it].text) if it in cells else "" for it in places}
    bad = [problem for it, cell in cells.items() if (problem := _bad(it, cell)) is not None]
    if not any(it.column in (VALUE, UNIT) for it in bad):
        try:
            said |= dict(zip((VALUE, UNIT), _value(cells.get(VALUE), said[UNIT]), strict=True))
        except ValueError as problem:
            bad.append(BadCell(VALUE, str(problem)))
    if not any(it.column == PERIOD for it in bad) and said[PERIOD]:
        try:
            said[PERIOD] = str(parse_value(said[PERIOD]))
        except ValueError as problem:
            bad.append(BadCell(PERIOD, str(problem)))
    check = said.pop(CHECK)
    return ReturnedRow(LedgerRow(said), check, places, tuple(bad))


def _bad(column: str, cell: SheetCell) -> BadCell | None:
    if cell.formula:
        return BadCell(column, f"a formula (“{cell.formula[:60]}”), not a value", is_formula=True)
    return BadCell(column, f"an error, {cell.text[:40]}") if cell.kind is CellKind.ERROR else None


def _value(cell: SheetCell | None, unit: str) -> tuple[str, str]:
    """Value and unit as the ledger would give them. Raises ValueError."""
    if cell is None:
        return settled_value("", unit)
    if cell.figure is None or cell.kind is not CellKind.NUMBER:
        return settled_value(one_line(cell.text), unit)
    amount = f"{cell.figure.amount.scaleb(cell.figure.scale):f}"
    return settled_value(amount, unit or cell.figure.unit)


def _twice(name: str, rows: Sequence[ReturnedRow]) -> Iterator[Diagnostic]:
    seen: dict[str, list[str]] = {}
    for it in rows:
        if it.row.key:
            seen.setdefault(it.row.key, []).append(it.places[KEY])
    for key, places in seen.items():
        if len(places) > 1:
            message = f"{name} has the fact “{key}” in several rows: {few(places)}"
            yield error(
                "fact-is-returned-once", message, None, f"keep one of them, or give the other a new key; {_HINT}"
            )
