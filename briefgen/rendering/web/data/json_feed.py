"""A feed as JSON Feed 1.1, with what the Atom feed beside it has."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from briefgen.model.output import addresses
from briefgen.rendering.web.data.downloads import full_address
from briefgen.rendering.web.page_info import PageInfo
from briefgen.resolving.edition.edition import Article, Edition
from briefgen.resolving.edition.views import ChangeView

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
    """Which words have been put in the place of which."""
    if change.was and change.now:
        return say("For “%(was)s” read “%(now)s”") % {"was": change.was, "now": change.now}
    if change.was:
        return say("Delete “%(was)s”") % {"was": change.was}
    return say("Add “%(now)s”") % {"now": change.now} if change.now else ""


def moment(day: str) -> str:
    """A day, month or year as the moment at which it begins."""
    return f"{day}{'-01' * (3 - len(day.split('-')))}T00:00:00Z"
