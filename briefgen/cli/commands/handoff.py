"""``briefgen handoff``: a brief as a document to be edited in an office program."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Unpack

import click

from briefgen.cli import options as shared
from briefgen.cli.off_site import RUN_OPTIONS, RunOptions, folder_outside, hand_out
from briefgen.model.core.diagnostics import Outcome
from briefgen.model.output.tree import Tree
from briefgen.reading.world import World

_FOLDER = "handoff"


@click.command(
    "handoff",
    epilog="""\b
Examples:
  briefgen handoff trade --to docx
  briefgen handoff trade --to hwpx --language ko
  briefgen handoff TS2025-03 --to docx --language en --output ~/desk/trade.docx

The document is written to handoff/, outside the site. When it comes back,
briefgen take-back says what was changed.""",
)
@click.argument("brief")
@shared.with_options(
    shared.SOURCE,
    click.option(
        "--to",
        type=click.Choice(["docx", "hwpx"]),
        required=True,
        help="Format of the document: docx for Word, hwpx for Hancom Office.",
    ),
    click.option(
        "--language", "--lang", "lang", metavar="LANG", help="Language of the text.  [default: the brief's first]"
    ),
    click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="The document.  [default: handoff/BRIEF-LANG.docx or .hwpx in the project folder]",
    ),
    shared.BASE_URL,
    *RUN_OPTIONS,
)
def command(
    brief: str,
    to: str,
    lang: str | None,
    output: Path | None,
    base_url: str | None,
    **run: Unpack[RunOptions],
) -> int:
    """Write BRIEF as a document for Word or Hancom Office, to be edited and taken back.

    Every figure from the ledger is marked as one; Word also locks it. Charts
    are pictures.
    """
    from briefgen.handouts.handoff import HandoffOrder, handoff

    project = run["project"]
    folder = folder_outside(output.parent if output else None, project, _FOLDER, "a document to be edited")
    order = HandoffOrder(brief, lang, to, base_url)

    def make(world: World, **more: Any) -> Outcome[Tree]:
        made = handoff(world, order, **more)
        named = {output.name if output else name: content for name, content in made.value.files.items()}
        return Outcome(Tree(named), made.diagnostics)

    return hand_out(make, folder, "file", **run)
