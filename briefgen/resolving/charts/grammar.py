"""The words of Vega-Lite that a specification may use, checked here since the engine passes over most slips."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from briefgen.model.core.diagnostics import Diagnostic, error
from briefgen.model.core.written import Written
from briefgen.resolving.site.scope import suggestion

MARKS = frozenset(
    {"arc", "area", "bar", "boxplot", "circle", "errorband", "errorbar", "line", "point", "rect", "rule"}
    | {"square", "text", "tick", "trail"}
)
CHANNELS = frozenset(
    {"x", "y", "x2", "y2", "xError", "xError2", "yError", "yError2", "xOffset", "yOffset", "theta", "theta2"}
    | {"radius", "radius2", "color", "fill", "stroke", "opacity", "fillOpacity", "strokeOpacity", "strokeWidth"}
    | {"strokeDash", "size", "angle", "shape", "text", "detail", "key", "order", "facet", "row", "column"}
    | {"description"}
)
VIEW_KEYS = frozenset(
    {"mark", "encoding", "layer", "transform", "params", "width", "height", "title", "name", "description", "view"}
    | {"resolve", "projection", "config", "autosize", "background", "padding", "hconcat", "vconcat", "concat", "facet"}
    | {"repeat", "spec", "columns", "align", "bounds", "center", "spacing", "$schema"}
)
TYPES = frozenset({"quantitative", "temporal", "ordinal", "nominal"})
_INNER = ("layer", "hconcat", "vconcat", "concat")
_FORMULAS = frozenset({"calculate", "expr", "filter", "labelExpr", "test"})
_CHANGING = re.compile(r"\b(now|random|sample(?:Normal|LogNormal|Uniform))\s*\(")
"""Functions with which the same chart is drawn differently each time."""

Path = tuple[str | int, ...]


def grammar_problems(spec: Any, written: Written[Any], path: Path = ("spec",)) -> Iterator[Diagnostic]:
    """Keys, marks, channels and types of ``spec`` that there are not, each at its place, with the nearest known."""
    if not isinstance(spec, Mapping):
        message = f"a {'layer' if len(path) > 1 else 'specification'} is a mapping with `mark:` and `encoding:`"
        yield error("chart-is-drawable", message, written.at(*path))
        return
    for key in spec:
        if key not in VIEW_KEYS and key not in ("data", "datasets"):
            yield _unknown("key", str(key), VIEW_KEYS, written, (*path, key))
    yield from _mark_problems(spec.get("mark"), written, (*path, "mark"))
    yield from _encoding_problems(spec.get("encoding"), written, (*path, "encoding"))
    for key in _INNER:
        inner = spec.get(key)
        for position, part in enumerate(inner if isinstance(inner, list | tuple) else ()):
            yield from grammar_problems(part, written, (*path, key, position))
    if isinstance(spec.get("spec"), Mapping):
        yield from grammar_problems(spec["spec"], written, (*path, "spec"))


def _mark_problems(mark: Any, written: Written[Any], path: Path) -> Iterator[Diagnostic]:
    kind = mark.get("type") if isinstance(mark, Mapping) else mark
    if mark is not None and not (isinstance(kind, str) and kind in MARKS):
        yield _unknown("mark", str(kind), MARKS, written, (*path, "type") if isinstance(mark, Mapping) else path)


def _encoding_problems(encoding: Any, written: Written[Any], path: Path) -> Iterator[Diagnostic]:
    if not isinstance(encoding, Mapping):
        if encoding is not None:
            yield error(
                "chart-is-drawable", "`encoding:` is a mapping from channels such as x and y", written.at(*path)
            )
        return
    for channel, part in encoding.items():
        if channel not in CHANNELS:
            yield _unknown("channel", str(channel), CHANNELS, written, (*path, channel))
        kind = part.get("type") if isinstance(part, Mapping) else None
        if kind is not None and not (isinstance(kind, str) and kind in TYPES):
            yield _unknown("type", str(kind), TYPES, written, (*path, channel, "type"))


def _unknown(what: str, word: str, known: frozenset[str], written: Written[Any], path: Path) -> Diagnostic:
    hint = suggestion(word, known) or f"Vega-Lite has: {', '.join(sorted(known))}"
    return error("chart-is-drawable", f"Vega-Lite has no {what} “{word}”", written.at(*path), hint)


def changing_formulas(spec: Any, written: Written[Any], path: Path = ("spec",)) -> Iterator[Diagnostic]:
    """Report formulas, and samples of rows, that draw something else each time."""
    for key, part in parts_of(spec):
        found = _CHANGING.search(part) if key in _FORMULAS and isinstance(part, str) else None
        if found or (key == "sample" and isinstance(part, int)):
            name = f"{found[1]}()" if found else "sample"
            message = f"“{name}” draws another chart each time: the same sources must give the same site"
            yield error("chart-is-drawable", message, written.at(*path, key), "put the value into the data")
        yield from changing_formulas(part, written, (*path, key))


def parts_of(part: Any) -> Iterator[tuple[str | int, Any]]:
    """Yield what a mapping or a list holds, with the step there; nothing for another value."""
    if isinstance(part, Mapping):
        yield from part.items()
    elif isinstance(part, list | tuple):
        yield from enumerate(part)
