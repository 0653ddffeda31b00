"""Files from outside, read in a process that is ended when one of them takes too much."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from briefgen.reading.files.archive import UnreadableDocumentError

T = TypeVar("T")
WORKERS = "processes:1"
_KEY = __name__


def read_outside(file: Path, function: Callable[..., T], *args: Any) -> T:
    """What the function gives for these. Raises click.ClickException, with the file, where it cannot or must not."""
    from briefgen.running.executors import executor
    from briefgen.running.watched import RefusedError, watched

    context = click.get_current_context()
    if _KEY not in context.meta:  # one process for all files of a command
        context.meta[_KEY] = context.with_resource(executor(WORKERS))
    try:
        return watched(context.meta[_KEY], function, *args)
    except RefusedError as problem:
        raise click.ClickException(f"{file / problem.part}: {problem}; nothing of it was taken") from problem
    except UnreadableDocumentError as problem:
        raise click.ClickException(f"{file}: {problem}") from problem
