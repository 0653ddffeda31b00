"""Runs of another script in a text, and the language tag each should carry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from briefgen.language.lines.eojeol import HAN, HANGUL
from briefgen.model.profile.language import Language

_CHARACTERS = {
    "Hang": HANGUL,
    "Hani": HAN,
    "Kana": "\u3041-\u30ff\u31f0-\u31ff",
    "Cyrl": "\u0400-\u052f",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Arab": "\u0600-\u06ff\u0750-\u077f",
    "Hebr": "\u0590-\u05ff",
    "Thai": "\u0e00-\u0e7f",
    "Deva": "\u0900-\u097f",
    "Latn": "A-Za-z\u00c0-\u024f",
}
_OWN_SCRIPTS = {
    "ko": ("Hang",),
    "zh": ("Hani",),
    "yue": ("Hani",),
    "ja": ("Hani", "Kana"),
    "ru": ("Cyrl",),
    "el": ("Grek",),
}
_TAGGED_SCRIPTS = {"Hans": ("Hani",), "Hant": ("Hani",), "Kore": ("Hang", "Hani"), "Jpan": ("Hani", "Kana")}
_LEFTWARD = frozenset(
    {"apc", "ar", "bal", "bgn", "ckb", "dv", "fa", "he", "ks", "lrc", "mzn", "nqo"}
    | {"ps", "rhg", "sd", "sdh", "skr", "syr", "trw", "ug", "ur", "yi"}
)
"""Languages that CLDR has written from right to left, where no script is named."""
_LEFTWARD_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"})
_LETTERS = 4
"""Of the tag of a script."""
_SIGNS_OF_NUMBERS = ",."
_OF_NUMBERS = "0123456789" + _SIGNS_OF_NUMBERS
_WITHIN = {("ko", "Hani"): "ko-Hani"}
"""Within words of a language that is not the page's own."""


def direction_of(lang: str) -> str:
    """``ltr`` or ``rtl``, by the language tag alone: a script that it names comes first."""
    primary, *more = lang.split("-")
    script = next((part.title() for part in (primary, *more[:2]) if len(part) == _LETTERS), "")
    is_leftward = script in _LEFTWARD_SCRIPTS if script else primary.lower() in _LEFTWARD
    return "rtl" if is_leftward else "ltr"


def direction_by_letters(text: str) -> str:
    """The direction of the first letter that has one: ``ltr`` or ``rtl``, empty where there is none."""
    ways = {"L": "ltr", "R": "rtl", "AL": "rtl"}
    return next((way for it in text if (way := ways.get(unicodedata.bidirectional(it)))), "")


_LEFTWARD_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_APART = "·•|"
"""What stands between two things."""
_RIGHTWARD = re.compile(
    rf"[^\W\d_{_LEFTWARD_LETTERS}](?:[^{_LEFTWARD_LETTERS}{_APART}]*(?:[^\W\d_{_LEFTWARD_LETTERS}]|\d[%‰°]?))?"
)
_PAIRS = (("(", ")"), ("[", "]"))


def left_to_right(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each run that is read from left to right.

    It goes from a letter to the last letter or number before one of a script that is written from right to left, and
    has both brackets of a pair.
    """
    for found in _RIGHTWARD.finditer(text):
        start, end = found.span()
        for opening, closing in _PAIRS:
            more = text.count(opening, start, end) - text.count(closing, start, end)
            if more == 1 and text[end : end + 1] == closing:
                end += 1
            elif more == -1 and text[start - 1 : start] == opening:
                start -= 1
        yield start, end


def foreign_runs(text: str, lang: str, page: Language) -> Iterator[tuple[int, int, str]]:
    """(start, end, language tag) of each run that ``lang`` does not cover.

    The rules are those of the page's language. A rule for ``Hans`` serves Han runs with a character
    that only simplified writing has. Brackets and quotation marks stay outside.
    """
    own, only = covered_scripts(lang), ("Latn",) if text.isascii() else _CHARACTERS
    for script in page.scripts:
        if script not in own and script in only:
            before = 0
            for run in _run_pattern(script).finditer(text):
                yield _with_number(text, run.start(), before), run.end(), _tag_of(script, run[0], lang, page)
                before = run.end()


def _with_number(text: str, start: int, before: int) -> int:
    """Return where a run begins that goes on from a number, which is no earlier than ``before``.

    The number is looked for backwards from its letters: most numbers have none, and may be long.
    """
    first = start
    while first > before and text[first - 1] in _OF_NUMBERS:
        first -= 1
    while first < start and text[first] in _SIGNS_OF_NUMBERS:
        first += 1
    return first


def _tag_of(script: str, run: str, lang: str, page: Language) -> str:
    if script == "Hani" and "Hans" in page.scripts and any(map(_only_simplified, run)):
        return page.scripts["Hans"]
    primary = lang.partition("-")[0]
    if (primary, script) in _WITHIN and primary != page.tag.partition("-")[0]:
        return _WITHIN[primary, script]
    return page.scripts[script]


@lru_cache(maxsize=256)
def covered_scripts(lang: str) -> frozenset[str]:
    """The scripts that text tagged ``lang`` is written in, as far as they matter here."""
    parts = lang.split("-")
    tagged = next((part.title() for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    return frozenset((*_OWN_SCRIPTS.get(parts[0].lower(), ()), *_TAGGED_SCRIPTS.get(tagged, (tagged,))))


@lru_cache(maxsize=32)
def _run_pattern(script: str) -> re.Pattern[str]:
    own = _CHARACTERS[script]
    return re.compile(rf"[{own}](?:(?:[{own}0-9 ·]|[,.](?=[0-9]))*[{own}])?")


@lru_cache(maxsize=4096)
def _only_simplified(character: str) -> bool:
    return _encodes(character, "gb2312") and not _encodes(character, "big5") and not _encodes(character, "euc_kr")


def _encodes(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
