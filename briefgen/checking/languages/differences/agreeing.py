"""Finds which of many figures agree with one: most can only agree with figures of the same value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from heapq import merge

from briefgen.checking.languages.differences.numbers import Atom, agree
from briefgen.language.figures.spans import is_span


def certain(atom: Atom) -> Fraction | None:
    """The value without which nothing of this kind agrees with it; None where other values may mean the same."""
    plain = atom.kind == "number" and not atom.soft and not is_span(atom.unit)
    return atom.value if plain and isinstance(atom.value, Fraction) else None


class Agreeing:
    """Figures, in order, by what they can agree with."""

    def __init__(self, figures: Iterable[Atom]) -> None:
        self._figures = list(figures)
        self._by_value: defaultdict[Fraction | None, list[int]] = defaultdict(list)
        for at, atom in enumerate(self._figures):
            self._by_value[certain(atom)].append(at)

    def of(self, atom: Atom) -> list[Atom]:
        """Those that agree with a figure, in their order."""
        value = certain(atom)
        near: Iterable[int] = range(len(self._figures))
        if value is not None:
            near = merge(self._by_value.get(value, ()), self._by_value.get(None, ()))
        return [its for at in near if agree(atom, its := self._figures[at])]
