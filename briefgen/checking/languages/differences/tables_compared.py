"""Tables whose cells stand in another order in one language: rows or columns exchanged, or two cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.checking.languages import report
from briefgen.checking.languages.differences.facts_compared import fact_key
from briefgen.checking.languages.differences.numbers import Atom, agree, atoms
from briefgen.checking.languages.gathering import Gathering
from briefgen.checking.languages.parts import TextPart
from briefgen.checking.languages.sections import Pairing
from briefgen.checking.languages.sides import LanguageSide


@dataclass(frozen=True, slots=True)
class _ComparedCell:
    """A cell with one fact, or with typed figures only (``fact`` is None), and what they are worth."""

    part: TextPart
    fact: tuple[str, str] | None
    figures: tuple[Atom, ...]

    def says(self, other: _ComparedCell) -> bool:
        """Whether two cells of two languages have the same figure."""
        if self.fact and other.fact:
            return self.fact == other.fact
        return len(self.figures) == len(other.figures) > 0 and all(map(agree, self.figures, other.figures))


def compare_tables(gathered: Gathering, pair: Pairing, one: TextPart, other: TextPart) -> None:
    """Gather a table of the same shape in both languages, in which figures have changed places; told once."""
    rows = one.children, other.children
    if [len(row.children) for row in rows[0]] != [len(row.children) for row in rows[1]]:
        return
    apart = list(_apart(rows, gathered.sides))
    moved = [
        (mine, yours)
        for mine, yours in apart
        if any(mine.says(its) for _, its in apart) and any(its.says(yours) for its, _ in apart)
    ]
    if len(moved) > 1:
        certain = all(mine.fact or yours.fact for mine, yours in moved)
        gathered.problems.append(
            report.exchanged(moved[0][0].part, moved[0][1].part, len(moved), pair, gathered, certain)
        )


def _apart(
    rows: tuple[tuple[TextPart, ...], tuple[TextPart, ...]], sides: tuple[LanguageSide, LanguageSide]
) -> Iterator[tuple[_ComparedCell, _ComparedCell]]:
    """The cells at one place of both tables that have different figures."""
    for mine, yours in zip(*rows, strict=True):
        for a, b in zip(mine.children, yours.children, strict=True):
            one, other = _cell(a, sides[0]), _cell(b, sides[1])
            if one and other and not one.says(other):
                yield one, other


def _cell(part: TextPart, side: LanguageSide) -> _ComparedCell | None:
    facts = [role for role in part.words.roles if role.kind == "fact"]
    typed = [it for it in atoms(part.mentions) if not it.soft]
    if len(facts) == 1:
        return _ComparedCell(part, fact_key(facts[0]), tuple(atoms(side.fact(facts[0]))))
    return _ComparedCell(part, None, tuple(typed)) if typed and not facts else None
