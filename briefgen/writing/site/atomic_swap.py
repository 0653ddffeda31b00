"""Two folders change places: in one step where the system can, with two renames elsewhere."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NOT_POSSIBLE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM}
"""The kernel, the file system or a sandbox does not know the step; anything else is a fault."""


def put_in_place(new: Path, folder: Path, aside: Path) -> Path | None:
    """Make ``new`` stand at ``folder``; returns where the folder that stood there is now.

    ``aside`` is a free name in the same parent. Raises OSError, and then ``folder`` is as it was.
    """
    if not folder.exists():
        new.rename(folder)
        return None
    if _exchange(new, folder):
        return new
    folder.rename(aside)
    try:
        new.rename(folder)
    except OSError:
        aside.rename(folder)
        raise
    return aside


def sync_folder(folder: Path) -> None:
    """Ask the disk to keep the names in ``folder``; systems that cannot are left to their own ways."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths change places in one step; False when this system has no such step."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NOT_POSSIBLE:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))
