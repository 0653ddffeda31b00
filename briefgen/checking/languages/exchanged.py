"""What both languages name by id, but in other places: facts, sources, references and claims, and blocks that moved."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from operator import ne

from briefgen.checking.languages import report
from briefgen.checking.languages.differences.locators import numbers_of
from briefgen.checking.languages.gathering import Gathering, Leftover
from briefgen.checking.languages.parts import BOUND, Parts, Role, TextPart, bound_in
from briefgen.checking.languages.sections import Pairing
from briefgen.checking.languages.sides import LanguageSide
from briefgen.language.words.sentences import sentence_ends

_ORDERED: tuple[tuple[str, Callable[[Role], object]], ...] = (
    ("cite", lambda it: (it.id, numbers_of(it))),
    *((kind, lambda it: it.key) for kind in (*BOUND, "note")),
)
"""What is in the same sentence in every language; of a source first with the places in it, as far as both give them."""

Move = tuple[Leftover, Leftover]
"""What one place of the first language names and its counterpart lacks; and where the second language has it."""


def take_exchanged(texts: Sequence[Gathering]) -> list[list[Move]]:
    """Take away from what is left of ``texts`` all that has only changed places, and return it.

    Moves that have a place in common are one exchange: two facts of two paragraphs, or all cells of a table.
    """
    found: dict[object, tuple[list[Leftover], list[Leftover]]] = defaultdict(lambda: ([], []))
    for it in chain.from_iterable(text.left for text in texts):
        if it.kind in BOUND:
            found[it.kind, it.key][it.side].append(it)
    moves = [move for both in found.values() for move in zip(*both, strict=False) if not all(it.typed for it in move)]
    gone = {id(it) for move in moves for it in move}
    for text in texts:
        text.left = [it for it in text.left if id(it) not in gone]
    return list(_together(moves))


def _together(moves: Sequence[Move]) -> Iterator[list[Move]]:
    places = [{(report.CODES[it.kind], it.pairing.table or id(it.pairing)) for it in move} for move in moves]
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


def moved_blocks(lost: Sequence[Pairing]) -> dict[Pairing, Pairing]:
    """By each of its two gaps, a block that stands elsewhere in the other language: it has the same id, or names the
    same; a note is where it is called."""
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
    """What tells that a block is the same wherever it stands; None where nothing does."""
    if part is None or part.ignored is not None:
        return None
    named = part.ident or frozenset(bound_in(part))
    return (part.kind, named) if named else None


def compare_order(gathered: Gathering, pair: Pairing, parts: Parts) -> bool:
    """Gather something that two blocks name in another order, in other sentences; return whether there is one.

    Within a sentence each language has its own order. Where one language has one sentence and the other several, only
    two that have changed places are certain: of more, one may have moved with its clause.
    """
    for kind, key in _ORDERED:
        named = [[(key(role), role) for role in part.words.roles if role.kind == kind] for part in parts]
        mine, yours = ([it for it, _ in roles] for roles in named)
        if mine == yours or Counter(mine) != Counter(yours):
            continue
        one, other = map(_places, parts, named, gathered.sides)
        apart = _crossed((one[it][0], other[it][0], it) for it in one)
        unsure = _crossed((one[it][0], other[it][1], it) for it in one)
        if found := apart or unsure or _crossed((other[it][0], one[it][1], it) for it in other):
            roles = named[0][one[found][1]][1], named[1][other[found][1]][1]
            certain = apart is not None or sum(map(ne, one, other)) == 2
            gathered.problems.append(report.other_order(*roles, pair, gathered, certain=certain))
            return True
    return False


_Name = tuple[object, int]
"""What a block names, and how often before."""


def _places(part: TextPart, named: Sequence[tuple[object, Role]], side: LanguageSide) -> dict[_Name, tuple[int, int]]:
    """In which sentence a block names what, and where among all it names; sources and notes stand after their words."""
    text, often, found = part.words.text, Counter[object](), dict[_Name, tuple[int, int]]()
    ends = list(sentence_ends(text, side.scope.language.prose.dotted))
    for rank, (key, it) in enumerate(named):
        at = len(text[: it.offset].rstrip()) - 1 if it.kind in ("cite", "note") else it.offset
        found[key, often[key]] = bisect_right(ends, at), rank
        often[key] += 1
    return found


def _crossed(places: Iterable[tuple[int, int, _Name]]) -> _Name | None:
    """What has a lower place in the other language than something in an earlier sentence of this one."""
    last = highest = before = -1
    for sentence, there, it in places:
        if sentence > last:
            last, before = sentence, highest
        if there < before:
            return it
        highest = max(highest, there)
    return None
