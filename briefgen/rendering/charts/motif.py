"""The picture on the cover of a pack, drawn from its own facts: squares of a hundred, coins, strokes or bars.

Shapes alone: what they stand for is said beside it in words. A shape has the colour of paper as an attribute and a
class by which a style sheet of the web gives it another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from briefgen.model.written.packs import MotifKind
from briefgen.resolving.edition.edition import PackView
from briefgen.resolving.edition.views import MotifView

_WIDTH = 174.0
"""Millimetres of the drawing: the width of the text on A4."""
_COLUMNS, _ROWS = 20, 5
_STROKES = 100
"""Strokes of the longest row."""
_LARGEST_COIN = 15.8
_IN_ROWS = (MotifKind.STROKES, MotifKind.BARS)
STRONG, MID, OPEN = "strong", "mid", "open"


@dataclass(frozen=True, slots=True)
class Tones:
    """Colours of the shapes: those that carry the message, and the others."""

    strong: str = "currentColor"
    mid: str = "currentColor"

    def attributes(self, tone: str) -> str:
        """Return how a shape of a tone is filled; an open one is an outline."""
        if tone == OPEN:
            return f'class="open" fill="none" stroke="{self.mid}" stroke-width="0.5"'
        return f'class="{tone}" fill="{self.strong if tone == STRONG else self.mid}"'


ON_SCREEN = Tones()
"""A style sheet gives the colours."""


def drawn_for(pack: PackView, tones: Tones = ON_SCREEN) -> Markup:
    """The motif of a pack; nothing for a pack that has none."""
    return motif_svg(pack.motif, tones) if pack.motif is not None else Markup("")


def motif_svg(view: MotifView, tones: Tones) -> Markup:
    """The drawing, described in words: what it shows, and each fact."""
    facts = ", ".join(f"{part.fact.label} {part.fact.words}" for part in view.parts)
    title = f"{view.caption}: {facts}" if view.caption else facts
    shapes, height = _DRAWN[view.kind](view, tones)
    inside = "".join(shapes)
    # Rows may be stretched to the height of the words beside them.
    ratio = ' preserveAspectRatio="none"' if view.kind in _IN_ROWS else ""
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" class="motif-drawing"{ratio} '
        f'viewBox="0 0 {_WIDTH:g} {height:g}"><title>{escape(title)}</title>{inside}</svg>'
    )


def tone_of(position: int, count: int) -> str:
    """The last of several parts carries the message, the first is what it is compared with, others are outlines."""
    if position == count - 1:
        return STRONG
    return MID if position == 0 else OPEN


def _squares(view: MotifView, tones: Tones) -> tuple[list[str], float]:
    """A hundred squares, column by column: each part its share, the last at the right, what is left over before it."""
    counts = _shares([part.amount for part in view.parts])
    free = _COLUMNS * _ROWS - sum(counts)
    given = [tone for at, count in enumerate(counts[:-1]) for tone in [tone_of(at, len(counts))] * count]
    given += [OPEN] * free + [STRONG] * counts[-1]
    step, side = _WIDTH / (_COLUMNS - 0.26), _WIDTH / (_COLUMNS - 0.26) * 0.74
    places = ((at // _ROWS, at % _ROWS) for at in range(_COLUMNS * _ROWS))
    shapes = [_rect(x * step, y * step, side, side, tone, tones) for (x, y), tone in zip(places, given, strict=False)]
    return shapes, round(step * (_ROWS - 1) + side, 2)


def _shares(amounts: Sequence[Decimal]) -> list[int]:
    """Whole shares that add up to what the amounts add up to: those cut most are rounded up."""
    shares = [int(amount) for amount in amounts]
    cut = sorted(range(len(amounts)), key=lambda at: shares[at] - amounts[at])
    for at in cut[: round(sum(amounts)) - sum(shares)]:
        shares[at] += 1
    return shares


def _coins(view: MotifView, tones: Tones) -> tuple[list[str], float]:
    """Coins of the smallest amount: those of the first part are full, the others outlines."""
    least = min(part.amount for part in view.parts)
    tones_of = [STRONG if not at else OPEN for at, it in enumerate(view.parts) for _ in range(round(it.amount / least))]
    across = max(_WIDTH / _LARGEST_COIN, min(len(tones_of), _COLUMNS))
    step = _WIDTH / across
    radius = step * 0.44
    shapes = []
    for at, tone in enumerate(tones_of):
        x, y = at % int(across) * step + step / 2, at // int(across) * step + step / 2
        dashed = ' stroke-dasharray="1.2 1"' if tone == OPEN else ""
        shapes.append(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius:.2f}" {tones.attributes(tone)}{dashed}/>')
    return shapes, round(((len(tones_of) - 1) // int(across) + 1) * step, 2)


def _strokes(view: MotifView, tones: Tones) -> tuple[list[str], float]:
    """A row of strokes for each part, the last in the strong tone."""
    step, high, gap = _WIDTH / _STROKES, 9.0, 4.5
    most = max(part.amount for part in view.parts)
    shapes = [
        _rect(at * step, row * (high + gap), step * 0.45, high, _row_tone(row, view), tones)
        for row, part in enumerate(view.parts)
        for at in range(max(1, round(part.amount / most * _STROKES)))
    ]
    return shapes, len(view.parts) * (high + gap) - gap


def _bars(view: MotifView, tones: Tones) -> tuple[list[str], float]:
    high, gap = 11.0, 4.5
    most = max(part.amount for part in view.parts)
    shapes = [
        _rect(0, row * (high + gap), float(part.amount / most) * _WIDTH, high, _row_tone(row, view), tones)
        for row, part in enumerate(view.parts)
    ]
    return shapes, len(view.parts) * (high + gap) - gap


def _row_tone(row: int, view: MotifView) -> str:
    return STRONG if row == len(view.parts) - 1 else MID


def _rect(x: float, y: float, width: float, height: float, tone: str, tones: Tones) -> str:
    inset = 0.25 if tone == OPEN else 0.0  # an outline keeps within the square
    at = f'x="{x + inset:.2f}" y="{y + inset:.2f}"'
    size = f'width="{width - 2 * inset:.2f}" height="{height - 2 * inset:.2f}"'
    return f"<rect {at} {size} {tones.attributes(tone)}/>"


_DRAWN: dict[str, Callable[[MotifView, Tones], tuple[list[str], float]]] = {
    MotifKind.SQUARES: _squares,
    MotifKind.COINS: _coins,
    MotifKind.STROKES: _strokes,
    MotifKind.BARS: _bars,
}
