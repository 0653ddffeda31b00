"""``briefgen check``: everything a build would say, without making a PDF or a file."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import options as shared
from briefgen.cli.options import Project
from briefgen.cli.progress import progress
from briefgen.cli.report import Manner, tell, tell_waiting

if TYPE_CHECKING:
    from briefgen.model.diagnostics import Diagnostic
    from briefgen.resolving.held_back import Calendar


@click.command(
    "check",
    epilog="""\b
Examples:
  briefgen check
  briefgen check --strict                  for a pull request
  briefgen check --format github           in a workflow of GitHub
  briefgen check --format sarif > check.sarif
  briefgen check --select text-is-translated,translation-has-every-part
  briefgen check --now 2026-03-05T09:00+09:00
  briefgen check --release                 signatures too
  briefgen check --draft                   what is not published too
  briefgen check --format json | jq '.diagnostics[].span'""",
)
@shared.with_options(
    shared.SOURCE,
    shared.BASE_URL,
    click.option("--draft", is_flag=True, help="Check drafts and what is under embargo too."),
    shared.RELEASE,
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
    now: datetime | None,
    quiet: bool,
    executor: str,
    no_cache: bool,
    **given: Any,
) -> int:
    """Report every problem of the sources at once; make nothing."""
    from briefgen.cli.last import LastBuild, embargoes_of

    shared.not_both(draft=draft, release=release)
    last = LastBuild.of(project, None, base_url, preview=draft, now=now, release=release)
    if last.reasons() or no_cache:
        diagnostics, ends = _checked(project, base_url, draft, release, now, quiet, executor, no_cache)
        last.remember(diagnostics, embargoes_of(ends))
        waiting = ends.waiting if ends else ()
    else:
        diagnostics, waiting = last.diagnostics, last.waiting
    tell_waiting(waiting, quiet)
    manner = Manner.of(**given)
    tell(diagnostics, manner, project)
    if not manner.is_data and not quiet and not diagnostics:
        click.echo("no problems; PDFs are laid out and looked at by build")
    return manner.code(diagnostics)


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
    from briefgen.build import BuildOptions, build
    from briefgen.cli.build import store_of
    from briefgen.reading.world import DiskWorld
    from briefgen.running.executors import executor as executor_of

    heard: list[Calendar] = []
    with executor_of(executor) as workers:
        outcome = build(
            DiskWorld(project.root, now=now),
            BuildOptions(base_url=base_url, pdfs=False, preview=draft, release=release),
            executor=workers,
            store=store_of(project, no_cache),
            progress=progress(quiet),
            tell=heard.append,
        )
    return outcome.diagnostics, heard[-1] if heard else None
