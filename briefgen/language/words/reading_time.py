"""How long a text takes to read: minutes at the pace of a practised reader."""

from __future__ import annotations

import re

_WIDE = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")
"""Hangul, kana and Chinese characters, which are counted one by one; other scripts by the word."""
_WORD = re.compile(r"\w+")
_WIDE_A_MINUTE, _WORDS_A_MINUTE = 500, 220


def minutes_to_read(text: str) -> int:
    """Whole minutes, one at least."""
    wide = sum(map(len, _WIDE.findall(text)))
    words = len(_WORD.findall(_WIDE.sub(" ", text)))
    return max(1, round(wide / _WIDE_A_MINUTE + words / _WORDS_A_MINUTE))
