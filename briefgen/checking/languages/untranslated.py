"""What is the same in both languages: text that nobody has translated, and code."""

from __future__ import annotations

import re

from briefgen.checking.languages.parts import PLACE, TextPart
from briefgen.checking.languages.sides import LanguageSide

_MARKED = re.compile(r"\d[.,]\d")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = 3
"""Words of which a text is one in some language, and not a figure with a unit."""
_DIGITS = re.compile(r"\d+")


def is_untranslated(one: TextPart, other: TextPart, sides: tuple[LanguageSide, LanguageSide]) -> bool:
    """Whether both say the same words, and nothing by id; 1.234 alone is not the same where it is two numbers."""
    text = one.words.text
    if text != other.words.text or not text.strip() or PLACE in text:
        return False
    marks = {side.scope.language.numbers.decimal for side in sides}
    return len(marks) == 1 or not _MARKED.search(text) or len(_WORD.findall(text)) >= _SENTENCE


def is_other_code(one: TextPart, other: TextPart) -> bool:
    """Whether code differs in more than digits in every line that differs: an example of another language."""
    if one.kind != "code":
        return False
    lines = one.words.text.splitlines(), other.words.text.splitlines()
    return len(lines[0]) != len(lines[1]) or not any(
        a != b and _DIGITS.sub("0", a) == _DIGITS.sub("0", b) for a, b in zip(*lines, strict=True)
    )
