"""Files from outside, read in a process that is ended when one of them takes too much."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from briefgen.reading.disk.plain_files import read_followed
from briefgen.reading.files.archive import UnreadableDocumentError

T = TypeVar("T")
WORKERS = "processes:1"
_LARGEST = 100_000_000
"""Bytes of a file."""
_KEY = __name__


def read_outside(file: Path, function: Callable[..., T], *args: Any) -> T:
    """Return what the function gives for these; of files, it can read those below the paths among them.

    Raises click.ClickException, with the file, where it cannot or must not.
    """
    from briefgen.running.bounds import JobOverLimitError, WorkerDiedError
    from briefgen.running.executors import executor
    from briefgen.running.pool.watched import watched

    context = click.get_current_context()
    within = tuple(it for it in args if isinstance(it, Path))
    workers = context.meta.setdefault(_KEY, {})
    if within not in workers:  # one process for all files of a command, which are read here and handed over
        workers[within] = context.with_resource(executor(WORKERS, within))
    try:
        return watched(workers[within], function, *args)
    except (JobOverLimitError, WorkerDiedError) as problem:
        place = file / getattr(problem, "part", "")
        raise click.ClickException(f"{place}: reading it was stopped: {problem}; nothing of it was taken") from problem
    except UnreadableDocumentError as problem:
        raise click.ClickException(f"{file}: {problem}") from problem


def content_of(file: Path) -> bytes:
    """The bytes of a file. Raises click.ClickException for one that cannot be read or is too large."""
    try:
        return read_followed(file, _LARGEST)
    except OSError as problem:
        raise click.ClickException(f"{file}: it cannot be read: {problem.strerror}") from problem
