"""How a language writes numbers and dates on the axes of a chart, in the terms of d3."""

from __future__ import annotations

import re
from typing import Any

from briefgen.model.profile.language import Language

_DAYS = (6, 0, 1, 2, 3, 4, 5)
"""From Sunday; CLDR counts from Monday."""
_DIRECTIVES = {
    "y": "%Y", "yy": "%y", "yyyy": "%Y", "M": "%-m", "MM": "%m", "MMM": "%b", "MMMM": "%B",
    "d": "%-d", "dd": "%d", "EEE": "%a", "E": "%a", "EEEE": "%A",
}  # fmt: skip


def number_locale(language: Language) -> dict[str, Any]:
    """The d3-format locale."""
    numbers = language.numbers
    return {
        "decimal": numbers.decimal,
        "thousands": numbers.group,
        "grouping": [3],
        "currency": ["", ""],
        "minus": numbers.minus,
    }


def time_locale(language: Language) -> dict[str, Any]:
    """The d3-time-format locale, with the names that CLDR has."""
    locale = language.babel()
    months, days = locale.months["format"], locale.days["format"]
    return {
        "dateTime": f"{d3_pattern(language.date_pattern('full', 'day'))} %H:%M",
        "date": d3_pattern(language.date_pattern("short", "day")),
        "time": "%H:%M",
        "periods": [str(locale.day_periods["format"]["abbreviated"][half]) for half in ("am", "pm")],
        "days": [days["wide"][day] for day in _DAYS],
        "shortDays": [days["abbreviated"][day] for day in _DAYS],
        "months": [months["wide"][month] for month in range(1, 13)],
        "shortMonths": [months["abbreviated"][month] for month in range(1, 13)],
    }


def date_formats(language: Language) -> dict[str, str]:
    """Precision → how the language writes a date of it where room is short: ``month`` → ``%Y. %-m.``"""
    return {name: d3_pattern(language.date_pattern("bare", name)) for name in ("day", "month", "year")}


def d3_pattern(pattern: str) -> str:
    """A CLDR date pattern in d3's terms: ``y. M. d.`` → ``%Y. %-m. %-d.``"""
    return re.sub(r"'([^']*)'|([A-Za-z])\2*", _directive, pattern.replace("%", "%%"))


def _directive(found: re.Match[str]) -> str:
    return found[1] if found[1] is not None else _DIRECTIVES.get(found[0], found[0])
