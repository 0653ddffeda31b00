"""The figures of a passage by their value, so that 3,981억 1,900만 is found by 398.119 billion and by 3981억.

Dates are found by their value too: 2025. 3. 5. by 2025년 3월 5일, by March 2025 and by 2025.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from briefgen.language.figures.reader import FigureReader
from briefgen.model.values.figures import FigureKind, Mention
from briefgen.model.values.quantities import Day

_HAS_FIGURE = re.compile(r"\d").search
_KINDS = frozenset({FigureKind.AMOUNT, FigureKind.PERCENT, FigureKind.POINTS})
LEAST = 1000
"""A whole number below this is told from others by its unit alone."""
DATE = "@"
"""The unit of a date."""
DIGITS = 3
"""So many digits a number needs to stand for a longer one that begins with them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text, from ``start`` up to ``end``; ``value`` is its digits with a decimal point.

    The value of a date is year, month and day with hyphens between them, empty where one is not written.
    """

    start: int
    end: int
    value: str
    unit: str = ""


def figures(text: str, reader: FigureReader) -> Iterator[Figure]:
    """The figures of ``text`` that can be asked for by value."""
    if not _HAS_FIGURE(text) and not any(name in text for name in _powers(reader)):
        return
    for it in reader.read(text):
        if it.day is not None and not it.soft:
            yield Figure(it.start, it.end, _written(it.day), DATE)
        elif it.kind in _KINDS and not (it.soft and abs(it.value) < LEAST):
            yield from _amount(it)


def _amount(it: Mention) -> Iterator[Figure]:
    value = decimal(abs(it.value))
    if value and (it.unit or abs(it.value) >= LEAST or "." in value):
        yield Figure(it.start, it.end, value, it.unit.removesuffix("|"))


def _written(day: Day) -> str:
    return "-".join(f"{part:02d}" if part else "" for part in (day.year, day.month, day.day))


def _powers(reader: FigureReader) -> Iterator[str]:
    """Names of powers that stand without digits: *a trillion*."""
    return (form for forms in reader.language.numbers.names.values() for form in forms.values() if len(form) > 1)


def decimal(value: Fraction) -> str:
    """A number in digits; empty when it has no end, such as a third."""
    places = 0
    while value.denominator != 1 and places < 8:
        value, places = value * 10, places + 1
    if value.denominator != 1:
        return ""
    digits = str(value.numerator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def figure_terms(figure: Figure) -> Iterator[str]:
    """The terms of a figure: its value, and what is left of it with fewer digits; of a date, with fewer parts."""
    if figure.unit == DATE:
        year, month, day = figure.value.split("-")
        parts = {(year, "", ""), (year, month, ""), (year, month, day), ("", month, ""), ("", month, day)}
        yield from sorted({f"{DATE}{'-'.join(it)}" for it in parts if (it[0] or it[1]) and (it[1] or not it[2])})
        return
    yield from _value_terms(figure.value)


@lru_cache(maxsize=1024)
def _value_terms(value: str) -> tuple[str, ...]:
    return tuple(f"#{it}" for it in dict.fromkeys((value, *shorter(value))))


def shorter(value: str) -> Iterator[str]:
    """``value`` cut and rounded to fewer digits, down to three."""
    whole, _, part = value.partition(".")
    digits = (whole + part).lstrip("0")
    count = len(digits.rstrip("0"))
    shift = len(digits) - len(part)
    for kept in range(DIGITS, count):
        power = Fraction(10) ** (shift - kept)
        exact = Fraction(int(digits)) / Fraction(10) ** len(part) / power
        low = exact.numerator // exact.denominator
        for it in (low, low + 1 if 2 * (exact - low) >= 1 else low):
            yield decimal(it * power)
