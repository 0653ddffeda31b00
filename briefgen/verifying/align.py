"""Which block on paper is which block of the page: the one with the same key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import pairwise

from briefgen.verifying.allowed_differences import without_addresses
from briefgen.verifying.blocks import ReadBlock, ReadText, joined


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
    base_url: str = ""
    """Where the site stands."""
    taken: set[int] = field(default_factory=set)
    _places: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for at, block in enumerate(self.blocks):
            self._places.setdefault(block.key, []).append(at)

    def under(self, key: str) -> list[ReadBlock]:
        """What stands under a key."""
        return [self.blocks[at] for at in self._places.get(key, ())]

    def take(self, key: str) -> list[ReadBlock]:
        """The same, which has found its counterpart now."""
        self.taken.update(self._places.get(key, ()))
        return self.under(key)

    def align(self, part: Sequence[ReadBlock]) -> list[BlockPair]:
        """Every block of ``part`` with its counterpart, if it has one."""
        groups: dict[str, list[int]] = {}
        for index, block in enumerate(part):
            groups.setdefault(block.key, []).append(index)
        found = [BlockPair(it) for it in part]
        for key, group in groups.items():
            there = [at for at in self._places.get(key, ()) if not self.blocks[at].extra]
            pieces = _pieces([part[index] for index in group], [self.blocks[at] for at in there])
            for index, its in pieces.items():
                found[group[index]] = self._pair(part[group[index]], tuple(there[it] for it in its))
        return found

    def _pair(self, web: ReadBlock, at: tuple[int, ...]) -> BlockPair:
        self.taken.update(at)
        said = whole([self.blocks[it].said for it in at])
        # An address that goes over the page is whole only now.
        said = without_addresses(said, self.base_url) if len(at) > 1 else said
        return BlockPair(web, replace(self.blocks[at[0]], said=said), at)


def _pieces(web: Sequence[ReadBlock], paper: Sequence[ReadBlock]) -> Mapping[int, Sequence[int]]:
    """Of blocks that have one key, such as the rows of a table, the place on the page → the places on paper.

    Those that say the same are found first, between them those of one kind in their order. What is left on paper goes
    on with the block before it, over a page.
    """
    found: dict[int, list[int]] = {}
    same = _common(*([(it.kind, _letters(it.said)) for it in blocks] for blocks in (web, paper)))
    for (i, j), (i_end, j_end) in pairwise([(-1, -1), *same, (len(web), len(paper))]):
        found[i_end] = [j_end]
        here, there = web[i + 1 : i_end], paper[j + 1 : j_end]
        kinds = ([it.kind for it in blocks] for blocks in (here, there))
        alike = zip(range(len(here)), range(len(there)), strict=True) if len(here) == len(there) else _common(*kinds)
        found |= {i + 1 + one: [j + 1 + other] for one, other in alike}
    del found[len(web)]
    begun = {its[0]: index for index, its in found.items()}
    last = -1
    for at, block in enumerate(paper):
        if (last := begun.get(at, last)) >= 0 and at not in begun and block.kind == paper[found[last][0]].kind:
            begun_with = _letters(whole([paper[it].said for it in (*found[last], at)]))
            if len(web) == 1 or not block.said.key or _letters(web[last].said).startswith(begun_with):
                found[last].append(at)
    return found


def whole(pieces: Sequence[ReadText]) -> ReadText:
    """The pieces of a block as one text."""
    said = pieces[0]
    for it in pieces[1:]:
        said = joined(said, it)
    return said


def _letters(said: ReadText) -> str:
    """The letters of a text, a sign for each link; of one without any its signs."""
    return said.key or "".join(said.text.split())


def _common(one: Sequence[object], other: Sequence[object]) -> Iterator[tuple[int, int]]:
    """The places of what both have in one order."""
    for i, j, count in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        yield from zip(range(i, i + count), range(j, j + count), strict=True)
