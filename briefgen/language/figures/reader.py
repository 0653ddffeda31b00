"""Finds the figures of a text: amounts with unit and bound, dates, times, ordinals, places in a law.

What is language-specific is in the profile; only the grammar of numbers is code: of Korean groups, of Chinese
characters, of English number words, and of digits with one name for any other language.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from briefgen.language.figures.clues import Clues
from briefgen.language.figures.dates import Dates
from briefgen.language.figures.english import english_numerals
from briefgen.language.figures.han import closed_up, han_numerals, with_years_in_digits
from briefgen.language.figures.korean import korean_numerals
from briefgen.language.figures.lexicon import Lexicon, lexicon, plain
from briefgen.language.figures.numerals import HIDDEN, Numeral, Numerals, place_number, readable, scaled
from briefgen.language.lines.eojeol import has_eojeols
from briefgen.language.words.units import own_units
from briefgen.model.core.written import Lang
from briefgen.model.profile.language import Language
from briefgen.model.values.figures import End, FigureKind, Mention, alternatives
from briefgen.model.values.quantities import PERCENT, POINTS, Bound
from briefgen.model.written.site import Site

_MAIL = re.compile(r"\b[\w.+-]+(@[\w.-]+\.\w+)?")
"""An e-mail address, or letters that no address begins with: those are read once, not again from each full stop."""
_JOINED = re.compile(r"\d[.-]\d")
_ADDRESSES = ("://", "www.", "doi:", "](")
_ADDRESS = r"(?:https?://|www\.|doi:)\S+|\]\([^()\s]{1,300}\)|(?<!\d)\d{2,4}-\d{3,4}-\d{4}(?!\d)"
_OTHERS = r"제\s?3(?=자|국|세계|지대)|\b3rd(?=[ -]part)|(?<!\d)\d{1,2}\s?(?=진수|진법|進数|進法|进制)"
_SIGNS_OF_OTHERS = ("제", "3rd", "진", "進", "进")
_MARK = r"\A\(\d{1,2}\)(?=\s)"
_DOTTED_DATE = r"(?:1[5-9]|20|21)\d\d\.\d{1,2}\.\d{1,2}(?![.\d]\d)"
_DAY_FIRST = r"\d{1,2}\.\d{1,2}\.(?:1[5-9]|20|21)\d\d(?!\.?\d)"
_GROUPED_BY_POINTS = r"\d{1,3}(?:\.\d{3}){2,}(?!\.?\d)"
_IN_NAME = re.compile(r"(?:[A-Za-z]|[A-Za-z]-|[A-Za-z]\d[\d.]*-?)$")
_ENDS_OF_NAMES = frozenset("-.\n")
_MINUS = "-−–△▲"
_OF_RANGE = re.compile(r"[\d%)]\s*$")
"""A figure before a dash, which then stands between the ends of a range: 5 –7."""
_LETTERS = re.compile(r"-?[A-Za-z]+")
_INNER = re.compile(r"(?:의\s?|-|\()(\d{1,3})\)?")
"""What stands within an article: 28조의2, 28-2, 3(2)."""
_MORE = re.compile("여(?=[ 가-힣\u3380-\u33df%])")
_EACH = re.compile("[가-힣]{0,2}당(?![가-힣])")
"""1인당, 1기당: what each has."""
_GRAMMARS: Mapping[str, Numerals] = {"korean": korean_numerals, "han": han_numerals}
_KINDS = {PERCENT: FigureKind.PERCENT, POINTS: FigureKind.POINTS}
_WINDOW = 24
_READERS = 8
"""How many readers are kept: more than a site has languages, seldom more than two sites have."""
_TEXTS = 8192
"""How many texts a reader keeps the figures of."""
_YEAR_DIGITS = 4
_HALF_DAY = 720
"""Minutes."""


class FigureReader:
    """Reads figures in one language; made once for many texts."""

    def __init__(self, language: Language, own: Mapping[str, Iterable[str]] | None = None) -> None:
        """``own`` are the patterns of the author's units in this language, by id."""
        self.language = language
        self.own = own or {}
        self.lexicon = lexicon(language, self.own)
        self.dates = Dates(language)
        self._fewest_digits = min((need.digits for _, need, _ in self.lexicon.places), default=0)
        self._no_prose = _no_prose(language)
        self._parts_words = has_eojeols(language.tag)
        grammar = _grammar(language)
        self.numerals: Numerals = lambda text: grammar(readable(text))
        self._found: dict[str, tuple[Mention, ...]] = {}

    def read(self, text: str) -> tuple[Mention, ...]:
        """Every figure of ``text``, in order. Several checks and the search read the same texts."""
        found = self._found.get(text)
        if found is None:
            if len(self._found) >= _TEXTS:
                self._found.clear()
            found = self._found[text] = self._read(text)
        return found

    def _read(self, text: str) -> tuple[Mention, ...]:
        if not text or text.isspace():
            return ()
        hidden = readable(_without_addresses(text, self._no_prose))
        if self.language.reading.numerals == "han":
            hidden = closed_up(with_years_in_digits(hidden))
        clues = Clues(hidden)
        found: list[Mention] = []
        for step in (self.dates.find, self._places, self._times, self._years):
            if here := list(step(hidden, clues)):
                found += here
                hidden = _without(hidden, here)
        found += self._words(hidden)
        found += self._amounts(hidden)
        return tuple(sorted(found, key=lambda it: (it.start, it.end, it.range == End.HIGH)))

    def _places(self, text: str, clues: Clues) -> Iterator[Mention]:
        if clues.longest < self._fewest_digits:
            return
        taken = bytearray(len(text))
        for legal, need, pattern in self.lexicon.places:
            for it in pattern.finditer(text) if need.is_met(clues) else ():
                longer = None if legal else self.lexicon.after_number.match(text, it.end(1))
                if (longer and longer.end() > it.end()) or any(taken[it.start() : it.end()]):
                    continue
                taken[it.start() : it.end()] = b"\1" * len(it[0])
                yield Mention(
                    FigureKind.ARTICLE if legal else FigureKind.ORDINAL,
                    it.start(),
                    it.end(),
                    it[0],
                    place_number(it[1]),
                )
                place = it.end()
                while legal and (inner := _INNER.match(text, place)) is not None:
                    taken[inner.start() : inner.end()] = b"\1" * len(inner[0])
                    place = inner.end()
                    yield Mention(FigureKind.ARTICLE, inner.start(), inner.end(), inner[0], Fraction(int(inner[1])))

    def _times(self, text: str, clues: Clues) -> Iterator[Mention]:
        """Times of day; the second of a range has the half of the first: 오후 2시~4시."""
        last: Mention | None = None
        for it in sorted(self._each_time(text, clues), key=lambda it: it.start):
            if last and it.open and not last.open and self.lexicon.joins.fullmatch(text[last.end : it.start]):
                value = it.value % _HALF_DAY + (_HALF_DAY if last.value >= _HALF_DAY else 0)
                it = replace(it, value=value, open=False) if last.value < value and it.value < _HALF_DAY else it
            yield it
            last = it

    def _each_time(self, text: str, clues: Clues) -> Iterator[Mention]:
        if not clues.longest:
            return
        taken = bytearray(len(text))
        for need, pattern in self.lexicon.clock:
            for it in pattern.finditer(text) if need.is_met(clues) else ():
                if any(taken[it.start() : it.end()]):
                    continue
                mention = self._time(text, it)
                if mention is not None:
                    taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
                    yield mention

    def _time(self, text: str, found: re.Match[str]) -> Mention | None:
        first, hours, minutes, last = found.groups()
        half = self.lexicon.halves.get((first or last or "").lower())
        hour = (half + (int(hours) - half) % 12) % 24 if half is not None else int(hours)
        more = None if minutes else self.lexicon.and_half.match(text, found.end())
        minute = 30 if more else int(minutes or 0)
        if hour > 24 or minute >= 60:
            return None
        start, end = found.start(), (more or found).end()
        # Noon is 12 a.m. for some and 12 p.m. for others.
        unsaid = int(hours) == 12 or (half is None and 0 < hour < 12)
        value = Fraction(hour * 60 + minute)
        return Mention(FigureKind.TIME, start, end, text[start:end].strip(), value, open=unsaid)

    def _years(self, text: str, clues: Clues) -> Iterator[Mention]:
        """Years that stand by themselves, in a language that writes them so."""
        if not self.dates.bare or clues.longest < _YEAR_DIGITS:
            return
        for it in self.dates.year.finditer(text):
            after = self.lexicon.after_number.match(text, it.end())
            if (
                after is None
                and self.lexicon.before_number.search(text[max(0, it.start() - _WINDOW) : it.start()]) is None
            ):
                yield from self.dates.as_year(it)

    def _words(self, text: str) -> Iterator[Mention]:
        for it in self.lexicon.word.finditer(text.lower()):
            half = self.lexicon.and_half.match(text, it.end())
            value, unit = self.lexicon.words[plain(it[1])]
            value += Fraction(1, 2) if half else 0
            end = half.end() if half else it.end()
            yield Mention(FigureKind.AMOUNT, it.start(), end, text[it.start() : end], value, unit, soft=True)

    def _amounts(self, text: str) -> list[Mention]:
        numerals = [replace(it, soft=True) if _in_name(text, it, self.lexicon) else it for it in self.numerals(text)]
        amounts = _whole_times(text, [self._amount(text, numeral) for numeral in _outermost(numerals)])
        return _joined(text, amounts, self.lexicon)

    def _amount(self, text: str, numeral: Numeral) -> _Amount:
        lexicon = self.lexicon
        start, unit, value, soft = numeral.start, "", numeral.value, numeral.soft
        if (sign := lexicon.before_number.search(text[max(0, start - _WINDOW) : start])) is not None:
            start, unit = start - len(sign[0]), lexicon.signs[sign[1].lower()]
        if (
            start
            and text[start - 1] in _MINUS
            and (start < 2 or not (self._goes_on(text[start - 2], text[start - 1]) or text[start - 2] in ")%"))
            and not (text[start - 1] == "–" and _OF_RANGE.search(text[: start - 1][-_WINDOW:]))
        ):
            start, value = start - 1, -value
        elif start and text[start - 1] == "+":
            start -= 1
        elif (below := self._below_zero(text[max(0, start - _WINDOW) : start])) is not None:
            start, value = start - len(below[0]), -value
        more = _MORE.match(text, numeral.end) if self.language.particles == "korean" else None
        end = more.end() if more else numeral.end
        after = lexicon.after_number.match(text, end)
        if after is not None:
            end, unit = after.end(), unit or lexicon.units.get(plain(after[1]), "")
            # On the name of what is counted it is the end of a word: Llama 2 기반.
            if (half := lexicon.and_half.match(text, end)) is not None and (unit or not text[end].isalnum()):
                end, value = half.end(), value + Fraction(1, 2)
            soft = soft or (value == 1 and not numeral.named and unit not in _KINDS)
        elif not unit and _LETTERS.match(text, end):
            soft = True
        soft = soft or (value == 1 and self.language.particles == "korean" and _EACH.match(text, end) is not None)
        bound, first, last = self._bound(text, start, end)
        bound = Bound.ABOUT if more and bound is Bound.EXACT else bound
        kind = FigureKind.ORDINAL if numeral.ordinal else _KINDS.get(alternatives(unit)[0], FigureKind.AMOUNT)
        mention = Mention(kind, first, last, text[first:last].strip(), value, unit, bound, soft=soft)
        return _Amount(mention, numeral, start, end, after is not None or bool(unit))

    def _goes_on(self, letter: str, dash: str) -> bool:
        """Whether a dash after this letter is a hyphen; where no blanks part words, a minus may follow any word."""
        if letter == HIDDEN:  # a date, for one
            return dash not in "△▲"
        return letter.isalnum() and (self._parts_words or letter.isascii())

    def _below_zero(self, before: str) -> re.Match[str] | None:
        """A word for minus at the end of ``before`` that is not part of a bound: *moins*, but not *au moins*."""
        below, bound = self.lexicon.minus.search(before), self.lexicon.bound_before.search(before)
        return None if below and bound and bound.start() < below.start() else below

    def _bound(self, text: str, start: int, end: int) -> tuple[Bound, int, int]:
        """Return how firmly a figure is meant, and its place with the words that say so."""
        before = self.lexicon.bound_before.search(text[max(0, start - _WINDOW) : start])
        after = self.lexicon.bound_after.match(text, end)
        word = after[1] if after else before[1] if before else ""
        bound = self.lexicon.bounds.get(plain(word), Bound.EXACT)
        return bound, start - len(before[0]) if before else start, after.end() if after else end


@dataclass(frozen=True, slots=True)
class _Amount:
    """A figure with the numeral that it was read from; it and its unit stand from ``start`` up to ``end``."""

    mention: Mention
    numeral: Numeral
    start: int
    end: int
    counted: bool
    """Whether a unit, or what is counted, stands with it."""


def _grammar(language: Language) -> Numerals:
    if language.reading.numerals in _GRAMMARS:
        return _GRAMMARS[language.reading.numerals]
    numbers = language.numbers
    names = {form.lower(): power for power, forms in numbers.names.items() for form in forms.values()}
    names |= {name.lower(): power for name, power in language.reading.scales.items()}
    groups = [numbers.group, *language.reading.groups]
    if language.reading.numerals == "english":
        return english_numerals(names, numbers.decimal, groups)
    return scaled(names, numbers.decimal, groups)


def _no_prose(language: Language) -> re.Pattern[str]:
    """Addresses, telephone numbers and numbers of versions, which are no dates and no numbers of the language.

    Nor are they in 제3자, somebody else, in 16진수, a hexadecimal number, and in the brackets that a paragraph begins
    with: (2) The second.
    """
    spared = [_DOTTED_DATE]
    spared += [_DAY_FIRST] if any(pattern.startswith("d.M") for pattern in language.reading.dates) else []
    spared += [_GROUPED_BY_POINTS] if "." in (language.numbers.group, *language.reading.groups) else []
    return re.compile(rf"{_ADDRESS}|{_OTHERS}|{_MARK}|(?<![\d.])(?!{'|'.join(spared)})\d+(?:\.\d+){{2,}}(?!\.?\d)")


def _without_addresses(text: str, no_prose: re.Pattern[str]) -> str:
    """``text`` with addresses, telephone numbers and numbers of versions hidden; its length stays."""
    if "@" in text:
        text = _MAIL.sub(lambda it: HIDDEN * len(it[0]) if it[1] and not it[0].startswith("www.") else it[0], text)
    signs = (*_ADDRESSES, *_SIGNS_OF_OTHERS)
    may_have = _JOINED.search(text) or any(it in text for it in signs) or text[:1] == "("
    return no_prose.sub(lambda it: HIDDEN * len(it[0]), text) if may_have else text


def _without(text: str, found: Iterable[Mention]) -> str:
    """``text`` with what has been found hidden; its length stays."""
    letters = list(text)
    for it in found:
        letters[it.start : it.end] = HIDDEN * (it.end - it.start)
    return "".join(letters)


def _in_name(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Tell whether the digits are part of a name: TS2025, K-3."""
    last = text[numeral.start - 1 : numeral.start]
    if numeral.soft or not (last.isdigit() or (last.isascii() and (last.isalpha() or last in _ENDS_OF_NAMES))):
        return False
    before = text[max(0, numeral.start - _WINDOW) : numeral.start]
    return _IN_NAME.search(before) is not None and lexicon.before_number.search(before) is None


def _outermost(numerals: Iterable[Numeral]) -> Iterator[Numeral]:
    """Without those that are a part of a longer one."""
    end = begin = -1
    for it in sorted(numerals, key=lambda it: (it.start, -it.end)):
        if it.start >= end or (it.start, it.end) == (begin, end):
            begin, end = it.start, it.end
            yield it


def _whole_times(text: str, amounts: list[_Amount]) -> list[_Amount]:
    """A span of time in two units as one in the smaller: 6년 6개월, 14 minutes 30 seconds."""
    found: list[_Amount] = []
    for it in amounts:
        last = found[-1] if found else None
        times = _smaller(text, last, it) if last else 0
        if last is None or not times:
            found.append(it)
            continue
        start, end = last.mention.start, it.mention.end
        value = times * Fraction(last.mention.value or 0) + (it.mention.value or 0)
        found[-1] = replace(
            it, mention=replace(it.mention, start=start, text=text[start:end], value=value), start=last.start
        )
    return found


def _smaller(text: str, first: _Amount, then: _Amount) -> int:
    """Return how many of the second unit make one of the first, when the two are one span of time, else 0."""
    if text[first.end : then.start].strip() not in ("", "and") or first.mention.unit == then.mention.unit:
        return 0
    return times_of(first.mention.unit, then.mention.unit)


def _joined(text: str, amounts: list[_Amount], lexicon: Lexicon) -> list[Mention]:
    """Ranges know their ends, and the first of a range or list has the unit of the last where it has none."""
    found = [it.mention for it in amounts]
    for place in range(len(amounts) - 2, -1, -1):
        one, two = amounts[place], amounts[place + 1]
        between = text[one.end : two.start]
        if len(between) > 8 or one.counted:
            if one.counted and _is_range(text, one, between, lexicon):
                found[place : place + 2] = _ends(found[place], found[place + 1])
            continue
        last = found[place + 1]
        if _is_range(text, one, between, lexicon) and not one.numeral.ordinal:
            found[place : place + 2] = _ends(_like(found[place], one.numeral, last, two.numeral), last)
        elif lexicon.lists.fullmatch(between):
            found[place] = replace(found[place], open=True)
    return found


def _is_range(text: str, first: _Amount, between: str, lexicon: Lexicon) -> bool:
    """Tell whether what stands between two figures, or before the first too, makes them the ends of a range."""
    if lexicon.joins.fullmatch(between):
        return True
    before = text[max(0, first.mention.start - _WINDOW) : first.mention.start]
    return any(after.fullmatch(between) and opening.search(before) for opening, after in lexicon.opened)


def _ends(low: Mention, high: Mention) -> tuple[Mention, Mention]:
    return replace(low, range=End.LOW), replace(high, range=End.HIGH)


def _like(first: Mention, numeral: Numeral, last: Mention, named: Numeral) -> Mention:
    """The first end of a range with the unit, and the name of a power, that only the last has."""
    value = first.value
    if named.power and not numeral.named and value * 10**named.power < last.value:
        value *= 10**named.power
    return replace(first, value=value, unit=last.unit, kind=last.kind, open=True, bound=last.bound)


def reader_of(site: Site, lang: Lang) -> FigureReader:
    """Return what finds figures in a language, in the author's own units too."""
    return kept_reader(site.profiles[lang], own_units(site, lang))


def kept_reader(language: Language, own: Mapping[str, Iterable[str]]) -> FigureReader:
    """The reader of a language, made once for all that read in it: that takes as long as reading a page."""
    for known in tuple(_readers):
        if known.language == language and known.own == own:
            return known
    made = FigureReader(language, own)
    _readers.appendleft(made)
    return made


_readers: deque[FigureReader] = deque(maxlen=_READERS)


_SPANS = (
    {"years": 12, "months": 1},
    {"weeks": 7, "days": 1},
    {"days": 24, "hours": 1},
    {"hours": 3600, "minutes": 60, "seconds": 1},
    {"km": 1_000_000, "m": 1000, "cm": 10, "mm": 1},
    {"tonnes": 1_000_000, "kg": 1000, "g": 1},
    {"tw": 10**12, "gw": 10**9, "mw": 10**6, "kw": 1000, "w": 1},
    {"twh": 10**9, "gwh": 10**6, "mwh": 1000, "kwh": 1},
    {"km2": 1_000_000, "ha": 10_000, "m2": 1},
    {"m3": 1000, "litres": 1},
    {"pp": 100, "bp": 1},
)
"""Each unit in the smallest of its row. How many days a month has is not known."""
_SPAN_UNITS = frozenset(unit for row in _SPANS for unit in row)


def times_of(larger: str, smaller: str) -> int:
    """Return how many of the smaller unit make one of the larger; 0 when they have nothing in common."""
    for row in _SPANS:
        if larger in row and smaller in row:
            return row[larger] // row[smaller]
    return 0


def is_span(unit: str) -> bool:
    """Tell whether a unit is counted in another."""
    return unit in _SPAN_UNITS


def same_span(one: Fraction, unit: str, other: Fraction, its: str) -> bool:
    """Tell whether two spans, weights or powers in different units are equally large."""
    if unit not in _SPAN_UNITS or its not in _SPAN_UNITS:
        return False
    return any(unit in row and its in row and one * row[unit] == other * row[its] for row in _SPANS)
