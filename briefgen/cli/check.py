"""``briefgen check``: everything a build would say, without making a PDF or a file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from briefgen.cli import options as shared
from briefgen.cli.options import Project
from briefgen.cli.progress import progress
from briefgen.cli.report import Manner, tell, tell_waiting


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
    """Report every problem of the sources at once; write nothing."""
    from briefgen.build import BuildOptions, build
    from briefgen.cli.build import store_of
    from briefgen.reading.world import DiskWorld
    from briefgen.running.executors import executor as executor_of

    shared.not_both(draft=draft, release=release)
    with executor_of(executor) as workers:
        outcome = build(
            DiskWorld(project.root, now=now),
            BuildOptions(base_url=base_url, pdfs=False, preview=draft, release=release),
            executor=workers,
            store=store_of(project, no_cache),
            progress=progress(quiet),
            tell=lambda ends: tell_waiting(ends.waiting, quiet),
        )
    manner = Manner.of(**given)
    tell(outcome.diagnostics, manner, project)
    if not manner.is_data and not quiet and not outcome.diagnostics:
        click.echo("no problems; PDFs are laid out and looked at by build")
    return manner.code(outcome.diagnostics)
