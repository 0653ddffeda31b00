"""``briefgen take-back``: what editors have changed in a document that was handed out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from briefgen.cli import options as shared
from briefgen.cli.imports.outside import content_of, read_outside
from briefgen.cli.output_folder import change_project, write_files
from briefgen.cli.project import Project
from briefgen.cli.report import ReportStyle, tell

HANDED_OUT = "handoff"
"""Where briefgen handoff writes, in the project."""

if TYPE_CHECKING:
    from briefgen.handouts.exchanging.documents.take_back import TakenBack
    from briefgen.handouts.exchanging.ledger.take_back import LedgerBack
    from briefgen.model.core.diagnostics import Outcome


@click.command(
    "take-back",
    epilog="""\b
Examples:
  briefgen take-back trade-en.docx
  briefgen take-back trade-ko.hwpx --write-patch trade.patch
  git apply trade.patch
  briefgen take-back facts.xlsx --write-patch facts.patch
  briefgen take-back trade-en.docx --keep

Without --keep nothing in content/ is changed. A changed, deleted, pasted or unlocked figure
is an error.""",
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@shared.with_options(
    shared.SOURCE,
    click.option(
        "--write-patch",
        "patch",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Also write the changes of the text as a patch.",
    ),
    click.option(
        "--keep",
        is_flag=True,
        help="Also keep comments and tracked changes in remarks.yaml beside the brief; check and serve show them.",
    ),
    shared.FORMAT,
    shared.STRICT,
    shared.QUIET,
    shared.DEBUG,
)
def command(file: Path, project: Project, patch: Path | None, keep: bool, form: str, strict: bool, quiet: bool) -> int:
    """Report what editors have changed in FILE, which briefgen handoff has written.

    Each block is the same, reworded, moved, new or gone. Tracked changes and
    comments (memos) are reported with author and date, at the line of their
    block. For a spreadsheet of the ledger, each fact that is new,
    gone or changed is reported.
    """
    from briefgen.handouts.exchanging.documents.take_back import READERS, ReturnedFile, TakenBack, take_back
    from briefgen.handouts.exchanging.ledger.take_back import take_back_ledger
    from briefgen.reading.world import DiskWorld

    if not file.exists():
        raise click.BadParameter(_missing(file, project), param_hint="FILE")
    returned, world, by = (
        ReturnedFile(str(file), content_of(file)),
        DiskWorld(project.root),
        partial(read_outside, file),
    )
    if returned.form == "xlsx" and keep:
        raise click.UsageError("--keep is for documents: a spreadsheet of the ledger has no remarks")
    if returned.form not in (*READERS, "xlsx"):
        raise click.BadParameter(f"only .{', .'.join(READERS)} and .xlsx are taken back", param_hint="FILE")
    outcome: Outcome[TakenBack | LedgerBack | None] = (
        take_back_ledger(world, file.name, returned.content, by)
        if returned.form == "xlsx"
        else take_back(world, returned, by)
    )
    taken, manner, is_told = outcome.value, ReportStyle(form, strict), form == "human" and not quiet
    tell(outcome.diagnostics, manner, project, taken.as_data() if taken else {})
    if taken is not None and patch is not None and taken.diff:
        write_files(patch.parent, {patch.name: taken.diff.encode()})
    if taken is not None and is_told:
        _tell_counts(taken, patch, project)
    if isinstance(taken, TakenBack) and keep:
        _keep(taken, project, is_told)
    return manner.code(outcome.diagnostics)


def _missing(file: Path, project: Project) -> str:
    """Return what to say of a file that is not there: where briefgen handoff has put it, or what it has written."""
    folder = project.root / HANDED_OUT
    if (there := folder / file.name).is_file():
        return f"there is no file {file}; did you mean {there}?"
    known = sorted(str(path) for path in folder.glob("*.*") if path.suffix in (".docx", ".hwpx", ".xlsx"))
    return f"there is no file {file}" + (f"; briefgen handoff wrote {', '.join(known)}" if known else "")


def _keep(taken: TakenBack, project: Project, is_told: bool) -> None:
    """Add what editors have said to the file beside the brief."""
    from briefgen.handouts.exchanging.documents.take_back import kept_remarks
    from briefgen.reading.layout import REMARKS

    path = f"content/briefs/{taken.text.handoff.slug}/{REMARKS}"
    file = project.root / path
    before = content_of(file).decode("utf-8", "replace") if file.exists() else ""
    text, count = kept_remarks(taken, before)
    if count:
        change_project(project.root, {path: text.encode()})
    if is_told:
        click.echo(f"{count} new remark{'' if count == 1 else 's'}: {file}" if count else "no new remarks")


def _tell_counts(taken: TakenBack | LedgerBack, patch: Path | None, project: Project) -> None:
    click.echo(f"{taken.title}: {taken.counted}")
    if patch is not None:
        click.echo(_told(patch, project) if taken.diff else "no patch: nothing in it can be applied")
        for place in taken.left_out:
            click.echo(f"  not in the patch, write it by hand: {place}")


def _told(patch: Path, project: Project) -> str:
    """Return where the patch is, and the command that applies it: its paths begin at the folder of the project."""
    is_here = project.root.resolve() == Path.cwd()
    apply = "git apply" if is_here else f"git -C {quote(str(project.root))} apply"
    return f"patch: {patch}; to change your text by it: {apply} {quote(str(patch if is_here else patch.resolve()))}"
