"""Report figures swapped between two languages: 5% in 2024 and 7% in 2025, where the other has it the other way round;
rows, columns or cells of a table that stand in another order in one language."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, zip_longest

from briefgen.comparing.findings import Findings
from briefgen.comparing.language_context import LanguageContext, Segment
from briefgen.comparing.numbers import TIMES, Atom, agree, atoms, every_atom
from briefgen.comparing.parts import TextPart
from briefgen.model.core.diagnostics import Severity, Span
from briefgen.model.values.figures import FigureKind, Mention

_SENTENCE = re.compile(r"[;.!?。](?=\s|$)|\n")
_NEAR = 20
_PIECE = re.compile(r"[,:](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A figure, or what a figure may stand beside: a day, a year, a term."""

    key: object
    words: str
    span: Span
    start: int
    end: int
    is_figure: bool = False


Two = tuple[Neighbour, Neighbour]
"""A figure, and what it stands beside."""
Beside = Mapping[object, Two]
"""Figures by value, each with what it stands beside."""


def compare_neighbours(findings: Findings, one: Segment, other: Segment) -> None:
    """Report each two figures that have changed places, once."""
    both = (one, other)
    if not all(_may_have_two(here) for here in both):
        return
    said = {here: sorted(_said(here), key=lambda it: it.start) for here in both}
    figures = [{it.key for it in said[here] if it.is_figure} for here in both]
    if len(figures[0] & figures[1]) < 2:
        return
    for find in (_beside, _turns, _beside_opposites, _beside_names):
        places = [_once(find(said[here], here), said[here]) for here in both]
        if _tell_changed(findings, other, places, certain=find is not _beside_names):
            return


def _may_have_two(here: Segment) -> bool:
    """Say whether a block has two figures at least: one alone has changed places with nothing."""
    typed = sum(it.day is None and not it.soft for it in here.mentions)
    return typed + sum(role.kind == "fact" for role in here.roles) > 1


def _tell_changed(findings: Findings, here: Segment, places: Sequence[Beside], *, certain: bool) -> bool:
    """Report the first of two figures that have changed places, and say whether there are such."""
    first, second = places
    moved = {(first[key][1].key, second[key][1].key): key for key in first if key in second}
    for (mine, yours), key in moved.items():
        if mine != yours and (yours, mine) in moved:
            (its, its_neighbour), (own, own_neighbour) = first[key], second[key]
            findings.tell(
                "swapped figures",
                here,
                own.span,
                own.words,
                its.words,
                at=its.span,
                severity=Severity.ERROR if certain else Severity.WARNING,
                own_neighbour=own_neighbour.words,
                its_neighbour=its_neighbour.words,
            )
            return True
    return False


def _once(pairs: Iterable[Two], said: Sequence[Neighbour]) -> Beside:
    """Leave out what stands in a block twice."""
    often = Counter(it.key for it in said if it.is_figure)
    return {it.key: (it, its) for it, its in pairs if often[it.key] == 1}


# What a figure stands beside


def _beside(said: Sequence[Neighbour], here: Segment) -> Iterator[Two]:
    """Pair figures with what they stand beside, where the two take turns in a sentence or a piece of it."""
    for sentence in _cut(said, _SENTENCE, here):
        for piece in [sentence] if _take_turns(sentence) else _cut(sentence, _PIECE, here):
            if _take_turns(piece):
                for one, other in zip(piece[::2], piece[1::2], strict=True):
                    yield (one, other) if one.is_figure else (other, one)


def _cut(found: Sequence[Neighbour], ends: re.Pattern[str], here: Segment) -> list[list[Neighbour]]:
    starts = [it.end() for it in ends.finditer(here.text)]
    return [list(run) for _, run in groupby(found, lambda it: bisect_right(starts, it.start))]


def _take_turns(said: Sequence[Neighbour]) -> bool:
    return len(said) % 2 == 0 and all(one.is_figure != other.is_figure for one, other in pairwise(said))


def _beside_names(said: Sequence[Neighbour], here: Segment) -> Iterator[Two]:
    """Pair figures with the terms and names that they stand beside, in plain words too, and not with days and years."""
    names = [(it.id, it.said, it.start, it.end) for it in here.context.glossary.find(here.text)]
    return _beside(_among([it for it in said if it.is_figure or isinstance(it.key, str)], names, here), here)


def _beside_opposites(said: Sequence[Neighbour], here: Segment) -> Iterator[Two]:
    """Pair figures with the words for what they are of, exports or imports, alone."""
    context = here.context
    words = [(context.opposites[it[0].lower()], it[0], *it.span()) for it in context.opposite.finditer(here.text)]
    return _beside(_among([it for it in said if it.is_figure], words, here), here)


def _among(said: list[Neighbour], words: list[tuple[str, str, int, int]], here: Segment) -> list[Neighbour]:
    found = (Neighbour(key, it, here.at(start, end), start, end) for key, it, start, end in words)
    return sorted([*said, *found], key=lambda it: it.start)


def _turns(said: Sequence[Neighbour], here: Segment) -> Iterator[Two]:
    """Pair figures with the words by which they are left or reached: from 180% to 165%."""
    for it in said:
        before, after = here.text[max(0, it.start - _NEAR) : it.start], here.text[it.end : it.end + _NEAR]
        if it.is_figure and (turn := here.context.turn(before, after)):
            yield it, replace(it, key=turn, words=turn)


def _said(here: Segment) -> Iterator[Neighbour]:
    for it in here.mentions:
        span = here.at(it.start, it.end)
        if it.day is not None or _is_place(it):
            yield Neighbour(it.day or ("place", it.value), it.text, span, it.start, it.end)
        elif not it.soft:
            yield Neighbour(_value(list(every_atom((it,)))), it.text, span, it.start, it.end, is_figure=True)
    known = set(map(id, here.facts))
    for role in here.roles:
        place = role.span or here.part.span, role.offset, role.offset + 1
        if role.kind == "term":
            yield Neighbour(role.id, role.id, *place)
        elif id(role) in known:
            key = _value(atoms(here.context.fact(role))) or role.id
            yield Neighbour(key, here.context.words(role), *place, is_figure=True)


def _is_place(mention: Mention) -> bool:
    """Say whether it says which one; *for the third time* belongs to no figure beside it."""
    return mention.kind is FigureKind.ORDINAL and not (mention.soft and mention.unit == TIMES)


def _value(read: list[Atom]) -> object:
    return read[0].key[:3] if len(read) == 1 else None


# Tables


@dataclass(frozen=True, slots=True)
class _ComparedCell:
    """A cell with typed figures only and what they are worth, or with names only."""

    part: TextPart
    figures: tuple[Atom, ...]
    names: frozenset[str]

    def says(self, other: _ComparedCell) -> bool:
        """Say whether two cells of two languages have the same figure, or name the same."""
        if self.names or other.names:
            return self.names == other.names
        return len(self.figures) == len(other.figures) > 0 and all(map(agree, self.figures, other.figures))


_Cells = Sequence[Sequence[_ComparedCell | None]]
"""The cells of a table by rows, or by columns; None for what is not compared."""


def compare_tables(findings: Findings, one: Segment, other: Segment) -> None:
    """Report a table of the same shape in both languages, in which cells have changed places; told once."""
    both = (one, other)
    rows = [[len(row.children) for row in here.part.children] for here in both]
    if one.part.kind != "table" or rows[0] != rows[1]:
        return
    mine, yours = ([[_cell(it, here.context) for it in row.children] for row in here.part.children] for here in both)
    moved = _moved(mine, yours)
    if len(moved) > 1:
        first, second = moved[0]
        severity = Severity.WARNING if _is_sorted_otherwise(mine, yours) else Severity.ERROR
        findings.tell(
            "swapped cells",
            other,
            second.part.span,
            at=first.part.span,
            beside=f"the same cell in {one.lang}",
            severity=severity,
            count=len(moved),
        )


def _moved(mine: _Cells, yours: _Cells) -> list[tuple[_ComparedCell, _ComparedCell]]:
    """Give the cells at one place of both tables of which each has what the other has at another such place."""
    apart = [
        (a, b)
        for row, its in zip(mine, yours, strict=True)
        for a, b in zip(row, its, strict=True)
        if a and b and not a.says(b)
    ]
    return [(a, b) for a, b in apart if any(a.says(its) for _, its in apart) and any(its.says(b) for its, _ in apart)]


def _is_sorted_otherwise(mine: _Cells, yours: _Cells) -> bool:
    """Say whether whole rows or columns stand in another order: with their labels, as far as these are known."""
    columns = [list(zip_longest(*rows)) for rows in (mine, yours)]
    return any(_have_moved(*lines) for lines in ((mine, yours), (columns[0], columns[1])))


def _have_moved(mine: _Cells, yours: _Cells) -> bool:
    apart = [(line, its) for line, its in zip(mine, yours, strict=True) if not _say_the_same(line, its)]
    return all(any(_say_the_same(line, its) for _, its in apart) for line, _ in apart)


def _say_the_same(mine: Sequence[_ComparedCell | None], yours: Sequence[_ComparedCell | None]) -> bool:
    pairs = zip(mine, yours, strict=False)
    return len(mine) == len(yours) and all(a is None or b is None or a.says(b) for a, b in pairs)


def _cell(part: TextPart, context: LanguageContext) -> _ComparedCell | None:
    """Make a cell of what it types, or of its terms by id and its people, organisations and places in plain words."""
    if any(role.kind == "fact" for role in part.words.roles):
        return None
    typed = tuple(it for it in atoms(part.mentions) if not it.soft)
    terms = (role.id for role in part.words.roles if role.kind == "term")
    names = frozenset() if typed else frozenset((*terms, *(it.id for it in context.glossary.find(part.words.text))))
    return _ComparedCell(part, typed, names) if typed or names else None
