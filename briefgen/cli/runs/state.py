"""Whether ``.briefgen/`` may be believed: it is, where briefgen made it here, and not where someone else could have."""

from __future__ import annotations

import contextlib
import os
import re
from decimal import Decimal
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

import click

from briefgen.cli.project import STATE, Project
from briefgen.model.core.diagnostics import Diagnostic, warning
from briefgen.reading.files.tracked import is_tracked

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from briefgen.model.output.spill import Spill
    from briefgen.running.store import Store

_CODE = "state-is-own"
_CACHE = "cache"
_ELSEWHERE = "BRIEFGEN_CACHE"
"""The variable of the environment that names another folder for the cache."""
_LIMIT = "BRIEFGEN_CACHE_LIMIT"
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([MG]B)", re.IGNORECASE | re.ASCII)
_UNITS = {"MB": 10**6, "GB": 10**9}


def state_of(project: Project) -> Path | None:
    """Return where briefgen keeps what it may forget; None where that folder is not to be believed or written to."""
    return None if state_problems(project) else project.state


def state_problems(project: Project) -> tuple[Diagnostic, ...]:
    """A warning where ``.briefgen/`` is committed or a link, and with that the work of whoever sent the project."""
    for path, shown in ((project.state, STATE), (project.state / _CACHE, f"{STATE}/{_CACHE}")):
        if path.is_symlink():
            message = f"{shown} is a symbolic link: nothing was read or written through it"
            hint = f"delete the link; to keep the cache elsewhere, set {_ELSEWHERE} to the path of a folder"
            return (warning(_CODE, message, hint=hint),)
    if is_tracked(project.state):
        message = f"{STATE}/ is committed to the git repository: nothing in it was used or changed"
        hint = f"run git rm -r --cached {STATE}, and add the line /{STATE}/ to .gitignore"
        return (warning(_CODE, message, hint=hint),)
    return ()


def cache_problems(*, no_cache: bool) -> tuple[Diagnostic, ...]:
    """A warning where the folder that the environment names could not be made, after a build that wanted it."""
    given = os.environ.get(_ELSEWHERE)
    if no_cache or not given or Path(given).is_dir():
        return ()
    message = f"{_ELSEWHERE} is “{given}”, which is not a folder and cannot be made one: no result was kept"
    return (warning(_CODE, message, hint="name another folder, or unset the variable"),)


def spill_of(project: Project) -> Spill:
    """Room on the disk for what a build makes."""
    from briefgen.model.output.spill import Spill

    return Spill(state_of(project) or Path(gettempdir()))


def store_of(project: Project, no_cache: bool) -> Store:
    """Return where results are kept from one build to the next."""
    from briefgen.running.store import FileStore, NullStore

    folder = None if no_cache else cache_folder(project)
    if folder is None:
        return NullStore()
    with contextlib.suppress(OSError):  # ``cache_problems`` tells
        folder.mkdir(parents=True, exist_ok=True)
    store = FileStore(folder, cache_limit())
    store.prune()
    return store


def workers_of(project: Project, name: str) -> Executor:
    """The executor that ``name`` asks for; its processes read nothing but the project, the cache and the program."""
    from briefgen.running.executors import executor

    elsewhere = os.environ.get(_ELSEWHERE)
    return executor(name, (project.root, *([Path(elsewhere)] if elsewhere else [])))


def cache_folder(project: Project) -> Path | None:
    """The folder of the cache; None where the project's own is not to be believed and no other is named."""
    state, elsewhere = state_of(project), os.environ.get(_ELSEWHERE)
    return Path(elsewhere) if elsewhere else state and state / _CACHE


def cache_limit() -> int:
    """Return how many bytes the cache may take. Raises click.UsageError for a limit that is not a size."""
    from briefgen.running.store import DEFAULT_LIMIT

    given = os.environ.get(_LIMIT, "").strip()
    if not given:
        return DEFAULT_LIMIT
    found = _SIZE.fullmatch(given)
    if found is None:
        message = f"{_LIMIT} is “{given}”, which is not a size in MB or GB: write one such as 500MB or 5GB"
        raise click.UsageError(message)
    return int(Decimal(found[1]) * _UNITS[found[2].upper()])
