"""``briefgen erratum``: a slip for copies that have been handed out."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli import options as shared
from briefgen.cli.options import Project
from briefgen.cli.progress import progress
from briefgen.cli.report import Manner, tell

_FOLDER = "errata"


@click.command(
    "erratum",
    epilog="""\b
Examples:
  briefgen erratum money-for-self-reliance
  briefgen erratum TS2025-03 -o ~/Desktop

Makes a slip in each language for each kept version that has been corrected since. The site has the same slips, on the
page of changes.""",
)
@click.argument("brief")
@shared.with_options(
    shared.SOURCE,
    click.option(
        "-o",
        "--output",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        help="Output folder.  [default: errata in the project folder]",
    ),
    shared.BASE_URL,
    shared.FORMAT,
    shared.QUIET,
    shared.EXECUTOR,
    shared.NO_CACHE,
    shared.DEBUG,
)
def command(
    brief: str,
    project: Project,
    output: Path | None,
    base_url: str | None,
    form: str,
    quiet: bool,
    executor: str,
    no_cache: bool,
) -> int:
    """Make one-page erratum slips for printed copies of BRIEF."""
    from briefgen.cli.state import store_of
    from briefgen.handouts.versions import VersionOptions, slips
    from briefgen.reading.world import DiskWorld
    from briefgen.running.executors import executor as executor_of
    from briefgen.writing.content.versions import write_files

    folder = output or project.root / _FOLDER
    with executor_of(executor) as workers:
        outcome = slips(
            DiskWorld(project.root),
            VersionOptions((brief,), base_url),
            executor=workers,
            store=store_of(project, no_cache),
            progress=progress(quiet),
        )
    manner = Manner(form)
    code = manner.code(outcome.diagnostics)
    if not code:
        try:
            write_files(folder, outcome.value.files)
        except OSError as problem:
            raise click.UsageError(f"{folder} cannot be written: {problem.strerror or problem}") from problem
    tell(outcome.diagnostics, manner, project, {"folder": str(folder), "files": 0 if code else len(outcome.value)})
    if form == "human" and not code and not quiet:
        click.echo(f"{len(outcome.value)} slip{'' if len(outcome.value) == 1 else 's'}: {folder}")
    return code
