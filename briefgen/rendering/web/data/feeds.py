"""What machines read: feeds of a language and of each topic in it, the sitemap, and where to find it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from briefgen.model.core.diagnostics import Outcome, Report
from briefgen.model.core.written import Lang
from briefgen.model.output import addresses
from briefgen.model.written.briefs import ChangeLevel
from briefgen.rendering.html.links import absolute_linker
from briefgen.rendering.theme.context import RenderContext
from briefgen.rendering.theme.templates import Templates
from briefgen.rendering.web.data.downloads import full_address
from briefgen.rendering.web.page import Made
from briefgen.rendering.web.page_info import PageInfo
from briefgen.rendering.web.pages import pages
from briefgen.resolving.edition.edition import Article, Edition
from briefgen.resolving.edition.views import ChangeView


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed is of: the page ``home``, and the briefs that it tells of."""

    page: PageInfo
    home: str
    slugs: tuple[str, ...]


def render_feed(feed: Feed, edition: Edition, context: RenderContext) -> Outcome[tuple[Made, ...]]:
    """A feed as Atom and as JSON. Each entry needs a day: of a brief without one only its changes are listed."""
    page, home = feed.page, feed.home
    articles = [article for slug, article in edition.listed.items() if slug in feed.slugs]
    entries: list[Entry] = [(article, None) for article in articles if article.day_iso]
    entries.extend((article, change) for article in articles for change in _told(article))
    entries.sort(key=lambda entry: (_day(*entry), entry[0].number, entry[0].slug), reverse=True)
    given = {"entries": entries, "updated": max((_day(*it) for it in entries), default=""), "home": home}
    outcome = context.templates.fill("web/feed.xml", {**_shared(edition), **given, "page": page})
    beside = replace(page, path=addresses.json_feed(page.path))
    subject = Subject(home, edition, tuple(entries))
    as_json = Made(beside.path, json_feed(beside, subject, context.say_in(edition.lang)))
    return Outcome((Made(page.path, outcome.value), as_json), outcome.diagnostics)


FillFeed = Callable[[Feed, Edition, RenderContext], Outcome[tuple[Made, ...]]]
"""Fills a feed of an edition, as ``render_feed`` does."""


def render_feeds(
    editions: Mapping[Lang, Edition], contexts: Mapping[Lang, RenderContext], fill: FillFeed = render_feed
) -> Outcome[tuple[Made, ...]]:
    """Feeds and sitemap; both need absolute addresses, so a site without ``base_url`` has none."""
    report = Report()
    if not all(edition.site.base_url for edition in editions.values()):
        return Outcome(())
    made: list[Made] = []
    for lang, edition in editions.items():
        for feed in _feeds(edition):
            made += report.take(fill(feed, edition, contexts[lang]))
    made.append(report.take(_sitemap(editions, next(iter(contexts.values())).templates)))
    base_url = next(iter(editions.values())).site.base_url
    made.append(Made("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {base_url}sitemap.xml\n"))
    return Outcome(tuple(made), report.sorted())


def _feeds(edition: Edition) -> Iterator[Feed]:
    """Every feed: of all briefs of a language, and of those of each topic."""
    site = edition.site
    whole = PageInfo(addresses.feed(edition.lang), "feed", site.title, site.description, ())
    yield Feed(whole, addresses.home(edition.lang), tuple(edition.listed))
    for topic in edition.topics.values():
        title = f"{topic.name} – {site.title}"
        page = PageInfo(addresses.feed_of(topic.path), "feed", title, topic.description, ())
        yield Feed(page, topic.path, tuple(topic.slugs))


def _day(article: Article, change: ChangeView | None) -> str:
    return change.iso if change else article.day_iso


def _told(article: Article) -> tuple[ChangeView, ...]:
    """The changes that a reader far away hears of."""
    return tuple(change for change in article.changes if change.level != ChangeLevel.MINOR)


def _sitemap(editions: Mapping[Lang, Edition], templates: Templates) -> Outcome[Made]:
    first = next(iter(editions.values()))
    every = tuple(
        page.info
        for edition in editions.values()
        for page in pages(edition)
        if page.info.kind != "changes" and (page.article is None or page.article.is_listed)
    )
    outcome = templates.fill("web/sitemap.xml", {**_shared(first), "pages": every})
    return Outcome(Made("sitemap.xml", outcome.value), outcome.diagnostics)


def _shared(edition: Edition) -> dict[str, object]:
    """Feeds name every page by its full address."""
    absolute = absolute_linker(edition.site.base_url)
    return {"edition": edition, "site": edition.site, "url": absolute, "absolute": absolute}


# A feed as JSON Feed 1.1, with what the Atom feed beside it has

Say = Callable[[str], str]
VERSION = "https://jsonfeed.org/version/1.1"


Entry = tuple[Article, ChangeView | None]
"""A brief, or a change of it."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a feed is of: the page ``home``, and what it tells, the newest first."""

    home: str
    edition: Edition
    entries: tuple[Entry, ...]


def json_feed(page: PageInfo, subject: Subject, say: Say) -> str:
    """The feed at ``page``; ``say`` gives interface wording in its language."""
    edition = subject.edition
    said = {
        "version": VERSION,
        "title": page.title,
        "description": page.description,
        "home_page_url": full_address(subject.home, edition),
        "feed_url": full_address(page.path, edition),
        "language": edition.lang,
        "authors": [{"name": edition.site.publisher}],
        "items": [
            _change(article, change, edition, say) if change else _brief(article, edition)
            for article, change in subject.entries
        ],
    }
    return json.dumps({key: value for key, value in said.items() if value != ""}, ensure_ascii=False, indent=1) + "\n"


def _brief(article: Article, edition: Edition) -> dict[str, Any]:
    address = full_address(article.path, edition)
    item = {
        "id": address,
        "url": address,
        "title": article.title,
        "summary": article.summary,
        "content_text": article.summary,
        "image": full_address(addresses.card(article.path), edition),
        "date_published": moment(article.published_iso) if article.published_iso else "",
        "date_modified": moment(article.day_iso),
        "authors": [{"name": person.name} for person in article.authors],
        "tags": [edition.topics[it].name for it in article.topics if it in edition.topics],
        "language": article.lang,
        "attachments": [{"url": full_address(article.pdf_path, edition), "mime_type": "application/pdf"}]
        if article.pdfs
        else [],
    }
    return {key: value for key, value in item.items() if value}


def _change(article: Article, change: ChangeView, edition: Edition, say: Say) -> dict[str, Any]:
    address = f"{full_address(change.path, edition)}#{change.anchor}"
    is_correction = change.kind == "correction"
    title = say("Correction: %(title)s" if is_correction else "Update: %(title)s") % {"title": article.title}
    return {
        "id": address,
        "url": address,
        "title": title,
        "content_text": " ".join(filter(None, (change.text, _exchanged(change, say)))),
        "date_published": moment(change.iso),
        "tags": [say("Correction" if is_correction else "Update")],
        "language": article.lang,
    }


def _exchanged(change: ChangeView, say: Say) -> str:
    """Return which words have been put in the place of which."""
    if change.was and change.now:
        return say("For “%(was)s” read “%(now)s”") % {"was": change.was, "now": change.now}
    if change.was:
        return say("Delete “%(was)s”") % {"was": change.was}
    return say("Add “%(now)s”") % {"now": change.now} if change.now else ""


def moment(day: str) -> str:
    """A day, month or year as the moment at which it begins."""
    return f"{day}{'-01' * (3 - len(day.split('-')))}T00:00:00Z"
