"""Rows of a chart on a narrow page: where their names would leave the plot no room, they stand above their marks."""

from __future__ import annotations

from typing import Any

_NAME_HEIGHT = 24.0
"""What a row grows by, in pixels, to hold its name; a theme's labels are about 13 pixels high."""
_NAME_MIDDLE = 7.0
_IN_FROM_THE_LINE = 6.0
_PADDING = 0.1
"""Between bars where a theme says nothing: Vega-Lite's own."""


def with_names_above(spec: dict[str, Any]) -> dict[str, Any] | None:
    """The Vega-Lite specification with the names of its rows in the plot, each above its marks.

    None if it has no rows: names on the y axis, at a height for each.
    """
    height = spec.get("height")
    step = height.get("step") if isinstance(height, dict) else None
    if not isinstance(step, int | float) or not any(_names_rows(it.get("y")) for it in _encodings(spec)):
        return None
    taller = step + _NAME_HEIGHT
    bars = _has_bars(spec)
    axis = {
        "labelAlign": "left",
        "labelPadding": -_IN_FROM_THE_LINE if bars else 0,
        "labelOffset": _NAME_MIDDLE - taller / 2,
        "labelLimit": 0,
    }
    scale = {"paddingInner": 1 - _filled(spec) * step / taller} if bars else {}

    def moved(part: dict[str, Any]) -> dict[str, Any]:
        encoding = part.get("encoding", {})
        made = {key: [moved(layer) for layer in inner] if key == "layer" else inner for key, inner in part.items()}
        if _names_rows(y := encoding.get("y")):
            scaled = {"scale": {**scale, **(y.get("scale") or {})}} if scale else {}
            made["encoding"] = {**encoding, "y": {**y, **scaled, "axis": {**(y.get("axis") or {}), **axis}}}
        return made

    return {**moved(spec), "height": {"step": taller}}


def _filled(spec: dict[str, Any]) -> float:
    """The part of its row that a bar fills, as the theme has it."""
    padding = spec.get("config", {}).get("scale", {}).get("bandPaddingInner", _PADDING)
    return 1 - float(padding)


def _names_rows(y: Any) -> bool:
    return isinstance(y, dict) and y.get("type") in ("nominal", "ordinal") and y.get("axis", {}) is not None


def _encodings(spec: dict[str, Any]) -> list[dict[str, Any]]:
    layers = [it for it in spec.get("layer", ()) if isinstance(it, dict)]
    return [spec.get("encoding") or {}, *(inner for layer in layers for inner in _encodings(layer))]


def _has_bars(spec: dict[str, Any]) -> bool:
    mark = spec.get("mark")
    kind = mark.get("type") if isinstance(mark, dict) else mark
    return kind == "bar" or any(_has_bars(it) for it in spec.get("layer", ()) if isinstance(it, dict))
