"""What a specification may not ask of the drawing engine: work without end, which a few words can cause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from briefgen.model.core.diagnostics import Diagnostic, error
from briefgen.model.written.written import Written

EXPRESSIONS = frozenset({"calculate", "expr", "filter", "init", "labelExpr", "test", "update"})
_CALLS = re.compile(
    r"\b(pad|regexp|replace|sequence|test|now|random|sample(?:Normal|LogNormal|Uniform))\s*\("
    r"|\b(datetime|utc|timezoneoffset|(?:utc)?date|time)\s*\(\s*\)"
)
"""Functions that make series or texts of any length or search with a pattern, or give another value each time."""
_PATTERN = re.compile(r"(^|[(,=?:&|!\[])\s*/")
"""A regular expression, which stands where a value begins."""
_OF_LETTERS = re.compile(r"(?i)font(style|weight)?$")
_OF_SIZE = re.compile(r"(?i)fontsize$")
_MARKUP = re.compile(r"[&<]")
_LARGEST: Mapping[str, int] = {
    "count": 1000,
    "height": 10_000,
    "maxbins": 1000,
    "maxsteps": 1000,
    "minsteps": 1000,
    "steps": 1000,
    "tickCount": 1000,
    "width": 10_000,
}
_LARGEST_LETTERS = 1000
"""Pixels."""
_ENDLESS = Decimal(10) ** 30
_STEPS = 1000
"""How many values ``start``, ``stop`` and ``step`` may stand for, and how many pixels a row or column may take."""
_LONGEST = 1000
"""Entries of a list, such as the lines of a title: each is set by itself, in each width."""
_SIDES = ("height", "width")

Path = tuple[str | int, ...]


def bound_problems(part: Any, written: Written[Any], path: Path = ("spec",)) -> Iterator[Diagnostic]:
    """An error at each expression or number of a specification that could keep the engine busy without end."""
    if isinstance(part, Mapping):
        if (count := _stepped(part)) is not None and count > _STEPS:
            yield _too_large("step", f"gives {_said(count)} values", _STEPS, written, (*path, "step"))
        for key, inner in part.items():
            yield from _of_entry(str(key), inner, written, (*path, key))
    elif isinstance(part, list | tuple) and len(part) > _LONGEST:
        message = f"a list in `{path[0]}:` has {len(part):,} entries; a chart takes {_LONGEST:,} at most"
        yield error("chart-is-drawable", message, written.at(*path), "leave entries out, or write them under data:")
    elif isinstance(part, list | tuple):
        for position, inner in enumerate(part):
            yield from bound_problems(inner, written, (*path, position))


def _largest(key: str) -> int | None:
    """The largest number that ``key`` may have; ``None`` where any will do."""
    return _LARGEST_LETTERS if _OF_SIZE.search(key) else _LARGEST.get(key)


def _of_entry(key: str, inner: Any, written: Written[Any], path: Path) -> Iterator[Diagnostic]:
    if key in EXPRESSIONS and isinstance(inner, str):
        yield from _of_expression(inner, written, path)
    elif (largest := _largest(key)) is not None and (number := _number(inner)) is not None and number > largest:
        yield _too_large(key, f"is {_said(number)}", largest, written, path)
    elif _OF_LETTERS.search(key) and isinstance(inner, str) and _MARKUP.search(inner):
        message = f"`{key}:` holds {_MARKUP.findall(inner)[0]}, which stops the drawing engine"
        yield error("chart-is-drawable", message, written.at(*path), "leave it out: the site's own fonts are used")
    elif key in _SIDES and (number := _number(inner)) is not None and number <= 0:
        yield error("chart-is-drawable", f"`{key}:` is not above zero", written.at(*path), "write pixels, such as 300")
    elif key in _SIDES and isinstance(inner, Mapping):
        if (number := _number(inner.get("step"))) is not None and number > _STEPS:
            yield _too_large("step", f"is {_said(number)}", _STEPS, written, (*path, "step"))
    elif key == "sample" and "transform" in path:
        message = "`sample:` takes other rows each time the chart is drawn"
        yield error("chart-is-drawable", message, written.at(*path), "leave out the rows that are not to be shown")
    elif key == "bin" and isinstance(inner, Mapping) and _number(inner.get("step")) is not None:
        yield from _of_bins(inner, written, path)
    else:
        yield from bound_problems(inner, written, path)


def _of_expression(text: str, written: Written[Any], path: Path) -> Iterator[Diagnostic]:
    found = _CALLS.search(text)
    if found is None and _PATTERN.search(text) is None:
        return
    what = f"call {found[1] or found[2]}()" if found else "hold a regular expression"
    hint = "calculate it beforehand, and write the result under data:"
    yield error("chart-is-drawable", f"an expression of a chart cannot {what}", written.at(*path), hint)


def _of_bins(bins: Mapping[Any, Any], written: Written[Any], path: Path) -> Iterator[Diagnostic]:
    """Without an ``extent`` their number follows from the data, which is seen only as they are drawn."""
    extent = bins.get("extent")
    ends = [number for end in extent if (number := _number(end)) is not None] if isinstance(extent, list) else []
    step = _number(bins["step"]) or Decimal(0)
    if step <= 0:
        yield error("chart-is-drawable", "`step:` is not above zero", written.at(*path, "step"), "write a step above 0")
    elif len(ends) == 2 and (count := abs(ends[1] - ends[0]) / step) > _STEPS:
        yield _too_large("step", f"gives {_said(count)} bins", _STEPS, written, (*path, "step"))


def _stepped(part: Mapping[Any, Any]) -> Decimal | None:
    """How many values a mapping like ``{start: 0, stop: 10, step: 2}`` stands for; None where it is none."""
    if "stop" not in part:
        return None
    start, stop, step = (_number(part.get(key, usual)) for key, usual in (("start", 0), ("stop", 0), ("step", 1)))
    if start is None or stop is None or step is None:
        return None
    return abs(stop - start) / abs(step) if step else _ENDLESS


def _number(given: Any) -> Decimal | None:
    if isinstance(given, bool) or not isinstance(given, int | float | Decimal):
        return None
    number = Decimal(given)
    if number.is_infinite():
        return _ENDLESS.copy_sign(number)
    return number if not number.is_nan() else None


def _said(number: Decimal) -> str:
    return f"{number:,.0f}" if number < 10**15 else "endlessly many"


def _too_large(key: str, what: str, largest: int, written: Written[Any], path: Path) -> Diagnostic:
    message = f"`{key}:` {what}; a chart takes {largest:,} at most"
    return error("chart-is-drawable", message, written.at(*path), "write a smaller number, or a larger step")
