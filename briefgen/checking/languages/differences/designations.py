"""Figures that say which one rather than how many: G20, COVID-19, 5G, the second half of a year; words of a class."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from briefgen.checking.languages.differences.numbers import HALF_YEAR, NAME, Atom
from briefgen.checking.languages.differences.word_classes import word_atom
from briefgen.checking.languages.parts import Parts, TextPart
from briefgen.checking.languages.sides import LanguageSide, Sides

_NAME = re.compile(
    r"(?<![A-Za-z0-9_./:=@#&-])"
    r"(?:(?P<before>[A-Za-z]{1,12})-?(?P<number>\d{1,9}(?:\.\d{1,4})?)(?P<after>[A-Z]?)s?|(?P<first>\d{1,9})(?P<then>[A-Z]{1,3}))"
    r"(?![A-Za-z0-9_]|[./:@][A-Za-z0-9])"
)
_DIGIT = re.compile(r"\d")
_OF_OTHER_SPAN = re.compile(r"\s+of\b(?!.{0,25}\b(?:year|(?:19|20)\d\d(?!s)))")
"""The first half of a match, of a century: not of a year."""

Sorts = dict[str, dict[Fraction, list[Atom]]]
"""Names by all but their number, halves of a year, and words by their class."""


def other_designations(parts: Parts, sides: Sides) -> Iterator[tuple[Atom, Atom]]:
    """Names that differ in their number alone, and words of one class, each only in one of two blocks.

    Only where each block has exactly one of a sort that the other lacks: then one stands for the other.
    """
    found: list[Sorts] = []
    for part, side in zip(parts, sides, strict=True):
        found.append(_sorted(part, side))
        if found[0].keys().isdisjoint(found[-1]):
            return
    # The number of a name may stand there in any words: 주요 20개국, the Group of Twenty.
    said = [{Fraction(it.day.year) if it.day else it.value for it in part.mentions} for part in parts]
    for sort in sorted(found[0].keys() & found[1].keys()):
        alone = [_lacking(found[side][sort], found[1 - side][sort], said[1 - side]) for side in (0, 1)]
        for one, other in ((0, 1), (1, 0)):
            if len(alone[one]) == 1 and not alone[other]:
                alone[other] = _said_instead(found[other][sort], found[one][sort])
        if len(alone[0]) == len(alone[1]) == 1 and not _is_year(alone[0][0], alone[1][0]):
            yield alone[0][0], alone[1][0]


def _lacking(
    own: Mapping[Fraction, list[Atom]], there: Mapping[Fraction, list[Atom]], said: set[Fraction]
) -> list[Atom]:
    """The first of each that the other block has not."""
    return [its[0] for value, its in own.items() if value not in there and (its[0].is_word or value not in said)]


def _said_instead(own: Mapping[Fraction, list[Atom]], there: Mapping[Fraction, list[Atom]]) -> list[Atom]:
    """The one that a block repeats where the other block, with as many, has another: the G20 and the G20."""
    counts = [sum(map(len, its.values())) for its in (own, there)]
    more = [its[-1] for value, its in own.items() if len(its) > len(there.get(value, ()))]
    return more if counts[0] == counts[1] else []


def _sorted(part: TextPart, side: LanguageSide) -> Sorts:
    sorts: Sorts = {}
    for atom in (*_names(part), *_half_years(part, side), *side.classes.find(part.words.text)):
        sorts.setdefault(atom.kind, {}).setdefault(atom.mention.value, []).append(atom)
    return sorts


def _names(part: TextPart) -> Iterator[Atom]:
    """Names with one number in them, but nothing that is read as a figure with its unit."""
    if not _DIGIT.search(part.words.text):
        return
    figures = bytearray(len(part.words.text))
    for mention in part.mentions:
        if not mention.soft:
            figures[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    for it in _NAME.finditer(part.words.text):
        number = it["number"] or it["first"]
        if not any(figures[it.start() : it.end()]):
            sort = f"{it['before'] or ''}#{it['after'] or it['then'] or ''}".casefold()
            yield word_atom(f"{NAME}{sort}", Fraction(number), it.start(), it[0])


def _half_years(part: TextPart, side: LanguageSide) -> Iterator[Atom]:
    for it in side.half_years.finditer(part.words.text):
        half = side.scope.language.reading.half_years.get(" ".join(it[0].split()).lower())
        if half and not _OF_OTHER_SPAN.match(part.words.text, it.end()):
            yield word_atom(HALF_YEAR, Fraction(half), it.start(), it[0])


def _is_year(one: Atom, other: Atom) -> bool:
    """Whether one is the other, shortened: FY2025, FY25."""
    short, long = sorted((str(one.value), str(other.value)), key=len)
    return len(short) == 2 and len(long) == 4 and long.endswith(short)
