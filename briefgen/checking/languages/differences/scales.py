"""Figures of tables that one language counts in another power of ten."""

from __future__ import annotations

from briefgen.checking.languages.differences.numbers import ratio
from briefgen.checking.languages.found import Leftover

_LEAST_SCALE = 1000


def is_scale(left: Leftover) -> bool:
    """Whether a figure only says what others are counted in: (100 million won), where Korean has (억 원)."""
    mention = left.figures[0].mention if left.figures else None
    if mention is None or mention.value is None or mention.value < _LEAST_SCALE:
        return False
    exact = str(mention.value)
    return exact.rstrip("0") == "1" and f"({mention.text})" in left.part.words.text


def unscaled(left: list[Leftover]) -> list[Leftover]:
    """Without the figures of tables that one language gives in millions, say, and the other in 억.

    One figure that is out of line with the others of its table stays.
    """
    tables: dict[int, dict[int, tuple[list[Leftover], list[Leftover]]]] = {}
    for it in left:
        if it.pairing.table:
            cells = tables.setdefault(it.pairing.table, {})
            cells.setdefault(id(it.pairing), ([], []))[it.side].append(it)
    gone: set[int] = set()
    for cells in tables.values():
        ratios = {
            key: ratio(one[0].figures[0], other[0].figures[0])
            for key, (one, other) in cells.items()
            if len(one) == len(other) == 1
        }
        # Rows may have scales of their own.
        every = list(ratios.values())
        gone |= {key for key, found in ratios.items() if found is not None and every.count(found) > 1}
    return [it for it in left if id(it.pairing) not in gone]
