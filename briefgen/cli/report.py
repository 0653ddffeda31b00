"""Prints what was found and decides the exit code."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli.options import wants_colour
from briefgen.cli.project import Project
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.reporting.choice import EVERYTHING, Choice, told_of

if TYPE_CHECKING:
    from briefgen.running.store import Store

OK = 0
FAILED = 1
_SMALL = 200
"""Files of a site whose texts are looked through once more."""


@dataclass(frozen=True, slots=True)
class ReportStyle:
    """How problems are told, and which of them count."""

    form: str = "human"
    strict: bool = False
    choice: Choice = EVERYTHING

    @classmethod
    def of(cls, form: str, strict: bool, select: frozenset[str], ignore: frozenset[str]) -> ReportStyle:
        """As the command line asks for it."""
        return cls(form, strict, Choice(select, ignore))

    @property
    def is_data(self) -> bool:
        """Whether standard output is one document for another program: nothing else may stand there."""
        return self.form in ("json", "sarif")

    def code(self, diagnostics: tuple[Diagnostic, ...]) -> int:
        """0 when nothing stands in the way, 1 for an error, or for a warning when those count."""
        return FAILED if self.choice.stops(diagnostics, self.strict) else OK


def tell(
    diagnostics: tuple[Diagnostic, ...], manner: ReportStyle, project: Project, result: Mapping[str, Any] | None = None
) -> None:
    """Print the report on standard output: for a person, for GitHub, or as one document; JSON also has ``result``."""
    shown, left_out = manner.choice.shown(diagnostics), manner.choice.left_out(diagnostics)
    if manner.form == "json":
        from briefgen.reporting import json

        click.echo(json.render(shown, result, left_out), nl=False)
    elif manner.form == "sarif":
        from briefgen.hosting.origin import documentation
        from briefgen.reporting import sarif

        log = sarif.render(
            shown, project.root, project.line, documentation=documentation(os.environ), left_out=left_out
        )
        click.echo(log, nl=False)
    elif manner.form == "github":
        from briefgen.reporting import github

        click.echo(github.render(shown, project.root.resolve()), nl=False)
    else:
        click.echo(as_text(shown, project, colour=wants_colour()), nl=False, color=True)
    if not manner.is_data and left_out:
        click.echo(told_of(left_out))


def as_text(diagnostics: tuple[Diagnostic, ...], project: Project, *, colour: bool = False) -> str:
    """The report for a person, with lines of the project's files."""
    from briefgen.reporting import human

    return human.render(diagnostics, project.line, colour=colour)


def tell_waiting(ends: Sequence[datetime], quiet: bool) -> None:
    """Tell the author, on standard error alone, how much waits for the end of an embargo: no file says so."""
    from briefgen.model.values.instants import moment_words

    if not ends or quiet:
        return
    one = "1 brief or pack is under embargo, until"
    more = f"{len(ends)} briefs and packs are under embargo, the first until"
    click.echo(f"{one if len(ends) == 1 else more} {moment_words(min(ends))}", err=True)


def tell_starter(project: Project, quiet: bool) -> None:
    """Tell the author, on standard error alone, that texts are still those of the starter: publishing names each."""
    from itertools import islice

    from briefgen.reading.starter.starter import words_of_the_start
    from briefgen.reading.world import DiskWorld

    world = DiskWorld(project.root)
    texts = list(islice((path for path in world.files("content") if path.endswith((".md", ".yaml"))), _SMALL + 1))
    if quiet or len(texts) > _SMALL:  # what was begun a moment ago is small, and looking through more takes long
        return
    if found := sum(1 for _ in words_of_the_start(world)):
        one, more = "1 file has", f"{found} files have"
        told = "placeholder text of the starter; show it with: briefgen check --release --select starter-is-replaced"
        click.echo(f"{one if found == 1 else more} {told}", err=True)


def tell_stopping(diagnostics: tuple[Diagnostic, ...], quiet: bool) -> None:
    """Tell the author, on standard error alone, which warnings keep the site from being published."""
    found = [it.code for it in diagnostics if it.stops_publication]
    if found and not quiet:
        many = "1 problem" if len(found) == 1 else f"{len(found)} problems"
        click.echo(f"{many} would stop publication: {', '.join(sorted(set(found)))}", err=True)


def tell_full(store: Store) -> None:
    """Tell, on standard error, when a build uses more results than the cache may hold: the next makes them again."""
    from briefgen.running.store import FileStore

    if isinstance(store, FileStore) and (used := store.used_beyond_limit()):
        room = f"{-(-used * 3 // 2_000_000_000)}GB"
        most = f"{store.limit / 1e6:,.0f} MB"
        said = f"the results of this build take {used / 1e6:,.0f} MB, and the cache keeps {most} of them"
        click.echo(f"{said}: the next build makes the rest again; set BRIEFGEN_CACHE_LIMIT to {room}", err=True)


def tell_unfinished(briefs: Sequence[str], quiet: bool) -> None:
    """Tell the author, on standard error alone, which briefs readers do not get, since nobody has said that they may.

    It is not a warning: a draft is meant to be one. But whoever looks for it in the site should know why it is missing.
    """
    if not briefs or quiet:
        return
    one = "1 brief is left out because it is not published"
    more = f"{len(briefs)} briefs are left out because they are not published"
    it = "it" if len(briefs) == 1 else "them"
    look = f"preview {it} with: briefgen serve, check {it} with: briefgen check --draft"
    look = f"{look}; to publish {it}, delete the line status: in brief.yaml"
    click.echo(f"{one if len(briefs) == 1 else more}: {', '.join(briefs)}; {look}", err=True)
