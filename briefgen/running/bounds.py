"""What a piece of work may use and has used, and what is raised when it would use more."""

from __future__ import annotations

import os
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from pathlib import Path

STILL = 10.0
"""Seconds that a worker may neither work nor wait for a processor or a disk: it was stopped, or it hangs."""
_STATE, _USER, _SYSTEM, _PAGES = 0, 11, 12, 21
"""Fields of ``/proc/PID/stat`` after the name, which ends with the last bracket."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds of processor time, and bytes of memory beyond what the worker has when it begins."""

    seconds: float
    memory: int


class JobOverLimitError(Exception):
    """A job took more than its bounds allow, and was ended; the message says what it took too much of."""

    def __init__(self, message: str, part: str = "") -> None:
        super().__init__(message)
        self.part = part
        """The part that it was at, if it said so."""


class WorkerDiedError(BrokenExecutor):
    """A worker ended in the middle of a job; the message says how."""


class WorkerCrashedError(WorkerDiedError):
    """A signal ended a worker in the middle of a job: a library crashed, or it came from outside; nobody can tell."""


class WorkerStoppedError(WorkerDiedError):
    """Something outside stopped or killed a worker in the middle of a job; the message says which."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Seconds of processor time, bytes in memory, and whether the process is at work or waits to be."""

    seconds: float = 0.0
    memory: int = 0
    is_working: bool = True


def usage_of(process: int) -> Usage | None:
    """Return what the process with this number has used; None when it is gone, or the system does not say."""
    try:
        fields = Path(f"/proc/{process}/stat").read_bytes().rpartition(b")")[2].split()
        ticks = int(fields[_USER]) + int(fields[_SYSTEM])
        pages = int(fields[_PAGES])
    except (OSError, IndexError, ValueError):
        return None
    # Running, or kept waiting by a disk: neither sleeps nor is stopped.
    is_working = fields[_STATE] in (b"R", b"D")
    return Usage(ticks / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE"), is_working)
