"""The ledger as an Excel workbook to be edited: never a part of the site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from datetime import date

from briefgen.handouts.ledger.rows import (
    ALSO,
    CHECK,
    KEY,
    LOCAL,
    PERIOD,
    SOURCE,
    STATUS,
    STRENGTH,
    UNIT,
    VALUE,
    LedgerRow,
    columns_of,
    digest,
    row_of,
)
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Severity, error
from briefgen.model.output.tree import Tree
from briefgen.model.written.facts import Status, Strength
from briefgen.model.written.site import Site
from briefgen.reading.load import load
from briefgen.reading.world import World
from briefgen.rendering.office.sheets import LONGEST_CELL, OfficeSheet, OfficeWorkbook, SheetColumn, workbook
from briefgen.running.progress import SILENT, Progress
from briefgen.running.store import Store

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
    """What may be edited, and of what ledger the file was made."""
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
