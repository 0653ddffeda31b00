"""The day that an author means by a date in another order or with other marks: ``26.11.2026`` is 2026-11-26."""

from __future__ import annotations

import re
from datetime import date

_YEAR_FIRST = re.compile(r"([12][0-9]{3})(?:[./-] ?| ?년 ?)([0-9]{1,2})(?:[./-] ?| ?월 ?)([0-9]{1,2})[.일]?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([./-]) ?([0-9]{1,2})\2 ?([12][0-9]{3})\.?")


def day_meant(typed: str) -> str | None:
    """``typed`` as it should be written, or None where it is not a date, or might be one of two: ``03/04/2026``."""
    if (found := _YEAR_FIRST.fullmatch(typed)) is not None:
        return _on_the_calendar(found[1], found[2], found[3])
    if (found := _YEAR_LAST.fullmatch(typed)) is None:
        return None
    day_first = _on_the_calendar(found[4], found[3], found[1])
    month_first = _on_the_calendar(found[4], found[1], found[3])
    return day_first or month_first if None in (day_first, month_first) or day_first == month_first else None


def _on_the_calendar(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
