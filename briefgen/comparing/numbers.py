"""Compare numbers by value: whether two are the same in whatever words, and how two that differ are related."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from heapq import merge

from briefgen.language.figures.reader import is_span, same_span
from briefgen.model.profile.language import Language
from briefgen.model.values.figures import End, FigureKind, Mention, alternatives
from briefgen.model.values.quantities import PERCENT, POINTS, Bound

TIME_UNITS = frozenset({"years", "months", "weeks", "days", "hours", "minutes", "seconds"})
# What is counted may be called anything; what is measured may not.
_MEASURES = TIME_UNITS.union(
    ("mm", "cm", "m", "km", "miles", "g", "kg", "tonnes", "m2", "ha", "km2", "litres", "m3"),
    ("w", "kw", "mw", "gw", "tw", "kwh", "mwh", "gwh", "twh", "celsius", "bp"),
)
_UP = frozenset({Bound.OVER, Bound.AT_LEAST})
_DOWN = frozenset({Bound.UNDER, Bound.AT_MOST, Bound.NEARLY})
TIMES = "times"
THINGS = frozenset({"people", "firms", "countries", "cities", "households"})
"""Of these no translation calls one another; what is only counted (items, cases, times) may be called anything."""
_HALF_DAY = 720
_DISTANCES = frozenset({"km", "miles"})
_MILE = Fraction("1.609344")
NAME = "name "
"""Begins the kind of a name with a number in it."""
_PLAIN = frozenset({"number", "year", "day", "time"})
_MONEY = re.compile(r"[A-Z]{3}(?:\|[A-Z]{3})*")
_NEAR = Fraction(1, 10)
_SMALL = 100
MOST_PAIRS = 40_000
"""Of figures without a counterpart in one block; beyond it they are not compared each with each."""


class Relation(Enum):
    """How two numbers that should be one differ."""

    SIGN = "sign"
    SIZE = "size"
    UNIT = "unit"
    ROUNDING = "rounding"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Atom:
    """One comparable part of a figure: an amount, a year, a day of the year, a time, or a word of a class.

    ``value`` of a day is (month, day), 0 for what is not written.
    """

    kind: str
    value: Fraction | tuple[int, int]
    unit: str
    soft: bool
    mention: Mention

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two atoms of one block the same."""
        return (self.kind, self.value, self.unit, self.limit)

    @property
    def is_word(self) -> bool:
        """Say whether it is of a class of words, as a weekday is: no number can mean the same."""
        return self.kind not in _PLAIN and not self.kind.startswith(NAME)

    @property
    def limit(self) -> int:
        """1 for a figure that is the least, -1 for one that is the most, else 0."""
        return limit(self.mention)


def limit(mention: Mention) -> int:
    """Give 1 for a figure that is the least, -1 for one that is the most, else 0."""
    return (mention.bound in _UP) - (mention.bound in _DOWN)


def atoms(mentions: Iterable[Mention]) -> list[Atom]:
    """Give the figures of a block, each once; what is told in words comes last."""
    found: dict[tuple[object, ...], Atom] = {}
    for atom in sorted(every_atom(mentions), key=lambda it: it.soft):
        found.setdefault(atom.key, atom)
    return list(found.values())


def every_atom(mentions: Iterable[Mention]) -> Iterator[Atom]:
    """Give the figures of a block as often as they stand there, those in words too."""
    return (it for mention in mentions for it in _atoms(mention))


def _atoms(mention: Mention) -> Iterator[Atom]:
    day = mention.day
    if day is None:
        kind = "time" if mention.kind is FigureKind.TIME else "number"
        yield Atom(kind, mention.value, measured(mention.unit), mention.soft, mention)
        return
    if day.year:
        yield Atom("year", Fraction(day.year), "", mention.soft, mention)
    if day.month:
        yield Atom("day", (day.month, day.day), "", mention.soft, mention)


@lru_cache(maxsize=1024)
def measured(unit: str) -> str:
    """Give the unit, or nothing where things are only counted, which may be called anything."""
    known = alternatives(unit)[0] in (PERCENT, POINTS) or unit in _MEASURES or _MONEY.fullmatch(unit)
    return unit if known else ""


def may_be_one_unit(one: str, other: str) -> bool:
    """Say whether two units may be one: a sign such as ¥ stands for several."""
    return one == other or not {*alternatives(one)}.isdisjoint(alternatives(other))


def are_alike(one: str, other: str) -> bool:
    """Say whether two units may be one, or are both of time."""
    return may_be_one_unit(one, other) or {one, other} <= TIME_UNITS


def is_counted(unit: str) -> bool:
    """Say whether a number of it is a count, of things or of days, rather than a measurement, a share or an amount."""
    return unit in TIME_UNITS or not measured(unit)


def counted_thing(mention: Mention, language: Language) -> str:
    """Say what is counted, unless its word may belong to the next: 12 country reports."""
    forms = language.units.get(mention.unit)
    if isinstance(forms, Mapping) and forms.get("one") != forms.get("other"):
        one = forms.get("one", "").replace("{}", "").strip()
        if one and mention.text.endswith(one):
            return ""
    return mention.unit


def agree(one: Atom, other: Atom) -> bool:
    """Say whether the two may be the same figure, in whatever words."""
    if one.kind == other.kind == "day":
        return _same_day(one.value, other.value)
    if one.is_word or other.is_word:
        return one.kind == other.kind and one.value == other.value
    if "time" in (one.kind, other.kind):
        return _same_time(one, other)
    if "day" in (one.kind, other.kind):
        day, number = (one, other) if one.kind == "day" else (other, one)
        text = number.mention.text
        counted = number.unit == "days" or (text[:1].isdigit() and text.endswith(("st", "nd", "rd", "th")))
        of_day = isinstance(day.value, tuple) and day.value[1] == number.value and counted
        return of_day or (number.unit == "months" and _first_months(day, number))
    if one.soft != other.soft and PERCENT in (one.unit, other.unit) and _is_share(one, other):
        return True
    if isinstance(one.value, tuple) or isinstance(other.value, tuple):
        return False
    if {one.unit, other.unit} == _DISTANCES:
        sizes = {one.unit: one.value, other.unit: other.value}
        return abs(sizes["miles"] * _MILE - sizes["km"]) <= abs(sizes["km"]) / 20  # one is the other, rounded
    return _same_number(one, other) or same_span(one.value, one.unit, other.value, other.unit)


def _same_time(one: Atom, other: Atom) -> bool:
    """Say whether two times, or a time and a number such as 9.30 or *nine*, may be one."""
    time, its = (one, other) if one.kind == "time" else (other, one)
    if not isinstance(time.value, Fraction) or not isinstance(its.value, Fraction):
        return False
    if its.kind == "time":
        may_be_either = time.mention.open or its.mention.open
        return (time.value - its.value) % (_HALF_DAY if may_be_either else 2 * _HALF_DAY) == 0
    if its.kind != "number" or its.unit:
        return False
    minutes = int(its.value) * 60 + its.value % 1 * 100
    halves = (0, 30) if its.soft else (0,)  # half past nine
    return (time.value - minutes) % _HALF_DAY in halves


def _same_number(one: Atom, other: Atom) -> bool:
    units = [it.unit or _thing(it, beside=its.unit) for it, its in ((one, other), (other, one))]
    apart = all(units) and not may_be_one_unit(*units)
    return one.value == other.value and not apart and (one.soft or other.soft or _units_agree(one, other))


def _thing(atom: Atom, *, beside: str) -> str:
    """Say what a number counts, where a number with the unit of the other cannot: people are not years, times not %."""
    unit = atom.mention.unit
    return unit if beside and (unit in THINGS or (unit == TIMES and beside == PERCENT)) else ""


def _first_months(day: Atom, number: Atom) -> bool:
    """Say whether months from January are counted: 1~9월, the first nine months."""
    within = day.mention.range is not End.NONE and isinstance(day.value, tuple) and not day.value[1]
    return within and isinstance(day.value, tuple) and day.value[0] in (1, number.value)


def _is_share(one: Atom, other: Atom) -> bool:
    """Say whether a fraction in words is a percentage in digits: a fifth, 20%."""
    told, counted = (one, other) if one.soft else (other, one)
    return isinstance(told.value, Fraction) and not told.unit and told.value * 100 == counted.value


def _same_day(one: object, other: object) -> bool:
    assert isinstance(one, tuple) and isinstance(other, tuple)
    return bool(one[0] == other[0] and (one[1] == other[1] or not one[1]))


def _units_agree(one: Atom, other: Atom) -> bool:
    if one.unit and other.unit:
        return may_be_one_unit(one.unit, other.unit)
    if one.unit == other.unit:
        return True
    bare = other if one.unit else one
    return bare.mention.open or (one.unit or other.unit) not in (PERCENT, POINTS)


def contradict(one: Atom, other: Atom) -> bool:
    """Say whether one figure is meant as the least and the other as the most."""
    return one.limit * other.limit < 0


def related(one: Atom, other: Atom) -> Relation | None:
    """Say how two figures without a counterpart are related; None when they have nothing to do with one another."""
    if {one.kind, other.kind} == {"year", "number"}:
        return Relation.OTHER if _may_be_year(one if one.kind == "number" else other) else None
    if one.kind != other.kind:
        return None
    a, b = one.value, other.value
    if isinstance(a, tuple) or isinstance(b, tuple):
        return Relation.OTHER
    if one.kind != "number" or one.mention.kind is other.mention.kind is FigureKind.ORDINAL:
        return Relation.OTHER
    if a == b:
        return Relation.UNIT
    alike = may_be_one_unit(one.unit, other.unit) or not one.unit or not other.unit
    if alike and a and a == -b:
        return Relation.SIGN
    if alike and _is_power_of_ten(a, b):
        return Relation.SIZE
    if not may_be_one_unit(one.unit, other.unit):
        return Relation.OTHER if are_alike(one.unit, other.unit) else None
    return Relation.ROUNDING if _rounded(a, b) else Relation.OTHER


def _may_be_year(number: Atom) -> bool:
    """Say whether it is written as a year, but lies too far off to be one: 8025."""
    return number.unit in ("", "years") and re.fullmatch(r"\d{4}\D?", number.mention.text) is not None


def ratio(one: Atom | None, other: Atom | None) -> Fraction | None:
    """Say how many times one figure is the other, when that is a power of ten."""
    a, b = (it.value if it else None for it in (one, other))
    if isinstance(a, Fraction) and isinstance(b, Fraction) and a != b and _is_power_of_ten(a, b):
        return a / b
    return None


def _is_power_of_ten(one: Fraction, other: Fraction) -> bool:
    if not one or not other:
        return False
    times = one / other
    digits = str(times.numerator * times.denominator)
    return (
        1 in (times.numerator, times.denominator)
        and digits[0] == "1"
        and not digits.strip("10")
        and digits.count("1") == 1
    )


def _rounded(one: Fraction, other: Fraction) -> bool:
    """Say whether the coarser of the two is the finer one rounded."""
    fine, coarse = sorted((one, other), key=_place)
    place = _place(coarse)
    return _place(fine) < place and 2 * abs(fine - coarse) <= place and abs(fine - coarse) <= _NEAR * abs(coarse)


def are_told_to_the_unit(one: Atom, other: Atom) -> bool:
    """Say whether two counts or shares are whole and too near for one to be the other rounded: 9 and 10, 318 and 320.

    A rounding says so (*about*), or loses two digits at least: 1,998 and 2,000.
    """
    a, b = one.value, other.value
    if isinstance(a, tuple) or isinstance(b, tuple) or not a.denominator == b.denominator == 1:
        return False
    exact = all(it.mention.bound is Bound.EXACT for it in (one, other))
    counted = all(is_counted(it.unit) or it.unit in (PERCENT, POINTS) for it in (one, other))
    fine, coarse = sorted((a, b), key=_place)
    near = _place(coarse) <= 10 or abs(coarse) <= _SMALL
    named = any(not it.mention.text.strip("-−+").isdigit() for it in (one, other))
    return exact and counted and named and _place(fine) == 1 and near


def coarser(one: Atom, other: Atom) -> Atom:
    """Give the one of two numbers that has fewer digits."""
    places = [_place(it.value) if isinstance(it.value, Fraction) else Fraction(1) for it in (one, other)]
    return one if places[0] > places[1] else other


def _place(value: Fraction) -> Fraction:
    """Say what one of the last digit that is not 0 is worth."""
    if not value:
        return Fraction(1)
    place = Fraction(1)
    while value.denominator != 1 and place > Fraction(1, 10**9):
        value, place = value * 10, place / 10
    whole = abs(int(value))
    while whole and whole % 10 == 0:
        whole, place = whole // 10, place * 10
    return place


def paired(
    one: Sequence[Atom], other: Sequence[Atom], may: Callable[[Atom, Atom], bool]
) -> Iterator[tuple[Atom, Atom, Relation]]:
    """Pair what is left on both sides, the likeliest first; ``may`` allows a pair."""
    if len(one) * len(other) > MOST_PAIRS:
        return
    order = list(Relation)
    pairs = [(relation, a, b) for a in one for b in other if may(a, b) and (relation := related(a, b)) is not None]
    used: set[int] = set()
    for relation, a, b in sorted(pairs, key=lambda it: (order.index(it[0]), _distance(it[1], it[2]))):
        if id(a) not in used and id(b) not in used:
            used |= {id(a), id(b)}
            yield a, b, relation


def _distance(one: Atom, other: Atom) -> Fraction:
    if isinstance(one.value, tuple) or isinstance(other.value, tuple):
        return Fraction(0)
    return abs(one.value - other.value) / (abs(one.value) + abs(other.value) + 1)


def certain(atom: Atom) -> Fraction | None:
    """Give the value without which nothing of this kind agrees with it; None where other values may mean the same."""
    plain = atom.kind == "number" and not atom.soft and not is_span(atom.unit) and atom.unit not in _DISTANCES
    return atom.value if plain and isinstance(atom.value, Fraction) else None


class Agreeing:
    """Figures, in order, by what they can agree with."""

    def __init__(self, figures: Iterable[Atom]) -> None:
        self._figures = list(figures)
        self._by_value: defaultdict[Fraction | None, list[int]] = defaultdict(list)
        for at, atom in enumerate(self._figures):
            self._by_value[certain(atom)].append(at)

    def of(self, atom: Atom) -> list[Atom]:
        """Give those that agree with a figure, in their order."""
        value = certain(atom)
        near: Iterable[int] = range(len(self._figures))
        if value is not None:
            near = merge(self._by_value.get(value, ()), self._by_value.get(None, ()))
        return [its for at in near if agree(atom, its := self._figures[at])]
