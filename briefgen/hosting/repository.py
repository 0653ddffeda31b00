"""The project's own repository, as far as publishing asks for it: which commit, which remote."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from briefgen.hosting.git import Git, GitError
from briefgen.language.matching.nearest import nearest
from briefgen.model.core.diagnostics import Diagnostic, Outcome, error, warning

READY, COMMITTED = "repository-is-ready", "source-is-committed"
_SOURCES = ("content", "templates")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://|[^/\\]+@[^/\\]+:", re.IGNORECASE)
_FIRST_COMMIT = 'make one: git add . && git commit --message "Start"'


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
class SourceCommit:
    """What the site was made from: the commit that is checked out, and whether there is more than it says."""

    commit: str
    is_whole: bool = True
    """False when sources are changed and not committed."""


def source_of(git: Git) -> Outcome[SourceCommit | None]:
    """The commit that a publication names; an error when there is none, a warning when it does not say all."""
    try:
        git.run("rev-parse", "--absolute-git-dir")
    except GitError as problem:
        return Outcome(None, (_no_repository(git.folder, problem),))
    commit = git.says("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if commit is None:
        message = "there is no commit yet for a publication to name"
        return Outcome(None, (error(READY, message, hint=_FIRST_COMMIT),))
    try:
        changed = git.run("status", "--porcelain", "-z", "--untracked-files=all", "--", *_SOURCES)
    except GitError as problem:
        return Outcome(None, (error(READY, f"git does not say what is committed: {problem.last}"),))
    if not changed:
        return Outcome(SourceCommit(commit))
    return Outcome(SourceCommit(commit, is_whole=False), (_not_committed(changed),))


def target_of(git: Git, asked: PublishTarget, here: Path) -> PublishTarget | Diagnostic:
    """Where ``asked`` leads; the path of a folder is looked for from ``here``."""
    if git.says("check-ref-format", "--branch", asked.branch) is None:
        return error(READY, f"“{asked.branch}” cannot be the name of a branch", hint="name one with --branch")
    if git.says("symbolic-ref", "--quiet", "--short", "HEAD") == asked.branch:
        message = f"{asked.branch} is the branch of the sources: the site would replace them"
        return error(READY, message, hint="choose another with --branch, e.g. gh-pages")
    if asked.remote and git.says("remote", "get-url", "--", asked.remote) is not None:
        return asked
    if _ADDRESS.match(asked.remote):
        return asked
    if asked.remote and (folder := (here / asked.remote)).is_dir():
        return PublishTarget(str(folder.resolve()), asked.branch)
    return _no_remote(git, asked.remote)


def address_of(git: Git, target: PublishTarget) -> str:
    """The address of the remote."""
    return git.says("remote", "get-url", "--", target.remote) or target.remote


def unready(problem: GitError) -> Diagnostic:
    """A repository that git does not read."""
    return error(READY, f"git does not read the repository: {problem.last}")


def _no_repository(folder: Path, problem: GitError) -> Diagnostic:
    if problem.is_missing:
        return error(READY, problem.words, hint="install it: briefgen doctor says how")
    if "not a git repository" not in problem.words:
        return unready(problem)
    message = f"{folder.resolve()} is not in a git repository"
    return error(READY, message, hint="make one: git init --initial-branch main, then git add . and git commit")


def _no_remote(git: Git, asked: str) -> Diagnostic:
    names = git.run("remote").decode("utf-8", "replace").split()
    message = f"the repository has no remote “{asked}”, and there is no such folder"
    if not names:
        address = "https://github.com/someone/my-briefs.git"
        return error(READY, message, hint=f"add the remote: git remote add origin {address}")
    near = nearest(asked, names)
    return error(READY, message, hint=f"did you mean “{near}”?" if near else f"there are: {', '.join(names)}")


def _not_committed(changed: bytes) -> Diagnostic:
    paths = [part[3:].decode("utf-8", "replace") for part in changed.split(b"\0") if part]
    more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    message = f"{paths[0]}{more}: changed but not committed, so no commit matches what is published"
    return warning(COMMITTED, message, hint="commit the sources first: git add content && git commit")
