"""Rows of a chart on a narrow page: where their names would leave the plot no room, they stand above their marks.

A name begins where the first mark of its row does, as far to the right as there is room for it: what belongs together
is read together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from briefgen.rendering.charts.boxes import Box, mark_box, with_role, words_box
from briefgen.rendering.charts.fonts import ChartFont

_NAME_HEIGHT = 24.0
"""What a row grows by, in pixels, to hold its name; a theme's labels are about 13 pixels high."""
_NAME_MIDDLE = 7.0
_IN_FROM_THE_LINE = 6.0
_HEADROOM = 6.0
"""Between the upper edge of the plot and the first name, which else touches what is written above the chart."""
_EDGE = 2.0
"""Between a name and the edge of the drawing."""
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
        "labelPadding": -_IN_FROM_THE_LINE,
        "labelOffset": _NAME_MIDDLE - taller / 2,
        "labelLimit": 0,
    }
    head = 0.5 + _HEADROOM / taller
    filled = _filled(spec) * step / taller
    scale = {"paddingInner": 1 - filled, "paddingOuter": head - filled / 2} if bars else {"padding": head}

    def moved(part: dict[str, Any]) -> dict[str, Any]:
        encoding = part.get("encoding", {})
        made = {key: [moved(layer) for layer in inner] if key == "layer" else inner for key, inner in part.items()}
        if _names_rows(y := encoding.get("y")):
            own = {"scale": {**scale, **(y.get("scale") or {})}, "axis": {**(y.get("axis") or {}), **axis}}
            made["encoding"] = {**encoding, "y": {**y, **own}}
        return made

    return {**moved(spec), "height": {"step": taller}}


def names_at_marks(svg: str, fonts: Sequence[ChartFont]) -> str:
    """Vega's drawing of such rows with each name moved to the marks below it; no name leaves the drawing."""
    from lxml import etree

    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    names = sorted(((words_box(it, fonts), it) for it in _row_names(root)), key=lambda pair: pair[0].top)
    marks = list(_marks(root))
    tops = [box.top for box, _ in names]
    right = float(root.get("width")) - _EDGE
    for (box, name), (top, bottom) in zip(names, pairwise((*tops, float("inf"))), strict=True):
        begins = min((it.left for it in marks if top <= it.top and it.bottom <= bottom), default=box.left)
        wanted, room = begins - box.left, right - box.right
        if 0 < wanted <= room:
            _move(name, wanted)
        elif 0 < room < wanted:
            # It ends at the edge: where fonts are missing and it is wider than was measured, it does not run over.
            name.set("text-anchor", "end")
            _move(name, right - box.left)
    return str(etree.tostring(root, encoding="unicode"))


def _move(name: Any, along: float) -> None:
    name.set("transform", f"translate({along:.2f},0) {name.get('transform') or ''}".strip())


def _row_names(root: Any) -> Iterator[Any]:
    for axis in with_role(root, "axis"):
        if (axis.get("aria-label") or "").startswith("Y-axis"):
            yield from (text for group in with_role(axis, "axis-label") for text in group.iter("{*}text"))


def _marks(root: Any) -> Iterator[Box]:
    drawn = (it for group in with_role(root, "mark") for it in group.iter("{*}path", "{*}line"))
    return (box for it in drawn if (box := mark_box(it)) is not None)


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
