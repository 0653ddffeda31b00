"""Prints what was found and decides the exit code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import click

from briefgen.cli.options import Project, wants_colour
from briefgen.model.diagnostics import Diagnostic, Severity

OK = 0
FAILED = 1


def tell(
    diagnostics: tuple[Diagnostic, ...], form: str, project: Project, result: Mapping[str, Any] | None = None
) -> None:
    """Print the report on standard output: for a person, for GitHub, or as one JSON object that also has ``result``."""
    if form == "json":
        from briefgen.reporting import json

        click.echo(json.render(diagnostics, result), nl=False)
    elif form == "github":
        from briefgen.reporting import github

        click.echo(github.render(diagnostics, project.root.resolve()), nl=False)
    else:
        click.echo(as_text(diagnostics, project, colour=wants_colour()), nl=False, color=True)


def as_text(diagnostics: tuple[Diagnostic, ...], project: Project, *, colour: bool = False) -> str:
    """The report for a person, with lines of the project's files."""
    from briefgen.reporting import human

    return human.render(diagnostics, project.line, colour=colour)


def tell_waiting(ends: Sequence[datetime], quiet: bool) -> None:
    """Tell the author, on standard error alone, how much waits for the end of an embargo: no file says so."""
    from briefgen.model.moments import moment_words

    if not ends or quiet:
        return
    one = "1 brief or pack is under embargo, until"
    more = f"{len(ends)} briefs and packs are under embargo, the first until"
    click.echo(f"{one if len(ends) == 1 else more} {moment_words(min(ends))}", err=True)


def exit_code(diagnostics: tuple[Diagnostic, ...], strict: bool) -> int:
    """0 when nothing stands in the way, 1 for an error, or for a warning when those count."""
    stops = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return FAILED if any(found.severity in stops for found in diagnostics) else OK
