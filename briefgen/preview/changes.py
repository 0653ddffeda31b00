"""Tells that files below some folders have changed; from the moment the watch has begun nothing is missed."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from briefgen.reading.disk.finding import is_ignored

_TICK = 0.1
_STEP = 20
"""Milliseconds without a further change after which one is told: an editor writes several files in less."""
_LOOK_EVERY = 10
"""Ticks from one look at all files to the next."""

_Present = Mapping[Path, tuple[int, int]]
"""The folders that are there, each with what tells it from another of its name."""
_Stock = Mapping[Path, tuple[int, int, int]]
"""The files that are there, each with its number on the disk, its size and the time of its last change."""


class Changes:
    """Watches folders in a thread of its own, also those that are not there yet or are replaced by others.

    Entering it returns when the watch has begun: whatever is read after that and changes later is told.
    The system tells of most changes at once. It knows none on some network drives, may forget some when there
    are very many, and may have no more watches to give: so all files are looked at now and then as well.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folders)
        self._begun = threading.Event()
        self._changed = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)

    def __enter__(self) -> Changes:
        self._thread.start()
        self._begun.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def wait(self, seconds: float) -> bool:
        """Tell whether anything has changed since this was last true; waits for it up to ``seconds``."""
        if not self._changed.wait(seconds):
            return False
        self._changed.clear()  # before the caller reads: what changes from here on is told again
        return True

    def _follow(self) -> None:
        told = True
        while not self._stop.is_set():
            present = _present(self._folders)
            try:
                self._look(present, self._told(present) if told else self._untold())
            except FileNotFoundError:  # a folder went just now
                self._stop.wait(_TICK)
            except (OSError, RuntimeError):  # the system has no more watches to give
                told = False

    def _look(self, present: _Present, ticks: Iterator[bool]) -> None:
        """Tell of changes until told to stop or until other folders must be watched."""
        again, stock = self._begun.is_set(), None
        for number, told in enumerate(ticks):
            if told:  # before the files are looked at: an author waits
                self._changed.set()
            if stock is None or told or number % _LOOK_EVERY == 0:
                before, stock = stock, _stock(present)
                if not told and (again if before is None else before != stock):  # nobody looked between two watches
                    self._changed.set()
            self._begun.set()
            if _present(self._folders) != present:
                return

    def _told(self, present: _Present) -> Iterator[bool]:
        """For every tick, whether the system has told of a change."""
        from watchfiles import watch

        changes = watch(
            *present,
            watch_filter=lambda _, path: _matters(Path(path), present),
            step=_STEP,
            rust_timeout=round(_TICK * 1000),
            yield_on_timeout=True,
            stop_event=self._stop,
            raise_interrupt=False,
            ignore_permission_denied=True,
        )
        return (bool(found) for found in changes)

    def _untold(self) -> Iterator[bool]:
        while not self._stop.wait(_TICK):
            yield False


def _present(folders: Iterable[Path]) -> _Present:
    found: dict[Path, tuple[int, int]] = {}
    for folder in folders:
        if (status := _status(folder)) and stat.S_ISDIR(status.st_mode):
            found[folder.resolve()] = status.st_dev, status.st_ino
    return found


def _stock(folders: Iterable[Path]) -> _Stock:
    found: dict[Path, tuple[int, int, int]] = {}
    for root in folders:
        for folder, below, names in os.walk(root):
            below[:] = [name for name in below if not is_ignored([name])]
            for name in names:
                path = Path(folder, name)
                if not is_ignored([name]) and (status := _status(path)):
                    found[path] = status.st_ino, status.st_size, status.st_mtime_ns
    return found


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:  # it went just now, or is a link to nowhere
        return None


def _matters(path: Path, watched: Iterable[Path]) -> bool:
    """Tell whether a build may read the file: the names below the watched folder decide, not where that folder lies."""
    return any(path.is_relative_to(folder) and not is_ignored(path.relative_to(folder).parts) for folder in watched)
