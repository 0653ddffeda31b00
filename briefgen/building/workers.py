"""Where the work that is shared out is done, and where its results are remembered."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from typing import TypeVar

from briefgen.model.core.diagnostics import Outcome
from briefgen.model.core.limits import DEFAULT, Limits
from briefgen.model.written.site import Site
from briefgen.running.progress import Progress
from briefgen.running.reads import Digests
from briefgen.running.run import Stage, run
from briefgen.running.store import Store

J = TypeVar("J")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Workers:
    """Where work is done: by whom, remembered where, watched by whom, and how much of it there may be."""

    executor: Executor
    store: Store
    progress: Progress
    limits: Limits = DEFAULT
    digests: Digests = field(default_factory=Digests)
    placed: Digests = field(default_factory=lambda: Digests(with_places=True))
    """Fingerprints in which places count."""

    def bound_by(self, site: Site) -> Workers:
        """The same, with the limits that ``site`` sets."""
        return replace(self, limits=site.settings.value.limits)

    def run(self, stage: Stage[J, R], jobs: Iterable[J]) -> Outcome[tuple[R | None, ...]]:
        """The result of every job, in their order."""
        return run(stage, jobs, self.executor, self.store, self.progress, self.limits)
