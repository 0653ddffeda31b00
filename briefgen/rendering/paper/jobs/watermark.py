"""The mark across every page of what is not published: a style sheet after all others, which no theme can take out.

Backgrounds and margins of pages are not part of the text: a screen reader passes over them, so what they say also
stands at the head of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

STANDINGS = {
    "embargo": ("Under embargo", "Preview: under embargo, not published."),
    "draft": ("Draft", "Draft: not published yet."),
    "review": ("In review", "In review: not published yet."),
}
"""What a preview stamps on its pages, as the catalogues of wording know it; the gravest first."""
_WIDTH, _HEIGHT = 210, 297
_SIZE = 11
"""Of the longest line that still stands whole on the diagonal, in the units of the drawing."""
_DIAGONAL = 320
_INK = "#17604e"


@dataclass(frozen=True, slots=True)
class Watermark:
    """``across`` are the lines over the page, ``along`` is the line at its foot."""

    across: tuple[str, ...]
    along: str


def stamp_css(stamp: Watermark, families: Sequence[str]) -> str:
    """Both as rules for every page; ``families`` are the faces to set them in."""
    drawing = quote(_drawing(stamp.across, families))
    stack = ", ".join(f'"{family}"' for family in families)
    return (
        f'@page {{ background: url("data:image/svg+xml,{drawing}") no-repeat center / contain border-box !important; '
        f"@bottom-center {{ content: {_css_text(stamp.along)} !important; "
        f"font: 700 7pt/1.3 {stack or 'sans-serif'} !important; "
        f"color: {_INK} !important; text-align: center !important; vertical-align: bottom !important; "
        f"padding: 0 0 4mm !important; width: 70% !important; }} }}"
    )


def _css_text(words: str) -> str:
    safe = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{safe}"'


def _drawing(lines: Sequence[str], families: Sequence[str]) -> str:
    """The lines one under the other, across an A4 page; a page of another form takes as much of it as fits."""
    size = min(_SIZE * 2, _DIAGONAL / max((_breadth(line) for line in lines), default=1))
    step = size * 1.5
    top = -step * (len(lines) - 1) / 2
    stack = escape(", ".join([*families, "sans-serif"]))
    words = "".join(
        f'<text x="0" y="{top + step * at:.1f}" text-anchor="middle">{escape(line, quote=False)}</text>'
        for at, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}mm" height="{_HEIGHT}mm" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}"><g transform="translate({_WIDTH / 2} {_HEIGHT / 2}) rotate(-52)" '
        f'font-family="{stack}" font-weight="700" font-size="{size:.1f}" fill="{_INK}" fill-opacity="0.16">'
        f"{words}</g></svg>"
    )


def _breadth(line: str) -> float:
    """Of a line in em: hangul and hanja fill their squares."""
    return sum(1.0 if ord(letter) > 0x1100 else 0.58 for letter in line)
