"""Problems as GitHub shows them: a workflow command for each, which becomes a note at its line in a pull request."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from briefgen.model.diagnostics import Diagnostic, Severity, Span
from briefgen.reporting.human import summary

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_MESSAGES | str.maketrans({":": "%3A", ",": "%2C"})


def render(diagnostics: Iterable[Diagnostic], folder: Path) -> str:
    """A line for each problem and a summary; empty when there is no problem. ``folder`` is the project's.

    ``::error file=…,line=…,col=…,title=<code>::<place>: <message>``. The log of a run shows the message alone,
    so the message says the place too.
    """
    found = tuple(diagnostics)
    if not found:
        return ""
    return "".join(f"{_command(one, folder)}\n" for one in found) + f"{summary(found)}\n"


def _command(found: Diagnostic, folder: Path) -> str:
    place = _place(found.span, folder) if found.span else {}
    properties = {**place, "title": found.code}
    listed = ",".join(f"{name}={value.translate(_IN_PROPERTIES)}" for name, value in properties.items())
    return f"::{_COMMANDS[found.severity]} {listed}::{_message(found).translate(_IN_MESSAGES)}"


def _place(span: Span, folder: Path) -> dict[str, str]:
    """Where the problem is; columns only on one line, because GitHub refuses others."""
    place = {"file": (folder / span.path).as_posix(), "line": str(span.line)}
    if span.end_line > span.line:
        return {**place, "endLine": str(span.end_line)}
    return {**place, "col": str(span.column)}


def _message(found: Diagnostic) -> str:
    lines = [f"{found.span}: {found.message}" if found.span else found.message]
    lines += [f"{span}: {words}" for span, words in found.related]
    if found.hint:
        lines.append(f"hint: {found.hint}")
    return "\n".join(lines)
