"""The time from one day to another in round words (2년 3개월, 9 months), and the time that a text takes to read."""

from __future__ import annotations

import re
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


_WIDE = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")
"""Hangul, kana and Chinese characters, which are counted one by one; other scripts by the word."""
_WORD = re.compile(r"\w+")
_WIDE_A_MINUTE, _WORDS_A_MINUTE = 500, 220


def minutes_to_read(text: str) -> int:
    """Whole minutes at the pace of a practised reader, one at least."""
    wide = sum(map(len, _WIDE.findall(text)))
    words = len(_WORD.findall(_WIDE.sub(" ", text)))
    return max(1, round(wide / _WIDE_A_MINUTE + words / _WORDS_A_MINUTE))
