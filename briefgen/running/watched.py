"""Work on what comes from outside of a project, in a process that is ended when it takes too much."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any, TypeVar

from briefgen.model.core.limits import LIMITS
from briefgen.running.bounds import Bounds, JobOverLimitError, WorkerDiedError

T = TypeVar("T")
LIMIT = LIMITS["text"]
"""For one file, or one of a folder."""


class RefusedError(Exception):
    """What comes from outside took too much; the message says of what, and ``part`` which file of a folder it was."""

    def __init__(self, message: str, part: str = "") -> None:
        super().__init__(message)
        self.part = part


@dataclass(frozen=True, slots=True)
class _Bounded:
    """A function that a worker calls within bounds; an exception takes its trace along in words."""

    function: Callable[..., Any]
    bounds: Bounds

    def __call__(self, *args: Any) -> Any:
        """What the function gives."""
        try:
            return self.function(*args)
        except (RecursionError, MemoryError) as raised:
            raise JobOverLimitError(_DEEP if isinstance(raised, RecursionError) else _LARGE) from None
        except Exception as raised:
            raised.add_note(traceback.format_exc())
            raise


_DEEP, _LARGE = "it is nested too deeply", "there is not so much memory"


By = Callable[..., Any]
"""Calls a function with arguments, here or elsewhere."""


def here(function: Callable[..., T], *args: Any) -> T:
    """What the function gives, in this process and without limits."""
    return function(*args)


def watched(workers: Executor, function: Callable[..., T], *args: Any) -> T:
    """What the function, which a worker finds by its name, gives for these; its exceptions are raised here.

    Raises RefusedError where it takes too much or its process dies. A function that says ``begin_part`` may take as
    much again for each part.
    """
    bounds = Bounds(LIMIT.seconds, LIMIT.memory * 1_000_000)
    try:
        result: T = workers.submit(_Bounded(function, bounds), *args).result()
    except (JobOverLimitError, WorkerDiedError) as raised:
        part = raised.part if isinstance(raised, JobOverLimitError) else ""
        raise RefusedError(f"reading it was stopped: {raised}", part) from raised
    except BaseException:
        workers.shutdown(cancel_futures=True)  # what was interrupted is not waited for
        raise
    return result
