"""A profile for a language that briefgen does not come with: what CLDR says of its numbers and dates."""

from __future__ import annotations

import json

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol, get_group_symbol


def profile_of(lang: str) -> str | None:
    """``templates/locale/<lang>.yaml``; None for a language that CLDR does not know."""
    try:
        locale = Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
    day = str(locale.date_formats["long"].pattern)
    month = _skeleton(locale, "yMMMM", "MMMM y")
    year = _skeleton(locale, "y", "y")
    lines = [
        f"# {locale.english_name}: numbers and dates as CLDR has them. Complete it from locale/en.yaml: units, quotes.",
        f"tag: {lang}",
        f"name: {_quoted(locale.get_display_name(locale) or lang)}",
        f"direction: {locale.text_direction}",
        "numbers:",
        "  style: scaled",
        f"  decimal: {_quoted(get_decimal_symbol(locale))}",
        f"  group: {_quoted(get_group_symbol(locale))}",
        "  names: {}",
        '  name_separator: " "',
        "dates:",
        f"  full: {{day: {_quoted(day)}, month: {_quoted(month)}, year: {_quoted(year)}}}",
        "intervals:",
        *(f"  {name}: [{_quoted(day)}, {_quoted(day)}]" for name in ("day_in_month", "day_in_year", "day")),
        *(f"  {name}: [{_quoted(month)}, {_quoted(month)}]" for name in ("month_in_year", "month")),
        f"  year: [{_quoted(year)}, {_quoted(year)}]",
    ]
    return "\n".join(lines) + "\n"


def _skeleton(locale: Locale, name: str, otherwise: str) -> str:
    found = locale.datetime_skeletons.get(name)
    return str(found.pattern) if found is not None else otherwise


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
