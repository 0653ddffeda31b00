"""``briefgen doctor``: what this machine and the project lack, and how to get it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

import click

from briefgen.cli import options as shared
from briefgen.cli.project import CONTENT
from briefgen.cli.report import FAILED, OK
from briefgen.doctor.machine import CheckResult, CheckState, System, this_system

_WIDTH = 26


@click.command(
    "doctor",
    epilog="""\b
Examples:
  briefgen doctor
  briefgen doctor -C my-briefs

Exit code 1 if something is missing that a site needs.""",
)
@click.option(
    "-C",
    "--source",
    "folder",
    default=".",
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Project folder; without a project, only the machine is checked.  [default: current folder]",
)
@shared.DEBUG
def command(folder: Path) -> int:
    """Check this machine and the project for missing requirements, and say how to get them."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # it has to speak on the poorest terminal
    system = this_system()
    state = CheckState.FINE
    for heading, findings in (("This machine", _machine(folder)), ("The project", _project(folder))):
        for number, finding in enumerate(findings):
            if number == 0:
                click.echo(heading)
            _tell(finding, system)
            state = max(state, finding.state, key=list(CheckState).index)
    click.echo(_SUMMARY[state])
    return FAILED if state is CheckState.LACKING else OK


_SUMMARY = {
    CheckState.FINE: "Nothing is missing.",
    CheckState.NOTE: "Everything that a site needs is there.",
    CheckState.LACKING: "Something is missing: see the lines that begin with “lacks”.",
}


def _machine(folder: Path) -> Iterator[CheckResult]:
    from briefgen.doctor import machine
    from briefgen.doctor.project import git_program
    from briefgen.hosting.git import Git
    from briefgen.reading.world import DiskWorld

    yield machine.weasyprint()
    yield machine.fonts(DiskWorld(folder))
    yield git_program(Git(folder.resolve(), os.environ))
    yield machine.confinement()


def _project(folder: Path) -> Iterator[CheckResult]:
    from briefgen.doctor.project import project
    from briefgen.hosting.git import Git
    from briefgen.reading.world import DiskWorld

    if (folder / CONTENT / "site.yaml").is_file():
        yield from project(DiskWorld(folder), folder, Git(folder.resolve(), os.environ))


def _tell(finding: CheckResult, system: System | None) -> None:
    click.echo(f"  {finding.state:<6}{finding.what:<{_WIDTH}}{finding.said}")
    for remedy in finding.remedies_on(system):
        click.echo(f"{'':{_WIDTH + 8}}{remedy}")
