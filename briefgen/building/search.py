"""The index of the search: of the finished pages, so that it has what a reader sees and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from briefgen.building.project import ProjectSources
from briefgen.building.workers import Workers
from briefgen.language.figures.reader import FigureReader
from briefgen.language.words.units import own_units
from briefgen.model.core.diagnostics import Outcome
from briefgen.model.output.addresses import section
from briefgen.model.output.tree import File
from briefgen.model.written.written import Lang
from briefgen.rendering.search.aliases import alias_groups, hanja_words
from briefgen.rendering.search.index import META, Tongue, endings_of, make_index
from briefgen.rendering.search.lines import PageJob, ReadPage, read_page
from briefgen.rendering.web.assets import WebAsset, hashed
from briefgen.rendering.web.page import Made
from briefgen.resolving.edition.edition import Edition
from briefgen.running.code_digest import own_code
from briefgen.running.run import Stage, versions

READ: Stage[PageJob, ReadPage] = Stage(
    "search", f"{own_code(read_page)}, {versions('lxml')}", read_page, limit="search"
)
_SECTIONS = ("glossary", "timeline", "facts", "sources")


def make_search(
    pages: Iterable[Made], editions: Mapping[Lang, Edition], kit: ProjectSources, shop: Workers
) -> Outcome[tuple[WebAsset, tuple[File, ...]]]:
    """The asset that the page of the search asks for, and the files of the index."""
    made = {page.path: page.html for page in pages}
    terms = [term.value for term in kit.site.glossary.values()]
    profiles = {lang: kit.site.profiles[lang] for lang in editions}
    korean = next((lang for lang, it in profiles.items() if it.particles == "korean"), "")
    hanja, endings = hanja_words(terms, korean) if korean else {}, endings_of(profiles.values())
    own = {lang: own_units(kit.site, lang) for lang in editions}
    jobs = [
        PageJob(path, lang, number, made[path], profiles[lang], own[lang], hanja, endings)
        for lang, path, number in (it for edition in editions.values() for it in _searched(edition))
        if path in made
    ]
    read = shop.run(READ, jobs)
    tongues = {lang: Tongue(profile, FigureReader(profile, own[lang])) for lang, profile in profiles.items()}
    index = make_index([page for page in read.value if page and page.lines], tongues, alias_groups(terms))
    return Outcome((hashed(META, index.meta), index.files), read.diagnostics)


def _searched(edition: Edition) -> Iterator[tuple[Lang, str, str]]:
    """Language, path and number of every page that is searched: the newest briefs first, what lists leave out not."""
    lang = edition.lang
    dated = {it.path: it.updated_iso or it.published_iso for it in edition.listed.values()}
    for article in sorted(edition.listed.values(), key=lambda it: dated[it.path], reverse=True):
        yield lang, article.path, article.number
    for path in [it.path for it in edition.packs.values()] + [it.path for it in edition.pages.values()]:
        yield lang, path, ""
    for name in _SECTIONS:
        yield lang, section(lang, name), ""
