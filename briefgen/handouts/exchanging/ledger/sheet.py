"""The ledger as an Excel workbook to be edited, never a part of the site, and its rows as they came back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date

from briefgen.model.core.diagnostics import Diagnostic, Outcome, Severity, error, few
from briefgen.model.core.written import Lang, LocalText
from briefgen.model.output.tree import Tree
from briefgen.model.values.parsing import SCALES, parse_value
from briefgen.model.values.quantities import Quantity, QuantityRange, Value
from briefgen.model.written.facts import CellReference, SourceRef, Status, Strength, WrittenFact
from briefgen.model.written.site import Site
from briefgen.reading.files.archive import UnreadableDocumentError
from briefgen.reading.files.sheets.delimited import rows_of
from briefgen.reading.files.sheets.workbook import CellKind, SheetCell, Table, Workbook, address_of
from briefgen.reading.load import load
from briefgen.reading.world import World
from briefgen.rendering.office.sheets import LONGEST_CELL, OfficeSheet, OfficeWorkbook, SheetColumn, workbook
from briefgen.running.progress import SILENT, Progress
from briefgen.running.store import Store

# Facts as rows: one text a column, in the words in which an author types them

KEY, VALUE, UNIT, PERIOD, SOURCE, ALSO = "key", "value", "unit", "period", "source", "also"
STATUS, STRENGTH, CHECK = "status", "strength", "check"
LOCAL = ("label", "statement", "note", "doubt")
"""What has a wording in each language."""
_BETWEEN = "; "
_WORD_OF = {power: word for word, power in reversed(SCALES.items())}
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What the ledger says of a fact, by column."""

    cells: Mapping[str, str]

    @property
    def key(self) -> str:
        """The id of the fact."""
        return self.cells[KEY]

    @property
    def check(self) -> str:
        """A digest of all that it says: with it a row tells whether somebody has changed it."""
        said = "\x1f".join(f"{name}\x1e{self.cells[name]}" for name in sorted(self.cells) if self.cells[name])
        return digest(said)

    def differs_in(self, other: LedgerRow) -> tuple[str, ...]:
        """The columns in which two rows are not the same."""
        return tuple(name for name in self.cells if self.cells[name] != other.cells[name])


def digest(said: str) -> str:
    """A short digest that no spreadsheet program takes for a number."""
    return f"bg-{hashlib.sha256(said.encode()).hexdigest()[:_DIGITS]}"


def columns_of(languages: Sequence[Lang]) -> tuple[str, ...]:
    """The columns of a row in their order, without the check."""
    label, statement, note, doubt = ([local_column(name, lang, languages) for lang in languages] for name in LOCAL)
    return (KEY, *label, VALUE, UNIT, PERIOD, SOURCE, ALSO, STATUS, STRENGTH, *statement, *note, *doubt)


def local_column(name: str, lang: Lang, languages: Sequence[Lang]) -> str:
    """The column of a wording: ``label (ko)``, or ``label`` where there is only one language."""
    return f"{name} ({lang})" if len(languages) > 1 else name


def row_of(ident: str, fact: WrittenFact, languages: Sequence[Lang]) -> LedgerRow:
    """A fact as a row; a value that stays in a spreadsheet of its own is that which was read there, if it was."""
    value, unit = ("", "") if isinstance(fact.value, CellReference) else value_cells(fact.value)
    cells = dict.fromkeys(columns_of(languages), "")
    cells |= {KEY: ident, VALUE: value, UNIT: unit, PERIOD: str(fact.period or "")}
    cells |= {SOURCE: sources_cell(fact.source), ALSO: sources_cell(fact.also)}
    cells |= {STATUS: fact.status.value, STRENGTH: fact.strength.value}
    for name in LOCAL:
        words: LocalText | None = getattr(fact, name)
        cells |= {
            local_column(name, lang, languages): one_line(words.get(lang) or "" if words else "") for lang in languages
        }
    return LedgerRow(cells)


def one_line(words: str) -> str:
    """Words as they are compared: how a text is broken into lines says nothing."""
    return " ".join(words.split())


def sources_cell(references: Iterable[SourceRef]) -> str:
    """``nars-2025, p. 3; abd-2025``."""
    return _BETWEEN.join(f"{it.id}, {it.place}" if it.place else it.id for it in references)


def sources_in(cell: str) -> tuple[str, ...]:
    """Each source with its place, as an author writes them."""
    return tuple(it.strip() for it in cell.split(_BETWEEN.strip()) if it.strip())


def value_cells(value: Value | None) -> tuple[str, str]:
    """The number, and its scale and unit: ``~398.5`` and ``billion CNY``."""
    if value is None:
        return "", ""
    if isinstance(value, Quantity):
        digits, scale = _digits(value), value.scale
        return f"{value.bound.value}{'+' if value.signed else ''}{digits}", _unit(scale, value.unit)
    if isinstance(value, QuantityRange):
        low, high = value.low, value.high
        if low.scale == high.scale:
            return f"{low.bound.value}{_digits(low)}-{_digits(high)}", _unit(high.scale, high.unit)
        ends = (f"{_digits(it)} {_unit(it.scale, '')}".strip() for it in (low, high))
        return low.bound.value + "-".join(ends), high.unit
    return str(value), ""


def _digits(figure: Quantity) -> str:
    amount = figure.amount if figure.scale in _WORD_OF or not figure.scale else figure.value
    is_bare = not figure.scale and not figure.unit
    return f"{amount:,f}" if is_bare else f"{amount:f}"


def _unit(scale: int, unit: str) -> str:
    return " ".join(filter(None, (_WORD_OF.get(scale, ""), unit)))


def settled_value(value: str, unit: str) -> tuple[str, str]:
    """The same number and unit as the ledger would give them. Raises ValueError if it is not a value."""
    words = f"{value} {unit}".strip()
    return value_cells(parse_value(words)) if words else ("", "")


# The workbook

FACTS_SHEET, NOTES_SHEET = "Facts", "Notes"
FILE = "facts.xlsx"
_LANG = "en"
"""Of the heads and the notes; they are the keys of the ledger."""
_DAY = date(2000, 1, 1)
"""Of a site that does not say when it was updated: the same text has to give the same bytes."""
_WIDTHS = {KEY: 28, UNIT: 18, PERIOD: 22, SOURCE: 28, ALSO: 28, **dict.fromkeys(LOCAL, 40)}
_CHOICES = {STATUS: tuple(Status), STRENGTH: tuple(Strength)}
_MEANING = {
    KEY: ("Id of the fact. Texts use it.", "No. In a new row, write a new one."),
    VALUE: ("The number, a range such as 3-5, or a date. ~80 is about 80, >1 more than 1.", "Yes. No formula."),
    UNIT: ("Scale and unit: million KRW, %, samples.", "Yes."),
    PERIOD: ("The day, month or year that it is of, or two with a slash: 2024/2025.", "Yes."),
    SOURCE: ("Ids of the sources, with the place: nars-2025, p. 3; abd-2025.", "Yes."),
    ALSO: ("Further sources that say the same.", "Yes."),
    STATUS: ("What checking it against other sources gave.", "Yes, to one of the list."),
    STRENGTH: ("How well it is supported.", "Yes, to one of the list."),
    "label": ("What the fact is called.", "Yes."),
    "statement": ("What the fact says, if it is not a number or not only a number.", "Yes."),
    "note": ("What readers should know of it.", "Yes."),
    "doubt": ("What speaks against it.", "Yes."),
    CHECK: ("Tells whether the row has been changed.", "No. Leave it empty in a new row."),
}


def ledger_rows(site: Site) -> Mapping[str, LedgerRow]:
    """Every fact as a row, in the order of the ledger."""
    return {ident: row_of(ident, fact.value, site.languages) for ident, fact in site.facts.items()}


def ledger_digest(rows: Mapping[str, LedgerRow]) -> str:
    """Of all facts together."""
    return digest("\n".join(sorted(it.check for it in rows.values())))


def read_ledger(world: World) -> Outcome[Site | None]:
    """The project; None, with what is wrong in its ledger, where that cannot be read whole."""
    loaded = load(world)
    problems = tuple(it for it in loaded.diagnostics if it.severity is Severity.ERROR and _in_the_way(it))
    return Outcome(None if problems or not loaded.value.profiles else loaded.value, problems)


def _in_the_way(problem: Diagnostic) -> bool:
    return problem.span is None or problem.span.path.startswith(("content/facts/", "content/site.yaml"))


def ledger_sheet(
    world: World, *, executor: Executor, store: Store, progress: Progress = SILENT, name: str = FILE
) -> Outcome[Tree]:
    """The workbook by its file name; none, and why, where the ledger cannot be read."""
    with progress.stage("read"):
        site = read_ledger(world)
    if site.value is None:
        return Outcome(Tree({}), site.diagnostics)
    rows = ledger_rows(site.value)
    if too_long := tuple(_too_long(site.value, rows)):
        return Outcome(Tree({}), too_long)
    return Outcome(Tree({name: workbook(_workbook(site.value, rows))}))


def _too_long(site: Site, rows: Mapping[str, LedgerRow]) -> list[Diagnostic]:
    found = (
        (ident, name) for ident, row in rows.items() for name, words in row.cells.items() if len(words) > LONGEST_CELL
    )
    return [
        error(
            "text-fits-limit",
            f"the {name} of “{ident}” is too long for a cell of a spreadsheet",
            site.facts[ident].at(name.partition(" ")[0]),
            f"shorten it to {LONGEST_CELL:,} characters",
        )
        for ident, name in found
    ]


def _workbook(site: Site, rows: Mapping[str, LedgerRow]) -> OfficeWorkbook:
    settings = site.settings.value
    lang = _LANG if _LANG in site.languages else site.languages[0]
    title, updated = settings.title.best(lang), settings.updated
    day = date(updated.year, updated.month or 1, updated.day or 1) if updated else _DAY
    names = (*columns_of(site.languages), CHECK)
    table = [[*it.cells.values(), it.check] for it in rows.values()]
    facts = OfficeSheet(FACTS_SHEET, tuple(map(_column, names)), table)
    author = settings.publisher.name.best(lang)
    return OfficeWorkbook(
        f"{title}: facts", "The ledger of a briefgen project", author, _LANG, day, (_notes(title, names, rows), facts)
    )


def _column(name: str) -> SheetColumn:
    base = name.partition(" ")[0]
    choices = tuple(it.value for it in _CHOICES.get(base, ()))
    return SheetColumn(name, _WIDTHS.get(base, 16), choices, is_number=base == VALUE)


def _notes(title: str, names: Sequence[str], rows: Mapping[str, LedgerRow]) -> OfficeSheet:
    """Return what may be edited, and of what ledger the file was made."""
    above = (
        f"{title}: facts",
        f"The sheet “{FACTS_SHEET}” has every fact of the ledger, one a row. Rows may be sorted and filtered.",
        "Keep the heads, and do not merge cells. A new fact is a new row with a key, a label, a source and a status.",
        "A fact that is deleted here is only reported. Forms, comparisons and conversions are not in this file.",
        "When you are done, send the file back. Nothing is taken from it before its author has looked at each change.",
        f"Facts: {len(rows)}. Ledger: {ledger_digest(rows)}",
    )
    columns = (SheetColumn("column", 28), SheetColumn("what it has", 80), SheetColumn("may it be changed?", 36))
    return OfficeSheet(NOTES_SHEET, columns, [[it, *_MEANING[it.partition(" ")[0]]] for it in names], above)


# The workbook as it came back

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
