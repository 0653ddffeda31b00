"""One worker: a process that is handed jobs through a pipe, watched while it does them, replaced when it has died."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from io import BytesIO
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from briefgen.running.bounds import (
    STILL,
    Bounds,
    JobOverLimitError,
    Usage,
    WorkerCrashedError,
    WorkerDiedError,
    WorkerStoppedError,
    usage_of,
)
from briefgen.running.pool.confined import confine

_PARTING = 2.0
"""Seconds that a worker has to end by itself."""
_BLIND = 4
"""Where the system does not say how much processor time a process has had, it may take as many times as long."""
_DEATH_OF_PARENT = 1
"""PR_SET_PDEATHSIG of Linux."""
_STARTER_DIED = 255
"""What Python says of a process when the one that had started it died too: nobody knows how it ended."""
_ENDING = frozenset({signal.SIGTERM, signal.SIGINT})
"""Signals that a person or a system sends to end a process."""
_LARGE = 100_000
"""Bytes: a part of a job that is larger, such as a font, is handed to a worker once and kept for its later jobs."""
_KEPT = 100_000_000
"""Bytes: a worker that keeps more begins anew with its next job."""
_TOLD: list[Connection] = []
"""In a worker, the pipe to the process that it works for."""
_OURS: list[Connection] = []
"""The ends of pipes that only this process may hold: a worker that is forked from it closes its copies."""


@dataclass(frozen=True, slots=True)
class Task:
    """A call to be made elsewhere, and what will hold its result."""

    future: Future[Any]
    call: tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


class _Packing(pickle.Pickler):
    """Writes a call without its large parts: ``held`` are those that are there already, ``fresh`` the others."""

    def __init__(self, file: BytesIO, held: dict[int, bytes]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.held = held
        self.fresh: dict[int, bytes] = {}

    def persistent_id(self, value: object) -> int | None:
        """Python's id of a large part, which is alive for as long as it is ``held``; None for anything else."""
        if type(value) is not bytes or len(value) < _LARGE:
            return None
        if id(value) not in self.held:
            self.fresh[id(value)] = value
        return id(value)


class _Unpacking(pickle.Unpickler):
    """Reads a call whose large parts are ``held``."""

    def __init__(self, file: BytesIO, held: dict[int, bytes]) -> None:
        super().__init__(file)
        self.held = held

    def persistent_load(self, ident: int) -> bytes:
        """The large part that was written as ``ident``."""
        return self.held[ident]


class Worker:
    """The side of this process: one thread hands over jobs, another watches, any may kill."""

    def __init__(self, given_up: threading.Event, within: Sequence[Path] | None = None) -> None:
        self._given_up, self._within = given_up, within
        self._lock = threading.Lock()
        self._process: Any = None
        self._ends: tuple[Connection, ...] = ()
        self._held: dict[int, bytes] = {}
        self._bounds: Bounds | None = None
        self._begun = self._last = Usage()
        self._ticked = self._still = 0.0
        self._why: Exception | None = None
        self._part = ""

    def start(self) -> None:
        """Begin a process."""
        self._held = {}
        context = get_context(_start_method())
        ours, theirs = context.Pipe()
        held, lifeline = context.Pipe(duplex=False)  # the system closes ours when this process is killed
        forked_by_thread = context.get_start_method() == "fork" and (
            threading.current_thread() is not threading.main_thread()
        )
        self._ends = (ours, lifeline)
        _OURS.extend(self._ends)
        given = (theirs, held, not forked_by_thread, self._within)
        process: Any = context.Process(target=_work, args=given)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        held.close()
        with self._lock:
            self._process = process
        if self._given_up.is_set():
            self.kill()

    def do(self, task: Task) -> None:
        """Have the worker do it, and give the future what came of it."""
        try:
            if self._process is None or not self._process.is_alive():
                self._bury()
                self.start()
            self._begin(getattr(task.call[0], "bounds", None))
            connection = self._ends[0]
            self._hand_over(task.call, connection)
            while isinstance(answer := connection.recv(), str):
                self._begin(getattr(task.call[0], "bounds", None), answer)
            is_done, value = answer
        except (EOFError, OSError):
            ended = self._bury()
            task.future.set_exception(self._why or _death(ended))
        except Exception as raised:  # it cannot be pickled, or what came back cannot be read
            task.future.set_exception(raised)
        else:
            task.future.set_result(value) if is_done else task.future.set_exception(value)
        finally:
            with self._lock:
                self._bounds = None

    def _hand_over(self, call: object, connection: Connection) -> None:
        if sum(map(len, self._held.values())) > _KEPT:
            self._held = {}
        file = BytesIO()
        packing = _Packing(file, self._held)
        packing.dump(call)
        connection.send((not self._held, packing.fresh, file.getvalue()))
        self._held |= packing.fresh

    def watch(self, tick: float) -> None:
        """Kill the worker when its job has used too much; called every ``tick`` seconds.

        Ticks are counted, not the clock, which goes on while this process is stopped itself.
        """
        with self._lock:
            if self._bounds is not None and self._process is not None:
                self._ticked += tick
                self._why = self._reason(self._bounds, tick)
                if self._why is not None:
                    self._bounds = None
                    self._process.kill()

    def kill(self) -> None:
        """End the process at once, also one that is stopped."""
        with self._lock:
            if self._process is not None:
                self._process.kill()

    def end(self) -> None:
        """Let the process end by itself, if it can."""
        if self._process is not None:
            self._ends[0].close()
            self._process.join(_PARTING)
        self._bury()

    def _begin(self, bounds: Bounds | None, part: str = "") -> None:
        usage = (usage_of(self._process.pid) if bounds else None) or Usage()
        with self._lock:
            self._bounds, self._begun, self._last = bounds, usage, usage
            self._ticked = self._still = 0.0
            self._why, self._part = None, part

    def _reason(self, bounds: Bounds, tick: float) -> Exception | None:
        usage = usage_of(self._process.pid)
        if usage is None:
            is_over = self._ticked > _BLIND * bounds.seconds + STILL
            return _too_long(bounds, self._part) if is_over else None
        has_moved = usage.is_working or usage.seconds > self._last.seconds
        self._still = 0.0 if has_moved else self._still + tick
        self._last = usage
        if usage.seconds - self._begun.seconds > bounds.seconds:
            return _too_long(bounds, self._part)
        if usage.memory - self._begun.memory > bounds.memory:
            return JobOverLimitError(f"it took more than {bounds.memory // 1_000_000} MB of memory", self._part)
        if self._still > STILL:
            return WorkerStoppedError(f"its process did nothing for {STILL:g} seconds")
        return None

    def _bury(self) -> int | None:
        """Make sure that the process is gone; returns its exit code."""
        ended = None
        if self._process is not None:
            self._process.kill()
            self._process.join()
            ended = self._process.exitcode
            with self._lock:
                self._process = None
        for end in self._ends:
            end.close()
            with contextlib.suppress(ValueError):
                _OURS.remove(end)
        self._ends = ()
        return ended


def _death(ended: int | None) -> WorkerDiedError:
    """Return what to say of a process that ended with this code, which is negative after a signal."""
    if ended in (-signal.SIGKILL, _STARTER_DIED):
        return WorkerStoppedError("its process was killed")
    if ended and -ended in _ENDING:
        return WorkerStoppedError(f"its process was ended ({signal.Signals(-ended).name})")
    if ended and ended < 0:
        return WorkerCrashedError(f"the process that worked on it died ({signal.Signals(-ended).name})")
    return WorkerDiedError(f"the process that worked on it died (exit code {ended})")


def _too_long(bounds: Bounds, part: str) -> JobOverLimitError:
    return JobOverLimitError(f"it took more than {bounds.seconds:g} seconds of processor time", part)


def _start_method() -> str:
    """Fork when it is safe: it costs least, but copies a lock that another thread holds for ever."""
    if sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1:
        return "fork"
    return "forkserver" if "forkserver" in get_all_start_methods() else "spawn"


def _work(jobs: Connection, held: Connection, ends_with_parent: bool, within: Sequence[Path] | None) -> None:
    """The side of the worker: one job after the other, until there are no more."""
    close_ends_of_others()
    if within is not None:
        confine(within)
    for name in (
        "SIGINT",
        "SIGTERM",
        "SIGHUP",
    ):  # they reach every process of a terminal; the parent alone acts on them
        if (number := getattr(signal, name, None)) is not None:
            signal.signal(number, signal.SIG_IGN)
    if ends_with_parent:
        end_when_parent_is_killed()
    threading.Thread(target=_end_with_parent, args=(held,), daemon=True).start()
    _TOLD[:] = [jobs]
    parts: dict[int, bytes] = {}
    with contextlib.suppress(EOFError, OSError):
        while True:
            _answer(jobs, parts)


def begin_part(name: str) -> None:
    """Say, in a worker, which part of its job comes now: it may take as much as a job. Elsewhere nothing is said."""
    for jobs in _TOLD:
        jobs.send(name)


def _answer(jobs: Connection, parts: dict[int, bytes]) -> None:
    answer: tuple[bool, Any]
    begins_anew, fresh, call = jobs.recv()
    if begins_anew:
        parts.clear()
    parts.update(fresh)
    try:
        function, args, kwargs = _Unpacking(BytesIO(call), parts).load()
    except Exception as raised:  # what is to be called cannot be found here
        jobs.send((False, raised))
        return
    try:
        answer = True, function(*args, **kwargs)
    except Exception as raised:
        answer = False, raised
    try:
        jobs.send(answer)
    except OSError:
        raise
    except Exception as raised:  # the result cannot be pickled
        jobs.send((False, TypeError(f"{type(raised).__name__}: {raised}")))


def _end_with_parent(held: Connection) -> None:
    with contextlib.suppress(EOFError, OSError):
        held.recv_bytes()
    os._exit(1)


def close_ends_of_others() -> None:
    """Close, in a process that was forked, the ends of pipes that its parent alone may hold."""
    while _OURS:
        _OURS.pop().close()


def end_when_parent_is_killed() -> None:
    """Have Linux kill this process with its parent: one that is stopped, or in foreign code, sees no pipe close."""
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DEATH_OF_PARENT, signal.SIGKILL)
