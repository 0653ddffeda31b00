"""Which problems a report shows: those that were asked for. What is wrong stays wrong, shown or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from briefgen.model.core.diagnostics import Diagnostic, Severity


@dataclass(frozen=True, slots=True)
class Choice:
    """The codes to show (all, when none is selected), and those to leave out."""

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()

    def shows(self, found: Diagnostic) -> bool:
        """Tell whether the report shows a problem."""
        return (not self.select or found.code in self.select) and found.code not in self.ignore

    def shown(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Report what the report shows, in its order."""
        return tuple(found for found in diagnostics if self.shows(found))

    def left_out(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Report what the report does not show."""
        return tuple(found for found in diagnostics if not self.shows(found))

    def stops(self, diagnostics: Iterable[Diagnostic], strict: bool) -> bool:
        """Tell whether anything stands in the way: every error does; with ``strict`` a warning that is shown."""
        return any(
            found.severity is Severity.ERROR or (strict and found.severity is Severity.WARNING and self.shows(found))
            for found in diagnostics
        )


EVERYTHING = Choice()


def told_of(left_out: Iterable[Diagnostic]) -> str:
    """What a report does not show, counted: ``not shown: error[key-is-known] 2 times``; empty when it shows all."""
    counts = Counter((list(Severity).index(found.severity), found.code) for found in left_out)
    kinds = list(Severity)
    said = [
        f"{kinds[kind].value}[{code}]" + (f" {times} times" if times > 1 else "")
        for (kind, code), times in sorted(counts.items())
    ]
    return f"not shown: {', '.join(said)}" if said else ""
