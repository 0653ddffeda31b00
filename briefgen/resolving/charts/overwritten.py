"""Transforms of a chart that would put something else where a column holds facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from briefgen.model.core.diagnostics import Diagnostic, error
from briefgen.model.written.charts import Chart
from briefgen.model.written.written import Written

_EVENT = ("start", "end", "when", "label", "kind")
_UNNAMED: Mapping[str, tuple[str, ...]] = {
    "fold": ("key", "value"),
    "density": ("value", "density"),
    "quantile": ("prob", "value"),
}
"""What a transform calls what it makes, where it does not say."""
_FITTED = ("regression", "loess")
"""They give the line they find the names of the columns that they find it from."""

Path = tuple[str | int, ...]


def overwriting_problems(key: str, written: Written[Chart]) -> Iterator[Diagnostic]:
    """An error at each transform of the specification ``key`` that makes a field with the name of a column of facts."""
    kept = _columns_of_facts(written.value)
    for name, place in _made(getattr(written.value, key), (key,)):
        if name in kept:
            column = name.removesuffix("_label") if name not in written.value.columns else name
            message = f"a transform overwrites the field “{name}”: the column “{column}” has facts"
            hint = f"write another name, such as `as: {_free(name, written.value)}`, and use that in the drawing"
            yield error("chart-is-drawable", message, written.at(*place), hint)
    for name, place in _imputed(getattr(written.value, key), (key,)):
        if name in kept:
            message = f"`impute:` would make up values of the column “{name}”, which has facts"
            hint = "write the missing rows with their facts under data:, or leave a gap with `value: null`"
            yield error("chart-is-drawable", message, written.at(*place), hint)


def _columns_of_facts(chart: Chart) -> frozenset[str]:
    """The fields that hold what the ledger or the timeline has, and their words."""
    held = {key for row in chart.data for key, cell in row.items() if isinstance(cell, Mapping) and "fact" in cell}
    if any("event" in row for row in chart.data):
        held.update(_EVENT)
    return frozenset(held | {f"{name}_label" for name in held})


def _free(name: str, chart: Chart) -> str:
    """A name near ``name`` that no column has."""
    return next(made for at in range(2, 9999) if (made := f"{name}_{at}") not in chart.columns)


def parts_of(part: Any) -> Iterator[tuple[str | int, Any]]:
    """What a mapping or a list holds, with the step there; nothing for another value."""
    if isinstance(part, Mapping):
        yield from part.items()
    elif isinstance(part, list | tuple):
        yield from enumerate(part)


def _steps(part: Any, path: Path) -> Iterator[tuple[Mapping[Any, Any], Path]]:
    """Every transform, also those of layers and of drawings within."""
    for step, inner in parts_of(part):
        here = (*path, step)
        if step == "transform":
            yield from ((it, (*here, at)) for at, it in parts_of(inner) if isinstance(it, Mapping))
        else:
            yield from _steps(inner, here)


def _made(spec: Any, path: Path) -> Iterator[tuple[str, Path]]:
    """Every field that a transform makes, with its place."""
    for step, here in _steps(spec, path):
        yield from _named(step, here)
        if "as" in step:
            continue
        for kind, names in _UNNAMED.items():
            yield from ((name, (*here, kind)) for name in names if kind in step)
        for kind in _FITTED:
            if kind in step:
                yield from ((str(name), (*here, kind)) for name in (step.get("on"), step[kind]))


def _named(part: Any, path: Path) -> Iterator[tuple[str, Path]]:
    for step, inner in parts_of(part):
        here = (*path, step)
        if step != "as":
            yield from _named(inner, here)
        elif isinstance(inner, list | tuple):
            yield from ((str(name), (*here, at)) for at, name in enumerate(inner))
        else:
            yield str(inner), here


def _imputed(part: Any, path: Path) -> Iterator[tuple[str, Path]]:
    """Every field whose gaps are filled, by a transform or in a channel, with something else than nothing."""
    for step, inner in parts_of(part):
        here = (*path, step)
        if step == "impute" and isinstance(part, Mapping):
            how = inner if isinstance(inner, Mapping) else part
            if how.get("value", "") is not None or how.get("method", "value") != "value":
                yield str(part.get("field") if isinstance(inner, Mapping) else inner), (*path, step)
        else:
            yield from _imputed(inner, here)
