"""What a preview keeps, since it reads everything again after every change of one file."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, Generic, TypeVar

from briefgen.reading.disk.plain_files import read_followed

_SETTLED = 3_000_000_000
"""Nanoseconds after which a file that changes has another time of its last change, on any disk."""

_Status = tuple[int, int, int, int, int]
R = TypeVar("R")


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


class Newest(Generic[R]):
    """The newest result for each place, given again for as long as it is asked for with the same.

    Older ones are let go: an author who writes all day leaves thousands. Results are shared and must not be changed.
    """

    def __init__(self, *, for_previews: bool = False) -> None:
        self._kept: dict[Hashable, tuple[object, R]] = {}
        if for_previews:
            _for_previews.append(self)

    def forget(self) -> None:
        """Let go of all results."""
        self._kept.clear()

    def get(self, place: Hashable, given: object, make: Callable[[], R]) -> R:
        """The result of ``make``, which may depend on ``place`` and ``given`` alone; equal ones have equal results."""
        kept = self._kept.get(place)
        if kept is not None and kept[0] == given:
            return kept[1]
        result = make()
        self._kept[place] = (given, result)
        return result


_for_previews: list[Newest[Any]] = []
"""Of files that a build reads once, and a preview again and again."""


def forget() -> None:
    """Let go of what only a preview needs."""
    for newest in _for_previews:
        newest.forget()
