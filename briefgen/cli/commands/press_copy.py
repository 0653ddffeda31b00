"""``briefgen press-copy``: numbered, marked copies of a brief under embargo."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli import options as shared
from briefgen.cli.off_site import folder_outside, write_files
from briefgen.cli.options import Project
from briefgen.cli.progress import progress
from briefgen.cli.report import Manner, tell

_FOLDER = "press"


@click.command(
    "press-copy",
    epilog="""\b
Examples:
  briefgen press-copy money-for-self-reliance --copies 12
  briefgen press-copy TS2025-03 --to "Hong Gildong, Naon" --to "Jane Doe, Agency"

The copies are written to press/, outside the site. Every page shows number and name.""",
)
@click.argument("brief")
@shared.with_options(
    shared.SOURCE,
    click.option("--copies", type=click.IntRange(1, 999), default=1, show_default=True, help="Number of copies."),
    click.option("--to", "names", multiple=True, metavar="NAME", help="Recipient of a copy. Repeatable."),
    click.option(
        "-o",
        "--output",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        help="Output folder.  [default: press in the project folder]",
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
    copies: int,
    names: tuple[str, ...],
    output: Path | None,
    base_url: str | None,
    form: str,
    quiet: bool,
    executor: str,
    no_cache: bool,
) -> int:
    """Make numbered PDFs of BRIEF under embargo; each page shows the end of the embargo and the recipient."""
    from briefgen.cli.state import store_of
    from briefgen.handouts.press_copies import CopyOrder, press_copies
    from briefgen.reading.world import DiskWorld
    from briefgen.running.executors import executor as executor_of

    folder = folder_outside(output, project, _FOLDER, "a copy under embargo")
    every = (*names, *("" for _ in range(copies - len(names))))
    with executor_of(executor) as workers:
        outcome = press_copies(
            DiskWorld(project.root),
            CopyOrder(brief, every, base_url),
            executor=workers,
            store=store_of(project, no_cache),
            progress=progress(quiet),
        )
    manner = Manner(form)
    code = manner.code(outcome.diagnostics)
    if not code:
        write_files(folder, outcome.value.files)
    tell(outcome.diagnostics, manner, project, {"folder": str(folder), "files": 0 if code else len(outcome.value)})
    if form == "human" and not code and not quiet:
        click.echo(f"{len(outcome.value)} file{'' if len(outcome.value) == 1 else 's'}: {folder}")
    return code
