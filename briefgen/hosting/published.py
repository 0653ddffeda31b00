"""What stands on the branch now: looked up at the remote, and fetched where this machine lacks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.hosting.git import Git, GitError, nul_lines
from briefgen.hosting.repository import Target
from briefgen.model.diagnostics import Diagnostic, error
from briefgen.writing.manifest import MANIFEST

REACHED, OURS = "remote-takes-it", "branch-is-ours"
_HARMLESS = frozenset({"CNAME", ".nojekyll"})
"""What settings of a host leave on an empty branch."""


@dataclass(frozen=True, slots=True)
class Published:
    """The last publication: its commit, and what git calls the content of each file, by path."""

    commit: str
    files: Mapping[str, str]


def published_at(git: Git, target: Target) -> Published | Diagnostic | None:
    """What stands on the branch; None when there is no such branch."""
    try:
        commit = _tip(git, target)
        if commit is None:
            return None
        if git.says("cat-file", "-e", f"{commit}^{{commit}}") is None:
            # No ref of this repository moves: what is fetched is kept until git tidies up.
            fetch = ("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", "--refmap=")
            git.run(*fetch, "--recurse-submodules=no", "--", target.remote, target.ref)
        return Published(commit, _files(git, commit))
    except GitError as problem:
        return _not_reached(target, problem)


def not_ours(published: Published, target: Target) -> Diagnostic | None:
    """Why the branch may not be written over: another tool, or a person, has put something there."""
    if MANIFEST in published.files or set(published.files) <= _HARMLESS:
        return None
    shown = ", ".join(sorted(set(published.files) - _HARMLESS)[:3])
    message = f"{target} holds what briefgen did not put there: {shown}"
    hint = "name another branch with --branch, or put the site in its place with --replace"
    return error(OURS, message, hint=hint)


def _tip(git: Git, target: Target) -> str | None:
    """The commit of the branch at the remote, asked now."""
    for line in git.run("ls-remote", "--", target.remote, target.ref).decode("utf-8", "replace").splitlines():
        commit, _, name = line.partition("\t")
        if name == target.ref:
            return commit
    return None


def _files(git: Git, commit: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in nul_lines(git.run("ls-tree", "-r", "-z", commit)):
        about, _, path = entry.partition(b"\t")
        found[path.decode("utf-8", "surrogateescape")] = about.split()[2].decode()
    return found


def _not_reached(target: Target, problem: GitError) -> Diagnostic:
    message = f"{target.remote} cannot be reached: {problem.last}"
    hint = "look whether there is a network, and whether this works: git ls-remote " + target.remote
    return error(REACHED, message, hint=hint)
