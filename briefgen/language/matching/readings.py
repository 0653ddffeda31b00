"""How Chinese characters in a text are read in Korean: 厚生 is found by 후생."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.language.korean.hanja import hanja_readings

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_IOTATED = frozenset({2, 3, 6, 7, 12, 17, 20})
"""Vowels before which an initial ㄴ is dropped at the beginning of a word."""


def reading(run: str, known: Mapping[str, str]) -> str:
    """The reading of a run, as long as the run; empty where a character has none. ``known`` has whole words."""
    if run in known:
        return known[run]
    read = [_best(hanja_readings(character), first=not place) for place, character in enumerate(run)]
    return "".join(read) if all(read) else ""


def _best(readings: frozenset[str], *, first: bool) -> str:
    """Of a character's readings the one that fits: ㄹ and ㄴ begin no word where they would be softened."""
    return min(readings, key=lambda it: (_begins_softly(it) == first, it)) if readings else ""


def _begins_softly(syllable: str) -> bool:
    place = ord(syllable) - 0xAC00
    initial, vowel = _INITIALS[place // 588], place % 588 // 28
    return initial == "ㄹ" or (initial == "ㄴ" and vowel in _IOTATED)
