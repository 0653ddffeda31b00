"""Files that are put outside the site: not for its readers."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypedDict, Unpack

import click

from briefgen.cli import options as shared
from briefgen.cli.options import Command
from briefgen.cli.project import Project
from briefgen.cli.report import ReportStyle, tell
from briefgen.cli.runs.progress import progress
from briefgen.model.core.diagnostics import Outcome
from briefgen.model.output.tree import Tree

Maker = Callable[..., Outcome[Tree]]
"""Makes files of a world: ``make(world, executor=…, store=…, progress=…)``."""


class RunOptions(TypedDict):
    """The options that every such command has."""

    project: Project
    form: str
    quiet: bool
    executor: str
    no_cache: bool


def output_option(usual: str) -> Callable[[Command], Command]:
    """``--output``, with the folder in the project that is the usual one."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        help=f"Output folder.  [default: {usual} in the project folder]",
    )


class Place(NamedTuple):
    """Where one file goes; without a name it has its usual one."""

    folder: Path
    name: str


class FileOrFolder(click.Path):
    """A file by its name, or the folder for it: one that is there, or that ends in a slash."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The place that ``value``, as it was typed, means."""
        if isinstance(value, Place):
            return value
        path, is_folder = Path(value), value.endswith(("/", os.sep)) or Path(value).is_dir()
        return Place(path, "") if is_folder else Place(path.parent, path.name)


def file_option(what: str, usual: str) -> Callable[[Command], Command]:
    """``--output`` of ``what``, one file, with its usual name."""
    said = f"{what}, or a folder for it.  [default: {usual} in the project folder]"
    return click.option("-o", "--output", type=FileOrFolder(), metavar="FILE|DIR", help=said)


RUN_OPTIONS = (shared.FORMAT, shared.QUIET, shared.EXECUTOR, shared.NO_CACHE, shared.DEBUG)


def hand_out(make: Maker, folder: Path, noun: str, **run: Unpack[RunOptions]) -> int:
    """Run ``make`` on the project, write its files into ``folder`` unless there are errors, and report: the exit code.

    Raises click.UsageError where the folder cannot be written.
    """
    from briefgen.cli.runs.state import store_of, workers_of
    from briefgen.reading.world import DiskWorld

    project, manner = run["project"], ReportStyle(run["form"])
    world, store = DiskWorld(project.root), store_of(project, run["no_cache"])
    with workers_of(project, run["executor"]) as workers:
        outcome = make(world, executor=workers, store=store, progress=progress(run["quiet"]))
    code = manner.code(outcome.diagnostics)
    files = {} if code else outcome.value.files
    write_files(folder, files)
    paths = [str(folder / name) for name in files]
    tell(outcome.diagnostics, manner, project, {"folder": str(folder), "files": paths})
    if run["form"] == "human" and not code and not run["quiet"]:
        click.echo(f"{len(paths)} {noun}{'' if len(paths) == 1 else 's'}:")
        for path in paths:
            click.echo(f"  {path}")
    return code


def folder_outside(asked: Path | None, project: Project, usual: str, what: str) -> Path:
    """Return where ``what`` goes: never into the folder that readers get. Raises click.UsageError for that."""
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
    from briefgen.writing.content.change import replace_bytes

    if not files:
        return
    place = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            place = folder / name
            replace_bytes(place, content)
    except OSError as problem:
        raise click.UsageError(f"{place} cannot be written: {problem.strerror or problem}") from None


def change_project(root: Path, files: Mapping[str, bytes | None]) -> None:
    """Write or delete files of a project in one step. Raises click.ClickException where that cannot be."""
    from briefgen.writing.content.change import change

    try:
        change(root, files)
    except OSError as problem:
        raise click.ClickException(f"{problem.filename} cannot be written: {problem.strerror}") from problem
