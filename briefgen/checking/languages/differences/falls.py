"""Whether a figure with a minus in one language and one without in the other are the same: −3% and a fall of 3%."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from briefgen.checking.languages.differences.bounds import sentence
from briefgen.checking.languages.differences.numbers import Atom, measured
from briefgen.checking.languages.parts import PLACE, Parts, Role, TextPart
from briefgen.checking.languages.sides import LanguageSide, Sides

_NEAR = 10
_LONGEST = 1000
_CLOSE = 40
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FIGURE = re.compile(rf"[\d{PLACE}]")
_MINUS = re.compile(r"[^\d\s]*[-−]")
_CLAUSE = re.compile(r"[,:](?=\s)")
_BY = re.compile(r"\w*(?:\s(?:by|of|was|is))?\s?")


_LESS = re.compile(r"\s(?:lower|smaller|fewer|less)\b", re.IGNORECASE)
"""2.4 points lower."""


@dataclass(frozen=True, slots=True)
class FigureInSentence:
    """A figure among the other words of its sentence."""

    side: LanguageSide
    said: str
    before: str
    after: str

    def is_below_zero(self) -> bool:
        """Whether a figure without a minus is a fall or a loss, by the words of its sentence."""
        if self._is_loss() or _LESS.match(self.after):
            return True
        if self._is_level():
            return False
        rises, falls = (self._distance(words) for words in (self.side.rising, self.side.falling))
        return falls < (rises if rises <= _NEAR else _LONGEST)

    def falls_twice(self) -> bool:
        """Whether a figure has both a minus and a word that says as much: fell by −3%."""
        if not _MINUS.match(self.said) or self._is_level():
            return False
        if self.side.falling.match(self.after.lstrip(" 의")):
            return True
        return self.side.latin and any(
            _BY.fullmatch(self.before, it.end()) for it in self.side.falling.finditer(self.before)
        )

    def _is_loss(self) -> bool:
        """Whether a word such as deficit stands with it, and not with a figure between the two."""
        words = self.side.below_zero
        between = [self.before[it.end() :] for it in words.finditer(self.before)]
        between += [self.after[: it.start()] for it in words.finditer(self.after)]
        return any(len(it) <= _CLOSE and not _FIGURE.search(_YEAR.sub("", it)) for it in between)

    def _is_level(self) -> bool:
        """Whether it is reached or left, as in a fall to 3%."""
        ends = (f"{PLACE}{self.said[place:]}" for place in range(len(self.said)))
        return bool(self.side.turn(self.before, self.after)) or any(map(self.side.level.fullmatch, ends))

    def _distance(self, words: re.Pattern[str]) -> int:
        """How far the nearest of the words stands from the figure, those of another clause only on the verb's side."""
        before, after = self.before, self.after
        if self.side.verb_last:
            before = _CLAUSE.split(before)[-1]
        elif self.side.latin:
            after = _CLAUSE.split(after)[0]
        follows = [it.start() for it in words.finditer(after)]
        precede = [len(before) - it.end() for it in words.finditer(before)]
        return min([*follows, *precede], default=_LONGEST)


def is_opposite_in_words(atom: Atom, sides: Sides, side: int, parts: Parts, *role: Role) -> bool:
    """Whether the other block has a figure of this ``side`` with the opposite sign, and words that make them one.

    ``role`` is the fact that the figure is of; a figure that is typed needs none.
    """
    if atom.kind != "number" or not isinstance(atom.value, Fraction) or not atom.value:
        return False
    own = list(
        _of_facts(role, parts[side], sides[side]) if role else _shown(atom, atom.value, parts[side], sides[side])
    )
    its = list(_shown(atom, -atom.value, parts[1 - side], sides[1 - side]))
    plain, minus = (its, own) if atom.value < 0 else (own, its)
    return bool(its) and any(it.is_below_zero() for it in plain) and not any(it.falls_twice() for it in minus)


def _shown(atom: Atom, value: Fraction, part: TextPart, side: LanguageSide) -> Iterator[FigureInSentence]:
    """Where a block has the value: typed, or as a fact in any of its forms."""
    for it in part.mentions:
        if it.day is None and it.value == value and measured(it.unit) == atom.unit:
            yield FigureInSentence(side, it.text, *sentence(part.words.text, it.start, it.end, _LONGEST))
    facts = side.scope.site.facts
    for role in part.words.roles:
        if role.kind == "fact" and role.id in facts:
            forms = (role.form, *facts[role.id].value.forms)
            if any(it.value == value for form in forms for it in side.fact(replace(role, form=form))):
                yield from _of_facts((role,), part, side)


def _of_facts(roles: Iterable[Role], part: TextPart, side: LanguageSide) -> Iterator[FigureInSentence]:
    for role in roles:
        yield FigureInSentence(
            side, side.words(role), *sentence(part.words.text, role.offset, role.offset + 1, _LONGEST)
        )
