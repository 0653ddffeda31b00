"""What is left of a colour in grey, as a copier or a black-and-white printer gives it."""

from __future__ import annotations

APART = 3.0
"""Contrast of two tones, as WCAG counts it, from which they are told apart."""


def contrast(one: float, other: float) -> float:
    """The contrast of two luminances, from 1 to 21."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def luminance(colour: str, opacity: float = 1.0) -> float | None:
    """How light a colour on white paper is, from 0 to 1; None when it is none."""
    from tinycss2.color5 import parse_color

    parsed = parse_color(colour)
    if parsed is None or isinstance(parsed, str):
        return None
    inked = [min(1.0, max(0.0, part or 0.0)) for part in parsed.to("srgb").coordinates]
    parts = [part * opacity + 1 - opacity for part in inked]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)
