"""No pattern of the program goes over a text again and again, whatever the text.

Each pattern is tried on texts that are made of itself: what it repeats, many times over, and then something that does
not fit. One that backtracks takes the square of their length, or never ends.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser
from typing import Any

import pytest

import briefgen
from briefgen.model.core.limits import Limit
from briefgen.reading.bounded import OverLimitError, at_most

TIMES = 3_000
LIMIT = 1.0
"""Seconds for some thousand letters; a pattern that goes over them once takes less than a thousandth of it."""
ALPHABET = "a가1A .,-_\n\t(){}[]<>/\"'`*#:;|=%&@~^$!?+\\漢\u3131\u0301é"


TRUSTED = {"briefgen.rendering.paper.engine.css_unsupported._DECLARATION"}
"""Read style sheets, and from one place in them."""


def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern that a module of briefgen holds by a name, alone or in a list or mapping."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(briefgen.__path__, "briefgen."):
        if module.name != "briefgen.__main__":
            names = vars(importlib.import_module(module.name)).items()
            found |= {f"{module.name}.{name}": it for name, value in names for it in held(value)}
    return found


def held(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, dict):
        yield from (it for each in value.values() for it in held(each))
    elif isinstance(value, tuple | list):
        yield from (it for each in value for it in held(each))


def sample(tree: Any, flags: int) -> str:
    """A text that fits, as far as one can be read off."""
    return "".join(one(kind, given, flags) for kind, given in tree)


def one(kind: Any, given: Any, flags: int) -> str:
    if kind is kinds.LITERAL:
        return chr(given)
    if kind in (kinds.IN, kinds.NOT_LITERAL, kinds.ANY):
        return fitting(kind, given)
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
        least, most, tree = given
        return sample(tree, flags) * max(least, min(1, most))
    if kind is kinds.SUBPATTERN:
        return sample(given[3], flags)
    if kind is kinds.ATOMIC_GROUP:
        return sample(given, flags)
    return sample(given[1][0], flags) if kind is kinds.BRANCH else ""


def fitting(kind: Any, given: Any) -> str:
    """A letter of a class."""
    if kind is kinds.ANY:
        return "a"
    return next((it for it in ALPHABET if in_class(kind, given, it)), "")


def in_class(kind: Any, given: Any, letter: str) -> bool:
    code = ord(letter)
    if kind is kinds.NOT_LITERAL:
        return bool(code != given)
    negated = given[0][0] is kinds.NEGATE
    return any(member(it, letter) for it in given[negated:]) != negated


def member(part: Any, letter: str) -> bool:
    kind, given = part
    if kind is kinds.LITERAL:
        return bool(ord(letter) == given)
    if kind is kinds.RANGE:
        return bool(given[0] <= ord(letter) <= given[1])
    name = str(given).rpartition("_")[2].lower()
    fits = {"digit": str.isdigit, "space": str.isspace, "word": lambda it: it.isalnum() or it == "_"}[name](letter)
    return bool(fits) != ("NOT" in str(given))


def repeats(tree: Any) -> Iterator[Any]:
    """Everything in a pattern that may stand again and again."""
    for kind, given in tree:
        if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT) and given[1] > 100:
            yield given[2]
        for inner in inner_trees(kind, given):
            yield from repeats(inner)


def inner_trees(kind: Any, given: Any) -> list[Any]:
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
        return [given[2]]
    if kind is kinds.SUBPATTERN:
        return [given[3]]
    if kind is kinds.BRANCH:
        return list(given[1])
    if kind is kinds.ATOMIC_GROUP:
        return [given]
    return [given[1]] if kind in (kinds.ASSERT, kinds.ASSERT_NOT) else []


def attacks(pattern: re.Pattern[str]) -> Iterator[str]:
    """Texts that a pattern would go over again and again if it could."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    whole = sample(tree, pattern.flags)
    pieces = {sample(it, pattern.flags) for it in repeats(tree)} | {whole, whole[:-1]}
    for piece in sorted(it for it in pieces if it):
        many = piece * max(1, TIMES // len(piece))
        for before in {"", whole[:1], whole[: whole.find(piece)] if piece in whole else ""}:
            yield before + many + "\x00"


def is_slow(pattern: re.Pattern[str]) -> bool:
    for text in attacks(pattern):
        try:
            at_most(Limit(LIMIT, 500), lambda text=text: pattern.search(text))  # type: ignore[arg-type, misc]
        except OverLimitError:
            return True
    return False


def test_no_pattern_goes_over_a_text_again_and_again() -> None:
    found = patterns()
    assert len(found) > 150
    begun = time.process_time()
    slow = [f"{name}: {it.pattern[:100]}" for name, it in found.items() if name not in TRUSTED and is_slow(it)]
    print(f"{len(found)} patterns, {time.process_time() - begun:.1f} s")
    assert slow == [], "\n".join(slow)


@pytest.mark.parametrize("pattern", ["(a+)+$", r"(?:\w+\s?)*$", "(a|a)*$", r"(x+x+)+y", r"a.*b.*c.*d"])
def test_a_pattern_that_does_is_found(pattern: str) -> None:
    assert is_slow(re.compile(pattern))
