"""``briefgen factcheck``: the sheet to check facts by."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli import options as shared
from briefgen.cli.off_site import folder_outside, write_files
from briefgen.cli.options import Project
from briefgen.cli.progress import progress
from briefgen.cli.report import Manner, tell

_FOLDER = "factcheck"


@click.command(
    "factcheck",
    epilog="""\b
Examples:
  briefgen factcheck trade
  briefgen factcheck TS2025-03 --lang en
  briefgen factcheck trade -o ~/desk

The sheet is written to factcheck/, outside the site, as PDF and CSV.""",
)
@click.argument("name", metavar="BRIEF|PACK")
@shared.with_options(
    shared.SOURCE,
    click.option("--lang", metavar="LANG", help="Language of the sheet.  [default: the first of the site]"),
    click.option(
        "-o",
        "--output",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        help="Output folder.  [default: factcheck in the project folder]",
    ),
    shared.BASE_URL,
    shared.FORMAT,
    shared.QUIET,
    shared.EXECUTOR,
    shared.NO_CACHE,
    shared.DEBUG,
)
def command(
    name: str,
    project: Project,
    lang: str | None,
    output: Path | None,
    base_url: str | None,
    form: str,
    quiet: bool,
    executor: str,
    no_cache: bool,
) -> int:
    """Make a fact-check sheet of every number, date, quotation and name in a brief or pack, with sources."""
    from briefgen.cli.state import store_of
    from briefgen.handouts.factcheck import SheetOrder, factcheck
    from briefgen.reading.load import load
    from briefgen.reading.world import DiskWorld
    from briefgen.running.executors import executor as executor_of

    folder = folder_outside(output, project, _FOLDER, "a fact-check sheet")
    world = DiskWorld(project.root)
    if lang is not None and lang not in (there := load(world).value.languages):
        raise click.BadParameter(f"the site has no language “{lang}”; it has {', '.join(there)}", param_hint="--lang")
    with executor_of(executor) as workers:
        outcome = factcheck(
            world,
            SheetOrder(name, lang, base_url),
            executor=workers,
            store=store_of(project, no_cache),
            progress=progress(quiet),
        )
    manner = Manner(form)
    code = manner.code(outcome.diagnostics)
    if not code:
        write_files(folder, outcome.value.files)
    files = [] if code else [str(folder / it) for it in outcome.value]
    tell(outcome.diagnostics, manner, project, {"folder": str(folder), "files": files})
    if form == "human" and not code and not quiet:
        click.echo("\n".join(files))
    return code
