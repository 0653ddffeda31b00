"""Temporary folders of one process each: it removes its own at its end, and what a killed one has left."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from io import TextIOWrapper
from multiprocessing.util import Finalize
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir, mkdtemp

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # on Windows the folder of a killed process stays
    flock = None  # type: ignore[assignment]

CHARTS, FONTS = PREFIXES = "briefgen-charts-", "briefgen-fonts-"
"""What the names of such folders begin with."""
_LOCK = "lock"
"""A file in the folder that its process has locked: the system unlocks it when that ends, however it ends."""
_DAY = 24 * 60 * 60
"""Seconds by which a folder without a lock is older than the last change beside it, before it is removed."""
_held: list[TextIOWrapper] = []


def own_folder(prefix: str) -> Path:
    """A new folder for this process, gone when it ends; ``prefix`` is one of ``PREFIXES``."""
    remove_left()
    folder = Path(mkdtemp(prefix=prefix))
    # Unlike atexit, also when a worker of a pool ends.
    Finalize(None, rmtree, args=(folder,), kwargs={"ignore_errors": True}, exitpriority=0)
    if flock is not None:
        lock = (folder / f"{_LOCK}.new").open("w")
        flock(lock, LOCK_EX | LOCK_NB)
        (folder / f"{_LOCK}.new").rename(folder / _LOCK)  # seen only when it is locked
        _held.append(lock)
    return folder


def remove_left() -> None:
    """Remove the folders whose processes have been killed."""
    for folder in _left():
        rmtree(folder, ignore_errors=True)


def _left() -> Iterator[Path]:
    if flock is None:
        return
    for folder in (each for prefix in PREFIXES for each in Path(gettempdir()).glob(f"{prefix}*")):
        with contextlib.suppress(OSError):
            found = folder.lstat()
            if folder.is_dir() and not folder.is_symlink() and found.st_uid == os.getuid() and _is_free(folder, found):
                yield folder


def _is_free(folder: Path, found: os.stat_result) -> bool:
    """Tell whether no process holds it. A folder without a lock is being made, or an older version made it."""
    try:
        with (folder / _LOCK).open() as lock:
            flock(lock, LOCK_EX | LOCK_NB)
    except FileNotFoundError:
        return found.st_mtime < folder.parent.stat().st_mtime - _DAY
    except BlockingIOError:
        return False
    return True
