"""How wide the columns of a table are in a document."""

from __future__ import annotations

import math

from briefgen.rendering.office.handoff import HandoffTable

_NARROWEST = 900
"""In twentieths of a point."""


def column_widths(table: HandoffTable, width: int) -> list[int]:
    """Wide enough for what the columns hold: by the square root of their longest words and lines."""
    count = max((sum(cell.columns for cell in row) for row in table.rows), default=1)
    needs = [1.0] * count
    for row in table.rows:
        at = 0
        for cell in row:
            if cell.columns == 1 and at < count:
                said = " ".join(it.words for it in cell.paragraphs)
                needs[at] = max(needs[at], _need(said))
            at += cell.columns
    spare = max(0, width - _NARROWEST * count)
    shares = [need / sum(needs) for need in needs]
    made = [(_NARROWEST if spare else width // count) + int(spare * share) for share in shares]
    made[-1] += width - sum(made)
    return made


def _need(said: str) -> float:
    """Return how much room words want: wide characters count twice."""
    length = sum(2 if ord(sign) >= 0x1100 else 1 for sign in said)
    return math.sqrt(max(4, length))
