"""Work done in this process itself or by workers that start late, the share of one machine, and a cluster's error."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass
from typing import Any

Make = Callable[[], Executor]


@dataclass(frozen=True, slots=True)
class Share:
    """What one of several machines does of the work, told by the keys of jobs alone: ``number`` from 1 of ``of``."""

    number: int
    of: int

    def has(self, key: str) -> bool:
        """Tell whether the job with this key, a fingerprint, is in the share."""
        return int(key[:8], 16) % self.of == self.number - 1


NO_SHARE = Share(0, 1)
"""That of a machine that does nothing, and takes what is remembered."""


class ClusterError(Exception):
    """The cluster was not found or cannot be used; the message is for the person who named it."""


class Inline(Executor):
    """Does each piece of work at once, in the caller's own thread."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """A future that is already done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as raised:
            future.set_exception(raised)
        return future


class Renewing(Executor):
    """Starts its workers late, and new ones when the old have died."""

    def __init__(self, make: Make, processes: int = 0) -> None:
        self._make = make
        self.processes = processes
        """How many processes of this machine it has."""
        self._inner: Executor | None = None
        self._closed = False
        self._lock = threading.Lock()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand the work to the workers; new ones if those are dead."""
        with self._lock:
            if self._closed:  # another thread must not start workers that nobody would end
                raise BrokenExecutor("the workers have been let go")
            if self._inner is None:
                self._inner = self._make()
            try:
                return self._inner.submit(fn, *args, **kwargs)
            except BrokenExecutor:
                self._inner.shutdown(wait=False, cancel_futures=True)
                self._inner = self._make()
                return self._inner.submit(fn, *args, **kwargs)

    def rest(self) -> None:
        """Let the workers go until there is more for them to do."""
        with self._lock:
            inner, self._inner = self._inner, None
        if inner is not None:
            inner.shutdown()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the workers go."""
        with self._lock:
            self._closed = True
            inner, self._inner = self._inner, None
        if inner is not None:
            inner.shutdown(wait, cancel_futures=cancel_futures)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """After a fault or an interrupt nothing more is begun, and processes give up what they are doing."""
        self.shutdown(cancel_futures=kind is not None)
