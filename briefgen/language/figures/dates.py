"""Dates found in a text by the CLDR patterns of its language: 2025. 3. 4.~3. 11., 4–11 March 2025, 3월, ’24년."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_lowercase

from babel.dates import get_day_names, get_month_names

from briefgen.language.lines.eojeol import has_eojeols
from briefgen.model.profile.language import Language
from briefgen.model.values.figures import End, FigureKind, Mention
from briefgen.model.values.quantities import Day

_FIELD = re.compile(r"'([^']*)'|(y+|M+|d+|E+)|(\s+)|([^yMdE'\s]+)")
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_BARE_YEAR = frozenset({"y"})
_ISO = ("y-MM-dd", "y-MM")
_APOSTROPHE = r"(?:[’']|‘(?![^‘’\n]{0,40}’(?!\d)))"
"""Of a short year; a mark that opens a quotation is none: ‘10% 초과’."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A pattern of one date as a regular expression; ``n`` tells the two ends of an interval apart."""

    pattern: str
    n: int = 1


class Dates:
    """The patterns of one language, made once."""

    def __init__(self, language: Language) -> None:
        self.months = {
            width: {name.lower(): number for number, name in get_month_names(width, locale=language.babel()).items()}
            for width in ("wide", "abbreviated")
        }
        self._days = {*get_day_names("abbreviated", locale=language.babel()).values()} | {
            *get_day_names("wide", locale=language.babel()).values()
        }
        ends = "|".join(re.escape(mark) for mark in _separators(language))
        marks = "|".join(re.escape(mark) for mark in _separators(language) if not mark.isalpha())
        pairs = dict.fromkeys([*_own_pairs(language), *language.reading.intervals])
        single = dict.fromkeys([*_own_patterns(language), *language.reading.dates, *_ISO])
        both = [
            f"{self._expression(first, 1)}\\s?(?:{marks if 'yy' in last else ends})\\s?{self._expression(last, 2)}"
            for first, last in pairs
        ]
        ones = [self._expression(pattern, 1) for pattern in single if pattern not in _BARE_YEAR]
        more = rf"(?!(?:{marks})\d)"  # “2019 and 2021–2025” is a year and an interval
        names = (name for names in self.months.values() for name in names)
        self._has_any = re.compile("|".join((r"\d", *map(re.escape, names))), re.IGNORECASE)
        """What every date has: a digit, or the name of a month."""
        before = r"(?<![\w.,])" if has_eojeols(language.tag) else r"(?<![0-9A-Za-z.,])"
        self.intervals = [
            re.compile(_edged(each, before) + more, re.IGNORECASE) for each in sorted(both, key=len, reverse=True)
        ]
        self.dates = [
            re.compile(_edged(each, before), re.IGNORECASE) for each in sorted(ones, key=_weight, reverse=True)
        ]
        self.bare = "y" in single
        self.single = tuple(sorted(single, key=lambda it: _weight(self._expression(it, 1)), reverse=True))
        """The CLDR patterns of one date, the longest first."""
        self.year = re.compile(rf"(?<![\w.,–-])({_YEAR})(?![\w%]|,\d|\.\d)")

    def find(self, text: str) -> Iterator[Mention]:
        """Every date, the longest reading of each, in no order."""
        if not self._has_any.search(text):
            return
        taken = bytearray(len(text))
        for pattern in (*self.intervals, *self.dates):
            for found in pattern.finditer(text):
                if any(taken[found.start() : found.end()]):
                    continue
                mentions = list(self._mentions(found))
                if mentions:
                    taken[found.start() : found.end()] = b"\1" * len(found[0])
                    yield from mentions

    def as_year(self, found: re.Match[str]) -> Iterator[Mention]:
        """A year that ``year`` has matched."""
        yield Mention(FigureKind.YEAR, found.start(), found.end(), found[0], day=Day(int(found[1])))

    def _mentions(self, found: re.Match[str]) -> Iterator[Mention]:
        groups = found.groupdict()
        days = [self._day(groups, n) for n in (1, 2) if any(name.endswith(str(n)) for name in groups)]
        if not all(days):
            return
        if len(days) == 2:
            days = list(_completed(days[0], days[1]))
            if days[1] < days[0]:
                return
        for place, day in enumerate(days):
            kind = FigureKind.YEAR if not day.month and not day.day else FigureKind.DATE
            end = End.NONE if len(days) == 1 else (End.LOW, End.HIGH)[place]
            soft = not any(letter.isdigit() for letter in found[0])
            yield Mention(kind, found.start(), found.end(), found[0].strip(), day=day, range=end, soft=soft)

    def _day(self, groups: dict[str, str | None], n: int) -> Day:
        year = groups.get(f"y{n}") or "0"
        number = int(year) + (2000 if len(year) == 2 else 0)
        name = groups.get(f"m{n}") or "0"
        month = int(name) if name.isdigit() else self._month(name)
        return Day(number, month, int(groups.get(f"d{n}") or 0))

    def _month(self, name: str) -> int:
        return next((names[name.lower()] for names in self.months.values() if name.lower() in names), 0)

    def _expression(self, pattern: str, n: int) -> str:
        return "".join(self._field(found, n) for found in _FIELD.finditer(pattern))

    def _field(self, found: re.Match[str], n: int) -> str:
        quoted, letters, space, other = found.groups()
        if space:
            return r"[\s ]?" if not letters else ""
        if not letters:
            return "".join(_APOSTROPHE if letter in "’'" else re.escape(letter) for letter in quoted or other)
        if letters[0] == "y":
            return rf"(?P<y{n}>\d\d)(?!\d)" if letters == "yy" else rf"(?P<y{n}>{_YEAR})"
        if letters[0] == "d":
            return rf"(?P<d{n}>3[01]|[12]\d|0?[1-9])(?!\d)"
        if letters[0] == "E":
            return f"(?:{'|'.join(map(re.escape, sorted(self._days, key=len, reverse=True)))})"
        if len(letters) < 3:
            return rf"(?P<m{n}>1[0-2]|0?[1-9])(?!\d)"
        names = self.months["wide" if len(letters) > 3 else "abbreviated"]
        return f"(?P<m{n}>{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})"


def _weight(expression: str) -> tuple[int, int]:
    return expression.count("(?P<"), len(expression)


def _edged(expression: str, before: str) -> str:
    """Not inside a word or a longer number; ``before`` is what stands before no date."""
    short = expression.startswith(_APOSTROPHE)
    start, close = ("", r"(?![^\W\d_]*’)") if short else (before, "")
    letters = not expression.endswith(r"(?!\d)") and expression.rstrip(")").endswith(tuple(ascii_lowercase))
    return start + expression + close + (r"(?![^\W\d_])" if letters else r"(?!\d|,\d|\.\d)")


def _separators(language: Language) -> list[str]:
    own = [language.ranges.separator, language.ranges.spaced, *language.reading.ranges]
    return [mark for mark in dict.fromkeys(each.rpartition("{}")[2].strip() for each in own) if mark]


def _own_patterns(language: Language) -> Iterable[str]:
    for style in language.dates.values():
        yield from (pattern for pattern in (style.day, style.month, style.year) if pattern)


def _own_pairs(language: Language) -> Iterable[tuple[str, str]]:
    patterns = language.intervals
    yield from (getattr(patterns, name) for name in type(patterns).model_fields)


def _completed(first: Day, last: Day) -> tuple[Day, Day]:
    """What only one end of an interval says of year and month holds for both."""
    return (
        Day(first.year or last.year, first.month or last.month, first.day),
        Day(last.year or first.year, last.month or first.month, last.day),
    )
