"""Which pages the site has, in their order, and what each is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from briefgen.model.core.diagnostics import Outcome, Report, Span
from briefgen.model.core.document import Node
from briefgen.model.core.written import Lang
from briefgen.model.output import addresses
from briefgen.rendering.theme.context import RenderContext
from briefgen.rendering.web.page import NOT_FOUND, Made, Page, render_page
from briefgen.rendering.web.page_info import PageInfo
from briefgen.resolving.edition.edition import Edition, PackView, PlainPage
from briefgen.resolving.edition.views import Alternate, RiskView

ROOT = "index.html"


Fill = Callable[[Page, Edition, RenderContext], Outcome[Made]]
"""Fills a page of an edition, as ``render_page`` does."""


def render_pages(edition: Edition, context: RenderContext, fill: Fill = render_page) -> Outcome[tuple[Made, ...]]:
    """Every page of ``edition`` in its own language."""
    report = Report()
    made = tuple(report.take(fill(page, edition, context)) for page in pages(edition))
    return Outcome(made, report.sorted())


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


def _timeline(edition: Edition) -> Iterator[Page]:
    """Only where there is one: an empty line of time leads nowhere."""
    if edition.timeline:
        yield from _section(edition, "timeline")


def _search(edition: Edition) -> Iterator[Page]:
    if "search" in edition.site.holds:
        yield from _section(edition, "search")


def _briefs(edition: Edition) -> Iterator[Page]:
    for article in edition.articles.values():
        said = article.title, article.summary, article.alternates
        info = PageInfo(article.path, "brief", *said, updated_iso=article.day_iso)
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
    return body.about(_file_of)


def _file_of(body: Node) -> Span | None:
    return Span(body.span.path) if body.span else None


def _packs(edition: Edition) -> Iterator[Page]:
    for pack in edition.packs.values():
        given = tuple(replace(it, text=_leading_home(it.text, it.slug, edition)) for it in pack.recommendations)
        shown = replace(pack, recommendations=given, risks=tuple(_risk_at_home(it, edition) for it in pack.risks))
        yield Page(_pack_info(pack), "web/pack.html", {"pack": shown}, references=pack.page_references, span=pack.span)


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
        yield Page(info, "web/topic.html", {"topic": topic}, span=topic.span)


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
    _timeline,
    partial(_section, name="facts"),
    partial(_section, name="sources"),
    _search,
    _plain_pages,
)


def render_root(editions: Mapping[Lang, Edition], context: RenderContext) -> Outcome[tuple[Made, ...]]:
    """The pages above the languages, in the words of the original's edition."""
    first = next(iter(editions.values()))
    report = Report()
    made = tuple(report.take(render_page(page, first, context)) for page in root_pages(editions))
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
