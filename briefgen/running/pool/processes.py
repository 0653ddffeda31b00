"""Worker processes, one job at a time each: a job beyond its bounds is ended with its worker, and nothing else is.

No worker outlives the process that started it, however that ends, and shutting down never waits for one that hangs.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from briefgen.reading.files.own_folders import remove_left
from briefgen.running.pool.worker import Task, Worker

_TICK = 0.1
"""Seconds between two looks at the workers."""


class Processes(Executor):
    """So many workers, each a process with a thread here that hands it its jobs.

    A function that is submitted may have an attribute ``bounds``: what the job may use. With ``within``, the workers
    read these folders and the program, and nothing else (``confined.confine``).
    """

    def __init__(self, workers: int, within: Sequence[Path] | None = None) -> None:
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._given_up = threading.Event()
        self._over = threading.Event()
        self._workers = [Worker(self._given_up, within) for _ in range(workers)]
        self._threads: list[threading.Thread] = []
        self._watcher: threading.Thread | None = None
        self._lock = threading.Lock()
        self._is_closed = False
        self._at_exit: Any = None

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand the work to the next worker that is free. Raises RuntimeError after ``shutdown``."""
        task = Task(Future(), (fn, args, kwargs))
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the workers have been let go")
            if not self._threads:
                self._begin()
            self._tasks.put(task)
        return task.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the workers go; with ``cancel_futures`` they are killed in what they are doing."""
        with self._lock:
            self._is_closed = True
        if cancel_futures:
            self._kill()
        for _ in self._threads:
            self._tasks.put(None)
        if wait:
            for thread in self._threads:
                thread.join()
            self._over.set()
            if self._watcher is not None:
                self._watcher.join()
            if self._at_exit is not None:
                self._at_exit.cancel()
            remove_left()  # a worker that was killed could not remove its folder

    def _begin(self) -> None:
        for worker in self._workers:  # before there is a thread: until then processes can be forked
            worker.start()
        self._at_exit = Finalize(None, self._kill, exitpriority=100)  # before Python waits for its children
        self._threads = [threading.Thread(target=self._serve, args=(worker,), daemon=True) for worker in self._workers]
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        for thread in (*self._threads, self._watcher):
            thread.start()

    def _serve(self, worker: Worker) -> None:
        while (task := self._tasks.get()) is not None:
            if self._given_up.is_set():
                task.future.cancel()
            elif task.future.set_running_or_notify_cancel():
                worker.do(task)
        worker.end()

    def _watch(self) -> None:
        while not self._over.wait(_TICK) and any(thread.is_alive() for thread in self._threads):
            for worker in self._workers:
                worker.watch(_TICK)

    def _kill(self) -> None:
        self._given_up.set()
        for worker in self._workers:
            worker.kill()
