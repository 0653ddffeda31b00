"""How each brief asks to be cited: in the CSL style of the language, as the References of the site are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup

from briefgen.model.output import addresses
from briefgen.model.written.sources import Source
from briefgen.resolving.bibliography.citations import Recall, anew, format_references
from briefgen.resolving.edition.edition import Article
from briefgen.resolving.site.scope import Scope

_LESS = "\ue010"
"""Stands for “<”: in titles of sources it may begin a tag of CSL, in those of briefs it is a sign like any other."""
_LINK = re.compile(r"<a\b[^>]*>(.*?)</a>")


def own_citations(articles: Iterable[Article], scope: Scope, style: str, recall: Recall = anew) -> dict[str, Markup]:
    """The citation of each brief, by its slug: HTML, with the full address where the site has one.

    It names the version and its day, since another version may say something else. What is wrong with the style is
    told with the References.
    """
    sources = [_as_source(article, scope) for article in articles]
    entries = format_references(sources, scope.language, style, recall=recall).value
    return {slug: Markup(_unlinked(entry).replace(_LESS, "&lt;")) for slug, entry in entries.items()}


def _unlinked(entry: str) -> str:
    """To itself a page needs no link."""
    return _LINK.sub(r'<span class="uri">\1</span>', entry)


def _as_source(article: Article, scope: Scope) -> Source:
    settings = scope.site.settings.value
    publisher = scope.text(settings.publisher.name).replace("<", _LESS)
    return Source.model_validate(
        {
            "id": article.slug,
            "type": "report",
            "title": article.title.replace("<", _LESS),
            "author": [{"literal": person.name.replace("<", _LESS)} for person in article.authors]
            or [{"literal": publisher}],
            "publisher": publisher,
            "collection-title": article.series.replace("<", _LESS),
            "number": article.number,
            "version": article.version,
            "issued": article.day_iso or None,
            "URL": addresses.absolute(article.path, settings.base_url) if settings.base_url else None,
        }
    )
