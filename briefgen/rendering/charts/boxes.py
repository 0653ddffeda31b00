"""Where words and marks stand in Vega's drawing: upright boxes in its pixels."""

from __future__ import annotations

import cmath
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from briefgen.rendering.charts.fonts import ChartFont, width_of

_SQUARE, _ABOVE, _BELOW = 0.88, 0.75, 0.22
"""How far hangul and hanzi, and other letters, reach over the line they stand on, and all of them under it, in ems."""
_FIRST_SQUARE = "\u1100"
_BOLD = 600
_MOVE = re.compile(r"(translate|rotate)\(([^)]*)\)")

Element = Any


@dataclass(frozen=True, slots=True)
class Box:
    """An upright box; ``top`` is less than ``bottom``."""

    left: float
    top: float
    right: float
    bottom: float


def with_role(root: Element, role: str) -> Iterator[Element]:
    """The groups that Vega gives a role: ``axis-grid``, ``axis-label``, ``mark``."""
    return (it for it in root.iter("{*}g") if f"role-{role}" in (it.get("class") or "").split())


def place_of(element: Element) -> tuple[complex, complex]:
    """Where the element's own origin stands in the drawing, and by how much it is turned, as a number of length 1."""
    at, turn = 0j, 1 + 0j
    for each in (*reversed(list(element.iterancestors())), element):
        for kind, words in _MOVE.findall(each.get("transform") or ""):
            numbers = [float(it) for it in re.split(r"[\s,]+", words.strip())]
            if kind == "translate":
                at += turn * complex(*numbers)
            else:
                turn *= cmath.rect(1, math.radians(numbers[0]))
    return at, turn


def words_box(text: Element, fonts: Sequence[ChartFont]) -> Box:
    """The box around the lines of a text."""
    size = float((text.get("font-size") or "11px").removesuffix("px"))
    spans = list(text.iter("{*}tspan"))
    cuts = _cuts(text.get("font-weight") or "normal", fonts)
    lines = ["".join(line.itertext()) for line in spans or [text]]
    width = size * max(width_of(line, cuts) for line in lines)
    left = {"middle": -width / 2, "end": -width}.get(text.get("text-anchor") or "", 0.0)
    lower = sum(float(line.get("dy") or 0) for line in spans)
    above = _SQUARE if max(lines[0], default="") >= _FIRST_SQUARE else _ABOVE
    return _around(text, (left, -above * size, left + width, _BELOW * size + lower))


def mark_box(mark: Element) -> Box | None:
    """The box around a path or a line; none around what paints nothing."""
    if mark.tag.endswith("}line"):
        ends = [sorted((0.0, float(mark.get(name) or 0))) for name in ("x2", "y2")]
        return _around(mark, (ends[0][0], ends[1][0], ends[0][1], ends[1][1]))
    from fontTools.pens.boundsPen import ControlBoundsPen
    from fontTools.svgLib.path import parse_path

    pen = ControlBoundsPen(None)
    parse_path(mark.get("d") or "", pen)
    return _around(mark, pen.bounds) if pen.bounds else None


def _cuts(weight: str, fonts: Sequence[ChartFont]) -> Sequence[ChartFont]:
    """The faces of a weight, normal or bold; where there are none, all."""
    bold = weight in ("bold", "bolder") or (weight.isdecimal() and int(weight) >= _BOLD)
    return [font for font in fonts if (font.weight >= _BOLD) == bold] or fonts


def _around(element: Element, own: Iterable[float]) -> Box:
    """A box of the element's own measure, in the drawing's."""
    at, turn = place_of(element)
    left, top, right, bottom = own
    corners = [at + turn * complex(x, y) for x in (left, right) for y in (top, bottom)]
    across, down = [it.real for it in corners], [it.imag for it in corners]
    return Box(min(across), min(down), max(across), max(down))
