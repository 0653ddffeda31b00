"""What a file said before, from the repository that the project is in."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.hosting.git import Git, GitError

MOST = 200
"""States of a file that are looked at, the latest first."""


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
