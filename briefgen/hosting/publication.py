"""A publication: the folder as a commit whose parent is the last one, and the one push that makes it seen.

Git's object store takes the files and the commit; nothing refers to them until the push. Whenever the work is cut
short, the branch is the old publication or the new one. What is checked out, staged or stashed is never touched.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import briefgen
from briefgen.hosting.domain import CNAME
from briefgen.hosting.git import Git, GitError
from briefgen.hosting.published import REACHED, PublishedTree
from briefgen.hosting.repository import READY, PublishTarget, SourceCommit
from briefgen.model.core.diagnostics import Diagnostic, error

NO_JEKYLL = ".nojekyll"
"""Without this file GitHub Pages runs Jekyll over the branch, which drops names that begin with an underscore."""
_FILE = "100644"
_DIGITS = 12
_MOVED = ("(stale info)", "(fetch first)", "(non-fast-forward)", "cannot lock ref")
"""How git says that the branch is not what it was when it was looked up."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A commit that is ready to be pushed, and how it differs from the last one; the last one when it does not."""

    commit: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    files: int

    @property
    def is_needed(self) -> bool:
        """Whether anything would change."""
        return bool(self.added or self.changed or self.removed)


@contextmanager
def rehearsal(git: Git) -> Iterator[Git]:
    """Git that puts all objects aside, as it does itself with what it receives: the repository stays as it is."""
    objects = git.line("rev-parse", "--git-path", "objects")
    with tempfile.TemporaryDirectory() as aside:
        there = str((git.folder / objects).resolve())
        yield git.having(GIT_OBJECT_DIRECTORY=aside, GIT_ALTERNATE_OBJECT_DIRECTORIES=there)


def prepare(
    git: Git, folder: Path, paths: Collection[str], domain: str, last: PublishedTree | None, source: SourceCommit
) -> Publication | Diagnostic:
    """Make the commit of ``paths`` in ``folder``.

    ``domain`` is the site's own; without one a domain that the branch has stays: GitHub's settings write it there.
    """
    try:
        return _prepared(git, folder, paths, domain, last, source)
    except GitError as problem:
        who = 'tell git who you are: git config user.name "…" and git config user.email "…"'
        is_nobody = "tell me who you are" in problem.words or "ident" in problem.words
        return error(READY, f"git cannot make a commit: {problem.last}", hint=who if is_nobody else "")


def _prepared(
    git: Git, folder: Path, paths: Collection[str], domain: str, last: PublishedTree | None, source: SourceCommit
) -> Publication:
    before = last.files if last else {}
    files = dict(zip(paths, _hashed(git, folder, paths), strict=True))
    files.setdefault(NO_JEKYLL, _stored(git, b""))
    if domain:
        files[CNAME] = _stored(git, f"{domain}\n".encode())
    elif CNAME in before:
        files.setdefault(CNAME, before[CNAME])
    differences = _differences(before, files)
    if last is not None and not any(differences):
        return Publication(last.commit, *differences, len(files))
    return Publication(_commit(git, _tree(git, files), _message(source), last), *differences, len(files))


def send(git: Git, target: PublishTarget, publication: Publication, last: PublishedTree | None) -> Diagnostic | None:
    """Push it, if the branch is as it was looked up; the problem when the remote does not take it."""
    lease = f"--force-with-lease={target.ref}:{last.commit if last else ''}"
    pushed = f"{publication.commit}:{target.ref}"
    try:
        git.run("push", "--porcelain", "--recurse-submodules=no", lease, "--", target.remote, pushed)
    except GitError as problem:
        return _refused(target, problem)
    return None


def _hashed(git: Git, folder: Path, paths: Collection[str]) -> Sequence[str]:
    """What git calls the content of each file, once it has it; ``paths`` have no line breaks."""
    place = git.line("rev-parse", "--absolute-git-dir")
    names = "".join(f"{path}\n" for path in paths).encode()
    command = (f"--git-dir={place}", "hash-object", "-w", "-t", "blob", "--no-filters", "--stdin-paths")
    return git.run(*command, given=names, folder=folder).decode().split()


def _stored(git: Git, content: bytes) -> str:
    return git.line("hash-object", "-w", "-t", "blob", "--stdin", given=content)


def _tree(git: Git, files: Mapping[str, str]) -> str:
    """The folder as git keeps it, by way of an index of its own: the author's stays as it is."""
    with tempfile.TemporaryDirectory() as aside:
        own = git.having(GIT_INDEX_FILE=str(Path(aside) / "index"))
        entries = "".join(f"{_FILE} {name}\t{path}\0" for path, name in sorted(files.items()))
        own.run("update-index", "-z", "--index-info", given=entries.encode())
        return own.line("write-tree")


def _commit(git: Git, tree: str, message: str, last: PublishedTree | None) -> str:
    parents = ("-p", last.commit) if last else ()
    return git.line("commit-tree", tree, *parents, "-F", "-", given=message.encode())


def _message(source: SourceCommit) -> str:
    more = "" if source.is_whole else "\n\nSome of its sources were not in that commit yet."
    made = f"Made by briefgen {briefgen.__version__} from commit {source.commit}."
    return f"Publish the site of {source.commit[:_DIGITS]}\n\n{made}{more}\n"


def _differences(
    before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Paths that are added, changed, removed; each in order."""
    added = sorted(set(after) - set(before))
    changed = sorted(path for path, name in after.items() if before.get(path, name) != name)
    return tuple(added), tuple(changed), tuple(sorted(set(before) - set(after)))


def _refused(target: PublishTarget, problem: GitError) -> Diagnostic:
    if any(sign in problem.words for sign in _MOVED):
        message = f"{target} has changed meanwhile: someone else has published"
        return error(REACHED, message, hint="look at what is there now, then run briefgen publish again")
    if "[remote rejected]" in problem.words or "hook declined" in problem.words:
        reasons = [line.strip() for line in problem.words.splitlines() if "remote:" in line or "rejected]" in line]
        return error(REACHED, f"{target} refused the push: {'; '.join(reasons)}", hint=_RIGHTS)
    return error(REACHED, f"{target} was not written: {problem.last}", hint=_RIGHTS)


_RIGHTS = "the branch is unchanged; check that you may push there and that no rule protects the branch"
