"""Figures that have changed places: 5% in 2024 and 7% in 2025, where the other language has it the other way round."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from briefgen.checking.languages import report
from briefgen.checking.languages.differences.in_words import TIMES
from briefgen.checking.languages.differences.numbers import Atom, atoms, every_atom
from briefgen.checking.languages.gathering import Gathering
from briefgen.checking.languages.parts import Parts, TextPart
from briefgen.checking.languages.sections import Pairing
from briefgen.checking.languages.sides import LanguageSide
from briefgen.model.core.diagnostics import Span
from briefgen.model.values.figures import End, FigureKind, Mention

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
    is_figure: bool


Two = tuple[Neighbour, Neighbour]
"""A figure, and what it stands beside."""
Beside = Mapping[object, Two]
"""Figures by value, each with what it stands beside."""


def compare_company(gathered: Gathering, pair: Pairing, parts: Parts) -> None:
    """Gather each two figures that have changed places, once."""
    if all(sum(it.day is not None for it in part.mentions) > 1 for part in parts):
        spans = [_days_left(part, side) for part, side in zip(parts, gathered.sides, strict=True)]
        _changed(gathered, pair, (spans[0], spans[1]), certain=True)
    if not all(_may_have_two(part) for part in parts):
        return
    said = [
        sorted(_said(part, side), key=lambda it: it.start) for part, side in zip(parts, gathered.sides, strict=True)
    ]
    figures = [{it.key for it in its if it.is_figure} for its in said]
    if len(figures[0] & figures[1]) > 1:
        _compare_places(gathered, pair, parts, said)


def _may_have_two(part: TextPart) -> bool:
    """Whether a block has two figures at least: one alone has changed places with nothing."""
    typed = sum(it.day is None and not it.soft for it in part.mentions)
    return typed + sum(role.kind == "fact" for role in part.words.roles) > 1


def _compare_places(gathered: Gathering, pair: Pairing, parts: Parts, said: Sequence[Sequence[Neighbour]]) -> None:
    def beside(look: Callable[..., Sequence[Neighbour]]) -> list[Beside]:
        found = map(look, said, parts, gathered.sides)
        return [_once(_beside(its, part), its) for its, part in zip(found, parts, strict=True)]

    turns = [_once(_turns(its, part, side), its) for its, part, side in zip(said, parts, gathered.sides, strict=True)]
    named = beside(_with_names)
    for first, second in (beside(lambda its, *_: its), turns, beside(_with_opposites), named):
        if _changed(gathered, pair, (first, second), certain=first is not named[0]):
            return


def _changed(gathered: Gathering, pair: Pairing, both: tuple[Beside, Beside], *, certain: bool) -> bool:
    """Whether two figures have changed places; the first of them is reported."""
    first, second = both
    moved = {(first[key][1].key, second[key][1].key): key for key in first if key in second}
    for (here, there), key in moved.items():
        if here != there and (there, here) in moved:
            problem = report.changed_places(first[key], second[key], pair, gathered, certain=certain)
            gathered.problems.append(problem)
            return True
    return False


def _with_names(its: Sequence[Neighbour], part: TextPart, side: LanguageSide) -> list[Neighbour]:
    """Figures with the terms and names that they stand beside, in plain words too, and without days and years."""
    names = [(it.id, it.said, it.start, it.end) for it in side.glossary.find(part.words.text)]
    return _among([it for it in its if it.is_figure or isinstance(it.key, str)], names, part)


def _with_opposites(its: Sequence[Neighbour], part: TextPart, side: LanguageSide) -> list[Neighbour]:
    """Figures with the words for what they are of, exports or imports, alone."""
    words = [(side.opposites[it[0].lower()], it[0], *it.span()) for it in side.opposite.finditer(part.words.text)]
    return _among([it for it in its if it.is_figure], words, part)


def _among(its: list[Neighbour], words: list[tuple[str, str, int, int]], part: TextPart) -> list[Neighbour]:
    found = (Neighbour(*it[:2], part.words.at(*it[2:], part.span.path), *it[2:], is_figure=False) for it in words)
    return sorted([*its, *found], key=lambda it: it.start)


def _once(pairs: Iterable[Two], said: Sequence[Neighbour]) -> Beside:
    """What stands in a block twice is not among them."""
    often = Counter(it.key for it in said if it.is_figure)
    return {figure.key: (figure, its) for figure, its in pairs if often[figure.key] == 1}


def _beside(said: Sequence[Neighbour], part: TextPart) -> Iterator[Two]:
    for sentence in _cut(said, _SENTENCE, part):
        yield from _two_by_two(sentence, part)


def _turns(said: Sequence[Neighbour], part: TextPart, side: LanguageSide) -> Iterator[Two]:
    """Figures that are left or reached: from 180% to 165%."""
    text = part.words.text
    for it in said:
        if it.is_figure and (
            turn := side.turn(text[max(0, it.start - _NEAR) : it.start], text[it.end : it.end + _NEAR])
        ):
            yield it, replace(it, key=turn, words=turn)


def _days_left(part: TextPart, side: LanguageSide) -> Beside:
    """Days and years that stand once, and are left or reached: from 2020 to 2021."""
    days: list[Neighbour] = []
    turned: list[Two] = []
    for it in part.mentions:
        if it.day is None:
            continue
        span = part.words.at(it.start, it.end, part.span.path)
        day = Neighbour(it.day, it.text, span, it.start, it.end, is_figure=True)
        days.append(day)
        if it.range is End.NONE:
            turned += _turns([day], part, side)
        else:  # what is read as one span has both ends in its words
            turn = "from" if it.range is End.LOW else "to"
            words = it.text if it.day.month else str(it.day)
            turned.append((replace(day, words=words), replace(day, key=turn, words=turn)))
    return _once(turned, days)


def _cut(found: Sequence[Neighbour], ends: re.Pattern[str], part: TextPart) -> list[list[Neighbour]]:
    starts = [it.end() for it in ends.finditer(part.words.text)]
    return [list(run) for _, run in groupby(found, lambda it: bisect_right(starts, it.start))]


def _two_by_two(sentence: Sequence[Neighbour], part: TextPart) -> Iterator[Two]:
    """Figures and what they stand beside, where the two take turns in a sentence or a piece of it."""
    pieces = [sentence] if _take_turns(sentence) else _cut(sentence, _PIECE, part)
    for piece in pieces:
        if _take_turns(piece):
            for one, other in zip(piece[::2], piece[1::2], strict=True):
                yield (one, other) if one.is_figure else (other, one)


def _take_turns(said: Sequence[Neighbour]) -> bool:
    return len(said) % 2 == 0 and all(one.is_figure != other.is_figure for one, other in pairwise(said))


def _said(part: TextPart, side: LanguageSide) -> Iterator[Neighbour]:
    for it in part.mentions:
        span = part.words.at(it.start, it.end, part.span.path)
        if it.day is not None or _is_place(it):
            key: object = it.day or ("place", it.value)
            yield Neighbour(key, it.text, span, it.start, it.end, is_figure=False)
        elif not it.soft:
            yield Neighbour(_value(list(every_atom((it,)))), it.text, span, it.start, it.end, is_figure=True)
    for role in part.words.roles:
        span = role.span or part.span
        if role.kind == "term":
            yield Neighbour(role.id, role.id, span, role.offset, role.offset + 1, is_figure=False)
        elif role.kind == "fact" and role.id in side.scope.site.facts:
            key = _value(atoms(side.fact(role))) or role.id
            yield Neighbour(key, side.words(role), span, role.offset, role.offset + 1, is_figure=True)


def _is_place(mention: Mention) -> bool:
    """Whether it says which one; *for the third time* belongs to no figure beside it."""
    return mention.kind is FigureKind.ORDINAL and not (mention.soft and mention.unit == TIMES)


def _value(read: list[Atom]) -> object:
    return read[0].key[:3] if len(read) == 1 else None
