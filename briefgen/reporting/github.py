"""Problems as GitHub shows them: a workflow command for each, which becomes a note at its line in a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from briefgen.model.core.diagnostics import Diagnostic, Severity, Span
from briefgen.model.values.plain import plain_lines
from briefgen.reporting.human import summary
from briefgen.reporting.turns import in_turn

SHOWN = 10
"""So many errors, so many warnings and so many notices of one step become notes; GitHub drops the rest."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_MESSAGES | str.maketrans({":": "%3A", ",": "%2C"})


def render(diagnostics: Iterable[Diagnostic], folder: Path) -> str:
    """A line for each problem and a summary; empty when there is no problem. ``folder`` is the project's.

    ``::error file=…,line=…,col=…,title=<code>::<place>: <message>``. The log of a run shows the message alone,
    so the message says the place too. Of each kind GitHub takes the first ten: the first problem of each code and each
    file comes first, and those that it would drop stand in the log as plain lines.
    """
    found = tuple(diagnostics)
    if not found:
        return ""
    lines: list[str] = []
    plain: list[str] = []
    for one, dropped in _by_turn(found):
        (plain if dropped else lines).append(_in_the_log(one) if dropped else _command(one, folder))
    if plain:
        lines.append(f"GitHub shows {SHOWN} of each kind at their lines; these are the others:")
    return "".join(f"{line}\n" for line in (*lines, *plain, summary(found)))


def _by_turn(found: tuple[Diagnostic, ...]) -> Iterator[tuple[Diagnostic, bool]]:
    """Each problem, and whether GitHub would drop it; where it would drop some, codes and files take turns."""
    told: Counter[Severity] = Counter()
    if max(Counter(one.severity for one in found).values()) > SHOWN:
        found = tuple(found[place] for place in in_turn(found))
    for one in found:
        told[one.severity] += 1
        yield one, told[one.severity] > SHOWN


def _command(found: Diagnostic, folder: Path) -> str:
    place = _place(found.span, folder) if found.span else {}
    properties = {**place, "title": found.code}
    listed = ",".join(f"{name}={plain_lines(value).translate(_IN_PROPERTIES)}" for name, value in properties.items())
    return f"::{_COMMANDS[found.severity]} {listed}::{_message(found).translate(_IN_MESSAGES)}"


def _in_the_log(found: Diagnostic) -> str:
    """A line that is not a command, whatever the message says: it begins with the kind, and has no line end."""
    return f"{found.severity.value}[{found.code}] {_message(found)}".translate(_IN_MESSAGES)


def _place(span: Span, folder: Path) -> dict[str, str]:
    """Return where the problem is; columns only on one line, because GitHub refuses others."""
    place = {"file": (folder / span.path).as_posix(), "line": str(span.line)}
    if span.end_line > span.line:
        return {**place, "endLine": str(span.end_line)}
    return {**place, "col": str(span.column)}


def _message(found: Diagnostic) -> str:
    lines = [f"{found.span}: {found.message}" if found.span else found.message]
    lines += [f"{span}: {words}" for span, words in found.related]
    if found.hint:
        lines.append(f"hint: {found.hint}")
    return plain_lines("\n".join(lines))
