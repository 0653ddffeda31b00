"""A text as the search compares it: a row of units, and the terms under which the index has it.

A unit is one syllable or character of a script that is written without spaces between words, or one word of another.
``templates/js/search.js`` does the same in the browser; ``tests/browser/test_search.py`` holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category, normalize

BLOCKS = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
"""Scripts whose units are single characters: kana, Han, Hangul."""
DOTS = "\u00b7\u2027\u22c5\u2219\u30fb\uff65\u318d\u119e\u2022\u2010\u2011\u2013\\-"
"""What joins words more closely than a space does."""
SPACES = "\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""What counts as a space: spelled out, because ``\\s`` means other characters in Python than in JavaScript."""
_GROUPED = "[0-9]{1,3}(?:,[0-9]{3}){1,8}(?!,?[0-9])"
"""A number with its digits in groups is one word: 2,300 is found by 2300."""
_UNIT = re.compile(rf"[{BLOCKS}]|{_GROUPED}|[^\W_{BLOCKS}]+")
_NEAR = re.compile(rf"[{DOTS}\u2060]*")
_SPACE = re.compile(rf"[{SPACES}{DOTS}\u2060]*")
_BLOCK = re.compile(f"[{BLOCKS}]")
_SPELLED = str.maketrans(
    {"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th", "\u0640": ""}
)
"""Letters that Unicode does not take apart, as people without them on the keyboard type them; U+0640 only stretches."""
PREFIX = 4
"""Letters of a word by which the index has its beginning."""


@dataclass(frozen=True, slots=True)
class FoldedUnit:
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
    bare = "".join(it for it in normalize("NFKD", character) if category(it)[0] != "M")
    return normalize("NFC", bare).lower().translate(_SPELLED)


def units(text: str) -> list[FoldedUnit]:
    """The units of ``text``, which is NFC."""
    found: list[FoldedUnit] = []
    end = 0
    for it in _UNIT.finditer(text):
        between = text[end : it.start()]
        word = it[0]
        block = _BLOCK.match(word) is not None
        form = word if block and "\uac00" <= word <= "\ud7a3" else "".join(map(fold, word.replace(",", "")))
        found.append(FoldedUnit(form, it.start(), it.end(), _gap(between) if found else "|", block))
        end = it.end()
    return found


def _gap(between: str) -> str:
    if not between:
        return ""
    if _NEAR.fullmatch(between):
        return "." if between.strip("\u2060") else ""
    return " " if _SPACE.fullmatch(between) else "|"


def stem(word: str, endings: Mapping[str, str]) -> str:
    """A word without what only counts or bends it; ``endings`` has what becomes what, tried in order."""
    for ending, instead in endings.items():
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= 3:
            return word[: len(word) - len(ending)] + instead
    return word


def terms(row: list[FoldedUnit], endings: Mapping[str, str]) -> Iterator[str]:
    """What the index has a text under: pairs of syllables, words, beginnings of words."""
    before: FoldedUnit | None = None
    for unit in row:
        if not unit.is_block:
            word = stem(unit.form, endings)
            yield word
            if len(unit.form) >= PREFIX and not unit.form.isdigit():
                yield f"{unit.form[:PREFIX]}*"
        elif before is not None and before.is_block and unit.gap != "|":
            yield before.form + unit.form
        before = unit


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
