"""Briefs in a file for a translator's program, and the glossary beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefgen.handouts.translating.formats.exchange import ExchangeBrief, ExchangeFormat, ExchangeUnit
from briefgen.handouts.translating.formats.po import po_of
from briefgen.handouts.translating.formats.tbx import tbx_of
from briefgen.handouts.translating.formats.xliff import xliff_of
from briefgen.handouts.translating.pieces import Piece, PieceKind
from briefgen.handouts.translating.project import TranslatedProject, directed, read_translated, slug_of
from briefgen.handouts.translating.units import BriefUnits, Direction, ExportedUnit, UnitState
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Severity, few, has_errors, warning
from briefgen.reading.world import World

WRITERS: Mapping[ExchangeFormat, Callable[[Iterable[ExchangeBrief]], bytes]] = {
    ExchangeFormat.XLIFF: xliff_of,
    ExchangeFormat.PO: po_of,
}
SUFFIXES = {ExchangeFormat.XLIFF: "xlf", ExchangeFormat.PO: "po"}

_REMARKS = {
    UnitState.CURRENT: (),
    UnitState.STALE: ("stale: the original has changed since it was translated",),
    UnitState.UNSTAMPED: ("unstamped: check it against the original",),
    UnitState.MISSING: ("not translated yet",),
}
_KINDS = {"heading": "heading", "cell": "cell of a table", "directive": "caption"}


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """Which briefs, by slug or number (none: all that can be translated so), in which direction and format."""

    briefs: tuple[str, ...]
    direction: Direction
    form: ExchangeFormat = ExchangeFormat.XLIFF


@dataclass(frozen=True, slots=True)
class Exported:
    """The file, the glossary as TBX, and how many units of each state there are."""

    content: bytes
    glossary: bytes
    counts: Mapping[UnitState, int]


def export(world: World, order: ExportOrder) -> Outcome[Exported | None]:
    """The file for translators; None, and why, where a brief cannot be translated so."""
    report = Report()
    project = report.take(read_translated(world))
    if project is None:
        return Outcome(None, tuple(it for it in report if it.severity is Severity.ERROR))
    return exported(project, order)


def exported(project: TranslatedProject, order: ExportOrder) -> Outcome[Exported | None]:
    """The same of a project that has been read."""
    report = Report()
    slugs = [report.take(slug_of(project, given)) for given in order.briefs]
    chosen = [it for it in slugs if it is not None] if order.briefs else _translatable(project, order.direction)
    for slug in chosen:
        if problem := directed(project, slug, order.direction):
            report.add((problem,))
    if has_errors(report):
        return Outcome(None, report.sorted())
    if errors := project.errors(chosen):
        return Outcome(None, errors)
    every = [project.units(slug, order.direction) for slug in chosen]
    for units in every:
        report.add(_left_out(units))
    content = WRITERS[order.form](_brief(project, it) for it in every)
    states = [unit.state for units in every for unit in units.units]
    counts = {state: states.count(state) for state in UnitState}
    return Outcome(Exported(content, tbx_of(project.site.glossary, order.direction), counts), report.sorted())


def _translatable(project: TranslatedProject, direction: Direction) -> list[str]:
    return [slug for slug in project.site.briefs if directed(project, slug, direction) is None] or list(
        project.site.briefs
    )[:1]


def _left_out(units: BriefUnits) -> Iterator[Diagnostic]:
    if units.left_out:
        places = few([f"{it.path}:{it.line}" for it in units.left_out])
        message = f"{len(units.left_out)} texts of {units.slug} are not in the file: {places}"
        hint = (
            "translate them by hand: they stand in HTML or code, are given by a directive of a package, "
            "or are built otherwise in the other language"
        )
        yield warning("translation-file-is-whole", message, units.left_out[0], hint)


def _brief(project: TranslatedProject, units: BriefUnits) -> ExchangeBrief:
    source, target = units.direction.source, units.direction.target
    return ExchangeBrief(
        units.slug,
        source,
        target,
        units.source_digest,
        units.target_digest,
        tuple(
            ExchangeUnit(
                it.id,
                tuple(project.shown(it.source.pieces, source)),
                tuple(project.shown(it.pieces, target)),
                it.state,
                tuple(_remarks(project, it, units.direction)),
                it.source.span,
            )
            for it in units.units
        ),
    )


def _remarks(project: TranslatedProject, unit: ExportedUnit, direction: Direction) -> Iterator[str]:
    yield from _REMARKS[unit.state]
    if unit.block is not None and (kind := _KINDS.get(unit.block.kind)):
        yield kind
    marks = [it for it in unit.source.pieces if it.kind is PieceKind.ALONE and it.tag in ("fact", "term")]
    source, target = (project.shown(marks, lang) for lang in (direction.source, direction.target))
    if marks:
        yield "; ".join(_reads(one, other) for one, other in zip(source, target, strict=True))


def _reads(source: Piece, target: Piece) -> str:
    """What readers see in the place of a mark, in both languages."""
    other = f" → {target.said}" if target.said != source.said else ""
    return f"{source.name}: {source.said}{other}"
