"""Compare what blocks name by id: facts, sources with the places in them, references and claims; blocks that moved."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from operator import ne

from briefgen.comparing.alignment import Pairing
from briefgen.comparing.findings import NAMES, Findings, Leftover, begins, problem
from briefgen.comparing.language_context import Segment
from briefgen.comparing.parts import BOUND, Role, TextPart, bound_in
from briefgen.language.figures.numerals import place_number
from briefgen.language.words.locators import is_page
from briefgen.language.words.sentences import sentence_ends
from briefgen.model.core.diagnostics import Diagnostic, Severity, Span

_NAMED = ("cite", "ref", "link", "image", "claim")
_FEW = 3
"""Names that a message gives, and how many more there are."""
_NUMBER = re.compile(r"(?:(?<![A-Za-z])[A-Z])?\d+(?:[a-e](?![A-Za-z]))?|(?<![A-Za-z])(?:[ivx]+|[IVX]+)(?![A-Za-z.])")
"""Digits with a letter, as in 12a and A3, or Roman numerals."""


def compare_references(findings: Findings, one: Segment, other: Segment) -> None:
    """Gather what one block names by id and the other does not; of a fact see ``compare_facts``."""
    for kind in _NAMED if one.roles or other.roles else ():
        both = {here: [role for role in here.roles if role.kind == kind] for here in (one, other)}
        if not all(findings.is_known(role) for roles in both.values() for role in roles):
            continue
        for here, there in ((one, other), (other, one)):
            more = Counter(it.key for it in both[here]) - Counter(it.key for it in both[there])
            for role in reversed(both[here]):
                if more[role.key] > 0:
                    more[role.key] -= 1
                    findings.leave(kind, role.key, here, role.id, role.span or here.part.span)


# What has changed places between blocks

Move = tuple[Leftover, Leftover]
"""What one place of the first language names and its counterpart lacks; and where the second language has it."""


def take_moves(texts: Sequence[Findings]) -> list[list[Move]]:
    """Take away from what is left of ``texts`` all that has only changed places, and return it.

    Moves that have a place in common are one exchange: two facts of two paragraphs, or all cells of a table.
    """
    found: dict[object, tuple[list[Leftover], list[Leftover]]] = defaultdict(lambda: ([], []))
    for it in chain.from_iterable(text.left for text in texts):
        if it.kind in BOUND:
            found[it.kind, it.key][it.here.side].append(it)
    moves = [move for both in found.values() for move in zip(*both, strict=False) if not all(it.typed for it in move)]
    gone = {id(it) for move in moves for it in move}
    for text in texts:
        text.left = [it for it in text.left if id(it) not in gone]
    return list(_together(moves))


def _together(moves: Sequence[Move]) -> Iterator[list[Move]]:
    places = [{(NAMES[it.kind][0], it.here.pairing.table or id(it.here.pairing)) for it in move} for move in moves]
    near: dict[object, list[int]] = defaultdict(list)
    for number, its in enumerate(places):
        for place in its:
            near[place].append(number)
    told: set[int] = set()
    for number in range(len(moves)):
        group, waiting = list[int](), [number]
        while waiting:
            if (at := waiting.pop()) not in told:
                told.add(at)
                group.append(at)
                waiting += (it for place in places[at] for it in near.pop(place, ()))
        if group:
            yield [moves[at] for at in sorted(group)]


def moved(moves: Sequence[Move]) -> Diagnostic:
    """Make the problem that both languages name something by id in other places."""
    first, second = moves[0][0].here.lang, moves[0][1].here.lang
    names = list(dict.fromkeys(_name(a.kind, a.said) for a, _ in moves))
    more = [f"{len(names) - _FEW} more"] if len(names) > _FEW else []
    *others, last = [*names[:_FEW], *more]
    said = f"{', '.join(others)} and {last} are in other places" if others else f"{last} is in another place"
    places: dict[tuple[str, int], tuple[Span, str]] = {}
    for a, b in moves:
        name = _name(a.kind, a.said)
        for its, lang, there in ((b, second, first), (a, first, second)):
            missing = its.here.there.part.span
            places.setdefault((its.span.path, its.span.line), (its.span, f"{name} is here in {lang}"))
            places.setdefault((missing.path, missing.line), (missing, f"{name} is not here in {there}"))
    at, *related = places.values()
    return problem("moved", second, first, at[0], tuple(related), said=said, code=NAMES[moves[0][0].kind][0])


def _name(kind: str, said: str) -> str:
    return NAMES[kind][1].format(own=said)


def moved_blocks(lost: Sequence[Pairing]) -> dict[Pairing, Pairing]:
    """Give, by each of its two gaps, a block that stands elsewhere in the other language.

    It has the same id, or names the same; a note is where it is called.
    """
    there: dict[object, list[Pairing]] = defaultdict(list)
    for pair in reversed(lost):
        there[_sign(pair.other)].append(pair)
    found: dict[Pairing, Pairing] = {}
    for pair in lost:
        if (sign := _sign(pair.one)) and (free := there[sign]):
            twin = free.pop()
            found[pair] = found[twin] = Pairing(pair.one, twin.other, pair.section, pair.before)
    return found


def _sign(part: TextPart | None) -> object:
    """Give what tells that a block is the same wherever it stands; None where nothing does."""
    if part is None or part.ignored is not None:
        return None
    named = part.ident or frozenset(bound_in(part))
    return (part.kind, named) if named else None


def tell_moved(findings: Findings, one: Segment, other: Segment) -> None:
    """Report a block that stands elsewhere in the second language; a note may, with the words that it is called by."""
    if one.part.kind != "note":
        ident, beside = f" #{other.part.ident}" if other.part.ident else "", f"it is here in {one.lang}"
        findings.tell("moved block", other, other.part.span, begins(other.part), beside=beside, ident=ident)


# What has changed places within a block


def compare_order(findings: Findings, one: Segment, other: Segment) -> bool:
    """Report something that two blocks name in another order, in other sentences; say whether there is such.

    Within a sentence each language has its own order. Where one language has one sentence and the other several, only
    two that have changed places are certain: of more, one may have moved with its clause.
    """
    for kind, key in _ORDERED:
        named = [[(key(role), role) for role in here.roles if role.kind == kind] for here in (one, other)]
        mine, yours = ([it for it, _ in roles] for roles in named)
        if mine == yours or Counter(mine) != Counter(yours):
            continue
        own, its = map(_places, (one, other), named)
        apart = _crossed((own[it][0], its[it][0], it) for it in own)
        unsure = _crossed((own[it][0], its[it][1], it) for it in own)
        if found := apart or unsure or _crossed((its[it][0], own[it][1], it) for it in its):
            first, second = named[0][own[found][1]][1], named[1][its[found][1]][1]
            certain = apart is not None or sum(map(ne, own, its)) == 2
            name = _name(kind, second.id)
            findings.tell(
                "other sentence",
                other,
                second.span or other.part.span,
                said=name,
                code=NAMES[kind][0],
                at=first.span or one.part.span,
                beside=f"{name} is here in {one.lang}",
                severity=Severity.ERROR if certain else Severity.WARNING,
            )
            return True
    return False


Name = tuple[object, int]
"""What a block names, and how often before."""


def _places(here: Segment, named: Sequence[tuple[object, Role]]) -> dict[Name, tuple[int, int]]:
    """Give in which sentence a block names what, and where among all it names; sources stand after their words."""
    often, found = Counter[object](), dict[Name, tuple[int, int]]()
    ends = list(sentence_ends(here.text, here.context.language.prose.dotted))
    for rank, (key, it) in enumerate(named):
        at = len(here.text[: it.offset].rstrip()) - 1 if it.kind in ("cite", "note") else it.offset
        found[key, often[key]] = bisect_right(ends, at), rank
        often[key] += 1
    return found


def _crossed(places: Iterable[tuple[int, int, Name]]) -> Name | None:
    """Find what has a lower place in the other language than something in an earlier sentence of this one."""
    last = highest = before = -1
    for sentence, there, it in places:
        if sentence > last:
            last, before = sentence, highest
        if there < before:
            return it
        highest = max(highest, there)
    return None


# Places in a source: page 3 in one language and page 5 in the other


def compare_locators(findings: Findings, one: Segment, other: Segment) -> None:
    """Report each place that differs, where both blocks cite a source as often and give as many places in it."""
    cites = {here: [role for role in here.roles if role.kind == "cite" and role.id] for here in (one, other)}
    if not all(any(role.form for role in roles) for roles in cites.values()):
        return
    for ident in dict.fromkeys(role.id for role in cites[one]):
        own, its = ([role for role in roles if role.id == ident] for roles in cites.values())
        for a, b in _apart(own, its, one, other) if len(own) == len(its) else ():
            findings.tell("locator", other, b.span or other.part.span, b.form, a.form, at=a.span, source=ident)


def _apart(own: list[Role], its: list[Role], one: Segment, other: Segment) -> Iterator[tuple[Role, Role]]:
    """Give places that differ: by what they are where every citation has one, else those that stand for one another."""
    if all(_numbers_of(role) for role in (*own, *its)):
        mine, yours = _alone(own, its), _alone(its, own)
    else:
        said = [{_numbers_of(role) for role in roles} for roles in (own, its)]
        both = [pair for pair in zip(own, its, strict=True) if all(_numbers_of(role) for role in pair)]
        both = [(a, b) for a, b in both if _numbers_of(a) not in said[1] and _numbers_of(b) not in said[0]]
        mine, yours = [a for a, _ in both], [b for _, b in both]
    yield from zip(mine, yours, strict=True)
    if not mine and len(own) == 1 and _numbers_of(own[0]):
        pages = [is_page(role.form, it.context.language) for role, it in ((own[0], one), (its[0], other))]
        if None not in pages and pages[0] != pages[1]:
            yield own[0], its[0]


def _numbers_of(role: Role) -> tuple[str, ...]:
    """Give the numbers of a place, in whatever order the language has them."""
    found = (it.upper() for it in _NUMBER.findall(role.form))
    return tuple(sorted(it if re.search(r"\d", it) else str(place_number(it)) for it in found))


def _alone(own: list[Role], there: list[Role]) -> list[Role]:
    """Give those with a place that the other block gives less often."""
    left = Counter(map(_numbers_of, there))
    found = []
    for role in own:
        left[_numbers_of(role)] -= 1
        if left[_numbers_of(role)] < 0:
            found.append(role)
    return found


_ORDERED: tuple[tuple[str, Callable[[Role], object]], ...] = (
    ("cite", lambda it: (it.id, _numbers_of(it))),
    *((kind, lambda it: it.key) for kind in (*BOUND, "note")),
)
"""What is in the same sentence in every language; of a source first with the places in it, as far as both give them."""
