"""Work on what comes from outside of a project, in a process that is ended when it takes too much."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any, TypeVar

from briefgen.model.core.limits import LIMITS
from briefgen.running.bounds import Bounds, JobOverLimitError

T = TypeVar("T")
LIMIT = LIMITS["text"]
"""For one file, or one of a folder."""


@dataclass(frozen=True, slots=True)
class _Bounded:
    """A function that a worker calls within bounds; an exception takes its trace along in words."""

    function: Callable[..., Any]
    bounds: Bounds

    def __call__(self, *args: Any) -> Any:
        """Return what the function gives."""
        try:
            return self.function(*args)
        except RecursionError:
            raise JobOverLimitError("it is nested too deeply") from None
        except MemoryError:
            raise JobOverLimitError("there is not so much memory") from None
        except Exception as raised:
            raised.add_note(traceback.format_exc())
            raise


By = Callable[..., Any]
"""Calls a function with arguments, here or elsewhere."""


def here(function: Callable[..., T], *args: Any) -> T:
    """Return what the function gives, in this process and without limits."""
    return function(*args)


def watched(workers: Executor, function: Callable[..., T], *args: Any) -> T:
    """Return what the function, which a worker finds by its name, gives for these; its exceptions are raised here.

    Raises JobOverLimitError where it takes too much, and WorkerDiedError where its process dies. A function that says
    ``begin_part`` may take as much again for each part.
    """
    bounds = Bounds(LIMIT.seconds, LIMIT.memory * 1_000_000)
    try:
        result: T = workers.submit(_Bounded(function, bounds), *args).result()
    except (KeyboardInterrupt, SystemExit):
        workers.shutdown(cancel_futures=True)  # what was interrupted is not waited for
        raise
    return result
