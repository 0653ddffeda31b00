"""Another value in words: fivefold for 4배, fifth for 3위, April for 3월, the 1980s for 1990년대."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.checking.languages.differences.facts_compared import every_figure
from briefgen.checking.languages.differences.numbers import TIME_UNITS, Atom, agree, atoms
from briefgen.checking.languages.gathering import Gathering, Leftover
from briefgen.checking.languages.parts import TextPart
from briefgen.checking.languages.sides import LanguageSide
from briefgen.model.values.figures import FigureKind, Mention

TIMES = "times"
_MOST = 20
"""Figures of one sort in a block; where there are more, none is certain to stand for another."""
_FOLD = re.compile(r"fold$|^(?:doubl|tripl|quadrupl)(?:ed|es|ing)$", re.IGNORECASE)
_DECADE = re.compile("s(?![A-Za-z])|대(?![가-힣]{2})")


def counted_in(atom: Atom) -> str:
    """The unit of a figure; *fivefold* and *tripled* have that of 배."""
    return TIMES if _FOLD.search(atom.mention.text) else atom.unit or atom.mention.unit


def another_in_words(left: Leftover, gathered: Gathering) -> Leftover | None:
    """The figure of the other block that differs from this one, of which one at least is in words.

    Only where each block has exactly one figure of the sort that the other has not: then one stands for the other.
    """
    if len(left.figures) != 1 or not (sort := _sort(left.figures[0].mention, left.part)):
        return None
    if any(sum(_sort(it, part) == sort for it in part.mentions) > _MOST for part in (left.part, left.there)):
        return None
    here, there = gathered.sides[left.side], gathered.sides[1 - left.side]
    own = list(_alone(sort, (left.part, here), (left.there, there)))
    its = list(_alone(sort, (left.there, there), (left.part, here)))
    if len(own) != 1 or len(its) != 1:
        return None
    said = its[0].mention
    place = gathered.place(1 - left.side, left.there, said.start, said.end)
    return Leftover(left.kind, its[0].key, 1 - left.side, said.text, place, left.pairing, (its[0],))


def _alone(sort: str, one: tuple[TextPart, LanguageSide], other: tuple[TextPart, LanguageSide]) -> Iterator[Atom]:
    """The figures of a sort that one block has and the other neither writes nor names as a fact."""
    there = list(every_figure(*other))
    for atom in atoms(it for it in one[0].mentions if _sort(it, one[0]) == sort):
        if not any(agree(atom, its) for its in there):
            yield atom


def _sort(mention: Mention, part: TextPart) -> str:
    """What a figure counts, of those that both digits and words are usual for; empty for all others."""
    after = part.words.text[mention.end : mention.end + 3]
    day = mention.day
    if mention.kind is FigureKind.ORDINAL:
        return "place" if mention.value > 1 else ""
    if mention.unit in TIME_UNITS and mention.unit != "days" and mention.value > 1:  # 25일 may be a day of a month
        return mention.unit
    if mention.unit == TIMES or (mention.soft and _FOLD.search(mention.text)):
        return TIMES
    if day is not None and day.month and not day.year and not day.day:
        return "month" if not mention.soft or mention.text[:1].isupper() else ""
    year = day.year if day is not None and not day.month else mention.value
    is_decade = len(mention.text.removesuffix("년")) == 4 and year % 10 == 0 and _DECADE.match(after)
    return "decade" if is_decade else ""
