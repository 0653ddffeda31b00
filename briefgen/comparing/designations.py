"""Compare names with a number in them, halves of a year and words of one class: G20, COVID-19, 5G, weekdays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from briefgen.comparing.findings import Findings
from briefgen.comparing.language_context import Segment
from briefgen.comparing.numbers import NAME, Atom
from briefgen.comparing.word_classes import word_atom

_DIGITS = re.compile(r"\d+")
_NAME = re.compile(
    r"(?<![A-Za-z0-9_./:=@#&-])"
    r"(?:(?P<before>[A-Za-z]{1,12})-?(?P<number>\d{1,9}(?:\.\d{1,4})?)(?P<after>[A-Z]?)s?|(?P<first>\d{1,9})(?P<then>[A-Z]{1,3}))"
    r"(?![A-Za-z0-9_]|[./:@][A-Za-z0-9])"
)

Sorts = dict[str, dict[Fraction, list[Atom]]]
"""Names by all but their number, and words by their class."""


def compare_designations(findings: Findings, one: Segment, other: Segment) -> None:
    """Gather names that differ in their number alone, and words of one class, each only in one of two blocks.

    Only where each block has exactly one of a sort that the other lacks: then one stands for the other.
    """
    found: list[Sorts] = []
    for here in (one, other):
        found.append(_sorted(here))
        if found[0].keys().isdisjoint(found[-1]):
            return
    # The number of a name may stand there in any words: 주요 20개국, the Group of Twenty.
    said = [{Fraction(it.day.year) if it.day else it.value for it in here.mentions} for here in (one, other)]
    for sort in sorted(found[0].keys() & found[1].keys()):
        alone = [_lacking(found[side][sort], found[1 - side][sort], said[1 - side]) for side in (0, 1)]
        for side in (0, 1):
            if len(alone[side]) == 1 and not alone[1 - side]:
                alone[1 - side] = _said_instead(found[1 - side][sort], found[side][sort])
        if len(alone[0]) == len(alone[1]) == 1 and not _is_year(alone[0][0], alone[1][0]):
            findings.leave_figure(alone[0][0], one)
            findings.leave_figure(alone[1][0], other)


def _lacking(
    own: Mapping[Fraction, list[Atom]], there: Mapping[Fraction, list[Atom]], said: set[Fraction]
) -> list[Atom]:
    """Give the first of each that the other block has not."""
    return [its[0] for value, its in own.items() if value not in there and (its[0].is_word or value not in said)]


def _said_instead(own: Mapping[Fraction, list[Atom]], there: Mapping[Fraction, list[Atom]]) -> list[Atom]:
    """Give the one that a block repeats where the other block, with as many, has another: the G20 and the G20."""
    counts = [sum(map(len, its.values())) for its in (own, there)]
    more = [its[-1] for value, its in own.items() if len(its) > len(there.get(value, ()))]
    return more if counts[0] == counts[1] else []


def _sorted(here: Segment) -> Sorts:
    sorts: Sorts = {}
    for atom in (*_names(here), *here.context.classes.find(here.text)):
        sorts.setdefault(atom.kind, {}).setdefault(atom.mention.value, []).append(atom)
    return sorts


def _names(here: Segment) -> Iterator[Atom]:
    """Find names with one number in them, but nothing that is read as a figure with its unit."""
    if not _DIGITS.search(here.text):
        return
    figures = bytearray(len(here.text))
    for mention in here.mentions:
        if not mention.soft:
            figures[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    for it in _NAME.finditer(here.text):
        number = it["number"] or it["first"]
        if not any(figures[it.start() : it.end()]):
            sort = f"{it['before'] or ''}#{it['after'] or it['then'] or ''}".casefold()
            yield word_atom(f"{NAME}{sort}", Fraction(number), it.start(), it[0])


def _is_year(one: Atom, other: Atom) -> bool:
    """Say whether one is the other, shortened: FY2025, FY25."""
    short, long = sorted((str(one.value), str(other.value)), key=len)
    return len(short) == 2 and len(long) == 4 and long.endswith(short)
