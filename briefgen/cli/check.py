"""``briefgen check``: everything a build would say, without making a PDF or a file."""

from __future__ import annotations

from datetime import datetime

import click

from briefgen.cli import options as shared
from briefgen.cli.options import Project
from briefgen.cli.progress import progress
from briefgen.cli.report import exit_code, tell, tell_waiting


@click.command(
    "check",
    epilog="""\b
Examples:
  briefgen check
  briefgen check --strict                  for a pull request
  briefgen check --format github           in a workflow of GitHub
  briefgen check --now 2026-03-05T09:00+09:00
  briefgen check --draft                   what is not published too
  briefgen check --format json | jq '.diagnostics[].span'""",
)
@shared.with_options(
    shared.SOURCE,
    shared.BASE_URL,
    click.option("--draft", is_flag=True, help="Check drafts and what is under embargo too."),
    shared.NOW,
    shared.STRICT,
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
    now: datetime | None,
    form: str,
    strict: bool,
    quiet: bool,
    executor: str,
    no_cache: bool,
) -> int:
    """Report every problem of the sources at once; write nothing."""
    from briefgen.build import BuildOptions, build
    from briefgen.cli.build import store_of
    from briefgen.reading.world import DiskWorld
    from briefgen.running.executors import executor as executor_of

    with executor_of(executor) as workers:
        outcome = build(
            DiskWorld(project.root, now=now),
            BuildOptions(base_url=base_url, pdfs=False, preview=draft),
            executor=workers,
            store=store_of(project, no_cache),
            progress=progress(quiet),
            tell=lambda ends: tell_waiting(ends.waiting, quiet),
        )
    tell(outcome.diagnostics, form, project)
    if form != "json" and not quiet and not outcome.diagnostics:
        click.echo("no problems")
    return exit_code(outcome.diagnostics, strict)
