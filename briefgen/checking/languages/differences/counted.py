"""Counts of one value that are of different things: 318개사, which are firms, and 318 people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from briefgen.checking.languages.differences.numbers import THINGS, Atom, every_atom
from briefgen.checking.languages.parts import TextPart
from briefgen.checking.languages.sides import LanguageSide
from briefgen.model.profile.language import Language
from briefgen.model.values.figures import FigureKind, Mention


def other_things(
    parts: tuple[TextPart, TextPart], sides: tuple[LanguageSide, LanguageSide]
) -> Iterator[tuple[Atom, Atom]]:
    """Two counts, one of each block, that stand for one another and are of different things.

    Only where every figure of this value counts something that the other block does not count: then no other figure,
    typed or of a fact, stands for either.
    """
    if not all(part.mentions for part in parts):
        return
    counts = [_by_value(part) for part in parts]
    if counts[0].keys().isdisjoint(counts[1]):
        return
    known = {it.value for part, side in zip(parts, sides, strict=True) for it in side.implied(part)}
    for value in counts[0].keys() & counts[1].keys() - known:
        one, other = counts[0][value], counts[1][value]
        units = [
            {_thing(it.mention, side.scope.language) for it in its}
            for its, side in zip((one, other), sides, strict=True)
        ]
        if units[0] | units[1] <= THINGS and units[0].isdisjoint(units[1]) and not (one[0].soft and other[0].soft):
            yield one[0], other[0]


def is_other_thing(one: Mention, others: Sequence[Mention], languages: tuple[Language, Language]) -> bool:
    """Whether a figure counts something that none of the ``others``, in the second language, counts."""
    mine, yours = _thing(one, languages[0]), {_thing(it, languages[1]) for it in others}
    return one.value > 1 and yours | {mine} <= THINGS and mine not in yours


def _by_value(part: TextPart) -> dict[Fraction, list[Atom]]:
    """The numbers of a block from two on, in words too; those in digits come first."""
    found: dict[Fraction, list[Atom]] = {}
    for atom in sorted(every_atom(part.mentions), key=lambda it: it.soft):
        if isinstance(atom.value, Fraction) and atom.value > 1 and atom.mention.kind is not FigureKind.ORDINAL:
            found.setdefault(atom.value, []).append(atom)
    return found


def _thing(mention: Mention, language: Language) -> str:
    """What is counted, unless its word may belong to the next: 12 country reports."""
    forms = language.units.get(mention.unit)
    if isinstance(forms, Mapping) and forms.get("one") != forms.get("other"):
        one = forms.get("one", "").replace("{}", "").strip()
        if one and mention.text.endswith(one):
            return ""
    return mention.unit
