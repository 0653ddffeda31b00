"""Work handed to a cluster of Dask: ``dask://host:port`` names its scheduler.

Every worker is asked first whether it has what this machine has, so that it gives the same bytes. What comes back is
compared with its digest. A job whose worker is lost is given to another.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import uuid
import warnings
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from briefgen.running.bounds import WorkerDiedError
from briefgen.running.cluster import remote_call as far
from briefgen.running.cluster.machine import setting
from briefgen.running.pool.inline import ClusterError

_CONNECT = 5.0
"""Seconds in which a scheduler answers."""
_ASK = 60.0
"""Seconds in which all workers say what they have: the first time, each imports what it needs."""
_TICK = 1.0
_ALONE = 15
"""Ticks without any worker, or without the scheduler, after which nobody waits any longer."""
_TRIES = 3
_INSTALL = "install it with: pip install distributed"


@dataclass(slots=True)
class _Errand:
    """A call under way: what it is, who waits for it, and how often it was begun."""

    arguments: tuple[Any, ...]
    parts: dict[str, bytes]
    future: Future[Any] = field(default_factory=Future)
    remote: Any = None
    tries: int = 0
    refused: set[str] = field(default_factory=set)


class Cluster(Executor):
    """Hands each call to a worker of the cluster. Raises ClusterError where there is none, or it cannot be used."""

    def __init__(self, address: str) -> None:
        self._client = _connected(address)
        try:
            _agreed(self._client, address)
        except ClusterError:
            self._client.close(timeout=2)
            raise
        self._name = f"briefgen-{uuid.uuid4().hex[:12]}"
        self._known: dict[int, tuple[bytes, str]] = {}
        self._parts: dict[str, Any] = {}
        self._errands: dict[Future[Any], _Errand] = {}
        self._count = 0
        self._lock = threading.RLock()
        self._over = threading.Event()
        self._is_gone = False
        threading.Thread(target=self._watch, daemon=True).start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The result of the call, when a worker has sent it. Raises BrokenExecutor when the cluster has gone."""
        if self._is_gone:  # whoever asks makes another, which says what is missing
            raise BrokenExecutor("the cluster has gone")
        file = BytesIO()
        with self._lock:
            packing = far.Packing(file, self._known)
            packing.dump((fn, args, kwargs))
            arguments = (setting(), file.getvalue(), tuple(packing.parts))
            errand = _Errand(arguments, packing.parts)
            self._errands[errand.future] = errand
            errand.future.add_done_callback(self._forget)
            self._begin(errand)
        return errand.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; it goes on for others. With ``cancel_futures`` what has not ended is given up."""
        waited_for = list(self._errands)
        if wait and not cancel_futures:
            for future in waited_for:
                with contextlib.suppress(Exception):
                    future.exception()
        self._over.set()
        for future in waited_for:
            future.cancel()
        with contextlib.suppress(Exception):
            self._client.close(timeout=2)

    def _begin(self, errand: _Errand) -> None:
        errand.tries += 1
        self._count += 1
        parts = [self._part(digest, content) for digest, content in errand.parts.items()]
        others = [name for name in _workers(self._client) if name not in errand.refused] if errand.refused else None
        try:
            if others == []:
                raise WorkerDiedError("no worker of the cluster has what this machine has")
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # that a job is large
                errand.remote = self._client.submit(
                    far.do, *errand.arguments, *parts, key=f"{self._name}-{self._count}", pure=False, workers=others
                )
        except Exception as raised:
            _end(errand.future, raised if isinstance(raised, WorkerDiedError) else far.died(raised))
            return
        errand.remote.add_done_callback(lambda done: self._take(errand, done))

    def _part(self, digest: str, content: bytes) -> Any:
        found = self._parts.get(digest)
        if found is None or found.status in ("cancelled", "lost", "error"):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = self._client.submit(far.part, content, key=f"{self._name}-part-{digest}", pure=True)
            self._parts[digest] = found
        return found

    def _take(self, errand: _Errand, done: Any) -> None:
        """Called by a thread of the client when a worker has answered, or was lost."""
        if errand.future.done() or self._over.is_set():
            return
        try:
            answer = done.result(timeout=_CONNECT)
            if answer.refusal:
                errand.refused.add(_worker_of(self._client, done))
                raise WorkerDiedError(f"a worker of the cluster differs: {answer.refusal}")
            if not answer.is_whole:
                raise WorkerDiedError("a worker of the cluster sent a result that is not whole")
            is_done, value = answer.value()
        except BaseException as raised:
            with self._lock:
                if errand.tries < _TRIES and not self._over.is_set():
                    self._begin(errand)
                else:
                    _end(errand.future, raised if isinstance(raised, WorkerDiedError) else far.died(raised))
            return
        _end(errand.future, None if is_done else value, value)

    def _forget(self, future: Future[Any]) -> None:
        errand = self._errands.pop(future, None)
        if errand is not None and future.cancelled() and errand.remote is not None:
            with contextlib.suppress(Exception):
                errand.remote.cancel()

    def _watch(self) -> None:
        """End the waiting for a cluster that has gone."""
        alone = 0
        while not self._over.wait(_TICK):
            alone = 0 if _workers(self._client) else alone + 1
            if alone >= _ALONE:
                self._is_gone = True
                for future in list(self._errands):
                    _end(future, WorkerDiedError(f"the cluster has had no worker for {_ALONE} seconds"))


def _end(future: Future[Any], raised: BaseException | None, value: Any = None) -> None:
    """Give the future what came of its call, unless nobody waits any longer."""
    with contextlib.suppress(Exception):  # it was ended by another thread
        if future.set_running_or_notify_cancel():
            future.set_result(value) if raised is None else future.set_exception(raised)


def _connected(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as raised:
        raise ClusterError(f"--executor dask:// needs the library distributed; {_INSTALL}") from raised
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        make: Callable[..., Any] = Client
        return make(f"tcp://{address}", timeout=_CONNECT, set_as_default=False, name="briefgen")
    except (OSError, ValueError, RuntimeError) as raised:
        what = f"no scheduler of Dask answered at {address} within {_CONNECT:g} seconds"
        raise ClusterError(f"{what}; start one with: dask scheduler") from raised


def _agreed(client: Any, address: str) -> None:
    """Raises ClusterError unless there are workers, each with what this machine has."""
    if not _workers(client):
        raise ClusterError(f"the scheduler at {address} has no workers; start some with: dask worker tcp://{address}")
    try:
        found = _asked(client)
    except Exception as raised:
        raise ClusterError(f"the workers at {address} did not say what they have: {raised}") from raised
    if problems := list(far.refusals(found, setting())):
        many = f", and {len(problems) - 1} more workers do not fit" if problems[1:] else ""
        raise ClusterError(f"a worker of the cluster cannot be used: {problems[0]}{many}")


def _asked(client: Any) -> dict[str, Any]:
    """Return what each worker has, or what was raised there."""
    tasks = {
        name: client.submit(far.told, workers=[name], key=f"briefgen-setting-{uuid.uuid4().hex}", pure=False)
        for name in _workers(client)
    }
    return {name: _said(task) for name, task in tasks.items()}


def _said(task: Any) -> Any:
    try:
        return task.result(timeout=_ASK)
    except Exception as raised:
        return f"{type(raised).__name__}: {raised}"


def _workers(client: Any) -> list[str]:
    try:
        return sorted(client.scheduler_info(n_workers=-1)["workers"]) if client.status == "running" else []
    except Exception:
        return []


def _worker_of(client: Any, done: Any) -> str:
    with contextlib.suppress(Exception):
        return str(client.who_has([done])[done.key][0])
    return ""
