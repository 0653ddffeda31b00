"""No pattern of the program goes over a text again and again, whatever the text.

Each pattern is tried on texts that are made of itself: what it repeats, many times over, and then something that does
not fit. One that backtracks takes the square of their length, or never ends.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Callable, Iterable, Iterator
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser
from typing import Any

import pytest

import briefgen
from briefgen.model.core.limits import Limit
from briefgen.reading.bounded import OverLimitError, at_most

LETTERS = 3_000
SHORT = 0.004
"""Seconds of processor time in which no pattern takes the square of so many letters."""
LIMIT = 1.0
"""Seconds after which a pattern is taken for one that never ends."""
Find = Callable[[str], Iterable[object]]
ALPHABET = "a가1A .,-_\n\t(){}[]<>/\"'`*#:;|=%&@~^$!?+\\漢\u3131\u0301é"


TRUSTED = {
    "briefgen.rendering.paper.engine.css_unsupported._DECLARATION",
    "briefgen.reading.files.hiding._RULE",
    "briefgen.reading.files.hiding._COMMA",
}
"""Read the style sheets of a theme."""

GROWN = ("importing", "handouts", "reading", "rendering.office")
"""Rooms that read what others hand over: there no pattern takes the square of a length, however short."""
ONCE = {f"briefgen.handouts.exchanging.documents.patch.{name}" for name in ("_QUOTED", "_IN_BRACES", "_PLAIN")}
"""Begin at one place of a text, which the list of them in that module does not show."""

SQUARE = r"[ \t]*\["
"""Goes over blanks from each of them: with so few letters, that takes no second."""


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


def attacks(pattern: re.Pattern[str], letters: int) -> Iterator[str]:
    """Texts of so many letters that a pattern would go over again and again if it could."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    whole = sample(tree, pattern.flags)
    pieces = {sample(it, pattern.flags) for it in repeats(tree)} | {whole, whole[:-1]}
    for piece in sorted(it for it in pieces if it):
        many = piece * max(1, letters // len(piece))
        for before in {"", whole[:1], whole[: whole.find(piece)] if piece in whole else ""}:
            yield before + many + "\x00"


def is_anchored(name: str) -> bool:
    """Whether its module asks of the pattern only if a text begins with it."""
    module, _, held = name.rpartition(".")
    source = inspect.getsource(importlib.import_module(module))
    asked = set(re.findall(rf"\b{held}\.(\w+)\b", source))
    return name in ONCE or (
        bool(asked) and asked <= {"match", "fullmatch"} and not re.search(rf"[(,] ?{held}[,)]", source)
    )


def seconds(find: Find, text: str) -> float:
    """Of processor time, to find all that fits."""
    begun = time.process_time()
    try:
        at_most(Limit(LIMIT, 500), lambda: sum(1 for _ in find(text)))
    except OverLimitError:
        return LIMIT
    return time.process_time() - begun


def is_slow(pattern: re.Pattern[str]) -> bool:
    """Whether it takes seconds for some thousand letters."""
    return any(seconds(lambda it: [pattern.search(it)], text) >= LIMIT for text in attacks(pattern, LETTERS))


def grows(pattern: re.Pattern[str], *, at_its_place: bool = False) -> bool:
    """Whether twice the letters take much more than twice the time, and four times as many again."""
    find: Find = (lambda text: [pattern.match(text)]) if at_its_place else pattern.finditer
    for texts in zip(*(attacks(pattern, LETTERS * times) for times in (1, 2, 4)), strict=True):
        once = seconds(find, texts[0])
        if once < SHORT:
            continue
        once = min(once, seconds(find, texts[0])) if once < LIMIT else once
        if once >= LIMIT or all(
            min(seconds(find, text) for _ in range(2)) > 0.7 * by**2 * once
            for text, by in zip(texts[1:], (2, 4), strict=True)
        ):
            return True
    return False


def goes_over(name: str, pattern: re.Pattern[str]) -> bool:
    grown = name.split(".", 1)[1].startswith(GROWN)
    return grows(pattern, at_its_place=is_anchored(name)) if grown else is_slow(pattern)


def test_no_pattern_goes_over_a_text_again_and_again() -> None:
    found = patterns()
    assert len(found) > 150
    slow = [
        f"{name}: {it.pattern[:100]}"
        for name, it in found.items()
        if name not in TRUSTED and all(goes_over(name, it) for _ in range(2))  # a busy machine is slow once
    ]
    assert slow == [], "\n".join(slow)


@pytest.mark.parametrize("pattern", [SQUARE, "(a+)+$", r"(?:\w+\s?)*$", "(a|a)*$", r"(x+x+)+y", r"a.*b.*c.*d"])
def test_a_pattern_that_does_is_found(pattern: str) -> None:
    assert grows(re.compile(pattern))
    assert is_slow(re.compile(pattern)) or pattern == SQUARE
