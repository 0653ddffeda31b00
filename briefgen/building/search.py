"""The finished pages read, and the index of the search: it has what a reader sees and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefgen.building.assets import font_css
from briefgen.building.project import ProjectSources
from briefgen.building.workers import Workers
from briefgen.language.figures.reader import kept_reader
from briefgen.language.words.units import own_units
from briefgen.model.core.diagnostics import Outcome
from briefgen.model.core.written import Lang
from briefgen.model.output.addresses import section
from briefgen.model.output.tree import File
from briefgen.rendering.fonts.usage import Setting, font_rules
from briefgen.rendering.html.finished import PageLinks
from briefgen.rendering.search.aliases import alias_groups, hanja_words
from briefgen.rendering.search.finished import FinishedPage, LinksJob, PageJob, read_finished, read_links
from briefgen.rendering.search.index import META, IndexedLang, affixes_of, make_index
from briefgen.rendering.search.lines import IndexedPassage, IndexTerms
from briefgen.rendering.web.assets import WebAsset, hashed
from briefgen.rendering.web.page import Made
from briefgen.resolving.edition.edition import Edition
from briefgen.running.code_digest import own_code, versions
from briefgen.running.run import Stage
from briefgen.running.serialise import PackedParts

READ: Stage[PageJob, FinishedPage] = Stage(
    "reading pages",
    f"in parts, {own_code(read_finished)}, {versions('lxml', 'tinycss2', 'cssselect2')}",
    read_finished,
    limit="search",
    packed=True,
)
LINKS: Stage[LinksJob, FinishedPage] = Stage(
    "reading pages",
    f"links, {own_code(read_links)}, {versions('lxml')}",
    read_links,
    limit="search",
    packed=True,
    few=500,
)
_KEPT = 500
"""Pages whose links are kept at a time."""
_SECTIONS = ("glossary", "timeline", "facts", "sources")


@dataclass(frozen=True, slots=True)
class PackedPage:
    """A ``FinishedPage`` of which each part is unpacked for as long as it is looked at."""

    parts: PackedParts

    @property
    def links(self) -> PageLinks:
        """Its links and ids."""
        found: PageLinks = self.parts.part("links")
        return found

    @property
    def shown(self) -> Mapping[Setting, str]:
        """The characters that it shows."""
        found: Mapping[Setting, str] = self.parts.part("shown")
        return found

    @property
    def lines(self) -> tuple[IndexedPassage, ...]:
        """Its passages."""
        found: tuple[IndexedPassage, ...] = self.parts.part("lines")
        return found


ReadPages = Mapping[str, PackedPage]
"""The finished pages by path, as they were read."""


@dataclass(frozen=True, slots=True)
class _SearchedPage:
    """As ``IndexedPage``."""

    lang: Lang
    path: str
    number: str
    page: PackedPage

    @property
    def lines(self) -> tuple[IndexedPassage, ...]:
        """Its passages."""
        return self.page.lines


def read_pages(
    pages: Mapping[Lang, Iterable[Made]],
    editions: Mapping[Lang, Edition],
    sources: ProjectSources,
    workers: Workers,
    *,
    only_checked: bool = False,
) -> Outcome[dict[str, PackedPage]]:
    """Return what every finished page has of links, characters and passages, by its path.

    Where the site is ``only_checked``, the links alone: no font is cut, and nothing searched.
    """
    if only_checked:
        links = [LinksJob(page.path, page.text) for made in pages.values() for page in made if _is_read(page)]
        return _by_path(links, workers.run_packed(LINKS, links))
    css, fonts, terms = font_css(sources.theme, workers.store), sources.fonts.by_name(), _terms(editions, sources)
    font_rules(css)  # read here, before workers are forked: each would read them for itself
    searched = {path for edition in editions.values() for _, path, _ in _searched(edition)}
    jobs = [
        PageJob(page.path, lang, page.text, css, fonts, terms[lang] if page.path in searched else None)
        for lang, made in pages.items()
        for page in made
        if _is_read(page)
    ]
    return _by_path(jobs, workers.run_packed(READ, jobs))


def _is_read(page: Made) -> bool:
    """Tell whether it is a page, and filled: of a check some stay empty."""
    return page.path.endswith(".html") and bool(page.text)


def _by_path(
    jobs: Sequence[PageJob | LinksJob], read: Outcome[tuple[PackedParts | None, ...]]
) -> Outcome[dict[str, PackedPage]]:
    done = {job.path: PackedPage(parts) for job, parts in zip(jobs, read.value, strict=True) if parts is not None}
    return Outcome(done, read.diagnostics)


def _terms(editions: Mapping[Lang, Edition], sources: ProjectSources) -> dict[Lang, IndexTerms]:
    """Return what is known of every language."""
    profiles = {lang: sources.site.profiles[lang] for lang in editions}
    korean = next((lang for lang, it in profiles.items() if it.particles == "korean"), "")
    hanja = hanja_words([term.value for term in sources.site.glossary.values()], korean) if korean else {}
    affixes = affixes_of(profiles.values())
    return {lang: IndexTerms(it, own_units(sources.site, lang), hanja, affixes) for lang, it in profiles.items()}


def links_of(pages: ReadPages) -> Mapping[str, PageLinks]:
    """The links of pages, unpacked as they are asked for; those of pages that many lead to are kept."""
    return _LinksOf(pages)


class _LinksOf(Mapping[str, PageLinks]):
    def __init__(self, pages: ReadPages) -> None:
        self._pages = pages
        self._read = lru_cache(maxsize=_KEPT)(lambda path: pages[path].links)

    def __getitem__(self, path: str) -> PageLinks:
        return self._read(path)

    def __contains__(self, path: object) -> bool:
        return path in self._pages

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)


def make_search(
    pages: ReadPages, editions: Mapping[Lang, Edition], sources: ProjectSources, workers: Workers
) -> tuple[tuple[WebAsset, ...], tuple[File, ...]]:
    """The asset that the page of the search asks for, and the files of the index; none of a site without a search."""
    if not sources.site.settings.value.search:
        return (), ()
    read = [
        _SearchedPage(lang, path, number, pages[path])
        for lang, path, number in (it for edition in editions.values() for it in _searched(edition))
        if path in pages
    ]
    profiles = {lang: sources.site.profiles[lang] for lang in editions}
    tongues = {lang: IndexedLang(it, kept_reader(it, own_units(sources.site, lang))) for lang, it in profiles.items()}
    groups = alias_groups([term.value for term in sources.site.glossary.values()])
    index = make_index(read, tongues, groups, workers.spill.put)
    return (hashed(META, index.meta),), index.files


def _searched(edition: Edition) -> Iterator[tuple[Lang, str, str]]:
    """Language, path and number of every page that is searched: the newest briefs first, what lists leave out not."""
    if "search" not in edition.site.holds:
        return
    lang = edition.lang
    for article in sorted(edition.listed.values(), key=lambda it: it.day_iso, reverse=True):
        yield lang, article.path, article.number
    for path in [it.path for it in edition.packs.values()] + [it.path for it in edition.pages.values()]:
        yield lang, path, ""
    for name in _SECTIONS:
        yield lang, section(lang, name), ""
