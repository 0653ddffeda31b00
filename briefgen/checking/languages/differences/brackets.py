"""Names in brackets, of which one language has some and has lost another: a table (CSV) and a file (JSON)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefgen.checking.languages.differences.names import WITH_STROKES, Asked, Named, latin_names, plain_text
from briefgen.checking.languages.parts import TextPart
from briefgen.checking.languages.sides import LanguageSide

_BRACKET = re.compile(r"[(（]([^()（）]{1,200})[)）]")
_WORD = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"[IVX]+")
_BEFORE, _WORDS, _LETTERS = 100, 9, 10


def names_lost(
    parts: tuple[TextPart, TextPart], sides: tuple[LanguageSide, LanguageSide]
) -> Iterator[tuple[Named, int]]:
    """Names in Latin letters, and the side that has them, where the brackets of both blocks share another name.

    A block without brackets may say all in other words; one that keeps some has lost what it does not keep.
    """
    every = [list(latin_names(part, WITH_STROKES)) for part in parts]
    names = [list(_in_brackets(part, its)) for part, its in zip(parts, every, strict=True)]
    if {it.id for it in names[0]}.isdisjoint(it.id for it in names[1]):
        return
    for side in (0, 1):
        there = [it.id for it in every[1 - side]]
        asked = Asked(plain_text(parts[1 - side]))
        for it in names[side]:
            said = any(its.startswith(it.id) for its in there) or asked.writes_out(it.said)
            if not said and _is_name(it, sides[side]) and not (sides[side].latin and _is_introduced(it, parts[side])):
                yield it, side


def _in_brackets(part: TextPart, names: Sequence[Named]) -> Iterator[Named]:
    text = part.words.text
    places = bytearray(len(text))
    for it in _BRACKET.finditer(text):
        places[it.start() : it.end()] = b"\1" * len(it[0])
    return (it for it in names if places[it.start] and any(letter.isupper() for letter in it.said))


def _is_name(it: Named, side: LanguageSide) -> bool:
    """Whether it has two capitals, and is neither a Roman number nor a sign of money."""
    is_sign = _ROMAN.fullmatch(it.said) or it.id in side.reader.lexicon.signs
    return sum(letter.isupper() for letter in it.said) > 1 and not is_sign


def _is_introduced(it: Named, part: TextPart) -> bool:
    """Whether the words before the bracket are abbreviated in it: for readers of that language."""
    before = part.words.text[: it.start].rpartition("(")[0]
    words = [word.casefold() for word in _WORD.findall(before[-_BEFORE:])[-_WORDS:] if not word.isupper()]
    letters = [letter for letter in it.said.removesuffix("s").casefold() if letter.isalpha()]
    return len(letters) <= _LETTERS and _abbreviates(letters, words)


def _abbreviates(letters: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the letters are the beginnings of some of the words: KORAIL of Korea Railroad."""
    if not letters:
        return True
    for place, word in enumerate(words):
        for length in range(1, len(letters) + 1):
            if not word.startswith("".join(letters[:length])):
                break
            if _abbreviates(letters[length:], words[place + 1 :]):
                return True
    return False
