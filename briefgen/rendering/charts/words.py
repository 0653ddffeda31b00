"""A chart in words, for those who do not see it: what it shows and every figure in it."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.resolving.edition.views import Cell, Drawing


def chart_words(drawing: Drawing) -> str:
    """The author's sentence, then the figures row by row as the data table has them."""
    rows = (row_words(row, drawing.columns) for row in drawing.rows)
    figures = "; ".join(words for words in rows if words)
    return " ".join(part for part in (drawing.alt or drawing.subtitle, f"{figures}." if figures else "") if part)


def row_words(row: Mapping[str, Cell], columns: tuple[tuple[str, str], ...]) -> str:
    """``소비: 2024년 21회, 2025년 32회``; a single figure goes without its column's name."""
    cells = [(label, row[key].words) for key, label in columns if key in row and row[key].words]
    if not cells:
        return ""
    (_, name), *rest = cells
    figures = [words if len(columns) == 2 else f"{label} {words}" for label, words in rest]
    return f"{name}: {', '.join(figures)}" if figures else name
