"""Whether the marks of a text that comes back from a translator are those that it was sent with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefgen.handouts.translating.checks import short
from briefgen.handouts.translating.formats.exchange import ExchangeUnit
from briefgen.handouts.translating.pieces import Piece, PieceKind
from briefgen.handouts.translating.units import ExportedUnit, UnitState
from briefgen.model.core.diagnostics import Diagnostic, error

_CODE = "mark-is-as-exported"
_BEGINS = (PieceKind.ALONE, PieceKind.OPEN)


def mark_problems(given: ExchangeUnit, unit: ExportedUnit, owners: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Marks that were lost, doubled, changed or moved to another unit; ``owners`` leads from a mark to its unit."""
    known = {it.name: it.kind for it in (*unit.source.pieces, *unit.pieces) if it.kind in _BEGINS}
    found = {it.name for it in given.target if it.name}
    ends = [said for name in sorted(found & known.keys()) for said in _ends(name, known[name], given.target)]
    for said in (*_foreign(found - known.keys(), owners), *ends, *_lost(required(unit) - found)):
        yield _told(unit, said)
    if not ends and not _is_nested(given.target):
        yield _told(unit, "the two ends of a mark are in the wrong order")


def _told(unit: ExportedUnit, message: str) -> Diagnostic:
    hint = "every mark stays in its unit, once and unchanged; it may stand elsewhere in the sentence"
    return error(_CODE, f"{unit.id}: {message}", (unit.target or unit.source).span, hint)


def _foreign(names: Iterable[str], owners: Mapping[str, str]) -> Iterator[str]:
    """Marks that neither language has in this unit."""
    for name in sorted(names):
        whose = owners.get(name)
        where = f"was moved here from the unit {whose}" if whose else "is not one of the text's"
        yield f"the mark {{{short(name)}}} {where}"


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


def _lost(names: Iterable[str]) -> Iterator[str]:
    for name in sorted(names):
        yield f"the mark {{{name}}} was lost"


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
