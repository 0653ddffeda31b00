"""``briefgen factcheck``: the sheet to check facts by."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Unpack

import click

from briefgen.cli import options as shared
from briefgen.cli.commands import completing
from briefgen.cli.off_site import RUN_OPTIONS, RunOptions, folder_outside, hand_out, output_option

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
@click.argument("name", metavar="BRIEF|PACK", shell_complete=completing.documents)
@shared.with_options(
    shared.SOURCE,
    click.option("--lang", metavar="LANG", help="Language of the sheet.  [default: the first of the site]"),
    output_option(_FOLDER),
    shared.BASE_URL,
    *RUN_OPTIONS,
)
def command(
    name: str,
    lang: str | None,
    output: Path | None,
    base_url: str | None,
    **run: Unpack[RunOptions],
) -> int:
    """Make a fact-check sheet of every number, date, quotation and name in a brief or pack, with sources."""
    from briefgen.handouts.factcheck import SheetOrder, factcheck
    from briefgen.reading.load import load
    from briefgen.reading.world import DiskWorld

    folder = folder_outside(output, run["project"], _FOLDER, "a fact-check sheet")
    if lang is not None and lang not in (there := load(DiskWorld(run["project"].root)).value.languages):
        raise click.BadParameter(f"the site has no language “{lang}”; it has {', '.join(there)}", param_hint="--lang")
    return hand_out(partial(factcheck, order=SheetOrder(name, lang, base_url)), folder, "file", **run)
