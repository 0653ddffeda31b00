"""A page read for the index: its passages with all that follows from their words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, Protocol

from briefgen.language.figures.reader import FigureReader, kept_reader
from briefgen.language.korean.hanja import reading
from briefgen.language.matching.folding import Affixes, WordTerms, runs, terms, units, word_terms
from briefgen.model.core.written import Lang
from briefgen.model.profile.language import Language
from briefgen.model.values.figures import FigureKind, Mention
from briefgen.model.values.quantities import Day
from briefgen.rendering.search.passages import SearchPassage, passages

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# The figures of a passage by their value, so that 3,981억 1,900만 is found by 398.119 billion and by 3981억
#
# Dates are found by their value too: 2025. 3. 5. by 2025년 3월 5일, by March 2025 and by 2025.

_HAS_FIGURE = re.compile(r"\d").search
_KINDS = frozenset({FigureKind.AMOUNT, FigureKind.PERCENT, FigureKind.POINTS})
LEAST = 1000
"""A whole number below this is told from others by its unit alone."""
DATE = "@"
"""The unit of a date."""
DIGITS = 3
"""So many digits a number needs to stand for a longer one that begins with them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text, from ``start`` up to ``end``; ``value`` is its digits with a decimal point.

    The value of a date is year, month and day with hyphens between them, empty where one is not written.
    """

    start: int
    end: int
    value: str
    unit: str = ""


def figures(text: str, reader: FigureReader) -> Iterator[Figure]:
    """The figures of ``text`` that can be asked for by value."""
    if not _HAS_FIGURE(text) and not any(name in text for name in _powers(reader)):
        return
    for it in reader.read(text):
        if it.day is not None and not it.soft:
            yield Figure(it.start, it.end, _written(it.day), DATE)
        elif it.kind in _KINDS and not (it.soft and abs(it.value) < LEAST):
            yield from _amount(it)


def _amount(it: Mention) -> Iterator[Figure]:
    value = decimal(abs(it.value))
    if value and (it.unit or abs(it.value) >= LEAST or "." in value):
        yield Figure(it.start, it.end, value, it.unit.removesuffix("|"))


def _written(day: Day) -> str:
    return "-".join(f"{part:02d}" if part else "" for part in (day.year, day.month, day.day))


def _powers(reader: FigureReader) -> Iterator[str]:
    """Names of powers that stand without digits: *a trillion*."""
    return (form for forms in reader.language.numbers.names.values() for form in forms.values() if len(form) > 1)


def decimal(value: Fraction) -> str:
    """A number in digits; empty when it has no end, such as a third."""
    places = 0
    while value.denominator != 1 and places < 8:
        value, places = value * 10, places + 1
    if value.denominator != 1:
        return ""
    digits = str(value.numerator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def figure_terms(figure: Figure) -> Iterator[str]:
    """The terms of a figure: its value, and what is left of it with fewer digits; of a date, with fewer parts."""
    if figure.unit == DATE:
        year, month, day = figure.value.split("-")
        parts = {(year, "", ""), (year, month, ""), (year, month, day), ("", month, ""), ("", month, day)}
        yield from sorted({f"{DATE}{'-'.join(it)}" for it in parts if (it[0] or it[1]) and (it[1] or not it[2])})
        return
    yield from _value_terms(figure.value)


@lru_cache(maxsize=1024)
def _value_terms(value: str) -> tuple[str, ...]:
    return tuple(f"#{it}" for it in dict.fromkeys((value, *shorter(value))))


def shorter(value: str) -> Iterator[str]:
    """``value`` cut and rounded to fewer digits, down to three."""
    whole, _, part = value.partition(".")
    digits = (whole + part).lstrip("0")
    count = len(digits.rstrip("0"))
    shift = len(digits) - len(part)
    for kept in range(DIGITS, count):
        power = Fraction(10) ** (shift - kept)
        exact = Fraction(int(digits)) / Fraction(10) ** len(part) / power
        low = exact.numerator // exact.denominator
        for it in (low, low + 1 if 2 * (exact - low) >= 1 else low):
            yield decimal(it * power)


@dataclass(frozen=True, slots=True)
class IndexTerms:
    """What is known of the language of a page and of words in Chinese characters."""

    profile: Language
    units: Mapping[str, tuple[str, ...]]
    """Patterns of the author's units."""
    hanja: Mapping[str, str]
    affixes: Affixes


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage, the terms that the index has it under, its figures, and the readings of its Chinese characters."""

    passage: SearchPassage
    terms: tuple[str, ...]
    figures: tuple[Figure, ...] = ()
    readings: tuple[tuple[int, str], ...] = ()
    runs: tuple[tuple[int, str], ...] = ()
    """Runs of syllables, of readings too: (first character, run)."""


class IndexedPage(Protocol):
    """A page that has been read; its passages may be fetched each time."""

    @property
    def lang(self) -> Lang:
        """Its language."""

    @property
    def path(self) -> str:
        """Its output path."""

    @property
    def number(self) -> str:
        """That of the brief."""

    @property
    def lines(self) -> tuple[IndexedPassage, ...]:
        """Its passages."""


def title_of(lines: Sequence[IndexedPassage]) -> str:
    """The first heading of a page, or its first words."""
    return next((it.passage.text for it in lines if it.passage.opens), lines[0].passage.text)


def read_lines(root: HtmlElement, known: IndexTerms) -> tuple[IndexedPassage, ...]:
    """The passages of a page, read."""
    reader, of_word = kept_reader(known.profile, known.units), word_terms(known.affixes)
    return tuple(_line(passage, reader, known.hanja, of_word) for passage in passages(root))


def _line(passage: SearchPassage, reader: FigureReader, hanja: Mapping[str, str], of_word: WordTerms) -> IndexedPassage:
    row = units(passage.text)
    told = tuple(figures(passage.text, reader))
    read = tuple((start, words) for start, run in passage.hanja if (words := reading(run, hanja)))
    found = set(terms(row, of_word)).union(*(terms(units(words), of_word) for _, words in read))
    found.update(*map(figure_terms, told))
    return IndexedPassage(passage, tuple(map(intern, sorted(found))), told, read, (*runs(row), *read))
