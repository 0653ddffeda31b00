"""Figures that say which one rather than how many: G20, COVID-19, 5G, the second half of a year."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from briefgen.checking.languages.differences.numbers import HALF_YEAR, Atom
from briefgen.checking.languages.parts import TextPart
from briefgen.checking.languages.sides import LanguageSide
from briefgen.model.values.figures import FigureKind, Mention

_NAME = re.compile(
    r"(?<![A-Za-z0-9_./:=@#&-])"
    r"(?:(?P<before>[A-Za-z]{1,12})-?(?P<number>\d{1,9}(?:\.\d{1,4})?)(?P<after>[A-Z]?)s?|(?P<first>\d{1,9})(?P<then>[A-Z]{1,3}))"
    r"(?![A-Za-z0-9_]|[./:@][A-Za-z0-9])"
)
_OF_OTHER_SPAN = re.compile(r"\s+of\b(?!.{0,25}\b(?:year|(?:19|20)\d\d(?!s)))")
"""The first half of a match, of a century: not of a year."""

Parts = tuple[TextPart, TextPart]
Sides = tuple[LanguageSide, LanguageSide]
Sorts = dict[str, list[Atom]]


def other_designations(parts: Parts, sides: Sides) -> Iterator[tuple[Atom, Atom]]:
    """Names that differ in their number alone, and halves of a year, each only in one of two blocks.

    Only where each block has exactly one of a sort that the other lacks: then one stands for the other.
    """
    found = [_sorted(part, side) for part, side in zip(parts, sides, strict=True)]
    for sort in found[0]:
        alone = [
            [it for it in found[side][sort] if not _stands(it, found[1 - side], parts[1 - side])] for side in (0, 1)
        ]
        if len(alone[0]) == len(alone[1]) == 1 and not _is_year(alone[0][0], alone[1][0]):
            yield alone[0][0], alone[1][0]


def _sorted(part: TextPart, side: LanguageSide) -> Sorts:
    found: dict[tuple[str, Fraction], Atom] = {}
    for atom in (*_names(part), *_half_years(part, side)):
        found.setdefault((atom.kind, Fraction(atom.mention.value)), atom)
    sorts: defaultdict[str, list[Atom]] = defaultdict(list)
    for atom in found.values():
        sorts[atom.kind].append(atom)
    return sorts


def _names(part: TextPart) -> Iterator[Atom]:
    """Names with one number in them, but nothing that is read as a figure with its unit."""
    figures = bytearray(len(part.words.text))
    for mention in part.mentions:
        if not mention.soft:
            figures[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    for it in _NAME.finditer(part.words.text):
        number = it["number"] or it["first"]
        if not any(figures[it.start() : it.end()]):
            sort = f"{it['before'] or ''}#{it['after'] or it['then'] or ''}".casefold()
            yield _atom(f"name {sort}", Fraction(number), it)


def _half_years(part: TextPart, side: LanguageSide) -> Iterator[Atom]:
    for it in side.half_years.finditer(part.words.text):
        half = side.scope.language.reading.half_years.get(" ".join(it[0].split()).lower())
        if half and not _OF_OTHER_SPAN.match(part.words.text, it.end()):
            yield _atom(HALF_YEAR, Fraction(half), it)


def _atom(kind: str, value: Fraction, found: re.Match[str]) -> Atom:
    mention = Mention(FigureKind.ORDINAL, found.start(), found.end(), found[0], value)
    return Atom(kind, value, "", soft=False, mention=mention)


def _stands(atom: Atom, there: Sorts, part: TextPart) -> bool:
    """Whether the other block has it too; of a name, its number in any words: 주요 20개국, the Group of Twenty."""
    if any(its.value == atom.value for its in there.get(atom.kind, ())):
        return True
    if atom.kind == HALF_YEAR:
        return False
    return any(atom.value == (it.day.year if it.day else it.value) for it in part.mentions)


def _is_year(one: Atom, other: Atom) -> bool:
    """Whether one is the other, shortened: FY2025, FY25."""
    short, long = sorted((str(one.value), str(other.value)), key=len)
    return len(short) == 2 and len(long) == 4 and long.endswith(short)
