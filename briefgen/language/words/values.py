"""Values in the words of a language: 3,981억 1,900만 위안, about 80 trillion won, up 10%.

Styles: ``full`` (the author's digits and the unit), ``short`` (rounded), ``bare`` (no unit),
``spelled`` (*four fields*).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Context
from unicodedata import normalize

from briefgen.language.words.dates import join_range, word_date
from briefgen.language.words.locators import word_place
from briefgen.language.words.numbers import NumberWords, exponent_of, number_words
from briefgen.language.words.units import BARE, Units, unit_forms
from briefgen.model.core.diagnostics import Outcome
from briefgen.model.profile.language import Language
from briefgen.model.values.quantities import Bound, Day, Interval, Quantity, QuantityRange, Value

__all__ = ["convert", "word", "word_change", "word_date", "word_list", "word_place"]

_NO_UNITS: Units = {}
_VOWELS = "aeiouhœæ"
"""And the silent h: d’habitants."""
_EXACTLY = Context(prec=60)


def word(value: Value, language: Language, units: Units = _NO_UNITS, *, style: str = "full") -> Outcome[str]:
    """A value in words; ``units`` are the author's own, by id.

    A unit that nothing declares is written as typed and reported as ``unit-is-known``.
    """
    if isinstance(value, Day | Interval):
        return Outcome(word_date(value, language, style))
    if isinstance(value, QuantityRange):
        return _word_range(value, language, units, style)
    spelled = _spelled(value, language, units) if style == "spelled" else ""
    if spelled:
        return _finished(spelled, "", value, language, units, style)
    number = number_words(value, language, short=style == "short")
    return _finished(_sign(value, language) + number.digits, number.name, value, language, units, style)


def _spelled(count: Quantity, language: Language, units: Units) -> str:
    """A small number of things in words; empty for any other, and where the unit is written closed up, as in 4%."""
    names = language.numbers.spelled
    is_small = 0 <= count.value < len(names) and count.value == int(count.value)
    if not is_small or count.signed or count.bound is not Bound.EXACT:
        return ""
    pattern = unit_forms(count, language, units)[0]["other"]
    return names[int(count.value)] if "{} " in pattern else ""


def word_change(change: Quantity, language: Language, units: Units = _NO_UNITS) -> Outcome[str]:
    """A difference in words: ``+10 %`` → 10% 증가, up 10%."""
    patterns = language.change_words(change.unit)
    if patterns is None:
        return word(replace(change, signed=change.amount > 0), language, units)
    if not change.amount:
        return Outcome(patterns.none)
    size = word(replace(change, amount=abs(change.amount), signed=False), language, units)
    pattern = patterns.up if change.amount > 0 else patterns.down
    return Outcome(pattern.replace("{}", size.value), size.diagnostics)


def word_list(items: tuple[str, ...], language: Language) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(items) <= 1:
        return "".join(items)
    last = language.lists.pair if len(items) == 2 else language.lists.last
    return language.lists.separator.join(items[:-1]) + last + items[-1]


def convert(quantity: Quantity, rate: Quantity) -> Quantity:
    """``quantity`` at ``rate`` units of ``rate.unit`` each.

    The result has as many significant digits as the less precise of the two, and is meant as *about*
    unless both are exact and nothing was rounded off.
    """
    exact = _EXACTLY.multiply(quantity.value, rate.value)
    digits = min(len(each.amount.as_tuple().digits) for each in (quantity, rate))
    rounded = Context(prec=digits, rounding=ROUND_HALF_UP).plus(exact)
    firm = quantity.bound is rate.bound is Bound.EXACT and rounded == exact
    shortest = rounded.normalize(_EXACTLY)
    scale = max(exponent_of(shortest), 0)
    return Quantity(shortest.scaleb(-scale, _EXACTLY), scale, rate.unit, Bound.EXACT if firm else Bound.ABOUT)


def _sign(quantity: Quantity, language: Language) -> str:
    if quantity.amount < 0:
        return language.numbers.minus
    return "+" if quantity.signed and quantity.amount else ""


def _word_range(value: QuantityRange, language: Language, units: Units, style: str) -> Outcome[str]:
    low, high = (number_words(end, language, short=style == "short") for end in (value.low, value.high))
    first, last = (_sign(end, language) + number.digits for end, number in ((value.low, low), (value.high, high)))
    if not (language.ranges.shared_name and low.name == high.name):
        first += low.name
    return _finished(join_range(first, last, language), high.name, value.high, language, units, style)


def _finished(digits: str, name: str, quantity: Quantity, language: Language, units: Units, style: str) -> Outcome[str]:
    """Digits and name with the unit after them and the bound round all but a word that the unit begins with."""
    forms, problems = (BARE, ()) if style == "bare" else unit_forms(quantity, language, units)
    pattern = forms.get(language.babel().plural_form(abs(quantity.value)), forms["other"])
    before = pattern.partition("{}")[0]
    lead = before if before.endswith(" ") else ""  # 연인원 약 9억 명, but about $9
    words = _with_unit(NumberWords(digits, name), pattern.removeprefix(lead), language)
    return Outcome(lead + _bounded(words, quantity.bound, language), problems)


def _with_unit(number: NumberWords, pattern: str, language: Language) -> str:
    numbers = language.numbers
    if number.name and numbers.unit_link and (unit := re.search(r"\{\} ([^\W\d_])", pattern)) is not None:
        return pattern.replace("{} ", number.text + numbers.unit_link[_begins_with_vowel(unit[1])])
    gap = numbers.unit_gap if number.name and re.search(r"\{\}[^\W\d_]", pattern) else ""
    return pattern.replace("{}", number.text + gap)


def _begins_with_vowel(letter: str) -> bool:
    return normalize("NFKD", letter)[0].lower() in _VOWELS


def _bounded(words: str, bound: Bound, language: Language) -> str:
    if bound is Bound.EXACT:
        return words
    return language.bounds.get(bound.name.lower(), bound.value + "{}").replace("{}", words)
