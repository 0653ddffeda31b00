"""Which block on paper is which block of the page: by what they say, then by what is most alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from briefgen.verifying.allowed_differences import without_addresses
from briefgen.verifying.blocks import LINK, ReadBlock, ReadText, difference, joined

ALIKE = 0.55
"""So much of two blocks must be the same for one to be taken for a changed form of the other."""
ALIKE_IN_EXCERPT = 0.8
"""In an excerpt, where it may as well have been left out."""
_PIECES = 12
"""A block goes over so many lines or pages in pieces of its own, at most."""
_LONG = 2000
"""Letters of a block, beyond which it is compared run by run: letter by letter the time grows with their square."""
_RUN = 5
_NUMBER = re.compile(r"^(\D{0,24}?)\d+")


@dataclass(frozen=True, slots=True)
class BlockPair:
    """A block of the page with its counterpart; ``at`` are the places of its pieces on paper."""

    web: ReadBlock
    paper: ReadBlock | None = None
    at: tuple[int, ...] = ()


@dataclass(slots=True)
class Stream:
    """The blocks of a stretch of paper; those that have found their counterpart are taken."""

    blocks: tuple[ReadBlock, ...]
    renumbered: bool = False
    """Whether figures, sources and the like have other numbers here than on the page."""
    same: Callable[[ReadText, ReadText], bool] | None = None
    """Says whether two texts are one though their words differ by design."""
    headings_apart: bool = False
    """Whether a heading has no counterpart but a heading that says the same."""
    base_url: str = ""
    """Where the site stands."""
    taken: set[int] = field(default_factory=set)
    _places: dict[str, list[int]] = field(default_factory=dict)
    _keys: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._keys = [_key_of(block.said) for block in self.blocks]
        for at, key in enumerate(self._keys):
            for form in {key, without_number(key)} if self.renumbered else {key}:
                self._places.setdefault(form, []).append(at)

    def align(self, part: Sequence[ReadBlock], *, shared: bool = False) -> list[BlockPair]:
        """Every block of ``part`` with its counterpart, if it has one. What is ``shared`` may be taken again."""
        if shared:
            return self.rest([self._pair(web, self._anywhere(web, shared=True)) for web in part])
        return self.rest(self.exact(part))

    def exact(self, part: Sequence[ReadBlock]) -> list[BlockPair]:
        """Every block of ``part`` with the one that says the same, if there is one."""
        found = [self._pair(web, at) for web, at in zip(part, self._in_order(part), strict=True)]
        for index, pair in enumerate(found):
            if pair.paper is None:
                gap, key = self._gap(found, index), self._key(pair.web)
                at = self._in_pieces(key, pair.web.kind, gap) or self._anywhere(pair.web)
                found[index] = self._pair(pair.web, at)
        return found

    def _key(self, web: ReadBlock) -> str:
        key = _key_of(web.said)
        return without_number(key) if self.renumbered and web.number else key

    def _in_order(self, part: Sequence[ReadBlock]) -> list[tuple[int, ...]]:
        """The places of the blocks that say the same and follow one another as on the page."""
        keys = [(web.kind, self._key(web)) for web in part]
        numbered = {key for _, key in keys}
        there: list[tuple[str, str] | None] = []
        for at, block in enumerate(self.blocks):
            bare = without_number(self._keys[at]) if self.renumbered else ""
            key = (block.kind, bare if bare in numbered else self._keys[at])
            there.append(None if at in self.taken else key)
        common = dict(common_sequence(keys, there))
        return [(common[at],) if at in common else () for at in range(len(keys))]

    def _gap(self, pairs: Sequence[BlockPair], index: int) -> range:
        """Where the counterpart of a block should be: between those of its neighbours."""
        low = max((it.at[-1] for it in pairs[:index] if it.at), default=-1)
        later = [it.at[0] for it in pairs[index + 1 :] if it.at and it.at[0] > low]
        return range(low + 1, min(later, default=len(self.blocks)))

    def _pair(self, web: ReadBlock, at: tuple[int, ...]) -> BlockPair:
        if not at:
            return BlockPair(web)
        at = self._with_signs(web, at)
        self.taken.update(at)
        return BlockPair(web, replace(self.blocks[at[0]], said=self._said(at)), at)

    def _with_signs(self, web: ReadBlock, at: tuple[int, ...]) -> tuple[int, ...]:
        """Also the piece after it that is nothing but signs, if the block says so: the last brackets of code."""
        after = at[-1] + 1
        is_spare = after < len(self.blocks) and after not in self.taken and not self.blocks[after].said.key
        if not is_spare or self.blocks[after].kind != self.blocks[at[-1]].kind:
            return at
        more = (*at, after)
        return more if difference(web.said, self._said(more)) is None else at

    def _said(self, at: tuple[int, ...]) -> ReadText:
        said = self.blocks[at[0]].said
        for place in at[1:]:
            said = joined(said, self.blocks[place].said)
        # An address that goes over the page is whole only now.
        return without_addresses(said, self.base_url) if len(at) > 1 else said

    def _anywhere(self, web: ReadBlock, *, shared: bool = False) -> tuple[int, ...]:
        key = self._key(web)
        places = [
            at
            for at in self._places.get(key, ())
            if (shared or at not in self.taken) and not self._apart(web, self.blocks[at])
        ]
        return tuple(places[:1]) or self._in_pieces(key, "item", range(len(self.blocks)) if shared else range(0))

    def _apart(self, web: ReadBlock, paper: ReadBlock) -> bool:
        """Whether one cannot be the other: in an excerpt, which leaves out most, kinds tell short texts apart."""
        return self.headings_apart and web.kind != paper.kind

    def _unlike(self, web: ReadBlock, paper: ReadBlock) -> bool:
        """Whether one cannot be a changed form of the other."""
        kinds = (web.kind, paper.kind)
        if self._apart(web, paper) or (self.headings_apart and "heading" in kinds):
            return True
        return any(kinds.count(kind) == 1 for kind in ("row", "caption"))

    def _in_pieces(self, key: str, kind: str, places: range) -> tuple[int, ...]:
        """A block that goes over several lines or pages, each a block of its own on paper."""
        for start in places:
            begins = _letters_or_signs(self.blocks[start].said)
            first = without_number(begins) if "#" in key else begins
            if first and key.startswith(first):
                for run in self._runs(start, kind):
                    whole = _key_of(self._said(run))
                    if (without_number(whole) if "#" in key else whole) == key:
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

    def rest(self, pairs: Sequence[BlockPair]) -> list[BlockPair]:
        """What has no counterpart yet takes the most alike of what stands free between its neighbours."""
        found = list(pairs)
        for index, pair in enumerate(found):
            if pair.paper is None:
                found[index] = self._pair(pair.web, self._most_alike(pair.web, self._gap(found, index)))
        return found

    def _most_alike(self, web: ReadBlock, gap: range) -> tuple[int, ...]:
        best, chosen = ALIKE_IN_EXCERPT if self.headings_apart else ALIKE, tuple[int, ...]()
        for first in gap:
            if self._unlike(web, self.blocks[first]):
                continue
            for run in self._runs(first, self.blocks[first].kind):
                if run[-1] >= gap.stop:
                    break
                if self.same is not None and web.said.terms and self.same(web.said, self._said(run)):
                    return run
                alike = _likeness(_key_of(web.said), _key_of(self._said(run)), best)
                if alike > best:
                    best, chosen = alike, run
        return chosen


def _key_of(said: ReadText) -> str:
    """The letters of a text. To these a text of links alone adds theirs, so that one is not taken for another."""
    key = _letters_or_signs(said)
    return key if key.strip(LINK) else key + "".join(link.label.key for link in said.links)


def _letters_or_signs(said: ReadText) -> str:
    """The letters of a text, a sign for each link; of one without any its signs."""
    return said.key or "".join(said.text.split())


def common_sequence(one: Sequence[object], other: Sequence[object]) -> Iterator[tuple[int, int]]:
    """The places of the longest sequence that both have, not necessarily without gaps."""
    lengths = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) - 1, -1, -1):
        row, below, wanted = lengths[i], lengths[i + 1], one[i]
        for j in range(len(other) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if wanted == other[j] else max(below[j], row[j + 1])
    i = j = 0
    while i < len(one) and j < len(other):
        if one[i] == other[j]:
            yield i, j
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1


def _likeness(one: str, other: str, enough: float) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < enough or matcher.quick_ratio() < enough:
        return 0.0
    return matcher.ratio() if max(len(one), len(other)) <= _LONG else _shared(_letters_of(one), _letters_of(other))


def _letters_of(key: str) -> Counter[str]:
    """Every few letters that follow one another."""
    return Counter(key[at : at + _RUN] for at in range(len(key) - _RUN + 1))


def _shared(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())


def without_number(key: str) -> str:
    """A key without the number that it begins with, or has after its first word: ``Figure3The`` → ``Figure#The``."""
    return _NUMBER.sub(r"\1#", key, count=1)
