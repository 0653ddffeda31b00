"""The lists of office programs: what they count, and how they write its numbers, in forms with the names of Word."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_GANADA = "가나다라마바사아자차카타파하"
_CHOSUNG = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)
_LONG = 1_000
"""From here on letters, which grow with the number, are written as digits."""
_PLACE = re.compile(r"%([1-9])")
_SIMPLE = re.compile(r"%[1-9][.)]")
_HAN, _HANGUL = "〇一二三四五六七八九十", "영일이삼사오육칠팔구십"


def numeral(number: int, form: str) -> str:
    """``number`` as Word writes it in a list of this form; plain digits for a form that is not known."""
    if form == "none":
        return ""
    write = _FORMS.get(form)
    return write(number) if write is not None and number > 0 else str(number)


def _roman(number: int) -> str:
    if number >= _LONG:
        return str(number)
    words = ""
    for worth, letters in _ROMAN:
        count, number = divmod(number, worth)
        words += letters * count
    return words


def _letter(number: int) -> str:
    """a … z, aa, bb …, as Word goes on."""
    times = (number - 1) // 26 + 1
    return chr(ord("a") + (number - 1) % 26) * times if number < _LONG else str(number)


def _of(letters: str) -> Callable[[int], str]:
    return lambda number: letters[number - 1] if number <= len(letters) else str(number)


def _east_asian(signs: str) -> Callable[[int], str]:
    def write(number: int) -> str:
        tens, ones = divmod(number, 10)
        ten = f"{signs[tens] if tens > 1 else ''}{signs[10]}" if tens else ""
        return f"{ten}{signs[ones] if ones or not tens else ''}" if number < 100 else str(number)

    return write


_FORMS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "ganada": _of(_GANADA),
    "chosung": _of(_CHOSUNG),
    "decimalEnclosedCircle": _of("".join(map(chr, range(0x2460, 0x2474)))),
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    **dict.fromkeys(("koreanDigital", "koreanCounting"), _east_asian(_HANGUL)),
    **dict.fromkeys(
        ("japaneseCounting", "chineseCounting", "chineseCountingThousand", "ideographDigital"), _east_asian(_HAN)
    ),
}


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list: ``form`` such as ``decimal`` or ``bullet``, ``text`` such as ``%1.%2``."""

    form: str = "decimal"
    text: str = ""
    start: int = 1

    @property
    def is_simple(self) -> bool:
        """Whether Markdown numbers it alike: ``1.`` or ``1)``."""
        return self.form == "decimal" and _SIMPLE.fullmatch(self.text) is not None


@dataclass(slots=True)
class OfficeLists:
    """The lists of a document, counted as its paragraphs are read in order."""

    levels: Mapping[str, tuple[ListLevel, ...]] = field(default_factory=dict)
    """By the id of a list."""
    shared: Mapping[str, str] = field(default_factory=dict)
    """The id of a list → what it counts together with."""
    counts: dict[str, list[int]] = field(default_factory=dict)

    def level(self, number: str, depth: int) -> ListLevel | None:
        """One level of a list; None where the document does not define it."""
        levels = self.levels.get(number, ())
        return levels[depth] if depth < len(levels) else None

    def next(self, number: str, depth: int) -> int:
        """Count a paragraph: its number on its own level. A level above it that had no paragraph counts as one."""
        counts = self.counts.setdefault(self.shared.get(number, number), [])
        starts = [level.start for level in self.levels.get(number, ())]
        if depth < len(counts):
            counts[depth] += 1
        else:
            counts += starts[len(counts) : depth + 1]
        del counts[depth + 1 :]
        return counts[depth]

    def label(self, number: str, depth: int) -> str:
        """Return what stands before the paragraph that was counted last, such as ``제13조`` or ``가.``."""
        levels, counts = self.levels[number], self.counts[self.shared.get(number, number)]

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            return numeral(counts[at], levels[at].form) if at < min(len(counts), len(levels)) else ""

        return _PLACE.sub(shown, levels[depth].text).strip()
