"""Characters that no reader sees: those that no text may have, and those that no name may have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
_TURNS = r"\u202a-\u202e"
"""They set the direction of whatever follows, and are superseded by the isolates U+2066 to U+2069."""
_TAGS = r"\U000e0000-\U000e007f"
"""Letters of Unicode that are never drawn: whole sentences can be hidden in them."""
_UNWANTED = re.compile(f"[{_CONTROLS}{_TURNS}{_TAGS}\ud800-\udfff]")
_TURNING = re.compile(f"[{_TURNS}{_TAGS}]")
_OPENS, _CLOSES = "\u2066\u2067\u2068", "\u2069"
_ISOLATES = re.compile(f"[{_OPENS}{_CLOSES}\n]")
_HIDDEN = (
    r"\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\u2066-\u206f\u115f\u1160\u3164\uffa0\U000e0000-\U000e007f"
)
INVISIBLE = re.compile(f"[{_CONTROLS}{_TURNS}{_HIDDEN}]")
"""What has no shape of its own: it makes two names that look alike differ, or one look like another."""
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
_NAMES = {
    "\x00": "a NUL character",
    "\x0b": "a vertical tab",
    "\x0c": "a form feed",
    "\u2028": "an invisible line separator",
    "\u2029": "an invisible paragraph separator",
    "\ufeff": "an invisible byte order mark",
}


def unwanted(text: str) -> Iterator[int]:
    """The places of characters that no text may have, in order.

    They are control characters, tag characters, marks that turn the direction of all that follows, and isolates that
    are not closed on their line or close nothing.
    """
    found = [it.start() for it in _UNWANTED.finditer(text)]
    yield from sorted([*found, *_loose_isolates(text)]) if _OPENS_OR_CLOSES.search(text) else found


_OPENS_OR_CLOSES = re.compile(f"[{_OPENS}{_CLOSES}]")


def _loose_isolates(text: str) -> Iterator[int]:
    opened: list[int] = []
    for it in _ISOLATES.finditer(text + "\n"):
        if it[0] == "\n":
            yield from opened
            opened = []
        elif it[0] != _CLOSES:
            opened.append(it.start())
        elif opened:
            opened.pop()
        else:
            yield it.start()


def may_turn(text: str) -> bool:
    """Tell whether a text has a character that ``turning`` looks at."""
    return not text.isascii() and (_TURNING.search(text) or _OPENS_OR_CLOSES.search(text)) is not None


def turning(text: str) -> str:
    """The first tag character, or mark that sets the direction of what follows a piece of text; empty without one."""
    if (found := _TURNING.search(text)) is not None:
        return found[0]
    return text[at] if (at := next(_loose_isolates(text.replace("\n", " ")), None)) is not None else ""


def without(text: str, places: list[int]) -> str:
    """``text`` without the characters at ``places``, which are in order."""
    edges = zip([0, *(place + 1 for place in places)], [*places, len(text)], strict=True)
    return "".join(text[start:end] for start, end in edges)


def name_of(character: str) -> str:
    """Return what an unwanted character is called in a message."""
    number = f"U+{ord(character):04X}"
    if "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069":
        return f"the invisible mark {number}, which turns the direction of the text,"
    if "\U000e0000" <= character <= "\U000e007f":
        return f"the invisible tag character {number}"
    return _NAMES.get(character, f"the control character {number}")


_LOOKS_LIKE = str.maketrans(
    dict.fromkeys("‐‑‒–—―−", "-")
    | dict(zip("аеорсухіјѕԁһ", "aeopcyxijsdh", strict=True))  # Cyrillic
    | dict(zip("αικνορυχ", "aikvopux", strict=True))  # Greek
)


def look_of(name: str) -> str:
    """``name`` in the plain characters that it looks like; two with one look cannot be told apart."""
    return unicodedata.normalize("NFKC", name).translate(_LOOKS_LIKE)


def shown(text: str) -> str:
    """``text`` without what cannot be seen, for a program of one line a field; what joins letters stays."""
    return INVISIBLE.sub(lambda it: it[0] if it[0] in "\u200c\u200d" else "", text)


def is_blank(text: str) -> bool:
    """Tell whether nothing of ``text`` can be seen."""
    return all(unicodedata.category(it)[0] in "ZC" or it in _FILLERS for it in text)


def clean(words: str) -> str:
    """Words in one line, without unseen characters, which neither a text nor a comment of a project may have."""
    return " ".join(INVISIBLE.sub("", " ".join(words.split())).split())
