"""Where the text of a page stands, and which of it lies outside of the paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
Shown = Sequence[tuple[str, float]]
"""Letters with their widths in thousandths of the size; a gap has no letters, and is negative where it closes up."""
MOVES = "q Q cm BT Tf Tm Td TD T*"
"""What moves the pen without writing."""
_STILL: Matrix = (1, 0, 0, 1, 0, 0)
_DEEPEST = 10_000
_THOUSAND = 1000


@dataclass(slots=True)
class GlyphTracker:
    """Follows the pen over a page. ``edges`` are those of the paper once it is cut: left, foot, right, head."""

    edges: tuple[float, float, float, float] = (-inf, -inf, inf, inf)
    _page: Matrix = _STILL
    _kept: list[Matrix] = field(default_factory=list)
    _line: Matrix | None = _STILL
    """None where the next line begins at a place that is not followed."""
    _at: float = 0.0
    """Thousandths of the size since the line began."""
    _size: float = 1.0

    def move(self, operator: str, operands: Any) -> None:
        """Follow an operator that writes nothing; of a font, its size alone is of use."""
        if operator == "q":
            if len(self._kept) < _DEEPEST:
                self._kept.append(self._page)
        elif operator == "Q":
            self._page = self._kept.pop() if self._kept else self._page
        elif operator == "cm":
            self._page = within(matrix_of(operands), self._page)
        elif operator == "Tf":
            self._at, self._size = self._at * self._size / (float(operands[1]) or 1), float(operands[1])
        else:
            self._begin_line(operator, operands)

    def _begin_line(self, operator: str, operands: Any) -> None:
        self._at = 0.0
        if operator == "BT":
            self._line = _STILL
        elif operator == "Tm":
            self._line = matrix_of(operands)
        elif operator in ("Td", "TD") and self._line is not None:
            self._line = within((1, 0, 0, 1, float(operands[0]), float(operands[1])), self._line)
        else:
            self._line = None

    def within(self, matrix: Any) -> GlyphTracker:
        """The pen of a part that is drawn by name."""
        page = within(matrix_of(matrix), self._page) if matrix is not None else self._page
        return GlyphTracker(self.edges, page)

    def write(self, shown: Shown) -> str:
        """Move over letters; gives the words of which a letter lies outside of the paper."""
        start = self._at
        self._at += sum(width for _, width in shown)
        if self._line is None:
            return ""
        whole = within(self._line, self._page)
        if self._is_on_paper(whole, start) and self._is_on_paper(whole, self._at):
            return ""
        return _words(shown, list(self._outside(whole, start, shown)))

    def _outside(self, whole: Matrix, at: float, shown: Shown) -> Iterator[int]:
        """The places of the letters whose middle lies outside."""
        for place, (letters, width) in enumerate(shown):
            if letters.strip() and not self._is_on_paper(whole, at + width / 2):
                yield place
            at += width

    def _is_on_paper(self, whole: Matrix, at: float) -> bool:
        a, b, _, _, e, f = whole
        along = at * self._size / _THOUSAND
        left, foot, right, head = self.edges
        return left <= a * along + e <= right and foot <= b * along + f <= head


def _words(shown: Shown, places: Sequence[int]) -> str:
    """The words from the first to the last of those letters, whole."""
    if not places:
        return ""
    start, end = places[0], places[-1] + 1
    while start > 0 and not shown[start - 1][0].isspace():
        start -= 1
    while end < len(shown) and not shown[end][0].isspace():
        end += 1
    return "".join(letters for letters, _ in shown[start:end])


def matrix_of(operands: Any) -> Matrix:
    """The matrix that an operator of a page gives."""
    a, b, c, d, e, f = map(float, operands)
    return a, b, c, d, e, f


def within(inner: Matrix, outer: Matrix) -> Matrix:
    """One matrix after the other."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
