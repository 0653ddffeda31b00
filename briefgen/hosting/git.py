"""The program ``git``, run for what it prints: who may push by hand may push from here, by the same keys and hooks."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

_OF_ONE_REPOSITORY = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_DIR",
        "GIT_INDEX_FILE",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)
"""Set while a hook runs: they would lead to another repository than that of the folder."""
MOST = 200
"""States of a file that are looked at, the latest first."""
_SECRET = re.compile(r"://[^/@\s]+@")


class GitError(Exception):
    """What git said when a ``command`` of it failed; ``is_missing`` when there is no git to say anything."""

    def __init__(self, words: str, command: str = "", *, is_missing: bool = False) -> None:
        super().__init__(words)
        self.words, self.command = words, command
        self.is_missing = is_missing

    @property
    def last(self) -> str:
        """The lines that count, in one: those that git marks, or else the last."""
        lines = [line.strip() for line in self.words.splitlines() if line.strip()]
        marked = [line for line in lines if line.startswith(("fatal:", "error:", "remote:", "ERROR:", "!"))]
        said = "; ".join(line.removeprefix("fatal: ").removeprefix("error: ") for line in marked or lines[-1:])
        return said.rstrip(".") or "it gave no reason"


@dataclass(frozen=True, slots=True)
class Git:
    """Git in a folder. ``environment`` is the process's own: it says where git is, and who pushes."""

    folder: Path
    environment: Mapping[str, str]
    own: tuple[tuple[str, str], ...] = ()
    """Variables of git's own that hold for these runs."""

    def having(self, **own: str) -> Git:
        """The same, with these variables besides."""
        return replace(self, own=(*self.own, *own.items()))

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """Return what git prints. Raises GitError when it fails or is not there."""
        kept = {name: value for name, value in self.environment.items() if name not in _OF_ONE_REPOSITORY}
        environment = {**kept, "LC_ALL": "C", "LANGUAGE": "", **dict(self.own)}  # its words are read
        command = ["git", *arguments]
        try:
            ran = subprocess.run(
                command, cwd=self.folder, env=environment, input=given, capture_output=True, check=False
            )
        except FileNotFoundError as problem:
            raise GitError("git is not installed", arguments[0], is_missing=True) from problem
        except OSError as problem:
            raise GitError(
                f"git cannot be run: {problem.strerror or problem}", arguments[0], is_missing=True
            ) from problem
        if ran.returncode:
            words = b"\n".join((ran.stdout, ran.stderr)).decode("utf-8", "replace")
            raise GitError(_SECRET.sub("://…@", words), arguments[0])
        return ran.stdout

    def line(self, *arguments: str, given: bytes = b"") -> str:
        """The first line that git prints."""
        return self.run(*arguments, given=given).decode("utf-8", "replace").partition("\n")[0]

    def says(self, *arguments: str) -> str | None:
        """The first line that git prints, or None when it fails. Raises GitError when there is no git."""
        try:
            return self.line(*arguments)
        except GitError as problem:
            if problem.is_missing:
                raise
            return None


def nul_lines(content: bytes) -> Sequence[bytes]:
    """Return what git prints with ``-z``, part by part."""
    return [part for part in content.split(b"\0") if part]


def older_states(git: Git, path: str) -> Iterator[bytes]:
    """The content of a file at each commit that changed it, the latest first; nothing without git or a repository.

    ``path`` is relative to the folder that ``git`` runs in.
    """
    listed = _said(git, "log", f"--max-count={MOST}", "--format=%H", "--", path)
    for commit in (listed or b"").decode().split():
        content = _said(git, "show", f"{commit}:./{path}")
        if content is not None:
            yield content


def _said(git: Git, *arguments: str) -> bytes | None:
    """Return what git prints; None when it fails or is not there."""
    try:
        return git.run(*arguments)
    except GitError:
        return None
