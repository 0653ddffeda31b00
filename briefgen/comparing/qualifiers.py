"""Compare how firmly figures are meant: about, more than, at least, exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from briefgen.comparing.findings import Findings
from briefgen.comparing.language_context import LanguageContext, Segment
from briefgen.comparing.numbers import (
    THINGS,
    TIME_UNITS,
    Atom,
    agree,
    atoms,
    contradict,
    counted_thing,
    every_atom,
    limit,
    may_be_one_unit,
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
IDIOMS = 10
"""Up to it a number in words without a unit may be an idiom: on the one hand, the two sides."""
_WINDOW = 40
_NEAR = 24
"""Letters beside a fact in which a qualifier is looked for."""
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


def _bounded(mentions: Iterable[Mention]) -> list[Mention]:
    return [it for it in mentions if it.bound is not Bound.EXACT]


def _tell(
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


# A fact of one block, typed in the other


@dataclass(frozen=True, slots=True)
class Worded:
    """A block with the words of its facts in their places, and where the words of each fact stand."""

    text: str
    mentions: tuple[Mention, ...]
    places: Mapping[int, tuple[int, int]]
    """By the offset of the fact in the block."""

    def of(self, role: Role) -> list[Mention]:
        """Give the figures of one fact, as the words around it make them: {fact} 이상."""
        start, end = self.places.get(role.offset, (0, 0))
        return [it for it in self.mentions if it.start < end and start < it.end]


def worded(here: Segment) -> Worded:
    """Give a block as its reader has it."""
    pieces: list[str] = []
    places: dict[int, tuple[int, int]] = {}
    text, last, length = here.text, 0, 0
    for role in sorted(here.roles, key=lambda it: it.offset):
        words = here.context.words(role) if role.kind == "fact" and text[role.offset : role.offset + 1] == PLACE else ""
        if words:
            pieces += [text[last : role.offset], words]
            length += role.offset - last
            places[role.offset] = (length, length + len(words))
            length, last = length + len(words), role.offset + 1
    whole = "".join([*pieces, text[last:]])
    return Worded(whole, here.context.reader.read(whole), places)


def compare_with_typed(findings: Findings, here: Segment, block: Worded, role: Role, said: Sequence[Atom]) -> None:
    """Gather a figure that the other block types for a fact, but means more or less firmly than the fact."""
    for atom in said:
        own = next((it for it in block.of(role) if agrees(it, atom)), atom.mention)
        typed = [it for it in here.there.mentions if agrees(it, atom)]
        if atom.kind != "number" or own.range is not End.NONE or not typed:
            continue
        if _is_other_thing(own, typed, here):
            place = here.there.at(typed[0].start, typed[0].end)
            findings.tell("thing", here.there, place, typed[0].text, own.text)
            continue
        if any(_is_loose(it, own) or it.range is not End.NONE or not differ(own, it, *here.contexts) for it in typed):
            continue
        if not contradict(atom, atoms(typed)[0]) and not _is_hedged(here, block, own, typed):
            _tell(findings, here.there, typed[0], own)


def _is_other_thing(one: Mention, others: Sequence[Mention], here: Segment) -> bool:
    """Say whether a figure counts something that none of the ``others``, of the other block, counts."""
    mine = counted_thing(one, here.context.language)
    yours = {counted_thing(it, here.there.context.language) for it in others}
    return one.value > 1 and yours | {mine} <= THINGS and mine not in yours


def _is_loose(typed: Mention, own: Mention) -> bool:
    """Say whether a figure is in words that may say something else: *three*, but not *three years* for 3 years."""
    if typed.unit:
        return typed.soft and not may_be_one_unit(typed.unit, own.unit)
    return typed.soft and IDIOMS >= typed.value >= 1


def _is_hedged(here: Segment, block: Worded, own: Mention, typed: Sequence[Mention]) -> bool:
    """Say whether words stand near that may say a bound in a way that is not read: how firm it is, is not certain."""
    there, bounded = here.there, _bounded(here.there.mentions)
    if any(is_near_hedge(there, it, others=bounded) for it in typed if it.bound is Bound.EXACT):
        return True
    if own.bound is not Bound.EXACT:
        return False
    if any(there.context.is_topic(there.text, it) for it in typed):
        return True
    return is_near_hedge(here, own, block.text, _bounded(block.mentions))


# A fact that both blocks name


def compare_same_facts(findings: Findings, one: Segment, other: Segment) -> None:
    """Gather the facts that each block names once, of which one has a qualifier that the other has not."""
    named = [{key: its[0] for key, its in by_key(here).items() if _stands_once(its)} for here in (one, other)]
    blocks: list[Worded] = []
    for key in [key for key in named[0] if key in named[1]]:
        roles = named[0][key], named[1][key]
        if findings.is_known(roles[0]) and any(map(_is_qualified, roles, (one, other))):
            blocks = blocks or [worded(one), worded(other)]
            _compare_same(findings, one, roles, blocks)


def by_key(here: Segment) -> dict[object, list[Role]]:
    """Give the facts of a block; forms that are other figures than the fact's own count as facts of their own."""
    found: dict[object, list[Role]] = {}
    for role in here.roles:
        if role.kind == "fact":
            found.setdefault(role.key, []).append(role)
            if role.form == "both":
                found.setdefault((role.id, "converted"), []).append(role)
    return found


def _stands_once(roles: Sequence[Role]) -> bool:
    return len(roles) == 1 and roles[0].form != "both"


def _is_qualified(role: Role, here: Segment) -> bool:
    text, lexicon = here.text, here.context.reader.lexicon
    before, after = text[max(0, role.offset - _NEAR) : role.offset], text[role.offset + 1 : role.offset + 1 + _NEAR]
    return lexicon.bound_before.search(before) is not None or lexicon.bound_after.match(after) is not None


def _compare_same(findings: Findings, one: Segment, roles: tuple[Role, Role], blocks: Sequence[Worded]) -> None:
    own, its = (_only(block.of(role)) for role, block in zip(roles, blocks, strict=True))
    there = one.there
    if own is None or its is None or own.value != its.value:
        return
    if not differ(own, its, *one.contexts) or not differ(its, own, *there.contexts):
        return
    for it, block, here in zip((own, its), blocks, (one, there), strict=True):
        is_unsure = it.bound is Bound.EXACT and is_near_hedge(here, it, block.text, _bounded(block.mentions))
        if is_unsure or here.context.is_topic(block.text, it) or here.context.compared.match(block.text, it.end):
            return
    held = _only(one.context.fact(roles[0]))
    if held is None or held.bound is not Bound.EXACT:  # *more than about 80* has two qualifiers, of which one is read
        return
    severity = Severity.ERROR if limit(own) * limit(its) < 0 else Severity.WARNING
    if its.bound is Bound.EXACT:
        _tell(findings, one, own, its, roles[0].span, severity)
    else:
        _tell(findings, there, its, own, roles[1].span, severity)


def _only(mentions: Sequence[Mention]) -> Mention | None:
    """Give the amount that is all there is, not a range and not a day."""
    fits = len(mentions) == 1 and mentions[0].day is None and mentions[0].range is End.NONE
    return mentions[0] if fits else None


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
                _tell(findings, here, it, right[0])


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
