"""Compare the facts that two blocks name, and what one of them types in the place of a fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.comparing.findings import Findings
from briefgen.comparing.language_context import Segment
from briefgen.comparing.numbers import (
    MOST_PAIRS,
    THINGS,
    Agreeing,
    Atom,
    agree,
    are_alike,
    atoms,
    contradict,
    counted_thing,
    limit,
    may_be_one_unit,
)
from briefgen.comparing.parts import FORMS_OF_OTHER_FIGURES, PLACE, Role
from briefgen.comparing.qualifiers import (
    agrees,
    bounded,
    differ,
    is_near_hedge,
    is_opposite_in_words,
    tell_qualifier,
)
from briefgen.model.core.diagnostics import Severity
from briefgen.model.values.figures import End, Mention
from briefgen.model.values.quantities import Bound

IDIOMS = 10
"""Up to it a number in words without a unit may be an idiom: on the one hand, the two sides."""
_NEAR = 24
"""Letters beside a fact in which a qualifier is looked for."""
_PROSE = frozenset({"statement", "label"})
"""Forms that are sentences: which of their figures stands for which typed one is not known."""


def compare_facts(findings: Findings, one: Segment, other: Segment) -> None:
    """Gather the facts that one block names and the other neither names nor says in figures, or says otherwise."""
    named = {here: _by_key(here) for here in (one, other)}
    if not all(findings.is_known(role) for its in named.values() for roles in its.values() for role in roles):
        return
    for here, there in ((one, other), (other, one)):
        block: Worded | None = None
        free: list[Atom] | None = None
        for key, roles in named[here].items():
            role = roles[0]
            if key in named[there]:
                if len(roles) > len(named[there][key]):
                    every = [it for each in roles for it in atoms(here.context.fact(each))]
                    _leave(findings, here, role, every, key, spare=True)
                continue
            figures, said = atoms(here.context.fact(role)), next(_said(role, here), None)
            if said is None:
                figures = [it for it in figures if not _stands(it, here, role)]
            else:
                free = _free(here) if free is None else free
                if any(_stands_for_another(it, free, here, role) for it in said):
                    said = None
            _leave(findings, here, role, figures, key, typed=said is not None)
            if said is not None:
                block = block or _worded(here)
                _compare_with_typed(findings, here, block, role, said)


def _said(role: Role, here: Segment) -> Iterator[list[Atom]]:
    """Give the wordings of a fact in either language that the other block says in figures."""
    forms = [role.form]
    if role.form not in FORMS_OF_OTHER_FIGURES and role.form != "both":
        forms += [*here.context.scope.site.facts[role.id].value.forms, "converted"]
    for form in dict.fromkeys(forms):
        for its in (here.context, here.there.context):
            figures = atoms(its.fact(replace(role, form=form)))
            if figures and all(_stands(it, here, role) for it in figures):
                yield figures


def _stands(atom: Atom, here: Segment, role: Role) -> bool:
    """Say whether a figure of a fact is one of those of the other block: by value, or as a fall of 3% for −3%."""
    return any(agree(atom, its) for its in here.there.typed) or is_opposite_in_words(atom, here, role)


def _free(here: Segment) -> list[Atom]:
    """Give the figures typed in the other block that agree with nothing here; none of a block with thousands."""
    if len(here.figures) * len(here.there.typed) > MOST_PAIRS:
        return []
    agreeing = Agreeing(here.figures)
    return [it for it in here.there.typed if not agreeing.of(it)]


def _stands_for_another(atom: Atom, free: Sequence[Atom], here: Segment, role: Role) -> bool:
    """Say whether what agrees with a figure counts something else, and one that is ``free`` there has its unit.

    *The three countries need two years* does not say 3 years.
    """
    unit = atom.mention.unit
    if not unit or not any(it.mention.unit and are_alike(it.mention.unit, unit) for it in free):
        return False
    same = [it for it in here.there.mentions if agrees(it, atom)]
    is_said = any((it.unit and are_alike(it.unit, unit)) or (not it.unit and not it.soft) for it in same)
    return not is_said and not is_opposite_in_words(atom, here, role)


def _leave(findings: Findings, here: Segment, role: Role, figures: Sequence[Atom], key: object, **how: bool) -> None:
    telling = () if role.form in _PROSE else tuple(figures)
    findings.leave("fact", key, here, role.id, role.span or here.part.span, telling, **how)


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


def _worded(here: Segment) -> Worded:
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


def _compare_with_typed(findings: Findings, here: Segment, block: Worded, role: Role, said: Sequence[Atom]) -> None:
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
            tell_qualifier(findings, here.there, typed[0], own)


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
    there, others = here.there, bounded(here.there.mentions)
    if any(is_near_hedge(there, it, others=others) for it in typed if it.bound is Bound.EXACT):
        return True
    if own.bound is not Bound.EXACT:
        return False
    if any(there.context.is_topic(there.text, it) for it in typed):
        return True
    return is_near_hedge(here, own, block.text, bounded(block.mentions))


# A fact that both blocks name


def compare_same_facts(findings: Findings, one: Segment, other: Segment) -> None:
    """Gather the facts that each block names once, of which one has a qualifier that the other has not."""
    named = [{key: its[0] for key, its in _by_key(here).items() if _stands_once(its)} for here in (one, other)]
    blocks: list[Worded] = []
    for key in [key for key in named[0] if key in named[1]]:
        roles = named[0][key], named[1][key]
        if findings.is_known(roles[0]) and any(map(_is_qualified, roles, (one, other))):
            blocks = blocks or [_worded(one), _worded(other)]
            _compare_same(findings, one, roles, blocks)


def _by_key(here: Segment) -> dict[object, list[Role]]:
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
        is_unsure = it.bound is Bound.EXACT and is_near_hedge(here, it, block.text, bounded(block.mentions))
        if is_unsure or here.context.is_topic(block.text, it) or here.context.compared.match(block.text, it.end):
            return
    held = _only(one.context.fact(roles[0]))
    if held is None or held.bound is not Bound.EXACT:  # *more than about 80* has two qualifiers, of which one is read
        return
    severity = Severity.ERROR if limit(own) * limit(its) < 0 else Severity.WARNING
    if its.bound is Bound.EXACT:
        tell_qualifier(findings, one, own, its, roles[0].span, severity)
    else:
        tell_qualifier(findings, there, its, own, roles[1].span, severity)


def _only(mentions: Sequence[Mention]) -> Mention | None:
    """Give the amount that is all there is, not a range and not a day."""
    fits = len(mentions) == 1 and mentions[0].day is None and mentions[0].range is End.NONE
    return mentions[0] if fits else None


# Typed figures that may be slips


def leave_surplus(findings: Findings, one: Segment, other: Segment) -> None:
    """Gather typed figures that stand more often in one block than the other says them: one may be a slip."""
    if not any(not it.soft for here in (one, other) for it in here.mentions):
        return
    counts = {here: Counter(it.key[:3] for it in here.figures) for here in (one, other)}
    for here, there in ((one, other), (other, one)):
        for atom in atoms(it for it in here.mentions if not it.soft):
            if counts[here][atom.key[:3]] > counts[there][atom.key[:3]] > 0:
                findings.leave_figure(atom, here, spare=True)
