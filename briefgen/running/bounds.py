"""What a piece of work may use, and what is raised when it would use more."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor
from dataclasses import dataclass

STILL = 10.0
"""Seconds that a worker may neither work nor wait for a processor or a disk: it was stopped, or it hangs."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds of processor time, and bytes of memory beyond what the worker has when it begins."""

    seconds: float
    memory: int


class JobOverLimitError(Exception):
    """A job took more than its bounds allow, and was ended; the message says what it took too much of."""


class WorkerDiedError(BrokenExecutor):
    """A worker ended in the middle of a job; the message says how."""


class WorkerStoppedError(WorkerDiedError):
    """Something outside stopped or killed a worker in the middle of a job; the message says which."""
