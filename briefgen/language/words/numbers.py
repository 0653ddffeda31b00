"""A number in the digits and names of a language: 3,981억 1,900만, 398.119 billion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

from briefgen.model.profile.language import Language, Numbers, NumberStyle
from briefgen.model.values.quantities import PERCENT, Bound, Quantity

SHORT_DIGITS = 3
"""Significant digits of the style ``short``."""
_DECIMALS = 3
"""Decimals that a named number may show when the author did not type more."""

_ROUNDING = {
    Bound.OVER: ROUND_FLOOR,
    Bound.AT_LEAST: ROUND_FLOOR,
    Bound.UNDER: ROUND_CEILING,
    Bound.AT_MOST: ROUND_CEILING,
}
"""A bound must stay true when its figure is shortened."""


@dataclass(frozen=True, slots=True)
class NumberWords:
    """A number without its sign: ``digits`` and the ``name`` after them, e.g. ``398.119`` and `` billion``."""

    digits: str
    name: str = ""

    @property
    def text(self) -> str:
        """Digits and name."""
        return self.digits + self.name


def number_words(quantity: Quantity, language: Language, *, short: bool = False) -> NumberWords:
    """The absolute value of ``quantity`` in words.

    The author's digits are kept; ``short`` rounds what has a name to three significant digits, or to
    the digits of its first group when names divide all of it (3,981억). Before a per cent sign no
    number has a name.
    """
    numbers = language.numbers
    value = abs(quantity.value)
    if quantity.unit == PERCENT:
        return NumberWords(_digits(value, numbers, numbers.group))
    if short and numbers.names and value >= _power(min(numbers.names)):
        value = _shortened(value, numbers, _ROUNDING.get(quantity.bound, ROUND_HALF_UP))
    if numbers.style is NumberStyle.GROUPED:
        return NumberWords(*_grouped(value, language))
    return _scaled(value, -exponent_of(quantity.amount), language)


def _power(exponent: int) -> Decimal:
    return Decimal(10) ** exponent


def exponent_of(value: Decimal) -> int:
    """The power of ten of the last digit typed."""
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _shortened(value: Decimal, numbers: Numbers, rounding: str) -> Decimal:
    digits = SHORT_DIGITS
    if numbers.style is NumberStyle.GROUPED:
        largest = max(power for power in numbers.names if value >= _power(power))
        digits = max(digits, value.adjusted() - largest + 1)
    return Context(prec=digits, rounding=rounding).plus(value).normalize()


def _scaled(value: Decimal, typed_decimals: int, language: Language) -> NumberWords:
    """One number and one name: the largest that needs no more decimals than a reader can take in."""
    numbers = language.numbers
    for power in sorted(numbers.names, reverse=True):
        part = _trimmed(value.scaleb(-power), typed_decimals)
        if part >= 1 and -exponent_of(part) <= max(_DECIMALS, typed_decimals):
            forms = numbers.names[power]
            name = forms.get(language.babel().plural_form(part), forms["other"])
            return NumberWords(_digits(part, numbers, numbers.group), numbers.name_separator + name)
    return NumberWords(_digits(value, numbers, numbers.group))


def _trimmed(part: Decimal, typed_decimals: int) -> Decimal:
    """``part`` without the zeros that dividing by a name put behind the point."""
    shortest = part.normalize()
    decimals = max(-exponent_of(shortest), typed_decimals if typed_decimals == -exponent_of(part) else 0, 0)
    return part.quantize(Decimal(1).scaleb(-decimals), context=Context(prec=60))


def _grouped(value: Decimal, language: Language) -> tuple[str, str]:
    """Every group with its name; a number with decimals is written in plain digits."""
    numbers = language.numbers
    if value != value.to_integral_value() or not numbers.names or value < _power(min(numbers.names)):
        return _digits(value, numbers, numbers.group), ""
    parts = list(_groups(int(value), language))
    digits, name = parts[-1]
    return numbers.part_separator.join([*("".join(part) for part in parts[:-1]), digits]), name


def _groups(whole: int, language: Language) -> Iterator[tuple[str, str]]:
    numbers = language.numbers
    for power in sorted(numbers.names, reverse=True):
        count, whole = divmod(whole, 10**power)
        if count:
            forms = numbers.names[power]
            name = forms.get(language.babel().plural_form(count), forms["other"])
            yield _digits(Decimal(count), numbers, numbers.part_group), numbers.name_separator + name
    if whole:
        yield _digits(Decimal(whole), numbers, numbers.part_group), ""


def _digits(value: Decimal, numbers: Numbers, group: str) -> str:
    whole, _, fraction = format(value, "f").partition(".")
    grouped = f"{int(whole):,}".replace(",", group) if len(whole) >= numbers.group_from else whole
    return grouped + numbers.decimal + fraction if fraction else grouped
