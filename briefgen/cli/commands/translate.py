"""``briefgen translate``: which blocks are older than the original, that they no longer are; files for translators."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import completing
from briefgen.cli import options as shared
from briefgen.cli.imports.outside import content_of, read_outside
from briefgen.cli.output_folder import Place, change_project, file_option, folder_outside, write_files
from briefgen.cli.project import Project
from briefgen.cli.report import FAILED, OK, ReportStyle, tell
from briefgen.model.values.plain import one_line

if TYPE_CHECKING:
    from briefgen.cli.translations import TranslationTarget
    from briefgen.handouts.exchanging.translators.export import Exported
    from briefgen.handouts.exchanging.translators.take import TakenTranslation
    from briefgen.model.core.diagnostics import Diagnostic
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
    if errors := _errors(project, () if everything else slugs):
        tell(errors, ReportStyle(), project)
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


def _errors(project: Project, slugs: Sequence[str]) -> tuple[Diagnostic, ...]:
    """What is wrong in the files of these briefs, or of all: nobody can say what a text means that cannot be read."""
    from briefgen.handouts.exchanging.translators.export import read_translated
    from briefgen.reading.world import DiskWorld

    found = read_translated(DiskWorld(project.root))
    return found.diagnostics if found.value is None else found.value.errors(slugs)


def _stamp(
    slug: str, targets: Sequence[TranslationTarget], project: Project, site: Site, files: dict[str, bytes | None]
) -> Iterator[str]:
    """Add the file with the stamps of one brief to ``files``; what was done, in a line a language."""
    from briefgen.reading.disk.finding import on_disk
    from briefgen.reading.layout import STAMPS
    from briefgen.resolving.translation.standing import BlockState, restamped, stamps_of, standings
    from briefgen.writing.content.records import stamps_file

    brief, path = site.briefs[slug], f"content/briefs/{slug}/{STAMPS}"
    pieces = {
        it: [piece for target in targets for piece in target.pieces(it)] if targets else it.pieces
        for it in standings(brief, site.languages, unstamped=True)
    }
    about = [it for it, own in pieces.items() if own]
    if targets and not about:
        raise click.BadParameter(f"there is no translated block of the brief “{slug}” at that place")
    by_line = any(target.line for target in targets)
    chosen = {id(piece) for own in pieces.values() for piece in own}
    new = restamped(brief, about, lambda piece: id(piece) in chosen, left_out=by_line)
    if about:
        file = on_disk(project.root, path)
        files[path] = stamps_file(file.read_text("utf-8") if file.is_file() else "", new).encode()
    for it in about:
        head, old = f"{path}: {it.lang}:", stamps_of(brief, it.lang)
        changed = sum(mark not in old for mark, _ in new[it.lang])
        yield f"{head} {_number(len(new[it.lang]))} stamped, {changed} new or changed"
        missing = sum(piece.state is BlockState.MISSING for piece in pieces[it])
        if missing and not by_line:
            yield f"{head} {_number(missing)} of the original in {it.original} not stamped, because not translated"


def _number(number: int, what: str = "block") -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _open(standing: TranslationStatus) -> list[TranslatedBlock]:
    from briefgen.resolving.translation.standing import BlockState

    return [piece for piece in standing.pieces if piece.state is not BlockState.CURRENT]


def _lines(standing: TranslationStatus) -> list[str]:
    from briefgen.resolving.translation.standing import BlockState

    name = f"{standing.slug}: {standing.original} → {standing.lang}: "
    if not standing.is_started:
        return [f"{name}never stamped, {_number(len(standing.pieces))}"]
    head = name + ", ".join(f"{standing.count(state)} {state}" for state in BlockState)
    return [head, *(f"  {piece.state:<9} {_places(piece)}  {one_line(piece.shown.words)}" for piece in _open(standing))]


def _places(piece: TranslatedBlock) -> str:
    places = [f"{block.span.path}:{block.span.line}" for block in (piece.made, piece.source) if block]
    return " < ".join(places)


def _both_texts(piece: TranslatedBlock, standing: TranslationStatus, project: Project, site: Site) -> list[str]:
    from briefgen.cli.translations import said_before
    from briefgen.resolving.versions.block_changes import marked, word_runs

    lines = [f"{standing.slug}: {piece.state}"]
    if piece.source:
        lines += ["", f"{standing.original}  {piece.source.span}", f"    {piece.source.words}"]
        if before := said_before(piece, standing, project, site):
            lines += [f"    was: {before}", f"    changed: {marked(word_runs(before, piece.source.words))}"]
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


# Files for translators' programs, and back

_FOLDER = "handoff"


@command.command(
    "export",
    epilog="""\b
Examples:
  briefgen translate export trade --from ko --to en
  briefgen translate export --all --from ko --to en --format po -o ~/desk/all.po
  briefgen translate export trade --from ko --to en --glossary terms.tbx

The file is written to handoff/, outside the site.""",
)
@click.argument("briefs", metavar="[BRIEF]...", nargs=-1, shell_complete=completing.briefs)
@shared.with_options(
    shared.SOURCE,
    click.option("--all", "everything", is_flag=True, help="Export every brief that has a text in the first language."),
    click.option("--from", "source", metavar="LANG", required=True, help="Language to translate from."),
    click.option("--to", "target", metavar="LANG", required=True, help="Language to translate into."),
    click.option(
        "--format",
        "form",
        type=click.Choice(["xliff", "po"]),
        default="xliff",
        show_default=True,
        help="Format of the file.",
    ),
    file_option("The file", "handoff/BRIEF.FROM-TO.xlf or .po"),
    click.option(
        "--glossary",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Also write the glossary, as TBX.",
    ),
    shared.QUIET,
    shared.DEBUG,
)
def export(
    briefs: tuple[str, ...],
    project: Project,
    everything: bool,
    source: str,
    target: str,
    form: str,
    output: Place | None,
    glossary: Path | None,
    quiet: bool,
) -> int:
    """Write BRIEF as a file for translators' programs: XLIFF 1.2 or PO.

    Facts, terms, links, notes and emphasis are marks that stay as they are.
    Each text comes with its present translation and the state of it.
    """
    from briefgen.handouts.exchanging.translators.export import ExportOrder
    from briefgen.handouts.exchanging.translators.export import export as exported
    from briefgen.handouts.exchanging.translators.formats import FORMATS
    from briefgen.handouts.exchanging.translators.units import Direction
    from briefgen.reading.world import DiskWorld

    if bool(briefs) == everything:
        raise click.UsageError("give a brief, or use --all")
    stem = briefs[0] if len(briefs) == 1 else "briefs"
    name = (output.name if output else "") or f"{stem}.{source}-{target}.{FORMATS[form].endings[0]}"
    folder = _outside(output.folder if output else None, project)
    terms = _outside(glossary.parent if glossary else None, project)
    outcome = exported(DiskWorld(project.root), ExportOrder(briefs, Direction(source, target), form))
    made = outcome.value
    if outcome.diagnostics or made is None:
        tell(outcome.diagnostics, ReportStyle(), project)
    if made is None:
        return FAILED
    write_files(folder, {name: made.content})
    if glossary is not None:
        write_files(terms, {glossary.name: made.glossary})
    if not quiet:
        click.echo(f"{_units(made)}: {folder / name}")
    return OK


def _outside(folder: Path | None, project: Project) -> Path:
    return folder_outside(folder, project, _FOLDER, "a file for translators")


def _units(made: Exported) -> str:
    states = ", ".join(f"{count} {state}" for state, count in made.counts.items() if count)
    return f"{_number(sum(made.counts.values()), 'unit')}" + (f" ({states})" if states else "")


@command.command(
    "take",
    epilog="""\b
Examples:
  briefgen translate take trade.ko-en.xlf
  briefgen translate take trade.ko-en.xlf --write

Without --write nothing is changed. A mark that was lost, doubled, moved or
changed is an error, and then nothing is written.""",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@shared.with_options(
    shared.SOURCE,
    click.option("--write", is_flag=True, help="Write the translations into the texts, and stamp them."),
    shared.FORMAT,
    shared.STRICT,
    shared.QUIET,
    shared.DEBUG,
)
def take(file: Path, project: Project, write: bool, form: str, strict: bool, quiet: bool) -> int:
    """Check FILE, which a translator has sent back, and show what it changes.

    With --write the changes are written, and their blocks are stamped as
    translations of the text as it is.
    """
    from briefgen.handouts.exchanging.translators.formats import ENDINGS
    from briefgen.handouts.exchanging.translators.take import take as taken_from
    from briefgen.reading.world import DiskWorld

    ending = file.suffix[1:].lower()
    if ending not in ENDINGS:
        raise click.BadParameter(f"only .{', .'.join(ENDINGS)} are taken", param_hint="FILE")
    outcome = taken_from(
        DiskWorld(project.root), file.name, content_of(file), ENDINGS[ending], partial(read_outside, file)
    )
    taken, manner = outcome.value, ReportStyle(form, strict)
    code = manner.code(outcome.diagnostics)
    if taken is not None and write and not code:
        change_project(project.root, taken.contents)
    tell(outcome.diagnostics, manner, project, _result(taken, write and not code))
    if taken is not None and form == "human" and not quiet:
        _tell(taken, write and not code)
    return code


def _result(taken: TakenTranslation | None, is_written: bool) -> dict[str, Any]:
    if taken is None:
        return {}
    briefs = [{"brief": it.slug, "changed": it.changed, "confirmed": it.confirmed} for it in taken.briefs]
    return {"briefs": briefs, "files": list(taken.contents), "written": is_written}


def _tell(taken: TakenTranslation, is_written: bool) -> None:
    if not is_written and taken.diff:
        click.echo(taken.diff, nl=False)
    if not taken.briefs:
        click.echo("nothing to take: every unit is as it was")
    for it in taken.briefs:
        confirmed = f", {len(it.confirmed)} confirmed" if it.confirmed else ""
        click.echo(f"{it.slug}: {_number(len(it.changed), 'unit')} changed{confirmed}")
    for path in taken.contents if is_written else ():
        click.echo(f"  written: {path}")
    if taken.briefs and not is_written:
        click.echo("nothing is written: use --write")
