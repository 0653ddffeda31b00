"""Figures in prose that are typed rather than taken from the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefgen.checking.prose.candidate_facts import held_as
from briefgen.checking.prose.passages import Passage, PassageGroup
from briefgen.checking.prose.vocabulary import StylePatterns
from briefgen.comparing.numbers import is_counted
from briefgen.language.figures.numerals import HIDDEN, readable
from briefgen.language.lines.eojeol import HAN
from briefgen.language.matching.alternation import any_of
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.profile.language import Language
from briefgen.model.values.figures import End, FigureKind, Mention

CODE, IN_CHART = "number-is-bound", "figure-is-fact"
_FIGURES = frozenset({FigureKind.AMOUNT, FigureKind.PERCENT, FigureKind.POINTS})
_ALWAYS_NAMES = (
    r"\+\d{1,3}(?:[ -]?\d{1,4}){2,}",  # a telephone number
    r"\[\d{1,3}\]",  # a note or a source
    r"\A\s*\d{1,3}[.)](?=\s)",  # the number of a row or a heading, at its head
    r"(?<![\d.])\d{1,2}[·‧]\d{1,2}(?![\d.])",  # a day that is a name: 3·1, 9·19
    r"[§¶#№]{1,2}\s?\d[\d.–-]*",
    r"『[^』]*』|「[^」]*」",  # titles of works and laws
    r"(?<![^\W_])[A-Z][A-Za-z]*\s\d{1,2}\.0(?!\d|\s?%)",  # Industry 4.0
)
_HAN = re.compile(f"[{HAN}]")
"""No blank stands before a word in these."""
_CODE = re.compile(r"(?<![^\W_])([A-Z][A-Z/]+)[ -]?\d[\d.:-]*\d?(?![\d%]|,\d)")
"""ISO 9001, COVID-19, PDF/UA-1: capitals and a number that counts nothing."""
_DIGITS = re.compile(r"\d")
_NO_LEDGER = frozenset({"unit", "former"})
"""Words of units, and what a correction quotes of an older text."""
_DRAWN = "drawn"
"""The words that a chart draws; often those of a unit, such as 10억 원."""
_POWER = re.compile(r"10*")
_YEARS = re.compile(r"\s*[12]\d{3}(?:\s?[/–-]\s?(?:[12]\d)?\d{2})?\s*")


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure from ``start`` up to ``end``: one mention, or the two ends of a range."""

    start: int
    end: int
    mentions: tuple[Mention, ...]


def numbers_are_bound(document: PassageGroup, look: StylePatterns) -> Iterator[tuple[Passage, Diagnostic]]:
    """A warning for each figure in prose that no fact gives.

    Years, dates, times, ordinals, places in a law or a book, names with digits and small counts are none. In titles,
    captions and YAML a figure that the ledger has is bound by its value too: it is told when the two part.
    """
    limit = look.prose.counted_up_to
    if limit is None:
        return
    for passage in document.passages:
        if passage.kind in _NO_LEDGER or (passage.kind == _DRAWN and _YEARS.fullmatch(passage.text)):
            continue
        for figure in _figures(_own_words(passage, look), look, limit):
            held = [held_as(it, look.ledger) for it in figure.mentions]
            if (passage.plain and all(held)) or (passage.kind == _DRAWN and _is_unit(figure)):
                continue
            roles = list(dict.fromkeys(it.role for it in held if it and it.role))
            said = passage.text[figure.start : figure.end].strip()
            where = "is typed here, and is not in the ledger" if not all(held) else "is typed here"
            hint = _hint(roles if all(held) else [], passage)
            code = IN_CHART if passage.kind == _DRAWN else CODE
            yield passage, passage.told(code, f"“{said}” {where}", figure.start, figure.end, hint)


def _own_words(passage: Passage, look: StylePatterns) -> str:
    """The text without what facts say in it."""
    text = passage.text
    for words in look.said.get(passage.words.places[0][1], ()) if passage.plain and passage.words.places else ():
        text = text.replace(words, HIDDEN * len(words), 1)
    return text


def _is_unit(figure: _Figure) -> bool:
    """Tell whether it may be what amounts are counted in: per 100,000 people, 10억 원, 2015 = 100."""
    return all(_POWER.fullmatch(str(it.value)) for it in figure.mentions)


def _hint(roles: list[str], passage: Passage) -> str:
    if passage.kind == _DRAWN:
        return f"declare it as a fact, write it in a cell under data:, and draw its column; {_allow(passage, IN_CHART)}"
    if not roles:
        return f"declare it as a fact, and refer to it by its id; {_allow(passage)}"
    return f"bind it with {' or '.join(roles)}; {_allow(passage)}"


def _allow(passage: Passage, code: str = CODE) -> str:
    where = f"under allow: {{{code}: …}}" if passage.plain else f'with {{allow-{CODE}="…"}} before the block'
    return f"or say {where} why it needs no fact"


def _figures(text: str, look: StylePatterns, limit: int) -> Iterator[_Figure]:
    text = readable(text)
    if not _may_have(text, look, limit):
        return
    plain = _names(look.language, look.named).sub(lambda it: HIDDEN * len(it[0]), text)
    plain = _CODE.sub(lambda it: HIDDEN * len(it[0]) if _is_code(it, look) else it[0], plain)
    low: Mention | None = None
    for it in look.reader.read(plain):
        if it.range is End.LOW:
            low = it
            continue
        pairs = ((low, it),) if low is not None and low.unit == it.unit else ((low,), (it,)) if low else ((it,),)
        low = None
        for ends in pairs:
            if any(_is_figure(end, look, limit) for end in ends):
                yield _Figure(ends[0].start, ends[-1].end, ends)


def _is_code(it: re.Match[str], look: StylePatterns) -> bool:
    counted = look.reader.lexicon.after_number.match(it.string, it.end())
    return it[1].lower() not in look.reader.lexicon.signs and counted is None


def _may_have(text: str, look: StylePatterns, limit: int) -> bool:
    """Tell whether reading it is worth while: most passages have no number."""
    return _DIGITS.search(text) is not None or any(it.value > limit for it in look.reader.numerals(text))


def _is_figure(it: Mention, look: StylePatterns, limit: int) -> bool:
    if it.kind not in _FIGURES:
        return False
    whole = it.value.denominator == 1
    if it.soft and _DIGITS.search(it.text):
        return False  # 6G; or one of something
    is_word = it.soft and look.reader.lexicon.word.search(it.text.lower()) is not None
    if it.soft and (not whole or is_word or (not it.unit and _is_loose(it.text))):
        return False
    return not (whole and 0 <= it.value <= limit and (it.soft or is_counted(it.unit)))


def _is_loose(said: str) -> bool:
    """Tell whether words that may be a number stand close, as in a language where a word may look like one."""
    return not said.isascii()


@lru_cache(maxsize=16)
def _numbered(patterns: tuple[str, ...]) -> tuple[str, ...]:
    found = []
    for pattern in patterns:
        left, right = (re.escape(part).replace(r"\ ", r"\s?") for part in pattern.split("{}"))
        edge = r"(?<![^\W_])" if left[:1].isalpha() and not _HAN.match(left) else ""
        found.append(rf"{edge}{left}\d[\d.,]*(?:[–~-]\d+)?{right}")
    return tuple(found)


def _own_patterns(language: Language) -> Iterable[str]:
    yield from (str(pattern) for pattern in language.labels.values())
    for place, forms in language.places.items():
        yield from (form for form in forms.values() if place == "page" or not form.startswith("{}"))
    yield from language.prose.numbering


@lru_cache(maxsize=16)
def _pattern(patterns: tuple[str, ...], named: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join((*_ALWAYS_NAMES, rf"(?<![^\W_]){any_of(named)}", *_numbered(patterns))))


def _names(language: Language, named: tuple[str, ...]) -> re.Pattern[str]:
    """Numbers that are names: numbering, places in a book, codes, and the names of the glossary."""
    return _pattern(tuple(dict.fromkeys(_own_patterns(language))), named)
