"""Text of others as a terminal may show it: what would be obeyed or would turn a line around is escaped."""

from __future__ import annotations

import unicodedata

_ORDERS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that change the direction of what follows."""
_BEGINNING = 60
_KINDS = frozenset({"Cc", "Cs", "Zl", "Zp"})


def plain(text: str) -> str:
    """In one line, without letters that a terminal obeys: a text must not be able to paint over a report."""
    return "".join(_shown(letter) for letter in text)


def one_line(text: str, width: int = _BEGINNING) -> str:
    """The beginning of a text for the middle of a sentence."""
    words = " ".join(text.split())
    return plain(words if len(words) <= width else f"{words[: width - 1].rstrip()}…")


def plain_lines(text: str) -> str:
    """The same line by line."""
    return "\n".join(map(plain, text.split("\n")))


def _shown(letter: str) -> str:
    if letter in "\t\n":
        return " "
    if letter not in _ORDERS and unicodedata.category(letter) not in _KINDS:
        return letter
    return f"\\x{ord(letter):02x}" if letter < "\u0100" else f"\\u{ord(letter):04x}"
