"""Files that are put outside the site: not for its readers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from briefgen.cli.options import Project


def folder_outside(asked: Path | None, project: Project, usual: str, what: str) -> Path:
    """Where ``what`` goes: never into the folder that readers get. Raises click.UsageError for that."""
    folder, site = asked or project.root / usual, project.root / "site"
    if folder.resolve().is_relative_to(site.resolve()):
        raise click.UsageError(f"{what} does not belong in site/, which readers get: name another folder")
    return folder


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files`` by name into ``folder``. Raises click.UsageError when that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as problem:
        raise click.UsageError(f"{folder} cannot be written: {problem.strerror or problem}") from None
