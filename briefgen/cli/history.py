"""What a file said before, from the repository that the project is in."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

MOST = 200
"""States of a file that are looked at, the latest first."""


def older_states(root: Path, path: str) -> Iterator[bytes]:
    """The content of a file at each commit that changed it, the latest first; nothing without git or a repository."""
    listed = _git(root, "log", f"--max-count={MOST}", "--format=%H", "--", path)
    for commit in (listed or b"").decode().split():
        content = _git(root, "show", f"{commit}:./{path}")
        if content is not None:
            yield content


def _git(root: Path, *arguments: str) -> bytes | None:
    """What git says; None when it fails or is not there."""
    try:
        return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
