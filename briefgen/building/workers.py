"""Where the work that is shared out is done, and where its results are remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from briefgen.model.core.diagnostics import Outcome
from briefgen.model.core.document import LookedAt
from briefgen.model.core.limits import DEFAULT, Limits
from briefgen.model.output.spill import Spill
from briefgen.model.output.tree import File
from briefgen.model.written.site import Site
from briefgen.running.code_digest import code_of
from briefgen.running.fingerprint import fingerprint
from briefgen.running.pool.ahead import Ahead
from briefgen.running.pool.inline import NO_SHARE, Inline, Renewing, Share
from briefgen.running.progress import SILENT, Explain, Progress, alone, nobody
from briefgen.running.reads import Digests
from briefgen.running.run import Stage, as_it_is, run
from briefgen.running.serialise import Desk, PackedParts, pack, unpack
from briefgen.running.store import NotedStore, NullStore, Store

J = TypeVar("J")
R = TypeVar("R")


class KnownTexts:
    """What was found out about texts and files of YAML, see ``LookedAt``, kept together for those of the last build."""

    def __init__(self, store: Store) -> None:
        is_kept = not isinstance(store, NullStore)
        self._name = fingerprint(("texts", code_of("briefgen.building.build"))) if is_kept else ""
        content = store.get(self._name)
        found = unpack(content) if content is not None else None
        self._store = store
        self._kept: dict[str, dict[str, Any]] = found.value if found and isinstance(found.value, dict) else {}
        self._sizes = {digest: len(known) for digest, known in self._kept.items()}
        self._texts: dict[str, dict[str, Any]] = {}

    def take(self, value: LookedAt, digest: str) -> None:
        """Let a text or an entry have what is known about it; ``digest`` stands for it and its places."""
        known = self._texts.setdefault(digest, self._kept.get(digest, {}))
        object.__setattr__(value, "known", known)

    def keep(self) -> None:
        """Remember what is known now."""
        if self._sizes != {digest: len(known) for digest, known in self._texts.items()}:
            self._store.put(self._name, pack(Outcome(self._texts)))


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
    texts: KnownTexts | None = None
    """What is known about texts; None where nothing is remembered of them."""
    share: Share | None = None
    """What this machine does of the work that nothing else waits for; None for all of it."""
    explain: Explain = nobody
    spill: Spill = field(default_factory=Spill)
    """Room for what is made, until the site stands."""
    desk: Desk = field(default_factory=lambda: Desk(Spill()))
    """Where texts are opened."""

    def making_room(self, spill: Spill | None) -> Workers:
        """The same, with the room that a caller gives."""
        return self if spill is None else replace(self, spill=spill, desk=Desk(spill))

    def bound_by(self, site: Site) -> Workers:
        """The same, with the limits that ``site`` sets."""
        return replace(self, limits=site.settings.value.limits)

    def run(self, stage: Stage[J, R], jobs: Iterable[J]) -> Outcome[tuple[R | None, ...]]:
        """The result of every job, in their order."""
        return self._run(stage, jobs, None)

    def run_packed(self, stage: Stage[J, R], jobs: Iterable[J]) -> Outcome[tuple[PackedParts | None, ...]]:
        """The same of a stage with packed results: together they may be more than memory should hold."""
        return self._run(stage, jobs, None, lambda value: value.put(self.spill))

    def run_share(self, stage: Stage[J, R], jobs: Iterable[J]) -> Outcome[tuple[R | None, ...]]:
        """As ``run``, of the jobs of this machine's share; None for others that nobody has done yet."""
        return self._run(stage, jobs, self.share)

    def run_known(self, stage: Stage[J, R], jobs: Iterable[J]) -> Outcome[tuple[R | None, ...]]:
        """As ``run``, of the jobs whose results are remembered; None for others."""
        return self._run(stage, jobs, NO_SHARE)

    def _run(
        self, stage: Stage[J, R], jobs: Iterable[J], share: Share | None, aside: Callable[[Any], Any] = as_it_is
    ) -> Outcome[tuple[Any, ...]]:
        return run(stage, jobs, self.executor, self.store, self.progress, self.limits, share, self.explain, aside)

    def ahead(self, pieces: int, few: int, work: Callable[[Workers], object]) -> Callable[[], bool]:
        """The ``missed`` of so many ``pieces`` of work, of which ``work`` does the share of the workers it is given.

        See ``Ahead`` for ``few``.
        Work that is to be explained, or is not kept where other processes see it, is done here.
        """
        executor, is_plain = self.executor, self.share is None and self.explain is nobody
        if not isinstance(executor, Renewing) or not is_plain or not self.store.is_shared:
            return alone

        def do(share: Share) -> list[str]:
            store = NotedStore(self.store)
            work(replace(self, executor=Inline(), store=store, progress=SILENT, share=share))
            return store.keys

        heard = getattr(self.store, "made_by_others", lambda _: None)
        return Ahead(pieces, few, executor, do, heard).missed

    def put(self, file: File) -> File:
        """A file of the site, its bytes on the disk where there is room."""
        return replace(file, held=self.spill.put(file.content))

    def has(self, *key: object) -> bool:
        """Tell whether this machine is to do what ``key`` stands for."""
        return self.share is None or self.share.has(fingerprint(key))
