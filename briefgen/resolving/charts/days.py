"""Dates on a time scale: a day, month or year begins at one moment and lasts up to the next one's."""

from __future__ import annotations

from datetime import date, timedelta

from briefgen.model.values.quantities import Day


def first_moment(day: Day) -> str:
    """Midnight (UTC, so that no zone moves it) on which a day, month or year begins."""
    return _moment(date(day.year, day.month or 1, day.day or 1))


def next_moment(day: Day) -> str:
    """Midnight on which the day, month or year is over; the last moment that there is for the year 9999."""
    if day.year == date.max.year:
        return f"{date.max.isoformat()}T23:59:59Z"
    if day.day:
        return _moment(date(day.year, day.month, day.day) + timedelta(days=1))
    if day.month:
        return _moment(date(day.year + day.month // 12, day.month % 12 + 1, 1))
    return _moment(date(day.year + 1, 1, 1))


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
