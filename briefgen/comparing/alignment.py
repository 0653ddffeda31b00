"""Set the blocks of two languages side by side: sections by the ids of their headings, blocks within them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import exp, log
from typing import TypeVar

from briefgen.comparing.parts import TextPart
from briefgen.resolving.translation.pairs import Pair, align, align_sections, joined

T = TypeVar("T")

_SAME_ID = 20.0
_SHORT = 3
"""A text this short tells little by its length."""


@dataclass(frozen=True, slots=True, eq=False)
class BlockSection:
    """A heading (None: the beginning of a text) and the blocks up to the next."""

    heading: TextPart | None
    blocks: list[TextPart] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Pairing:
    """Two blocks that answer to one another, or one without a counterpart and the places beside its gap."""

    one: TextPart | None
    other: TextPart | None
    section: int
    before: tuple[TextPart | None, TextPart | None] = (None, None)
    """What stands before the pair in each language."""
    depth: int = 0
    table: int = 0
    """The same for all cells of one table."""

    def part(self, side: int) -> TextPart:
        """Give the block in the first language (0), or in the second; there must be one."""
        found = self.other if side else self.one
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class BlockSignature:
    """What tells a block from others in any language: ids and figures, those told in words apart; and its length."""

    firm: frozenset[Hashable]
    every: frozenset[Hashable]
    length: int
    inner: tuple[int, ...]
    """The lengths of the blocks in it."""


class Signatures:
    """The signature of each block, made once."""

    def __init__(self, ratio: float = 1.0) -> None:
        self._ratio = ratio
        """How long the first text is, measured by the second."""
        self._known: dict[int, BlockSignature] = {}
        self._sections: dict[BlockSection, BlockSignature] = {}
        self._closeness: dict[tuple[int, int], float] = {}

    def of(self, part: TextPart) -> BlockSignature:
        """Give the signature of a block with all in it."""
        if (found := self._known.get(id(part))) is None:
            found = self._known[id(part)] = self._made(part)
        return found

    def of_section(self, section: BlockSection) -> BlockSignature:
        """Give what the blocks of a section have together; sections are compared with many others."""
        if (found := self._sections.get(section)) is None:
            found = self._sections[section] = _together([self.of(part) for part in section.blocks])
        return found

    def _made(self, part: TextPart) -> BlockSignature:
        inner = [self.of(child) for child in part.children]
        named: set[Hashable] = {(role.kind, role.id) for role in part.words.roles}
        lengths = tuple(it.length for it in inner)
        firm = frozenset(it.day or it.value for it in part.mentions if not it.soft).union(*(it.firm for it in inner))
        soft = frozenset(it.day or it.value for it in part.mentions if it.soft).union(*(it.every for it in inner))
        return BlockSignature(
            firm | named,
            firm | soft | named,
            len(part.words.text) + sum(lengths),
            lengths,
        )

    def score(self, one: TextPart, other: TextPart) -> float:
        """Measure how likely two blocks are the same; below 0 when they cannot be."""
        if one.kind != other.kind:
            return -1.0
        if one.kind != "note" and one.ident and other.ident and one.ident != other.ident:
            return -1.0
        if one.ident and one.ident == other.ident:
            return _SAME_ID
        own, its = self.of(one), self.of(other)
        return 4.0 + 3 * _shared(own, its) + self._shape(own, its, is_row=one.kind == "row")

    def _shape(self, one: BlockSignature, other: BlockSignature, *, is_row: bool) -> float:
        """Measure how alike the lengths of two blocks are, cell by cell where they are rows."""
        own, its = one.inner, other.inner
        if is_row and own and len(own) == len(its):
            return sum(map(self._alike, own, its)) / len(own)
        return self._alike(one.length, other.length) + (0.3 if len(own) == len(its) else 0.0)

    def _alike(self, one: int, other: int) -> float:
        """Measure how close two lengths are, measured by the languages."""
        if (found := self._closeness.get((one, other))) is None:
            found = exp(-2 * abs(log((one + _SHORT) / (other + _SHORT) / self._ratio)))
            self._closeness[one, other] = found
        return found


def _shared(one: BlockSignature, other: BlockSignature) -> float:
    """Measure how much of what either has stands in the other too, from 0 to 1; nothing on both sides tells nothing."""
    total = len(one.firm) + len(other.firm)
    return (len(one.firm & other.every) + len(other.firm & one.every)) / total if total else 0.5


def _together(some: Sequence[BlockSignature]) -> BlockSignature:
    """Give what several blocks have."""
    firm = frozenset[Hashable]().union(*(it.firm for it in some))
    return BlockSignature(firm, frozenset[Hashable]().union(*(it.every for it in some)), 0, ())


def signatures_of(one: Sequence[TextPart], other: Sequence[TextPart]) -> Signatures:
    """Make signatures for two texts; a text in Korean has about half the letters of one in English."""
    lengths = [sum(len(inner.words.text) for part in parts for inner in part.walk()) for parts in (one, other)]
    return Signatures((lengths[0] + _SHORT) / (lengths[1] + _SHORT))


def pairings(one: Sequence[TextPart], other: Sequence[TextPart], signatures: Signatures) -> list[Pairing]:
    """Pair every block of both texts, in order, each once."""
    found: list[Pairing] = []
    for number, (mine, yours) in enumerate(_sections(list(_split(one)), list(_split(other)), signatures)):
        heads = mine.heading if mine else None, yours.heading if yours else None
        if heads[0] or heads[1]:
            found.append(Pairing(*heads, number, _before(found)))
        if mine and yours and all(head is None or head.ignored is None for head in heads):
            _blocks(mine.blocks, yours.blocks, signatures, number, found, heads, 0)
    return found


def _split(parts: Iterable[TextPart]) -> Iterator[BlockSection]:
    section = BlockSection(None)
    for part in parts:
        if part.kind == "heading":
            yield section
            section = BlockSection(part)
        else:
            section.blocks.append(part)
    yield section


def _sections(
    one: list[BlockSection], other: list[BlockSection], signatures: Signatures
) -> list[tuple[BlockSection | None, BlockSection | None]]:
    """Pair sections by id wherever they stand; the rest in order."""
    pairs = align_sections(
        one, other, lambda a, b: _same_section(a, b, signatures), lambda it: not it.heading and not it.blocks, _SAME_ID
    )
    return [(a, b) for a, b, _ in joined(pairs, lambda it: it.heading.ident if it.heading else "")]


def _same_section(one: BlockSection, other: BlockSection, signatures: Signatures) -> float:
    a, b = one.heading, other.heading
    if a is None or b is None:
        return 2 * _SAME_ID if a is b else -1.0
    if a.level != b.level:
        return -1.0
    score = signatures.score(a, b)
    if 0 <= score < _SAME_ID:
        score += 2 * _shared(signatures.of_section(one), signatures.of_section(other))
    return score


def _before(found: list[Pairing]) -> tuple[TextPart | None, TextPart | None]:
    """Give the last block of each language so far."""
    return (
        next((it.one for it in reversed(found) if it.one), None),
        next((it.other for it in reversed(found) if it.other), None),
    )


def _blocks(
    one: Sequence[TextPart],
    other: Sequence[TextPart],
    signatures: Signatures,
    section: int,
    found: list[Pairing],
    before: tuple[TextPart | None, TextPart | None],
    depth: int,
    table: int = 0,
) -> None:
    for mine, yours in _side_by_side(one, other, signatures):
        found.append(Pairing(mine, yours, section, before, depth, table))
        if mine and yours and mine.ignored is None and yours.ignored is None:
            inner = id(mine) if mine.kind == "table" else table
            _blocks(mine.children, yours.children, signatures, section, found, (mine, yours), depth + 1, inner)
            _blocks(mine.notes, yours.notes, signatures, section, found, (mine, yours), depth + 1)
        before = mine or before[0], yours or before[1]


def _side_by_side(one: Sequence[TextPart], other: Sequence[TextPart], signatures: Signatures) -> list[Pair[TextPart]]:
    kinds = {part.kind for part in (*one, *other)}
    if kinds == {"cell"} and len(one) == len(other):
        return list(zip(one, other, strict=True))
    return align(one, other, signatures.score)
