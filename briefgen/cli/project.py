"""The project that a command works in, and where in it briefgen keeps its own files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

CONTENT = "content"
STATE = ".briefgen"
"""Folder in the project for what can be thrown away at any time: the cache and the record of the last build."""
CHANGE = f"{STATE}/change/plan.json"
"""The file in the project that is there while a command changes it, and after a kill."""


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with ``content/`` in it."""

    root: Path

    @property
    def state(self) -> Path:
        """Where briefgen keeps what it may forget."""
        return self.root / STATE

    def line(self, path: str, number: int) -> str | None:
        """One line of a file of the project or of the theme, for a report; none of an image, which has no lines."""
        from briefgen.reading.world import DiskWorld

        try:
            content = DiskWorld(self.root).read(path)
        except OSError:
            return None
        if b"\0" in content:
            return None
        lines = content.decode("utf-8", "replace").split("\n")
        return lines[number - 1].removesuffix("\r") if 0 < number <= len(lines) else None


def project_at(given: str) -> Project:
    """The project in a folder. Raises click.UsageError where there is none."""
    root = Path(given)
    finish_change(root)
    if not (root / CONTENT / "site.yaml").is_file():
        where = "here" if given == "." else f"in {given}"
        raise click.UsageError(
            f"there is no {CONTENT}/site.yaml {where}: give the project folder with -C, "
            "or create one with: briefgen new site DIR"
        )
    return Project(root)


def finish_change(root: Path) -> None:
    """Do what a command that was killed has left undone. Raises click.ClickException where that cannot be."""
    if not (root / CHANGE).exists():
        return
    from briefgen.writing.content.change import finish

    try:
        done = finish(root)
    except OSError as problem:
        told = f"a change that was interrupted cannot be finished: {problem.filename}: {problem.strerror}"
        raise click.ClickException(f"{told}. To give it up, delete {root / CHANGE}") from problem
    if done:
        click.echo(f"Finished what an interrupted command was writing: {', '.join(done)}", err=True)
