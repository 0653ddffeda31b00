"""Which block of a translation answers to which of the original: by stamps and ids, then by order and likeness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from briefgen.model.records.translation_stamps import Stamp
from briefgen.resolving.translation.align import Pair, align, align_sections, joined
from briefgen.resolving.translation.blocks import TranslationUnit

_SAME_PAIR, _SAME_ID, _BOTH_LOST = 20.0, 10.0, 2.0


@dataclass(frozen=True, slots=True, eq=False)
class _Section:
    """A heading (None: the beginning of a text) and the blocks up to the next."""

    heading: TranslationUnit | None
    blocks: list[TranslationUnit] = field(default_factory=list)

    @property
    def all(self) -> list[TranslationUnit]:
        return [self.heading, *self.blocks] if self.heading else self.blocks


class Pairs:
    """Aligns the blocks of two texts; what has been stamped as a pair is one."""

    def __init__(self, stamps: Iterable[Stamp]) -> None:
        self.known = {(stamp.source, stamp.made) for stamp in stamps}
        self.sources = {source for source, _ in self.known}
        self.made = {made for _, made in self.known}

    def of(self, one: Sequence[TranslationUnit], other: Sequence[TranslationUnit]) -> Iterator[Pair[TranslationUnit]]:
        """Every block of both texts once, in order; what has moved is found by its id or its stamp."""
        pairs = list(self._in_order(one, other))
        away = {made.digest: made for source, made in pairs if source is None and made}
        made_from = {source: made for source, made in self.known if made in away}
        lost = (source.digest for source, made in pairs if source and not made)
        back = {made_from[source] for source in lost if source in made_from}
        for source, made in pairs:
            if source and not made and source.digest in made_from:
                yield source, away[made_from[source.digest]]
            elif source or (made and made.digest not in back):
                yield source, made

    def _in_order(
        self, one: Sequence[TranslationUnit], other: Sequence[TranslationUnit]
    ) -> Iterator[Pair[TranslationUnit]]:
        if self._all_known(one, other):
            yield from zip(one, other, strict=True)
            return
        sections: list[Pair[_Section]] = align_sections(
            _sections(one), _sections(other), self._sections, lambda it: not it.all, _SAME_ID
        )
        for mine, yours, _ in joined(sections, lambda it: it.heading.ident if it.heading else ""):
            if mine and yours:
                if mine.heading or yours.heading:
                    yield mine.heading, yours.heading
                yield from self._blocks(mine.blocks, yours.blocks)
            else:
                yield from ((block, None) for block in (mine.all if mine else ()))
                yield from ((None, block) for block in (yours.all if yours else ()))

    def _blocks(
        self, one: Sequence[TranslationUnit], other: Sequence[TranslationUnit]
    ) -> Iterable[Pair[TranslationUnit]]:
        if self._all_known(one, other):
            return zip(one, other, strict=True)
        pairs: list[Pair[TranslationUnit]] = align(one, other, self._score)
        return pairs

    def _all_known(self, one: Sequence[TranslationUnit], other: Sequence[TranslationUnit]) -> bool:
        return len(one) == len(other) and all(
            (a.digest, b.digest) in self.known for a, b in zip(one, other, strict=True)
        )

    def _sections(self, one: _Section, other: _Section) -> float:
        a, b = one.heading, other.heading
        if a is None or b is None:
            return _SAME_PAIR if a is b else -1.0
        score = -1.0 if a.level != b.level else self._score(a, b)
        return score + 2 * _likeness(_signs(one), _signs(other)) if 0 <= score < _SAME_ID else score

    def _score(self, one: TranslationUnit, other: TranslationUnit) -> float:
        """How likely two blocks are the same; below 0 when they cannot be."""
        if one.kind != other.kind or (one.ident and other.ident and one.ident != other.ident):
            return -1.0
        if (one.digest, other.digest) in self.known:
            return _SAME_PAIR
        if one.ident and other.ident:
            return _SAME_ID
        lost = one.digest not in self.sources and other.digest in self.made
        return 1.0 + 3 * _likeness(one.signs, other.signs) + _alike(one, other) + (_BOTH_LOST if lost else 0.0)


def _likeness(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> float:
    """How much two sets share, from 0 to 1; two empty sets tell nothing."""
    union = len(one | other)
    return len(one & other) / union if union else 0.5


def _signs(section: _Section) -> frozenset[tuple[str, str]]:
    return frozenset[tuple[str, str]]().union(*(block.signs for block in section.blocks))


def _alike(one: TranslationUnit, other: TranslationUnit) -> float:
    """How alike two lengths are, whichever language is the terser."""
    low, high = sorted((len(one.said) + 6, len(other.said) + 6))
    return 0.5 * min(1.0, low / high / 0.4)


def _sections(blocks: Iterable[TranslationUnit]) -> list[_Section]:
    found = [_Section(None)]
    for block in blocks:
        if block.kind == "heading":
            found.append(_Section(block))
        else:
            found[-1].blocks.append(block)
    return found
