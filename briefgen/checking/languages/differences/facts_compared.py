"""Facts that one block names and the other types: whether what is typed is worth as much, and is as firmly meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from briefgen.checking.languages import report
from briefgen.checking.languages.differences.bounds import differ, is_near_hedge, is_topic
from briefgen.checking.languages.differences.counted import is_other_thing
from briefgen.checking.languages.differences.falls import is_opposite_in_words
from briefgen.checking.languages.differences.numbers import (
    MOST_PAIRS,
    Agreeing,
    Atom,
    agree,
    are_alike,
    atoms,
    contradict,
    every_atom,
    may_be_one_unit,
    measured,
)
from briefgen.checking.languages.gathering import Gathering, Leftover
from briefgen.checking.languages.parts import PLACE, Role, TextPart
from briefgen.checking.languages.sections import Pairing
from briefgen.checking.languages.sides import LanguageSide
from briefgen.model.values.figures import End, Mention
from briefgen.model.values.quantities import Bound, Quantity

FACT = "fact"
_FORMS_OF_OTHER_FIGURES = frozenset({"converted", "change", "period", "statement", "label"})
_ROUGH = frozenset({Bound.ABOUT, Bound.NEARLY})
IDIOMS = 10
"""Up to it a number in words without a unit may be an idiom: on the one hand, the two sides."""
_SOME = re.compile(r"some\b", re.IGNORECASE)
"""Often no more than the way in which English begins a sentence with a figure."""
_PROSE = frozenset({"statement", "label"})
"""Forms that are sentences: which of their figures stands for which typed one is not known."""

Parts = tuple[TextPart, TextPart]


@dataclass(frozen=True, slots=True)
class Worded:
    """A block with the words of its facts in their places, and where the words of each fact stand."""

    text: str
    mentions: tuple[Mention, ...]
    places: Mapping[int, tuple[int, int]]
    """By the offset of the fact in the block."""

    def of(self, role: Role) -> list[Mention]:
        """The figures of one fact, as the words around it make them: {fact} 이상."""
        start, end = self.places.get(role.offset, (0, 0))
        return [it for it in self.mentions if it.start < end and start < it.end]


def worded(part: TextPart, side: LanguageSide) -> Worded:
    """A block as its reader has it."""
    pieces: list[str] = []
    places: dict[int, tuple[int, int]] = {}
    text, last, length = part.words.text, 0, 0
    for role in sorted(part.words.roles, key=lambda it: it.offset):
        words = side.words(role) if role.kind == FACT and text[role.offset : role.offset + 1] == PLACE else ""
        if words:
            pieces += [text[last : role.offset], words]
            length += role.offset - last
            places[role.offset] = (length, length + len(words))
            length, last = length + len(words), role.offset + 1
    whole = "".join([*pieces, text[last:]])
    return Worded(whole, side.reader.read(whole), places)


def compare_facts(gathered: Gathering, pair: Pairing, parts: Parts, typed: Sequence[Sequence[Atom]]) -> None:
    """Gather the facts that one block names and the other neither names nor says in figures, or says otherwise."""
    named = [_named(part.words.roles) for part in parts]
    if not all(gathered.is_known(role) for roles in named for each in roles.values() for role in each):
        return
    for side in (0, 1):
        block: Worded | None = None
        free: list[Atom] | None = None
        for key in named[side]:
            role, *more = named[side][key]
            if key in named[1 - side]:
                if len(more) >= len(named[1 - side][key]):
                    every = [it for each in (role, *more) for it in _figures(each, gathered.sides[side])]
                    _leave(gathered, pair, side, key, role, every, spare=True)
                continue
            figures = _figures(role, gathered.sides[side])
            said = next(_said(role, gathered.sides, side, parts, typed[1 - side]), None)
            if said is None:
                figures = [it for it in figures if not _stands(it, typed[1 - side], gathered.sides, side, parts, role)]
            else:
                free = _free(gathered.sides, side, parts) if free is None else free
                if any(_stands_for_another(it, free, gathered.sides, side, parts, role) for it in said):
                    said = None
            if said is None:
                _leave(gathered, pair, side, key, role, figures)
                continue
            block = block or worded(parts[side], gathered.sides[side])
            _bounds(gathered, pair, parts, side, block, role, said)


def _named(roles: Iterable[Role]) -> dict[object, list[Role]]:
    """The facts of a block; forms that are other figures than the fact's own count as facts of their own."""
    found: dict[object, list[Role]] = {}
    for role in roles:
        if role.kind != FACT:
            continue
        found.setdefault(fact_key(role), []).append(role)
        if role.form == "both":
            found.setdefault((role.id, "converted"), []).append(role)
    return found


def fact_key(role: Role) -> tuple[str, str]:
    """A fact, and its form where that is another figure than the fact's own."""
    return role.id, role.form if role.form in _FORMS_OF_OTHER_FIGURES else ""


def _figures(role: Role, side: LanguageSide) -> list[Atom]:
    return atoms(side.fact(role))


def _said(
    role: Role, sides: tuple[LanguageSide, LanguageSide], side: int, parts: Parts, there: Sequence[Atom]
) -> Iterator[list[Atom]]:
    """The wordings of a fact in either language that the other block says in figures."""
    forms = [role.form]
    if role.form not in _FORMS_OF_OTHER_FIGURES and role.form != "both":
        forms += [*sides[side].scope.site.facts[role.id].value.forms, "converted"]
    for form in dict.fromkeys(forms):
        for its in (sides[side], sides[1 - side]):
            figures = _figures(replace(role, form=form), its)
            if figures and all(_stands(it, there, sides, side, parts, role) for it in figures):
                yield figures


def _stands(
    atom: Atom, there: Sequence[Atom], sides: tuple[LanguageSide, LanguageSide], side: int, parts: Parts, role: Role
) -> bool:
    """Whether a figure of a fact of this ``side`` is one of those there: by value, or as a fall of 3% for −3%."""
    return any(agree(atom, its) for its in there) or is_opposite_in_words(atom, sides, side, parts, role)


def _free(sides: tuple[LanguageSide, LanguageSide], side: int, parts: Parts) -> list[Atom]:
    """The figures typed in the other block that agree with nothing of this ``side``; none of a block with thousands."""
    here, there = every_figure(parts[side], sides[side]), atoms(parts[1 - side].mentions)
    agreeing = Agreeing(here)
    return [it for it in there if not agreeing.of(it)] if len(here) * len(there) <= MOST_PAIRS else []


def _stands_for_another(
    atom: Atom,
    free: Sequence[Atom],
    sides: tuple[LanguageSide, LanguageSide],
    side: int,
    parts: Parts,
    role: Role,
) -> bool:
    """Whether what agrees with a figure counts something else, and one that is ``free`` there has its unit.

    *The three countries need two years* does not say 3 years.
    """
    unit = atom.mention.unit
    if not unit or not any(it.mention.unit and are_alike(it.mention.unit, unit) for it in free):
        return False
    same = [it for it in parts[1 - side].mentions if _agrees(it, atom)]
    is_said = any((it.unit and are_alike(it.unit, unit)) or (not it.unit and not it.soft) for it in same)
    return not is_said and not is_opposite_in_words(atom, sides, side, parts, role)


def _leave(
    gathered: Gathering,
    pair: Pairing,
    side: int,
    key: object,
    role: Role,
    figures: Sequence[Atom],
    *,
    spare: bool = False,
) -> None:
    telling = () if role.form in _PROSE else tuple(figures)
    gathered.leave(FACT, key, side, role.id, role.span, pair, figures=telling, spare=spare)


# How firmly a figure is meant


def _bounds(
    gathered: Gathering, pair: Pairing, parts: Parts, side: int, block: Worded, role: Role, said: Sequence[Atom]
) -> None:
    """A figure that is typed for a fact, but means more or less firmly than the fact."""
    for atom in said:
        own = next((it for it in block.of(role) if _agrees(it, atom)), atom.mention)
        typed = [it for it in parts[1 - side].mentions if _agrees(it, atom)]
        if atom.kind != "number" or own.range is not End.NONE or not typed:
            continue
        languages = gathered.sides[side].scope.language, gathered.sides[1 - side].scope.language
        if is_other_thing(own, typed, languages):
            gathered.problems.append(report.other_thing(typed[0], own, 1 - side, pair, gathered))
            continue
        if any(_is_loose(it, own) or it.range is not End.NONE or not differ(own, it) for it in typed):
            continue
        if contradict(atom, atoms(typed)[0]) or _is_hedged(gathered, side, block, role, own, parts, typed):
            continue
        gathered.problems.append(report.firmness(typed[0], own, 1 - side, pair, gathered))


def _is_loose(typed: Mention, own: Mention) -> bool:
    """Whether a figure is in words that may say something else: *three*, but not *three years* for 3 years."""
    if typed.unit:
        return typed.soft and not may_be_one_unit(typed.unit, own.unit)
    return typed.soft and IDIOMS >= typed.value >= 1


def _agrees(it: Mention, atom: Atom) -> bool:
    return any(agree(its, atom) for its in every_atom((it,)))


def _is_hedged(
    gathered: Gathering, side: int, block: Worded, role: Role, own: Mention, parts: Parts, typed: Sequence[Mention]
) -> bool:
    """Whether words stand near that may say a bound in a way that is not read: how firm it is, is not certain."""
    there, text = gathered.sides[1 - side].hedges, parts[1 - side].words.text
    bounded = [it for it in parts[1 - side].mentions if it.bound is not Bound.EXACT]
    if any(is_near_hedge(text, it, there, bounded) for it in typed if it.bound is Bound.EXACT):
        return True
    if own.bound is not Bound.EXACT:
        return False
    return any(is_topic(text, it) for it in typed) or is_near_hedge(
        block.text, own, gathered.sides[side].hedges, [it for it in block.mentions if it.bound is not Bound.EXACT]
    )


def compare_with_ledger(gathered: Gathering, pair: Pairing, parts: Parts) -> None:
    """Figures typed in both languages, of which one has lost the bound that the ledger has of this value."""
    for side in (0, 1):
        for it in parts[side].mentions:
            if it.soft or it.day is not None or it.range is not End.NONE:
                continue
            held = gathered.sides[side].held(it.value, measured(it.unit))
            if not held or any(_is_as_held(it, bound) for bound in held):
                continue
            (atom,) = atoms([it])
            same = [its for its in parts[1 - side].mentions if _agrees(its, atom)]
            right = [its for its in same if any(_is_as_held(its, bound) for bound in held)]
            hedges = gathered.sides[side].hedges
            if right and not is_near_hedge(parts[side].words.text, it, hedges):
                gathered.problems.append(report.firmness(it, right[0], side, pair, gathered))


def _is_as_held(it: Mention, bound: Bound) -> bool:
    """Whether a figure is as firmly meant as the ledger has it; it may be about as much as a fact is exactly.

    The fact may be of something else; where the other language is exact, ``compare_typed`` tells it.
    """
    return (bound is Bound.EXACT and it.bound is Bound.ABOUT) or not differ(replace(it, bound=bound), it)


def compare_typed(gathered: Gathering, pair: Pairing, parts: Parts) -> None:
    """Figures typed in both languages, of which only one is said to be about or nearly so much.

    Limits are left out: a translation gives them in too many ways (no less than, over the last 15 years, 65+).
    """
    plain = [_by_value(part.mentions) for part in parts]
    for side in (0, 1):
        for value, own in plain[side].items():
            there = plain[1 - side].get(value, ())
            if len(own) != 1 or len(there) != 1 or not _agrees(there[0], atoms(own)[0]):
                continue
            it, its = own[0], there[0]
            if it.bound not in _ROUGH or its.bound is not Bound.EXACT or not differ(it, its) or _SOME.match(it.text):
                continue
            hedged = is_near_hedge(parts[1 - side].words.text, its, gathered.sides[1 - side].hedges)
            held = gathered.sides[side].held(it.value, measured(it.unit))
            is_told = held and not (it.bound is Bound.ABOUT and Bound.EXACT in held)
            if not hedged and not is_told:
                gathered.problems.append(report.qualifier(its, it, 1 - side, pair, gathered))


def _by_value(mentions: Iterable[Mention]) -> dict[Fraction, list[Mention]]:
    """Amounts that stand by themselves."""
    found: dict[Fraction, list[Mention]] = {}
    for it in mentions:
        if not it.soft and not it.open and it.day is None and it.range is End.NONE:
            found.setdefault(it.value, []).append(it)
    return found


def surplus_figures(parts: Parts, sides: tuple[LanguageSide, LanguageSide]) -> Iterator[tuple[int, Atom]]:
    """Typed figures that stand more often in one block than the other says them, by side: one may be a slip."""
    if not any(not it.soft for part in parts for it in part.mentions):
        return
    counts = [Counter(it.key[:3] for it in every_figure(part, its)) for part, its in zip(parts, sides, strict=True)]
    for side in (0, 1):
        for atom in atoms(it for it in parts[side].mentions if not it.soft):
            if counts[side][atom.key[:3]] > counts[1 - side][atom.key[:3]] > 0:
                yield side, atom


def are_as_many(left: Leftover, atom: Atom, gathered: Gathering) -> bool:
    """Whether both blocks have as many figures, or facts, of this kind: then none has been left out."""
    kind = FACT if left.kind == FACT else (atom.kind, atom.unit)
    return gathered.counts(left.part)[kind] == gathered.counts(left.there)[kind]


def are_of_one_sort(one: Leftover, other: Leftover, gathered: Gathering) -> bool:
    """Whether the ledger has two facts in one unit, or both as days."""
    facts = gathered.sides[0].scope.site.facts
    sorts = [_sort(facts[it.said].value.value) for it in (one, other)]
    return sorts[0] == sorts[1]


def is_counted_alike(one: Leftover, other: Leftover, gathered: Gathering) -> bool:
    """Whether a typed figure is counted in the word that its language has for the other, which is a fact."""
    fact, typed = (one, other) if one.kind == FACT else (other, one)
    words = gathered.sides[typed.side].fact(Role(FACT, fact.said, None))
    return any(it.unit == typed.figures[0].mention.unit for it in words)


def _sort(value: object) -> object:
    return value.unit if isinstance(value, Quantity) else type(value)


def every_figure(part: TextPart, side: LanguageSide) -> list[Atom]:
    """Every figure of a block as often as it stands there, those of its facts too."""
    if "every" not in part.worth:
        every = list(every_atom(part.mentions))
        for role in part.words.roles:
            if role.kind == FACT and role.id in side.scope.site.facts:
                every += _figures(role, side)
        part.worth["every"] = every
    return part.worth["every"]
