"""Why a drawing is not taken at all."""

from __future__ import annotations


class DrawingError(ValueError):
    """A drawing that cannot be shown: ``why`` completes “it cannot be shown: …”, ``line`` is that of the file."""

    def __init__(self, line: int | None, why: str, hint: str = "") -> None:
        super().__init__(why)
        self.line = line or 1
        self.why = why
        self.hint = hint
