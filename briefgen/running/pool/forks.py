"""Processes forked from this one for one piece of work: they have all that it has read, and hand back little."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from briefgen.running.pool.worker import close_ends_of_others, end_when_parent_is_killed

T = TypeVar("T")


def can_fork() -> bool:
    """Tell whether a copy of this process would work: one thread alone, so that no other holds a lock in it."""
    return sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1


def forked(work: Callable[[int], T], count: int) -> list[T]:
    """What ``work`` gives for each number below ``count``, in a process of its own; of one that has died, nothing.

    The values are such as JSON has. The processes end with this one, and with an exception in it.
    """
    children: list[_Child] = []
    gc.freeze()  # looking for garbage would write into all that is shared, and so copy it
    try:
        for number in range(count):
            with contextlib.suppress(OSError):  # the system has no room for another
                children.append(_Child(work, number))
        return [value for child in children for value in child.answer()]
    finally:
        gc.unfreeze()
        for child in children:
            child.end()


class _Child:
    def __init__(self, work: Callable[[int], Any], number: int) -> None:
        self._readable, writable = os.pipe()
        self._process = os.fork()
        if not self._process:
            _do(work, number, writable)
        os.close(writable)

    def answer(self) -> tuple[Any, ...]:
        """Return what came back; empty where nothing did."""
        with open(self._readable, "rb", closefd=False) as pipe:
            content = pipe.read()
        return (json.loads(content),) if content else ()

    def end(self) -> None:
        """Make sure that it is gone."""
        os.close(self._readable)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)


def _do(work: Callable[[int], Any], number: int, writable: int) -> None:
    """The side of the new process, which ends here."""
    try:
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_DFL)
        close_ends_of_others()
        end_when_parent_is_killed()
        content = json.dumps(work(number)).encode()
        with open(writable, "wb") as pipe:
            pipe.write(content)
    finally:
        os._exit(0)
