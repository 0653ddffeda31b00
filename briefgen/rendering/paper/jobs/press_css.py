"""What a printer is told, as a style sheet that stands before the one of the form ``print``."""

from __future__ import annotations

from briefgen.model.written.print_options import PressSheet
from briefgen.rendering.paper.file.plates import around


def press_css(press: PressSheet) -> str:
    """Tokens with the lengths asked for, and the room around the trimmed page."""
    tokens = f":root {{ --bleed: {press.bleed}mm; --binding: {press.binding}mm; }}"
    return f"{tokens}\n@page {{ bleed: {around(press)}mm; marks: none; }}"
