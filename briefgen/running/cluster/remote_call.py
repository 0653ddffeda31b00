"""The side of a worker of the cluster: each job is done in a process of its own there, within its bounds."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from io import BytesIO
from multiprocessing.process import current_process
from typing import Any

from briefgen.running.bounds import WorkerDiedError
from briefgen.running.cluster.machine import difference, setting

LARGE = 100_000
"""Bytes: a part of a job that is larger, such as a font, is sent to a worker once."""
Setting = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FarAnswer:
    """What came of a call: pickled, with its digest; or why the worker would not begin."""

    refusal: str = ""
    content: bytes = b""
    digest: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether the content is what the worker has sent."""
        return digest_of(self.content) == self.digest

    def value(self) -> tuple[bool, Any]:
        """Tell whether the call has returned, and what it returned or raised."""
        is_done, value = pickle.loads(self.content)
        return bool(is_done), value


class Packing(pickle.Pickler):
    """Writes a call without its large parts, which are named by their digests."""

    def __init__(self, file: BytesIO, known: dict[int, tuple[bytes, str]]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._known = known
        self.parts: dict[str, bytes] = {}

    def persistent_id(self, value: object) -> str | None:
        """The digest of a large part; ``known`` has those of earlier calls by Python's id."""
        if type(value) is not bytes or len(value) < LARGE:
            return None
        if id(value) not in self._known:
            self._known[id(value)] = value, digest_of(value)
        digest = self._known[id(value)][1]
        self.parts[digest] = value
        return digest


class _CallUnpacking(pickle.Unpickler):
    def __init__(self, call: bytes, parts: dict[str, bytes]) -> None:
        super().__init__(BytesIO(call))
        self._parts = parts

    def persistent_load(self, ident: str) -> bytes:
        return self._parts[ident]


def digest_of(content: bytes) -> str:
    """Return what stands for bytes that are sent."""
    return blake2b(content, digest_size=20).hexdigest()


def told() -> Setting:
    """Return what this worker has."""
    return setting()


def part(content: bytes) -> bytes:
    """A large part: a task of its own, so that the scheduler gives it again to a worker that has lost it."""
    return content


def do(expected: Setting, call: bytes, names: tuple[str, ...], *parts: bytes) -> FarAnswer:
    """Do one call on this worker, if it has what the machine has that asks for it."""
    if different := difference(expected, setting()):
        return FarAnswer(refusal=different)
    function, args, kwargs = _CallUnpacking(call, dict(zip(names, parts, strict=True))).load()
    try:
        result = True, _processes().submit(function, *args, **kwargs).result()
    except Exception as raised:
        result = False, raised
    content = pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
    return FarAnswer(content=content, digest=digest_of(content))


@cache
def _processes() -> Executor:
    """The processes of this worker, as many as it does jobs at a time; they are started once."""
    from distributed import get_worker

    from briefgen.running.pool.processes import Processes

    # Python lets no such process have children, because they could outlive it. These cannot.
    current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    return Processes(get_worker().state.nthreads)


def died(raised: BaseException | None) -> WorkerDiedError:
    """Return what is said of a job whose worker of the cluster was lost again and again."""
    return WorkerDiedError(f"the workers of the cluster that had it were lost ({type(raised).__name__})")


def refusals(found: dict[str, Any], here: Setting) -> Iterator[str]:
    """A sentence for each worker that has something else; ``found`` is what each has, or what it raised."""
    for worker, there in sorted(found.items()):
        if not isinstance(there, tuple):
            yield f"{worker} cannot run briefgen ({there})"
        elif different := difference(here, there):
            yield f"{worker} differs: {different}"
