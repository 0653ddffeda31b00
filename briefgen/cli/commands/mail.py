"""``briefgen mail``: a brief or a pack as a message."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Unpack

import click

from briefgen.cli import options as shared
from briefgen.cli.commands import completing
from briefgen.cli.off_site import RUN_OPTIONS, RunOptions, folder_outside, hand_out, output_option

_FOLDER = "mail"


@click.command(
    "mail",
    epilog="""\b
Examples:
  briefgen mail trade
  briefgen mail TS2025-03 --language en
  briefgen mail spring-visit --output ~/desk

Files are written to mail/, outside the site: .eml opens as a draft in a mail
program; .html and .txt are for a mailing list. Links need base_url.""",
)
@click.argument("name", shell_complete=completing.documents)
@shared.with_options(
    shared.SOURCE,
    click.option("--language", "--lang", "lang", metavar="LANG", help="One language only.  [default: all]"),
    output_option(_FOLDER),
    shared.BASE_URL,
    *RUN_OPTIONS,
)
def command(name: str, lang: str | None, output: Path | None, base_url: str | None, **run: Unpack[RunOptions]) -> int:
    """Write brief or pack NAME as a message: what it says at a glance.

    The message loads nothing from the network and counts no readers.
    """
    from briefgen.handouts.mail import MailOrder, mail

    folder = folder_outside(output, run["project"], _FOLDER, "a message")
    make = partial(mail, order=MailOrder(name, lang, base_url))
    return hand_out(make, folder, "file", **run)
