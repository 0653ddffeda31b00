"""Two languages of one text compared: every difference, once, at both of its places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from briefgen.checking.parity import report
from briefgen.checking.parity.found import Leftover, cancel, surplus
from briefgen.checking.parity.names import (
    Named,
    han_names,
    is_gloss,
    latin_names,
    plain_text,
    stands_for,
)
from briefgen.checking.parity.numbers import Atom, agree, atoms, contradict, paired, ratio, repeated
from briefgen.checking.parity.parts import Part, Role
from briefgen.checking.parity.sections import Pairing, Signatures, pairings, signatures_of
from briefgen.checking.parity.sides import Side
from briefgen.model.diagnostics import Diagnostic, Span

_LEAST_SCALE = 1000
_COUNTED = ("cite", "ref", "link", "image", "claim")
_NUMBERED = frozenset({"paragraph", "list-true", "list-false"})
_FORMS_OF_OTHER_FIGURES = frozenset({"converted", "change", "period", "statement", "label"})


class Comparison:
    """One text in two languages. Where paragraphs are ``counted`` another rule tells which text has more of them."""

    def __init__(self, one: Side, other: Side, paths: tuple[str, str], *, counted: bool, names: bool = True) -> None:
        self.counted, self.names = counted, names
        self.sides = (one, other)
        self.paths = paths
        self.left: list[Leftover] = []
        self.problems: list[Diagnostic] = []
        self.said: tuple[dict[int, str], dict[int, str]] = ({}, {})
        """The plain words of each section."""

    def blocks(self, one: Sequence[Part], other: Sequence[Part]) -> None:
        """Align two sequences of blocks and gather what differs."""
        for side, parts in zip(self.sides, (one, other), strict=True):
            side.read(parts)
        pairs = pairings(one, other, signatures_of(one, other))
        self._note_words(pairs)
        lost = [pair for pair in pairs if pair.one is None or pair.other is None]
        moved = _moved_notes(lost)
        more = _more_of_one(lost) if self.counted else frozenset()
        for pair in pairs:
            if pair.one and pair.other:
                self._pair(pair)
            elif pair not in moved:
                self._lost(pair, told=not pair.depth and pair.section in more)
        for pair in {id(it): it for it in moved.values()}.values():
            for inner in _inside(pair):
                self._pair(inner)

    def pair(self, one: Part, other: Part) -> None:
        """Gather what differs between two blocks that are known to be the same."""
        for side, part in zip(self.sides, (one, other), strict=True):
            side.read((part,))
        pair = Pairing(one, other, -1)
        self._note_words([pair])
        self._pair(pair)

    def differences(self) -> Iterator[Diagnostic]:
        """Everything gathered that stands nowhere else in the other language."""
        yield from self.problems
        left = [it for it in self.left if it.kind == "number" and not _is_scale(it)]
        numbers = _unscaled(cancel(left, _same_number))
        others = cancel([it for it in self.left if it.kind != "number"], lambda a, b: a.key == b.key)
        yield from self._numbers(numbers)
        for it in others:
            yield from report.leftover(it, self.sides, self.paths)

    # Blocks

    def _note_words(self, pairs: Iterable[Pairing]) -> None:
        for pair in pairs:
            for place, part in enumerate((pair.one, pair.other)):
                if part is not None:
                    words = plain_text(part) + _names_of(part, self.sides[place])
                    self.said[place][pair.section] = self.said[place].get(pair.section, "") + " " + words

    def _lost(self, pair: Pairing, *, told: bool) -> None:
        part = pair.one or pair.other
        assert part is not None
        if part.ignored is not None:
            self.problems += report.ignored(part)
        elif not (told and part.kind in _NUMBERED):
            self.problems += report.lost(pair, self.sides, self.paths)

    def _pair(self, pair: Pairing) -> None:
        one, other = pair.one, pair.other
        assert one is not None and other is not None
        reasons = [part for part in (one, other) if part.ignored is not None]
        for part in reasons:
            self.problems += report.ignored(part)
        if reasons:
            return
        self._roles(pair, one, other)
        self._facts_and_numbers(pair, one, other)
        if self.names:
            self._names(pair, one, other)

    def _leave(
        self, kind: str, key: object, side: int, said: str, span: Span | None, pair: Pairing, atom: Atom | None = None
    ) -> None:
        part = pair.other if side else pair.one
        assert part is not None
        place = span if span is not None else part.span
        self.left.append(Leftover(kind, key, side, said, place, pair, atom))

    # What is named by id

    def _roles(self, pair: Pairing, one: Part, other: Part) -> None:
        for kind in _COUNTED:
            both = [[role for role in part.words.roles if role.kind == kind] for part in (one, other)]
            if not all(self._is_known(role) for roles in both for role in roles):
                continue
            for side in (0, 1):
                more = surplus(map(_key, both[side]), map(_key, both[1 - side]))
                for role in reversed(both[side]):
                    if more[_key(role)] > 0:
                        more[_key(role)] -= 1
                        self._leave(kind, _key(role), side, role.id, role.span, pair)

    def _is_known(self, role: Role) -> bool:
        """Whether what a block names by id is there and whole: what follows from a slip is not told."""
        site = self.sides[0].scope.site
        if role.kind in ("fact", "claim"):
            return role.id in site.facts and site.facts[role.id].whole
        if role.kind == "term":
            return role.id in site.glossary and site.glossary[role.id].whole
        return role.kind != "cite" or role.id in site.sources

    def _facts_and_numbers(self, pair: Pairing, one: Part, other: Part) -> None:
        parts = (one, other)
        typed = [atoms(part.mentions) for part in parts]
        told = [repeated(part.mentions) for part in parts]
        implied = [side.implied(part) for side, part in zip(self.sides, parts, strict=True)]
        facts = [dict(_facts(part.words.roles)) for part in parts]
        whole = all(self._is_known(role) for roles in facts for role in roles.values())
        for side in (0, 1) if whole else ():
            for key in facts[side].keys() - facts[1 - side].keys():
                role = facts[side][key]
                figures = atoms(self.sides[side].fact(role))
                if figures and all(
                    any(agree(it, its) and not contradict(it, its) for its in typed[1 - side]) for it in figures
                ):
                    continue
                self._leave("fact", key, side, role.id, role.span, pair)
        years = [sum(it.kind == "year" for it in figures) for figures in told]
        for side in (0, 1):
            there, omits = typed[1 - side], years[1 - side] < years[side]
            known = [it for it in implied[1 - side] if it.kind != "year" or omits]
            known += [it for it in implied[side] if it.kind == "year" and omits]
            for atom in typed[side]:
                matches = [its for its in (*there, *known) if agree(atom, its)]
                match = next(iter(matches), None)
                against = next((its for its in matches if contradict(atom, its)), None)
                if match is None and not atom.soft and not self._is_told_otherwise(atom, side, parts, there, omits):
                    self._leave_number(atom, side, parts, pair)
                elif against and (side or against in known) and all(its.limit != atom.limit for its in matches):
                    self.problems.append(report.bounds(atom, against, side, pair, self))
        self._repeated(pair, parts, told)
        self._directions(pair, one, other, typed)

    def _leave_number(self, atom: Atom, side: int, parts: tuple[Part, Part], pair: Pairing) -> None:
        self._leave("number", atom.key, side, atom.mention.text, self._place(side, parts[side], atom), pair, atom)

    def _repeated(self, pair: Pairing, parts: tuple[Part, Part], told: Sequence[Sequence[Atom]]) -> None:
        """Years that both languages write equally often, one of them more often than the other."""
        years = [[it for it in figures if it.kind == "year"] for figures in told]
        if len(years[0]) != len(years[1]) or {it.value for it in years[0]} != {it.value for it in years[1]}:
            return
        for side in (0, 1):
            more = surplus((it.value for it in years[side]), (it.value for it in years[1 - side]))
            for atom in reversed(years[side]):
                if more[atom.value] > 0:
                    more[atom.value] -= 1
                    self._leave_number(atom, side, parts, pair)

    def _is_told_otherwise(
        self, atom: Atom, side: int, parts: tuple[Part, Part], there: list[Atom], omits: bool
    ) -> bool:
        """Whether the other language says a figure in another way: *that year*; a fall of 3% for −3%."""
        other = self.sides[1 - side]
        if atom.kind == "year":
            told = any(
                it.kind == "year" for part, its in zip(parts, self.sides, strict=True) for it in its.implied(part)
            )
            return omits and not told and other.relative.search(parts[1 - side].words.text) is not None
        if atom.kind != "number":
            return False
        opposite = next(
            (it for it in there if it.kind == "number" and it.value == -_number(atom) and it.unit == atom.unit), None
        )
        if opposite is None:
            return False
        positive = side if _number(atom) > 0 else 1 - side
        return self.sides[positive].falling.search(parts[positive].words.text) is not None

    def _directions(self, pair: Pairing, one: Part, other: Part, typed: list[list[Atom]]) -> None:
        """A figure grows in one language and shrinks in the other."""
        if not all(
            any(role.kind == "fact" for role in part.words.roles) or any(not it.soft for it in figures)
            for part, figures in zip((one, other), typed, strict=True)
        ):
            return
        ways = [
            (side.rising.search(part.words.text), side.falling.search(part.words.text))
            for side, part in zip(self.sides, (one, other), strict=True)
        ]
        (up, down), (rises, falls) = ways
        if (up and not down and falls and not rises) or (down and not up and rises and not falls):
            words = (up or down, rises or falls)
            self.problems.append(report.directions(words, pair, self))

    def _place(self, side: int, part: Part, atom: Atom) -> Span:
        return part.words.at(atom.mention.start, atom.mention.end, self.paths[side])

    def _numbers(self, left: list[Leftover]) -> Iterator[Diagnostic]:
        groups: dict[int, tuple[list[Leftover], list[Leftover]]] = {}
        for it in left:
            groups.setdefault(id(it.pairing), ([], []))[it.side].append(it)
        for one, other in groups.values():
            by_atom = {id(it.atom): it for it in (*one, *other)}
            for a, b, relation in paired([it.atom for it in one if it.atom], [it.atom for it in other if it.atom]):
                if a is not None and b is not None and relation is not None:
                    yield report.numbers(by_atom[id(a)], by_atom[id(b)], relation, self.sides)
                else:
                    alone = by_atom[id(a or b)]
                    yield from report.leftover(alone, self.sides, self.paths)

    # Names

    def _names(self, pair: Pairing, one: Part, other: Part) -> None:
        parts = (one, other)
        self._terms(pair, parts)
        runs = [list(han_names(part)) for part in parts]
        for side in (0, 1):
            there = {it.id for it in runs[1 - side]} | self._scripts(parts[1 - side])
            for it in runs[side]:
                if it.id not in there and (runs[1 - side] or not is_gloss(it, parts[side])):
                    self._leave("han", it.id, side, it.said, self._at(side, parts[side], it), pair)
        if self.sides[0].latin == self.sides[1].latin:
            return
        side = 1 if self.sides[0].latin else 0
        text = plain_text(parts[1 - side]) + self._targets(parts[1 - side])
        section = self.said[1 - side].get(pair.section, "")
        for it in latin_names(parts[side]):
            if (
                not stands_for(it.said, text)
                and not stands_for(it.said, section)
                and not self._is_term(it, side, section)
            ):
                self._leave("latin", it.id, side, it.said, self._at(side, parts[side], it), pair)

    def _at(self, side: int, part: Part, named: Named) -> Span:
        return part.words.at(named.start, named.end, self.paths[side])

    def _targets(self, part: Part) -> str:
        """What the terms of a block are called, in lower case."""
        return "".join(_names_of(part, side) for side in self.sides)

    def _scripts(self, part: Part) -> set[str]:
        """The forms in Chinese characters of the terms that a block names."""
        site = self.sides[0].scope.site
        named = [role.id for role in part.words.roles if role.kind == "term"]
        known = (site.glossary[ident].value.scripts for ident in named if ident in site.glossary)
        return {form for scripts in known for form in scripts.values()}

    def _is_term(self, named: Named, side: int, section: str) -> bool:
        """Whether the glossary knows the letters as a name that the other language gives in other words."""
        own, other = self.sides[side].glossary, self.sides[1 - side].glossary
        return any(
            named.id in name.casefold() and other.says(ident, section)
            for ident, names in own.names.items()
            for name in names
        )

    def _terms(self, pair: Pairing, parts: tuple[Part, Part]) -> None:
        if not all(self._is_known(role) for part in parts for role in part.words.roles if role.kind == "term"):
            return
        named = [dict(self._named(side, part)) for side, part in zip(self.sides, parts, strict=True)]
        texts = [plain_text(part) for part in parts]
        alone = [
            {
                ident: span
                for ident, span in named[side].items()
                if ident not in named[1 - side] and not self.sides[1 - side].glossary.says(ident, texts[1 - side])
            }
            for side in (0, 1)
        ]
        swapped = all(alone)
        for side in (0, 1):
            section = self.said[1 - side].get(pair.section, "")
            for ident, (said, span) in alone[side].items():
                if swapped or not self.sides[1 - side].glossary.says(ident, section):
                    self._leave("term", ident, side, said, span, pair)

    def _named(self, side: Side, part: Part) -> Iterator[tuple[str, tuple[str, Span]]]:
        path = self.paths[self.sides.index(side)]
        for it in side.glossary.find(part.words.text):
            yield it.id, (it.said, part.words.at(it.start, it.end, path))
        for role in part.words.roles:
            if role.kind == "term" and role.id in side.glossary.names:
                yield role.id, (next(iter(side.glossary.names[role.id]), role.id), role.span or part.span)


def _names_of(part: Part, side: Side) -> str:
    """What the terms that a block names by id are called, in lower case."""
    terms = (role.id for role in part.words.roles if role.kind == "term")
    return "".join(f" {name.casefold()}" for ident in terms for name in side.glossary.names.get(ident, ()))


def _key(role: Role) -> object:
    if role.kind == "image":
        return "image"
    return "external" if role.kind == "link" and "://" in role.id else role.id


def _facts(roles: Iterable[Role]) -> Iterator[tuple[object, Role]]:
    for role in roles:
        if role.kind != "fact":
            continue
        if role.form == "both":
            yield (role.id, ""), role
            yield (role.id, "converted"), role
        else:
            yield (role.id, role.form if role.form in _FORMS_OF_OTHER_FIGURES else ""), role


def _number(atom: Atom) -> Fraction:
    return atom.value if isinstance(atom.value, Fraction) else Fraction(0)


def _same_number(one: Leftover, other: Leftover) -> bool:
    return one.atom is not None and other.atom is not None and agree(one.atom, other.atom)


def _is_scale(left: Leftover) -> bool:
    """Whether a figure only says what others are counted in: (100 million won), where Korean has (억 원)."""
    part = left.pairing.other if left.side else left.pairing.one
    mention = left.atom.mention if left.atom else None
    if part is None or mention is None or mention.value is None or mention.value < _LEAST_SCALE:
        return False
    exact = str(mention.value)
    return exact.rstrip("0") == "1" and f"({mention.text})" in part.words.text


def _unscaled(left: list[Leftover]) -> list[Leftover]:
    """Without the figures of tables that one language gives in millions, say, and the other in 억.

    One figure that is out of line with the others of its table stays.
    """
    tables: dict[int, dict[int, tuple[list[Leftover], list[Leftover]]]] = {}
    for it in left:
        if it.pairing.table:
            cells = tables.setdefault(it.pairing.table, {})
            cells.setdefault(id(it.pairing), ([], []))[it.side].append(it)
    gone: set[int] = set()
    for cells in tables.values():
        ratios = {
            key: ratio(one[0].atom, other[0].atom) for key, (one, other) in cells.items() if len(one) == len(other) == 1
        }
        # Rows may have scales of their own.
        every = list(ratios.values())
        gone |= {key for key, found in ratios.items() if found is not None and every.count(found) > 1}
    return [it for it in left if id(it.pairing) not in gone]


def _more_of_one(lost: Sequence[Pairing]) -> frozenset[int]:
    """Sections in which one text has more paragraphs and lists than the other: another rule tells."""
    more: dict[int, int] = {}
    for pair in lost:
        part = pair.one or pair.other
        if part is not None and not pair.depth and part.kind in _NUMBERED:
            more[pair.section] = more.get(pair.section, 0) + (1 if pair.one else -1)
    return frozenset(section for section, count in more.items() if count)


def _moved_notes(lost: Sequence[Pairing]) -> dict[Pairing, Pairing]:
    """Notes called in another block of the other language, by each of the two gaps."""
    gaps = [pair for pair in lost if (pair.one or pair.other).kind == "note"]  # type: ignore[union-attr]
    there = {pair.other.ident: pair for pair in gaps if pair.other}
    found: dict[Pairing, Pairing] = {}
    for pair in gaps:
        twin = there.get(pair.one.ident) if pair.one else None
        if twin is not None:
            found[pair] = found[twin] = Pairing(pair.one, twin.other, pair.section, pair.before)
    return found


def _inside(pair: Pairing) -> list[Pairing]:
    assert pair.one is not None and pair.other is not None
    return [replace(it, section=pair.section) for it in pairings(pair.one.children, pair.other.children, Signatures())]
