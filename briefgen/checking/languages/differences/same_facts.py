"""Facts that both blocks name, and that words beside them mean more or less firmly in one: *about*, 이상."""

from __future__ import annotations

import re

from briefgen.checking.languages import report
from briefgen.checking.languages.differences.bounds import differ, is_near_hedge, is_topic
from briefgen.checking.languages.differences.facts_compared import FACT, Parts, Worded, fact_key, worded
from briefgen.checking.languages.gathering import Gathering
from briefgen.checking.languages.parts import Role, TextPart
from briefgen.checking.languages.sections import Pairing
from briefgen.checking.languages.sides import LanguageSide
from briefgen.model.values.figures import End, Mention
from briefgen.model.values.quantities import Bound

_NEAR = 24
"""Letters beside a fact in which a qualifier is looked for."""
_COMPARED = re.compile(
    "\\s?(?:보다|에서 더| 더 |에 대[한해]|에 관[한해]|[을를] 다[루룬]|도 \\S+지 않|より|について|に関)"
)
"""After a fact: what a *more than* or an *about* of the other language may stand for."""


def compare_same_facts(gathered: Gathering, pair: Pairing, parts: Parts) -> None:
    """Gather the facts that each block names once, of which one has a qualifier that the other has not."""
    named = [_named_once(part) for part in parts]
    blocks: list[Worded] = []
    for key in [key for key in named[0] if key in named[1]]:
        roles = named[0][key], named[1][key]
        if not gathered.is_known(roles[0]) or not any(map(_is_qualified, roles, parts, gathered.sides)):
            continue
        blocks = blocks or [worded(part, side) for part, side in zip(parts, gathered.sides, strict=True)]
        _compare(gathered, pair, roles, (blocks[0], blocks[1]))


def _named_once(part: TextPart) -> dict[object, Role]:
    found: dict[object, list[Role]] = {}
    for role in part.words.roles:
        if role.kind == FACT:
            found.setdefault(fact_key(role), []).append(role)
    return {key: roles[0] for key, roles in found.items() if len(roles) == 1}


def _is_qualified(role: Role, part: TextPart, side: LanguageSide) -> bool:
    text, lexicon = part.words.text, side.reader.lexicon
    before, after = text[max(0, role.offset - _NEAR) : role.offset], text[role.offset + 1 : role.offset + 1 + _NEAR]
    return lexicon.bound_before.search(before) is not None or lexicon.bound_after.match(after) is not None


def _compare(gathered: Gathering, pair: Pairing, roles: tuple[Role, Role], blocks: tuple[Worded, Worded]) -> None:
    one, other = (_only(block.of(role)) for role, block in zip(roles, blocks, strict=True))
    if one is None or other is None or one.value != other.value or not (differ(one, other) and differ(other, one)):
        return
    for it, block, side in zip((one, other), blocks, gathered.sides, strict=True):
        bounded = [near for near in block.mentions if near.bound is not Bound.EXACT]
        is_unsure = it.bound is Bound.EXACT and is_near_hedge(block.text, it, side.hedges, bounded)
        if is_unsure or is_topic(block.text, it) or _COMPARED.match(block.text, it.end):
            return
    held = _only(gathered.sides[0].fact(roles[0]))
    if held is None or held.bound is not Bound.EXACT:  # *more than about 80* has two qualifiers, of which one is read
        return
    if other.bound is Bound.EXACT:
        found = report.beside_fact(one, other, 0, pair, gathered, roles[0].span)
    else:
        found = report.beside_fact(other, one, 1, pair, gathered, roles[1].span)
    gathered.problems.append(found)


def _only(mentions: list[Mention]) -> Mention | None:
    """The amount that is all there is, not a range and not a day."""
    fits = len(mentions) == 1 and mentions[0].day is None and mentions[0].range is End.NONE
    return mentions[0] if fits else None
