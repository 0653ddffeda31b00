"""A project whose briefs are translated: read once, with the units of each brief."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from briefgen.building.project import ProjectSources, read_all
from briefgen.handouts.translating.pieces import Piece, PieceKind
from briefgen.handouts.translating.units import BriefUnits, Direction, units_of
from briefgen.language.matching.nearest import did_you_mean
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Severity, error
from briefgen.model.written.briefs import Brief
from briefgen.model.written.site import Site
from briefgen.model.written.written import Lang
from briefgen.reading.files.text import read_text
from briefgen.reading.layout import CONTENT, lay_out
from briefgen.reading.load import load
from briefgen.reading.markdown.extensions.roles import ROLE
from briefgen.reading.texts import TextRules, read_brief
from briefgen.reading.world import MemoryWorld, World
from briefgen.resolving.documents.resolve import resolve
from briefgen.resolving.ledger.facts import fact_words
from briefgen.resolving.site.scope import scope_of, unknown

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

    def errors(self, slugs: Iterable[str]) -> tuple[Diagnostic, ...]:
        """What is wrong in the files of briefs: nobody can say what a text means that cannot be read."""
        folders = tuple(f"{CONTENT}/briefs/{slug}/" for slug in slugs)
        judge = self.sources.judge
        found = {
            it
            for it in filter(None, map(judge, self.problems))
            if it.severity is Severity.ERROR
            and it.code not in _MADE_HERE
            and it.span is not None
            and it.span.path.startswith(folders)
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
    """Why a brief cannot be translated in a direction; None where it can."""
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


def slug_of(project: TranslatedProject, given: str) -> Outcome[str | None]:
    """A brief by its slug or number."""
    by_number = {brief.data.value.number: slug for slug, brief in project.site.briefs.items()}
    slug = by_number.get(given, given)
    if slug in project.site.briefs:
        return Outcome(slug)
    known = {*project.site.briefs, *filter(None, by_number)}
    return Outcome(None, (unknown("brief-is-known", "brief", given, known, None),))
