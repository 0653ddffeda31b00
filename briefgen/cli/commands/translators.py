"""``briefgen translate export`` and ``take``: files for translators' programs, and back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import options as shared
from briefgen.cli.commands import completing
from briefgen.cli.imports.outside import content_of, read_outside
from briefgen.cli.off_site import Place, change_project, file_option, folder_outside, write_files
from briefgen.cli.options import Project
from briefgen.cli.report import FAILED, OK, Manner, tell

if TYPE_CHECKING:
    from briefgen.handouts.translating.export import Exported
    from briefgen.handouts.translating.take import TakenTranslation

_FOLDER = "handoff"


@click.command(
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
    from briefgen.handouts.translating.export import SUFFIXES, ExportOrder
    from briefgen.handouts.translating.export import export as exported
    from briefgen.handouts.translating.formats.exchange import ExchangeFormat
    from briefgen.handouts.translating.units import Direction
    from briefgen.reading.world import DiskWorld

    if bool(briefs) == everything:
        raise click.UsageError("give a brief, or use --all")
    chosen = ExchangeFormat(form)
    stem = briefs[0] if len(briefs) == 1 else "briefs"
    name = (output.name if output else "") or f"{stem}.{source}-{target}.{SUFFIXES[chosen]}"
    folder = _outside(output.folder if output else None, project)
    terms = _outside(glossary.parent if glossary else None, project)
    outcome = exported(DiskWorld(project.root), ExportOrder(briefs, Direction(source, target), chosen))
    made = outcome.value
    if outcome.diagnostics or made is None:
        tell(outcome.diagnostics, Manner(), project)
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


def _counted(number: int) -> str:
    return f"{number} unit{'' if number == 1 else 's'}"


def _units(made: Exported) -> str:
    states = ", ".join(f"{count} {state}" for state, count in made.counts.items() if count)
    return f"{_counted(sum(made.counts.values()))}" + (f" ({states})" if states else "")


@click.command(
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
    from briefgen.handouts.translating.take import ENDINGS
    from briefgen.handouts.translating.take import take as taken_from
    from briefgen.reading.world import DiskWorld

    ending = file.suffix[1:].lower()
    if ending not in ENDINGS:
        raise click.BadParameter(f"only .{', .'.join(ENDINGS)} are taken", param_hint="FILE")
    outcome = taken_from(
        DiskWorld(project.root), file.name, content_of(file), ENDINGS[ending], partial(read_outside, file)
    )
    taken, manner = outcome.value, Manner(form, strict)
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
        click.echo(f"{it.slug}: {_counted(len(it.changed))} changed{confirmed}")
    for path in taken.contents if is_written else ():
        click.echo(f"  written: {path}")
    if taken.briefs and not is_written:
        click.echo("nothing is written: use --write")
