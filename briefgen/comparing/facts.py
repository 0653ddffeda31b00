"""Compare the facts that two blocks name, and what one of them types in the place of a fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.comparing.decreases import is_opposite_in_words
from briefgen.comparing.findings import Findings
from briefgen.comparing.language_context import Segment
from briefgen.comparing.numbers import MOST_PAIRS, Agreeing, Atom, agree, are_alike, atoms
from briefgen.comparing.parts import FORMS_OF_OTHER_FIGURES, Role
from briefgen.comparing.qualifiers import Worded, agrees, by_key, compare_with_typed, worded

_PROSE = frozenset({"statement", "label"})
"""Forms that are sentences: which of their figures stands for which typed one is not known."""


def compare_facts(findings: Findings, one: Segment, other: Segment) -> None:
    """Gather the facts that one block names and the other neither names nor says in figures, or says otherwise."""
    named = {here: by_key(here) for here in (one, other)}
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
                block = block or worded(here)
                compare_with_typed(findings, here, block, role, said)


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


def leave_surplus(findings: Findings, one: Segment, other: Segment) -> None:
    """Gather typed figures that stand more often in one block than the other says them: one may be a slip."""
    if not any(not it.soft for here in (one, other) for it in here.mentions):
        return
    counts = {here: Counter(it.key[:3] for it in here.figures) for here in (one, other)}
    for here, there in ((one, other), (other, one)):
        for atom in atoms(it for it in here.mentions if not it.soft):
            if counts[here][atom.key[:3]] > counts[there][atom.key[:3]] > 0:
                findings.leave_figure(atom, here, spare=True)
