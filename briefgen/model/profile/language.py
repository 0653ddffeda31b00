"""What makes a language: a profile read from ``templates/locale/<lang>.yaml``, no code.

Patterns hold ``{}`` where the number or the words go. Words that depend on a number are either one
text or a mapping from the plural categories of the language (``one``, ``few``, ``other`` …) to texts.
Date patterns are those of CLDR (``d MMMM y``).
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import Annotated

from babel.core import Locale, UnknownLocaleError
from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from briefgen.model.core.written import Schema
from briefgen.model.profile.prose import Prose, Words
from briefgen.model.profile.reading_words import ReadingWords
from briefgen.model.values.quantities import Bound


class SearchWords(Schema):
    """Words and endings of the search. What is left out asks for nothing."""

    particles: Words = ()
    """What may follow a word without a blank and is never the end of a noun: *를*, *에서*."""
    loose_particles: Words = ()
    """Such as may be the end of a noun as well: *의* of 회의."""
    prefixes: Words = ()
    """Single syllables that a word may have before it: *재* of 재투자; single letters that are words of their own and
    written with the next: *و* of وسياسة."""
    beginnings: tuple[tuple[str, str], ...] = ()
    """What the beginning of a word becomes, the first that fits: ``[[ال, ""]]`` for an article at its word."""
    endings: tuple[tuple[str, str], ...] = ()
    """What the end of a word becomes, the first that fits: ``[[ies, y], [s, ""]]``."""
    ignored: Words = ()
    """Words that are not looked for when others are asked for with them."""


def has_place(pattern: str) -> str:
    """A pattern as it is. Raises ValueError with a sentence for the author when it has no one place for the number."""
    if pattern.count("{}") != 1:
        raise ValueError(f"“{pattern}” needs {{}} once, where the number or the words go")
    return pattern


def has_other(forms: dict[str, str]) -> dict[str, str]:
    """Plural forms as they are. Raises ValueError with a sentence for the author when `other` is missing."""
    if "other" not in forms:
        raise ValueError("plural forms need at least `other`")
    return forms


def one_form(given: object) -> object:
    """Return where plural forms are wanted, one text may stand for all of them."""
    return {"other": given} if isinstance(given, str) else given


Pattern = Annotated[str, AfterValidator(has_place)]
PluralWords = Annotated[dict[str, str], BeforeValidator(one_form), AfterValidator(has_other)]
PluralPattern = Annotated[dict[str, Pattern], BeforeValidator(one_form), AfterValidator(has_other)]


class NumberStyle(StrEnum):
    """``grouped``: every group has its name (3,981억 1,900만). ``scaled``: one name (398.119 billion)."""

    GROUPED = "grouped"
    SCALED = "scaled"


class Numbers(Schema):
    """How numbers are written."""

    style: NumberStyle = NumberStyle.SCALED
    decimal: str = "."
    group: str = ","
    """Between thousands."""
    minus: str = "−"
    names: dict[int, PluralWords] = Field(default_factory=dict)
    """Power of ten → its name, e.g. ``{6: million, 9: billion}`` or ``{4: 만, 8: 억}``."""
    name_separator: str = " "
    """Between digits and a name: 80 trillion, 80조."""
    part_separator: str = " "
    """Between named groups: 3,981억 1,900만."""
    part_group: str = ","
    """Between thousands inside a named group."""
    group_from: int = Field(default=4, ge=4, le=8)
    """Digits from which a whole number is grouped: 5 where 4000 is written closed up."""
    unit_gap: str = ""
    """Between a name and a unit that is written closed up to digits: 21명, but 1억 4,000만 명."""
    unit_link: tuple[str, str] | None = None
    """Between a name and the words of a unit, before a consonant and a vowel: milliards *de* yuans, *d’* euros."""
    spelled: tuple[str, ...] = ()
    """Small numbers as running text has them, from zero on: ``[zero, one, two]``."""


class Ranges(Schema):
    """How two ends are joined."""

    separator: str = "–"
    spaced: str = ""
    """The separator after an end that has a space in it, when it is another: 28 February – 4 March."""
    shared_name: bool = True
    """Whether 3–5 trillion is written (true) or 3조~5조 (false)."""


class ChangeWords(Schema):
    """What is said of a difference; ``{}`` is the amount without its sign."""

    up: Pattern
    down: Pattern
    none: str


class DayPatterns(Schema):
    """CLDR patterns for a date of each precision; what is left out is taken from the style ``full``."""

    day: str | None = None
    month: str | None = None
    year: str | None = None


class IntervalPatterns(Schema):
    """CLDR patterns for the two ends, by the largest part that differs."""

    day_in_month: tuple[str, str]
    day_in_year: tuple[str, str]
    day: tuple[str, str]
    month_in_year: tuple[str, str]
    month: tuple[str, str]
    year: tuple[str, str]


class Lists(Schema):
    """How the parts of a list are joined."""

    separator: str = ", "
    pair: str = " and "
    last: str = " and "


class Quotes(Schema):
    """Opening and closing marks."""

    outer: tuple[str, str] = ("“", "”")
    inner: tuple[str, str] = ("‘", "’")
    title: tuple[str, str] = ("“", "”")
    """Round the title of an article."""
    book: tuple[str, str] = ("", "")
    """Round the title of a book or report."""


class SpacedMarks(Schema):
    """Marks with a blank beside them at which no line breaks: ``« mot »``, ``mot :``."""

    opening: str = ""
    """The blank is after them."""
    closing: str = ""
    """The blank is before them."""


class Sorting(Schema):
    """The order of words in a list, where it is not that of their letters without accents."""

    letters: dict[str, str] = Field(default_factory=dict)
    """Letter → what it is sorted as: ``{ø: o}``; with ``~`` at its end, behind all words in its first letter."""
    reading: bool = False
    """Whether a term is sorted by its ``reading`` in the glossary, where it has one."""
    charset: str = Field(default="", pattern="^(gb2312|euc_jp|big5|euc_kr)?$")
    """Character set whose order characters without a reading have."""


class Language(Schema):
    """The profile of one language."""

    tag: str = Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    """BCP 47, e.g. ``ko``."""
    name: str
    """In the language itself: 한국어."""
    locale: str = ""
    """CLDR locale for plural rules, month names and sorting, when it is not ``tag``."""
    direction: str = Field(default="ltr", pattern="^(ltr|rtl)$")
    numbers: Numbers = Numbers()
    units: dict[str, PluralPattern] = Field(default_factory=dict)
    """Unit id → its words: ``{CNY: "{} yuan"}``."""
    bounds: dict[str, Pattern] = Field(default_factory=dict)
    """``about``, ``over``, ``under``, ``nearly``, ``at_least``, ``at_most``."""
    ranges: Ranges = Ranges()
    changes: dict[str, ChangeWords] = Field(default_factory=dict)
    """By unit; ``*`` serves the units that are not named."""
    dates: dict[str, DayPatterns]
    """By style: ``full`` is needed, ``short``, ``bare``, ``long`` and ``weekday`` are optional."""
    first_day: str = ""
    """How the first day of a month is written, where it is not 1: ``1er``."""
    intervals: IntervalPatterns
    places: dict[str, PluralPattern] = Field(default_factory=dict)
    """Kind of place in a source (``page``, ``section``, ``table`` …) → its words; ``other`` serves ranges."""
    lists: Lists = Lists()
    quotes: Quotes = Quotes()
    spaced_marks: SpacedMarks = SpacedMarks()
    sorting: Sorting = Sorting()
    counters: tuple[str, ...] = ("decimal", "lower-alpha", "lower-roman")
    """CSS counter styles of nested numbered lists, outermost first."""
    particles: str = Field(default="", pattern="^(korean)?$")
    """``korean`` when pairs such as 을(를) are settled by the word before them."""
    labels: dict[str, Pattern] = Field(default_factory=dict)
    """``figure`` and ``table``: how they are named where they stand, e.g. ``그림 {}``."""
    boxes: dict[str, str] = Field(default_factory=dict)
    """Kind of a note of other programs (``note``, ``tip`` …) → what its box is called where it has no title."""
    bracket_gap: str = " "
    """Between a word and a bracket after it: closed up in Korean."""
    term_names: bool = False
    """Whether a term's full form gives its names in the site's other languages."""
    term_scripts: tuple[str, ...] = ()
    """Tags of the scripts that a term's full form gives, the first that the term has, e.g. ``ko-Hani``."""
    term_separator: str = ", "
    """Between the forms that a term's full form gives."""
    reading: ReadingWords = ReadingWords()
    """How figures are found in a text."""
    prose: Prose = Prose()
    """What the rules on style look for."""
    search: SearchWords = SearchWords()
    """What the search knows of words."""
    scripts: dict[str, str] = Field(default_factory=dict)
    """ISO 15924 script → the language tag that a run of it gets, e.g. ``{Hani: ko-Hani}``."""

    @model_validator(mode="after")
    def _is_complete(self) -> Language:
        full = self.dates.get("full")
        if full is None or None in (full.day, full.month, full.year):
            raise ValueError("`dates` needs the style `full` with day, month and year")
        if unknown := sorted(set(self.bounds) - {bound.name.lower() for bound in Bound}):
            raise ValueError(f"“{unknown[0]}” is not a bound; there are {_bound_names()}")
        try:
            self.babel()
        except (UnknownLocaleError, ValueError):
            wanted = self.locale or self.tag
            raise ValueError(f"CLDR has no locale “{wanted}”; give the nearest as `locale`, e.g. en") from None
        return self

    def babel(self) -> Locale:
        """The CLDR data behind the profile."""
        return _locale((self.locale or self.tag).replace("-", "_"))

    def label(self, kind: str, number: int) -> str:
        """``그림 1``, ``Figure 1``."""
        return self.labels.get(kind, kind.capitalize() + " {}").replace("{}", str(number))

    def box_title(self, kind: str) -> str:
        """``힌트``, ``Tip``: what a note of this kind is called."""
        return self.boxes.get(kind, kind.replace("-", " ").capitalize())

    def bracketed(self, words: str, extra: str) -> str:
        """``words`` with ``extra`` in brackets after them."""
        return f"{words}{self.bracket_gap}({extra})"

    def date_pattern(self, style: str, precision: str) -> str:
        """The CLDR pattern for a ``day``, ``month`` or ``year``; a style without one falls back to ``full``."""
        styles = (self.dates[name] for name in (style, "full") if name in self.dates)
        found: tuple[str | None, ...] = tuple(getattr(patterns, precision) for patterns in styles)
        return next(pattern for pattern in found if pattern is not None)

    def change_words(self, unit: str) -> ChangeWords | None:
        """The words for a difference in ``unit``."""
        return self.changes.get(unit, self.changes.get("*"))


@lru_cache(maxsize=64)
def _locale(name: str) -> Locale:
    return Locale.parse(name)


def _bound_names() -> str:
    return ", ".join(bound.name.lower() for bound in Bound if bound is not Bound.EXACT)
