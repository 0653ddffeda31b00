"""A workbook of the ledger that others have changed, compared with the ledger; nothing is overwritten."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from briefgen.handouts.ledger.compare import FactChange, FactState, changes_of, is_of, told_of
from briefgen.handouts.ledger.patch import LedgerPatch, patch_of
from briefgen.handouts.ledger.returned import ReturnedLedger, returned_ledger
from briefgen.handouts.ledger.sheet import ledger_digest, ledger_rows, read_ledger
from briefgen.handouts.returning.patch import diff_of
from briefgen.model.core.diagnostics import Outcome, Report, error, few, warning
from briefgen.model.written.site import Site
from briefgen.reading.bounded import within
from briefgen.reading.world import World
from briefgen.running.pool.watched import By, here


@dataclass(frozen=True, slots=True)
class LedgerBack:
    """What became of each fact, and a patch of the ledger."""

    changes: tuple[FactChange, ...]
    patch: LedgerPatch

    @property
    def counts(self) -> dict[str, int]:
        """How many facts are in each state; one may be in several."""
        found = Counter(state.value for it in self.changes for state in it.states)
        return {state.value: found[state.value] for state in FactState}

    @property
    def diff(self) -> str:
        """The patch as a unified diff."""
        was, now = self.patch.was, self.patch.now
        return "".join(line for path in sorted(now) for line in diff_of(path, was[path], now[path]))

    @property
    def left_out(self) -> tuple[str, ...]:
        """The keys of the facts that were changed and are not in the patch."""
        return tuple(it.key for it in self.changes if it.is_patched and it.key not in self.patch.taken)


def take_back_ledger(world: World, name: str, content: bytes, by: By = here) -> Outcome[LedgerBack | None]:
    """What others have changed; None, and why, for what cannot be taken back. The file is read ``by`` a process."""
    site = read_ledger(world)
    if site.value is None:
        return Outcome(None, site.diagnostics)
    returned: Outcome[ReturnedLedger | None] = by(returned_ledger, name, content, site.value.languages)
    if returned.value is None:
        return Outcome(None, returned.diagnostics)
    ledger, back = site.value, returned.value
    return within("taking the file back", None, lambda: _compared(ledger, back, name, world), lambda: None)


def _compared(site: Site, returned: ReturnedLedger, name: str, world: World) -> Outcome[LedgerBack | None]:
    rows = ledger_rows(site)
    if not is_of(returned, rows):
        message = f"{name} was made of no ledger of this project as it is now"
        hint = "take it back in the project that it was made in; nothing is taken from this file"
        return Outcome(None, (error("returned-file-is-ours", message, None, hint),))
    changes = changes_of(returned, rows)
    patch = patch_of(changes, site, lambda path: world.read(path).decode("utf-8", "replace"))
    problems = _problems(changes, site, patch, returned.ledger == ledger_digest(rows))
    if more := returned.more:
        message = f"{name} has more columns than were handed out: {few(more)}"
        problems.add([warning("fact-is-as-handed-out", message, None, "nothing is taken from them")])
    return Outcome(LedgerBack(changes, patch), problems.sorted())


def _problems(changes: tuple[FactChange, ...], site: Site, patch: LedgerPatch, is_current: bool) -> Report:
    problems = Report()
    for change in changes:
        problems.add(told_of(change, site, change.key in patch.taken, is_current))
    return problems
