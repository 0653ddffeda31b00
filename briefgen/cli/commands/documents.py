"""Commands that make documents outside the site: fact-check sheets, messages, slides, books, press copies, slips."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

from briefgen.cli import completing
from briefgen.cli import options as shared
from briefgen.cli.output_folder import (
    RUN_OPTIONS,
    Maker,
    RunOptions,
    folder_outside,
    hand_out,
    output_option,
    own_folder,
)
from briefgen.cli.project import Project

_BRIEF = click.argument("brief", shell_complete=completing.briefs)
_LANG = click.option("--language", "--lang", "lang", metavar="LANG", help="One language only.  [default: all]")


def _document(
    name: str, folder: str, what: str, epilog: str, *options: Callable[[Any], Any], noun: str = "file"
) -> Callable[[Callable[..., Maker]], click.Command]:
    """A command of what makes its files; they go into a folder of the project, where ``what`` may stand."""

    def command(makes: Callable[..., Maker]) -> click.Command:
        def run(output: Path | None, **given: Any) -> int:
            options: RunOptions = {key: given.pop(key) for key in RunOptions.__annotations__}  # type: ignore[assignment]
            project = options["project"]
            place = folder_outside(output, project, folder, what) if what else output or own_folder(project, folder)
            return hand_out(makes(project, **given), place, noun, **options)

        run.__doc__ = makes.__doc__
        argument, *more = options
        every = (argument, shared.SOURCE, *more, output_option(folder), shared.BASE_URL, *RUN_OPTIONS)
        return click.command(name, epilog=f"\b\nExamples:\n{epilog}")(shared.with_options(*every)(run))

    return command


@_document(
    "factcheck",
    "factcheck",
    "a fact-check sheet",
    """\
  briefgen factcheck trade
  briefgen factcheck TS2025-03 --lang en
  briefgen factcheck trade -o ~/desk

The sheet is written to factcheck/, outside the site, as PDF and CSV.""",
    click.argument("name", metavar="BRIEF|PACK", shell_complete=completing.documents),
    click.option("--lang", metavar="LANG", help="Language of the sheet.  [default: the first of the site]"),
)
def factcheck(project: Project, name: str, lang: str | None, base_url: str | None) -> Maker:
    """Make a fact-check sheet of every number, date, quotation and name in a brief or pack, with sources."""
    from briefgen.handouts import factcheck
    from briefgen.handouts.named import Order
    from briefgen.reading.load import load
    from briefgen.reading.world import DiskWorld

    if lang is not None and lang not in (there := load(DiskWorld(project.root)).value.languages):
        raise click.BadParameter(f"the site has no language “{lang}”; it has {', '.join(there)}", param_hint="--lang")
    return partial(factcheck.factcheck, order=Order((name,), lang, base_url))


@_document(
    "mail",
    "mail",
    "a message",
    """\
  briefgen mail trade
  briefgen mail TS2025-03 --language en
  briefgen mail spring-visit --output ~/desk

Files are written to mail/, outside the site: .eml opens as a draft in a mail
program; .html and .txt are for a mailing list. Links need base_url.""",
    click.argument("name", shell_complete=completing.documents),
    _LANG,
)
def mail(_: Project, name: str, lang: str | None, base_url: str | None) -> Maker:
    """Write brief or pack NAME as a message: what it says at a glance.

    The message loads nothing from the network and counts no readers.
    """
    from briefgen.handouts import mail
    from briefgen.handouts.named import Order

    return partial(mail.mail, order=Order((name,), lang, base_url))


@_document(
    "slides",
    "slides",
    "a set of slides",
    """\
  briefgen slides trade
  briefgen slides TS2025-03 --language en --output ~/desk

PDFs are written to slides/, outside the site.""",
    _BRIEF,
    _LANG,
)
def slides(_: Project, brief: str, lang: str | None, base_url: str | None) -> Maker:
    """Write BRIEF as slides: a PDF of up to eight pages, 16:9.

    Key figures, main points, charts and proposals in large type, each with
    its sources.
    """
    from briefgen.handouts import slides
    from briefgen.handouts.named import Order

    return partial(slides.slides, order=Order((brief,), lang, base_url))


@_document(
    "epub",
    "epub",
    "an e-book",
    """\
  briefgen epub
  briefgen epub trade
  briefgen epub TS2025-03 spring-visit --language en --output ~/desk

Without NAMES, every brief and every pack is written. Files are put into epub/,
outside the site.""",
    click.argument("names", nargs=-1, shell_complete=completing.documents),
    _LANG,
)
def epub(_: Project, names: tuple[str, ...], lang: str | None, base_url: str | None) -> Maker:
    """Write briefs and packs as e-books (EPUB 3).

    Figures lead to their evidence, notes open where they are called, and
    every chart is described and followed by its figures.
    """
    from briefgen.handouts import epub
    from briefgen.handouts.named import Order

    return partial(epub.epub, order=Order(names, lang, base_url))


@_document(
    "press-copy",
    "press",
    "a copy under embargo",
    """\
  briefgen press-copy money-for-self-reliance --copies 12
  briefgen press-copy TS2025-03 --to "Hong Gildong, Naon" --to "Jane Doe, Agency"

The copies are written to press/, outside the site. Every page shows number and name.""",
    _BRIEF,
    click.option("--copies", type=click.IntRange(1, 999), default=1, show_default=True, help="Number of copies."),
    click.option("--to", "names", multiple=True, metavar="NAME", help="Recipient of a copy. Repeatable."),
)
def press_copy(_: Project, brief: str, copies: int, names: tuple[str, ...], base_url: str | None) -> Maker:
    """Make numbered PDFs of BRIEF under embargo; each page shows the end of the embargo and the recipient."""
    from briefgen.handouts import press_copies
    from briefgen.handouts.named import Order

    every = (*names, *("" for _ in range(copies - len(names))))
    return partial(press_copies.press_copies, order=Order((brief,), None, base_url), names=every)


@_document(
    "erratum",
    "errata",
    "",
    """\
  briefgen erratum money-for-self-reliance
  briefgen erratum TS2025-03 -o ~/Desktop

Makes a slip in each language for each kept version that has been corrected since. The site has the same slips, on the
page of changes.""",
    _BRIEF,
    noun="slip",
)
def erratum(_: Project, brief: str, base_url: str | None) -> Maker:
    """Make one-page erratum slips for printed copies of BRIEF."""
    from briefgen.handouts import versions

    return partial(versions.slips, order=versions.VersionOptions((brief,), base_url))
