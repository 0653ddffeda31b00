"""The project as a commit has it, read from git without a checkout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from briefgen.hosting.git import Git, GitError, nul_lines
from briefgen.model.extension import Installed
from briefgen.reading.world import MemoryWorld, World

_FOLDERS = ("content", "templates")
_PLAIN_FILES = frozenset({b"100644", b"100755"})
_MOST = 300_000_000
"""Bytes that are read of a commit."""
_SEEN_ONLY = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})
"""Files of which it is enough to know that they are there, and whether they are the same."""


class RevisionError(Exception):
    """Why a commit cannot be read, in a sentence."""


class _PastWorld(MemoryWorld):
    """Files as they were; what is installed is what there is now."""

    def __init__(self, files: Mapping[str, bytes], here: World) -> None:
        super().__init__(files, here.now())
        self._here = here

    def extension(self, name: str) -> Installed:
        """An extension that is installed."""
        return self._here.extension(name)


@dataclass(frozen=True, slots=True)
class PastProject:
    """A project at a commit: its short name, its files, and the name that git has for the bytes of each."""

    commit: str
    world: MemoryWorld
    objects: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _ListedFile:
    path: str
    name: str
    size: int


def past_project(git: Git, revision: str, here: World) -> PastProject:
    """The project in the folder of ``git`` at the last commit that ``revision`` and the working tree share.

    Where nothing is shared it is that of ``revision`` itself. ``here`` is the project as it stands. Raises
    RevisionError where it cannot be read.
    """
    try:
        commit = _shared(git, revision)
        entries = list(_entries(git.run("ls-tree", "-r", "-z", "-l", commit, "--", *_FOLDERS)))
        if sum(it.size for it in entries) > _MOST:
            raise RevisionError(f"the files of {revision} have more than {_MOST // 1_000_000} MB")
        wanted = [it for it in entries if PurePosixPath(it.path).suffix.lower() not in _SEEN_ONLY]
        contents = dict.fromkeys((it.path for it in entries), b"") | dict(_contents(git, wanted))
    except GitError as problem:
        raise RevisionError(f"git cannot read {revision}: {problem.last}") from problem
    if "content/site.yaml" not in contents:
        raise RevisionError(f"at {revision} this folder has no content/site.yaml")
    return PastProject(commit[:10], _PastWorld(contents, here), {it.path: it.name for it in entries})


def _shared(git: Git, revision: str) -> str:
    asked = f"{revision}^{{commit}}"
    found = git.says("rev-parse", "--verify", "--quiet", "--end-of-options", asked)
    if not found and not git.says("rev-parse", "--git-dir"):
        hint = "to compare with later, run git init, git add . and git commit"
        raise RevisionError(f"this folder is not in a git repository, which would keep earlier states: {hint}")
    if not found:
        fetch = "fetch it first (in a workflow: fetch-depth: 0 of actions/checkout)"
        raise RevisionError(f"there is no commit “{revision}” here: {fetch}, or run git log to see which there are")
    return git.says("merge-base", found, "HEAD") or found


def _entries(listed: bytes) -> Iterator[_ListedFile]:
    """The plain files of a commit; what is a link, or of another repository, is left out."""
    for line in nul_lines(listed):
        about, _, path = line.partition(b"\t")
        mode, _, name, size = about.split()
        shown = path.decode("utf-8", "replace")
        if mode in _PLAIN_FILES and not {"�", "\\"} & set(shown) and ".." not in shown.split("/"):
            yield _ListedFile(shown, name.decode(), int(size))


def _contents(git: Git, entries: list[_ListedFile]) -> Iterator[tuple[str, bytes]]:
    given = "".join(f"{it.name}\n" for it in entries).encode()
    answer = git.run("cat-file", "--batch", given=given) if entries else b""
    at = 0
    for entry in entries:
        at = answer.index(b"\n", at) + 1
        yield entry.path, answer[at : at + entry.size]
        at += entry.size + 1
