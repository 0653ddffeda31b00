"""``briefgen erratum``: a slip for copies that have been handed out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Unpack

import click

from briefgen.cli import options as shared
from briefgen.cli.commands import completing
from briefgen.cli.off_site import RUN_OPTIONS, RunOptions, hand_out, output_option, own_folder

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
@click.argument("brief", shell_complete=completing.briefs)
@shared.with_options(
    shared.SOURCE,
    output_option(_FOLDER),
    shared.BASE_URL,
    *RUN_OPTIONS,
)
def command(
    brief: str,
    output: Path | None,
    base_url: str | None,
    **run: Unpack[RunOptions],
) -> int:
    """Make one-page erratum slips for printed copies of BRIEF."""
    from briefgen.handouts.versions import VersionOptions, slips

    folder = output or own_folder(run["project"], _FOLDER)
    return hand_out(partial(slips, order=VersionOptions((brief,), base_url)), folder, "slip", **run)
