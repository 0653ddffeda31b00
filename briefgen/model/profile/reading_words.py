"""The words by which figures are found in a text of one language: the section ``reading`` of its profile.

What figures are written with (names of powers, units, bounds, patterns of dates) is known from the rest of the
profile; here stands what else an author may write.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from briefgen.model.core.written import Schema, Strings


class ReadingWords(Schema):
    """All of it may be left out: digits, names of powers, units and dates of the profile are then what is read."""

    numerals: str = Field(default="", pattern="^(korean|english|han)?$")
    """The grammar of numbers in words and of mixed forms (2조9천억, five million, 2兆9千億)."""
    groups: Strings = ()
    """Further marks between thousands; with a blank all blanks are meant."""
    scales: dict[str, int] = Field(default_factory=dict)
    """Further names of powers of ten, e.g. ``{bn: 9}``."""
    units: dict[str, Strings] = Field(default_factory=dict)
    """Unit id → further words after the number."""
    signs: dict[str, Strings] = Field(default_factory=dict)
    """Unit id → what may stand before the number: $, RMB."""
    minus: Strings = ()
    """Words before a number that is below zero."""
    and_half: Strings = ()
    """Words after a number and its unit for half a unit more: 37년 반, a year and a half."""
    between: Strings = ()
    """Words that may stand between a number and its unit: 398 billion *Chinese* yuan."""
    counters: Strings = ()
    """Words after a number that only say what is counted."""
    before: dict[str, Strings] = Field(default_factory=dict)
    """Bound → words before the number."""
    after: dict[str, Strings] = Field(default_factory=dict)
    """Bound → words after the number and its unit."""
    ranges: Strings = ()
    """What joins the two ends of a range, besides the separators that are written; ``between {} and`` needs both."""
    lists: Strings = ()
    """What joins the parts of a list, besides the separators that are written."""
    dates: Strings = ()
    """Further CLDR patterns of dates; a part that is not in the pattern is not known."""
    intervals: tuple[tuple[str, str], ...] = ()
    """Further pairs of CLDR patterns for the two ends of an interval."""
    ordinals: Strings = ()
    """Patterns of ordinals: ``제{}차``."""
    articles: Strings = ()
    """Patterns of places in a law: ``제{}조``."""
    clock: Strings = ()
    """Patterns of times of day, hours and minutes: ``{}시 {}분``; ``9:30`` is read anyway."""
    halves: dict[str, int] = Field(default_factory=dict)
    """Words for a part of the day → the hour at which its twelve hours begin: ``{오전: 0, 오후: 12, 밤: 18}``."""
    half_years: dict[str, int] = Field(default_factory=dict)
    """Words for the first and the second half of a year: ``{하반기: 2}``."""
    words: dict[str, str] = Field(default_factory=dict)
    """Words that stand for a number, with its unit if they say one: ``{절반: 1/2, 이틀: 2 days}``."""
    classes: dict[str, dict[str, str]] = Field(default_factory=dict)
    """Words of which only those of one class are compared → the value of each: ``{noon: {정오: 12, 자정: 0}}``.

    A class must have the same name in both languages. ``{}`` in a word is any number, ``{month}`` any month."""
    relative_years: Strings = ()
    """Words that stand for a year that another text may write out: 그해."""
    rising: Strings = ()
    """Beginnings of words that say that a figure grew."""
    falling: Strings = ()
    """Beginnings of words that say that a figure shrank."""
    below_zero: Strings = ()
    """Beginnings of words that say that an amount is negative: loss, 적자."""
    levels: Strings = ()
    """Patterns of a figure that is reached: ``to {}``, ``{}로``."""
    starts: Strings = ()
    """Patterns of a figure that is left: ``from {}``, ``{}에서``."""
    opposites: dict[str, Strings] = Field(default_factory=dict)
    """What a figure may be of → words for it, e.g. ``{exports: [수출], imports: [수입]}``: figures of two that
    are swapped are reported. Names are the same in every language."""
    hedges: Strings = ()
    """Beginnings of words that may bound a figure from further away: 넘 of *5%를 훨씬 넘는*."""
    qualifiers: dict[Literal["loose", "rough", "strict", "lasting"], Strings] = Field(default_factory=dict)
    """Words of a bound that translations exchange in other ways than most; ``{}`` is the number.

    ``loose`` ones may be translated in any way (*within*), ``rough`` ones say a little more than (*odd*), ``strict``
    ones leave the figure itself out (초과), ``lasting`` ones before a span of time may say how long something takes."""
    topics: dict[str, Strings] = Field(default_factory=dict)
    """Bound → words after which it says what something is about: ``{about: [data, debate]}``."""
    compared: Strings = ()
    """Words after a figure that is compared or talked about, ``{}`` any word: 보다, 에 대한."""
    lower: Strings = ()
    """Words after a figure that make it a fall: 3% *lower*."""
    decades: Strings = ()
    """What makes ten years of a year: *s* of 1990s."""
