"""Compare how figures are meant: about, more than, at least, exactly; as a growth or as a fall."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from briefgen.comparing.findings import Findings
from briefgen.comparing.language_context import LanguageContext, Segment
from briefgen.comparing.numbers import (
    TIME_UNITS,
    Atom,
    agree,
    atoms,
    every_atom,
    measured,
)
from briefgen.comparing.parts import PLACE, Role
from briefgen.model.core.diagnostics import Severity, Span
from briefgen.model.values.figures import End, Mention
from briefgen.model.values.quantities import Bound

_UP = frozenset({Bound.OVER, Bound.AT_LEAST})
_DOWN = frozenset({Bound.UNDER, Bound.AT_MOST, Bound.NEARLY})
_MAY_BE = {
    **dict.fromkeys(_UP, _UP),
    **dict.fromkeys(_DOWN, _DOWN),
    Bound.NEARLY: _DOWN | {Bound.ABOUT},
    Bound.ABOUT: frozenset({Bound.ABOUT, Bound.NEARLY}),
    Bound.EXACT: frozenset({Bound.EXACT}),
}
"""A bound → those by which translations give it: 이상 is *more than* too, and 약 *nearly*."""
_WITH_LIMIT = frozenset({Bound.AT_LEAST, Bound.AT_MOST})
_ROUGH = frozenset({Bound.ABOUT, Bound.NEARLY})
_WINDOW = 40
_SENTENCE = re.compile(r"[.!?。](?:\s|$)|[;；\n]")


def differ(one: Mention, other: Mention, here: LanguageContext, there: LanguageContext) -> bool:
    """Say whether ``other``, a figure of the second language, has lost, added or turned the bound of ``one``."""
    both = ((one, here), (other, there))

    def has(kind: str) -> bool:
        return any(it.qualifiers[kind].search(mention.text) for mention, it in both if kind in it.qualifiers)

    lasting = any(it.unit in TIME_UNITS for it in (one, other)) and has("lasting")
    if lasting or has("loose"):
        return False
    if has("rough"):
        return (one.bound is Bound.EXACT) != (other.bound is Bound.EXACT)
    if (one.bound in _WITH_LIMIT) != (other.bound in _WITH_LIMIT) and has("strict"):
        return True
    return other.bound not in _MAY_BE[one.bound]


def is_near_hedge(here: Segment, mention: Mention, text: str | None = None, others: Iterable[Mention] = ()) -> bool:
    """Say whether a word that may bound a figure stands near it in its sentence and bounds none of the ``others``.

    ``text`` is that of the block, unless the words of its facts stand in it.
    """
    text = here.text if text is None else text
    if text[mention.start - 1 : mention.start] == "~":  # about, or up to
        return True
    begin = max(0, mention.start - _WINDOW)
    near = text[begin : mention.end + _WINDOW]
    for it in others:
        start, end = max(0, it.start - begin), min(len(near), it.end - begin)
        is_apart = it.end <= mention.start or mention.end <= it.start
        if is_apart and start < end:
            near = f"{near[:start]}{' ' * (end - start)}{near[end:]}"
    around = sentence(near, mention.start - begin, mention.end - begin, _WINDOW)
    return any(here.context.hedges.search(it) for it in around)


def sentence(text: str, start: int, end: int, window: int) -> tuple[str, str]:
    """Give what stands before and after a figure in its sentence, at most ``window`` letters of each."""
    before, after = text[max(0, start - window) : start], text[end : end + window]
    ends = [it.end() for it in _SENTENCE.finditer(before)]
    close = _SENTENCE.search(after)
    return before[ends[-1] :] if ends else before, after[: close.start()] if close else after


def agrees(it: Mention, atom: Atom) -> bool:
    """Say whether any part of what is written may be the figure."""
    return any(agree(its, atom) for its in every_atom((it,)))


def bounded(mentions: Iterable[Mention]) -> list[Mention]:
    """Give the figures that have a bound."""
    return [it for it in mentions if it.bound is not Bound.EXACT]


def tell_qualifier(
    findings: Findings,
    here: Segment,
    own: Mention,
    its: Mention,
    span: Span | None = None,
    severity: Severity | None = None,
) -> None:
    """Report a figure of this block with another bound than the fact has that stands there in the other."""
    lost = "qualifier lost" if own.bound is Bound.EXACT else "other qualifier"
    name = "qualifier added" if its.bound is Bound.EXACT else lost
    findings.tell(name, here, span or here.at(own.start, own.end), own.text, its.text, severity=severity)


# A figure that both blocks type


def compare_with_ledger(findings: Findings, one: Segment, other: Segment) -> None:
    """Gather figures typed in both languages, of which one has lost the bound that the ledger has of this value."""
    for here in (one, other):
        for it in here.mentions:
            if it.soft or it.day is not None or it.range is not End.NONE:
                continue
            held = here.context.held(it.value, measured(it.unit))
            if not held or _is_held(it, held, here.context):
                continue
            (atom,) = atoms([it])
            right = [
                its for its in here.there.mentions if agrees(its, atom) and _is_held(its, held, here.there.context)
            ]
            if right and not is_near_hedge(here, it):
                tell_qualifier(findings, here, it, right[0])


def _is_held(it: Mention, held: Iterable[Bound], here: LanguageContext) -> bool:
    """Say whether a figure is as firmly meant as the ledger has it; it may be about as much as a fact is exactly.

    The fact may be of something else; where the other language is exact, ``compare_typed`` tells it.
    """
    return any(
        (bound is Bound.EXACT and it.bound is Bound.ABOUT) or not differ(replace(it, bound=bound), it, here, here)
        for bound in held
    )


def compare_typed(findings: Findings, one: Segment, other: Segment) -> None:
    """Gather figures typed in both languages, of which only one is said to be about or nearly so much.

    Limits are left out: a translation gives them in too many ways (no less than, over the last 15 years, 65+).
    """
    plain = {here: _by_value(here.mentions) for here in (one, other)}
    for here in (one, other):
        for value, own in plain[here].items():
            there = plain[here.there].get(value, ())
            if len(own) != 1 or len(there) != 1 or not agrees(there[0], atoms(own)[0]):
                continue
            it, its = own[0], there[0]
            if it.bound not in _ROUGH or its.bound is not Bound.EXACT or not differ(it, its, *here.contexts):
                continue
            held = here.context.held(it.value, measured(it.unit))
            is_told = held and not (it.bound is Bound.ABOUT and Bound.EXACT in held)
            if not is_told and not is_near_hedge(here.there, its):
                place = here.there.at(its.start, its.end)
                findings.tell("typed qualifier", here.there, place, its.text, it.text)


def _by_value(mentions: Iterable[Mention]) -> dict[Fraction, list[Mention]]:
    """Give the amounts that stand by themselves."""
    found: dict[Fraction, list[Mention]] = {}
    for it in mentions:
        if not it.soft and not it.open and it.day is None and it.range is End.NONE:
            found.setdefault(it.value, []).append(it)
    return found


# Whether a figure with a minus in one language and one without in the other are the same: −3%, a fall of 3%

_BESIDE = 10
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
        return falls < (rises if rises <= _BESIDE else _LONGEST)

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
