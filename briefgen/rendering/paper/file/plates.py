"""What the file for a printer needs: boxes as declared, black on one plate."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

from briefgen.model.written.print_options import PressSheet

PAGES_A_SHEET = 4
POINTS_A_MILLIMETRE = 72 / 25.4

_CMYK = {b"/DeviceCMYK cs": (b"/DeviceGray cs", b" scn"), b"/DeviceCMYK CS": (b"/DeviceGray CS", b" SCN")}


def set_boxes(pdf: Any, press: PressSheet) -> None:
    """Give each page of ``pdf`` (a ``pydyf.PDF``) the bleed asked for; upstream sets one of at most ten points."""
    import pydyf

    bleed = float(press.bleed * Decimal(POINTS_A_MILLIMETRE))
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/Page":
            left, top, right, bottom = item["TrimBox"]
            item["BleedBox"] = pydyf.Array([left - bleed, top - bleed, right + bleed, bottom + bleed])


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
    """Where a colour of black alone is chosen, and the two operators that choose its grey."""
    for at, (first, second) in enumerate(pairwise(content)):
        space, end = _CMYK.get(first, (b"", b"")) if isinstance(first, bytes) else (b"", b"")
        if space and isinstance(second, bytes) and second.endswith(end):
            *colours, black = (float(part) for part in second.removesuffix(end).split())
            if not any(colours):
                yield at, (space, f"{1 - black:.4g}".encode() + end)
