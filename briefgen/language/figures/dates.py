"""Dates found in a text by the CLDR patterns of its language: 2025. 3. 4.~3. 11., 4–11 March 2025, 3월, ’24년."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_lowercase

from babel.dates import get_day_names, get_month_names

from briefgen.language.figures.clues import Clues, Need, is_sure, sure
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
class _DatePattern:
    """What finds one date, or both ends of an interval; ``named`` when it needs the name of a month."""

    pattern: re.Pattern[str]
    need: Need
    named: bool


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
        single = dict.fromkeys([*_own_patterns(language), *language.reading.dates, *_ISO])
        before = r"(?<![\w.,])" if has_eojeols(language.tag) else r"(?<![0-9A-Za-z.,])"
        self._patterns = (*self._intervals(language, before), *self._dates(single, before))
        self._names = sure(name for names in self.months.values() for name in names) or ("",)
        self._named = self._name_alone(language, single)
        self.bare = "y" in single
        self.single = tuple(sorted(single, key=lambda it: _weight(self._expression(it, 1)), reverse=True))
        """The CLDR patterns of one date, the longest first."""
        self.year = re.compile(rf"(?<![\w.,–-])({_YEAR})(?![\w%]|,\d|\.\d)")

    def find(self, text: str, clues: Clues) -> Iterator[Mention]:
        """Every date, the longest reading of each, in no order; the ``clues`` are those of the text."""
        named = any(name in clues.lowered for name in self._names) and self._named.search(clues.lowered) is not None
        if not named and not clues.longest:
            return
        taken = bytearray(len(text))
        for each in self._patterns:
            if (each.named and not named) or not each.need.is_met(clues):
                continue
            for found in each.pattern.finditer(text):
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

    def _intervals(self, language: Language, before: str) -> Iterator[_DatePattern]:
        """Yield what finds both ends of an interval, the longest first."""
        every = _separators(language)
        ends = "|".join(map(re.escape, every))
        marks = "|".join(re.escape(mark) for mark in every if not mark.isalpha())
        more = rf"(?!(?:{marks})\d)"  # “2019 and 2021–2025” is a year and an interval
        pairs = {
            pair: f"{self._expression(pair[0], 1)}\\s?(?:{marks if 'yy' in pair[1] else ends})\\s?"
            f"{self._expression(pair[1], 2)}"
            for pair in dict.fromkeys([*_own_pairs(language), *language.reading.intervals])
        }
        for pair, expression in sorted(pairs.items(), key=lambda it: len(it[1]), reverse=True):
            compiled = re.compile(_edged(expression, before) + more, re.IGNORECASE)
            yield _DatePattern(compiled, _need(pair, sure(every)), _is_named(pair))

    def _dates(self, single: Iterable[str], before: str) -> Iterator[_DatePattern]:
        """Yield what finds one date, the longest first."""
        ones = {pattern: self._expression(pattern, 1) for pattern in single if pattern not in _BARE_YEAR}
        for pattern, expression in sorted(ones.items(), key=lambda it: _weight(it[1]), reverse=True):
            compiled = re.compile(_edged(expression, before), re.IGNORECASE)
            yield _DatePattern(compiled, _need((pattern,)), _is_named((pattern,)))

    def _name_alone(self, language: Language, single: Iterable[str]) -> re.Pattern[str]:
        """The name of a month where it is not part of another word, as *mar* is of *market*, in lower case.

        Only what may stand in a date may stand close to it: a mark between two ends, a word of a pattern, a weekday.
        """
        if not all(name.isascii() and name.isalpha() for name in self._names):
            return re.compile("|".join(map(re.escape, self._names)))
        patterns = (*single, *(each for pair in (*_own_pairs(language), *language.reading.intervals) for each in pair))
        words = (found[1] or found[4] for pattern in patterns for found in _FIELD.finditer(pattern))
        close = {word.lower() for word in (*_separators(language), *words, *self._days) if word}
        before = "".join(f"|(?<={re.escape(word)})" for word in sorted(close))
        after = "".join(f"|(?={re.escape(word)})" for word in sorted(close))
        return re.compile(f"(?:(?<![a-z]){before})(?:{'|'.join(self._names)})(?:(?![a-z]){after})")

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
        dot = r"\.?" if len(letters) == 3 else ""
        return f"(?P<m{n}>{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))}){dot}"


def _is_named(patterns: Iterable[str]) -> bool:
    return any("MMM" in pattern for pattern in patterns)


def _need(patterns: Iterable[str], words: tuple[str, ...] = ()) -> Need:
    """Return what every match of these patterns has, and one of ``words`` between them."""
    after: list[str] = []
    digits = 0
    for pattern in patterns:
        is_number = False
        for quoted, letters, space, other in (found.groups() for found in _FIELD.finditer(pattern)):
            if letters:
                is_number = letters[0] in "yd" or (letters[0] == "M" and len(letters) < 3)
                is_year = letters[0] == "y" and letters != "yy"
                digits = max(digits, 4 if is_year else int(is_number))
            elif not space:
                said = quoted or other
                after += [said[0].lower()] if is_number and is_sure(said[0]) and said[0] not in "’'" else []
                is_number = False
    return Need(words, after=tuple(after), digits=digits)


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
    """Return what only one end of an interval says of year and month holds for both."""
    return (
        Day(first.year or last.year, first.month or last.month, first.day),
        Day(last.year or first.year, last.month or first.month, last.day),
    )
