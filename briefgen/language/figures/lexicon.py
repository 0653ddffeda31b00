"""The words round a number in one language, as regular expressions made from its profile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from briefgen.language.figures.clues import Need, is_sure, regardless_of_case, sure
from briefgen.language.lines.eojeol import has_eojeols
from briefgen.model.profile.language import Language
from briefgen.model.values.quantities import Bound

_NONE = re.compile(r"(?!)")
_WORD = r"(?-i:(?![^\W\d_가-힣\u3041-\u30ff\u4e00-\u9fff]))"
"""After a Latin word no letter goes on; a Korean particle may, and whatever follows in Japanese or Chinese."""
_BOUND_SIGNS = {"≥": Bound.AT_LEAST, "≤": Bound.AT_MOST}
_BEGUN = r"(?<![^\W\d_])"
"""Where a word begins."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What may stand before and after a number; the maps give the meaning of what is matched, in lower case."""

    units: Mapping[str, str]
    after_number: re.Pattern[str]
    """A unit, a space before it at most."""
    and_half: re.Pattern[str]
    """Half a unit more, after the unit."""
    signs: Mapping[str, str]
    before_number: re.Pattern[str]
    minus: re.Pattern[str]
    """A word that says that the number after it is below zero."""
    bounds: Mapping[str, Bound]
    bound_before: re.Pattern[str]
    bound_after: re.Pattern[str]
    joins: re.Pattern[str]
    """What stands between the ends of a range."""
    opened: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    """What stands before the first end of a range, and then between its ends."""
    lists: re.Pattern[str]
    """What stands between the parts of a list that share a unit."""
    places: tuple[tuple[bool, Need, re.Pattern[str]], ...]
    """Ordinals, and (True) places in a law."""
    clock: tuple[tuple[Need, re.Pattern[str]], ...]
    halves: Mapping[str, int]
    words: Mapping[str, tuple[Fraction, str]]
    """Words that stand for a number, and the unit that they have in them: 이틀 is two days."""
    word: re.Pattern[str]
    """Finds them in a text in lower case."""


def lexicon(language: Language, own: Mapping[str, Iterable[str]]) -> Lexicon:
    """The lexicon of a language; ``own`` are the patterns of the author's units, by id."""
    reading = language.reading
    units = dict(_units(language, own))
    signs = {sign.lower(): unit for unit, given in reading.signs.items() for sign in given}
    signs |= {code.lower(): code for code in language.units if len(code) == 3 and code.isupper()}
    before, after = dict(_bounds(language, before=True)), dict(_bounds(language, before=False))
    begun = _BEGUN if has_eojeols(language.tag) else ""
    separators = [language.ranges.separator.strip(), *reading.ranges]
    commas = [language.lists.separator, language.lists.pair, language.lists.last, *reading.lists]
    return Lexicon(
        units={plain(word): unit for word, unit in units.items()},
        after_number=re.compile(rf"[\s -]?{_between(language)}({_any(units, _WORD)})", re.IGNORECASE)
        if units
        else _NONE,
        and_half=re.compile(rf"[\s-]?(?:{_any(reading.and_half)}){_ended(language)}", re.IGNORECASE)
        if reading.and_half
        else _NONE,
        signs=signs,
        before_number=re.compile(rf"{begun}({_any(signs)})\s?$", re.IGNORECASE) if signs else _NONE,
        minus=re.compile(rf"{begun}(?<!or )(?:{_any(reading.minus)})\s?$", re.IGNORECASE) if reading.minus else _NONE,
        bounds=before | after,
        bound_before=re.compile(rf"{begun}({_any(before)})\s?$", re.IGNORECASE) if before else _NONE,
        bound_after=re.compile(rf"\s?({_any(after)})", re.IGNORECASE) if after else _NONE,
        joins=re.compile(rf"\s?(?:{_any(word for word in separators if '{}' not in word)})\s?", re.IGNORECASE),
        opened=tuple(_opened(word) for word in separators if "{}" in word),
        lists=re.compile(rf"\s?(?:{_any(word.strip() for word in commas)})\s?", re.IGNORECASE),
        places=tuple(_places(language)),
        clock=tuple(_clock(reading.clock, reading.halves)),
        halves={word.lower(): hours for word, hours in reading.halves.items()},
        words={plain(word): _counted(value) for word, value in reading.words.items()},
        word=_word(begun, [word.lower() for word in reading.words]),
    )


def _word(begun: str, words: Iterable[str]) -> re.Pattern[str]:
    words = tuple(words)
    return re.compile(rf"{begun}({_any(words)}){_WORD}", regardless_of_case(words)) if words else _NONE


def _between(language: Language) -> str:
    """What may stand between a number and its unit: 398 billion *Chinese* yuan, 3 milliards *de* yuans, *d’* euros."""
    links = language.numbers.unit_link or ()
    words = [*language.reading.between, *(link.strip() for link in links if link.endswith(" "))]
    closed = [link.strip() for link in links if not link.endswith(" ")]
    found = [*([f"(?:{_any(words)})[\\s-]"] if words else ()), *([f"(?:{_any(closed)})"] if closed else ())]
    return f"(?:{'|'.join(found)})?" if found else ""


def _counted(value: str) -> tuple[Fraction, str]:
    number, _, unit = value.partition(" ")
    return Fraction(number), unit


def plain(word: str) -> str:
    """A word of the lexicon as its keys have it."""
    return re.sub(r"[\s -]+", " ", word).lower()


def _any(words: Iterable[str], edge: str = "") -> str:
    """One of the words, the longest first; ``edge`` after those that end in a Latin letter.

    With an ``edge`` a single letter is matched as it is written: 3 m, but not 3M.
    """
    ordered = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    runs = groupby(ordered, lambda word: bool(edge) and word[-1].isascii() and word[-1].isalpha())
    # One edge for each run: it has classes that take as long to compile as a hundred words.
    return "|".join(f"(?:{_either(run, edge)}){edge}" if has_edge else _either(run, edge) for has_edge, run in runs)


def _either(words: Iterable[str], edge: str) -> str:
    return "|".join(
        f"(?-i:{re.escape(word)})" if edge and len(word) == 1 else re.escape(word).replace(r"\ ", r"[\s -]")
        for word in words
    )


def _opened(pattern: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Of *between {} and* what opens the range, at the end of a text, and what goes on with it."""
    before, after = (re.escape(part.strip()) for part in pattern.split("{}"))
    return re.compile(rf"(?<![^\W\d_]){before}\s$", re.IGNORECASE), re.compile(rf"\s{after}\s", re.IGNORECASE)


def _ended(language: Language) -> str:
    """No letter goes on after a word, but a particle with nothing after it may; anything where nothing parts words."""
    if not has_eojeols(language.tag):
        return ""
    particles = _any(language.prose.particles)
    return rf"(?=(?:{particles})?(?![^\W\d_]))" if particles else r"(?![^\W\d_])"


def _units(language: Language, own: Mapping[str, Iterable[str]]) -> Iterable[tuple[str, str]]:
    """Each word of a unit with its id; what is named first keeps a word that two units have."""
    found: dict[str, str] = {}
    for unit, patterns in [*language.units.items(), *own.items()]:
        forms = patterns.values() if isinstance(patterns, dict) else patterns
        for pattern in forms:
            found.setdefault(pattern.replace("{}", "").strip().lower(), unit)
    for unit, given in language.reading.units.items():
        for word in given:
            found.setdefault(word.lower(), unit)
    for word in language.reading.counters:
        found.setdefault(word.lower(), "")
    found.pop("", None)
    return found.items()


def _bounds(language: Language, *, before: bool) -> Iterable[tuple[str, Bound]]:
    if before:
        yield from _BOUND_SIGNS.items()
    for name, pattern in language.bounds.items():
        left, right = pattern.split("{}")
        if word := (left if before else right).strip():
            yield word.lower(), Bound[name.upper()]
    for name, words in (language.reading.before if before else language.reading.after).items():
        for word in words:
            yield word.lower(), Bound[name.upper()]


def _places(language: Language) -> Iterable[tuple[bool, Need, re.Pattern[str]]]:
    begun = r"(?<![^\W_])" if has_eojeols(language.tag) else "(?<![0-9A-Za-z])"
    articles = [*language.places.get("article", {}).values(), *language.reading.articles]
    for legal, patterns in ((True, articles), (False, language.reading.ordinals)):
        for pattern in dict.fromkeys(patterns):
            left, right = (re.escape(part).replace(r"\?", "?").replace(r"\ ", r"\s?") for part in pattern.split("{}"))
            roman = r"|(?-i:[IVX]{1,5}(?![^\W_]))" if left[:1].isascii() and left.endswith(r"\s?") else ""
            found = rf"{begun}(?<!\d[.,]){left}(\d{{1,4}}{roman}){right}(?![\d%]|[.,]\d)"
            yield legal, _place_need(pattern, is_roman=bool(roman)), re.compile(found, re.IGNORECASE)


def _place_need(pattern: str, *, is_roman: bool) -> Need:
    """Return what stands wherever a place does: its longest word, and the letters beside its number."""
    left, right = pattern.split("{}")
    pieces = [piece for part in (left, right) for piece in re.split(r"\s+|.\?", part) if piece]
    words = sure(sorted(pieces, key=len)[-1:])
    if is_roman:
        return Need(words, digits=0)
    before = "" if left.endswith("?") else left.rstrip()[-1:]
    after = "" if right.lstrip()[1:2] == "?" else right.lstrip()[:1]
    return Need(words, tuple(filter(is_sure, before.lower())), tuple(filter(is_sure, after.lower())))


def _clock(patterns: Iterable[str], halves: Mapping[str, int]) -> Iterable[tuple[Need, re.Pattern[str]]]:
    half = f"(?:({_any(halves)})" if halves else "(?:((?!))"
    for pattern in [*patterns, "{}:{}"]:
        hours, *rest = (re.escape(part).replace(r"\ ", r"\s?") for part in pattern.split("{}")[1:])
        minutes = rf"(\d\d?){rest[0]}" if rest else "()"
        beside = pattern.split("{}")[1].strip()[:1].lower()
        found = rf"{half}\s?)?(?<![\d:.,])(\d\d?){hours}{minutes}(?![\d:]|간|間)(?:\s?({_any(halves) or '(?!)'}))?"
        yield Need(after=tuple(filter(is_sure, beside))), re.compile(found, re.IGNORECASE)
    if halves:
        found = rf"()(?<![\d:.,])(\d\d?)(?:\.(\d\d))?\s?({_any(halves)})"
        yield Need(sure(halves)), re.compile(found, re.IGNORECASE)
