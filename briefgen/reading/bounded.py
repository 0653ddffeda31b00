"""Limits of time and memory for work in this process: what takes too much is left, and the rest goes on.

Linux and macOS interrupt the main thread while it works; patterns of ``re`` are interrupted too. In other threads,
and on other systems, there is no limit.
"""

from __future__ import annotations

import os
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from types import FrameType
from typing import TypeVar

from briefgen.model.core.diagnostics import Outcome, Span, error
from briefgen.model.core.limits import DEFAULT, Limit, Limits

T = TypeVar("T")

KIND = "text"
HINT = "make it smaller, or allow it more in site.yaml, under limits: {limit}:"
_TICK = 0.1
"""Seconds of processor time between two looks."""
_allowed: ContextVar[Limits] = ContextVar("_allowed", default=DEFAULT)


class OverLimitError(BaseException):
    """A piece of work took too much; the message says of what. No ``except Exception`` on its way may keep it."""

    def __init__(self, work: _Work, message: str) -> None:
        super().__init__(message)
        self.work = work


class _Work:
    """What is under way, and what it may take."""

    def __init__(self, limit: Limit) -> None:
        self.limit = limit
        self.begun = time.thread_time()
        self.memory = _memory()
        self.is_over = False

    def excess(self) -> str:
        """Return what it has taken too much of; empty when it has not."""
        if self.is_over:
            return ""
        if time.thread_time() - self.begun > self.limit.seconds:
            return f"it took more than {self.limit.seconds:g} seconds of processor time"
        if _memory() - self.memory > self.limit.memory * 1_000_000:
            return f"it took more than {self.limit.memory} MB of memory"
        return ""


_under_way: list[_Work] = []
"""The work of the main thread, the outermost first: there is one timer, and one handler of its signal."""
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_under_way.clear)  # the timer stays with the parent


@contextmanager
def allowing(limits: Limits) -> Iterator[None]:
    """Within the block, work may take what ``limits`` say."""
    token = _allowed.set(limits)
    try:
        yield
    finally:
        _allowed.reset(token)


def allowed() -> Limits:
    """The limits that hold here."""
    return _allowed.get()


def within(
    what: str, place: Span | None, work: Callable[[], Outcome[T]], instead: Callable[[], T], times: float = 1
) -> Outcome[T]:
    """Return what ``work`` gives; when it takes too much, what ``instead`` gives and an error at ``place``.

    It may take as much as the work on one text, or as so many ``times`` one.
    """
    limit = allowed().of(KIND)
    own = _Work(Limit(limit.seconds * times, limit.memory))
    try:
        return _watched(own, work)
    except OverLimitError as over:
        if over.work is not own:
            raise
        place = _place(over, place)
        message = f"{what} was stopped: {over}"
        return Outcome(instead(), (error("work-fits-limits", message, place, HINT.format(limit=KIND)),))


def at_most(limit: Limit, work: Callable[[], T]) -> T:
    """Return what ``work`` gives. Raises OverLimitError when it takes more than ``limit``."""
    return _watched(_Work(limit), work)


def _watched(own: _Work, work: Callable[[], T]) -> T:
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return work()
    is_first = not _under_way
    before = signal.signal(signal.SIGPROF, _look) if is_first else None
    try:
        _under_way.append(own)
        if is_first:
            signal.setitimer(signal.ITIMER_PROF, _TICK, _TICK)
        return work()
    finally:
        own.is_over = True
        _under_way.remove(own)
        if is_first:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before or signal.SIG_DFL)


def _look(_: int, frame: FrameType | None) -> None:
    """Leave the outermost work that has taken too much; called again and again while there is any."""
    for work in _under_way:
        if (message := work.excess()) and not _imports(frame):
            raise OverLimitError(work, message)


def _imports(frame: FrameType | None) -> bool:
    """Tell whether a module is being imported: half of one would stay."""
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def _place(over: OverLimitError, given: Span | None) -> Span | None:
    """The author's file, and the line, that the work was at: that of the innermost thing at hand that has one.

    Where a file is ``given``, it is a line of that file; where a line of it is, it stays.
    """
    if given is not None and given != Span(given.path):
        return given
    found = given
    for frame, _ in traceback.walk_tb(over.__traceback__):
        for value in tuple(frame.f_locals.values()):
            span = getattr(value, "span", None) if type(value).__module__.startswith("briefgen.") else None
            if isinstance(span, Span) and (span.path == given.path if given else span.path.startswith("content/")):
                found = Span(span.path, span.line)
    return found


def _memory() -> int:
    """Bytes of memory that this process has now; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
