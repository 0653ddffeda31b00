"""What the file for a printer needs: boxes as declared, black on one plate."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

from briefgen.model.written.print_options import PressSheet

PAGES_A_SHEET = 4
POINTS_A_MILLIMETRE = 72 / 25.4

_MARKS = Decimal(6)
"""Millimetres outside the bleed in which crop marks stand."""
_GAP, _EDGE = 1, 0.5
"""Millimetres between the bleed and a crop mark, and between the mark and the edge of the sheet."""
_HAIRLINE = 0.25
"""Width of a crop mark in points."""

_CMYK = {b"/DeviceCMYK cs": (b"/DeviceGray cs", b" scn"), b"/DeviceCMYK CS": (b"/DeviceGray CS", b" SCN")}


def around(press: PressSheet) -> Decimal:
    """Millimetres between the trim and the edge of the sheet: the bleed, and room for the marks outside it."""
    return press.bleed + _MARKS if press.marks else press.bleed


def set_boxes(pdf: Any, press: PressSheet) -> None:
    """Give each page of ``pdf`` (a ``pydyf.PDF``) the bleed asked for; upstream sets one of at most ten points."""
    import pydyf

    bleed = float(press.bleed * Decimal(POINTS_A_MILLIMETRE))
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/Page":
            left, top, right, bottom = item["TrimBox"]
            item["BleedBox"] = pydyf.Array([left - bleed, top - bleed, right + bleed, bottom + bleed])


def crop(pdf: Any, press: PressSheet) -> None:
    """End what runs over the edge of each page with the bleed, and draw crop marks in the room outside it.

    Upstream lets colour run to the edge of the sheet, over its own marks.
    """
    import pydyf

    for page in pdf.objects:
        if isinstance(page, dict) and page.get("Type") == "/Page":
            left, bottom, right, top = page["BleedBox"]
            stream = pdf.objects[int(page["Contents"].split()[0])].stream
            stream.insert(0, f"q {left:.4f} {bottom:.4f} {right - left:.4f} {top - bottom:.4f} re W n".encode())
            stream.append(b"Q")
            if press.marks:
                marks = pydyf.Stream()
                for line in _crop_marks(page["TrimBox"], press):
                    marks.move_to(*line[:2])
                    marks.line_to(*line[2:])
                stream.append(f"/Artifact BMC q 0 G {_HAIRLINE} w".encode())
                stream.extend((*marks.stream, b"S Q EMC"))


def _crop_marks(trim: Any, press: PressSheet) -> Iterator[tuple[float, float, float, float]]:
    """Two lines at each corner of the trimmed page, as x and y of their ends in points."""
    near, far = (float(it) * POINTS_A_MILLIMETRE for it in (press.bleed + _GAP, around(press) - Decimal(str(_EDGE))))
    left, bottom, right, top = trim
    for x, to_side in ((left, -1), (right, 1)):
        for y, upward in ((bottom, -1), (top, 1)):
            yield x + to_side * near, y, x + to_side * far, y
            yield x, y + upward * near, x, y + upward * far


def on_black_plate(pdf: Any) -> None:
    """Write what is black alone, ``device-cmyk(0 0 0 k)``, as a grey, in place.

    A press prints both on the black plate and nothing on the others; but a grey needs no profile of a press, so that
    the file stays one that can be archived (PDF/A), which the other is not.
    """
    for item in pdf.objects:
        content = getattr(item, "stream", None)
        if isinstance(content, list) and any(part in _CMYK for part in content if isinstance(part, bytes)):
            for at, (space, tone) in list(_blacks(content)):
                content[at], content[at + 1] = space, tone


def _blacks(content: list[Any]) -> Iterator[tuple[int, tuple[bytes, bytes]]]:
    """Yield where a colour of black alone is chosen, and the two operators that choose its grey."""
    for at, (first, second) in enumerate(pairwise(content)):
        space, end = _CMYK.get(first, (b"", b"")) if isinstance(first, bytes) else (b"", b"")
        if space and isinstance(second, bytes) and second.endswith(end):
            *colours, black = (float(part) for part in second.removesuffix(end).split())
            if not any(colours):
                yield at, (space, f"{1 - black:.4g}".encode() + end)


def press_css(press: PressSheet) -> str:
    """A style sheet for the form ``print``: the lengths asked for, and the room around the trimmed page."""
    tokens = f":root {{ --bleed: {press.bleed}mm; --binding: {press.binding}mm; }}"
    return f"{tokens}\n@page {{ bleed: {around(press)}mm; marks: none; }}"
