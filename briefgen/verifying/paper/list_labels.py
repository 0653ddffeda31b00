"""Which number the printed label of a list item stands for: ``13.``, ``c)``, ``iv.``, ``(나)``."""

from __future__ import annotations

import re
import unicodedata

_AROUND = re.compile(r"[\s.,:)(\[\]、（）]+")
_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_SERIES = (
    "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허",
    "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "甲乙丙丁戊己庚辛壬癸",
    "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ",
)
_BARE = str.maketrans({"\u2212": "-", "أ": "ا", "\u0640": None})
"""Signs of a label → as they stand in a series; U+0640 only stretches."""
_DIGITS = 9


def numbers_of(label: str) -> frozenset[int]:
    """The numbers that a label can stand for in one counter style or another; empty for a mark such as a dash.

    ``c`` is the third letter and a hundred in Roman numerals: both are given.
    """
    bare = _AROUND.sub("", label).translate(_BARE)
    if re.fullmatch(rf"-?\d{{1,{_DIGITS + 1}}}", bare):
        return frozenset({int(bare)})
    found = {series.index(bare) + 1 for series in _SERIES if len(bare) == 1 and bare in series}
    if len(bare) == 1 and (value := unicodedata.numeric(bare, None)) is not None and value == int(value):
        found.add(int(value))
    if re.fullmatch(r"[a-z]{1,7}|[A-Z]{1,15}", bare) or re.fullmatch(r"[ivxlcdm]{1,15}", bare):
        found |= _letters(bare.lower())
    return frozenset(found)


def _letters(word: str) -> set[int]:
    found: set[int] = set()
    number = 0
    for letter in word:
        number = number * 26 + ord(letter) - ord("a") + 1
    found.add(number)
    if _ROMAN.fullmatch(word):
        values = [_ROMAN_VALUES[letter] for letter in word]
        following = [*values[1:], 0]
        found.add(sum(-one if one < other else one for one, other in zip(values, following, strict=True)))
    return found
