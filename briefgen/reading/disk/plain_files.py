"""Plain files that briefgen has written itself and reads again: whatever stands in their place now, no read hangs."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path
from typing import Any

from briefgen.model.values.json_text import LARGEST_LIST, parse_json

_READING = sum(getattr(os, name, 0) for name in ("O_RDONLY", "O_BINARY", "O_NONBLOCK"))
"""Where the system has them. A pipe is opened without waiting for a writer."""
_NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)


FILE_BYTES = 200_000_000
"""The largest file that is read: it is held in memory whole."""


def read_followed(path: Path, largest: int = FILE_BYTES) -> bytes:
    """The bytes of a file, or of the one that a link leads to.

    Raises OSError for a pipe, a device, a folder, and for more than ``largest`` bytes.
    """
    return read_plain(path, largest, 0)


def read_plain(path: Path | str, largest: int | None = None, flags: int = _NO_LINK) -> bytes:
    """The bytes of a file. Raises OSError for a link, a pipe, a device or a folder, and for more than ``largest``."""
    handle = os.open(path, _READING | flags)
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is not a plain file", str(path))
        if largest is not None and status.st_size > largest:
            raise OSError(errno.EFBIG, f"it has more than {largest:,} bytes", str(path))
        return file.read(-1 if status.st_size else largest)  # those of the system have 0 bytes, and may have no end


def begins_with(path: Path, start: bytes) -> bool:
    """Tell whether a plain file begins with these bytes."""
    with contextlib.suppress(OSError):
        handle = os.open(path, _READING | _NO_LINK)
        with os.fdopen(handle, "rb") as file:
            return stat.S_ISREG(os.fstat(handle).st_mode) and file.read(len(start)) == start
    return False


def read_json_file(path: Path) -> Any:
    """The value in a file of JSON, a list that briefgen has written.

    Raises OSError when it cannot be read, ValueError when it holds anything else.
    """
    return parse_json(read_plain(path, LARGEST_LIST), LARGEST_LIST)
