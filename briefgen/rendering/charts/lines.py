"""Words of a chart that would run into each other stand in several lines: names below columns, figures above them.

What is too wide is seen in a first drawing. The specification is then changed so that the engine breaks these words
between their parts, and leaves room for the lines when it draws again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from itertools import combinations, pairwise
from typing import Any

from briefgen.rendering.charts.boxes import Box, place_of, with_role, words_box
from briefgen.rendering.charts.fonts import ChartFont

_APART = 6.0
"""Pixels between the words of two columns."""
_TOUCHING = 1.0
"""By how much two boxes may overlap: they are a little larger than the letters in them."""
_SAME_PLACE = 1.0
_LEADING = 2.0
_PARTS = ("layer", "hconcat", "vconcat")
_BANDS = ("nominal", "ordinal")

Element = Any
Lines = Mapping[str, Sequence[str]]


def with_lines(spec: Mapping[str, Any], svg: str, fonts: Sequence[ChartFont]) -> dict[str, Any] | None:
    """The specification with the words that overlap in its drawing in lines; None if none can be broken."""
    root = _root(svg)
    names = _broken([list(it.iter("{*}text")) for it in with_role(root, "axis-label")], fonts)
    marks = [list(it.iter("{*}text")) for it in with_role(root, "mark")]
    figures = _broken(marks, fonts)
    if not names and not figures:
        return None
    size = max((_size(text) for group in marks for text in group), default=0.0)
    return _with(spec, names, figures, size + _LEADING)


def overlaps(svg: str, fonts: Sequence[ChartFont]) -> int:
    """Return how many pairs of words overlap in a drawing."""
    boxes = [words_box(text, fonts) for text in _root(svg).iter("{*}text") if _words(text)]
    return sum(_overlap(one, other) for one, other in combinations(boxes, 2))


def _root(svg: str) -> Element:
    from lxml import etree

    return etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))


def _words(text: Element) -> str:
    return "".join(text.itertext())


def _size(text: Element) -> float:
    return float((text.get("font-size") or "11px").removesuffix("px"))


def _overlap(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > _TOUCHING and down > _TOUCHING


def _broken(groups: Sequence[Sequence[Element]], fonts: Sequence[ChartFont]) -> dict[str, list[str]]:
    """The words of groups of centred texts in which some overlap, in lines that fit between their neighbours."""
    lines: dict[str, list[str]] = {}
    for group in groups:
        texts = [it for it in group if it.get("text-anchor") == "middle" and place_of(it)[1] == 1 and _words(it)]
        boxes = [words_box(it, fonts) for it in texts]
        if not any(_overlap(one, other) for one, other in combinations(boxes, 2)):
            continue
        places = sorted((box.left + box.right) / 2 for box in boxes)
        room = min((then - at for at, then in pairwise(places) if then - at > _SAME_PLACE), default=0.0) - _APART
        for text, box in zip(texts, boxes, strict=True):
            if box.right - box.left > room and len(made := _in_lines(text, room, fonts)) > 1:
                lines[_words(text)] = made
    return lines


def _in_lines(text: Element, room: float, fonts: Sequence[ChartFont]) -> list[str]:
    """The words of a text in as few lines as fit, and these as even as may be; a word alone may be too wide."""
    fewest = _filled(text, room, fonts)
    tries = (_filled(text, room * part / 10, fonts) for part in range(4, 10))
    return next((lines for lines in tries if len(lines) == len(fewest)), fewest)


def _filled(text: Element, room: float, fonts: Sequence[ChartFont]) -> list[str]:
    measured, lines = deepcopy(text), [""]
    for word in _words(text).split(" "):
        measured.text = wider = f"{lines[-1]} {word}".strip()
        box = words_box(measured, fonts)
        if lines[-1] and box.right - box.left > room:
            lines.append(word)
        else:
            lines[-1] = wider
    return lines


def _with(part: Mapping[str, Any], names: Lines, figures: Lines, high: float) -> dict[str, Any]:
    made = dict(part)
    for key in _PARTS:
        if isinstance(inner := part.get(key), list):
            made[key] = [_with(it, names, figures, high) if isinstance(it, dict) else it for it in inner]
    encoding = dict(part.get("encoding") or {})
    if names and isinstance(x := encoding.get("x"), dict) and x.get("type") in _BANDS and x.get("axis", {}) is not None:
        encoding["x"] = {**x, "axis": {"labelExpr": _looked_up(names, "datum.label"), **(x.get("axis") or {})}}
    if figures and (field := _field_of_words(part.get("mark"), encoding.get("text"))):
        encoding.pop("text")
        made["mark"] = _in_lines_at(part["mark"], _looked_up(figures, f"datum[{json.dumps(field)}]"), high)
    return {**made, "encoding": encoding} if encoding or "encoding" in part else made


def _field_of_words(mark: Any, text: Any) -> str:
    """The field that a text mark shows as it is."""
    kind = mark.get("type") if isinstance(mark, dict) else mark
    shown = text if kind == "text" and isinstance(text, dict) else {}
    return str(shown["field"]) if {*shown} in ({"field"}, {"field", "type"}) else ""


def _in_lines_at(mark: Any, words: str, high: float) -> dict[str, Any]:
    """A text mark in lines: those above a mark grow upwards, those below it downwards."""
    given = mark if isinstance(mark, dict) else {"type": mark}
    in_lines = {**given, "text": {"expr": words}, "lineHeight": high}
    off = given.get("dy", 0)
    if not isinstance(off, int | float) or off > 0:
        return in_lines
    above = high if off < 0 else high / 2
    return {**in_lines, "dy": {"expr": f"{off:g} - (isArray({words}) ? length({words}) - 1 : 0) * {above:g}"}}


def _looked_up(lines: Lines, value: str) -> str:
    """An expression of Vega: the lines of a value that has several, else the value."""
    return f"({json.dumps(lines, ensure_ascii=False)}[{value}] || {value})"
