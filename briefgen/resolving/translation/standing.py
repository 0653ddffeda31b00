"""How a translation stands to its original, block by block: current, stale, missing, unstamped."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from briefgen.model.records.translation_stamps import Stamp
from briefgen.model.written.briefs import Brief, Text
from briefgen.model.written.written import Lang
from briefgen.resolving.translation.align import Pair
from briefgen.resolving.translation.blocks import TranslationUnit, body_blocks, front_blocks, wording_blocks
from briefgen.resolving.translation.pairs import Pairs


class BlockState(StrEnum):
    """How a block of a translation stands to the original."""

    CURRENT = "current"
    STALE = "stale"
    """The original says something else than when the block was stamped."""
    MISSING = "missing"
    """The original has a block that the translation has not."""
    UNSTAMPED = "unstamped"
    """Both languages have it, and nobody has said that the one was made from the other."""


@dataclass(frozen=True, slots=True, eq=False)
class TranslatedBlock:
    """A block in both languages, as far as they have it, and its stamp."""

    state: BlockState
    source: TranslationUnit | None
    """None: the original has it no more."""
    made: TranslationUnit | None
    stamp: Stamp | None = None

    @property
    def shown(self) -> TranslationUnit:
        """The block where the translation has it, else where the original has it."""
        block = self.made or self.source
        assert block is not None
        return block


@dataclass(frozen=True, slots=True, eq=False)
class TranslationStatus:
    """One translation of a brief."""

    slug: str
    original: Lang
    lang: Lang
    pieces: tuple[TranslatedBlock, ...]
    is_started: bool = True
    """Whether anything of the translation has ever been stamped."""

    def count(self, state: BlockState) -> int:
        """How many blocks stand so."""
        return sum(piece.state is state for piece in self.pieces)

    @property
    def behind(self) -> tuple[TranslatedBlock, ...]:
        """What is stale or missing, in the order of the original."""
        return tuple(piece for piece in self.pieces if piece.state in (BlockState.STALE, BlockState.MISSING))


def stamps_of(brief: Brief, lang: Lang) -> tuple[Stamp, ...]:
    """What has been stamped in a language; nothing in a brief that has never been."""
    return brief.stamps.value.stamps.get(lang, ()) if brief.stamps else ()


def standings(brief: Brief, site: tuple[Lang, ...], *, unstamped: bool = False) -> Iterator[TranslationStatus]:
    """Every translation of a brief that has been stamped; with ``unstamped`` those that never were, too.

    A text with a slip that may hide a part of it cannot be compared.
    """
    original = brief.original(site)
    for lang, text in brief.texts.items():
        if original is None or lang == original or not (text.whole and brief.texts[original].whole):
            continue
        stamps = stamps_of(brief, lang)
        if stamps or unstamped:
            pairs = list(_pairs(brief, brief.texts[original], text, stamps))
            yield TranslationStatus(brief.slug, original, lang, tuple(_sorted(pairs, stamps)), bool(stamps))


def _pairs(brief: Brief, original: Text, text: Text, stamps: Sequence[Stamp]) -> Iterator[Pair[TranslationUnit]]:
    given = {block.at: block for block in front_blocks(text)}
    for block in front_blocks(original):
        yield block, given.get(block.at)
    yield from Pairs(stamps).of(body_blocks(original), body_blocks(text))
    yield from wording_blocks(brief, original.lang, text.lang)


_Key = tuple[str, ...] | None
_SAME: tuple[tuple[Callable[[Stamp], _Key], Callable[[TranslationUnit | None, TranslationUnit | None], _Key]], ...] = (
    (lambda stamp: (stamp.source, stamp.made), lambda a, b: (a.digest, b.digest) if a and b else None),
    (lambda stamp: (stamp.source,), lambda a, b: (a.digest,) if a else None),
    (lambda stamp: (stamp.made, stamp.at), lambda a, b: (b.digest, a.at) if a and b else None),
    (lambda stamp: (stamp.made,), lambda a, b: (b.digest,) if b else None),
    (lambda stamp: (stamp.at,), lambda a, b: (a.at,) if a else None),
)
"""By what a pair of blocks knows its stamp, the surest first; the last is for what was changed in both texts."""


def _sorted(pairs: Sequence[Pair[TranslationUnit]], stamps: Sequence[Stamp]) -> Iterator[TranslatedBlock]:
    """Each pair with its stamp; what only the translation has is none of ours unless the original once had it."""
    found: dict[int, Stamp] = {}
    left = dict(enumerate(stamps))
    for of_stamp, of_pair in _SAME:
        waiting: dict[_Key, deque[int]] = defaultdict(deque)
        for number, stamp in left.items():
            waiting[of_stamp(stamp)].append(number)
        for place, (source, made) in enumerate(pairs):
            if place not in found and (numbers := waiting.get(of_pair(source, made))):
                found[place] = left.pop(numbers.popleft())
    sources = {stamp.source: stamp for stamp in stamps}
    for place, (source, made) in enumerate(pairs):
        known = found.get(place) or (sources.get(source.digest) if source else None)
        if source or known:
            yield TranslatedBlock(_state(source, made, known), source, made, known)


def _state(source: TranslationUnit | None, made: TranslationUnit | None, stamp: Stamp | None) -> BlockState:
    if source is None:
        return BlockState.STALE
    if made is None:
        left_out = stamp is not None and stamp.source == source.digest and not stamp.made
        return BlockState.CURRENT if left_out else BlockState.MISSING
    if source.digest == made.digest and source.is_for_all:
        return BlockState.CURRENT
    if stamp is None or (stamp.source == source.digest and not stamp.made):
        return BlockState.UNSTAMPED
    return BlockState.CURRENT if stamp.source == source.digest else BlockState.STALE
