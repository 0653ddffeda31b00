"""Words that say which one rather than how many, by their class: weekdays, noon, dozens, ① and ½, half-years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from unicodedata import numeric

from babel.dates import get_day_names, get_month_names

from briefgen.comparing.numbers import Atom
from briefgen.language.lines.eojeol import has_eojeols
from briefgen.language.matching.alternation import any_of
from briefgen.model.profile.language import Language
from briefgen.model.values.figures import FigureKind, Mention

_SIGNS = {
    "circled number": "①-⑳㉑-㉟㊱-㊿",
    "fraction": "¼-¾⅐-⅞",
    "roman numeral": "Ⅰ-Ⅻⅰ-ⅻ",
}
_SIGN = re.compile("|".join(f"([{signs}])" for signs in _SIGNS.values()))
_IN_NUMBER = re.compile(r"\d[¼-¾⅐-⅞]")
"""Part of a number, which is read as a figure: 3½."""
_POWER = re.compile(r"(?<![\d.,])10([⁰¹²³⁴-⁹]{1,2})(?![⁰¹²³⁴-⁹])")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_TELEPHONE = re.compile(r"\d{1,4}\)?[- ](\d{3,4}-\d{4})(?![\d-])")
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
_NUMBER = "\ue000"
"""Stands for a number in a word, while its pattern is made; of no alphabet."""


class WordClasses:
    """The classes of one language."""

    def __init__(self, language: Language, latin: bool) -> None:
        self._parted = has_eojeols(language.tag)
        self._meant = {word.lower(): (kind, Fraction(value)) for word, kind, value in _words(language, latin)}
        # No look-behind stands before the words: it would slow the search down.
        edge = r"(?![^\W_])" if latin else ""
        self._any = re.compile(f"{_pattern(self._meant)}{edge}")

    def find(self, text: str) -> Iterator[Atom]:
        """Find every word of a class, and every sign and telephone number."""
        lowered = text.lower()
        for it in self._any.finditer(lowered if len(lowered) == len(text) else text):
            before = text[it.start() - 1 : it.start()]
            if not self._parted or not before.isalnum() or (before.isdigit() and not it[0][0].isdigit()):
                yield word_atom(*self._meaning(it[0]), it.start(), text[it.start() : it.end()].strip())
        if "-" in text:
            for it in _TELEPHONE.finditer(text):
                yield word_atom("telephone number", Fraction(it[1].replace("-", "")), it.start(), it[0])
        if not text.isascii():
            yield from _signs(text)

    def _meaning(self, said: str) -> tuple[str, Fraction]:
        word = _SPACE.sub(" ", said)
        return self._meant.get(word) or self._meant[_DIGITS.sub("{}", word)]


def _signs(text: str) -> Iterator[Atom]:
    parts = {it.end() - 1 for it in _IN_NUMBER.finditer(text)}
    for it in _SIGN.finditer(text):
        if it.start() in parts:
            continue
        kind = tuple(_SIGNS)[(it.lastindex or 1) - 1]
        yield word_atom(kind, Fraction(numeric(it[0])).limit_denominator(10), it.start(), it[0])
    for it in _POWER.finditer(text):
        yield word_atom("power of ten", Fraction(it[1].translate(_RAISED)), it.start(), it[0])


def _words(language: Language, latin: bool) -> Iterator[tuple[str, str, str]]:
    """Give each word with its class and its value."""
    for number, name in get_day_names("wide", locale=language.babel()).items():
        yield name, "weekday", str(number)
        if latin:
            yield f"{name}s", "weekday", str(number)
    yield from ((word, "half of a year", str(half)) for word, half in language.reading.half_years.items())
    months = get_month_names("wide", locale=language.babel()).values()
    for kind, words in language.reading.classes.items():
        for word, value in words.items():
            each = months if "{month}" in word else ("",)
            yield from ((word.replace("{month}", month), kind, value) for month in each)


def _pattern(words: Iterable[str]) -> str:
    """Make a regular expression of words; ``{}`` is a number in one."""
    every = any_of(word.replace("{}", _NUMBER) for word in words)
    return every.replace(re.escape(" "), r"\s+").replace(re.escape(_NUMBER), r"\d{1,4}")


def word_atom(kind: str, value: Fraction, start: int, said: str) -> Atom:
    """Make something that is compared of a word that begins at ``start``."""
    mention = Mention(FigureKind.ORDINAL, start, start + len(said), said, value)
    return Atom(kind, value, "", soft=False, mention=mention)
