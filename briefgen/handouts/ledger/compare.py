"""What became of each fact in a workbook that came back, held against the ledger as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from briefgen.handouts.ledger.returned import ReturnedLedger, ReturnedRow
from briefgen.handouts.ledger.rows import ALSO, KEY, PERIOD, SOURCE, STATUS, STRENGTH, UNIT, VALUE, LedgerRow
from briefgen.handouts.ledger.sheet import ledger_digest
from briefgen.model.core.diagnostics import Diagnostic, error, warning
from briefgen.model.values.plain import one_line
from briefgen.model.written.site import Site


class FactState(StrEnum):
    """What became of a fact; several may be true of one."""

    SAME = "same"
    VALUE = "value changed"
    UNIT = "unit changed"
    PERIOD = "period changed"
    SOURCE = "source changed"
    STANDING = "status changed"
    REWORDED = "reworded"
    NEW = "new"
    GONE = "gone"
    FORMULA = "formula"
    """The cell has a formula, not a value."""
    REFUSED = "refused"
    """It is not taken; the report says why."""


_OF_COLUMN = {
    VALUE: FactState.VALUE,
    UNIT: FactState.UNIT,
    PERIOD: FactState.PERIOD,
    SOURCE: FactState.SOURCE,
    ALSO: FactState.SOURCE,
    STATUS: FactState.STANDING,
    STRENGTH: FactState.STANDING,
}
_FACT, _CELL, _CURRENT = "fact-is-as-handed-out", "returned-cell-has-value", "returned-file-is-current"


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact with its states; ``columns`` are those that somebody has changed."""

    key: str
    states: frozenset[FactState]
    was: LedgerRow | None
    row: ReturnedRow | None
    columns: tuple[str, ...] = ()
    after: str = ""
    """Of a new one, the fact in the row above it."""
    code: str = ""
    problem: str = ""
    """Why it is refused, and the code of that problem."""

    @property
    def is_patched(self) -> bool:
        """Whether a patch may have it."""
        return not self.states & {FactState.SAME, FactState.FORMULA, FactState.REFUSED}


def is_of(returned: ReturnedLedger, rows: Mapping[str, LedgerRow]) -> bool:
    """Whether the file was made of this ledger, now or as it was while some of it was as it is."""
    checks = {it.check for it in rows.values()}
    return returned.ledger == ledger_digest(rows) or any(it.check in checks for it in returned.rows)


def changes_of(returned: ReturnedLedger, rows: Mapping[str, LedgerRow]) -> tuple[FactChange, ...]:
    """Every fact of the ledger and of the file, those of the file first."""
    by_check = {it.check: key for key, it in rows.items()}
    keys = {it.row.key for it in returned.rows}
    made: list[FactChange] = []
    after = ""
    for it in returned.rows:
        made.append(_change(it, rows, by_check, keys, after))
        after = it.row.key if it.row.key in rows else after
    renamed = {by_check.get(it.row.check, "") for it in made if it.row and it.problem}
    gone = [key for key in rows if key not in keys and key not in renamed]
    made += [FactChange(key, frozenset({FactState.GONE}), rows[key], None) for key in gone]
    return tuple(made)


def _change(
    it: ReturnedRow, rows: Mapping[str, LedgerRow], by_check: Mapping[str, str], keys: set[str], after: str
) -> FactChange:
    key = it.row.key
    was = rows.get(key)

    def refused(why: str, code: str = _CURRENT) -> FactChange:
        return FactChange(key, frozenset({FactState.REFUSED}), was, it, code=code, problem=why)

    if not key:
        return refused("this row has no key: a fact needs one", _CELL)
    if was is None:
        owner = by_check.get(it.check, "")
        if it.check and not owner:
            return refused("the ledger has no such fact, or no longer: its row was handed out with another ledger")
        if owner and owner not in keys:
            return refused(f"the key of “{owner}” was changed to “{key}”: texts use the key", _CELL)
        return FactChange(key, _bad_states(it) or frozenset({FactState.NEW}), None, it, after=after)
    if it.is_untouched or (not it.bad and it.row == was):
        return FactChange(key, frozenset({FactState.SAME}), was, it)
    if it.check != was.check:
        return refused("it was changed in the file and in the ledger since the file was handed out")
    columns = was.differs_in(it.row)
    states = _bad_states(it) or frozenset(_OF_COLUMN.get(name, FactState.REWORDED) for name in columns)
    return FactChange(key, states, was, it, columns)


def _bad_states(it: ReturnedRow) -> frozenset[FactState]:
    return frozenset(FactState.FORMULA if bad.is_formula else FactState.REFUSED for bad in it.bad)


def told_of(change: FactChange, site: Site, is_taken: bool, is_current: bool) -> Iterator[Diagnostic]:
    """Problems of one fact; ``is_taken`` into the patch; ``is_current``: the file has every fact of the ledger."""
    fact = site.facts.get(change.key)
    span = fact.span if fact else None
    row, key = change.row, change.key
    if FactState.GONE in change.states:
        hint = (
            "delete it from the ledger, or keep it" if is_current else "it was deleted there, or is newer than the file"
        )
        yield warning(_FACT, f"“{key}” is not in the file", span, hint)
    if row is None:
        return
    for bad in row.bad:
        place = fact.at(bad.column.partition(" ")[0]) if fact else None
        hint = "write the value itself; the patch has nothing of this fact"
        yield error(_CELL, f"the {bad.column} of “{key}” ({row.places[bad.column]}): {bad.message}", place, hint)
    if change.problem:
        message = f"“{key}” ({row.places[KEY]}): {change.problem}"
        yield error(change.code, message, span, "nothing is taken from this row")
    if not change.is_patched:
        return
    write = "take it from the patch (--write-patch)" if is_taken else "write it by hand: it is not in the patch"
    if FactState.NEW in change.states:
        yield warning(_FACT, f"new: “{key}”, {_said(row.row)} ({row.places[KEY]})", None, write)
    for name in change.columns if change.was else ():
        was, now = change.was.cells[name] if change.was else "", row.row.cells[name]
        place = fact.at(name.partition(" ")[0]) if fact else None
        message = f"{name} of “{key}”: “{one_line(was, 160)}” → “{one_line(now, 160)}” ({row.places[name]})"
        yield warning(_FACT, message, place, write)


def _said(row: LedgerRow) -> str:
    said = f"{row.cells[VALUE]} {row.cells[UNIT]}".strip()
    return said or next((it for name, it in row.cells.items() if name.startswith("statement") and it), "no value")
