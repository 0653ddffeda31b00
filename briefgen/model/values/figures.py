"""A figure as it stands in a text: what it is worth, in what, how firmly it is meant, and where it is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from briefgen.model.values.quantities import Bound, Day


class FigureKind(StrEnum):
    """What sort of figure it is."""

    AMOUNT = "amount"
    PERCENT = "percent"
    POINTS = "points"
    DATE = "date"
    YEAR = "year"
    TIME = "time"
    ORDINAL = "ordinal"
    ARTICLE = "article"
    """A place in a law: 제3조, Article 3."""


class End(StrEnum):
    """Which end of a range a figure is."""

    NONE = ""
    LOW = "low"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Mention:
    """One figure found in a text, from ``start`` up to ``end``.

    ``value`` is exact; ``unit`` is a unit's id as in ``Quantity``, or empty where only things are counted, or the
    ``alternatives`` of a word that has several. A date has a ``day`` instead, whose year (or month, or day) is 0 when
    it is not written. ``soft`` marks what is told in words (*two*, 절반): it may stand for a figure in digits, but need
    not be one. ``open`` marks an amount whose unit may stand further on in the sentence: *3* of *3 and 5 trillion won*.
    """

    kind: FigureKind
    start: int
    end: int
    text: str
    value: Fraction = Fraction(0)
    unit: str = ""
    bound: Bound = Bound.EXACT
    day: Day | None = None
    range: End = End.NONE
    soft: bool = False
    open: bool = False


def alternatives(unit: str) -> tuple[str, ...]:
    """The units that a word or sign may stand for: ``CNY|JPY`` is either, ``pp|`` is of a percentage or of things."""
    return tuple(unit.split("|"))
