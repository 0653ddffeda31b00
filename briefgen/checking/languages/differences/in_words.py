"""What stands for a figure and is another: fivefold for 4배, fifth for 3위, April for 3월, one end of a range."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from briefgen.checking.languages.differences.facts_compared import FACT, IDIOMS, every_figure
from briefgen.checking.languages.differences.numbers import TIME_UNITS, Atom, agree, atoms, may_be_one_unit
from briefgen.checking.languages.gathering import Gathering, Leftover
from briefgen.checking.languages.parts import Role, TextPart
from briefgen.checking.languages.sides import LanguageSide
from briefgen.model.values.figures import End, FigureKind, Mention
from briefgen.model.values.quantities import PERCENT

TIMES = "times"
_MOST = 20
"""Figures of one sort in a block; where there are more, none is certain to stand for another."""
_WHICH = frozenset({FigureKind.ORDINAL, FigureKind.ARTICLE, FigureKind.TIME})
_FOLD = re.compile(r"fold$|^(?:doubl|tripl|quadrupl)(?:ed|es|ing)$", re.IGNORECASE)
_DECADE = re.compile("s(?![A-Za-z])|대(?![가-힣]{2})")


def counted_in(atom: Atom) -> str:
    """The unit of a figure; *fivefold* and *tripled* have that of 배."""
    return TIMES if _FOLD.search(atom.mention.text) else atom.unit or atom.mention.unit


def another_in_words(left: Leftover, gathered: Gathering) -> Leftover | None:
    """The figure of the other block that differs from this one, of which one at least is in words.

    Only where each block has exactly one figure of the sort that the other has not: then one stands for the other.
    """
    if len(left.figures) != 1 or not (sort := _sort(left.figures[0].mention, left.part)):
        return None
    if any(sum(_sort(it, part) == sort for it in part.mentions) > _MOST for part in (left.part, left.there)):
        return None
    here, there = gathered.sides[left.side], gathered.sides[1 - left.side]
    own = list(_alone(sort, (left.part, here), (left.there, there)))
    its = list(_alone(sort, (left.there, there), (left.part, here)))
    if len(own) != 1 or len(its) != 1:
        return None
    return gathered.figure(its[0], 1 - left.side, left.pairing)


def in_place_of_fact(fact: Leftover, gathered: Gathering) -> tuple[Atom, Leftover] | None:
    """A figure of a fact, and what the other block has in its place in words: *two years* for 3 years, *a third*
    for 75%; the nearest, of those that stand for nothing else here.
    """
    here, there = gathered.sides[fact.side], gathered.sides[1 - fact.side]
    words = {it.key: it for it in map(_as_share, _words_of(fact.there))}.values()
    alike = [(own, it) for own in fact.figures for it in words if _is_of_kind(own, it, fact, there)]
    if not 0 < len(alike) <= _MOST:
        return None
    known = [*every_figure(fact.part, here), *here.implied(fact.part)]
    pairs = [(own, it) for own, it in alike if not any(agree(it, its) for its in known)]
    if not pairs:
        return None
    own, its = min(pairs, key=lambda pair: abs(_value(pair[1]) - _value(pair[0])))
    return own, gathered.figure(its, 1 - fact.side, fact.pairing)


def _words_of(part: TextPart) -> Iterator[Atom]:
    """The numbers in words of a block, but for *half* in *the first half*."""
    ends = {it.end + 1 for it in part.mentions if it.kind is FigureKind.ORDINAL}
    for it in part.mentions:
        if it.soft and it.day is None and it.kind not in _WHICH and it.start not in ends:
            yield from atoms([it])


def _as_share(atom: Atom) -> Atom:
    """*A third* in percent."""
    is_part = 0 < _value(atom) < 1 and not atom.mention.unit
    return replace(atom, value=_value(atom) * 100, unit=PERCENT) if is_part else atom


def _value(atom: Atom) -> Fraction:
    return atom.value if isinstance(atom.value, Fraction) else Fraction(0)


def _is_of_kind(own: Atom, word: Atom, fact: Leftover, there: LanguageSide) -> bool:
    """Whether a number in words may be said for a fact: with its unit, or with none if it is not an idiom."""
    if own.kind != "number":
        return False
    if own.unit or word.unit:
        return word.unit == own.unit or {word.unit, own.unit} <= TIME_UNITS
    if not own.mention.unit and word.mention.unit:
        return True
    if not word.mention.unit:
        return _value(word) > IDIOMS
    counted = {it.unit for it in there.fact(Role(FACT, fact.said, None))} | {own.mention.unit}
    return any(may_be_one_unit(word.mention.unit, it) for it in counted if it)


def _alone(sort: str, one: tuple[TextPart, LanguageSide], other: tuple[TextPart, LanguageSide]) -> Iterator[Atom]:
    """The figures of a sort that one block has and the other neither writes nor names as a fact."""
    there = every_figure(*other)
    for atom in atoms(it for it in one[0].mentions if _sort(it, one[0]) == sort):
        if not any(agree(atom, its) for its in there):
            yield atom


def _sort(mention: Mention, part: TextPart) -> str:
    """What a figure counts, of those that both digits and words are usual for; empty for all others."""
    after = part.words.text[mention.end : mention.end + 3]
    day = mention.day
    if mention.kind is FigureKind.ORDINAL:
        return "place" if mention.value > 1 else ""
    if mention.unit in TIME_UNITS and mention.unit != "days" and mention.value > 1:  # 25일 may be a day of a month
        return mention.unit
    if mention.unit == TIMES or (mention.soft and _FOLD.search(mention.text)):
        return TIMES
    if day is not None and day.month and not day.year and not day.day:
        return "month" if not mention.soft or mention.text[:1].isupper() else ""
    year = day.year if day is not None and not day.month else mention.value
    is_decade = len(mention.text.removesuffix("년")) == 4 and year % 10 == 0 and _DECADE.match(after)
    return "decade" if is_decade else ""


# A range of which the other language has one end as its only figure: 3–5 trillion won, and 5조 원


def one_end(left: Leftover, gathered: Gathering) -> tuple[Mention, Mention] | None:
    """The other end of the range that something belongs to, and the figure that is all that stands for it."""
    if len(left.figures) != 1 or left.figures[0].mention.range is End.NONE:
        return None
    other = _other_end(left, gathered)
    if other is None or any(agree(other, it) for it in _not_ends(every_figure(left.part, gathered.sides[left.side]))):
        return None
    there = _not_ends(every_figure(left.there, gathered.sides[1 - left.side]))
    return next(((other.mention, it.mention) for it in there if agree(other, it)), None)


def _other_end(left: Leftover, gathered: Gathering) -> Atom | None:
    own = left.figures[0].mention
    for mentions in _figures_of(left, gathered):
        if own in mentions:
            place = mentions.index(own) + (1 if own.range is End.LOW else -1)
            other = mentions[place] if 0 <= place < len(mentions) else own
            return next(iter(atoms([other])), None) if _is_range(own, other) else None
    return None


def _is_range(own: Mention, other: Mention) -> bool:
    """Whether the two are ends of one range: 4명에서 is an end, *from* in 4명에서 온 is not."""
    low, high = (own, other) if own.range is End.LOW else (other, own)
    return (low.range, high.range) == (End.LOW, End.HIGH) and low.unit == high.unit and low.value < high.value


def _figures_of(left: Leftover, gathered: Gathering) -> Iterator[list[Mention]]:
    """The figures of a block, or of each mention of the fact in it."""
    if left.kind != FACT:
        yield left.part.mentions
        return
    for role in left.part.words.roles:
        if (role.kind, role.id) == (FACT, left.said):
            yield gathered.sides[left.side].fact(role)


def _not_ends(figures: Iterable[Atom]) -> list[Atom]:
    """Figures that are not an end of a range."""
    return [it for it in figures if it.mention.range is End.NONE and not it.soft]
