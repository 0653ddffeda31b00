"""Files as they were last read, for a preview, which reads everything again after every change of one file."""

from __future__ import annotations

import time
from pathlib import Path

from briefgen.reading.files.plain_files import read_followed

_SETTLED = 3_000_000_000
"""Nanoseconds after which a file that changes has another time of its last change, on any disk."""

_Status = tuple[int, int, int, int, int]


class Recall:
    """The bytes of files; one that has not been touched since it was last read is not read again."""

    def __init__(self) -> None:
        self._kept: dict[Path, tuple[_Status, bytes]] = {}

    def read(self, path: Path) -> bytes:
        """The bytes of a file as it is now: the same object for the same bytes. Raises OSError as reading does."""
        status = path.stat()
        seen = status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
        kept = self._kept.get(path)
        if kept is not None and kept[0] == seen:
            return kept[1]
        content = read_followed(path)
        # What was written just now may be written once more within one tick of the disk's clock.
        if abs(time.time_ns() - status.st_mtime_ns) > _SETTLED:
            self._kept[path] = seen, content
        return content
