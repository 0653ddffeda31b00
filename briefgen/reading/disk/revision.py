"""The commit of a Git repository, read from its files: no program is run and none has to be installed."""

from __future__ import annotations

import re
from pathlib import Path

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_LINKS = 5
"""Symbolic references lead to one another seldom more than once; a ring of them ends here."""


def git_revision(folder: Path) -> str | None:
    """The commit checked out in the repository that ``folder`` is in; None when there is none to be read."""
    for above in (folder, *folder.parents):
        git = git_folder(above / ".git")
        if git is not None:
            return _commit(git, "HEAD", _LINKS)
    return None


def git_folder(path: Path) -> Path | None:
    """Where the repository's own files are: ``.git`` is a folder, or a file that names one (a further worktree)."""
    if path.is_dir():
        return path
    named = _line(path).removeprefix("gitdir: ")
    folder = path.parent / named
    return folder if named and folder.is_dir() else None


def _commit(git: Path, name: str, links: int) -> str | None:
    found = _line(git / name) or _line(_common(git) / name) or _packed(_common(git), name)
    if _COMMIT.fullmatch(found):
        return found
    if found.startswith("ref: ") and links:
        return _commit(git, found.removeprefix("ref: "), links - 1)
    return None


def _common(git: Path) -> Path:
    """The folder of what all worktrees of a repository share."""
    named = _line(git / "commondir")
    return git / named if named else git


def _packed(git: Path, name: str) -> str:
    for line in _text(git / "packed-refs").splitlines():
        commit, _, reference = line.partition(" ")
        if reference == name:
            return commit
    return ""


def _line(path: Path) -> str:
    return _text(path).partition("\n")[0].strip()


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8") if path.is_file() else ""
    except (OSError, ValueError):
        return ""
