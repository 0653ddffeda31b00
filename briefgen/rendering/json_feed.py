"""A feed as JSON Feed 1.1, with what the Atom feed beside it has."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from briefgen.rendering.page_info import PageInfo
from briefgen.resolving import addresses
from briefgen.resolving.edition import Article, Edition
from briefgen.resolving.views import ChangeView

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(
    page: PageInfo,
    home: str,
    edition: Edition,
    entries: Sequence[Article],
    changes: Sequence[tuple[Article, ChangeView]],
) -> str:
    """The feed at ``page`` of what stands on the page ``home``: briefs and their changes, the newest first."""
    said = {
        "version": VERSION,
        "title": page.title,
        "description": page.description,
        "home_page_url": _full(home, edition),
        "feed_url": _full(page.path, edition),
        "language": edition.lang,
        "authors": [{"name": edition.site.publisher}],
        "items": [*(_brief(it, edition) for it in entries), *(_change(*pair, edition) for pair in changes)],
    }
    return json.dumps({key: value for key, value in said.items() if value != ""}, ensure_ascii=False, indent=1) + "\n"


def _brief(article: Article, edition: Edition) -> dict[str, Any]:
    address = _full(article.path, edition)
    item = {
        "id": address,
        "url": address,
        "title": article.title,
        "summary": article.summary,
        "content_text": article.summary,
        "image": _full(addresses.card(article.path), edition),
        "date_published": moment(article.published_iso),
        "date_modified": moment(article.updated_iso or article.published_iso),
        "authors": [{"name": person.name} for person in article.authors],
        "tags": [edition.topics[it].name for it in article.topics if it in edition.topics],
        "language": article.lang,
        "attachments": [{"url": _full(article.pdf_path, edition), "mime_type": "application/pdf"}],
    }
    return {key: value for key, value in item.items() if value}


def _change(article: Article, change: ChangeView, edition: Edition) -> dict[str, Any]:
    address = f"{_full(change.path, edition)}#{change.anchor}"
    said = {"id": address, "url": address, "title": article.title, "content_text": change.text}
    return {**said, "date_published": moment(change.iso), "tags": [change.kind], "language": article.lang}


def moment(day: str) -> str:
    """A day, month or year as the moment at which it begins."""
    return f"{day}{'-01' * (3 - len(day.split('-')))}T00:00:00Z"


def _full(path: str, edition: Edition) -> str:
    return addresses.absolute(path, edition.site.base_url)
