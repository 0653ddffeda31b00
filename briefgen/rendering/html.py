"""Every page of an edition as HTML: which pages there are, what each template is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from gettext import NullTranslations

from markupsafe import Markup

from briefgen.model.diagnostics import Diagnostic, Outcome, Report, Span
from briefgen.model.document import Node
from briefgen.model.language import Language
from briefgen.model.written import Lang
from briefgen.rendering.body import WEB, Links, Medium, render
from briefgen.rendering.linked_data import linked_data
from briefgen.rendering.page_info import PageInfo
from briefgen.rendering.template_slips import forbidden_styles
from briefgen.rendering.templates import Templates, part_filler
from briefgen.rendering.typeset import typeset
from briefgen.resolving import addresses
from briefgen.resolving.edition import Article, Edition, PackView, PlainPage
from briefgen.resolving.views import Alternate, Drawing, Numbered, RecommendationView, Reference, RiskView

NOT_FOUND = "404.html"
ROOT = "index.html"
SECTION_TITLES = {
    "briefs": "Briefs",
    "packs": "Packs",
    "topics": "Topics",
    "glossary": "Glossary",
    "facts": "Facts",
    "sources": "Sources",
    "search": "Search",
}
"""Titles of the list pages, as the catalogues of wording know them."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be filled: its template and what it is given besides the edition."""

    info: PageInfo
    template: str
    given: Mapping[str, object] = field(default_factory=dict)
    article: Article | None = None
    references: tuple[Reference, ...] | None = None
    """References that stand on the page itself; None: they are on the page of sources."""
    break_rule: str = "eojeol"
    span: Span | None = None
    """The author's file that the page is made of; None for a page that every site has."""


@dataclass(frozen=True, slots=True)
class Studio:
    """What pages are made with: templates, drawn charts, images, and the language's own rules."""

    templates: Templates
    language: Language
    drawings: Mapping[str, str]
    """``drawing_key`` → SVG."""
    images: Mapping[str, str]
    """Path of an image in the project → output path."""
    catalogues: Mapping[Lang, NullTranslations] = field(default_factory=dict)
    """Interface wording of every language."""
    editions: Mapping[Lang, Edition] = field(default_factory=dict)
    """The site in every language."""

    def say_in(self, lang: Lang) -> Callable[[str], str]:
        """Interface wording in ``lang``."""
        return self.catalogues.get(lang, NullTranslations()).gettext


@dataclass(frozen=True, slots=True)
class Made:
    """A finished page."""

    path: str
    html: str
    span: Span | None = field(default=None, compare=False)
    """The author's file that it is made of, when it is one."""


def drawing_key(drawing: Drawing) -> str:
    """Which drawing it is: the chart's file and the language."""
    return f"{drawing.span.path if drawing.span else ''}:{drawing.id}:{drawing.lang}"


STYLES = ("web.css", "letters.css")
"""Style sheets that templates ask for and of which each language has its own."""


def style_name(lang: Lang, name: str = "web.css") -> str:
    """The name of a language's own style sheet, for one of ``STYLES``."""
    return f"{name.removesuffix('.css')}-{lang}.css"


def asset_mark(name: str, lang: Lang) -> str:
    """An asset's path with a mark for the hash until the asset is made: ``theme.js`` → ``theme.@hash@.js``."""
    name = style_name(lang, name) if name in STYLES else name
    stem, _, ending = name.rpartition(".")
    return f"assets/{stem}.@hash@.{ending}"


def pdf_mark(path: str, lang: Lang) -> Markup:
    """What stands for the length and size of a PDF, in words of ``lang``, until it has been laid out: a comment."""
    return Markup("<!--pdf:{}:{}-->").format(lang, path)


def page_list_mark(path: str) -> Markup:
    """What stands for the list of pages of a PDF until it has been laid out; the page gets its breaks too."""
    return Markup("<!--pages:{}-->").format(path)


def render_pages(edition: Edition, studio: Studio) -> Outcome[tuple[Made, ...]]:
    """Every page of ``edition`` in its own language."""
    report = Report()
    made = tuple(report.take(render_page(page, edition, studio)) for page in pages(edition))
    return Outcome(made, report.sorted())


def render_page(page: Page, edition: Edition, studio: Studio) -> Outcome[Made]:
    """One page, filled and set."""
    problems: list[Diagnostic] = []
    if page.info.kind in SECTION_TITLES:
        page = replace(page, info=replace(page.info, title=_section_title(page.info.kind, edition, studio)))
    context = web_context(page, edition, studio, problems)
    filled = studio.templates.fill_page(page.template, context)
    problems.extend(forbidden_styles(filled.value, page.template, studio.templates.sources))
    finished = typeset(filled.value, edition.lang, WEB, studio.language, page.break_rule)
    return Outcome(Made(page.info.path, finished, page.span), (*problems, *filled.diagnostics))


def web_context(page: Page, edition: Edition, studio: Studio, problems: list[Diagnostic]) -> dict[str, object]:
    """All that a web template sees."""
    base = edition.site.base_url
    url = linker_from_anywhere(base) if base and page.info.path == NOT_FOUND else linker(page.info.path, base)
    shared: dict[str, object] = {
        "edition": edition,
        "site": edition.site,
        "page": page.info,
        "medium": WEB,
        "language": studio.language,
        "elsewhere": studio.editions,
        "linked_data": linked_data(page.info, edition, _said(page), lambda name: _section_title(name, edition, studio)),
        "url": url,
        "absolute": absolute_linker(edition.site.base_url),
        "asset": lambda name: url(asset_mark(name, edition.lang)),
        "say": partial(_say, studio),
        "chart_file": partial(_chart_file, page.article),
        "svg": lambda drawing: Markup(studio.drawings.get(drawing_key(drawing), "")),
        "pdf_size": lambda path: pdf_mark(path, edition.lang),
        "page_list": page_list_mark,
        **_reference_functions(page, edition, url),
        **page.given,
    }
    medium = web_medium(page.article, edition, studio, url, shared, problems)
    shared["body"] = partial(render, medium=medium)
    return shared


def _said(page: Page) -> Article | PackView | None:
    pack = page.given.get("pack")
    return pack if isinstance(pack, PackView) else page.article


def _chart_file(article: Article | None, drawing: Drawing, ending: str) -> str:
    """A chart by itself; only those of briefs have it."""
    return addresses.chart_file(article.path, drawing.id, ending) if article else ""


def _section_title(kind: str, edition: Edition, studio: Studio) -> str:
    return _say(studio, edition.lang, SECTION_TITLES[kind])


def _reference_functions(page: Page, edition: Edition, url: Links) -> dict[str, object]:
    """How a template looks a source up and leads to it: on the page itself, or on the page of sources."""
    own = {it.id: it for it in page.references or ()}
    every = {it.id: it for it in edition.references}
    there = addresses.section(edition.lang, "sources")

    def link(ident: str) -> str:
        return f"#{own[ident].anchor}" if ident in own else url(there, every[ident].anchor)

    return {"reference": lambda ident: own.get(ident) or every.get(ident), "reference_url": link}


def _say(studio: Studio, lang: Lang, message: str) -> str:
    """An interface wording in another language, for pages that speak them all."""
    return studio.say_in(lang)(message)


def web_medium(
    article: Article | None,
    edition: Edition,
    studio: Studio,
    url: Links,
    shared: Mapping[str, object],
    problems: list[Diagnostic],
) -> Medium:
    """How a text is rendered on the page at hand."""
    return Medium(
        name=WEB,
        url=url,
        part=lambda name, **context: part_filler(studio.templates, shared, problems)(name, **context),
        image=lambda path: url(studio.images.get(path, path)),
        ledger=addresses.section(edition.lang, "facts"),
        glossary=addresses.section(edition.lang, "glossary"),
        numbered=numbered_of(article),
        recommendations=recommendations_of(article),
    )


def numbered_of(article: Article | None) -> Mapping[str, Numbered]:
    """Figures and tables of an article by anchor."""
    return {it.id: it for it in article.numbered} if article else {}


def recommendations_of(article: Article | None) -> Mapping[str, RecommendationView]:
    """Recommendations of an article by anchor."""
    return {it.anchor: it for it in article.recommendations} if article else {}


def linker(here: str, base_url: str) -> Links:
    """Links from the page at ``here``: relative, so that the site works from any folder.

    With a ``base_url`` the page of a folder is named by the folder alone, so that it has the same address everywhere;
    without one the site is read from a disk, where a folder shows no page.
    """
    way = addresses.relative_address if base_url else addresses.relative

    def link(path: str, anchor: str = "") -> str:
        if path == here and anchor:
            return f"#{anchor}"
        return way(path, here) + (f"#{anchor}" if anchor else "")

    return link


def linker_from_anywhere(base_url: str) -> Links:
    """Links as paths on the site's host: an error page is shown at any depth."""
    absolute = absolute_linker(base_url)

    def link(path: str, anchor: str = "") -> str:
        return "/" + absolute(path, anchor).split("://", 1)[1].split("/", 1)[1]

    return link


def absolute_linker(base_url: str) -> Links:
    """Full addresses, for what is read away from the site; without a ``base_url`` paths from its root."""

    def link(path: str, anchor: str = "") -> str:
        return addresses.absolute(path, base_url) + (f"#{anchor}" if anchor else "")

    return link


# Which pages there are


def pages(edition: Edition) -> Iterator[Page]:
    """Every page of an edition, in the order of the site."""
    for make in _PAGES:
        for page in make(edition):
            yield replace(page, info=addressed(page.info, edition))


def addressed(info: PageInfo, edition: Edition) -> PageInfo:
    """With the full address, and a card: its own, or that of the site."""
    if not edition.site.base_url:
        return info
    own = info.path if info.kind in ("brief", "pack") else addresses.home(edition.lang)
    return replace(info, canonical=addresses.absolute(info.path, edition.site.base_url), card=addresses.card(own))


def _in_every_language(edition: Edition, path: Callable[[Lang], str]) -> tuple[Alternate, ...]:
    return tuple(replace(home, path=path(home.lang)) for home in edition.languages)


def _home(edition: Edition) -> Iterator[Page]:
    path = addresses.home(edition.lang)
    info = PageInfo(path, "home", edition.site.title, edition.site.description, edition.languages)
    yield Page(info, "web/home.html")


def _section(edition: Edition, name: str) -> Iterator[Page]:
    paths = _in_every_language(edition, lambda lang: addresses.section(lang, name))
    path = addresses.section(edition.lang, name)
    yield Page(PageInfo(path, name, "", edition.site.description, paths), f"web/{name}.html")


def _briefs(edition: Edition) -> Iterator[Page]:
    for article in edition.articles.values():
        updated = article.updated_iso or article.published_iso
        info = PageInfo(article.path, "brief", article.title, article.summary, article.alternates, updated_iso=updated)
        given = {"article": article, "files": addresses.files_of(article.path)}
        place = file_of(article.body)
        yield Page(info, "web/brief.html", given, article, article.references, article.break_rule, place)


def _changes(edition: Edition) -> Iterator[Page]:
    """The page of each brief that says what has changed in it."""
    for article in edition.articles.values():
        if article.history is None:
            continue
        others = tuple(
            replace(it, path=it.path and addresses.changes(it.lang, article.slug)) for it in article.alternates
        )
        info = PageInfo(article.history.path, "changes", article.title, article.summary, others)
        given = {"article": article, "history": article.history}
        yield Page(info, "web/changes.html", given, article, break_rule=article.break_rule, span=file_of(article.body))


def file_of(body: Node) -> Span | None:
    """The author's file that a text stands in."""
    return Span(body.span.path) if body.span else None


def _packs(edition: Edition) -> Iterator[Page]:
    for pack in edition.packs.values():
        given = tuple(replace(it, text=_leading_home(it.text, it.slug, edition)) for it in pack.recommendations)
        shown = replace(pack, recommendations=given, risks=tuple(_risk_at_home(it, edition) for it in pack.risks))
        yield Page(_pack_info(pack), "web/pack.html", {"pack": shown}, span=pack.span)


def _risk_at_home(risk: RiskView, edition: Edition) -> RiskView:
    """A risk whose recommendations lead to the pages of the briefs."""
    given = (replace(it, text=_leading_home(it.text, it.slug, edition)) for it in risk.recommendations)
    return replace(risk, recommendations=tuple(given))


def _leading_home(text: Node, slug: str, edition: Edition) -> Node:
    """A text of a pack whose links lead to the pages of its briefs: its own page has no more of them than this."""
    own = edition.articles.get(slug)

    def led(part: Node) -> Node:
        href = part.get("href")
        if own is None or not href.startswith("#"):
            return part
        before, _, place = href[1:].partition("--")
        there = edition.articles.get(before)
        place = place if there else href[1:]
        ending = f"#{place}" if place != "top" else ""
        return part.with_attrs(href=f"site:{(there or own).path}{ending}")

    return text.map(led)


def _pack_info(pack: PackView) -> PageInfo:
    return PageInfo(pack.path, "pack", pack.title, pack.summary, pack.alternates, updated_iso=pack.published_iso)


def _topics(edition: Edition) -> Iterator[Page]:
    for topic in edition.topics.values():
        info = PageInfo(topic.path, "topic", topic.name, topic.description or topic.name, topic.alternates)
        yield Page(info, "web/topic.html", {"topic": topic})


def _plain_pages(edition: Edition) -> Iterator[Page]:
    for plain in edition.pages.values():
        given = {"plain": plain}
        yield Page(_plain_info(plain), "web/page.html", given, references=plain.references, span=file_of(plain.body))


def _plain_info(plain: PlainPage) -> PageInfo:
    return PageInfo(plain.path, "page", plain.title, plain.summary, plain.alternates)


_PAGES: tuple[Callable[[Edition], Iterator[Page]], ...] = (
    _home,
    partial(_section, name="briefs"),
    _briefs,
    _changes,
    partial(_section, name="packs"),
    _packs,
    partial(_section, name="topics"),
    _topics,
    partial(_section, name="glossary"),
    partial(_section, name="facts"),
    partial(_section, name="sources"),
    partial(_section, name="search"),
    _plain_pages,
)


def render_root(editions: Mapping[Lang, Edition], studio: Studio) -> Outcome[tuple[Made, ...]]:
    """The pages above the languages, in the words of the original's edition."""
    first = next(iter(editions.values()))
    report = Report()
    made = tuple(report.take(render_page(page, first, studio)) for page in root_pages(editions))
    return Outcome(made, report.sorted())


def root_pages(editions: Mapping[Lang, Edition]) -> tuple[Page, Page]:
    """The choice of language and the error page, led by the original's edition."""
    first = next(iter(editions.values()))
    every = {"editions": tuple(editions.values())}
    title = " / ".join(dict.fromkeys(it.site.title for it in editions.values()))
    description = " ".join(dict.fromkeys(it.site.description for it in editions.values()))
    root = PageInfo(ROOT, "root", title, description, first.languages)
    lost = PageInfo(NOT_FOUND, "404", NOT_FOUND.partition(".")[0], first.site.description, first.languages)
    return Page(addressed(root, first), "web/root.html", every), Page(lost, "web/404.html", every)
