"""What a printer is told, as a style sheet that stands before the one of the form ``print``."""

from __future__ import annotations

from decimal import Decimal

from briefgen.model.written.print_options import PressSheet

_MARKS = Decimal(6)
"""Millimetres outside the bleed in which crop marks stand."""


def press_css(press: PressSheet) -> str:
    """Tokens with the lengths asked for, and the room around the trimmed page."""
    tokens = f":root {{ --bleed: {press.bleed}mm; --binding: {press.binding}mm; }}"
    marks = "crop" if press.marks else "none"
    return f"{tokens}\n@page {{ bleed: {around(press)}mm; marks: {marks}; }}"


def around(press: PressSheet) -> Decimal:
    """Millimetres between the trim and the edge of the sheet.

    WeasyPrint draws crop marks in the outer half of them: with marks there is room for these outside the bleed.
    """
    return max(press.bleed * 2, press.bleed + _MARKS) if press.marks else press.bleed
