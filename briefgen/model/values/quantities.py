"""What a figure is: the author's own digits, a unit, and how firmly it is meant.

Never a float. ``398.119 billion CNY`` keeps three decimals and its scale, so that it can be
worded again as precisely as it was typed, and no more precisely.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Bound(StrEnum):
    """How firmly a figure is meant, written before it: ``~80``, ``>1``, ``<5``, ``<~1`` (nearly)."""

    EXACT = ""
    ABOUT = "~"
    OVER = ">"
    UNDER = "<"
    NEARLY = "<~"
    AT_LEAST = ">="
    AT_MOST = "<="


PERCENT = "%"
POINTS = "pp"


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount of something.

    ``amount`` holds the digits as typed, so its exponent is the stated precision; the whole value
    is ``amount × 10**scale``. ``unit`` is an ISO 4217 code, ``%``, ``pp``, or the id of a unit that
    the language files or ``site.yaml`` declare; ``""`` is a bare number. ``signed`` keeps a typed
    plus sign (``+10 %``).
    """

    amount: Decimal
    scale: int = 0
    unit: str = ""
    bound: Bound = Bound.EXACT
    signed: bool = False

    @property
    def value(self) -> Decimal:
        """The whole value, in units."""
        return self.amount.scaleb(self.scale)


@dataclass(frozen=True, slots=True)
class QuantityRange:
    """From ``low`` to ``high``, both in the same unit."""

    low: Quantity
    high: Quantity


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A day, a month (``day`` is 0) or a year (``month`` is 0 too), as precise as it was typed."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month:
            parts.append(f"{self.month:02d}")
        if self.day:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``start`` to ``end``, both included."""

    start: Day
    end: Day

    def __str__(self) -> str:
        return f"{self.start}/{self.end}"


Value = Quantity | QuantityRange | Day | Interval
