"""The figures of two blocks compared: facts by id, figures by value, limits, years, and whether they rise or fall."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from briefgen.checking.languages import report
from briefgen.checking.languages.differences.bounds import is_near_hedge, other_things
from briefgen.checking.languages.differences.designations import other_designations
from briefgen.checking.languages.differences.facts_compared import (
    FACT,
    are_as_many,
    are_of_one_sort,
    compare_facts,
    compare_same_facts,
    compare_typed,
    compare_with_ledger,
    every_figure,
    is_counted_alike,
    surplus_figures,
)
from briefgen.checking.languages.differences.falls import is_opposite_in_words
from briefgen.checking.languages.differences.in_words import another_in_words, counted_in, in_place_of_fact, one_end
from briefgen.checking.languages.differences.numbers import (
    TIME_UNITS,
    Agreeing,
    Atom,
    Relation,
    agree,
    are_told_to_the_unit,
    atoms,
    certain,
    coarser,
    contradict,
    every_atom,
    paired,
    ratio,
    related,
    repeated,
)
from briefgen.checking.languages.gathering import Gathering, Leftover, cancel
from briefgen.checking.languages.parts import Parts, TextPart
from briefgen.checking.languages.sections import Pairing
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.values.figures import End, FigureKind

Atoms = Sequence[Sequence[Atom]]
"""The figures of both blocks."""

NUMBER = "number"
_FEW = 100
"""Figures without a counterpart in one block, up to which each is looked for in words."""


def compare_figures(gathered: Gathering, pair: Pairing, one: TextPart, other: TextPart) -> None:
    """Gather the facts and the figures that one block has and the other has not, and those that contradict."""
    parts = without_shared_code(one, other)
    if not any(part.mentions or part.words.roles for part in parts):
        _designations(gathered, pair, parts)
        return
    typed = [atoms(part.mentions) for part in parts]
    told = [repeated(part.mentions) for part in parts]
    _figures(gathered, pair, parts, typed, told)
    compare_facts(gathered, pair, parts, typed)
    compare_same_facts(gathered, pair, parts)
    compare_with_ledger(gathered, pair, parts)
    compare_typed(gathered, pair, parts)
    for side, atom in surplus_figures(parts, gathered.sides):
        gathered.left.append(gathered.figure(atom, side, pair, spare=True))
    _told_in_words(gathered, pair, parts, typed)
    _designations(gathered, pair, parts)
    _of_other_things(gathered, pair, parts)
    _repeated(gathered, pair, parts, told)
    _directions(gathered, pair, parts, typed)


def without_shared_code(one: TextPart, other: TextPart) -> Parts:
    """The blocks without the figures in code that stands in both: ``3,4`` is read otherwise in another language."""
    shared = _code(one) & _code(other)
    return (_without_code(one, shared), _without_code(other, shared)) if shared else (one, other)


def _code(part: TextPart) -> set[str]:
    return {role.id for role in part.words.roles if role.kind == "literal"} if part.mentions else set()


def _without_code(part: TextPart, shared: set[str]) -> TextPart:
    code = [it for it in part.words.roles if it.kind == "literal" and it.id in shared]
    places = [(it.offset, it.offset + len(it.id)) for it in code]
    left = [it for it in part.mentions if not any(it.start < end and start < it.end for start, end in places)]
    return part if len(left) == len(part.mentions) else replace(part, mentions=left, worth={})


def _designations(gathered: Gathering, pair: Pairing, parts: Parts) -> None:
    """Names that differ in their number, and words of one class."""
    for both in other_designations(parts, gathered.sides):
        for side, atom in enumerate(both):
            gathered.left.append(gathered.figure(atom, side, pair))


def _figures(gathered: Gathering, pair: Pairing, parts: Parts, typed: Atoms, told: Atoms) -> None:
    """Figures that only one block has, and limits that contradict."""
    implied = [side.implied(part) for side, part in zip(gathered.sides, parts, strict=True)]
    years = [sum(it.kind == "year" for it in figures) for figures in told]
    for side in (0, 1):
        asked = [it for it in typed[side] if it.limit or not it.soft]
        if not asked:
            continue
        there, omits = typed[1 - side], years[1 - side] < years[side]
        known = [it for it in implied[1 - side] if it.kind != "year" or omits]
        known += [it for it in implied[side] if it.kind == "year" and omits]
        those = Agreeing((*there, *known))
        for atom in asked:
            matches = those.of(atom)
            against = next((its for its in matches if contradict(atom, its)), None)
            if not matches and not atom.soft and not _is_told_otherwise(gathered, atom, side, parts, omits):
                gathered.left.append(gathered.figure(atom, side, pair))
            elif against and (side or against in known) and all(its.limit != atom.limit for its in matches):
                gathered.problems.append(report.bounds(atom, against, side, pair, gathered))


def _of_other_things(gathered: Gathering, pair: Pairing, parts: Parts) -> None:
    """Counts of one value that are of people in one block and of firms in the other."""
    for both in other_things(parts, gathered.sides):
        one, other = (gathered.figure(atom, side, pair) for side, atom in enumerate(both))
        gathered.problems.append(report.numbers(one, both[0], other, both[1], Relation.UNIT, gathered.sides))


def _is_in_agreed_word(atom: Atom, side: int, parts: Parts, gathered: Gathering) -> bool:
    """Whether a figure is part of a word of a class that the other block has too: World War II, the last quarter."""
    there = {(it.kind, it.value) for it in gathered.sides[1 - side].classes.find(parts[1 - side].words.text)}
    mention = atom.mention
    return bool(there) and any(
        it.mention.start < mention.end and mention.start < it.mention.end and (it.kind, it.value) in there
        for it in gathered.sides[side].classes.find(parts[side].words.text)
    )


def _told_in_words(gathered: Gathering, pair: Pairing, parts: Parts, typed: Atoms) -> None:
    """Numbers in words that part: *four hours* here and *five hours* there, and neither anywhere else.

    A number in words that stands alone may be an idiom; two with one unit, each without the other, are not.
    """
    if not all(any(it.soft for it in part.mentions) for part in parts):
        return
    known = [(*figures, *side.implied(part)) for figures, side, part in zip(typed, gathered.sides, parts, strict=True)]
    alone = [_alone_in_words(parts[side], known[1 - side]) for side in (0, 1)]
    for sort in sorted(alone[0].keys() & alone[1].keys()):
        own, its = alone[0][sort], alone[1][sort]
        if len(own) == len(its) == 1 and (sort in TIME_UNITS or 1 not in (own[0].value, its[0].value)):
            gathered.left.append(gathered.figure(own[0], 0, pair))
            gathered.left.append(gathered.figure(its[0], 1, pair))


def _alone_in_words(part: TextPart, there: Sequence[Atom]) -> dict[str, list[Atom]]:
    """The numbers in words that the other block neither writes nor has as a fact, each once, by what they count."""
    found: dict[str, dict[object, Atom]] = {}
    for atom in every_atom(part.mentions):
        sort = _sort_in_words(atom) if atom.soft else ""
        if sort and not any(agree(atom, its) for its in there):
            found.setdefault(sort, {}).setdefault(atom.value, atom)
    return {sort: list(its.values()) for sort, its in found.items()}


def _sort_in_words(atom: Atom) -> str:
    """What a number in words counts, or that it says which one or which part; empty when it may be an idiom."""
    if atom.mention.kind is FigureKind.ORDINAL:
        return "place" if atom.value != 1 else ""  # at first
    whole = isinstance(atom.value, Fraction) and atom.value.denominator == 1
    return counted_in(atom) if whole else "part" if _is_part(atom) else ""


def _is_part(atom: Atom) -> bool:
    """Whether it is a fraction in words: two-fifths, but not a half or third, which may be an idiom or say which."""
    is_part = isinstance(atom.value, Fraction) and 1 < atom.value.numerator < atom.value.denominator
    return is_part or "분의" in atom.mention.text


def _repeated(gathered: Gathering, pair: Pairing, parts: Parts, told: Atoms) -> None:
    """Figures of one kind that both languages write equally often, one of them more often than the other."""
    if not all(told):
        return
    known = [it for side, part in zip(gathered.sides, parts, strict=True) for it in side.implied(part)]
    sorts = [_by_sort(figures) for figures in told]
    for sort in sorted(sorts[0].keys() & sorts[1].keys()):
        both = [it[sort] for it in sorts]
        if len(both[0]) != len(both[1]) or {it.value for it in both[0]} != {it.value for it in both[1]}:
            continue
        for side in (0, 1):
            more = Counter(it.value for it in both[side]) - Counter(it.value for it in both[1 - side])
            for atom in reversed(both[side]):
                if more[atom.value] > 0:
                    more[atom.value] -= 1
                    if atom.kind == "year" or not any(agree(atom, it) for it in known):
                        gathered.left.append(gathered.figure(atom, side, pair))


def _by_sort(figures: Sequence[Atom]) -> dict[tuple[str, ...], list[Atom]]:
    """Figures by what they are and their unit, in the order of the text."""
    found: dict[tuple[str, ...], list[Atom]] = {}
    for atom in figures:
        kind = atom.mention.kind if atom.kind == "number" else ""
        found.setdefault((atom.kind, kind, atom.unit), []).append(atom)
    return found


def _is_told_otherwise(gathered: Gathering, atom: Atom, side: int, parts: Parts, omits: bool) -> bool:
    """Whether the other language says a figure in another way: *that year*; a fall of 3% for −3%."""
    other = gathered.sides[1 - side]
    if _is_in_agreed_word(atom, side, parts, gathered) or _is_part_there(atom, parts[1 - side]):
        return True
    if atom.kind == "year":
        told = any(
            it.kind == "year" for part, its in zip(parts, gathered.sides, strict=True) for it in its.implied(part)
        )
        return omits and not told and other.relative.search(parts[1 - side].words.text) is not None
    return is_opposite_in_words(atom, gathered.sides, side, parts)


def _is_part_there(atom: Atom, there: TextPart) -> bool:
    """Whether the other block has a 15th where this has 15 times smaller."""
    if not isinstance(atom.value, Fraction) or atom.value <= 1 or atom.value.denominator != 1:
        return False
    part = 1 / atom.value
    return any(it.value == part for it in there.mentions)


def _directions(gathered: Gathering, pair: Pairing, parts: Parts, typed: Atoms) -> None:
    """A figure grows in one language and shrinks in the other."""
    if not all(
        any(role.kind == "fact" for role in part.words.roles) or any(not it.soft for it in figures)
        for part, figures in zip(parts, typed, strict=True)
    ):
        return
    figures = (it for part, side in zip(parts, gathered.sides, strict=True) for it in every_figure(part, side))
    if any(isinstance(it.value, Fraction) and it.value < 0 for it in figures):
        return  # a growth of −3% is a fall
    up, down = _ways(gathered, 0, parts[0])
    if (up is None) == (down is None):
        return
    rises, falls = _ways(gathered, 1, parts[1])
    if (up and not down and falls and not rises) or (down and not up and rises and not falls):
        words = (up or down, rises or falls)
        gathered.problems.append(report.directions(words, pair, gathered))


def _ways(gathered: Gathering, side: int, part: TextPart) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """The first word of a rise in a block, and of a fall."""
    its = gathered.sides[side]
    return its.rising.search(part.words.text), its.falling.search(part.words.text)


def told_figures(gathered: Gathering) -> Iterator[Diagnostic]:
    """What is said of the facts and figures that stand nowhere else in the other language, pairs of them together."""
    numbers = [it for it in gathered.left if it.kind == NUMBER and not it.spare and not is_scale(it)]
    facts = [it for it in gathered.left if it.kind == FACT and not (it.spare or it.typed)]
    left = [*unscaled(cancel(numbers, _same_number, _certain)), *facts]
    groups: dict[int, tuple[list[Leftover], list[Leftover]]] = {}
    for it in left:
        groups.setdefault(id(it.pairing), ([], []))[it.side].append(it)
    for it in gathered.left:
        if it.spare and id(it.pairing) in groups:
            groups[id(it.pairing)][it.side].append(it)
    for one, other in groups.values():
        yield from _told(one, other, gathered)


def _told(one: Sequence[Leftover], other: Sequence[Leftover], gathered: Gathering) -> Iterator[Diagnostic]:
    by_atom = {id(atom): it for it in (*one, *other) for atom in it.figures}

    def may(a: Atom, b: Atom) -> bool:
        return _may_stand_for(by_atom[id(a)], a, by_atom[id(b)], b, gathered)

    told: set[int] = set()
    atoms_of = [[atom for it in side for atom in it.figures] for side in (one, other)]
    for a, b, relation in paired(atoms_of[0], atoms_of[1], may):
        if a is not None and b is not None and relation is not None:
            pair = by_atom[id(a)], by_atom[id(b)]
            if not any(it.kind == FACT and id(it) in told for it in pair):
                yield _two(*pair, a, b, relation, gathered)
            told |= {id(it) for it in pair}
    for it in (*one, *other):
        if id(it) not in told and not it.spare:
            yield from _alone(it, gathered, is_one_of_few=len(one) + len(other) <= _FEW)


def _alone(left: Leftover, gathered: Gathering, *, is_one_of_few: bool) -> Iterator[Diagnostic]:
    """What is said of a figure that nothing in digits stands for."""
    its = None
    if left.kind == NUMBER and is_one_of_few:
        its = another_in_words(left, gathered) or _only_one(left, gathered)
    elif left.kind == FACT and is_one_of_few and (found := in_place_of_fact(left, gathered)):
        yield _in_words(left, *found, gathered)
        return
    if its is not None:
        one, other = sorted((left, its), key=lambda it: it.side)
        yield report.numbers(one, one.figures[0], other, other.figures[0], Relation.OTHER, gathered.sides)
    elif end := one_end(left, gathered):
        yield report.range_end(left, end, gathered)
    elif not _may_be_article(left) and not _stands_there(left):
        yield report.leftover(left, gathered.sides)


def _may_be_article(left: Leftover) -> bool:
    """Whether it is a bare 1, which other languages say without a number: 1 バッチ, a batch."""
    mention = left.figures[0].mention if left.kind == NUMBER else None
    return mention is not None and mention.text == "1" and not mention.unit


def _stands_there(left: Leftover) -> bool:
    """Whether the other block has it to the letter, and as often, as a part of something that is compared by itself.

    The 25 of a date that stands untranslated is one, and 121K in Japanese.
    """
    said = left.figures[0].mention.text if left.kind == NUMBER and len(left.figures) == 1 else ""
    if not any(letter.isdigit() for letter in said):
        return False
    pattern = re.compile(
        rf"(?<![\d.,]){re.escape(said)}(?![\d,.]\d|\d)" + ("(?![A-Za-z])" if said[-1].isalpha() else "")
    )
    own, its = (len(pattern.findall(it.words.text)) for it in (left.part, left.there))
    return own == its > 0


def _in_words(fact: Leftover, own: Atom, typed: Leftover, gathered: Gathering) -> Diagnostic:
    """A number in words that stands where the other language has a fact."""
    (word,) = typed.figures
    relation = Relation.UNIT if word.value == own.value else Relation.OTHER
    one = replace(fact, said=own.mention.text)
    return report.numbers(one, own, typed, word, relation, gathered.sides)


def _only_one(left: Leftover, gathered: Gathering) -> Leftover | None:
    """A 1 with a counter, which may be an idiom beside other figures, where it and this figure are all that is said."""
    figures, there = atoms(left.part.mentions), atoms(left.there.mentions)
    if len(figures) != 1 or len(there) != 1 or left.figures[0].key != figures[0].key:
        return None
    one = there[0]
    is_typed = one.soft and one.value == 1 and one.mention.text[:1] == "1" and len(one.mention.text) > 1
    its = gathered.figure(one, 1 - left.side, left.pairing)
    fits = is_typed and related(figures[0], one) is not None and _may_stand_for(left, figures[0], its, one, gathered)
    return its if fits else None


def _two(one: Leftover, other: Leftover, a: Atom, b: Atom, relation: Relation, gathered: Gathering) -> Diagnostic:
    """Two figures that stand for one another and differ, at the one that is typed."""
    if one.kind == other.kind == FACT:
        return report.other_fact(one, other, gathered.sides)
    first, second = replace(one, said=a.mention.text), replace(other, said=b.mention.text)
    ends = [it for left, it in ((one, a), (other, b)) if left.kind == FACT and it.mention.range is not End.NONE]
    if relation is Relation.ROUNDING and (
        coarser(a, b) in ends or _is_exact(a, b, gathered) or _are_other_counts((one, a), (other, b), gathered)
    ):
        relation = Relation.OTHER
    if other.kind == FACT:
        return report.numbers(second, b, first, a, relation, gathered.sides)
    return report.numbers(first, a, second, b, relation, gathered.sides)


def _is_exact(a: Atom, b: Atom, gathered: Gathering) -> bool:
    """Whether the ledger has the coarser of two figures and not the finer: then neither is the other, rounded."""
    coarse = coarser(a, b)
    held = [isinstance(it.value, Fraction) and bool(gathered.sides[0].held(it.value, it.unit)) for it in (a, b)]
    return held == [coarse is a, coarse is b]


def _are_other_counts(one: tuple[Leftover, Atom], other: tuple[Leftover, Atom], gathered: Gathering) -> bool:
    """Whether two counts differ, and no words near them may say that they are rough."""
    if not are_told_to_the_unit(one[1], other[1]):
        return False
    typed = [(left, atom) for left, atom in (one, other) if left.kind != FACT]
    return not any(
        is_near_hedge(left.part.words.text, atom.mention, gathered.sides[left.side].hedges) for left, atom in typed
    )


def _may_stand_for(one: Leftover, a: Atom, other: Leftover, b: Atom, gathered: Gathering) -> bool:
    """Whether two figures may be meant to be one: of a fact only what is certain to be of its kind."""
    if one.spare and other.spare:
        return False
    if one.kind == other.kind:
        if (one.spare or other.spare) and not (a.mention.kind is b.mention.kind and are_as_many(one, a, gathered)):
            return False
        return one.kind != FACT or are_of_one_sort(one, other, gathered)
    if related(a, b) is Relation.SIGN:
        return True
    if FACT not in (one.kind, other.kind) and a.unit != b.unit and {a.unit, b.unit} <= TIME_UNITS:
        return a.value == b.value
    counted = {it.mention.unit for it in (a, b) if it.mention.unit}
    if any(it.kind == FACT for it in (one, other)) and is_counted_alike(one, other, gathered):
        counted = set()
    places = [it.mention.kind in (FigureKind.ORDINAL, FigureKind.ARTICLE) for it in (a, b)]
    return places[0] == places[1] and (bool(a.unit or b.unit) or len(counted) < 2)


def _same_number(one: Leftover, other: Leftover) -> bool:
    return all(map(agree, one.figures, other.figures))


def _certain(left: Leftover) -> object:
    return certain(left.figures[0]) if len(left.figures) == 1 else None


_LEAST_SCALE = 1000


def is_scale(left: Leftover) -> bool:
    """Whether a figure only says what others are counted in: (100 million won), where Korean has (억 원)."""
    mention = left.figures[0].mention if left.figures else None
    if mention is None or mention.value is None or mention.value < _LEAST_SCALE:
        return False
    exact = str(mention.value)
    return exact.rstrip("0") == "1" and f"({mention.text})" in left.part.words.text


def unscaled(left: list[Leftover]) -> list[Leftover]:
    """Without the figures of tables that one language gives in millions, say, and the other in 억.

    One figure that is out of line with the others of its table stays.
    """
    tables: dict[int, dict[int, tuple[list[Leftover], list[Leftover]]]] = {}
    for it in left:
        if it.pairing.table:
            cells = tables.setdefault(it.pairing.table, {})
            cells.setdefault(id(it.pairing), ([], []))[it.side].append(it)
    gone: set[int] = set()
    for cells in tables.values():
        ratios = {
            key: ratio(one[0].figures[0], other[0].figures[0])
            for key, (one, other) in cells.items()
            if len(one) == len(other) == 1
        }
        # Rows may have scales of their own.
        every = list(ratios.values())
        gone |= {key for key, found in ratios.items() if found is not None and every.count(found) > 1}
    return [it for it in left if id(it.pairing) not in gone]
