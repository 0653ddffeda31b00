"""A number as a reader finds it: digits with the names of powers after them, before anything is known of its unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from unicodedata import numeric

DIGITS = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"


HIDDEN = "\ufffc"
"""Stands for a letter that is not part of the prose, as in an address."""
_MOST_DIGITS = 99
_ENDLESS = re.compile(rf"\d[\d,.]{{{_MOST_DIGITS},}}")
"""Digits that no reader takes for a number, and of which Python makes none."""


_MONEY = tuple("$€£¥₩")
_ALIKE = str.maketrans("ıİſ\u212a٫٬٪", "iisk.,%")
"""Letters that a pattern without regard to case takes for others, and of which ``lower`` does not make them; and the
marks that stand with Arabic-Indic digits."""
_UNLIKE = re.compile(f"[{''.join(map(chr, _ALIKE))}]")


def readable(text: str) -> str:
    """``text`` as patterns read it, of the same length: runs of a hundred digits and more are hidden."""
    plain = text if text.isascii() or not _UNLIKE.search(text) else text.translate(_ALIKE)
    return _ENDLESS.sub(lambda it: HIDDEN * len(it[0]), plain) if len(plain) > _MOST_DIGITS else plain


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number from ``start`` up to ``end``; ``named`` when a power stands after its digits, ``soft`` in words."""

    start: int
    end: int
    value: Fraction
    named: bool = False
    soft: bool = False
    ordinal: bool = False
    power: int = 0
    """The power of ten of its last name, for the other end of a range that has none of its own."""


Numerals = Callable[[str], list[Numeral]]
"""Every number of a text, in order, none within another."""


def exact(digits: str, decimal: str = ".", group: str = ",") -> Fraction:
    """The value of digits as they are written."""
    whole, _, part = digits.replace(group, "").partition(decimal)
    return Fraction(int(whole + part), 10 ** len(part)) if part else Fraction(int(whole))


_BLANKS = " \u00a0\u202f\u2009"
"""What authors type between groups of three digits where the language has a blank there."""
_SIGN = "[¼-¾⅐-⅞]"
_SIGN_AFTER = re.compile(rf"(?<=\d){_SIGN}")
_ROMAN = {"I": 1, "V": 5, "X": 10}


def with_signs(text: str, found: list[Numeral], powers: Mapping[str, int]) -> list[Numeral]:
    """The numbers of a text, with ½ after digits and a name of a power after it as parts of them: 3½, 3½억."""
    return found if text.isascii() else [_with_sign(text, it, powers) for it in found]


def _with_sign(text: str, numeral: Numeral, powers: Mapping[str, int]) -> Numeral:
    sign = None if numeral.soft else _SIGN_AFTER.match(text, numeral.end)
    if sign is None:
        return numeral
    power = powers.get(text[sign.end() : sign.end() + 1], 0)
    value = (numeral.value + sign_value(sign[0])) * 10**power
    end = sign.end() + (1 if power else 0)
    return replace(numeral, end=end, value=value, named=numeral.named or power > 0, power=power)


def sign_value(sign: str) -> Fraction:
    """The value of ½."""
    return Fraction(numeric(sign)).limit_denominator(10)


def place_number(said: str) -> Fraction:
    """The number of a place, in digits or in Roman numerals up to XXXIX: Chapter IV."""
    if said.isdigit():
        return Fraction(int(said))
    values = [_ROMAN[letter] for letter in said]
    less = sum(one for one, two in pairwise(values) if one < two)
    return Fraction(sum(values) - 2 * less)


def scaled(names: dict[str, int], decimal: str, groups: Iterable[str]) -> Numerals:
    """The grammar of a language that names one power after its digits: 398.119 billion.

    ``groups`` are the marks that may stand between thousands; any blank, where one is among them. Where the decimal
    mark is another, 12.04 is one number all the same: versions are written so in every language.
    """
    marks = "".join(mark for mark in groups if not mark.isspace())
    marks += _BLANKS if any(mark.isspace() for mark in groups) else ""
    mark, point = f"[{re.escape(marks)}]", re.escape(decimal)
    grouped, foreign = rf"\d{{0,2}}(?:{mark}\d{{3}})+(?!\d)(?:{point}\d+)?", "" if decimal == "." else r"\d*\.\d+|"
    said = rf"\d(?:{grouped}|{foreign}\d*(?:{point}\d+)?)"  # a pattern that begins with one class is found faster
    words = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    name = rf"(?:[-  \s]?(?P<name>{words})(?![^\W_]))?" if words else "(?P<name>)"
    pattern = re.compile(f"({said})(?P<sign>{_SIGN})?{name}", re.IGNORECASE)
    without = dict.fromkeys(map(ord, marks))

    def read(text: str) -> list[Numeral]:
        found = []
        for match in pattern.finditer(text):
            named = match["name"] and not _is_metre(text, match)
            power = names.get(match["name"].lower(), 0) if named else 0
            is_foreign = decimal != "." and "." in match[1] and not _is_grouped(match[1], decimal, marks)
            digits = match[1] if is_foreign else match[1].translate(without)
            value = exact(digits) if is_foreign else exact(digits, decimal, " ")
            value += sign_value(match["sign"]) if match["sign"] else 0
            end = match.end("name" if named else "sign" if match["sign"] else 1)
            found.append(Numeral(match.start(), end, value * 10**power, bool(named), power=power))
        return found

    return read


def _is_grouped(digits: str, decimal: str, marks: str) -> bool:
    """Tell whether digits are grouped as the language does it: 12.345 is where a point may stand between thousands."""
    first, *groups = re.split(f"[{re.escape(marks)}]", digits.partition(decimal)[0])
    return len(first) <= 3 and bool(groups) and all(len(each) == 3 for each in groups)


def _is_metre(text: str, match: re.Match[str]) -> bool:
    """Tell whether one letter after a gap is a unit: 366 m, but not $366 m."""
    return (
        len(match["name"]) == 1
        and match.end(1) < match.start("name")
        and text[match.start() - 1 : match.start()] not in _MONEY
    )
