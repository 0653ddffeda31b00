"""The whole build of a preview, away from what answers the browser: in a process of its own that stays warm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from briefgen.building.build import BuildOptions, build
from briefgen.model.core.diagnostics import Outcome
from briefgen.model.output.tree import Tree
from briefgen.reading.world import DiskWorld
from briefgen.running.executors import executor
from briefgen.running.store import Store


@dataclass(frozen=True, slots=True)
class PreviewOptions:
    """What is previewed: the folder, the time instead of the clock's, drafts or not, who works, where it is kept."""

    root: Path
    now: datetime | None
    draft: bool
    workers: str
    store: Store


@contextmanager
def whole_builds(order: PreviewOptions, workers: Executor) -> Iterator[Callable[[frozenset[str]], Outcome[Tree]]]:
    """A function that makes the site, with the PDFs of which it is given the output paths.

    Where the workers are processes, so is the builder: threads of one process would take turns with the one that
    answers a browser. Elsewhere it works in the thread of its caller, with the ``workers`` that there are.
    """
    if order.workers.partition(":")[0] != "processes":
        yield lambda pdfs: _make(order, pdfs, workers)
        return
    builder = executor("processes:1")

    def make(pdfs: frozenset[str]) -> Outcome[Tree]:
        try:
            return builder.submit(_in_its_process, order, pdfs).result()
        except BrokenExecutor:  # it died, for want of memory or of Ctrl-C, which reaches it too: another begins again
            return builder.submit(_in_its_process, order, pdfs).result()

    try:
        yield make
    finally:
        builder.shutdown(cancel_futures=True)  # what it is doing is of no use to anybody any more


def _in_its_process(order: PreviewOptions, pdfs: frozenset[str]) -> Outcome[Tree]:
    return _make(order, pdfs, _own_workers(order.workers, order.root))


@cache
def _own_workers(name: str, root: Path) -> Executor:
    """The workers of the builder's process; they end with it."""
    return executor(name, (root,))


def _make(order: PreviewOptions, pdfs: frozenset[str], workers: Executor) -> Outcome[Tree]:
    options = BuildOptions(pdfs=bool(pdfs), only_pdfs=pdfs, preview=order.draft)
    return build(DiskWorld(order.root, now=order.now), options, executor=workers, store=order.store)
