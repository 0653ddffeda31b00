"""Ranges of which the other language has one end as its only figure: 3–5 trillion won, and 5조 원."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.checking.languages.differences.facts_compared import FACT, every_figure
from briefgen.checking.languages.differences.numbers import Atom, agree, atoms
from briefgen.checking.languages.gathering import Gathering, Leftover
from briefgen.model.values.figures import End, Mention


def one_end(left: Leftover, gathered: Gathering) -> tuple[Mention, Mention] | None:
    """The other end of the range that something belongs to, and the figure that is all that stands for it."""
    if len(left.figures) != 1 or left.figures[0].mention.range is End.NONE:
        return None
    other = _other_end(left, gathered)
    if other is None or any(agree(other, it) for it in _alone(every_figure(left.part, gathered.sides[left.side]))):
        return None
    there = _alone(every_figure(left.there, gathered.sides[1 - left.side]))
    return next(((other.mention, it.mention) for it in there if agree(other, it)), None)


def _other_end(left: Leftover, gathered: Gathering) -> Atom | None:
    own = left.figures[0].mention
    for mentions in _read(left, gathered):
        if own in mentions:
            place = mentions.index(own) + (1 if own.range is End.LOW else -1)
            other = mentions[place] if 0 <= place < len(mentions) else own
            return next(iter(atoms([other])), None) if _is_range(own, other) else None
    return None


def _is_range(own: Mention, other: Mention) -> bool:
    """Whether the two are ends of one range: 4명에서 is an end, *from* in 4명에서 온 is not."""
    low, high = (own, other) if own.range is End.LOW else (other, own)
    return (low.range, high.range) == (End.LOW, End.HIGH) and low.unit == high.unit and low.value < high.value


def _read(left: Leftover, gathered: Gathering) -> Iterator[list[Mention]]:
    """The figures of a block, or of each mention of the fact in it."""
    if left.kind != FACT:
        yield left.part.mentions
        return
    for role in left.part.words.roles:
        if (role.kind, role.id) == (FACT, left.said):
            yield gathered.sides[left.side].fact(role)


def _alone(figures: Iterable[Atom]) -> list[Atom]:
    """Figures that are not an end of a range."""
    return [it for it in figures if it.mention.range is End.NONE and not it.soft]
