"""Which block on paper is which block of the page: by what they say, then by what is most alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from briefgen.verifying.blocks import Block, Said, joined

ALIKE = 0.55
"""So much of two blocks must be the same for one to be taken for a changed form of the other."""
_PIECES = 4
"""A block goes over so many lines or pages in pieces of its own, at most."""
_NUMBER = re.compile(r"^(\D{0,24}?)\d+")


@dataclass(frozen=True, slots=True)
class Pair:
    """A block of the page with its counterpart; ``at`` are the places of its pieces on paper."""

    web: Block
    paper: Block | None = None
    at: tuple[int, ...] = ()


@dataclass(slots=True)
class Stream:
    """The blocks of a stretch of paper; those that have found their counterpart are taken."""

    blocks: tuple[Block, ...]
    renumbered: bool = False
    """Whether figures, sources and the like have other numbers here than on the page."""
    same: Callable[[Said, Said], bool] | None = None
    """Says whether two texts are one though their words differ by design."""
    taken: set[int] = field(default_factory=set)
    _places: dict[str, list[int]] = field(default_factory=dict)
    _keys: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._keys = [block.said.key for block in self.blocks]
        for at, key in enumerate(self._keys):
            for form in {key, without_number(key)} if self.renumbered else {key}:
                self._places.setdefault(form, []).append(at)

    def align(self, part: Sequence[Block], *, shared: bool = False) -> list[Pair]:
        """Every block of ``part`` with its counterpart, if it has one. What is ``shared`` may be taken again."""
        pairs: list[Pair] = []
        after = -1
        for web in part:
            at = self._same(web, after, shared)
            pairs.append(self._pair(web, at))
            after = at[-1] if at else after
        return self._alike(pairs, shared)

    def _pair(self, web: Block, at: tuple[int, ...]) -> Pair:
        if not at:
            return Pair(web)
        self.taken.update(at)
        return Pair(web, replace(self.blocks[at[0]], said=self._said(at)), at)

    def _said(self, at: tuple[int, ...]) -> Said:
        said = self.blocks[at[0]].said
        for place in at[1:]:
            said = joined(said, self.blocks[place].said)
        return said

    def _same(self, web: Block, after: int, shared: bool) -> tuple[int, ...]:
        """The places of the block that says the same: the first after the one before, else the first there is."""
        key = web.said.key
        key = without_number(key) if self.renumbered and web.number else key
        places = [at for at in self._places.get(key, ()) if shared or at not in self.taken]
        places.sort(key=lambda at: (self.blocks[at].kind != web.kind, at <= after, at))
        return (places[0],) if places else self._in_pieces(key, web.kind, after)

    def _in_pieces(self, key: str, kind: str, after: int) -> tuple[int, ...]:
        for start in (*range(after + 1, len(self.blocks)), *range(after + 1)):
            first = without_number(self._keys[start]) if "#" in key else self._keys[start]
            if first and key.startswith(first):
                for run in self._runs(start, kind):
                    if first + "".join(self._keys[at] for at in run[1:]) == key:
                        return run
        return ()

    def _runs(self, start: int, kind: str) -> Iterator[tuple[int, ...]]:
        """Blocks of a kind that follow one another from ``start`` on and are free: one, two, three…"""
        run: list[int] = []
        for at in range(start, len(self.blocks)):
            block = self.blocks[at]
            if block.extra and run:
                continue
            if at in self.taken or block.kind != kind or len(run) == _PIECES:
                return
            run.append(at)
            yield tuple(run)

    def _alike(self, pairs: list[Pair], shared: bool) -> list[Pair]:
        """What has no counterpart yet takes the most alike of what stands free between its neighbours."""
        found = list(pairs)
        for index, pair in enumerate(found):
            if pair.paper is None:
                low = max((it.at[-1] for it in found[:index] if it.at), default=-1)
                later = [it.at[0] for it in found[index + 1 :] if it.at and it.at[0] > low]
                at = self._most_alike(pair.web, low + 1, min(later, default=len(self.blocks)))
                found[index] = self._pair(pair.web, at)
        return found

    def _most_alike(self, web: Block, start: int, end: int) -> tuple[int, ...]:
        best, chosen = ALIKE, tuple[int, ...]()
        for first in range(start, end):
            for run in self._runs(first, self.blocks[first].kind):
                if run[-1] >= end:
                    break
                if self.same is not None and web.said.terms and self.same(web.said, self._said(run)):
                    return run
                alike = _likeness(web.said.key, "".join(self._keys[at] for at in run), best)
                if alike > best:
                    best, chosen = alike, run
        return chosen


def _likeness(one: str, other: str, enough: float) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < enough or matcher.quick_ratio() < enough:
        return 0.0
    return matcher.ratio()


def without_number(key: str) -> str:
    """A key without the number that it begins with, or has after its first word: ``Figure3The`` → ``Figure#The``."""
    return _NUMBER.sub(r"\1#", key, count=1)
