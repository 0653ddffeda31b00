"""What stands on the branch now: looked up at the remote, and fetched where this machine lacks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from briefgen.hosting.git import Git, GitError, nul_lines
from briefgen.hosting.repository import PublishTarget
from briefgen.model.core.diagnostics import Diagnostic, error, few
from briefgen.model.output.site_manifest import MANIFEST, OF_A_HOST, digest_named, files_named
from briefgen.model.values.json_text import LARGEST_LIST, parse_json

REACHED, OURS = "remote-takes-it", "branch-is-ours"


@dataclass(frozen=True, slots=True)
class PublishedTree:
    """The last publication: its commit, and what git calls the content of each file, by path."""

    commit: str
    files: Mapping[str, str]
    by_hand: tuple[str, ...] = ()
    """Paths that are no longer as briefgen published them: added, changed or taken away by somebody else."""


def published_at(git: Git, target: PublishTarget) -> PublishedTree | Diagnostic | None:
    """What stands on the branch; None when there is no such branch."""
    try:
        commit = _tip(git, target)
        if commit is None:
            return None
        if git.says("cat-file", "-e", f"{commit}^{{commit}}") is None:
            # No ref of this repository moves: what is fetched is kept until git tidies up.
            fetch = ("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", "--refmap=")
            git.run(*fetch, "--recurse-submodules=no", "--", target.remote, target.ref)
        files = _files(git, commit)
        return PublishedTree(commit, files, tuple(_by_hand(git, files)))
    except GitError as problem:
        return _not_reached(target, problem)


def not_ours(published: PublishedTree, target: PublishTarget) -> Diagnostic | None:
    """Why the branch may not be written over: another tool, or a person, has put something there."""
    if set(published.files) <= OF_A_HOST:
        return None
    if MANIFEST not in published.files:
        shown = few(sorted(set(published.files) - OF_A_HOST))
        hint = "choose another branch with --branch, or replace it with --replace"
        return error(OURS, f"{target} contains what briefgen did not put there: {shown}", hint=hint)
    if published.by_hand:
        message = f"someone has changed {target} since it was published: {few(published.by_hand)}"
        hint = "move what you want to keep into the sources, then publish with --replace"
        return error(OURS, message, hint=hint)
    return None


def _by_hand(git: Git, files: Mapping[str, str]) -> Iterator[str]:
    """What differs from the list of its own files that the publication carries."""
    if MANIFEST not in files:
        return
    try:
        named = files_named(parse_json(git.run("cat-file", "blob", files[MANIFEST]), LARGEST_LIST))
    except ValueError:
        named = None
    if named is None:
        yield MANIFEST
        return
    there = [path for path in files if path in named]
    digests = _digests(git, [files[path] for path in there])
    changed = {path for path, digest in zip(there, digests, strict=True) if digest != digest_named(named[path])}
    yield from sorted({*changed, *(named.keys() ^ files.keys())} - {MANIFEST} - OF_A_HOST)


def _digests(git: Git, blobs: Sequence[str]) -> Iterator[str]:
    """The SHA-256 of the content of each blob."""
    printed = git.run("cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs).encode())
    at = 0
    for _ in blobs:
        end = printed.index(b"\n", at)
        size = int(printed[at:end].rpartition(b" ")[2])
        yield sha256(printed[end + 1 : end + 1 + size]).hexdigest()
        at = end + size + 2


def _tip(git: Git, target: PublishTarget) -> str | None:
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


def _not_reached(target: PublishTarget, problem: GitError) -> Diagnostic:
    message = f"{target.remote} cannot be reached: {problem.last}"
    hint = "check the network, and whether this works: git ls-remote " + target.remote
    return error(REACHED, message, hint=hint)
