"""What a formula of a chart makes of words that differ between languages: it may show them, but not decide by them."""

from __future__ import annotations

import re
from collections.abc import Collection

_TEXT = re.compile(r"""'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)\"""")
_FIELD = re.compile(r"\bdatum\s*(?:\.\s*(\w+)|\[\s*(?:'([^']*)'|\"([^\"]*)\")\s*\])")
_KIND = re.compile(r"\bis(?:Number|String|Valid)\s*\(\s*datum\.\w+\s*\)")
"""Tests that words pass alike in every language."""
_SCALE = re.compile(r"\b(\w+)\s*={2,3}\s*(?:'([^']*)'|\"([^\"]*)\")\s*\?\s*(10*)\s*:\s*(10*)(?![\w.])")
"""How often a number is counted for a text of the chart that is this word, and for others: 10 for 억, 1 for billion."""
_INNERMOST = re.compile(r"([\w$§]*)\s*([(\[])([^()\[\]]*)[)\]]")
_CHOOSES = re.compile(r"[<>=!?]|&&|\|\|")
_SHOWING = frozenset(
    {"", "format", "timeFormat", "utcFormat", "upper", "lower", "trim", "truncate", "slice", "substring", "split"}
    | {"join", "round", "floor", "ceil", "abs"}
)
"""Functions that give words, or a number in other words."""
_LONGEST = 2000

Scale = tuple[str, str, int, int]


class DecidesError(Exception):
    """A formula decides by words that differ between languages."""


def shows_words(formula: str, fields: Collection[str], params: Collection[str], said: Collection[str]) -> bool:
    """Whether a formula gives words that differ. Raises DecidesError where it decides by them.

    Such words are in ``fields`` of the data and in ``params``; ``said`` is what those of the data are in any language.
    """
    plain = _SCALE.sub(lambda it: "§" if it[1] in params else it[0], _KIND.sub("1", formula))
    plain = _FIELD.sub(lambda it: "§" if (it[1] or it[2] or it[3]) in fields else "1", plain)
    if any((it[1] or it[2]) in said for it in _TEXT.finditer(plain)):
        raise DecidesError
    plain = re.sub(r"[A-Za-z_$][\w$]*", lambda it: "§" if it[0] in params else it[0], _TEXT.sub("1", plain))
    if "§" in plain and len(plain) > _LONGEST:
        raise DecidesError
    while (inner := _INNERMOST.search(plain)) is not None and "§" in plain:
        worded = "§" in inner[3]
        if worded and (inner[1] not in _SHOWING if inner[2] == "(" else inner[1]):
            raise DecidesError
        _check(inner[3])
        plain = f"{plain[: inner.start()]} {'§' if worded or '§' in inner[1] else '1'} {plain[inner.end() :]}"
    _check(plain)
    return "§" in plain


def _check(text: str) -> None:
    for part in re.split(r"[,:]|(?<=\?)", text):
        if "§" in part and _CHOOSES.search(part):
            raise DecidesError


def scales(formula: str) -> list[Scale]:
    """The param, the word, and what a number is multiplied by for the word and for another."""
    return [(it[1], it[2] or it[3] or "", int(it[4]), int(it[5])) for it in _SCALE.finditer(formula)]
