"""Files that are put outside the site: not for its readers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from briefgen.cli.options import Project


def folder_outside(asked: Path | None, project: Project, usual: str, what: str) -> Path:
    """Where ``what`` goes: never into the folder that readers get. Raises click.UsageError for that."""
    folder, site = asked or own_folder(project, usual), project.root / "site"
    if folder.resolve().is_relative_to(site.resolve()):
        raise click.UsageError(f"{what} must not be in site/, which is for readers: choose another folder")
    return folder


def own_folder(project: Project, usual: str) -> Path:
    """A folder of the project that is written into. Raises click.UsageError where a link leads out of the project."""
    folder = project.root / usual
    if not folder.resolve().is_relative_to(project.root.resolve()):
        raise click.UsageError(
            f"{folder} links to a place outside the project: delete the link, or choose a folder with --output"
        )
    return folder


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files`` by name into ``folder``, never through a link. Raises click.UsageError when that cannot be."""
    from briefgen.writing.content.translation_stamps import replace_bytes

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            replace_bytes(folder / name, content)
    except OSError as problem:
        raise click.UsageError(f"{folder} cannot be written: {problem.strerror or problem}") from None
