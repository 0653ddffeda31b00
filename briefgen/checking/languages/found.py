"""What one block has and its counterpart has not, before it is known whether it stands elsewhere in the text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import merge

from briefgen.checking.languages.differences.numbers import Atom
from briefgen.checking.languages.parts import TextPart
from briefgen.checking.languages.sections import Pairing
from briefgen.model.core.diagnostics import Span


@dataclass(frozen=True, slots=True, eq=False)
class Leftover:
    """``kind`` and ``key`` tell what it is; ``side`` (0 or 1) has it, ``pairing`` is where."""

    kind: str
    key: object
    side: int
    said: str
    span: Span
    pairing: Pairing
    figures: tuple[Atom, ...] = ()
    """What it is worth: one figure, of a fact perhaps several."""
    spare: bool = False
    """Whether it is a slip only if the other language lacks something in its place: told with that, or not at all."""

    @property
    def part(self) -> TextPart:
        """The block that has it."""
        part = self.pairing.other if self.side else self.pairing.one
        assert part is not None
        return part

    @property
    def there(self) -> TextPart:
        """The block that has it not."""
        part = self.pairing.one if self.side else self.pairing.other
        assert part is not None
        return part


Same = Callable[[Leftover, Leftover], bool]
Certain = Callable[[Leftover], object]


def cancel(found: Sequence[Leftover], same: Same, certain: Certain = lambda it: None) -> list[Leftover]:
    """Without what stands on both sides: first in a block, then in a section, then anywhere in the text.

    So a sentence that moved is no difference. Two of which ``certain`` says different things are never the same; None
    says nothing.
    """
    left = list(found)
    levels: list[Certain] = [
        lambda it: id(it.pairing),
        lambda it: it.pairing.section,
        lambda it: None,
    ]
    for level in levels:
        left = _cancelled(left, level, same, certain)
    return left


def _cancelled(found: list[Leftover], level: Certain, same: Same, certain: Certain) -> list[Leftover]:
    gone: set[int] = set()
    groups: dict[object, tuple[list[Leftover], list[Leftover]]] = {}
    for it in found:
        groups.setdefault((it.kind, level(it)), ([], []))[it.side].append(it)
    for one, other in groups.values():
        free = list(range(len(other)))
        places: defaultdict[object, list[int]] = defaultdict(list)
        for place, b in enumerate(other):
            places[certain(b)].append(place)
        for a in one:
            known = certain(a)
            near = free if known is None else merge(places.get(known, ()), places.get(None, ()))
            at = next((at for at in near if same(a, other[at])), None)
            if at is not None:  # what is found is taken away: where all are alike, the first one is the next
                gone |= {id(a), id(other[at])}
                free.remove(at)
                places[certain(other[at])].remove(at)
    return [it for it in found if id(it) not in gone]


def surplus(own: Iterable[object], others: Iterable[object]) -> Counter[object]:
    """How many of each one has more than the other."""
    return Counter(own) - Counter(others)
