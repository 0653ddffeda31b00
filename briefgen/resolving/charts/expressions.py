"""Expressions and conditions of a chart that the engine could not read, each at the key that has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from briefgen.model.core.diagnostics import Diagnostic, error
from briefgen.model.written.written import Written
from briefgen.resolving.charts.bounds import EXPRESSIONS, Path

_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""")
_UNENDED = re.compile(r"(?:[-+*/%<>=!&|?:,.^~])\s*$")
_CLOSES = {")": "(", "]": "[", "}": "{"}
_LISTS = ("oneOf", "range")


def expression_problems(part: Any, written: Written[Any], path: Path = ("spec",)) -> Iterator[Diagnostic]:
    """An error at each expression that breaks off, and each condition whose list is not one."""
    if isinstance(part, list | tuple):
        for position, inner in enumerate(part):
            yield from expression_problems(inner, written, (*path, position))
    elif isinstance(part, Mapping):
        for key, inner in part.items():
            place = (*path, key)
            if key in EXPRESSIONS and isinstance(inner, str) and (slip := _slip(_QUOTED.sub("0", inner))):
                message = f"the expression of `{key}:` {slip}"
                yield error("chart-is-drawable", message, written.at(*place), "complete it: datum.members + 1")
            elif key in _LISTS and "field" in part and not isinstance(inner, list | tuple | Mapping):
                yield error("chart-is-drawable", f"`{key}:` is not a list", written.at(*place), f"{key}: [1, 2]")
            else:
                yield from expression_problems(inner, written, place)


def _slip(text: str) -> str:
    """What keeps an expression, its texts in quotes left out, from being one; empty when nothing is seen."""
    open_ones: list[str] = []
    for sign in text:
        if sign in _CLOSES.values():
            open_ones.append(sign)
        elif sign in _CLOSES and (not open_ones or open_ones.pop() != _CLOSES[sign]):
            return f"has a “{sign}” too many"
    if open_ones:
        return f"has a “{open_ones[-1]}” that is not closed"
    return f"breaks off after “{text.strip()[-1]}”" if _UNENDED.search(text) else ""
