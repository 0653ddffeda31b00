"""``briefgen verify``: what was built, read back and compared; whose a PDF is; what was handed out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import options as shared
from briefgen.cli.project import CONTENT, Project, project_at
from briefgen.cli.report import OK, ReportStyle, tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.handouts.exchanging.documents.read_back import ReadBack
    from briefgen.model.core.diagnostics import Outcome
    from briefgen.reading.world import World
    from briefgen.running.bounds import Bounds
    from briefgen.verifying.identify import Known

    Asked = Callable[[bytes, str, World | None, str], Outcome[Known | ReadBack | None]]

WRONG_USAGE = 2
_SECONDS, _MEMORY = 25, 900_000_000
"""What a PDF may take that is asked about; one of a thousand pages takes a fifth."""


@click.command(
    "verify",
    epilog="""\b
Examples:
  briefgen verify                          check the site after briefgen build
  briefgen verify -C my-briefs --output public
  briefgen verify ~/Downloads/trade.pdf    which version is this, and is it current?
  briefgen verify epub/*.epub mail/*.eml   do they say what the pages say?

Exit codes: 0 no differences, or the PDF is current and unaltered; 1 differences,
or the PDF is altered or not current; 2 no project to compare with.""",
)
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@shared.with_options(
    click.option(
        "-C",
        "--source",
        default=".",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="Project folder, which contains content/.  [default: current folder]",
    ),
    click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Folder of the built site.  [default: site in the project folder]",
    ),
    shared.STRICT,
    shared.SELECT,
    shared.IGNORE,
    shared.FORMAT,
    shared.QUIET,
    shared.DEBUG,
)
def command(files: tuple[Path, ...], source: Path, output: Path | None, quiet: bool, **given: Any) -> int:
    """Check that web, PDFs and languages agree in the built site, that no file of it was changed after the build,
    and that the build reported nothing that stops publication.

    With FILE, any PDF, say which document and version it is, whether it has been altered, and whether it is
    current. Of what handoff, epub, mail and slides write (.docx, .hwpx, .epub, .eml, .html, .pdf), say in which words,
    numbers, sources and dates it differs from its page.
    """
    manner = ReportStyle.of(**given)
    if files:
        return max(_whose(file, source, output, manner) for file in files)
    return _verify(project_at(str(source)), output, manner, quiet)


def _verify(project: Project, output: Path | None, manner: ReportStyle, quiet: bool) -> int:
    from briefgen.cli.runs.freshness import last_build_of
    from briefgen.cli.runs.state import state_problems
    from briefgen.hosting.folder import file_problems
    from briefgen.model.core.diagnostics import Report, Severity, few
    from briefgen.model.core.levels import stopping
    from briefgen.reading.world import DiskWorld
    from briefgen.verifying.verify import verify

    folder = output or project.root / "site"
    shown = _shown(folder, project)
    report = Report()
    report.add(file_problems(folder, shown))
    report.add(verify(DiskWorld(folder), shown))
    last = last_build_of(project, folder)
    report.add(stopping(last.diagnostics if last else ()))
    # Without a record nothing says what the build reported: whoever commits a state must not get past it.
    report.add(replace(it, severity=Severity.ERROR) for it in state_problems(project))
    found = report.sorted()
    tell(found, manner, project)
    if manner.form == "human" and not quiet and not found:
        click.echo(
            "web and paper agree, and the languages have the same parts and facts; no file of the site was changed "
            "after the build"
        )
    if manner.form == "human" and not quiet and last and (newer := last.reasons()):
        click.echo(f"{shown} is older than its sources: {few(newer)}; to see them in it, run briefgen build")
    return manner.code(found)


def _whose(file: Path, source: Path, output: Path | None, manner: ReportStyle) -> int:
    from briefgen.handouts.exchanging.documents.read_back import read_back
    from briefgen.reading.files.theme import read_theme
    from briefgen.reading.world import DiskWorld
    from briefgen.running.bounds import Bounds

    project = Project(source)
    there = (source / CONTENT / "site.yaml").is_file()
    folder = output or source / "site"
    site = DiskWorld(folder) if there or output else None
    ask = partial(read_back, theme=read_theme(DiskWorld(source)))
    question = VerifyOptions(ask, Bounds(_SECONDS, _MEMORY))
    outcome = asked(question, file, site, _shown(folder, project))
    known, found = outcome.value, outcome.diagnostics
    if manner.form == "json":
        about = known.as_data() if known else {"document": None}
        tell(found, manner, project, about)
    elif manner.form == "sarif":
        tell(found, manner, project)
    elif known is not None:
        click.echo("\n".join(known.lines()))
    if manner.form == "human" and (known is None or known.lists_problems):
        tell(found, manner, project)
    not_compared = known is not None and known.not_compared
    return manner.code(found) or (WRONG_USAGE if not_compared else OK)


@dataclass(frozen=True, slots=True)
class VerifyOptions:
    """What is asked of a file, and what the answer may cost."""

    ask: Asked
    bounds: Bounds

    def __call__(self, content: bytes, name: str, site: World | None, folder: str) -> Outcome[Known | ReadBack | None]:
        """The answer."""
        return self.ask(content, name, site, folder)


def asked(question: VerifyOptions, file: Path, site: World | None, folder: str) -> Outcome[Known | ReadBack | None]:
    """What a file from anywhere is, found out by a process that ends when the file takes too much of the machine."""
    from briefgen.model.core.diagnostics import Outcome, error
    from briefgen.running.bounds import JobOverLimitError, WorkerDiedError
    from briefgen.running.pool.processes import Processes
    from briefgen.verifying.paper.opened import LARGEST
    from briefgen.verifying.verify import READ

    try:
        if not file.is_file():
            return Outcome(None, (error(READ, f"{file} is not a file"),))
        if file.stat().st_size > LARGEST:
            return Outcome(None, (error(READ, f"{file} is larger than {LARGEST >> 20} MB, the maximum"),))
        with Processes(1) as reader:
            answer: Outcome[Known | ReadBack | None] = reader.submit(
                question, file.read_bytes(), str(file), site, folder
            ).result()
            return answer
    except OSError as problem:
        return Outcome(None, (error(READ, f"{file} cannot be read: {problem.strerror or problem}"),))
    except (JobOverLimitError, WorkerDiedError) as problem:
        return Outcome(None, (error(READ, f"{file} cannot be read: {problem}"),))


def _shown(folder: Path, project: Project) -> str:
    """A folder as a report names it: from the project, where it lies in it."""
    try:
        return folder.resolve().relative_to(project.root.resolve()).as_posix()
    except ValueError:
        return folder.as_posix()
