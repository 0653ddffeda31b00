"""Steps in which a command changes the disk: counted, cut short as by a kill, or refused as by a full disk."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate"}
_NEEDS_ROOM = {"open", "os.mkdir", "os.link", "os.symlink"}


class KilledError(BaseException):
    """Stands for SIGKILL: nothing that a program does after it reaches the disk."""


class Steps:
    """What happens below a folder, and from which step on nothing more does."""

    def __init__(self, root: Path, kill: int | None, full: int | None) -> None:
        self.root, self.kill, self.full = str(root), kill, full
        self.taken: list[tuple[str, str]] = []
        self._own = False

    def see(self, event: str, given: tuple[Any, ...]) -> None:
        if self._own or not (event in _CHANGES or (event == "open" and given[2] & _WRITING)):
            return
        if not isinstance(given[0], (str, bytes, os.PathLike)):
            return
        place = f"{_folder_of(event, given) / os.fsdecode(given[0])}"
        if not place.startswith(self.root):
            return
        self.taken.append((event, place))
        if self.kill is not None and len(self.taken) >= self.kill:
            if len(self.taken) == self.kill and event == "open":
                self._own = True  # the file is there and what was to be in it is not
                os.close(os.open(given[0], given[2] & ~os.O_EXCL | os.O_CREAT | os.O_TRUNC))
                self._own = False
            raise KilledError
        if self.full is not None and len(self.taken) >= self.full and event in _NEEDS_ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), place)


def _folder_of(event: str, given: tuple[Any, ...]) -> Path:
    """The folder that a relative path begins in: that of the process, or one that is given by its number."""
    is_numbered = event in ("os.remove", "os.rmdir") and given[-1] >= 0
    return Path(f"/proc/self/fd/{given[-1]}").readlink() if is_numbered else Path.cwd()


_steps: list[Steps] = []


def _hook(event: str, given: tuple[Any, ...]) -> None:
    for steps in _steps:
        steps.see(event, given)


@contextmanager
def watched(root: Path, *, kill: int | None = None, full: int | None = None) -> Iterator[Steps]:
    """Steps below ``root``: at the one with number ``kill`` the command is dead; from ``full`` on there is no room."""
    if not hasattr(sys, "_briefgen_steps"):
        sys._briefgen_steps = True  # type: ignore[attr-defined]  # such a hook stays as long as the process
        sys.addaudithook(_hook)
    steps = Steps(root, kill, full)
    _steps.append(steps)
    try:
        yield steps
    finally:
        _steps.remove(steps)


def tree(folder: Path) -> dict[str, bytes | str]:
    """Every file below a folder with its bytes, and every link with where it leads."""
    found: dict[str, bytes | str] = {}
    for place, folders, files in os.walk(folder):
        for path in (Path(place, name) for name in (*folders, *files)):
            if path.is_symlink():
                found[path.relative_to(folder).as_posix()] = str(path.readlink())
            elif path.is_file():
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found
