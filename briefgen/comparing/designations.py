"""Compare what says which one rather than how many: weekdays, noon, dozens, ① and ½; G20, COVID-19, 5G, half-years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING
from unicodedata import numeric

from babel.dates import get_day_names, get_month_names

from briefgen.comparing.numbers import NAME, Atom
from briefgen.language.lines.eojeol import has_eojeols
from briefgen.language.matching.alternation import any_of
from briefgen.model.profile.language import Language
from briefgen.model.values.figures import FigureKind, Mention

if TYPE_CHECKING:
    from briefgen.comparing.findings import Findings
    from briefgen.comparing.language_context import Segment

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


# Names with a number in them, halves of a year, and words of one class, compared

_NAME = re.compile(
    r"(?<![A-Za-z0-9_./:=@#&-])"
    r"(?:(?P<before>[A-Za-z]{1,12})-?(?P<number>\d{1,9}(?:\.\d{1,4})?)(?P<after>[A-Z]?)s?|(?P<first>\d{1,9})(?P<then>[A-Z]{1,3}))"
    r"(?![A-Za-z0-9_]|[./:@][A-Za-z0-9])"
)

Sorts = dict[str, dict[Fraction, list[Atom]]]
"""Names by all but their number, and words by their class."""


def compare_designations(findings: Findings, one: Segment, other: Segment) -> None:
    """Gather names that differ in their number alone, and words of one class, each only in one of two blocks.

    Only where each block has exactly one of a sort that the other lacks: then one stands for the other.
    """
    found: list[Sorts] = []
    for here in (one, other):
        found.append(_sorted(here))
        if found[0].keys().isdisjoint(found[-1]):
            return
    # The number of a name may stand there in any words: 주요 20개국, the Group of Twenty.
    said = [{Fraction(it.day.year) if it.day else it.value for it in here.mentions} for here in (one, other)]
    for sort in sorted(found[0].keys() & found[1].keys()):
        alone = [_lacking(found[side][sort], found[1 - side][sort], said[1 - side]) for side in (0, 1)]
        for side in (0, 1):
            if len(alone[side]) == 1 and not alone[1 - side]:
                alone[1 - side] = _said_instead(found[1 - side][sort], found[side][sort])
        if len(alone[0]) == len(alone[1]) == 1 and not _is_year(alone[0][0], alone[1][0]):
            findings.leave_figure(alone[0][0], one)
            findings.leave_figure(alone[1][0], other)


def _lacking(
    own: Mapping[Fraction, list[Atom]], there: Mapping[Fraction, list[Atom]], said: set[Fraction]
) -> list[Atom]:
    """Give the first of each that the other block has not."""
    return [its[0] for value, its in own.items() if value not in there and (its[0].is_word or value not in said)]


def _said_instead(own: Mapping[Fraction, list[Atom]], there: Mapping[Fraction, list[Atom]]) -> list[Atom]:
    """Give the one that a block repeats where the other block, with as many, has another: the G20 and the G20."""
    counts = [sum(map(len, its.values())) for its in (own, there)]
    more = [its[-1] for value, its in own.items() if len(its) > len(there.get(value, ()))]
    return more if counts[0] == counts[1] else []


def _sorted(here: Segment) -> Sorts:
    sorts: Sorts = {}
    for atom in (*_names(here), *here.context.classes.find(here.text)):
        sorts.setdefault(atom.kind, {}).setdefault(atom.mention.value, []).append(atom)
    return sorts


def _names(here: Segment) -> Iterator[Atom]:
    """Find names with one number in them, but nothing that is read as a figure with its unit."""
    if not _DIGITS.search(here.text):
        return
    figures = bytearray(len(here.text))
    for mention in here.mentions:
        if not mention.soft:
            figures[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    for it in _NAME.finditer(here.text):
        number = it["number"] or it["first"]
        if not any(figures[it.start() : it.end()]):
            sort = f"{it['before'] or ''}#{it['after'] or it['then'] or ''}".casefold()
            yield word_atom(f"{NAME}{sort}", Fraction(number), it.start(), it[0])


def _is_year(one: Atom, other: Atom) -> bool:
    """Say whether one is the other, shortened: FY2025, FY25."""
    short, long = sorted((str(one.value), str(other.value)), key=len)
    return len(short) == 2 and len(long) == 4 and long.endswith(short)
