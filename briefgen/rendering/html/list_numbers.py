"""The numbers and marks of ordered lists: paper prints what a browser shows by the HTML standard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from briefgen.model.profile.language import Language

Element = Any
"""An element of a parsed page, of ``xml.etree`` or ``lxml``."""

MARKS_OF_TYPE = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
"""``<ol type>`` → counter style."""
LISTS = frozenset({"ol", "ul", "menu", "dir"})
_INTEGER = re.compile(r"[ \t\n\f\r]*([+-]?[0-9]{1,10})(?![0-9])")
_LARGEST = 2**31 - 1
_ROOM = 2
"""Digits of a number that the style sheets leave room for; longer ones would run into the margin."""


def ordinals(root: Element) -> Iterator[tuple[Element, int]]:
    """Each ``li`` of each ``ol`` in ``root``, in reading order within a list, with its ordinal value.

    The rules are those of https://html.spec.whatwg.org/multipage/grouping-content.html#ordinal-value.
    """
    for made in root.iter("ol"):
        yield from numbered_items(made)


def numbered_items(made: Element) -> Iterator[tuple[Element, int]]:
    """The items of one ``ol`` with their ordinal values; items of lists inside it are not its own."""
    items = list(_own_items(made))
    values = [item.get("value") for item in items]
    yield from zip(items, counted(made.get("start"), values, down=made.get("reversed") is not None), strict=True)


def counted(start: str | None, values: Sequence[str | None], *, down: bool) -> list[int]:
    """The ordinal values of the items of a list by its ``start``, their ``values`` and whether it is ``reversed``."""
    number = begins_at(start, len(values) if down else 1)
    numbers: list[int] = []
    for given in values:
        value = _integer(given)
        numbers.append(number if value is None else value)
        number = numbers[-1] + (-1 if down else 1)
    return numbers


def number_lists(root: Element) -> None:
    """Write the numbers of lists that do not simply count from 1 into the style of their items.

    WeasyPrint reads neither ``start`` nor ``value`` unless it is given presentational hints, and never ``reversed``.
    """
    for made in root.iter("ol"):
        numbers = list(numbered_items(made))
        if [number for _, number in numbers] != list(range(1, len(numbers) + 1)):
            for item, number in numbers:
                # WeasyPrint sets a counter before it counts the item itself.
                _add_style(item, f"counter-set: list-item {number - 1}")
        digits = max((len(str(number)) for _, number in numbers), default=0)
        if digits > _ROOM:
            _add_style(made, f"padding-inline-start: {0.6 * digits + 0.4:.1f}em")


def _add_style(element: Element, style: str) -> None:
    element.set("style", f"{element.get('style')}; {style}" if element.get("style") else style)


def _own_items(element: Element) -> Iterator[Element]:
    children: Iterable[Element] = element
    for child in children:
        if child.tag == "li":
            yield child
        elif isinstance(child.tag, str) and child.tag not in LISTS:
            yield from _own_items(child)


def begins_at(start: str | None, otherwise: int = 1) -> int:
    """The number of the first item by ``<ol start>``; ``otherwise`` where HTML sees no number in it."""
    number = _integer(start)
    return otherwise if number is None else number


def _integer(text: str | None) -> int | None:
    """The number at the beginning of an attribute; None where HTML sees none."""
    found = _INTEGER.match(text or "")
    number = int(found[1]) if found else _LARGEST + 1
    return number if abs(number) <= _LARGEST else None


MARKS = "data-marks"
"""Attribute of a list whose author chose its counter style: a style sheet cannot tell ``type="a"`` from ``"A"``."""


def list_marks(language: Language) -> str:
    """CSS that gives each level of numbered lists its counter style, the outermost first, or the one it asks for."""
    levels = [(" ".join(["ol"] * depth), name) for depth, name in enumerate(language.counters, start=1)]
    asked = [(f'ol[{MARKS}="{name}"]', name) for name in MARKS_OF_TYPE.values()]
    return "".join(f"{selector} {{ list-style-type: {name}; }}\n" for selector, name in (*levels, *asked))
