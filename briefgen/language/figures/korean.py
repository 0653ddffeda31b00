"""Korean numbers: groups of 만, 억, 조 in every style of writing, 천 and 백 among digits, and numbers in words.

3,981억 1,900만 · 3981억1900만 · 3천981억 1천900만 · 2조9천억 · 9.5억 · 백만 · 두 · 스물한 · 3분의 1 · 6할 5푼
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from briefgen.language.figures.numerals import DIGITS, Numeral, exact, with_signs

_GROUPS = {"만": 4, "억": 8, "조": 12, "경": 16}
_SMALL = {"십": 1, "백": 2, "천": 3}
_SINO = {name: digit for digit, name in enumerate("영일이삼사오육칠팔구")}
_ONES = ["", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"]
_TENS = ["", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"]
_NATIVE = {tens + ones: 10 * t + o for t, tens in enumerate(_TENS) for o, ones in enumerate(_ONES) if t or o}
_NATIVE |= {f"{tens} {ones}": 10 * t + o for t, tens in enumerate(_TENS) for o, ones in enumerate(_ONES) if t and o}
_NATIVE |= {"스무": 20, "석": 3, "넉": 4, "하나": 1, "둘": 2, "셋": 3, "넷": 4}

_COEFFICIENT = re.compile(rf"(?:(?P<천>{DIGITS})천)?(?:(?P<백>\d)백)?(?:(?P<십>\d)십)?(?P<rest>(?:{DIGITS}))?")
_START = re.compile(r"\d")
_COUNTED = re.compile(r"\s?(?:[가-힣%$\u3380-\u33df]|[A-Za-zµ°]{2,4}(?![A-Za-z\d]))")
"""A counter, a unit or its sign: GWh, ㏊."""
_DATE_PART = re.compile(r"\s?(?:년|월|일(?![가-힣]))")
_FRACTION = re.compile(r"((?<!\d)\d+|[일이삼사오육칠팔구십])분의\s?(\d+|[일이삼사오육칠팔구])")
_TENTHS = re.compile(r"(\d|[일이삼사오육칠팔구])할(?:\s?(\d|[일이삼사오육칠팔구])푼)?(?![가-힣]{2})")
_SAID = "일이삼사오육칠팔구십백천만억조"
_WORDS = re.compile(rf"[{_SAID}](?<![가-힣\d][{_SAID}])[{_SAID}]+(?=\s?[가-힣])")
_AFTER_NATIVE = "지|개|명|번|차|곳|달|해|배|사|나라|을|를|이|은|는|의|다|로|과|와|도"


def _begun(words: Iterable[str], before: str) -> str:
    """One of ``words``, the longest first, with none of ``before`` before it; that is looked at after the first letter.

    A pattern that begins with a letter is found many times faster than one that begins with a look behind.
    """
    ordered = sorted(words, key=len, reverse=True)
    by_letter = {word[0]: "|".join(it[1:] for it in ordered if it[0] == word[0]) for word in ordered}
    return "|".join(f"{letter}(?<!{before}{letter})(?:{rest})" for letter, rest in by_letter.items())


_NATIVE_WORDS = re.compile(
    rf"({_begun(_NATIVE, '[가-힣]')})(?:째|(?P<time>(?=\s?번째))|(?=\s[가-힣])|(?={_AFTER_NATIVE}))"
)
_FIRST = re.compile(r"첫(?<![가-힣]첫)(?:째|(?=\s?번째))")
_COUNTER = r"\s?(?:년|명|개|원|배|달러|위안|퍼센트)"
_ALONE = r"\s?(?:년|명|개(?:국|사|소|월)?|배|달러|위안|퍼센트)(?:[이은을의과와가에도로]|으로)?(?![가-힣])"
"""A counter and a particle at most: 이천 is a city too, as in 이천 개발."""
_LONG = r"\s?(?:년|개월)[간만]?(?:[이은을의과와에도]|으로|이다|이었다|이며|이고)?(?![가-힣])"
_COUNTED_WORDS = re.compile(
    "|".join(
        rf"{word[0]}(?<![가-힣\d]{word[0]})(?<![몇수] {word[0]}){word[1:]}(?={after})"
        for word, after in {
            "이십": _COUNTER,
            "십": _COUNTER,
            "이천": _ALONE,
            **dict.fromkeys("삼사오육칠팔구", _LONG),
        }.items()
    )
)
"""Words that are numbers only before a counter: 십 년, 이십 명, 이천 개, 삼 년; 이 년 may be *this year*."""
_OTHERS_OF_WORDS = frozenset({"이천", "조만", "만조", "이십", "천만"})


def korean_numerals(text: str) -> list[Numeral]:
    """Every number of a Korean text."""
    found = _fractions(text)
    taken = [(numeral.start, numeral.end) for numeral in found]
    ends = {at: end for start, end in taken for at in range(start, end)}
    position = 0
    while (start := _START.search(text, position)) is not None:
        inside = ends.get(start.start())
        numeral = None if inside else _numeral_at(text, start.start())
        if numeral is not None:
            found.append(numeral)
        position = inside or (numeral.end if numeral else start.end())
    found += [numeral for numeral in _in_words(text) if ends.keys().isdisjoint(range(numeral.start, numeral.end))]
    return with_signs(text, sorted(found, key=lambda numeral: numeral.start), _GROUPS)


def _numeral_at(text: str, start: int) -> Numeral | None:
    """The number whose first digit stands at ``start``: groups of falling powers, a rest without a name last."""
    total, end, last, position = Fraction(0), start, 99, start
    while (part := _coefficient(text, position)) is not None:
        value, after = part
        power = _GROUPS.get(text[after : after + 1], 0)
        spaced = position > end and end > start
        if last < 99 and (power >= last or value >= 10 ** (last - power)):
            break
        if not power and last < 99 and (_DATE_PART.match(text, after) or (spaced and not _goes_on(text, after))):
            break
        total, last = total + value * 10**power, power
        end = after + (1 if power else 0)
        if not power:
            break
        position = end + (1 if text[end : end + 1] in (" ", " ") and text[end + 1 : end + 2].isdigit() else 0)
        if not text[position : position + 1].isdigit():
            break
    return Numeral(start, end, total, last > 0 or text[end - 1] in "천백십", power=last) if end > start else None


def _goes_on(text: str, after: int) -> bool:
    """Tell whether a counter or a unit follows, as after a rest that belongs to the groups before it."""
    return _COUNTED.match(text, after) is not None


def _coefficient(text: str, position: int) -> tuple[Fraction, int] | None:
    found = _COEFFICIENT.match(text, position)
    if found is None or found.end() == position or not text[position].isdigit():
        return None
    small = [name for name in _SMALL if found[name]]
    rest = exact(found["rest"]) if found["rest"] else Fraction(0)
    if small and found["rest"] and (rest >= 10 ** min(_SMALL[name] for name in small)):
        return sum((exact(found[name]) * 10 ** _SMALL[name] for name in small), Fraction(0)), found.start("rest")
    return sum((exact(found[name]) * 10 ** _SMALL[name] for name in small), rest), found.end()


def _fractions(text: str) -> list[Numeral]:
    found = []
    for match in _FRACTION.finditer(text) if "분의" in text else ():
        below, above = (Fraction(int(it) if it.isdigit() else _sino(it)) for it in match.groups())
        if below:
            found.append(Numeral(match.start(), match.end(), above / below, soft=True))
    for match in _TENTHS.finditer(text) if "할" in text else ():
        tenths, hundredths = (int(it) if it.isdigit() else _sino(it) for it in (match[1], match[2] or "0"))
        found.append(Numeral(match.start(), match.end(), Fraction(10 * tenths + hundredths, 100), soft=True))
    return found


def _in_words(text: str) -> list[Numeral]:
    found = [
        Numeral(it.start(1), it.end(), Fraction(_NATIVE[it[1]]), soft=True, ordinal=_says_which(it))
        for it in _NATIVE_WORDS.finditer(text)
    ]
    found += [Numeral(it.start(), it.end(), Fraction(1), soft=True, ordinal=True) for it in _FIRST.finditer(text)]
    return found + [
        Numeral(it.start(), it.end(), Fraction(value), soft=True)
        for it in (*_WORDS.finditer(text), *_COUNTED_WORDS.finditer(text))
        if (value := _sino(it[0])) and (it.re is _COUNTED_WORDS or it[0] not in _OTHERS_OF_WORDS)
    ]


def _says_which(found: re.Match[str]) -> bool:
    return found["time"] is not None or found[0].endswith("째")


def _sino(word: str) -> int:
    """The value of 삼백오십만; 0 when the letters make no number."""
    total = group = digit = 0
    for letter in word:
        if letter in _SINO:
            if digit:
                return 0
            digit = _SINO[letter]
        elif letter in _SMALL:
            group += (digit or 1) * 10 ** _SMALL[letter]
            digit = 0
        else:
            total += ((group + digit) or 1) * 10 ** _GROUPS[letter]
            group = digit = 0
    return total + group + digit
