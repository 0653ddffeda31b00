"""A piece of work in a process of its own, which may take so much time and memory and no more."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` by the clock on the wall; ``memory`` in bytes, of addresses, where the system can hold it."""

    seconds: float
    memory: int


class ExceededError(Exception):
    """The work was given up; the message says why, after “it”: ``takes longer than 30 seconds``."""


def alone(limits: Limits, work: Callable[..., T], *args: Any) -> T:
    """What ``work`` gives for ``args``; all three can be sent to another process. Raises ExceededError."""
    context = get_context(_start_method())
    reader, writer = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(writer, limits, work, args), daemon=True)  # type: ignore[attr-defined]
    process.start()
    writer.close()
    try:
        if not reader.poll(limits.seconds):
            raise ExceededError(f"takes longer than {limits.seconds:g} seconds")
        done, value = reader.recv()
    except (EOFError, OSError):
        raise ExceededError("takes too much memory, or breaks the library that reads it") from None
    finally:
        process.kill()
        process.join()
        reader.close()
    if not done:
        raise ExceededError(value)
    return value  # type: ignore[no-any-return]


def _work(writer: Connection, limits: Limits, work: Callable[..., Any], args: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _bound(limits)
    try:
        answer = True, work(*args)
    except MemoryError:
        answer = False, f"takes more than {limits.memory >> 20} MB of memory"
    writer.send(answer)


def _bound(limits: Limits) -> None:
    if sys.platform == "win32":
        return
    import resource

    seconds = int(limits.seconds) + 1
    for kind, most in ((resource.RLIMIT_AS, limits.memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(OSError, ValueError):  # a limit that is lower already, or none that this system has
            resource.setrlimit(kind, (most, most))


def _start_method() -> str:
    """Fork where no other thread can hold a lock that would be copied: it costs least."""
    is_safe = sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1
    return "fork" if is_safe else "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
