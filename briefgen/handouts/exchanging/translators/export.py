"""A project whose briefs are translated, and its briefs in a file for a translator's program."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefgen.building.project import ProjectSources, read_all
from briefgen.handouts.exchanging.translators.formats import FORMATS
from briefgen.handouts.exchanging.translators.pieces import Piece, PieceKind
from briefgen.handouts.exchanging.translators.units import (
    BriefUnits,
    Direction,
    ExchangeBrief,
    ExchangeUnit,
    ExportedUnit,
    units_of,
)
from briefgen.handouts.exchanging.translators.xliff import tbx_of
from briefgen.handouts.named import slug_of
from briefgen.language.matching.nearest import did_you_mean
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Severity, error, few, has_errors, warning
from briefgen.model.core.written import Lang
from briefgen.model.written.briefs import Brief
from briefgen.model.written.site import Site
from briefgen.reading.disk.text import read_text
from briefgen.reading.layout import CONTENT, lay_out
from briefgen.reading.load import load
from briefgen.reading.markdown.extensions.roles import ROLE
from briefgen.reading.texts import TextRules, read_brief
from briefgen.reading.world import MemoryWorld, World
from briefgen.resolving.documents.resolve import resolve
from briefgen.resolving.ledger.facts import fact_words
from briefgen.resolving.site.scope import scope_of
from briefgen.resolving.translation.standing import BlockState

_MADE_HERE = frozenset({"language-has-file"})
"""What a translation mends is not in its way."""


@dataclass(frozen=True, slots=True)
class TranslatedProject:
    """``site`` is as written; ``sources`` know the words of facts."""

    world: World
    site: Site
    sources: ProjectSources
    problems: tuple[Diagnostic, ...] = ()
    _texts: dict[str, str] = field(default_factory=dict)

    def text(self, path: str) -> str:
        """A file as it is read: with line feeds, composed letters and no byte order mark."""
        if path not in self._texts:
            self._texts[path] = read_text(self.world.read(path), path).value or ""
        return self._texts[path]

    def encoded(self, path: str, text: str) -> bytes:
        """The bytes of a file with a new text: with the line breaks and the byte order mark that it has."""
        before = self.world.read(path) if path in self.world.files(CONTENT) else b""
        content = text.replace("\n", "\r\n" if b"\r\n" in before else "\n").encode()
        return codecs.BOM_UTF8 + content if before.startswith(codecs.BOM_UTF8) else content

    def files(self, brief: Brief) -> Mapping[str, str]:
        """The files of a brief that hold texts."""
        paths = (*(it.span.path for it in brief.texts.values()), *(it.span.path for it in brief.entries()))
        return {path: self.text(path) for path in paths}

    def units(self, slug: str, direction: Direction) -> BriefUnits:
        """The units of a brief that has a text in the first language."""
        brief = self.site.briefs[slug]
        return units_of(brief, direction, self.site.languages, self.files(brief))

    def errors(self, slugs: Sequence[str]) -> tuple[Diagnostic, ...]:
        """What is wrong in the files of briefs, or of all: nobody can say what a text means that cannot be read."""
        folders = tuple(f"{CONTENT}/briefs/{slug}/" for slug in slugs) or f"{CONTENT}/briefs/"
        judge = self.sources.judge
        found = {
            it
            for it in filter(None, map(judge, self.problems))
            if it.severity is Severity.ERROR
            and it.code not in _MADE_HERE
            and it.span is not None
            and (it.span.path.startswith(folders) or (it.code == "file-is-plain" and not slugs))
        }
        return tuple(sorted(found, key=lambda it: it.sort_key))

    def with_files(self, slug: str, changed: Mapping[str, str]) -> tuple[Brief, Mapping[str, str]]:
        """A brief read again with other files, and the texts of all of them."""
        folder = f"{CONTENT}/briefs/{slug}/"
        paths = sorted({*(it for it in self.world.files(CONTENT) if it.startswith(folder)), *changed})
        contents = {it: changed[it].encode() if it in changed else self.world.read(it) for it in paths}
        world = MemoryWorld(contents, theme={})
        laid = lay_out(paths, self.site.languages).briefs[slug]
        rules = TextRules.of(extensions=self.sources.extensions)
        brief = read_brief(world, slug, laid, self.site.languages, rules).value
        held = (*(it.span.path for it in brief.texts.values()), *(it.span.path for it in brief.entries()))
        return brief, {it: changed[it] if it in changed else self.text(it) for it in held}

    def shown(self, pieces: Iterable[Piece], lang: Lang) -> Iterator[Piece]:
        """The same with what readers see in the place of facts and terms."""
        for it in pieces:
            yield replace(it, said=self._shows(it, lang)) if it.kind is PieceKind.ALONE else it

    def _shows(self, piece: Piece, lang: Lang) -> str:
        found = ROLE.fullmatch(piece.written)
        ident, _, form = " ".join(found[3].split()).partition("#") if found else ("", "", "")
        if piece.tag == "fact":
            return fact_words(ident.strip(), form.strip(), scope_of(self.sources.site, lang), None).value
        if piece.tag == "term" and (term := self.site.glossary.get(ident.strip())) is not None:
            names = term.value.names
            return names[lang].short if lang in names else ident
        return piece.written.strip() or "↵"


def read_translated(world: World) -> Outcome[TranslatedProject | None]:
    """Read and settle everything; None, and why, where that cannot be."""
    site = load(world)
    sources = read_all(world, None, preview=True)
    if not sources.value.site.profiles:
        return Outcome(None, sources.diagnostics)
    settled = resolve(sources.value.site, sources.value.styles)
    problems = (*site.diagnostics, *sources.diagnostics, *settled.diagnostics)
    return Outcome(TranslatedProject(world, site.value, sources.value, problems))


def directed(project: TranslatedProject, slug: str, direction: Direction) -> Diagnostic | None:
    """Report why a brief cannot be translated in a direction; None where it can."""
    languages, brief = project.site.languages, project.site.briefs[slug]
    for lang in (direction.source, direction.target):
        if lang not in languages:
            hint = did_you_mean(lang, languages, f"the languages of the site are {', '.join(languages)}")
            return error("language-is-known", f"the site has no language “{lang}”", None, hint)
    if direction.source == direction.target:
        return error("language-is-known", "both languages are the same", None, "choose two: --from ko --to en")
    if direction.source not in brief.texts:
        message = f"the brief “{slug}” has no text in “{direction.source}”"
        there = ", ".join(brief.texts) or "none"
        return error("language-has-file", message, brief.data.span, f"its languages are: {there}")
    original = brief.original(languages)
    if original not in (direction.source, direction.target):
        message = (
            f"the brief “{slug}” was written in “{original}”, "
            f"which is neither “{direction.source}” nor “{direction.target}”"
        )
        return error("language-is-known", message, brief.data.at("original"), f"translate it from or into {original}")
    listed = brief.data.value.languages
    if listed and direction.target not in listed:
        message = f"the brief “{slug}” does not list the language “{direction.target}”"
        return error("language-has-file", message, brief.data.at("languages"), f"add {direction.target} to languages:")
    return None


_REMARKS = {
    BlockState.CURRENT: (),
    BlockState.STALE: ("stale: the original has changed since it was translated",),
    BlockState.UNSTAMPED: ("unstamped: check it against the original",),
    BlockState.MISSING: ("not translated yet",),
}
_KINDS = {"heading": "heading", "cell": "cell of a table", "directive": "caption"}


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """Which briefs, by slug or number (none: all that can be translated so), in which direction and format."""

    briefs: tuple[str, ...]
    direction: Direction
    form: str = "xliff"


@dataclass(frozen=True, slots=True)
class Exported:
    """The file, the glossary as TBX, and how many units of each state there are."""

    content: bytes
    glossary: bytes
    counts: Mapping[BlockState, int]


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
    slugs = [report.take(slug_of(given, project.site)) for given in order.briefs]
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
    content = FORMATS[order.form].write(_brief(project, it) for it in every)
    states = [unit.state for units in every for unit in units.units]
    counts = {state: states.count(state) for state in BlockState}
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
    """Return what readers see in the place of a mark, in both languages."""
    other = f" → {target.said}" if target.said != source.said else ""
    return f"{source.name}: {source.said}{other}"
