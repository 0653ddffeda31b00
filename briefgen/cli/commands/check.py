"""``briefgen check``: everything a build would say, without making a PDF or a file."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import options as shared
from briefgen.cli.project import Project
from briefgen.cli.report import ReportStyle, tell, tell_starter, tell_stopping, tell_unfinished, tell_waiting
from briefgen.cli.runs.progress import progress

if TYPE_CHECKING:
    from briefgen.model.core.diagnostics import Diagnostic
    from briefgen.resolving.embargo.embargo import Calendar


@click.command(
    "check",
    epilog="""\b
Examples:
  briefgen check
  briefgen check --strict                  for pull requests
  briefgen check --format github           in a GitHub workflow
  briefgen check --format sarif > check.sarif
  briefgen check --select text-is-translated,translation-has-every-part
  briefgen check --now 2026-03-05T09:00+09:00
  briefgen check --release                 check signatures too
  briefgen check --draft                   check drafts too
  briefgen check --links                   check external links and record the results
  briefgen check --links --offline         report from the record only
  briefgen check --format json | jq '.diagnostics[].span'""",
)
@shared.with_options(
    shared.SOURCE,
    shared.BASE_URL,
    click.option("--draft", is_flag=True, help="Check drafts and briefs under embargo too."),
    shared.RELEASE,
    click.option("--links", is_flag=True, help="Check external links and record the results in content/links.yaml."),
    click.option("--offline", is_flag=True, help="With --links: make no requests; use only the record."),
    click.option("--allow-private", is_flag=True, help="With --links: also check addresses of private networks."),
    shared.NOW,
    shared.STRICT,
    shared.SELECT,
    shared.IGNORE,
    shared.FORMAT,
    shared.QUIET,
    shared.EXECUTOR,
    shared.NO_CACHE,
    shared.DEBUG,
)
def command(
    project: Project,
    base_url: str | None,
    draft: bool,
    release: bool,
    links: bool,
    offline: bool,
    allow_private: bool,
    now: datetime | None,
    quiet: bool,
    executor: str,
    no_cache: bool,
    **given: Any,
) -> int:
    """Report all problems in the sources without building anything."""
    from briefgen.cli.runs.last_build import LastBuild, embargoes_of

    shared.not_both(draft=draft, release=release)
    if (offline or allow_private) and not links:
        raise click.UsageError("--offline and --allow-private require --links")
    if links and not offline:
        _ask(project, now, private=allow_private, quiet=quiet)
    last = LastBuild.of(project, None, base_url, preview=draft, now=now, release=release)
    if last.reasons() or no_cache:
        diagnostics, ends = _checked(project, base_url, draft, release, now, quiet, executor, no_cache)
        last.remember(diagnostics, embargoes_of(ends))
        waiting, unfinished = (ends.waiting, ends.unfinished) if ends else ((), ())
    else:
        diagnostics, waiting, unfinished = last.diagnostics, last.waiting, last.unfinished
    if links:
        diagnostics = _with_unchecked(diagnostics, project, now)
    tell_waiting(waiting, quiet)
    manner = ReportStyle.of(**given)
    tell(diagnostics, manner, project)
    code = manner.code(diagnostics)
    if not manner.is_data and not quiet and not code:
        click.echo(f"{'' if diagnostics else 'no problems; '}run briefgen build to check the PDFs too")
    tell_unfinished(unfinished, quiet or draft)
    tell_starter(project, quiet or release)
    tell_stopping(diagnostics, quiet)
    return code


def _ask(project: Project, now: datetime | None, *, private: bool, quiet: bool) -> None:
    from briefgen.cli.commands.links import refresh

    if now is not None:
        raise click.UsageError("links can only be checked at the current time: leave out --now, or add --offline")
    refresh(project, private=private, quiet=quiet)


def _with_unchecked(
    diagnostics: tuple[Diagnostic, ...], project: Project, now: datetime | None
) -> tuple[Diagnostic, ...]:
    from briefgen.cli.commands.links import unchecked
    from briefgen.model.core.diagnostics import Report

    return Report(_found=[*diagnostics, *unchecked(project, now)]).sorted()


def _checked(
    project: Project,
    base_url: str | None,
    draft: bool,
    release: bool,
    now: datetime | None,
    quiet: bool,
    executor: str,
    no_cache: bool,
) -> tuple[tuple[Diagnostic, ...], Calendar | None]:
    """Run the pipeline without PDFs: what it tells, and when embargoes end."""
    from briefgen.building.build import BuildOptions, build
    from briefgen.cli.runs.state import cache_problems, spill_of, state_problems, store_of, workers_of
    from briefgen.reading.world import DiskWorld

    heard: list[Calendar] = []
    with spill_of(project) as spill, workers_of(project, executor) as workers:
        outcome = build(
            DiskWorld(project.root, now=now),
            BuildOptions(base_url=base_url, pdfs=False, preview=draft, release=release, only_checked=True),
            executor=workers,
            store=store_of(project, no_cache),
            progress=progress(quiet),
            tell=heard.append,
            spill=spill,
        )
    kept = (*state_problems(project), *cache_problems(no_cache=no_cache))
    return (*kept, *outcome.diagnostics), heard[-1] if heard else None
