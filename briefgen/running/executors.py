"""Who does the work: this process, its children, its threads, a cluster of Dask, or an executor of someone's own.

Everything above asks for a ``concurrent.futures.Executor`` and gets one that starts its workers only
when the first piece of work comes, and starts new ones after they have died.
"""

from __future__ import annotations

import importlib
import os
import re
import sys
from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from briefgen.running.pool.inline import Inline, Make, Renewing

FORMS = "inline, processes, processes:4, threads, threads:4, dask://host:port or module:callable"


class ExecutorNameError(ValueError):
    """The name asks for no executor; the message is for the author."""


def executor(name: str = "processes", within: Sequence[Path] | None = None) -> Executor:
    """The executor that ``name`` asks for: one of ``FORMS``; without a number it takes every core.

    Processes that are given ``within`` read these folders and the program alone, where the system can see to it.
    Raises ExecutorNameError with a sentence for the author.
    """
    kind, _, rest = name.partition(":")
    if kind == "inline" and not rest:
        return Inline()
    if kind == "inline" and rest.isdecimal():
        raise ExecutorNameError(
            f"“{name}” has a number, and inline works in one process: write inline or processes:{rest}"
        )
    if kind in ("processes", "threads"):
        workers = _count(name, rest) if rest else cores()
        if kind == "threads":
            return Renewing(lambda: _threads(workers))
        return Renewing(lambda: _processes(workers, within), workers)
    if kind == "dask":
        return Renewing(_cluster(name, rest))
    if rest:
        return Renewing(_of_ones_own(name, kind, rest))
    raise ExecutorNameError(f"“{name}” is not an executor; write {FORMS}")


def cores() -> int:
    """Return how many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _processes(workers: int, within: Sequence[Path] | None) -> Executor:
    from briefgen.running.pool.processes import Processes

    return Processes(workers, within)


def _threads(workers: int) -> Executor:
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(workers)


def _cluster(name: str, rest: str) -> Make:
    """The cluster is looked for when there is work for it."""
    if re.fullmatch(r"//(?:[\w.-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}", rest, re.ASCII) is None:
        raise ExecutorNameError(f"“{name}” names no scheduler; write dask://host:port, such as dask://127.0.0.1:8786")

    def make() -> Executor:
        from briefgen.running.cluster.executor import Cluster

        return Cluster(rest.removeprefix("//"))

    return make


def _count(name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 1024:
        raise ExecutorNameError(f"“{name}” does not say how many workers; write a number from 1 to 1024")
    return int(text)


def _of_ones_own(name: str, module: str, attribute: str) -> Make:
    try:
        made: Any = importlib.import_module(module)
        for part in attribute.split("."):
            made = getattr(made, part)
    except (ImportError, AttributeError) as raised:
        raise ExecutorNameError(f"“{name}” cannot be found: {raised}; write {FORMS}") from raised
    if not callable(made):
        raise ExecutorNameError(f"“{name}” cannot be called; it must return an executor")
    return lambda: _checked(name, made())


def _checked(name: str, made: object) -> Executor:
    if not isinstance(made, Executor):
        raise ExecutorNameError(f"“{name}” returned {type(made).__name__}, not a concurrent.futures.Executor")
    return made
