"""``briefgen epub``: briefs and packs as books for reading devices."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Unpack

import click

from briefgen.cli import options as shared
from briefgen.cli.commands import completing
from briefgen.cli.off_site import RUN_OPTIONS, RunOptions, folder_outside, hand_out, output_option

_FOLDER = "epub"


@click.command(
    "epub",
    epilog="""\b
Examples:
  briefgen epub
  briefgen epub trade
  briefgen epub TS2025-03 spring-visit --language en --output ~/desk

Without NAMES, every brief and every pack is written. Files are put into epub/,
outside the site.""",
)
@click.argument("names", nargs=-1, shell_complete=completing.documents)
@shared.with_options(
    shared.SOURCE,
    click.option("--language", "--lang", "lang", metavar="LANG", help="One language only.  [default: all]"),
    output_option(_FOLDER),
    shared.BASE_URL,
    *RUN_OPTIONS,
)
def command(
    names: tuple[str, ...], lang: str | None, output: Path | None, base_url: str | None, **run: Unpack[RunOptions]
) -> int:
    """Write briefs and packs as e-books (EPUB 3).

    Figures lead to their evidence, notes open where they are called, and
    every chart is described and followed by its figures.
    """
    from briefgen.handouts.epub import EpubOrder, epub

    folder = folder_outside(output, run["project"], _FOLDER, "an e-book")
    return hand_out(partial(epub, order=EpubOrder(names, lang, base_url)), folder, "file", **run)
