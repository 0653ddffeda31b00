"""The figures of two blocks compared: facts by id, figures by value, limits, years, and whether they rise or fall."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from briefgen.checking.parity import report
from briefgen.checking.parity.found import Leftover, cancel, surplus
from briefgen.checking.parity.gathering import Gathering
from briefgen.checking.parity.numbers import Atom, agree, atoms, contradict, paired, repeated
from briefgen.checking.parity.parts import Part, Role
from briefgen.checking.parity.scales import is_scale, unscaled
from briefgen.checking.parity.sections import Pairing
from briefgen.model.diagnostics import Diagnostic
from briefgen.model.mentions import Kind

Parts = tuple[Part, Part]
Atoms = Sequence[Sequence[Atom]]
"""The figures of both blocks."""

NUMBER = "number"
_FORMS_OF_OTHER_FIGURES = frozenset({"converted", "change", "period", "statement", "label"})


def compare_figures(gathered: Gathering, pair: Pairing, one: Part, other: Part) -> None:
    """Gather the facts and the figures that one block has and the other has not, and those that contradict."""
    parts = (one, other)
    typed = [atoms(part.mentions) for part in parts]
    told = [repeated(part.mentions) for part in parts]
    _facts(gathered, pair, parts, typed)
    _figures(gathered, pair, parts, typed, told)
    _told_in_words(gathered, pair, parts, typed)
    _repeated(gathered, pair, parts, told)
    _directions(gathered, pair, parts, typed)


def _facts(gathered: Gathering, pair: Pairing, parts: Parts, typed: Atoms) -> None:
    """Facts that one block names and the other neither names nor says in figures."""
    facts = [dict(_named(part.words.roles)) for part in parts]
    if not all(gathered.is_known(role) for roles in facts for role in roles.values()):
        return
    for side in (0, 1):
        for key in facts[side].keys() - facts[1 - side].keys():
            role = facts[side][key]
            figures = atoms(gathered.sides[side].fact(role))
            if not figures or not all(
                any(agree(it, its) and not contradict(it, its) for its in typed[1 - side]) for it in figures
            ):
                gathered.leave("fact", key, side, role.id, role.span, pair)


def _figures(gathered: Gathering, pair: Pairing, parts: Parts, typed: Atoms, told: Atoms) -> None:
    """Figures that only one block has, and limits that contradict."""
    implied = [side.implied(part) for side, part in zip(gathered.sides, parts, strict=True)]
    years = [sum(it.kind == "year" for it in figures) for figures in told]
    for side in (0, 1):
        there, omits = typed[1 - side], years[1 - side] < years[side]
        known = [it for it in implied[1 - side] if it.kind != "year" or omits]
        known += [it for it in implied[side] if it.kind == "year" and omits]
        for atom in typed[side]:
            matches = [its for its in (*there, *known) if agree(atom, its)]
            against = next((its for its in matches if contradict(atom, its)), None)
            if not matches and not atom.soft and not _is_told_otherwise(gathered, atom, side, parts, there, omits):
                _leave_number(gathered, atom, side, parts, pair)
            elif against and (side or against in known) and all(its.limit != atom.limit for its in matches):
                gathered.problems.append(report.bounds(atom, against, side, pair, gathered))


def _told_in_words(gathered: Gathering, pair: Pairing, parts: Parts, typed: Atoms) -> None:
    """Numbers in words that part: *four hours* here and *five hours* there, and neither anywhere else.

    A number in words that stands alone may be an idiom; two with one unit, each without the other, are not.
    """
    alone = [
        [it for it in typed[side] if it.soft and it.unit and not any(agree(it, its) for its in typed[1 - side])]
        for side in (0, 1)
    ]
    for one in alone[0]:
        same = [its for its in alone[1] if its.unit == one.unit and _counts(its) == _counts(one)]
        if len(same) == 1 and sum(it.unit == one.unit for it in alone[0]) == 1:
            _leave_number(gathered, one, 0, parts, pair)
            _leave_number(gathered, same[0], 1, parts, pair)


def _counts(atom: Atom) -> bool:
    """Whether it says how many; *the second year* says which."""
    return atom.mention.kind is not Kind.ORDINAL


def _leave_number(gathered: Gathering, atom: Atom, side: int, parts: Parts, pair: Pairing) -> None:
    place = gathered.place(side, parts[side], atom.mention.start, atom.mention.end)
    gathered.leave(NUMBER, atom.key, side, atom.mention.text, place, pair, atom)


def _repeated(gathered: Gathering, pair: Pairing, parts: Parts, told: Atoms) -> None:
    """Years that both languages write equally often, one of them more often than the other."""
    years = [[it for it in figures if it.kind == "year"] for figures in told]
    if len(years[0]) != len(years[1]) or {it.value for it in years[0]} != {it.value for it in years[1]}:
        return
    for side in (0, 1):
        more = surplus((it.value for it in years[side]), (it.value for it in years[1 - side]))
        for atom in reversed(years[side]):
            if more[atom.value] > 0:
                more[atom.value] -= 1
                _leave_number(gathered, atom, side, parts, pair)


def _is_told_otherwise(
    gathered: Gathering, atom: Atom, side: int, parts: Parts, there: Sequence[Atom], omits: bool
) -> bool:
    """Whether the other language says a figure in another way: *that year*; a fall of 3% for −3%."""
    other = gathered.sides[1 - side]
    if atom.kind == "year":
        told = any(
            it.kind == "year" for part, its in zip(parts, gathered.sides, strict=True) for it in its.implied(part)
        )
        return omits and not told and other.relative.search(parts[1 - side].words.text) is not None
    if atom.kind != NUMBER:
        return False
    opposite = next(
        (it for it in there if it.kind == NUMBER and it.value == -_number(atom) and it.unit == atom.unit), None
    )
    if opposite is None:
        return False
    positive = side if _number(atom) > 0 else 1 - side
    return gathered.sides[positive].falling.search(parts[positive].words.text) is not None


def _directions(gathered: Gathering, pair: Pairing, parts: Parts, typed: Atoms) -> None:
    """A figure grows in one language and shrinks in the other."""
    if not all(
        any(role.kind == "fact" for role in part.words.roles) or any(not it.soft for it in figures)
        for part, figures in zip(parts, typed, strict=True)
    ):
        return
    ways = [
        (side.rising.search(part.words.text), side.falling.search(part.words.text))
        for side, part in zip(gathered.sides, parts, strict=True)
    ]
    (up, down), (rises, falls) = ways
    if (up and not down and falls and not rises) or (down and not up and rises and not falls):
        words = (up or down, rises or falls)
        gathered.problems.append(report.directions(words, pair, gathered))


def told_figures(gathered: Gathering) -> Iterator[Diagnostic]:
    """What is said of the figures that stand nowhere else in the other language, pairs of them together."""
    figures = [it for it in gathered.left if it.kind == NUMBER and not is_scale(it)]
    left = unscaled(cancel(figures, _same_number))
    groups: dict[int, tuple[list[Leftover], list[Leftover]]] = {}
    for it in left:
        groups.setdefault(id(it.pairing), ([], []))[it.side].append(it)
    for one, other in groups.values():
        by_atom = {id(it.atom): it for it in (*one, *other)}
        for a, b, relation in paired([it.atom for it in one if it.atom], [it.atom for it in other if it.atom]):
            if a is not None and b is not None and relation is not None:
                yield report.numbers(by_atom[id(a)], by_atom[id(b)], relation, gathered.sides)
            else:
                alone = by_atom[id(a or b)]
                yield from report.leftover(alone, gathered.sides, gathered.paths)


def _named(roles: Iterable[Role]) -> Iterator[tuple[object, Role]]:
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
