"""A key figure in its parts: the number that is set large, and the words before and after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_KOREAN = r"(?:[가-힣]*[조억만천](?![가-힣]))?"
_HAN = r"(?:[兆億亿万]+(?:\d[\d.,]*[億亿万]*)*)"
_NUMBER = re.compile(rf"[+−-]?\d[\d.,:~～–-]*(?:[\u00a0\u202f]?[%℃]|%p)?(?:{_HAN}|{_KOREAN})(?:\s\d[\d.,]*{_KOREAN})*")
_WIDTHS = {" ": 0.25, "%": 0.9} | dict.fromkeys(",.", 0.28) | dict.fromkeys("fijlrt", 0.36) | dict.fromkeys("mwM", 0.85)
_WIDE = re.compile("[가-힣\u3041-\u30ff\u4e00-\u9fff]")
_SCALE = re.compile("([京兆億亿万]+)")
_SYLLABLE, _DIGIT, _SMALL_SCALE = 0.92, 0.56, 0.6
_SMALL = (15 / 34, 12 / 34, 12 / 34, 12 / 34)
"""Size of the words beside a number, by its step."""
_TIGHT = 9.5 / 34
"""Their size where the number would otherwise have to be much smaller."""
_ROOM = 153 / 34
"""Ems of the full size that a column of 54 mm has."""
_STEPS = (1.0, 0.82, 0.65, 0.53)


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The parts; ``step`` is how many sizes smaller than the largest the number has to be to stand on one line.

    ``tight`` where the words beside it are set smaller for that, ``stacked`` where nothing makes room for them: they
    stand above and below.
    """

    before: str
    number: str
    after: str
    step: int = 0
    stacked: bool = False
    tight: bool = False

    @property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The number in parts, each with whether it is a 億 or 万, which is set smaller than digits."""
        parts = _SCALE.split(self.number)
        return tuple((part, place % 2 == 1) for place, part in enumerate(parts) if part)


def figure_words(words: str, step: int | None = None, room: float = _ROOM) -> FigureWords:
    """``about 5%`` is about and 5%, ``3,000억 위안`` is 3,000억 and 위안; words without a figure are all number.

    ``step`` is the size of the strip in which the figure stands; without it the figure has the size that suits it best.
    ``room`` is the width there is, in ems of the full size.
    """
    found = _NUMBER.search(words)
    if found is None:
        return FigureWords("", words, "", len(_STEPS) - 1)
    before, number, after = (it.strip() for it in (words[: found.start()], found[0], words[found.end() :]))
    width = em_width(number) - (1 - _SMALL_SCALE) * sum(em_width(it) for it in _SCALE.findall(number))
    beside = sum(em_width(it) + 0.3 for it in (before, after) if it)
    plain, tight = (_step(width, beside, sizes, room) for sizes in (_SMALL, (_TIGHT,) * len(_STEPS)))
    best = plain if plain <= 1 else min(plain, tight)
    if best == len(_STEPS):
        best = min(_step(width, 0, _SMALL, room), len(_STEPS) - 1)
    chosen = best if step is None else step
    stacked = bool(before or after) and chosen < min(plain, tight)
    return FigureWords(before, number, after, chosen, stacked, tight=tight <= chosen < plain)


def _step(number: float, beside: float, sizes: Sequence[float], room: float) -> int:
    """The largest size at which a number and the words beside it, ``beside`` ems of their own size, fit; or none."""
    steps = enumerate(zip(_STEPS, sizes, strict=True))
    return next((at for at, (share, small) in steps if number * share + beside * small <= room), len(_STEPS))


def em_width(text: str) -> float:
    """The width of a text in ems of a bold sans, roughly."""
    return sum(_WIDTHS.get(char, _SYLLABLE if _WIDE.match(char) else _DIGIT) for char in text)
