"""Find what stands for a figure and is another: fivefold for 4배, fifth for 3위, April for 3월, one end of a range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from briefgen.comparing.facts import IDIOMS
from briefgen.comparing.findings import Findings, Leftover
from briefgen.comparing.language_context import Segment
from briefgen.comparing.numbers import TIME_UNITS, TIMES, Atom, agree, atoms, every_atom, may_be_one_unit
from briefgen.comparing.parts import Role
from briefgen.model.values.figures import FigureKind, Mention
from briefgen.model.values.quantities import PERCENT

_MOST = 20
"""Figures of one sort in a block; where there are more, none is certain to stand for another."""
_WHICH = frozenset({FigureKind.ORDINAL, FigureKind.ARTICLE, FigureKind.TIME})
_YEAR = re.compile(r"\d{4}\D?")


def compare_spelled_numbers(findings: Findings, one: Segment, other: Segment) -> None:
    """Gather numbers in words that part: *four hours* here and *five hours* there, and neither anywhere else.

    A number in words that stands alone may be an idiom; two with one unit, each without the other, are not.
    """
    if not all(any(it.soft for it in here.mentions) for here in (one, other)):
        return
    alone = [_alone_in_words(here) for here in (one, other)]
    for sort in sorted(alone[0].keys() & alone[1].keys()):
        own, its = alone[0][sort], alone[1][sort]
        if len(own) == len(its) == 1 and (sort in TIME_UNITS or 1 not in (own[0].value, its[0].value)):
            findings.leave_figure(own[0], one)
            findings.leave_figure(its[0], other)


def _alone_in_words(here: Segment) -> dict[str, list[Atom]]:
    """Give the numbers in words that the other block neither writes nor has as a fact, by what they count."""
    found: dict[str, dict[object, Atom]] = {}
    there = (*here.there.typed, *here.there.implied)
    for atom in every_atom(here.mentions):
        sort = _sort_in_words(atom) if atom.soft else ""
        if sort and not any(agree(atom, its) for its in there):
            found.setdefault(sort, {}).setdefault(atom.value, atom)
    return {sort: list(its.values()) for sort, its in found.items()}


def _sort_in_words(atom: Atom) -> str:
    """Say what a number in words counts, or that it says which one or which part; nothing when it may be an idiom."""
    if atom.mention.kind is FigureKind.ORDINAL:
        return "place" if atom.value != 1 else ""  # at first
    whole = isinstance(atom.value, Fraction) and atom.value.denominator == 1
    return atom.unit or atom.mention.unit if whole else "part" if _is_part(atom) else ""


def _is_part(atom: Atom) -> bool:
    """Say whether it is a fraction: two-fifths, 3분의 1, but not a half, which may be an idiom."""
    is_part = isinstance(atom.value, Fraction) and 1 < atom.value.numerator < atom.value.denominator
    return is_part or (_value(atom) < 1 and any(map(str.isdigit, atom.mention.text)))


def another_in_words(left: Leftover) -> Atom | None:
    """Find the figure of the other block that differs from this one, of which one at least is in words.

    Only where each block has exactly one figure of the sort that the other has not: then one stands for the other.
    """
    here = left.here
    if len(left.figures) != 1 or not (sort := _sort(left.figures[0].mention, here)):
        return None
    if any(sum(_sort(it, its) == sort for it in its.mentions) > _MOST for its in (here, here.there)):
        return None
    own, its = list(_alone(sort, here)), list(_alone(sort, here.there))
    return its[0] if len(own) == len(its) == 1 else None


def _alone(sort: str, here: Segment) -> Iterator[Atom]:
    """Find the figures of a sort that one block has and the other neither writes nor names as a fact."""
    for atom in atoms(it for it in here.mentions if _sort(it, here) == sort):
        if not any(agree(atom, its) for its in here.there.figures):
            yield atom


def _sort(mention: Mention, here: Segment) -> str:
    """Say what a figure counts, of those that both digits and words are usual for; nothing for all others."""
    day = mention.day
    if mention.kind is FigureKind.ORDINAL:
        return "place" if mention.value > 1 else ""
    if mention.unit in TIME_UNITS and mention.unit != "days" and mention.value > 1:  # 25일 may be a day of a month
        return mention.unit
    if mention.unit == TIMES:
        return TIMES
    if day is not None and day.month and not day.year and not day.day:
        return "month" if not mention.soft or mention.text[:1].isupper() else ""
    year = day.year if day is not None and not day.month else mention.value
    is_decade = _YEAR.fullmatch(mention.text) and year % 10 == 0 and here.context.decade.match(here.text, mention.end)
    return "decade" if is_decade else ""


# A fact, and a number in words in its place


def in_place_of_fact(fact: Leftover) -> tuple[Atom, Atom] | None:
    """Find a figure of a fact, and what the other block has in its place in words.

    It is the nearest, of those that stand for nothing else here: *two years* for 3 years, *a third* for 75%.
    """
    here = fact.here
    words = {it.key: it for it in map(_as_share, _words_of(here.there))}.values()
    alike = [(own, it) for own in fact.figures for it in words if _is_of_kind(own, it, fact)]
    if not 0 < len(alike) <= _MOST:
        return None
    known = [*here.figures, *here.implied]
    pairs = [(own, it) for own, it in alike if not any(agree(it, its) for its in known)]
    return min(pairs, key=lambda pair: abs(_value(pair[1]) - _value(pair[0])), default=None)


def _words_of(here: Segment) -> Iterator[Atom]:
    """Give the numbers in words of a block, but for *half* in *the first half*."""
    ends = {it.end + 1 for it in here.mentions if it.kind is FigureKind.ORDINAL}
    for it in here.mentions:
        if it.soft and it.day is None and it.kind not in _WHICH and it.start not in ends:
            yield from atoms([it])


def _as_share(atom: Atom) -> Atom:
    """Give *a third* in percent."""
    is_part = 0 < _value(atom) < 1 and not atom.mention.unit
    return replace(atom, value=_value(atom) * 100, unit=PERCENT) if is_part else atom


def _value(atom: Atom) -> Fraction:
    return atom.value if isinstance(atom.value, Fraction) else Fraction(0)


def _is_of_kind(own: Atom, word: Atom, fact: Leftover) -> bool:
    """Say whether a number in words may be said for a fact: with its unit, or with none if it is not an idiom."""
    if own.kind != "number":
        return False
    if own.unit or word.unit:
        return word.unit == own.unit or {word.unit, own.unit} <= TIME_UNITS
    if not own.mention.unit and word.mention.unit:
        return True
    if not word.mention.unit:
        return _value(word) > IDIOMS
    counted = {it.unit for it in fact.here.there.context.fact(Role("fact", fact.said, None))} | {own.mention.unit}
    return any(may_be_one_unit(word.mention.unit, it) for it in counted if it)
