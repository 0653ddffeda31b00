"""English numbers: digits with one name of a power after them, and numbers in words.

398.119 billion · 398,119 million · 80tn · five million · a trillion · twenty-one · two-thirds · thirteenth
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from briefgen.language.figures.numerals import Numeral, Numerals, scaled

_ONES = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen
""".split()  # noqa: SIM905
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
sixteenth seventeenth eighteenth nineteenth twentieth
""".split()  # noqa: SIM905
_SIMPLE = {word: number for number, word in enumerate(_ONES)}
_SIMPLE |= {word: 10 * number for number, word in enumerate(_TENS, start=2)}
_PLACES = {word: number for number, word in enumerate(_ORDINALS, start=1)}
_PLACES |= {word.removesuffix("y") + "ieth": 10 * number for number, word in enumerate(_TENS[1:], start=3)}
_HUNDREDS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "dozen": 0}
_TIMES = {"dozen": 12, "decade": 10, "decades": 10, "century": 100, "centuries": 100}
_HUNDREDS |= dict.fromkeys(_TIMES, 0)
_BELOW = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_BELOW |= {f"{word}s": below for word, below in list(_BELOW.items()) if not word.endswith("s")}

# All of these look at a text in lower case, which is faster than to look at it without regard to case.
_NUMBER = "|".join(sorted(_SIMPLE, key=len, reverse=True))
_POWER = "|".join(_HUNDREDS)
_PLACE = "|".join(sorted(_PLACES, key=len, reverse=True))
_PART = "|".join(sorted(_BELOW, key=len, reverse=True))
_CARDINAL = re.compile(
    rf"\b(?:(?:{_NUMBER})(?:(?:-|\s|\sand\s)(?:{_NUMBER}|{_POWER}))*|(?:an?\s)?(?:{_POWER}))(?:\s(?:{_POWER}))*"
    rf"(\sand\sa\shalf(?:\s(?P<power>{_POWER}))?)?\b"
)
_PLACED = re.compile(rf"\b(?:(?:{'|'.join(_TENS)})-)?(?:{_PLACE})\b")
_FRACTION = re.compile(rf"\b(?:({_NUMBER}|an?)[-\s])?({_PART})\b(?!(?<!s)-[a-z])(?:\s(?:of\s)?an?\s({_POWER})\b)?")
_TIMES_OF_ONE = ("year", "month", "week", "day", "hour", "minute")
_ONE = re.compile(rf"\ban?(?=\s(?:{'|'.join(_TIMES_OF_ONE)})\b)")
_LETTERS = re.compile("[a-z]+")
_EVERY = frozenset({*_SIMPLE, *_HUNDREDS, *_PLACES, *_BELOW})
"""Without one of these words no number is said in words."""
_DIGIT = re.compile(r"\d")
_DIGIT_PLACE = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b")


def english_numerals(names: dict[str, int], decimal: str, groups: Iterable[str]) -> Numerals:
    """The grammar of English, with the names of powers that its profile has."""
    digits = scaled(names, decimal, groups)

    def read(text: str) -> list[Numeral]:
        found: list[Numeral] = []
        if _DIGIT.search(text):
            found += [
                Numeral(it.start(), it.end(), Fraction(int(it[1])), ordinal=True) for it in _DIGIT_PLACE.finditer(text)
            ]
            placed = {numeral.start for numeral in found}
            found += [numeral for numeral in digits(text) if numeral.start not in placed]
        lowered = text.lower()
        words = frozenset(_LETTERS.findall(lowered))
        if not words.isdisjoint(_EVERY):
            found += _fractions(lowered) + _cardinals(lowered) + _ordinals(lowered)
        if not words.isdisjoint(_TIMES_OF_ONE):
            found += [Numeral(it.start(), it.end(), Fraction(1), soft=True) for it in _ONE.finditer(lowered)]
        return sorted(found, key=lambda numeral: numeral.start)

    return read


def _fractions(text: str) -> list[Numeral]:
    found = []
    for it in _FRACTION.finditer(text):
        above = _SIMPLE.get(it[1] or "a", 1)
        if above > 1 and not it[2].endswith("s"):
            continue  # five third-generation towns, three quarter-final matches
        value = Fraction(above, _BELOW[it[2]])
        whole = _value([it[3]]) if it[3] else 1
        found.append(Numeral(it.start(), it.end(), value * whole, soft=True))
        if it[1] and it[2] in _PLACES and not it[3]:  # a third country
            found.append(Numeral(it.start(), it.end(), Fraction(_PLACES[it[2]]), soft=True, ordinal=True))
    return found


def _cardinals(text: str) -> list[Numeral]:
    found = []
    for it in _CARDINAL.finditer(text):
        said = it[0][: it.start(1) - it.start()] if it[1] else it[0]
        words = [word for word in re.split(r"[-\s]+", said) if word != "and"]
        # A decade and a half is half a decade more; two and a half is half of one.
        more = Fraction(_value(words[-1:]) if words[-1] in _HUNDREDS else 1, 2) if it[1] else 0
        value = _value(words) + Fraction(more)
        if it["power"]:
            value *= _value([it["power"]])
        found.append(Numeral(it.start(), it.end(), value, len(words) > 1, soft=True))
    return found


def _ordinals(text: str) -> list[Numeral]:
    found = []
    for it in _PLACED.finditer(text):
        tens, _, place = it[0].rpartition("-")
        value = _SIMPLE.get(tens, 0) + _PLACES[place]
        found.append(Numeral(it.start(), it.end(), Fraction(value), soft=True, ordinal=True))
    return found


def _value(words: list[str]) -> int:
    """The value of *two hundred and fifty thousand*; two numbers side by side count as the last."""
    total = group = 0
    for word in words:
        if word in _TIMES:
            group = (group or 1) * _TIMES[word]
        elif word == "hundred":
            group = (group or 1) * 100
        elif word in _HUNDREDS:
            total, group = total + (group or 1) * 10 ** _HUNDREDS[word], 0
        else:
            group += _SIMPLE.get(word, 0)
    return total + group
