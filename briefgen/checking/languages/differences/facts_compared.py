"""Facts that one block names and the other types: whether what is typed is worth as much, and is as firmly meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from briefgen.checking.languages import report
from briefgen.checking.languages.differences.bounds import differ, is_near_hedge, is_other_thing, is_topic
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
from briefgen.checking.languages.parts import FORMS_OF_OTHER_FIGURES, PLACE, Parts, Role, TextPart
from briefgen.checking.languages.sections import Pairing
from briefgen.checking.languages.sides import LanguageSide, Sides
from briefgen.model.values.figures import End, Mention
from briefgen.model.values.quantities import Bound, Quantity

FACT = "fact"
_ROUGH = frozenset({Bound.ABOUT, Bound.NEARLY})
IDIOMS = 10
"""Up to it a number in words without a unit may be an idiom: on the one hand, the two sides."""
_SOME = re.compile(r"some\b", re.IGNORECASE)
"""Often no more than the way in which English begins a sentence with a figure."""
_PROSE = frozenset({"statement", "label"})
"""Forms that are sentences: which of their figures stands for which typed one is not known."""

_NEAR = 24
"""Letters beside a fact in which a qualifier is looked for."""
_COMPARED = re.compile(
    "\\s?(?:보다|에서 더| 더 |에 대[한해]|에 관[한해]|[을를] 다[루룬]|도 \\S+지 않|より|について|に関)"
)
"""After a fact: what a *more than* or an *about* of the other language may stand for."""


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
                    every = [it for each in (role, *more) for it in atoms(gathered.sides[side].fact(each))]
                    _leave(gathered, pair, side, role, every, key, spare=True)
                continue
            figures = atoms(gathered.sides[side].fact(role))
            said = next(_said(role, gathered.sides, side, parts, typed[1 - side]), None)
            if said is None:
                figures = [it for it in figures if not _stands(it, typed[1 - side], gathered.sides, side, parts, role)]
            else:
                free = _free(gathered.sides, side, parts) if free is None else free
                if any(_stands_for_another(it, free, gathered.sides, side, parts, role) for it in said):
                    said = None
            _leave(gathered, pair, side, role, figures, key, typed=said is not None)
            if said is None:
                continue
            block = block or worded(parts[side], gathered.sides[side])
            _bounds(gathered, pair, parts, side, block, role, said)


def _named(roles: Iterable[Role]) -> dict[object, list[Role]]:
    """The facts of a block; forms that are other figures than the fact's own count as facts of their own."""
    found: dict[object, list[Role]] = {}
    for role in roles:
        if role.kind != FACT:
            continue
        found.setdefault(role.key, []).append(role)
        if role.form == "both":
            found.setdefault((role.id, "converted"), []).append(role)
    return found


def _said(role: Role, sides: Sides, side: int, parts: Parts, there: Sequence[Atom]) -> Iterator[list[Atom]]:
    """The wordings of a fact in either language that the other block says in figures."""
    forms = [role.form]
    if role.form not in FORMS_OF_OTHER_FIGURES and role.form != "both":
        forms += [*sides[side].scope.site.facts[role.id].value.forms, "converted"]
    for form in dict.fromkeys(forms):
        for its in (sides[side], sides[1 - side]):
            figures = atoms(its.fact(replace(role, form=form)))
            if figures and all(_stands(it, there, sides, side, parts, role) for it in figures):
                yield figures


def _stands(atom: Atom, there: Sequence[Atom], sides: Sides, side: int, parts: Parts, role: Role) -> bool:
    """Whether a figure of a fact of this ``side`` is one of those there: by value, or as a fall of 3% for −3%."""
    return any(agree(atom, its) for its in there) or is_opposite_in_words(atom, sides, side, parts, role)


def _free(sides: Sides, side: int, parts: Parts) -> list[Atom]:
    """The figures typed in the other block that agree with nothing of this ``side``; none of a block with thousands."""
    here, there = every_figure(parts[side], sides[side]), atoms(parts[1 - side].mentions)
    agreeing = Agreeing(here)
    return [it for it in there if not agreeing.of(it)] if len(here) * len(there) <= MOST_PAIRS else []


def _stands_for_another(atom: Atom, free: Sequence[Atom], sides: Sides, side: int, parts: Parts, role: Role) -> bool:
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
    gathered: Gathering, pair: Pairing, side: int, role: Role, figures: Sequence[Atom], key: object, **how: bool
) -> None:
    telling = () if role.form in _PROSE else tuple(figures)
    place = role.span or pair.part(side).span
    gathered.left.append(Leftover(FACT, key, side, role.id, place, pair, telling, **how))


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


def compare_same_facts(gathered: Gathering, pair: Pairing, parts: Parts) -> None:
    """Gather the facts that each block names once, of which one has a qualifier that the other has not."""
    named = [
        {key: its[0] for key, its in _named(part.words.roles).items() if len(its) == 1 and its[0].form != "both"}
        for part in parts
    ]
    blocks: list[Worded] = []
    for key in [key for key in named[0] if key in named[1]]:
        roles = named[0][key], named[1][key]
        if not gathered.is_known(roles[0]) or not any(map(_is_qualified, roles, parts, gathered.sides)):
            continue
        blocks = blocks or [worded(part, side) for part, side in zip(parts, gathered.sides, strict=True)]
        _same(gathered, pair, roles, (blocks[0], blocks[1]))


def _is_qualified(role: Role, part: TextPart, side: LanguageSide) -> bool:
    text, lexicon = part.words.text, side.reader.lexicon
    before, after = text[max(0, role.offset - _NEAR) : role.offset], text[role.offset + 1 : role.offset + 1 + _NEAR]
    return lexicon.bound_before.search(before) is not None or lexicon.bound_after.match(after) is not None


def _same(gathered: Gathering, pair: Pairing, roles: tuple[Role, Role], blocks: tuple[Worded, Worded]) -> None:
    one, other = (_only(block.of(role)) for role, block in zip(roles, blocks, strict=True))
    if one is None or other is None or one.value != other.value or not (differ(one, other) and differ(other, one)):
        return
    for it, block, side in zip((one, other), blocks, gathered.sides, strict=True):
        bounded = [near for near in block.mentions if near.bound is not Bound.EXACT]
        is_unsure = it.bound is Bound.EXACT and is_near_hedge(block.text, it, side.hedges, bounded)
        if is_unsure or is_topic(block.text, it) or _COMPARED.match(block.text, it.end):
            return
    held = _only(gathered.sides[0].fact(roles[0]))
    if held is None or held.bound is not Bound.EXACT:  # *more than about 80* has two qualifiers, of which one is read
        return
    if other.bound is Bound.EXACT:
        found = report.beside_fact(one, other, 0, pair, gathered, roles[0].span)
    else:
        found = report.beside_fact(other, one, 1, pair, gathered, roles[1].span)
    gathered.problems.append(found)


def _only(mentions: list[Mention]) -> Mention | None:
    """The amount that is all there is, not a range and not a day."""
    fits = len(mentions) == 1 and mentions[0].day is None and mentions[0].range is End.NONE
    return mentions[0] if fits else None


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


def surplus_figures(parts: Parts, sides: Sides) -> Iterator[tuple[int, Atom]]:
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
                every += atoms(side.fact(role))
        part.worth["every"] = every
    return part.worth["every"]
