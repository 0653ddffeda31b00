"""Dates and intervals in words: 2025. 4. 11.(금), 4–11 March 2025."""

from __future__ import annotations

import re
from datetime import date

from babel.dates import format_date

from briefgen.model.profile.language import Language
from briefgen.model.values.quantities import Day, Interval

_DAY = re.compile(r"(?<![a-z'])d(?![a-z'])")
"""The day of a month in a pattern, outside of quoted words."""


def word_date(value: Day | Interval, language: Language, style: str = "full") -> str:
    """A date as precise as it was typed, or an interval.

    Styles are those of the language's profile: ``full``, ``long``, ``short``, ``bare``, and ``weekday``
    with the day of the week. Intervals have one style.
    """
    if isinstance(value, Day):
        return _format(value, language.date_pattern(style, _precision(value)), language)
    if value.start == value.end:
        return word_date(value.start, language, style)
    first, last = _interval_patterns(value, language)
    return join_range(_format(value.start, first, language), _format(value.end, last, language), language)


def join_range(first: str, last: str, language: Language) -> str:
    """Two ends with the separator that the first asks for."""
    ranges = language.ranges
    separator = ranges.spaced if ranges.spaced and " " in first else ranges.separator
    return first + separator + last


def _precision(day: Day) -> str:
    return "day" if day.day else "month" if day.month else "year"


def _interval_patterns(value: Interval, language: Language) -> tuple[str, str]:
    start, end = value.start, value.end
    patterns = language.intervals
    if _precision(start) != _precision(end):
        return language.date_pattern("full", _precision(start)), language.date_pattern("full", _precision(end))
    if start.day:
        return _day_patterns(start, end, language)
    if start.month:
        return patterns.month_in_year if start.year == end.year else patterns.month
    return patterns.year


def _day_patterns(start: Day, end: Day, language: Language) -> tuple[str, str]:
    patterns = language.intervals
    if start.year != end.year:
        return patterns.day
    return patterns.day_in_month if start.month == end.month else patterns.day_in_year


def _format(day: Day, pattern: str, language: Language) -> str:
    if day.day == 1 and language.first_day:
        pattern = _DAY.sub(f"'{language.first_day}'", pattern)
    return format_date(date(day.year, day.month or 1, day.day or 1), pattern, locale=language.babel())
