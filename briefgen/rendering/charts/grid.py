"""Lines of the grid give way to words: where one would run through a label, it is left open.

A gap needs no colour. It holds on any ground, in the light and the dark view, and on a press, and no word stands in the
drawing twice to be read out or found twice. Marks are left whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from briefgen.rendering.charts.boxes import Box, place_of, with_role, words_box
from briefgen.rendering.charts.fonts import ChartFont

_BESIDE, _OVER = 3.0, 1.5
"""What a line keeps off words, in pixels: before and after them, above and below them."""
_SHORTEST = 9.0
"""Of a line, in pixels: less of it is a speck between two words."""
_UNSEEN = (None, "none", "transparent")

Element = Any


def part_grid(root: Element, fonts: Sequence[ChartFont]) -> None:
    """Open the grid lines of Vega's drawing where words stand; ``fonts`` are what these are measured with."""
    words = [words_box(text, fonts) for text in root.iter("{*}text") if _is_seen(text)]
    for group in list(with_role(root, "axis-grid")):
        for line in list(group.iter("{*}line")):
            _part(line, words)


def _is_seen(text: Element) -> bool:
    return text.get("fill") not in _UNSEEN and float(text.get("opacity") or 1) > 0 and bool("".join(text.itertext()))


def _part(line: Element, words: Sequence[Box]) -> None:
    """Put what is left of a line in its place; a line that is neither upright nor level is left as it is."""
    at, turn = place_of(line)
    whole = complex(float(line.get("x2") or 0), float(line.get("y2") or 0))
    along = whole * turn
    if turn != 1 or not whole or (along.real and along.imag):
        return
    gaps = sorted(gap for box in words for gap in _gap(at, along, box))
    if not gaps:
        return
    step, start = whole / abs(whole), at - place_of(line.getparent())[0]
    for begin, end in _left_over(abs(whole), gaps):
        piece = deepcopy(line)
        first, rest = start + step * begin, step * (end - begin)
        piece.set("transform", f"translate({first.real:.2f},{first.imag:.2f})")
        for name, length in (("x2", rest.real), ("y2", rest.imag)):
            piece.set(name, f"{length:.2f}")
        line.addprevious(piece)
    line.getparent().remove(line)


def _gap(at: complex, along: complex, box: Box) -> Iterator[tuple[float, float]]:
    """From where to where along the line it would run through the box, if it would."""
    across, down = (box.left - _BESIDE, box.right + _BESIDE), (box.top - _OVER, box.bottom + _OVER)
    if along.imag:
        (own, other), (begin, direction, beside) = (down, across), (at.imag, along.imag, at.real)
    else:
        (own, other), (begin, direction, beside) = (across, down), (at.real, along.real, at.imag)
    if other[0] < beside < other[1]:
        ends = sorted((edge - begin) * (1 if direction > 0 else -1) for edge in own)
        if ends[1] > 0 and ends[0] < abs(direction):
            yield ends[0], ends[1]


def _left_over(length: float, gaps: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    begin = 0.0
    for first, last in (*gaps, (length, length)):
        if first - begin >= _SHORTEST:
            yield begin, min(first, length)
        begin = max(begin, last)
