"""``briefgen handoff``: a brief as a document to be edited in an office program."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Unpack

import click

from briefgen.cli import completing
from briefgen.cli import options as shared
from briefgen.cli.output_folder import (
    RUN_OPTIONS,
    FileOrFolder,
    Place,
    RunOptions,
    file_option,
    folder_outside,
    hand_out,
)
from briefgen.model.core.diagnostics import Outcome
from briefgen.model.output.tree import Tree
from briefgen.reading.world import World

_FOLDER, _SHEET = "handoff", "facts.xlsx"


@click.command(
    "handoff",
    epilog="""\b
Examples:
  briefgen handoff trade --to docx
  briefgen handoff trade --to hwpx --language ko
  briefgen handoff TS2025-03 --to docx --language en --output ~/desk/trade.docx
  briefgen handoff --sheet
  briefgen handoff --sheet ~/desk/facts.xlsx

The document is written to handoff/, outside the site. When it comes back,
briefgen take-back says what was changed.""",
)
@click.argument("brief", required=False, shell_complete=completing.briefs)
@shared.with_options(
    shared.SOURCE,
    click.option(
        "--to",
        metavar="FORMAT",
        shell_complete=completing.formats,
        help="Format of the document, such as docx for Word or hwpx for Hancom Office.",
    ),
    click.option(
        "--sheet",
        is_flag=False,
        flag_value=f"{_FOLDER}/{_SHEET}",
        type=FileOrFolder(),
        metavar="[FILE.xlsx|DIR]",
        help=f"The ledger as a spreadsheet, in place of a brief.  [default: {_FOLDER}/{_SHEET} in the project folder]",
    ),
    click.option(
        "--language", "--lang", "lang", metavar="LANG", help="Language of the text.  [default: the brief's first]"
    ),
    file_option("The document", "handoff/BRIEF-LANG.FORMAT"),
    shared.BASE_URL,
    *RUN_OPTIONS,
)
def command(
    brief: str | None,
    to: str | None,
    sheet: Place | None,
    lang: str | None,
    output: Place | None,
    base_url: str | None,
    **run: Unpack[RunOptions],
) -> int:
    """Write BRIEF as a document for Word or Hancom Office, to be edited and taken back.

    Every figure from the ledger is marked as one; Word also locks it. Charts
    are pictures. With --sheet, write all facts of the ledger as a spreadsheet.
    """
    if sheet is not None:
        if brief or to or lang or output or base_url:
            raise click.UsageError("--sheet has the whole ledger: leave out BRIEF and the options of documents")
        return _hand_out_sheet(sheet, **run)
    if not brief or not to:
        raise click.UsageError("name the brief and the format: briefgen handoff BRIEF --to docx; or write --sheet")
    from briefgen.handouts.handoff import WRITERS, handoff
    from briefgen.handouts.named import Order

    if to not in WRITERS:
        raise click.BadParameter(f"“{to}” is not one of {', '.join(WRITERS)}", param_hint="--to")
    project = run["project"]
    folder = folder_outside(output.folder if output else None, project, _FOLDER, "a document to be edited")
    order = Order((brief,), lang, base_url)

    def make(world: World, **more: Any) -> Outcome[Tree]:
        made = handoff(world, order, to, **more)
        named = {(output.name if output else "") or name: content for name, content in made.value.files.items()}
        return Outcome(Tree(named), made.diagnostics)

    return hand_out(make, folder, "file", **run)


def _hand_out_sheet(place: Place, **run: Unpack[RunOptions]) -> int:
    """The ledger as a workbook."""
    from briefgen.handouts.exchanging.ledger.sheet import ledger_sheet

    name = place.name or _SHEET
    if not name.lower().endswith(".xlsx"):
        raise click.BadParameter(f"{name} does not end in .xlsx", param_hint="--sheet")
    asked = None if place == (Path(_FOLDER), _SHEET) else place.folder
    folder = folder_outside(asked, run["project"], _FOLDER, "a spreadsheet to be edited")
    return hand_out(partial(ledger_sheet, name=name), folder, "file", **run)
