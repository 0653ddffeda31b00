"""Whether ``.briefgen/`` may be believed: it is, where briefgen made it here, and not where someone else could have."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli.options import STATE, Project
from briefgen.model.core.diagnostics import Diagnostic, warning
from briefgen.reading.files.tracked import is_tracked

if TYPE_CHECKING:
    from briefgen.running.store import Store

_CODE = "state-is-own"
_CACHE = "cache"
_ELSEWHERE = "BRIEFGEN_CACHE"
"""The variable of the environment that names another folder for the cache."""


def state_of(project: Project) -> Path | None:
    """Where briefgen keeps what it may forget; None where that folder is not to be believed or written to."""
    return None if state_problems(project) else project.state


def state_problems(project: Project) -> tuple[Diagnostic, ...]:
    """A warning where ``.briefgen/`` is committed or a link, and with that the work of whoever sent the project."""
    for path, shown in ((project.state, STATE), (project.state / _CACHE, f"{STATE}/{_CACHE}")):
        if path.is_symlink():
            message = f"{shown} is a symbolic link: nothing was read from it or written through it"
            hint = f"delete the link; to keep the cache elsewhere, set {_ELSEWHERE} to the path of a folder"
            return (warning(_CODE, message, hint=hint),)
    if is_tracked(project.state):
        message = f"{STATE}/ is committed to the git repository: nothing in it was used or changed"
        hint = f"run git rm -r --cached {STATE}, and add the line /{STATE}/ to .gitignore"
        return (warning(_CODE, message, hint=hint),)
    return ()


def store_of(project: Project, no_cache: bool) -> Store:
    """Where results are kept from one build to the next."""
    from briefgen.running.store import FileStore, NullStore

    if no_cache:
        return NullStore()
    state, elsewhere = state_of(project), os.environ.get(_ELSEWHERE)
    folder = Path(elsewhere) if elsewhere else state and state / _CACHE
    if folder is None:
        return NullStore()
    store = FileStore(folder)
    store.prune()
    return store
