"""``briefgen slides``: a brief as slides."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Unpack

import click

from briefgen.cli import options as shared
from briefgen.cli.commands import completing
from briefgen.cli.off_site import RUN_OPTIONS, RunOptions, folder_outside, hand_out, output_option

_FOLDER = "slides"


@click.command(
    "slides",
    epilog="""\b
Examples:
  briefgen slides trade
  briefgen slides TS2025-03 --language en --output ~/desk

PDFs are written to slides/, outside the site.""",
)
@click.argument("brief", shell_complete=completing.briefs)
@shared.with_options(
    shared.SOURCE,
    click.option("--language", "--lang", "lang", metavar="LANG", help="One language only.  [default: all]"),
    output_option(_FOLDER),
    shared.BASE_URL,
    *RUN_OPTIONS,
)
def command(brief: str, lang: str | None, output: Path | None, base_url: str | None, **run: Unpack[RunOptions]) -> int:
    """Write BRIEF as slides: a PDF of up to eight pages, 16:9.

    Key figures, main points, charts and proposals in large type, each with
    its sources.
    """
    from briefgen.handouts.slides import SlidesOrder, slides

    folder = folder_outside(output, run["project"], _FOLDER, "a set of slides")
    return hand_out(partial(slides, order=SlidesOrder(brief, lang, base_url)), folder, "file", **run)
