"""The time from one day to another in round words: 2년 3개월, 9 months, 10 days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from briefgen.language.words.values import word
from briefgen.model.profile.language import Language
from briefgen.model.values.quantities import Day, Interval, Quantity

_MOST_DAYS, _MOST_WEEKS = 13, 8


def time_between(one: Day | Interval, other: Day | Interval, language: Language) -> str:
    """From the beginning of ``one`` to that of ``other``; empty where they are not known well enough to tell."""
    start, end = (it.start if isinstance(it, Interval) else it for it in (one, other))
    if not (start.month and end.month):
        return _named(end.year - start.year, "years", language)
    months = 12 * (end.year - start.year) + end.month - start.month
    if start.day and end.day:
        days = (date(end.year, end.month, end.day) - date(start.year, start.month, start.day)).days
        if days <= _MOST_DAYS:
            return _named(days, "days", language)
        if days <= 7 * _MOST_WEEKS:
            return _named(round(days / 7), "weeks", language)
        months -= end.day < start.day
    years, months = divmod(months, 12)
    return " ".join(filter(None, (_named(years, "years", language), _named(months, "months", language))))


def _named(number: int, unit: str, language: Language) -> str:
    """The words of the language's profile; nothing where it has none for the unit."""
    if number <= 0 or unit not in language.units:
        return ""
    return word(Quantity(Decimal(number), 0, unit), language).value
