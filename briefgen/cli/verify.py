"""``briefgen verify``: what was built, read back and compared; whose a PDF is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import options as shared
from briefgen.cli.options import CONTENT, Project, project_at
from briefgen.cli.report import OK, Manner, tell

if TYPE_CHECKING:
    from briefgen.verifying.whose import Known

WRONG_USAGE = 2


@click.command(
    "verify",
    epilog="""\b
Examples:
  briefgen verify                          after briefgen build
  briefgen verify -C my-briefs --output public
  briefgen verify ~/Downloads/trade.pdf    which version is this, and is it current?

Exit codes: 0 nothing differs, or the PDF is current; 1 something differs, or
the PDF is not current; 2 there is no project to compare with.""",
)
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@shared.with_options(
    click.option(
        "-C",
        "--source",
        default=".",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="The project's folder, with content/ in it.  [default: here]",
    ),
    click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Where the site is.  [default: site, in the project's folder]",
    ),
    shared.STRICT,
    shared.SELECT,
    shared.IGNORE,
    shared.FORMAT,
    shared.QUIET,
    shared.DEBUG,
)
def command(file: Path | None, source: Path, output: Path | None, quiet: bool, **given: Any) -> int:
    """Read the built site back and say where web, paper and languages differ.

    With FILE, a PDF from anywhere: say which document in which version it is, and whether it is current.
    """
    manner = Manner.of(**given)
    if file is not None:
        return _whose(file, source, output, manner)
    return _verify(project_at(str(source)), output, manner, quiet)


def _verify(project: Project, output: Path | None, manner: Manner, quiet: bool) -> int:
    from briefgen.reading.world import DiskWorld
    from briefgen.verifying.verify import verify

    folder = output or project.root / "site"
    found = verify(DiskWorld(folder), _shown(folder, project))
    tell(found, manner, project)
    if manner.form == "human" and not quiet and not found:
        click.echo("web, paper and languages agree")
    return manner.code(found)


def _whose(file: Path, source: Path, output: Path | None, manner: Manner) -> int:
    from briefgen.reading.world import DiskWorld
    from briefgen.verifying.whose import whose

    project = Project(source)
    there = (source / CONTENT / "site.yaml").is_file()
    folder = output or source / "site"
    site = DiskWorld(folder) if there or output else None
    known, found = (it := whose(file.read_bytes(), str(file), site, _shown(folder, project))).value, it.diagnostics
    if manner.form == "json":
        about = _about(known) if known else {"document": None}
        tell(found, manner, project, about)
    elif manner.form == "sarif":
        tell(found, manner, project)
    elif known is not None:
        click.echo("\n".join(known.lines()))
    if manner.form == "human" and (known is None or known.standing == "not compared"):
        tell(found, manner, project)
    not_compared = known is not None and known.standing == "not compared"
    return manner.code(found) or (WRONG_USAGE if not_compared else OK)


def _about(known: Known) -> dict[str, Any]:
    said = {"document": known.manifest.as_data(), "standing": known.standing}
    compared = (
        {"path": it.path, "likeness": it.likeness.name.lower(), "differences": list(it.differences)}
        if (it := known.compared)
        else None
    )
    return {**said, "compared": compared, "since": list(known.since), "changes": list(known.changes)}


def _shown(folder: Path, project: Project) -> str:
    """A folder as a report names it: from the project, where it lies in it."""
    try:
        return folder.resolve().relative_to(project.root.resolve()).as_posix()
    except ValueError:
        return folder.as_posix()
