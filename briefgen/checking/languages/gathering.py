"""What has been found to differ between two languages of one text, until the whole text is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from heapq import merge

from briefgen.checking.languages.differences.names import Asked, plain_text
from briefgen.checking.languages.differences.numbers import Atom, repeated
from briefgen.checking.languages.parts import Role, TextPart
from briefgen.checking.languages.sections import Pairing
from briefgen.checking.languages.sides import Sides
from briefgen.model.core.diagnostics import Diagnostic, Span


@dataclass(slots=True)
class Gathering:
    """``sides`` and ``paths`` are those of the two languages; a ``side`` of 0 or 1 picks one of them."""

    sides: Sides
    paths: tuple[str, str]
    left: list[Leftover] = field(default_factory=list)
    """What one block has and the other has not: it may stand elsewhere in the text."""
    problems: list[Diagnostic] = field(default_factory=list)
    """What is wrong wherever else it stands."""
    said: tuple[dict[int, str], dict[int, str]] = field(default_factory=lambda: ({}, {}))
    """The plain words of each section."""
    whole: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))
    """The plain words of every block."""
    _counts: dict[int, tuple[TextPart, Counter[object]]] = field(default_factory=dict)
    _asked: dict[tuple[int, int | None], Asked] = field(default_factory=dict)

    def note_words(self, pairs: Iterable[Pairing]) -> None:
        """Remember what the sections say."""
        words: tuple[dict[int, list[str]], dict[int, list[str]]] = ({}, {})
        for pair in pairs:
            for side, part in enumerate((pair.one, pair.other)):
                if part is not None:
                    own = words[side].setdefault(pair.section, [self.said[side].get(pair.section, "")])
                    own.append(f"{plain_text(part)}{self.sides[side].terms_of(part)}")
        self._asked.clear()
        for side in (0, 1):
            self.said[side].update({section: " ".join(own) for section, own in words[side].items()})

    def names_in(self, side: int, section: int | None = None) -> Asked:
        """What a section or the whole text says, to be asked for names."""
        if (side, section) not in self._asked:
            words = " ".join(self.whole[side]) if section is None else self.said[side].get(section, "")
            self._asked[side, section] = Asked(words)
        return self._asked[side, section]

    def counts(self, part: TextPart) -> Counter[object]:
        """How many figures of each kind and unit a block has, and facts."""
        if id(part) not in self._counts:
            facts = (role.kind for role in part.words.roles if role.kind == "fact")
            counts: Counter[object] = Counter([*facts, *((it.kind, it.unit) for it in repeated(part.mentions))])
            self._counts[id(part)] = part, counts
        return self._counts[id(part)][1]

    def is_known(self, role: Role) -> bool:
        """Whether what a block names by id is there and whole: what follows from a slip is not told."""
        site = self.sides[0].scope.site
        if role.kind in ("fact", "claim"):
            return role.id in site.facts and site.facts[role.id].whole
        if role.kind == "term":
            return role.id in site.glossary and site.glossary[role.id].whole
        return role.kind != "cite" or role.id in site.sources

    def place(self, side: int, part: TextPart, start: int, end: int) -> Span:
        """Where in the author's file a stretch of a block's words stands."""
        return part.words.at(start, end, self.paths[side])

    def figure(self, atom: Atom, side: int, pair: Pairing, *, spare: bool = False) -> Leftover:
        """A typed figure of this ``side`` of a pair, with its place."""
        place = self.place(side, pair.part(side), atom.mention.start, atom.mention.end)
        return Leftover("number", atom.key, side, atom.mention.text, place, pair, (atom,), spare)


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
    typed: bool = False
    """Whether it is a fact that the other language says in figures: no slip, unless it names the fact elsewhere."""

    @property
    def part(self) -> TextPart:
        """The block that has it."""
        return self.pairing.part(self.side)

    @property
    def there(self) -> TextPart:
        """The block that has it not."""
        return self.pairing.part(1 - self.side)


Same = Callable[[Leftover, Leftover], bool]
Certain = Callable[[Leftover], object]


def cancel(found: Sequence[Leftover], same: Same, certain: Certain = lambda it: None) -> list[Leftover]:
    """Without what stands on both sides: first in a block, then in a section, then anywhere in the text.

    So a sentence that moved is not a difference. Two of which ``certain`` says different things are never the same;
    None says nothing.
    """
    left = list(found)
    levels: list[Certain] = [lambda it: id(it.pairing), lambda it: it.pairing.section, lambda it: None]
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
