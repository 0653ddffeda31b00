"""The branch that a site is published on, by commands of git: what it has, the next commit, the push.

Git's object store takes the files and the commit; nothing refers to them until the push. Whenever the work is cut
short, the branch is the old publication or the new one. What is checked out, staged or stashed is never touched.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import briefgen
from briefgen.hosting.domain import CNAME
from briefgen.hosting.git import Git, nul_lines
from briefgen.model.output.site_manifest import OF_A_HOST

_SUBJECT = "Publish the site of "
"""With it the commits begin that briefgen has made."""
_SOURCES = ("content", "templates")
_STORED = ("hash-object", "-w", "-t", "blob", "--no-filters")
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class PublishTarget:
    """Where it goes: a remote by its name, an address or a folder; and a branch of it."""

    remote: str
    branch: str

    @property
    def ref(self) -> str:
        """The full name of the branch."""
        return f"refs/heads/{self.branch}"

    def __str__(self) -> str:
        return f"the branch {self.branch} of {self.remote}"


@dataclass(frozen=True, slots=True)
class Publication:
    """A commit that is ready to be pushed, and how it differs from the last one; the last one when it does not."""

    commit: str
    files: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def is_needed(self) -> bool:
        """Whether anything would change."""
        return bool(self.added or self.changed or self.removed)


def uncommitted(git: Git) -> list[str]:
    """The sources that no commit has as they are; nothing where one says all."""
    changed = git.run("status", "--porcelain", "-z", "--untracked-files=all", "--", *_SOURCES)
    return [part[3:].decode("utf-8", "replace") for part in nul_lines(changed)]


def last_commit(git: Git, target: PublishTarget) -> str:
    """The commit at the end of the branch, fetched without moving any ref; empty where there is no such branch."""
    lines = git.run("ls-remote", "--", target.remote, target.ref).decode("utf-8", "replace").splitlines()
    commit = {name: commit for commit, _, name in (line.partition("\t") for line in lines)}.get(target.ref, "")
    if commit:
        fetch = ("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--refmap=", "--recurse-submodules=no")
        git.run(*fetch, "--", target.remote, target.ref)
    return commit


def files_at(git: Git, commit: str) -> list[str]:
    """The paths of all files of a commit; none where there is no commit."""
    listed = git.run("ls-tree", "-r", "-z", "--name-only", commit) if commit else b""
    return [path.decode("utf-8", "surrogateescape") for path in nul_lines(listed)]


def done_by_others(git: Git, last: str) -> list[str]:
    """The files in which the branch differs from what briefgen last put there; what a host writes does not count."""
    ours = git.line("rev-list", "--max-count=1", "--basic-regexp", f"--grep=^{_SUBJECT}", last)
    return sorted({path for _, path in _differences(git, ours, last)} - OF_A_HOST)


def next_commit(git: Git, folder: Path, paths: Collection[str], domain: str, last: str) -> Publication:
    """Make the commit of ``paths`` in ``folder``, on top of the ``last`` one. ``paths`` have no line breaks.

    ``domain`` is the site's own; without one a domain that the branch has stays: GitHub's settings write it there.
    """
    source = git.line("rev-parse", "HEAD")
    names = "".join(f"{folder.resolve() / path}\n" for path in paths).encode()
    hashed = git.run(*_STORED, "--stdin-paths", given=names).decode().split()
    files = dict(zip(paths, hashed, strict=True))
    if domain:
        files[CNAME] = git.line(*_STORED, "--stdin", given=f"{domain}\n".encode())
    elif CNAME not in files and last and (kept := git.says("rev-parse", "--verify", "--quiet", f"{last}:{CNAME}")):
        files[CNAME] = kept
    entries = "".join(f"100644 {blob}\t{path}\0" for path, blob in files.items())
    with tempfile.TemporaryDirectory() as aside:
        own = git.having(GIT_INDEX_FILE=str(Path(aside) / "index"))
        own.run("update-index", "-z", "--index-info", given=entries.encode())
        tree = own.line("write-tree")
    changed = _differences(git, last, tree)
    if last and not changed:
        return Publication(last, len(files))
    more = "\n\nSome of its sources were not in that commit yet." if uncommitted(git) else ""
    message = f"{_SUBJECT}{source[:_DIGITS]}\n\nMade by briefgen {briefgen.__version__} from commit {source}.{more}\n"
    commit = git.line("commit-tree", tree, *(("-p", last) if last else ()), "-F", "-", given=message.encode())
    by_kind = (tuple(path for kind, path in changed if kind in wanted) for wanted in ("A", "MT", "D"))
    return Publication(commit, len(files), *by_kind)


def push(git: Git, target: PublishTarget, commit: str, last: str, *, dry_run: bool) -> None:
    """Push it, if the branch still ends with the ``last`` one. Raises GitError when the remote does not take it."""
    options = ("--porcelain", "--recurse-submodules=no", *(("--dry-run",) if dry_run else ()))
    git.run("push", *options, f"--force-with-lease={target.ref}:{last}", "--", target.remote, f"{commit}:{target.ref}")


def _differences(git: Git, before: str, after: str) -> list[tuple[str, str]]:
    """The letter of git (added, modified, of another type, deleted) with each path in which two trees differ.

    No tree is an empty one.
    """
    empty = git.line("hash-object", "-t", "tree", "--stdin")
    parts = nul_lines(git.run("diff-tree", "-r", "-z", "--no-renames", "--name-status", before or empty, after))
    paths = (path.decode("utf-8", "surrogateescape") for path in parts[1::2])
    return list(zip((kind.decode() for kind in parts[::2]), paths, strict=True))
