"""The figures of a passage by their value, so that 3,981억 1,900만 is found by 398.119 billion and by 3981억."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from briefgen.model.mentions import Kind
from briefgen.resolving.mentions.reader import Reader

_HAS_FIGURE = re.compile(r"\d").search
_KINDS = frozenset({Kind.AMOUNT, Kind.PERCENT, Kind.POINTS})
LEAST = 1000
"""A whole number below this is told from others by its unit alone."""
DIGITS = 3
"""So many digits a number needs to stand for a longer one that begins with them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text, from ``start`` up to ``end``; ``value`` is its digits with a decimal point."""

    start: int
    end: int
    value: str
    unit: str = ""


def figures(text: str, reader: Reader) -> Iterator[Figure]:
    """The figures of ``text`` that can be asked for by value."""
    if not _HAS_FIGURE(text) and not any(name in text for name in _powers(reader)):
        return
    for it in reader.read(text):
        if it.kind not in _KINDS or (it.soft and abs(it.value) < LEAST):
            continue
        value = decimal(abs(it.value))
        if value and (it.unit or abs(it.value) >= LEAST or "." in value):
            yield Figure(it.start, it.end, value, it.unit.removesuffix("|"))


def _powers(reader: Reader) -> Iterator[str]:
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
    """The terms of a figure: its value, and what is left of it with fewer digits."""
    for value in dict.fromkeys((figure.value, *shorter(figure.value))):
        yield f"#{value}"


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
