"""What was last made of each thing, for a preview, which reads everything again after every change of one file."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

R = TypeVar("R")


class Newest(Generic[R]):
    """The newest result for each place, given again for as long as it is asked for with the same.

    Older ones are let go: an author who writes all day leaves thousands. Results are shared and must not be changed.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[object, R]] = {}

    def get(self, place: Hashable, given: object, make: Callable[[], R]) -> R:
        """The result of ``make``, which may depend on ``place`` and ``given`` alone; equal ones have equal results."""
        kept = self._kept.get(place)
        if kept is not None and kept[0] == given:
            return kept[1]
        result = make()
        self._kept[place] = (given, result)
        return result
