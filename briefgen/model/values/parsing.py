"""From the author's text to a value: ``~80 trillion KRW``, ``+10 %``, ``2025-03-04/2025-03-11``.

Every error is a ValueError whose text is a sentence for the author.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise

from briefgen.model.values.quantities import POINTS, Bound, Day, Interval, Quantity, QuantityRange, Value

_ENGLISH = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_MYRIADS = {"만": 4, "억": 8, "조": 12, "경": 16}
_COMPOUNDS = {
    before + myriad: power + extra
    for myriad, power in _MYRIADS.items()
    for before, extra in (("십", 1), ("백", 2), ("천", 3))
}
SCALES = {**_ENGLISH, **_COMPOUNDS, **_MYRIADS, "천": 3}
"""Scale words an author may use → power of ten; longer words stand before words they begin with."""

SCALE_ABBREVIATIONS = {"mn": "million", "bn": "billion", "tn": "trillion"}
MAX_DIGITS = 28
"""What exact decimal arithmetic holds without a wider context."""
MAX_TYPED = 40
"""Digits of a figure as typed, with the zeros before and after: what follows takes time that grows with them."""
_SHOWN = 40

_EXAMPLES = "write e.g. 398.119 billion CNY, ~80 trillion KRW, 21 mentions, +10 % or 2025-04-11"
_SPELLINGS = str.maketrans(
    {"−": "-", "–": "-", "～": "~", "≥": ">=", "≤": "<=", "≈": "~", "\u00a0": " ", "\u202f": " "}
)
_BOUNDS = sorted((bound for bound in Bound if bound.value), key=lambda bound: -len(bound.value))
_UNIT_ALIASES = {"%p": POINTS, "percent": "%"}

_DIGITS = r"[0-9][0-9,_]*(?:\.[0-9]+)?"
_SCALE = "|".join(SCALES)
_NUMBER = rf"[-+]?{_DIGITS}(?:\s*(?:{_SCALE})(?![A-Za-z])(?:\s*{_DIGITS}(?:{_SCALE}))*)?"
_FIGURE = re.compile(
    rf"(?P<low>{_NUMBER})(?:\s*-\s*(?P<high>{_NUMBER}))?\s*(?P<unit>%p?|[^\W\d_][\w-]*)?", re.IGNORECASE
)
_ABBREVIATED = re.compile(rf"[-+]?{_DIGITS}\s*({'|'.join(SCALE_ABBREVIATIONS)})\b", re.IGNORECASE)
_OPENINGS = re.compile(r"[$€£¥₩]|(?:about|around|nearly|over|under|more than|less than|약)\b", re.IGNORECASE)
_TERM = re.compile(rf"({_DIGITS})\s*({_SCALE})?", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_EXPONENT = re.compile(r"[-+]?\d[\d.,]*e[-+]?\d", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:_\d{3})+|\d+")
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_YEAR = re.compile(r"[12][0-9]{3}")
_DATES = re.compile(r"[0-9]{4}[0-9 -]*/.*|.*/ *[0-9]{4}-.*")


def parse_value(text: str) -> Value:
    """Read a figure or a date as typed.

    - A figure is a bound (``~ > < <~ >= <=``) if any, a sign if any, digits, a scale (``million``,
      ``조`` …) if any, and a unit if any: ``~80 trillion KRW``, ``+10 %``, ``80조 KRW``,
      ``3,981억 1,900만 CNY``. Two numbers with a hyphen are a range: ``3-5 trillion KRW``.
    - A date is ``2025``, ``2025-04``, ``2025-04-11`` or two of them with a slash between.
    - Four digits from 1000 to 2999 and nothing else are a year; the number is written ``2,025`` or with a unit.

    Raises ValueError with a sentence for the author when it is neither.
    """
    typed = " ".join(text.translate(_SPELLINGS).split())
    if (meant := day_meant(typed)) not in (None, typed):
        raise ValueError(f"“{typed}” is not a date; write {meant}")
    if _DATES.fullmatch(typed):
        return _parse_interval(typed)
    if _YEAR.fullmatch(typed) or ("-" in typed and _DAY.fullmatch(typed)):
        return parse_day(typed)
    return _parse_figure(typed)


def parse_day(text: str) -> Day:
    """Read ``2025``, ``2025-04`` or ``2025-04-11``.

    Raises ValueError with a sentence for the author otherwise, also for a day that never was.
    """
    typed = text.translate(_SPELLINGS).strip()
    found = _DAY.fullmatch(typed)
    if (meant := day_meant(typed)) not in (None, typed):
        raise ValueError(f"“{text}” is not a date; write {meant}")
    if found is None:
        raise ValueError(f"“{text}” is not a date; write 2025-04-11, 2025-04 or 2025")
    year, month, day = (int(part or 0) for part in found.groups())
    if not year or any(part is not None and len(part) < 2 for part in found.groups()):
        raise ValueError(f"“{text}” is not a date; write the month and the day with two digits: 2025-04-11")
    _check_calendar(typed, year, found[2], found[3])
    return Day(year, month, day)


def _check_calendar(typed: str, year: int, month: str | None, day: str | None) -> None:
    try:
        date(year, int(month or 1), int(day or 1))
    except ValueError:
        part = "day" if day is not None else "month"
        raise ValueError(f"{typed} is not a {part} of the calendar; write a date such as 2025-04-11") from None


def _parse_interval(typed: str) -> Interval:
    ends = [end.strip() for end in typed.split("/")]
    if len(ends) != 2 or not all(ends):
        raise ValueError(f"“{typed}” is not an interval; write its first and last day: 2025-03-04/2025-03-11")
    start, end = (parse_day(end) for end in ends)
    if _last(end) < start:
        raise ValueError(f"{typed} ends before it starts; write the earlier date first: 2025-03-04/2025-03-11")
    return Interval(start, end)


def _last(day: Day) -> Day:
    """The latest day that ``day`` may mean, for comparison only."""
    return Day(day.year, day.month or 12, day.day or 31)


def _parse_figure(typed: str) -> Quantity | QuantityRange:
    bound, rest = _split_bound(typed)
    found = _FIGURE.fullmatch(rest)
    if found is None or _ABBREVIATED.match(rest) or _EXPONENT.match(rest):
        raise ValueError(_why_no_figure(typed, rest))
    unit = _UNIT_ALIASES.get(found["unit"] or "", found["unit"] or "")
    high = found["high"]
    if high is None:
        return _quantity(found["low"], unit, bound)
    return _range(typed, found["low"], high, unit, bound)


def _split_bound(typed: str) -> tuple[Bound, str]:
    bound = next((bound for bound in _BOUNDS if typed.startswith(bound.value)), Bound.EXACT)
    return bound, typed[len(bound.value) :].strip()


def _range(typed: str, low_text: str, high_text: str, unit: str, bound: Bound) -> QuantityRange:
    if not unit and _YEAR.fullmatch(low_text) and _YEAR.fullmatch(high_text):
        raise ValueError(f"“{typed}” looks like years; write {low_text}/{high_text} for an interval")
    low, high = (_quantity(end, unit, bound) for end in (low_text, high_text))
    if not low.scale:
        low = Quantity(low.amount, high.scale, unit, bound, low.signed)
    if low.value > high.value:
        raise ValueError(f"“{typed}” falls from high to low; write the smaller figure first: 3-5 trillion KRW")
    return QuantityRange(low, high)


def _quantity(text: str, unit: str, bound: Bound) -> Quantity:
    if sum(map(str.isdigit, text)) > MAX_TYPED:
        raise ValueError(
            f"“{text[:_SHOWN]}…” has more than {MAX_TYPED} digits; round it, or write a scale: 398.119 billion CNY"
        )
    parts = [(_decimal(digits), SCALES[scale.lower()] if scale else 0) for digits, scale in _TERM.findall(text)]
    amount, scale = parts[0] if len(parts) == 1 else _sum(text, parts)
    if len(amount.as_tuple().digits) > MAX_DIGITS:
        raise ValueError(f"“{text}” has more than {MAX_DIGITS} digits; write a scale: 398.119 billion CNY")
    return Quantity(-amount if text.startswith("-") else amount, scale, unit, bound, text.startswith("+"))


def _sum(text: str, parts: list[tuple[Decimal, int]]) -> tuple[Decimal, int]:
    """``3,981억 1,900만`` as one amount in its smallest scale."""
    smallest = parts[-1][1]
    for (_, above), (amount, below) in pairwise(parts):
        if above <= below or amount.scaleb(below) >= Decimal(10) ** above:
            raise ValueError(f"the parts of “{text}” do not fall from large to small; write e.g. 3,981억 1,900만 CNY")
    return sum((amount.scaleb(scale - smallest) for amount, scale in parts), Decimal()), smallest


def _decimal(digits: str) -> Decimal:
    whole, _, _ = digits.partition(".")
    if not _THOUSANDS.fullmatch(whole):
        raise ValueError(f"“{digits}” has a comma out of place; write thousands as 1,234 and decimals as 1.234")
    return Decimal(digits.replace(",", "").replace("_", ""))


def _why_no_figure(typed: str, rest: str) -> str:
    if not typed:
        return f"nothing is written here; {_EXAMPLES}"
    if re.search(r"[A-Za-z]{3,},? [0-9]{4}$|[A-Za-z]{3,} [0-9]{1,2},? [0-9]{4}$|^[0-9]{4}[.년]", typed):
        return f"“{typed}” looks like a date; write it as 2025-04-11, 2025-04 or 2025"
    if found := _OPENINGS.match(rest):
        return f"“{typed}” starts with “{found[0]}”; a figure starts with its number or ~ > <: {_EXAMPLES}"
    if found := _ABBREVIATED.match(rest):
        scale = SCALE_ABBREVIATIONS[found[1].lower()]
        return f"“{typed}”: write {scale} instead of {found[1]}, as in 398.119 billion CNY"
    if _CLOCK.fullmatch(rest):
        return f"“{typed}” is a time, which a fact cannot have; {_EXAMPLES}"
    if _EXPONENT.match(rest):
        return f"“{typed}” has an exponent; write the number out, as in 100,000 or 0.0015"
    if re.match(rf"{_NUMBER}\s*\S", rest, re.IGNORECASE):
        return f"“{typed}” has more than one word after its number; a unit is one word or ISO code: {_EXAMPLES}"
    return f"“{typed}” is neither a figure nor a date; {_EXAMPLES}"


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
