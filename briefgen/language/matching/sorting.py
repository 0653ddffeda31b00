"""The order of words in a list: without regard to accents first, as a dictionary has it."""

from __future__ import annotations

from unicodedata import normalize

from briefgen.language.matching.folding import fold
from briefgen.model.profile.language import Language, Sorting

_HAN = ("\u3400", "\u9fff")
_KATAKANA = dict(zip(range(0x30A1, 0x30F7), range(0x3041, 0x3097), strict=True))
_IN_CHARSET, _OUTSIDE = 0x20000, 0x40000
"""Where the characters of a character set stand, and those that it has not: behind all other letters."""


def sort_key(name: str, reading: str, language: Language) -> str:
    """Return what a name is sorted by in ``language``; names that differ in accents alone stay apart."""
    sorting = language.sorting
    said = normalize("NFC", reading if sorting.reading and reading else name).casefold()
    return "".join(_letter(character, sorting) for character in said).translate(_KATAKANA) + f"\0{said}"


def _letter(character: str, sorting: Sorting) -> str:
    if character in sorting.letters:
        return sorting.letters[character]
    if sorting.charset and _HAN[0] <= character <= _HAN[1]:
        try:
            return chr(_IN_CHARSET + int.from_bytes(character.encode(sorting.charset), "big"))
        except UnicodeEncodeError:
            return chr(_OUTSIDE + ord(character))
    return fold(character)
