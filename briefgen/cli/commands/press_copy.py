"""``briefgen press-copy``: numbered, marked copies of a brief under embargo."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Unpack

import click

from briefgen.cli import options as shared
from briefgen.cli.commands import completing
from briefgen.cli.off_site import RUN_OPTIONS, RunOptions, folder_outside, hand_out, output_option

_FOLDER = "press"


@click.command(
    "press-copy",
    epilog="""\b
Examples:
  briefgen press-copy money-for-self-reliance --copies 12
  briefgen press-copy TS2025-03 --to "Hong Gildong, Naon" --to "Jane Doe, Agency"

The copies are written to press/, outside the site. Every page shows number and name.""",
)
@click.argument("brief", shell_complete=completing.briefs)
@shared.with_options(
    shared.SOURCE,
    click.option("--copies", type=click.IntRange(1, 999), default=1, show_default=True, help="Number of copies."),
    click.option("--to", "names", multiple=True, metavar="NAME", help="Recipient of a copy. Repeatable."),
    output_option(_FOLDER),
    shared.BASE_URL,
    *RUN_OPTIONS,
)
def command(
    brief: str,
    copies: int,
    names: tuple[str, ...],
    output: Path | None,
    base_url: str | None,
    **run: Unpack[RunOptions],
) -> int:
    """Make numbered PDFs of BRIEF under embargo; each page shows the end of the embargo and the recipient."""
    from briefgen.handouts.press_copies import CopyOrder, press_copies

    folder = folder_outside(output, run["project"], _FOLDER, "a copy under embargo")
    every = (*names, *("" for _ in range(copies - len(names))))
    return hand_out(partial(press_copies, order=CopyOrder(brief, every, base_url)), folder, "file", **run)
