"""Tables whose typed cells stand in another order in one language: rows or columns exchanged, or two cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from briefgen.checking.languages import report
from briefgen.checking.languages.differences.numbers import Atom, agree, atoms
from briefgen.checking.languages.gathering import Gathering
from briefgen.checking.languages.parts import TextPart
from briefgen.checking.languages.sides import LanguageSide


@dataclass(frozen=True, slots=True)
class _ComparedCell:
    """A cell with typed figures only and what they are worth, or with names only."""

    part: TextPart
    figures: tuple[Atom, ...]
    names: frozenset[str]

    def says(self, other: _ComparedCell) -> bool:
        """Whether two cells of two languages have the same figure, or name the same."""
        if self.names or other.names:
            return self.names == other.names
        return len(self.figures) == len(other.figures) > 0 and all(map(agree, self.figures, other.figures))


_Cells = Sequence[Sequence[_ComparedCell | None]]
"""The cells of a table by rows, or by columns; None for what is not compared."""


def compare_tables(gathered: Gathering, one: TextPart, other: TextPart) -> None:
    """Gather a table of the same shape in both languages, in which cells have changed places; told once."""
    rows = one.children, other.children
    if [len(row.children) for row in rows[0]] != [len(row.children) for row in rows[1]]:
        return
    mine, yours = (
        [[_cell(part, side) for part in row.children] for row in its]
        for its, side in zip(rows, gathered.sides, strict=True)
    )
    moved = _moved(mine, yours)
    if len(moved) > 1:
        first, second = moved[0]
        certain = not _is_sorted_otherwise(mine, yours)
        gathered.problems.append(report.exchanged(first.part, second.part, len(moved), gathered, certain=certain))


def _moved(mine: _Cells, yours: _Cells) -> list[tuple[_ComparedCell, _ComparedCell]]:
    """The cells at one place of both tables of which each has what the other has at another such place."""
    apart = [
        (a, b)
        for row, its in zip(mine, yours, strict=True)
        for a, b in zip(row, its, strict=True)
        if a and b and not a.says(b)
    ]
    return [(a, b) for a, b in apart if any(a.says(its) for _, its in apart) and any(its.says(b) for its, _ in apart)]


def _is_sorted_otherwise(mine: _Cells, yours: _Cells) -> bool:
    """Whether whole rows, or whole columns, stand in another order: with their labels, as far as these are known."""
    columns = [list(zip_longest(*rows)) for rows in (mine, yours)]
    return any(_have_moved(*lines) for lines in ((mine, yours), (columns[0], columns[1])))


def _have_moved(mine: _Cells, yours: _Cells) -> bool:
    apart = [(line, its) for line, its in zip(mine, yours, strict=True) if not _say_the_same(line, its)]
    return all(any(_say_the_same(line, its) for _, its in apart) for line, _ in apart)


def _say_the_same(mine: Sequence[_ComparedCell | None], yours: Sequence[_ComparedCell | None]) -> bool:
    pairs = zip(mine, yours, strict=False)
    return len(mine) == len(yours) and all(a is None or b is None or a.says(b) for a, b in pairs)


def _cell(part: TextPart, side: LanguageSide) -> _ComparedCell | None:
    if any(role.kind == "fact" for role in part.words.roles):
        return None
    typed = tuple(it for it in atoms(part.mentions) if not it.soft)
    names = frozenset() if typed else frozenset(_names(part, side))
    return _ComparedCell(part, typed, names) if typed or names else None


def _names(part: TextPart, side: LanguageSide) -> Iterator[str]:
    """The terms of a cell by id, and people, organisations and places in plain words."""
    yield from (role.id for role in part.words.roles if role.kind == "term")
    yield from (it.id for it in side.glossary.find(part.words.text))
