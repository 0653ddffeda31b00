"""Groups of words that stay on one line: numbers with their units, dates, places, labels.

What such a group looks like follows from the language's profile, so a new language needs no code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from babel.core import Locale

from briefgen.model.profile.language import Language, NumberStyle

_DIGITS = r"\d(?:[\d,.]*\d)?"
_YEAR = re.compile(r",?\s*y+\s*")
"""In a pattern with the month by name, which makes a day without it."""
_DATE_FIELD = re.compile(r"'[^']*'|(y+|M+|L+|d+|E+)|(.)", re.DOTALL)
_CODE = r"[A-Z][A-Z0-9]*(?:-[A-Z]?\d+)+(?![\w-])"
"""The number of a report, such as *TS2025-03*."""
_PROFILES = 64
"""How many profiles' patterns are kept: a preview reads the profiles anew after every change."""
_FREE = r"(?<![\w.,])"


_NUMBERED = re.compile(r"\d")

_patterns: dict[int, tuple[Language, re.Pattern[str], bool]] = {}
"""By identity: a profile is read once, and comparing two costs more than making the pattern. Last whether a digit is in
whatever the pattern matches."""


def phrases_in(text: str, language: Language) -> Iterable[re.Match[str]]:
    """The groups of words that a reader of ``language`` takes in as one, one after another."""
    pattern, is_numbered = _pattern_of(language)
    return () if is_numbered and _NUMBERED.search(text) is None else pattern.finditer(text)


def _pattern_of(language: Language) -> tuple[re.Pattern[str], bool]:
    """Return what matches such groups. Made once for a profile."""
    known = _patterns.get(id(language))
    if known is None or known[0] is not language:
        if len(_patterns) >= _PROFILES:
            _patterns.clear()
        known = _patterns[id(language)] = (language, *_pattern(language))
    return known[1:]


def _pattern(language: Language) -> tuple[re.Pattern[str], bool]:
    kinds = [kind for kind in (_CODE, *_dates(language), _number(language), *_places(language)) if kind]
    pattern = re.compile(_FREE + "(?:" + "|".join(kinds) + r")")
    return pattern, all(_NUMBERED.pattern in kind for kind in kinds)


def _number(language: Language) -> str:
    """A bound, digits and names of numbers, and a unit, as far as they are there."""
    numbers, ranges, digits = language.numbers, language.ranges, _digits(language)
    names = _any(form for forms in numbers.names.values() for form in forms.values())
    named = digits + (rf"(?:{_spaced(numbers.name_separator)}{names})?" if names else "")
    one = rf"{named}(?:\s{named})*" if numbers.style is NumberStyle.GROUPED else named
    dash = rf"\s?[{re.escape(ranges.separator + '-')}]\s?"
    before, after = _sides(language.bounds.values())
    _, units = _sides(form for forms in language.units.values() for form in forms.values())
    return (
        rf"{_maybe(before, after=' ')}[−+-]?{one}(?:{dash}{one})?{_maybe(units, before='?')}{_maybe(after, before=' ')}"
    )


def _digits(language: Language) -> str:
    """Digits with their groups; an author may write any blank between these where the language has one."""
    return r"\d(?:(?:[\d,.]|\s(?=\d{3}(?!\d)))*\d)?" if language.numbers.group.isspace() else _DIGITS


def _sides(patterns: Iterable[str]) -> tuple[str, str]:
    """Return what may stand before the number and after it."""
    sides = [tuple(side.strip() for side in pattern.split("{}")) for pattern in patterns]
    return _any(before for before, _ in sides), _any(after for _, after in sides)


def _maybe(words: str, before: str = "", after: str = "") -> str:
    """These words or nothing, with a space (``?``: or none) between them and the number."""
    if not words:
        return ""
    gaps = {"": "", " ": r"\s", "?": r"\s?"}
    return rf"(?:{gaps[before]}{words}(?![A-Za-z]){gaps[after]})?"


def _places(language: Language) -> Iterator[str]:
    patterns = [form for forms in language.places.values() for form in forms.values()]
    for pattern in dict.fromkeys([*patterns, *language.labels.values()]):
        before, after = pattern.split("{}")
        if before.endswith(" "):
            yield rf"{re.escape(before.strip())}\s{_DIGITS}{re.escape(after)}(?![A-Za-z0-9])"


def _dates(language: Language) -> list[str]:
    """Longest first: intervals, days with weekday, days, months."""
    ranges = language.ranges
    dash = _any({ranges.spaced.strip(), ranges.separator})
    dash = rf"\s?{dash}\s?" if ranges.spaced else dash
    ends = [getattr(language.intervals, name) for name in ("day_in_month", "day_in_year", "day", "month_in_year")]
    pairs = [_date(first, language) + dash + _date(last, language) for first, last in ends]
    patterns = {pattern for style in language.dates.values() for pattern in (style.day, style.month) if pattern}
    patterns |= {_YEAR.sub("", pattern) for pattern in patterns if "MMM" in pattern and "d" in pattern}
    return pairs + [_date(pattern, language) for pattern in sorted(patterns, key=lambda each: (-len(each), each))]


def _date(pattern: str, language: Language) -> str:
    """A CLDR date pattern as a regular expression."""
    suffix = f"(?:{re.escape(language.first_day.removeprefix('1'))})?" if language.first_day else ""
    return "".join(_date_part(part[0], part[1], language.babel(), suffix) for part in _DATE_FIELD.finditer(pattern))


def _date_part(text: str, field: str | None, locale: Locale, suffix: str) -> str:
    if field is None:
        return r"\s" if text.isspace() else re.escape(text.strip("'"))
    if field[0] == "y":
        return r"\d{4}"
    if field[0] == "d" or len(field) < 3:
        return rf"\d{{1,2}}{suffix if field[0] == 'd' else ''}(?!\d)"
    names = locale.days if field[0] == "E" else locale.months
    return _any(names["format"]["wide" if len(field) == 4 else "abbreviated"].values())


def _spaced(separator: str) -> str:
    return r"\s" if separator.isspace() else re.escape(separator)


def _any(words: Iterable[str]) -> str:
    """One of these words, the longest that fits; empty when there are none."""
    found = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s".join(map(re.escape, word.split())) for word in found) + ")" if found else ""
