"""How precisely a figure is meant: what its digits leave open, and what can be reckoned from it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from briefgen.language.words.numbers import exponent_of
from briefgen.model.values.quantities import PERCENT, POINTS, Bound, Quantity

_MEASURES = frozenset(
    {PERCENT, POINTS, "years", "months", "weeks", "days", "hours", "minutes", "seconds", "km", "tonnes"}
)
MOST_DECIMALS = 1
"""Of a change that is reckoned: more than one is never read."""
UNCERTAIN = 2
"""How many units of the last digit shown may be uncertain to each side."""


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """From ``low`` to ``high``, both included."""

    low: Fraction
    high: Fraction

    def meets(self, other: NumberSpan) -> bool:
        """Tell whether the two have a number in common."""
        return self.low <= other.high and other.low <= self.high

    def times(self, factor: Fraction) -> NumberSpan:
        """Each number multiplied; ``factor`` may be negative."""
        ends = (self.low * factor, self.high * factor)
        return NumberSpan(min(ends), max(ends))

    def over(self, other: NumberSpan) -> NumberSpan:
        """Each number of this divided by each of the other, which is all above 0 or all below."""
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return NumberSpan(min(ends), max(ends))


def is_count(quantity: Quantity) -> bool:
    """Tell whether it is a whole number of things, told in full: it leaves nothing open."""
    unit = quantity.unit
    measured = unit in _MEASURES or (len(unit) == 3 and unit.isupper())
    whole = quantity.scale == 0 and exponent_of(quantity.amount) >= 0
    return whole and not measured and quantity.bound is Bound.EXACT


def span_of(quantity: Quantity) -> NumberSpan:
    """Return what is rounded to these digits: half of the last one to each side; of a count nothing but itself."""
    value = Fraction(quantity.value)
    half = Fraction(0) if is_count(quantity) else step_of(quantity) / 2
    return NumberSpan(value - half, value + half)


def step_of(quantity: Quantity) -> Fraction:
    """Return what one of the last digit typed is worth."""
    return Fraction(10) ** (exponent_of(quantity.amount) + quantity.scale)


def can_change(now: Quantity, before: Quantity) -> NumberSpan:
    """Return what the two figures leave open of the change: in points between shares, else in percent.

    Where the earlier rounds to 0 as well, it is taken as it stands. It must not be 0.
    """
    one, earlier = span_of(now), span_of(before)
    if now.unit == PERCENT:
        return NumberSpan(one.low - earlier.high, one.high - earlier.low)
    if earlier.low <= 0 <= earlier.high:
        earlier = NumberSpan(Fraction(before.value), Fraction(before.value))
    ratio = one.over(earlier)
    return NumberSpan((ratio.low - 1) * 100, (ratio.high - 1) * 100)


def change_in_points(now: Quantity, before: Quantity) -> Quantity:
    """``now − before`` between two shares, with the decimals of the one that has fewer."""
    place = max(exponent_of(it.amount) + it.scale for it in (now, before))
    difference = Fraction(now.value) - Fraction(before.value)
    return Quantity(_rounded(difference, place), 0, POINTS, _firmness(now, before), signed=True)


def _firmness(now: Quantity, before: Quantity) -> Bound:
    return Bound.EXACT if now.bound is before.bound is Bound.EXACT else Bound.ABOUT


def change_in_percent(now: Quantity, before: Quantity) -> Quantity:
    """``(now − before) / before`` with no more digits than the two bear: one decimal at most, one digit at least.

    The last digit that is shown is certain to ``UNCERTAIN`` of its units; but from 10 % on there are two digits where
    both figures have two: whoever divides 63 hours by 54 reads 20 % as a mistake. A count is exact: between counts the
    change has as many significant digits as the shorter of them, and no zero after the point.
    """
    change = (Fraction(now.value) / Fraction(before.value) - 1) * 100
    place = -MOST_DECIMALS
    if is_count(now) and is_count(before):
        digits = min(len(str(abs(int(it.value)))) for it in (now, before))
        place = max(place, _first_place(change) - digits + 1)
    else:
        left_open = can_change(now, before)
        while Fraction(10) ** place * UNCERTAIN < (left_open.high - left_open.low) / 2:
            place += 1
    first = _first_place(change)
    if first > 0 and all(len(it.amount.as_tuple().digits) > 1 for it in (now, before)):
        first -= 1
    place = min(place, max(first, -MOST_DECIMALS))
    if place < 0 and is_count(now) and is_count(before) and change.denominator == 1:
        place = 0
    return Quantity(_rounded(change, place), 0, PERCENT, _firmness(now, before), signed=True)


def _first_place(value: Fraction) -> int:
    """The power of ten of the first digit that is not 0; of 0 that of its ones."""
    size, place = abs(value), 0
    if not size:
        return 0
    while size >= 10:
        size, place = size / 10, place + 1
    while size < 1:
        size, place = size * 10, place - 1
    return place


def _rounded(value: Fraction, place: int) -> Decimal:
    """To the power of ten, half away from 0; zeros before the point stay digits."""
    step = Fraction(10) ** place
    count = int(abs(value) / step + Fraction(1, 2)) * (1 if value >= 0 else -1)
    return Decimal(count).scaleb(place) if place < 0 else Decimal(count * 10**place)
