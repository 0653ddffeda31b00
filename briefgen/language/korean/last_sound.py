"""How a Korean text reads a word aloud, as far as its last sound goes.

Digits are read in Sino-Korean (10 십), units and signs by their names (% 퍼센트), capitals letter by
letter (FTA 에프티에이), hanja by KS X 1001. What can be read in several ways gives several endings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from unicodedata import decomposition, normalize, numeric

from briefgen.language.korean.hanja import hanja_readings


class FinalSound(Enum):
    """How a word ends when it is read aloud."""

    VOWEL = "vowel"
    RIEUL = "ㄹ"
    OTHER = "consonant"


Codas = frozenset[FinalSound]
_UNKNOWN: Codas = frozenset()
_VOWEL, _RIEUL, _OTHER = (frozenset({coda}) for coda in FinalSound)

_CLOSING = " \t\n\u00a0\u2060'\"’”」』》〉»›)）]］}!?,;:…™®"
_BRACKETS = {")": "(", "）": "（", "]": "[", "〕": "〔"}
_LAST = 100
"""Characters at the end of a word that tell how it ends: more than any number, unit or date has."""
_DATE_ENDS = (
    (re.compile(r"[0-9]{1,2}\.\s?[0-9]{1,2}\.$"), "일"),
    (re.compile(r"[0-9]{4}\.\s?[0-9]{1,2}\.$"), "월"),
    (re.compile(r"[0-9]{4}\.$"), "년"),
)

_DIGITS = dict(zip("0123456789", "영일이삼사오육칠팔구", strict=True))
_ZEROS = {1: "십", 2: "백", 3: "천", 4: "만", 8: "억", 12: "조", 16: "경"}
_NUMBER = re.compile(r"([0-9][0-9,]*)(?:\.([0-9]+))?$")
_FRACTION = re.compile(r"[0-9]\s?[/⁄]\s?[0-9]+$")
_MONEY = re.compile(r"([$₩¥€£])\s?[0-9][0-9,.]*\s?(?:[만억조경]|천만|백만)?$")
_CURRENCIES = {"$": "달러", "₩": "원", "¥": "엔", "€": "유로", "£": "파운드"}

_UNITS = {
    "%": "퍼센트",
    "％": "퍼센트",
    "‰": "퍼밀",
    "°": "도",
    "℃": "도",
    "°C": "도",
    "%p": "포인트",
    "%P": "포인트",
    "pp": "포인트",
    "mm": "밀리미터",
    "cm": "센티미터",
    "m": "미터",
    "km": "킬로미터",
    "nm": "나노미터",
    "m²": "미터",
    "m2": "미터",
    "km²": "미터",
    "km2": "미터",
    "m³": "미터",
    "m3": "미터",
    "ha": "헥타르",
    "mg": "밀리그램",
    "g": "그램",
    "kg": "킬로그램",
    "t": "톤",
    "ml": "밀리리터",
    "mL": "밀리리터",
    "kW": "킬로와트",
    "MW": "메가와트",
    "GW": "기가와트",
    "TW": "테라와트",
    "kWh": "와트시",
    "MWh": "와트시",
    "GWh": "와트시",
    "TWh": "와트시",
    "Hz": "헤르츠",
    "MHz": "헤르츠",
    "GHz": "헤르츠",
    "KB": "바이트",
    "MB": "바이트",
    "GB": "바이트",
    "TB": "바이트",
    "dB": "데시벨",
}
_UNIT = re.compile(rf"(?<=[0-9])\s?({'|'.join(map(re.escape, sorted(_UNITS, key=len, reverse=True)))})$")
_SIGN_UNITS = tuple(unit for unit in _UNITS if not unit[0].isalpha())

_LETTERS = {"L": "엘", "M": "엠", "N": "엔", "R": "알아"}
_LATIN = re.compile(r"[A-Za-z]+$")
_LAST_CAPITALS = re.compile(r"[A-Z]+$")
_ALSO_A_WORD = re.compile(r"[A-Z]{2,}[AEIOU][BCDGKPQT]$")
_WORD_ENDINGS = (
    (re.compile(r"[aiouywrsfxzhvj]$", re.IGNORECASE), _VOWEL),
    (re.compile(r"l$", re.IGNORECASE), _RIEUL),
    (re.compile(r"(?:[mn]|[aeiou]ng)$", re.IGNORECASE), _OTHER),
)


def codas(word: str, readings: Mapping[str, str]) -> Codas:
    """Every way the word may end when read aloud; empty when nothing is known.

    Quotation marks are skipped, and so is a bracket that explains the word: 이용후생(利用厚生).
    """
    said = word.rstrip(_CLOSING)
    base = _without_brackets(word.rstrip())
    for candidate in dict.fromkeys((said, base)):
        if (reading := _given_reading(candidate, readings)) is not None:
            return _codas_of(reading)
    return _codas_of(base or said)


def word_that_decides(said: str) -> str:
    """The last word of what is said as a particle looks at it: the word before a bracket that explains it."""
    words = _without_brackets(said.rstrip()).split() or said.split()
    return words[-1] if words else said


def _without_brackets(word: str) -> str:
    """The word without the brackets after it; empty when it is nothing but brackets."""
    while True:
        shorter = _without_bracket(word)
        if shorter == word:
            shorter = word.rstrip(_CLOSING)
        if shorter == word:
            return word
        word = shorter


def _without_bracket(word: str) -> str:
    """The word without the bracket that it ends with, and the blanks before it."""
    closing = word[-1:]
    opening = word.rfind(_BRACKETS[closing]) if closing in _BRACKETS else -1
    if opening < 0 or word.find(closing, opening) < len(word) - 1:
        return word
    return word[:opening].rstrip()


def _given_reading(word: str, readings: Mapping[str, str]) -> str | None:
    """The reading of the longest listed name that ``word`` ends in."""
    longest = min(len(word), max(map(len, readings), default=0))
    for start in range(len(word) - longest, len(word)):
        if (reading := readings.get(word[start:])) is not None and not _inside_latin(word, start):
            return reading
    return None


def _inside_latin(word: str, start: int) -> bool:
    return start > 0 and re.match(r"[A-Za-z]{2}", word[start - 1 : start + 1]) is not None


def _codas_of(word: str) -> Codas:
    """The endings of a word without quotes and brackets after it."""
    if not word:
        return _UNKNOWN
    word = word[-_LAST:]
    for pattern, reading in _DATE_ENDS:
        if pattern.search(word):
            return _syllable(reading)
    if _FRACTION.search(word):
        return _UNKNOWN
    for read in (_money, _unit, _number, _letter):
        if found := read(word.rstrip(".")):
            return found
    return _UNKNOWN


def _syllable(reading: str) -> Codas:
    """The coda of the last syllable of a reading in hangul."""
    if not "가" <= reading[-1] <= "힣":
        return _UNKNOWN
    final = (ord(reading[-1]) - ord("가")) % 28
    return _VOWEL if final == 0 else _RIEUL if final == 8 else _OTHER


def _money(word: str) -> Codas:
    found = _MONEY.search(word)
    return _syllable(_CURRENCIES[found[1]]) if found else _UNKNOWN


def _unit(word: str) -> Codas:
    compatible = normalize("NFKC", word) if word and not word[-1].isascii() else word
    for form in (word, compatible):
        if found := _UNIT.search(form):
            return _syllable(_UNITS[found[1]])
    sign = next((sign for sign in _SIGN_UNITS if word.endswith(sign)), "")
    return _syllable(_UNITS[sign]) if sign else _UNKNOWN


def _number(word: str) -> Codas:
    found = _NUMBER.search(word)
    if found is None:
        return _UNKNOWN
    whole, decimals = found[1].replace(",", "").lstrip("0"), found[2]
    if decimals or not whole:
        return _syllable(_DIGITS[(decimals or "0")[-1]])
    zeros = len(whole) - len(whole.rstrip("0"))
    if not zeros:
        return _syllable(_DIGITS[whole[-1]])
    return _syllable(_ZEROS[min(zeros if zeros < 4 else zeros // 4 * 4, 16)])


def _letter(word: str) -> Codas:
    last = word[-1:]
    if "가" <= last <= "힣":
        return _syllable(last)
    if last.isascii() and last.isalpha():
        return _latin(word)
    if readings := hanja_readings(last):
        return _union(_syllable(reading) for reading in readings)
    return _enclosed_number(last)


def _enclosed_number(sign: str) -> Codas:
    """Ⅲ and ③ are read as numbers; ² and ½ are not."""
    count = numeric(sign, None) if sign else None
    if count is None or count != int(count) or decomposition(sign).startswith("<super>"):
        return _UNKNOWN
    return _number(str(int(count)))


def _latin(word: str) -> Codas:
    """Capitals by their names, unless they may also be read as a word; words by endings that are sure."""
    found = _LATIN.search(word)
    letters = found[0] if found else ""
    capitals = _LAST_CAPITALS.search(letters)
    if capitals is not None:
        names = _LETTERS.get(letters[-1], "아")
        by_name = _union(_syllable(name) for name in names)
        return by_name | _OTHER if _ALSO_A_WORD.search(capitals[0]) else by_name
    return next((coda for ending, coda in _WORD_ENDINGS if ending.search(letters)), _UNKNOWN)


def _union(found: Iterable[Codas]) -> Codas:
    return frozenset(coda for each in found for coda in each)
