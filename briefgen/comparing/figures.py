"""Compare the figures of two blocks by value, and report what is left of facts and figures once a text is known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from briefgen.comparing.findings import Findings, Leftover, cancel, figure
from briefgen.comparing.language_context import Segment
from briefgen.comparing.numbers import (
    THINGS,
    Agreeing,
    Atom,
    Relation,
    agree,
    are_told_to_the_unit,
    certain,
    coarser,
    contradict,
    counted_thing,
    every_atom,
    paired,
    ratio,
    related,
)
from briefgen.comparing.parts import Role
from briefgen.comparing.qualifiers import is_near_hedge, is_opposite_in_words
from briefgen.comparing.spelled_numbers import another_in_words, in_place_of_fact
from briefgen.model.values.figures import End, FigureKind
from briefgen.model.values.quantities import Quantity

_FEW = 100
"""Figures without a counterpart in one block, up to which each is looked for in words."""
_LEAST_SCALE = 1000


def compare_figures(findings: Findings, one: Segment, other: Segment) -> None:
    """Gather figures that only one block has, and report limits that contradict."""
    years = {here: sum(it.kind == "year" for it in here.in_digits) for here in (one, other)}
    for here, there in ((one, other), (other, one)):
        asked = [it for it in here.typed if it.limit or not it.soft]
        if not asked:
            continue
        omits = years[there] < years[here]
        known = [it for it in there.implied if it.kind != "year" or omits]
        known += [it for it in here.implied if it.kind == "year" and omits]
        those = Agreeing((*there.typed, *known))
        for atom in asked:
            matches = those.of(atom)
            against = next((its for its in matches if contradict(atom, its)), None)
            if not matches and not atom.soft and not _is_told_otherwise(atom, here, omits):
                findings.leave_figure(atom, here)
            elif against and (here is other or against in known) and all(it.limit != atom.limit for it in matches):
                own, its = atom.mention, against.mention
                findings.tell("limit", here, here.at(own.start, own.end), own.text, its.text)


def _is_told_otherwise(atom: Atom, here: Segment, omits: bool) -> bool:
    """Say whether the other language says a figure in another way: *that year*; a fall of 3% for −3%."""
    there = here.there
    if _is_in_agreed_word(atom, here) or _is_part_there(atom, there):
        return True
    if atom.kind == "year":
        told = any(it.kind == "year" for its in (here, there) for it in its.implied)
        return omits and not told and there.context.relative.search(there.text) is not None
    return is_opposite_in_words(atom, here)


def _is_in_agreed_word(atom: Atom, here: Segment) -> bool:
    """Say whether a figure is part of a word of a class that the other block has too: World War II."""
    there = {(it.kind, it.value) for it in here.there.context.classes.find(here.there.text)}
    mention = atom.mention
    return bool(there) and any(
        it.mention.start < mention.end and mention.start < it.mention.end and (it.kind, it.value) in there
        for it in here.context.classes.find(here.text)
    )


def _is_part_there(atom: Atom, there: Segment) -> bool:
    """Say whether the other block has a 15th where this has 15 times smaller."""
    if not isinstance(atom.value, Fraction) or atom.value <= 1 or atom.value.denominator != 1:
        return False
    part = 1 / atom.value
    return any(it.value == part for it in there.mentions)


def compare_counted_things(findings: Findings, one: Segment, other: Segment) -> None:
    """Report counts of one value that are of people in one block and of firms in the other.

    Only where every figure of this value counts something that the other block does not count: then no other figure,
    typed or of a fact, stands for either.
    """
    counts = [_counts(here) for here in (one, other)]
    shared = counts[0].keys() & counts[1].keys()
    known = {it.value for here in (one, other) for it in here.implied} if shared else set()
    for value in shared - known:
        own, its = counts[0][value], counts[1][value]
        units = [
            {counted_thing(it.mention, here.context.language) for it in found}
            for found, here in ((own, one), (its, other))
        ]
        if units[0] | units[1] <= THINGS and units[0].isdisjoint(units[1]) and not (own[0].soft and its[0].soft):
            tell_figures(findings, figure(own[0], one), own[0], figure(its[0], other), its[0], Relation.UNIT)


def _counts(here: Segment) -> dict[Fraction, list[Atom]]:
    """Give the numbers of a block from two on, in words too; those in digits come first."""
    found: dict[Fraction, list[Atom]] = {}
    for atom in sorted(every_atom(here.mentions), key=lambda it: it.soft):
        if isinstance(atom.value, Fraction) and atom.value > 1 and atom.mention.kind is not FigureKind.ORDINAL:
            found.setdefault(atom.value, []).append(atom)
    return found


def compare_repeated(findings: Findings, one: Segment, other: Segment) -> None:
    """Gather figures of one kind that both languages write equally often, one of them more often than the other."""
    sorts = {here: _by_sort(here.in_digits) for here in (one, other)}
    for sort in sorted(sorts[one].keys() & sorts[other].keys()):
        both = {here: sorts[here][sort] for here in (one, other)}
        if len(both[one]) != len(both[other]) or {it.value for it in both[one]} != {it.value for it in both[other]}:
            continue
        known = (*one.implied, *other.implied)
        for here, there in ((one, other), (other, one)):
            more = Counter(it.value for it in both[here]) - Counter(it.value for it in both[there])
            for atom in reversed(both[here]):
                if more[atom.value] > 0:
                    more[atom.value] -= 1
                    if atom.kind == "year" or not any(agree(atom, it) for it in known):
                        findings.leave_figure(atom, here)


def _by_sort(figures: Sequence[Atom]) -> dict[tuple[str, ...], list[Atom]]:
    """Give figures by what they are and their unit, in the order of the text."""
    found: dict[tuple[str, ...], list[Atom]] = {}
    for atom in figures:
        kind = atom.mention.kind if atom.kind == "number" else ""
        found.setdefault((atom.kind, kind, atom.unit), []).append(atom)
    return found


def compare_directions(findings: Findings, one: Segment, other: Segment) -> None:
    """Report a figure that grows in one language and shrinks in the other."""
    both = (one, other)
    if not all(any(it.kind == "fact" for it in here.roles) or any(not it.soft for it in here.typed) for here in both):
        return
    if any(isinstance(it.value, Fraction) and it.value < 0 for here in both for it in here.figures):
        return  # a growth of −3% is a fall
    ways = [[words.search(here.text) for words in (here.context.rising, here.context.falling)] for here in both]
    if [*map(bool, ways[0])] in ([True, False], [False, True]) and [*map(bool, ways[0])] == [*map(bool, ways[1])][::-1]:
        own, its = (next(filter(None, way)) for way in ways[::-1])
        findings.tell("direction", other, other.at(*own.span()), own[0], its[0], at=one.at(*its.span()))


# What stands nowhere else in the other language, once the whole text is known


def tell_figures_left(findings: Findings) -> None:
    """Report the facts and figures that stand nowhere else in the other language, pairs of them together."""
    numbers = [it for it in findings.left if it.kind == "number" and not it.spare and not _is_scale(it)]
    facts = [it for it in findings.left if it.kind == "fact" and not (it.spare or it.typed)]
    groups: dict[int, tuple[list[Leftover], list[Leftover]]] = {}
    for it in (*_unscaled(cancel(numbers, _same_number, _certain)), *facts):
        groups.setdefault(id(it.here.pairing), ([], []))[it.here.side].append(it)
    for it in findings.left:
        if it.spare and id(it.here.pairing) in groups:
            groups[id(it.here.pairing)][it.here.side].append(it)
    for one, other in groups.values():
        _tell_pairs(findings, one, other)


def _same_number(one: Leftover, other: Leftover) -> bool:
    return all(map(agree, one.figures, other.figures))


def _certain(left: Leftover) -> object:
    return certain(left.figures[0]) if len(left.figures) == 1 else None


def _tell_pairs(findings: Findings, one: Sequence[Leftover], other: Sequence[Leftover]) -> None:
    by_atom = {id(atom): it for it in (*one, *other) for atom in it.figures}

    def may(a: Atom, b: Atom) -> bool:
        return _may_stand_for(by_atom[id(a)], a, by_atom[id(b)], b)

    told: set[int] = set()
    both = [[atom for it in side for atom in it.figures] for side in (one, other)]
    for a, b, relation in paired(both[0], both[1], may):
        pair = by_atom[id(a)], by_atom[id(b)]
        if not any(it.kind == "fact" and id(it) in told for it in pair):
            _tell_two(findings, pair[0], a, pair[1], b, relation)
        told |= {id(it) for it in pair}
    for it in (*one, *other):
        if id(it) not in told and not it.spare:
            _tell_alone(findings, it, is_one_of_few=len(one) + len(other) <= _FEW)


def _tell_two(findings: Findings, one: Leftover, a: Atom, other: Leftover, b: Atom, relation: Relation) -> None:
    """Report two figures that stand for one another and differ, at the one that is typed."""
    if one.kind == other.kind == "fact":
        findings.tell("other fact", other.here, other.span, other.said, one.said, at=one.span)
        return
    ends = [it for left, it in ((one, a), (other, b)) if left.kind == "fact" and it.mention.range is not End.NONE]
    if relation is Relation.ROUNDING and (
        coarser(a, b) in ends or _is_exact(a, b, one) or _are_other_counts((one, a), (other, b))
    ):
        relation = Relation.OTHER
    if other.kind == "fact":
        one, a, other, b = other, b, one, a
    tell_figures(findings, one, a, other, b, relation)


def tell_figures(findings: Findings, one: Leftover, a: Atom, other: Leftover, b: Atom, relation: Relation) -> None:
    """Report two figures that stand for one another and differ; shown at the ``other``."""
    times = ""
    if relation is Relation.SIZE and (found := ratio(b, a)):
        times = f"{found.numerator:,} times" if found > 1 else f"one {found.denominator:,}th of"
    words = (b.mention.text, a.mention.text)
    findings.tell(relation.value, other.here, other.span, *words, at=one.span, times=times)


def _tell_alone(findings: Findings, left: Leftover, *, is_one_of_few: bool) -> None:
    """Report a figure that nothing in digits stands for."""
    there, is_fact = left.here.there, left.kind == "fact"
    if is_one_of_few and is_fact and (found := in_place_of_fact(left)):
        own, word = found
        relation = Relation.UNIT if word.value == own.value else Relation.OTHER
        tell_figures(findings, left, own, figure(word, there), word, relation)
        return
    its = another_in_words(left) if is_one_of_few and not is_fact else None
    if its is not None:
        one, other = sorted((left, figure(its, there)), key=lambda it: it.here.side)
        tell_figures(findings, one, one.figures[0], other, other.figures[0], Relation.OTHER)
    elif not _may_be_article(left) and not _stands_there(left):
        findings.tell_left(left)


def _may_be_article(left: Leftover) -> bool:
    """Say whether it is a bare 1, which other languages say without a number: 1 バッチ, a batch."""
    return left.kind == "number" and left.figures[0].mention.text == "1" and not left.figures[0].mention.unit


def _stands_there(left: Leftover) -> bool:
    """Say whether the other block has it to the letter, and as often, as a part of something compared by itself.

    The 25 of a date that stands untranslated is one, and 121K in Japanese.
    """
    said = left.figures[0].mention.text if left.kind == "number" else ""
    if not any(letter.isdigit() for letter in said):
        return False
    end = "(?![A-Za-z])" if said[-1].isalpha() else ""
    pattern = re.compile(rf"(?<![\d.,]){re.escape(said)}(?![\d,.]\d|\d){end}")
    own, its = (len(pattern.findall(it.text)) for it in (left.here, left.here.there))
    return own == its > 0


def _is_exact(a: Atom, b: Atom, left: Leftover) -> bool:
    """Say whether the ledger has the coarser of two figures and not the finer: then neither is the other, rounded."""
    coarse, context = coarser(a, b), left.here.context
    held = [isinstance(it.value, Fraction) and bool(context.held(it.value, it.unit)) for it in (a, b)]
    return held == [coarse is a, coarse is b]


def _are_other_counts(one: tuple[Leftover, Atom], other: tuple[Leftover, Atom]) -> bool:
    """Say whether two counts differ, and no words near them may say that they are rough."""
    typed = [(left.here, atom.mention) for left, atom in (one, other) if left.kind != "fact"]
    return are_told_to_the_unit(one[1], other[1]) and not any(is_near_hedge(*it) for it in typed)


def _may_stand_for(one: Leftover, a: Atom, other: Leftover, b: Atom) -> bool:
    """Say whether two figures may be meant to be one: of a fact only what is certain to be of its kind."""
    if one.spare and other.spare:
        return False
    if one.kind == other.kind:
        if one.spare or other.spare:
            kind = "fact" if one.kind == "fact" else (a.kind, a.unit)
            if a.mention.kind is not b.mention.kind or one.here.counts[kind] != one.here.there.counts[kind]:
                return False
        return one.kind != "fact" or _are_of_one_sort(one, other)
    if related(a, b) is Relation.SIGN:
        return True
    # one is a fact, and the other typed
    fact, typed = (one, other) if one.kind == "fact" else (other, one)
    words = typed.here.context.fact(Role("fact", fact.said, None))
    is_counted_alike = any(it.unit == typed.figures[0].mention.unit for it in words)
    counted = set() if is_counted_alike else {it.mention.unit for it in (a, b) if it.mention.unit}
    places = [it.mention.kind in (FigureKind.ORDINAL, FigureKind.ARTICLE) for it in (a, b)]
    return places[0] == places[1] and (bool(a.unit or b.unit) or len(counted) < 2)


def _are_of_one_sort(one: Leftover, other: Leftover) -> bool:
    """Say whether the ledger has two facts in one unit, or both as days."""
    facts = one.here.context.scope.site.facts
    values = [facts[it.said].value.value for it in (one, other)]
    sorts = [it.unit if isinstance(it, Quantity) else type(it) for it in values]
    return sorts[0] == sorts[1]


def _is_scale(left: Leftover) -> bool:
    """Say whether a figure only says what others are counted in: (100 million won), where Korean has (억 원)."""
    mention = left.figures[0].mention if left.figures else None
    if mention is None or mention.value is None or mention.value < _LEAST_SCALE:
        return False
    return str(mention.value).rstrip("0") == "1" and f"({mention.text})" in left.here.text


def _unscaled(left: list[Leftover]) -> list[Leftover]:
    """Take away the figures of tables that one language gives in millions, say, and the other in 억.

    One figure that is out of line with the others of its table stays.
    """
    tables: dict[int, dict[int, tuple[list[Leftover], list[Leftover]]]] = {}
    for it in left:
        if it.here.pairing.table:
            cells = tables.setdefault(it.here.pairing.table, {})
            cells.setdefault(id(it.here.pairing), ([], []))[it.here.side].append(it)
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
    return [it for it in left if id(it.here.pairing) not in gone]
