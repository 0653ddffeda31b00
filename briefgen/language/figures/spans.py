"""Units that are counted in one another: a year has 12 months, however long each of them is; a tonne 1,000 kg."""

from __future__ import annotations

from fractions import Fraction

_SPANS = (
    {"years": 12, "months": 1},
    {"weeks": 7, "days": 1},
    {"hours": 3600, "minutes": 60, "seconds": 1},
    {"tonnes": 1000, "kg": 1},
    {"gw": 1000, "mw": 1},
)
"""Each unit in the smallest of its row. How many days a month has is not known."""


def times_of(larger: str, smaller: str) -> int:
    """How many of the smaller unit make one of the larger; 0 when they have nothing in common."""
    for row in _SPANS:
        if larger in row and smaller in row:
            return row[larger] // row[smaller]
    return 0


def is_span(unit: str) -> bool:
    """Whether a unit is counted in another."""
    return any(unit in row for row in _SPANS)


def same_span(one: Fraction, unit: str, other: Fraction, its: str) -> bool:
    """Whether two spans, weights or powers in different units are equally large."""
    return any(unit in row and its in row and one * row[unit] == other * row[its] for row in _SPANS)
