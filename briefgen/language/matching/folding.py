"""A text as the search compares it: a row of units, and the terms under which the index has it.

A unit is one syllable or character of a script that is written without spaces between words, or one word of another.
``templates/js/search.js`` does the same in the browser; ``tests/browser/test_search.py`` holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category, normalize

BLOCKS = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u103f\u1780-\u17d3"
    "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
)
"""Scripts whose units are single characters: Thai, Lao, Burmese, Khmer, kana, Han, Hangul."""
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u0df3\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20f0"
)
"""Characters within a word that are not letters: accents, Hebrew and Arabic vowels, Indian vowel signs, joiners."""
_KEPT = re.compile("[\u0900-\u0eff\u1000-\u109f\u1780-\u17d3\u3099\u309a]")
"""Marks without which a word is another: vowels and tones of India and Southeast Asia, voiced kana."""
DOTS = "\u00b7\u2027\u22c5\u2219\u30fb\uff65\u318d\u119e\u2022\u2010\u2011\u2013\\-"
"""What joins words more closely than a space does."""
SPACES = "\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""What counts as a space: spelled out, because ``\\s`` means other characters in Python than in JavaScript."""
_GROUPED = "[0-9]{1,3}(?:,[0-9]{3}){1,8}(?!,?[0-9])"
"""A number with its digits in groups is one word: 2,300 is found by 2300."""
_LETTER = rf"[^\W_{BLOCKS}]"
_UNIT = re.compile(rf"([{BLOCKS}])|{_GROUPED}|{_LETTER}+(?:[{MARKS}]+{_LETTER}*)*")
_NEAR = re.compile(rf"[{DOTS}\u2060]*")
_SPACE = re.compile(rf"[{SPACES}{DOTS}\u2060]*")
_SPELLED = str.maketrans(
    {"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th", "\u0640": ""}
    | {"ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "\u200c": "", "\u200d": ""}
    | {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0, 0x966) for digit in range(10)}
)
"""Letters that Unicode does not take apart, as people without them on the keyboard type them; Arabic letters that look
the same at the end of a word, and what only stretches or joins; the digits of Arabic, Persian and Hindi."""
PREFIX = 4
"""Letters of a word by which the index has its beginning."""


class FoldedUnit(NamedTuple):
    """``gap`` is what stands before it: "" nothing, "." a dot, " " a space, "|" anything else or the beginning."""

    form: str
    start: int
    end: int
    gap: str
    is_block: bool = False
    """Whether it is a single syllable or character, and no word."""


@lru_cache(maxsize=65536)
def fold(character: str) -> str:
    """A character without case, width and accents, ``ß`` as ``ss``; a Hangul syllable stays whole."""
    if "\uac00" <= character <= "\ud7a3":
        return character
    bare = "".join(it for it in normalize("NFKD", character) if category(it)[0] != "M" or _KEPT.match(it))
    return normalize("NFC", bare).lower().translate(_SPELLED)


def units(text: str) -> list[FoldedUnit]:
    """The units of ``text``, which is NFC."""
    found: list[FoldedUnit] = []
    end = 0
    for it in _UNIT.finditer(text):
        start, word, last = it.start(), it[0], end
        end = it.end()
        is_block = it.lastindex is not None
        form = fold(word) if is_block else _folded(word)
        found.append(FoldedUnit(form, start, end, _gap(text[last:start]) if found else "|", is_block))
    return found


@lru_cache(maxsize=16384)
def _folded(word: str) -> str:
    bare = word.replace(",", "")
    return bare.lower() if bare.isascii() else "".join(map(fold, bare))


@lru_cache(maxsize=1024)
def _gap(between: str) -> str:
    if not between:
        return ""
    if _NEAR.fullmatch(between):
        return "." if between.strip("\u2060") else ""
    return " " if _SPACE.fullmatch(between) else "|"


@dataclass(frozen=True, slots=True)
class Affixes:
    """What a word may have at its ends, in all languages of a site, tried in order; ``prefixes`` are letters."""

    beginnings: tuple[tuple[str, str], ...] = ()
    endings: tuple[tuple[str, str], ...] = ()
    prefixes: tuple[str, ...] = ()

    def bare(self, word: str) -> str:
        """A word without its article; at least as many letters are left as the article has."""
        for beginning, instead in self.beginnings:
            if word.startswith(beginning) and len(word) - len(beginning) >= len(beginning):
                return instead + word[len(beginning) :]
        return word

    def bent(self, word: str) -> str:
        """A word without what only counts or bends it."""
        for ending, instead in self.endings:
            if word.endswith(ending) and len(word) - len(ending) + len(instead) >= 3:
                return word[: len(word) - len(ending)] + instead
        return word

    def stem(self, word: str) -> str:
        """A word as it is asked for."""
        return self.bent(self.bare(word))

    def told(self, word: str) -> tuple[str, ...]:
        """Return what may have been meant by a word in a text, at most two words of one letter before it: *and to*."""
        found = [self.bare(word)]
        for _ in range(2):
            if word[:1] not in self.prefixes or len(word) < 4:
                break
            word = word[1:]
            found.append(self.bare(word))
        return tuple(dict.fromkeys(found))


WordTerms = Callable[[str], tuple[str, ...]]
"""What the index has a word under."""


@lru_cache(maxsize=8)
def word_terms(affixes: Affixes) -> WordTerms:
    """Return what the index has words under, which is remembered of each: they come again and again."""
    return lru_cache(maxsize=16384)(lambda form: tuple(_word_terms(form, affixes)))


def terms(row: list[FoldedUnit], of_word: WordTerms) -> Iterator[str]:
    """Yield what the index has a text under: pairs of syllables, words, beginnings of words."""
    before: FoldedUnit | None = None
    for unit in row:
        if not unit.is_block:
            yield from of_word(unit.form)
        elif before is not None and before.is_block and unit.gap != "|":
            yield before.form + unit.form
        before = unit


def _word_terms(form: str, affixes: Affixes) -> Iterator[str]:
    told = affixes.told(form)
    for word in filter(None, told):
        yield affixes.bent(word)
    for word in dict.fromkeys((*told, form)):
        if len(word) >= PREFIX and not word.isdigit():
            yield f"{word[:PREFIX]}*"


def runs(row: list[FoldedUnit]) -> Iterator[tuple[int, str]]:
    """Runs of syllables with nothing between them: where each begins, and it."""
    start, word = 0, ""
    for unit in row:
        if word and not (unit.is_block and not unit.gap):
            yield start, word
            word = ""
        if unit.is_block:
            start = start if word else unit.start
            word += unit.form
    if word:
        yield start, word
