"""What is wrong with a file that comes back from a translator: nothing of it is taken then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefgen.handouts.translating.formats.exchange import ExchangeBrief, ExchangeUnit
from briefgen.handouts.translating.pieces import Piece, PieceKind, signs
from briefgen.handouts.translating.units import BriefUnits, ExportedUnit, UnitState
from briefgen.model.core.diagnostics import Diagnostic, Span, error, few

HINT = "nothing is taken from this file"
_MARK = "mark-is-as-exported"
_MOST_TOLD = 50
"""Of the units of a brief that are not its own: more say nothing new."""


def version_problems(file: str, given: ExchangeBrief, now: BriefUnits) -> Iterator[Diagnostic]:
    """Whether the brief still says what it said when it was exported."""
    if given.source_digest == now.source_digest:
        return
    said = {it.id: signs(it.source) for it in given.units}
    changed = [it.source.span for it in now.units if said.get(it.id) != signs(it.source.pieces)]
    places = few(f"{it.path}:{it.line}" for it in changed)
    lang = now.direction.source
    message = f"{file} was exported from an older text of {now.slug} ({lang})" + (
        f", which has changed since at {places}" if places else ""
    )
    hint = f"export it again and let the translator's program fill it from its memory; {HINT}"
    yield error("translation-file-is-current", message, min(changed, default=None), hint)


def unit_problems(file: str, given: ExchangeBrief, now: BriefUnits, slugs: Iterable[str]) -> Iterator[Diagnostic]:
    """Units that are not of the brief, or there twice."""
    known = {it.id: it for it in now.units}
    count = Counter(it.id for it in given.units)
    for ident in [it for it, number in count.items() if number > 1][:_MOST_TOLD]:
        span = known[ident].source.span if ident in known else None
        message = f"{file} has {count[ident]} units with the id “{_short(ident)}”"
        yield error("unit-is-returned-once", message, span, f"keep one of them; {HINT}")
    for ident in [it for it in count if it not in known][:_MOST_TOLD]:
        other = ident.partition("#")[0]
        whose = f"is of the brief “{other}”" if other in slugs and other != now.slug else "is none of its units"
        message = f"{file}: the unit “{_short(ident)}” is in the part of {now.slug}, but {whose}"
        yield error("translation-file-is-ours", message, None, f"delete it; {HINT}")


def _short(ident: str) -> str:
    line = " ".join(ident.split())
    return line if len(line) <= 80 else f"{line[:79]}…"


def mark_problems(given: ExchangeUnit, unit: ExportedUnit, owners: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Marks that were lost, doubled, changed or moved to another unit; ``owners`` leads from a mark to its unit."""
    span = unit.target.span if unit.target else unit.source.span
    found = _count(given.target)
    source, target = _count(unit.source.pieces), _count(unit.pieces)
    allowed = source.keys() | target.keys()
    for name in sorted(found):
        if name not in allowed:
            whose = owners.get(name)
            where = f" was moved here from the unit {whose}" if whose else " is not one of the text's"
            yield _told(unit, f"the mark {{{_short(name)}}}{where}", span)
        elif found[name] > 1:
            yield _told(unit, f"the mark {{{name}}} is there {found[name]} times", span)
    for name in sorted(required(unit) - found.keys()):
        yield _told(unit, f"the mark {{{name}}} was lost", span)
    if not _is_nested(given.target):
        yield _told(unit, "the two ends of a mark are in the wrong order", span)


def _told(unit: ExportedUnit, message: str, span: Span) -> Diagnostic:
    hint = "every mark stays in its unit, once and unchanged; it may stand elsewhere in the sentence"
    return error(_MARK, f"{unit.id}: {message}", span, hint)


def _count(pieces: Iterable[Piece]) -> Counter[str]:
    return Counter(it.name for it in pieces if it.kind in (PieceKind.ALONE, PieceKind.OPEN))


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
