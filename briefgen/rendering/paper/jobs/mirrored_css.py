"""A style sheet for paper that is read from right to left: the same, seen in a mirror.

Page margins, the boxes in them and floats have physical sides on paper, so every left becomes a right. The first page
of such a document is a left-hand one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefgen.model.profile.language import Language

_PART = re.compile(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'|url\([^)]*\)|[.#]?[\w-]+", re.DOTALL)
"""What is left alone (comments, texts, addresses), and identifiers; a class or an id bears its dot."""
_SHORTHAND = re.compile(r"\b((?:margin|padding|inset|border-(?:width|style|color))\s*:\s*)([^;{}]+)")
_VALUE = re.compile(r"(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+")
_OTHER = {"left": "right", "right": "left"}
_JOINED = """
* { letter-spacing: 0 !important; }
em, i, cite, dfn { font-style: normal; }
em { font-weight: 700; }
code, pre, .unresolved, [dir="ltr"] { direction: ltr; }
@page :left { @left-top { direction: ltr; } }
@page :right { @right-top { direction: ltr; } }
"""
"""Joined letters come apart when they are spaced, and Arabic type has no italics. In a margin box of that direction
the layout centres nothing: the mark of a brief at the edge of its pages would be off the paper."""


def for_direction(sheets: tuple[tuple[str, str], ...], language: Language) -> tuple[tuple[str, str], ...]:
    """The sheets of a PDF as the direction of its language needs them."""
    if language.direction == "ltr":
        return sheets
    return (*((name, mirrored(text)) for name, text in sheets), ("direction", _JOINED))


@lru_cache(maxsize=32)
def mirrored(css: str) -> str:
    """A style sheet with left and right changed for one another."""
    return _SHORTHAND.sub(_four_values, _PART.sub(_other_side, css))


def _other_side(found: re.Match[str]) -> str:
    word = found[0]
    if word.startswith((".", "#", "--", "/", '"', "'", "url(")):
        return word
    return "-".join(_OTHER.get(part, part) for part in word.split("-"))


def _four_values(found: re.Match[str]) -> str:
    values = _VALUE.findall(found[2])
    if len(values) != 4:
        return found[0]
    top, right, bottom, left = values
    return f"{found[1]}{top} {left} {bottom} {right}"
