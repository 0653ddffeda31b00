"""Numbers of Japanese and Chinese: groups of 万, 億, 兆 in every style of writing, and numbers in characters.

3,981億1,900万 · 3981.19亿 · 2兆9千億 · 80万亿 · 三百万 · 二〇二五 · 3分の1 · 三分之一 · 3割5分
"""

from __future__ import annotations

import re
from fractions import Fraction

from briefgen.language.figures.numerals import DIGITS, Numeral, exact, with_signs

_LARGE = {"万": 4, "萬": 4, "億": 8, "亿": 8, "兆": 12, "京": 16}
_SMALL = {"十": 1, "百": 2, "千": 3}
_ONES = {name: digit for digit, name in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}

_ONE = "".join(_ONES)
_POWER = "".join((*_SMALL, *_LARGE))
_SAID = rf"(?:{DIGITS}|[{_ONE}])"
_NUMBER = re.compile(rf"(?:{_SAID}|[{''.join(_SMALL)}])(?:{DIGITS}|[{_ONE}{_POWER}])*")
_TOKEN = re.compile(rf"({DIGITS})|([{_ONE}])|([{''.join(_SMALL)}])|([{''.join(_LARGE)}])")
_FRACTION = re.compile(rf"({_SAID}|十)分[の之]({_SAID}|十)")
_TENTHS = re.compile(rf"({_SAID})割(?:({_SAID})分)?(?![\u3041-\u3096]?[\u4e00-\u9fff]?合)")
_COUNTER = re.compile("[年月日人個个件回次社か箇国國家名歳岁度倍円元分秒時时週周点种種項项条條天届位层階级級万億亿兆]")
"""What makes a number of one or two characters that have no digit: 三年, but not 一般 and 千葉."""
_SOME = frozenset("数數几幾")
"""What makes *some thousands* of 千."""
_NO_NUMBER = re.compile(
    "[一万十千百][方般部緒致切生流旦様定帯带層分葉歩種面直些样起旁贯经点块向]|万一|一[个個]?[人]?[々旦]"
)
"""Words that begin with a number and are none."""


_YEAR = re.compile(f"[{_ONE}]{{4}}(?=年)")
_MEASURE = r"(?:分[の之]|[年月日時时分秒週周点万萬億亿兆京千百倍割円元人件回次個个箇つ歳岁社])"
_LOOSE = re.compile(
    rf"(?<![0-9A-Za-z.,:：])\d[\d,.]*(?: ?{_MEASURE}(?: ?\d[\d,.]*(?= ?{_MEASURE}))?)+(?:(?<=分[の之]) ?\d+)?"
)
"""A figure with all its parts, in which blanks may stand: 2025 年 4 月 5 日, 4 分の 1."""
_DIGITS = {ord(name): str(digit) for name, digit in _ONES.items()}


def with_years_in_digits(text: str) -> str:
    """``text``, of the same length, with years such as 二〇二五年 in digits."""
    return _YEAR.sub(lambda it: it[0].translate(_DIGITS), text)


def closed_up(text: str) -> str:
    """``text``, of the same length, with the blanks within a figure before it: `` 30万`` for ``30 万``.

    Many authors set a blank between digits and other characters.
    """
    return _LOOSE.sub(lambda it: " " * it[0].count(" ") + it[0].replace(" ", ""), text) if " " in text else text


def han_numerals(text: str) -> list[Numeral]:
    """Every number of a Japanese or Chinese text."""
    found = [
        Numeral(it.start(), it.end(), Fraction(_value(it[2])[0]) / (_value(it[1])[0] or 1), soft=True)
        for it in _FRACTION.finditer(text)
    ]
    found += [
        Numeral(it.start(), it.end(), (_value(it[1])[0] + _value(it[2] or "0")[0] / 10) / 10, soft=True)
        for it in _TENTHS.finditer(text)
    ]
    taken = {place for it in found for place in range(it.start, it.end)}
    for it in _NUMBER.finditer(text):
        if it.start() not in taken and (numeral := _numeral(text, it)) is not None:
            found.append(numeral)
    return with_signs(text, sorted(found, key=lambda it: it.start), _LARGE)


def _numeral(text: str, found: re.Match[str]) -> Numeral | None:
    said = found[0]
    in_words = not any(sign.isdecimal() for sign in said)
    if in_words and _is_word(text, found):
        return None
    value, power = _value(said)
    placed = text[max(0, found.start() - 1) : found.start()] == "第"
    return Numeral(found.start(), found.end(), value, power > 0, in_words, placed, power)


def _is_word(text: str, found: re.Match[str]) -> bool:
    """Tell whether characters of numbers are a part of a word, as far as can be told."""
    if _NO_NUMBER.match(text, found.start()) or text[max(0, found.start() - 1) : found.start()] in _SOME:
        return True
    return len(found[0]) < 3 and not _COUNTER.match(text, found.end())


def _value(said: str) -> tuple[Fraction, int]:
    """The value of a number, and the power of ten of its last name: 0 when it ends in digits."""
    whole, section, power = Fraction(0), Fraction(0), 0
    ones: Fraction | None = None
    digits = False
    for token in _TOKEN.finditer(said):
        number, one, small, large = token.groups()
        power = _LARGE.get(large, 0)
        if number is not None:
            ones, digits = exact(number), True
        elif one is not None:
            ones = _ONES[one] + (10 * ones if ones is not None and not digits else Fraction(0))
        elif small is not None:
            section += (Fraction(1) if ones is None else ones) * 10 ** _SMALL[small]
            ones, digits = None, False
        else:
            whole = _grown(whole, section + (ones or Fraction(0)), power)
            section, ones, digits = Fraction(0), None, False
    return whole + section + (ones or Fraction(0)), power


def _grown(whole: Fraction, section: Fraction, power: int) -> Fraction:
    """With a further name: 80万 becomes 80万亿, 3億 becomes 3億1900万."""
    scale = Fraction(10) ** power
    if whole and not section:
        return whole * scale
    return whole + (section or Fraction(1)) * scale
