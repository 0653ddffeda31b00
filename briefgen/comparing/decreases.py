"""Tell whether a figure with a minus in one language and one without in the other are the same: −3%, a fall of 3%."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from briefgen.comparing.language_context import LanguageContext, Segment
from briefgen.comparing.numbers import Atom, measured
from briefgen.comparing.parts import PLACE, Role
from briefgen.comparing.qualifiers import sentence

_NEAR = 10
_LONGEST = 1000
_CLOSE = 40
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FIGURE = re.compile(rf"[\d{PLACE}]")
_CLAUSE = re.compile(r"[,:](?=\s)")


@dataclass(frozen=True, slots=True)
class FigureInSentence:
    """A figure among the other words of its sentence."""

    context: LanguageContext
    said: str
    before: str
    after: str

    def is_below_zero(self) -> bool:
        """Say whether a figure without a minus is a fall or a loss, by the words of its sentence."""
        if self._is_loss() or self.context.lower.match(self.after):
            return True
        if self._is_level():
            return False
        rises, falls = (self._distance(words) for words in (self.context.rising, self.context.falling))
        return falls < (rises if rises <= _NEAR else _LONGEST)

    def _is_loss(self) -> bool:
        """Say whether a word such as deficit stands with it, and not with a figure between the two."""
        words = self.context.below_zero
        between = [self.before[it.end() :] for it in words.finditer(self.before)]
        between += [self.after[: it.start()] for it in words.finditer(self.after)]
        return any(len(it) <= _CLOSE and not _FIGURE.search(_YEAR.sub("", it)) for it in between)

    def _is_level(self) -> bool:
        """Say whether it is reached or left, as in a fall to 3%."""
        ends = (f"{PLACE}{self.said[place:]}" for place in range(len(self.said)))
        return bool(self.context.turn(self.before, self.after)) or any(map(self.context.level.fullmatch, ends))

    def _distance(self, words: re.Pattern[str]) -> int:
        """Measure how far the nearest of the words stands, those of another clause only on the verb's side."""
        before, after = self.before, self.after
        if self.context.verb_last:
            before = _CLAUSE.split(before)[-1]
        elif self.context.latin:
            after = _CLAUSE.split(after)[0]
        follows = [it.start() for it in words.finditer(after)]
        precede = [len(before) - it.end() for it in words.finditer(before)]
        return min([*follows, *precede], default=_LONGEST)


def is_opposite_in_words(atom: Atom, here: Segment, *role: Role) -> bool:
    """Say whether the other block has a figure with the opposite sign, and words that make them one.

    ``role`` is the fact that the figure is of; a figure that is typed needs none.
    """
    if atom.kind != "number" or not isinstance(atom.value, Fraction) or not atom.value:
        return False
    its = list(_shown(atom, -atom.value, here.there))
    own = _of_facts(role, here) if role else _shown(atom, atom.value, here)
    return bool(its) and any(it.is_below_zero() for it in (its if atom.value < 0 else own))


def _shown(atom: Atom, value: Fraction, here: Segment) -> Iterator[FigureInSentence]:
    """Find where a block has the value: typed, or as a fact in any of its forms."""
    for it in here.mentions:
        if it.day is None and it.value == value and measured(it.unit) == atom.unit:
            yield FigureInSentence(here.context, it.text, *sentence(here.text, it.start, it.end, _LONGEST))
    for role in here.facts:
        if any(it.value == value for form in here.context.in_any_form(role) for it in form):
            yield from _of_facts((role,), here)


def _of_facts(roles: Iterable[Role], here: Segment) -> Iterator[FigureInSentence]:
    for role in roles:
        around = sentence(here.text, role.offset, role.offset + 1, _LONGEST)
        yield FigureInSentence(here.context, here.context.words(role), *around)
