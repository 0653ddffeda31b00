"""Whether the marks of a text that comes back from a translator are those that it was sent with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefgen.handouts.translating.formats.exchange import ExchangeUnit
from briefgen.handouts.translating.pieces import Piece, PieceKind
from briefgen.handouts.translating.units import ExportedUnit, UnitState
from briefgen.language.matching.nearest import nearest
from briefgen.model.core.diagnostics import Diagnostic, error
from briefgen.model.values.plain import one_line

_CODE = "mark-is-as-exported"
_BRACED = re.compile(r"\{[^{}\n]{1,80}\}|\{[^{}\s]{3,80}|[\w:/-]{3,80}\}")
"""A mark with blanks in it, or with one of its braces: no program reads these as marks."""
_ALIKE = 0.75
_BEGINS = (PieceKind.ALONE, PieceKind.OPEN)


@dataclass(frozen=True, slots=True)
class MarkOwner:
    """The unit that a mark with an id is of; ``is_lost`` says that it came back without the mark."""

    unit: str
    is_lost: bool


def owners_of(pairs: Iterable[tuple[ExportedUnit, ExchangeUnit | None]]) -> Mapping[str, MarkOwner]:
    """The owner of each mark among units and what came back of them: one that has lost it before all others."""
    made: dict[str, MarkOwner] = {}
    for unit, back in pairs:
        here = _names(back.target) if back is not None else set()
        for name in sorted(it for it in _names(unit.source.pieces) if ":" in it):
            is_lost = bool(back and back.target) and name not in here
            if name not in made or (is_lost and not made[name].is_lost):
                made[name] = MarkOwner(unit.id, is_lost)
    return made


def mark_problems(given: ExchangeUnit, unit: ExportedUnit, owners: Mapping[str, MarkOwner]) -> Iterator[Diagnostic]:
    """Marks that were lost, doubled, changed, or brought here from another unit."""
    known = {it.name: it.kind for it in (*unit.source.pieces, *unit.pieces) if it.kind in _BEGINS}
    found = _names(given.target)
    ends = [said for name in sorted(found & known.keys()) for said in _ends(name, known[name], given.target)]
    mistyped = _mistyped(given, unit, known.keys() - found)
    lost = _lost((required(unit) - found) | mistyped.keys(), mistyped)
    for said in (*_foreign(found - known.keys(), owners), *ends, *lost):
        yield _told(unit, said)
    if not ends and not _is_nested(given.target):
        yield _told(unit, "the two ends of a mark are in the wrong order")


def _told(unit: ExportedUnit, message: str) -> Diagnostic:
    hint = "every mark stays in its unit, once and unchanged; it may stand elsewhere in the sentence"
    return error(_CODE, f"{unit.id}: {message}", (unit.target or unit.source).span, hint)


def _names(pieces: Iterable[Piece]) -> set[str]:
    return {it.name for it in pieces if it.name}


def _mistyped(given: ExchangeUnit, unit: ExportedUnit, missing: Iterable[str]) -> Mapping[str, str]:
    """A mark that is not there → words like it, in braces, that neither language says."""
    said = _words((*unit.source.pieces, *unit.pieces))
    there = [it for it in _BRACED.findall(_words(given.target)) if it not in said]
    names = [*missing]
    found = ((it, nearest(it.strip("{/}"), names, _ALIKE)) for it in there)
    return {name: one_line(it, 80) for it, name in found if name is not None}


def _words(pieces: Iterable[Piece]) -> str:
    """Its words alone."""
    return " ".join(it.said for it in pieces if it.kind is PieceKind.WORDS)


def _foreign(names: Iterable[str], owners: Mapping[str, MarkOwner]) -> Iterator[str]:
    """Marks that neither language has in this unit."""
    for name in sorted(names):
        owner = owners.get(name)
        where = "is not one of the text's"
        if owner is not None:
            where = f"was {'moved' if owner.is_lost else 'added'} here from the unit {owner.unit}"
        yield f"the mark {{{one_line(name, 80)}}} {where}"


def _ends(name: str, kind: PieceKind, pieces: Iterable[Piece]) -> Iterator[str]:
    """What is wrong with how often a mark of a unit is there, each end of a pair by itself."""
    count = Counter(it.kind in _BEGINS for it in pieces if it.name == name)
    begins, closes = count[True], count[False]
    if kind is PieceKind.ALONE and closes:
        yield f"the mark {{{name}}} stands alone, but there is an end {{/{name}}}"
    elif kind is PieceKind.OPEN and not begins:
        yield f"the opening mark {{{name}}} was lost"
    elif kind is PieceKind.OPEN and not closes:
        yield f"the closing mark {{/{name}}} was lost"
    elif begins > 1:
        yield f"the mark {{{name}}} is there {begins} times"
    elif closes > 1:
        yield f"the closing mark {{/{name}}} is there {closes} times"


def _lost(names: Iterable[str], mistyped: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(names):
        yield f"the mark {{{name}}} was lost" + (f": found {mistyped[name]}" if name in mistyped else "")


def required(unit: ExportedUnit) -> set[str]:
    """The marks that a translation has to have: all that both texts have; what only one has is there for a reason.

    A new or stale translation has to have those of the source too, but for terms and emphasis.
    """
    source = {it.name for it in unit.source.pieces if it.name}
    target = {it.name for it in unit.pieces if it.name}
    if unit.state is UnitState.CURRENT:
        return target
    optional = {it.name for it in (*unit.source.pieces, *unit.pieces) if it.name and it.is_optional}
    return (source - optional) | (source & target)


def _is_nested(pieces: Sequence[Piece]) -> bool:
    """Whether pairs open and close one within another."""
    open_: list[str] = []
    for it in pieces:
        if it.kind is PieceKind.OPEN:
            open_.append(it.name)
        elif it.kind is PieceKind.CLOSE and (not open_ or open_.pop() != it.name):
            return False
    return not open_
