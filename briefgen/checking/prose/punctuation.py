"""Quotation marks, and the blank between a number and its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from briefgen.checking.prose.passages import Passage, PassageGroup
from briefgen.checking.prose.vocabulary import StylePatterns
from briefgen.comparing.parts import PLACE
from briefgen.model.core.diagnostics import Diagnostic

QUOTES, UNITS = "quotes-are-curly", "unit-is-spaced"
_STRAIGHT = re.compile(r"\"(?P<double>[^\"]+)\"|(?<!\w)'(?P<single>[^']{1,60})'|[\"']")
"""A pair is told once."""
_MINUTES = re.compile(r"\d$")
_CURLY = {'"': "“ or ”", "'": "‘ or ’"}


def quotes_are_curly(document: PassageGroup, look: StylePatterns) -> Iterator[tuple[Passage, Diagnostic]]:
    """A warning for a straight quotation mark or apostrophe in prose; feet, minutes and inches keep theirs."""
    for passage in document.passages:
        for found in _STRAIGHT.finditer(passage.text):
            if _MINUTES.search(passage.text[: found.start()]):
                continue
            around = passage.text[max(0, found.start() - 12) : found.end() + 12].replace(PLACE, "…").strip()
            mark = found[0][0]
            hint = "write ’" if mark == "'" and found.start() else f"write {_CURLY[mark]}"
            for name, pair in (("double", "“{}”"), ("single", "‘{}’")):
                if said := (found[name] or "").replace(PLACE, "…"):
                    hint = f"write {pair.format(said)}"
            yield passage, passage.told(QUOTES, f"a straight {mark} in “{around}”", found.start(), found.end(), hint)


def units_are_spaced(document: PassageGroup, look: StylePatterns) -> Iterator[tuple[Passage, Diagnostic]]:
    """A warning where a unit stands closer to its number, or further from it, than the language has it."""
    apart, close = _patterns(look.prose.closed_units, look.prose.spaced_units)
    for passage in document.passages:
        for pattern, sign in ((apart, ""), (close, " ")):
            for found in pattern.finditer(passage.text):
                hint = f"write {found[1]}{sign}{found[2]}"
                message = f"“{found[0]}” has the wrong space before the unit"
                yield passage, passage.told(UNITS, message, found.start(), found.end(), hint)


@lru_cache(maxsize=16)
def _patterns(closed: tuple[str, ...], spaced: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return _units(closed, r"\s+"), _units(spaced, "")


def _units(units: tuple[str, ...], gap: str) -> re.Pattern[str]:
    every = "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True)) or "(?!)"
    return re.compile(rf"(\d){gap}({every})(?![A-Za-z])")
