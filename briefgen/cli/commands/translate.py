"""``briefgen translate``: which blocks of a translation are older than the original, and that they no longer are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from briefgen.cli import options as shared
from briefgen.cli.commands import completing
from briefgen.cli.commands.translators import export, take
from briefgen.cli.off_site import change_project
from briefgen.cli.options import Project
from briefgen.cli.report import FAILED, OK, Manner, tell
from briefgen.model.values.plain import one_line

if TYPE_CHECKING:
    from briefgen.cli.translations import TranslationTarget
    from briefgen.model.core.diagnostics import Diagnostic
    from briefgen.model.records.translation_stamps import Stamp
    from briefgen.model.written.site import Site
    from briefgen.resolving.translation.standing import TranslatedBlock, TranslationStatus


_BRIEFS = click.argument("targets", metavar="[BRIEF|FILE]...", nargs=-1, shell_complete=completing.briefs)


@click.group(
    "translate",
    epilog="""\b
Examples:
  briefgen translate status
  briefgen translate next
  briefgen translate stamp content/briefs/trade/en.md:24
  briefgen translate export trade --from ko --to en
  briefgen translate take trade.ko-en.xlf --write""",
)
def command() -> None:
    """Find and update outdated translations, block by block; exchange files with translators."""


command.add_command(export)
command.add_command(take)


@command.command(
    "status",
    epilog="\b\nExit codes: 0 all stamped translations are current; 1 otherwise.",
)
@_BRIEFS
@shared.with_options(
    shared.SOURCE,
    click.option(
        "--format",
        "form",
        type=click.Choice(["human", "json"]),
        default="human",
        show_default=True,
        help="Output format.",
    ),
    shared.DEBUG,
)
def status(targets: tuple[str, ...], project: Project, form: str) -> int:
    """List stale, missing and unstamped blocks with their lines in both languages."""
    site = _site(project)
    found = _standings(targets, project, site)
    if form == "json":
        click.echo(json.dumps([_as_data(standing) for standing in found], ensure_ascii=False, indent=2))
    else:
        for standing in found:
            click.echo("\n".join(_lines(standing)))
    return FAILED if any(_open(standing) for standing in found if standing.is_started) else OK


@command.command("next", epilog="\b\nExit codes: 0 nothing left to do; 1 a block was shown.")
@_BRIEFS
@shared.with_options(shared.SOURCE, shared.DEBUG)
def next_(targets: tuple[str, ...], project: Project) -> int:
    """Show the next block to translate: both texts, and what has changed since it was stamped.

    The earlier text of the original is read from the git repository, if it was committed.
    """
    from briefgen.resolving.translation.standing import BlockState

    site = _site(project)
    started = [standing for standing in _standings(targets, project, site) if standing.is_started]
    for state in (BlockState.STALE, BlockState.MISSING, BlockState.UNSTAMPED):
        for standing in started:
            for piece in standing.pieces:
                if piece.state is state:
                    click.echo("\n".join(_both_texts(piece, standing, project, site)))
                    return FAILED
    click.echo("all stamped translations are current")
    return OK


@command.command(
    "stamp",
    epilog="""\b
Examples:
  briefgen translate stamp trade                             every block of a brief
  briefgen translate stamp content/briefs/trade/en.md:24     the block at that line
  briefgen translate stamp content/briefs/trade/ko.md:30     a block of the original left out on purpose
  briefgen translate stamp --all""",
)
@click.argument("targets", metavar="[BRIEF|FILE[:LINE]]...", nargs=-1, shell_complete=completing.briefs)
@shared.with_options(
    shared.SOURCE,
    click.option("--all", "everything", is_flag=True, help="Stamp every block of every brief."),
    shared.QUIET,
    shared.DEBUG,
)
def stamp(targets: tuple[str, ...], project: Project, everything: bool, quiet: bool) -> int:
    """Record that blocks of a translation agree with the current original."""
    from briefgen.cli.translations import target

    if bool(targets) == everything:
        raise click.UsageError("give a brief or one of its files, or use --all")
    site = _site(project)
    chosen = [target(given, project, site) for given in targets]
    slugs = list(dict.fromkeys(it.slug for it in chosen)) or list(site.briefs)
    if errors := _errors(project, slugs, everything):
        tell(errors, Manner(), project)
        return FAILED
    files: dict[str, bytes | None] = {}
    told = [it for slug in slugs for it in _stamp(slug, [it for it in chosen if it.slug == slug], project, site, files)]
    change_project(project.root, files)
    if told and not quiet:
        click.echo("\n".join(told))
    return OK


def _site(project: Project) -> Site:
    from briefgen.reading.load import load
    from briefgen.reading.world import DiskWorld

    return load(DiskWorld(project.root)).value


def _standings(targets: Sequence[str], project: Project, site: Site) -> list[TranslationStatus]:
    from briefgen.cli.translations import all_standings, target

    return list(all_standings(site, [target(given, project, site) for given in targets]))


def _errors(project: Project, slugs: Sequence[str], everything: bool) -> tuple[Diagnostic, ...]:
    """What is wrong in the files of the briefs: nobody can say what a text means that cannot be read.

    Where ``everything`` is meant, there may be more briefs in what is no plain folder.
    """
    from briefgen.building.project import read_all
    from briefgen.model.core.diagnostics import Report, Severity
    from briefgen.reading.world import DiskWorld
    from briefgen.resolving.documents.resolve import resolve

    sources = read_all(DiskWorld(project.root), None)
    found = Report(sources.value.judge)
    found.add((*sources.diagnostics, *resolve(sources.value.site, sources.value.styles).diagnostics))
    folders = tuple(f"content/briefs/{slug}/" for slug in slugs)
    placed = [(it, it.span.path) for it in found if it.severity is Severity.ERROR and it.span]
    errors = {it for it, path in placed if path.startswith(folders) or (everything and it.code == "file-is-plain")}
    return tuple(sorted(errors, key=lambda it: it.sort_key))


def _stamp(
    slug: str, targets: Sequence[TranslationTarget], project: Project, site: Site, files: dict[str, bytes | None]
) -> list[str]:
    """Add the file with the stamps of one brief to ``files``; what was done, in a line a language."""
    from briefgen.reading.files.disk import on_disk
    from briefgen.reading.layout import STAMPS
    from briefgen.resolving.translation.standing import stamps_of, standings
    from briefgen.writing.content.translation_stamps import stamps_file

    brief, path = site.briefs[slug], f"content/briefs/{slug}/{STAMPS}"
    lines = {lang: [(it, it) for it in own] for lang in brief.texts if (own := stamps_of(brief, lang))}
    told: list[str] = []
    for standing in standings(brief, site.languages, unstamped=True):
        pieces = [it for target in targets for it in target.pieces(standing)] if targets else standing.pieces
        if pieces:
            by_line = any(target.line for target in targets)
            lines[standing.lang], said = _restamp(standing, pieces, by_line)
            told += [f"{path}: {standing.lang}: {line}" for line in said]
    if targets and not told:
        raise click.BadParameter(f"there is no translated block of the brief “{slug}” at that place")
    if told:
        file = on_disk(project.root, path)
        files[path] = stamps_file(file.read_text("utf-8") if file.is_file() else "", lines).encode()
    return told


def _restamp(
    standing: TranslationStatus, pieces: Sequence[TranslatedBlock], by_line: bool
) -> tuple[list[tuple[Stamp, Stamp]], list[str]]:
    """The stamps of a translation with new ones for some blocks, and what became of it in words."""
    from briefgen.resolving.translation.stamping import restamped
    from briefgen.resolving.translation.standing import BlockState

    chosen = {id(piece) for piece in pieces}
    new = list(restamped(standing, lambda piece: id(piece) in chosen, left_out=by_line))
    changed = sum(stamp != before for stamp, before in new)
    told = [f"{_blocks(len(new))} stamped, {changed} new or changed"]
    missing = sum(piece.state is BlockState.MISSING for piece in pieces)
    if missing and not by_line:
        told.append(f"{_blocks(missing)} of the original in {standing.original} not stamped, because not translated")
    return [(stamp, before or stamp) for stamp, before in new], told


def _blocks(number: int) -> str:
    return f"{number} block{'' if number == 1 else 's'}"


def _open(standing: TranslationStatus) -> list[TranslatedBlock]:
    from briefgen.resolving.translation.standing import BlockState

    return [piece for piece in standing.pieces if piece.state is not BlockState.CURRENT]


def _lines(standing: TranslationStatus) -> list[str]:
    from briefgen.resolving.translation.standing import BlockState

    name = f"{standing.slug}: {standing.original} → {standing.lang}: "
    if not standing.is_started:
        return [f"{name}never stamped, {_blocks(len(standing.pieces))}"]
    head = name + ", ".join(f"{standing.count(state)} {state}" for state in BlockState)
    return [head, *(f"  {piece.state:<9} {_places(piece)}  {one_line(piece.shown.words)}" for piece in _open(standing))]


def _places(piece: TranslatedBlock) -> str:
    places = [f"{block.span.path}:{block.span.line}" for block in (piece.made, piece.source) if block]
    return " < ".join(places)


def _both_texts(piece: TranslatedBlock, standing: TranslationStatus, project: Project, site: Site) -> list[str]:
    from briefgen.cli.translations import difference, said_before

    lines = [f"{standing.slug}: {piece.state}"]
    if piece.source:
        lines += ["", f"{standing.original}  {piece.source.span}", f"    {piece.source.words}"]
        if before := said_before(piece, standing, project, site):
            lines += [f"    was: {before}", f"    changed: {difference(before, piece.source.words)}"]
    if piece.made:
        lines += ["", f"{standing.lang}  {piece.made.span}", f"    {piece.made.words}"]
    place = piece.shown.span
    return [*lines, "", f"when done: briefgen translate stamp {place.path}:{place.line}"]


def _as_data(standing: TranslationStatus) -> dict[str, object]:
    from briefgen.resolving.translation.standing import BlockState

    return {
        "brief": standing.slug,
        "original": standing.original,
        "language": standing.lang,
        "stamped": standing.is_started,
        "counts": {str(state): standing.count(state) for state in BlockState},
        "blocks": [
            {
                "state": str(piece.state),
                "words": piece.shown.words,
                "original": str(piece.source.span) if piece.source else None,
                "translation": str(piece.made.span) if piece.made else None,
            }
            for piece in (_open(standing) if standing.is_started else ())
        ],
    }
