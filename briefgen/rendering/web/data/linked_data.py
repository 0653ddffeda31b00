"""What a page says of itself to search engines and catalogues: JSON-LD in the vocabulary of schema.org.

A block of data is not a script: the Content-Security-Policy of the pages lets it be. All addresses are full ones, so a
site without ``base_url`` has none of this.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from briefgen.model.output import addresses
from briefgen.rendering.web.data.downloads import full_address
from briefgen.rendering.web.page_info import PageInfo
from briefgen.resolving.edition.edition import Article, Edition, PackView
from briefgen.resolving.edition.views import Alternate, ChangeView, Reference

Thing = dict[str, Any]
_LISTS = frozenset({"briefs", "packs", "topics", "topic", "glossary", "sources"})
_ABOVE = {"brief": "briefs", "pack": "packs", "topic": "topics"}
"""The list that a page belongs to."""
CARD_SIZE = (1200, 630)


def linked_data(
    page: PageInfo, edition: Edition, said: Article | PackView | None, section: Callable[[str], str]
) -> Markup:
    """The whole element for the head of a page, ``<script type="application/ld+json">``; empty where there is none.

    ``section`` gives the title of a list page: ``briefs`` …
    """
    if not edition.site.base_url or page.kind in ("root", "404"):
        return Markup()
    things = [_without_gaps(thing) for thing in (_main(page, edition, said), _way(page, edition, section)) if thing]
    words = json.dumps({"@context": "https://schema.org", "@graph": things}, ensure_ascii=False, separators=(",", ":"))
    # Inside a script nothing is escaped, and only these three could end it or begin another.
    for letter in "<>&":
        words = words.replace(letter, f"\\u{ord(letter):04x}")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(words))


def _main(page: PageInfo, edition: Edition, said: Article | PackView | None) -> Thing:
    if page.kind == "brief" and isinstance(said, Article):
        return _report(page, said, edition)
    if page.kind == "pack" and isinstance(said, PackView):
        return _collection(page, said, edition)
    if page.kind == "home":
        return _site(page, edition)
    if page.kind == "facts":
        return _ledger(page, edition)
    return {
        "@type": "CollectionPage" if page.kind in _LISTS else "WebPage",
        **_common(page, edition),
        "isPartOf": _website(edition),
    }


def _common(page: PageInfo, edition: Edition) -> Thing:
    return {
        "@id": page.canonical,
        "url": page.canonical,
        "name": page.title,
        "description": page.description,
        "inLanguage": edition.lang,
        "image": _image(page, edition),
        "license": edition.site.terms.url,
    }


def _image(page: PageInfo, edition: Edition) -> Thing | None:
    if not page.card:
        return None
    width, height = CARD_SIZE
    return {"@type": "ImageObject", "url": full_address(page.card, edition), "width": width, "height": height}


def _report(page: PageInfo, article: Article, edition: Edition) -> Thing:
    said = _common(page, edition)
    del said["name"]
    # What has been withdrawn keeps its address, not its words.
    withdrawn = article.standing is not None and article.standing.kind == "withdrawn"
    based = {ident for fact in article.facts for ident, _ in fact.sources}
    return {
        "@type": "Report",
        **said,
        "headline": article.title,
        "alternativeHeadline": article.subtitle,
        "abstract": "" if withdrawn else article.summary,
        "description": "" if withdrawn else article.summary,
        "reportNumber": article.number,
        "identifier": article.number,
        "version": article.version,
        "creativeWorkStatus": article.standing.kind if article.standing else "published",
        "datePublished": article.published_iso,
        "dateModified": article.day_iso,
        "author": _authors(article) or [_publisher(edition)],
        "publisher": _publisher(edition),
        "keywords": list(article.keywords),
        "about": [{"@type": "Thing", "name": edition.topics[it].name} for it in article.topics if it in edition.topics],
        "isPartOf": {"@type": "CreativeWorkSeries", "name": article.series} if article.series else None,
        "isAccessibleForFree": True,
        **_translations(article, edition),
        "isBasedOn": [_work(it) for it in article.references if it.id in based],
        "citation": [_work(it) for it in article.references if it.id not in based],
        "correction": [_correction(it, edition) for it in article.changes if it.kind == "correction"],
        "encoding": [_pdf(it.path, edition) for it in article.pdfs if len(it.languages) == 1],
    }


def _authors(article: Article) -> list[Thing]:
    return [
        {
            "@type": "Person",
            "name": person.name,
            "affiliation": {"@type": "Organization", "name": person.affiliation} if person.affiliation else None,
            "sameAs": f"https://orcid.org/{person.orcid}" if person.orcid else "",
        }
        for person in article.authors
    ]


def _publisher(edition: Edition) -> Thing:
    return {"@type": "Organization", "name": edition.site.publisher, "url": edition.site.publisher_url}


def _translations(article: Article, edition: Edition) -> Thing:
    """The original, of a translation; the translations, of an original."""
    there = {it.lang: it for it in article.alternates if it.path}
    original = article.translation.original if article.translation else next(iter(there), article.lang)
    others = [lang for lang in there if lang != article.lang]
    works = {lang: _there(there[lang], edition) for lang in others}
    if article.lang != original:
        return {"translationOfWork": works.get(original)}
    return {"workTranslation": list(works.values())}


def _there(other: Alternate, edition: Edition) -> Thing:
    """Its day and its makers are told at its own address."""
    address = full_address(other.path or "", edition)
    return {"@type": "CreativeWork", "@id": address, "name": other.title, "url": address}


def _work(entry: Reference) -> Thing:
    return {"@type": "CreativeWork", "name": str(Markup(entry.html).striptags()), "url": entry.url}


def _correction(change: ChangeView, edition: Edition) -> Thing:
    place = f"{full_address(change.path, edition)}#{change.anchor}" if change.path else ""
    return {"@type": "CorrectionComment", "text": change.text, "datePublished": change.iso, "url": place}


def _pdf(path: str, edition: Edition) -> Thing:
    return {"@type": "MediaObject", "contentUrl": full_address(path, edition), "encodingFormat": "application/pdf"}


def _collection(page: PageInfo, pack: PackView, edition: Edition) -> Thing:
    parts = [
        {
            "@type": "CreativeWork",
            "@id": full_address(it.path, edition),
            "name": it.title,
            "url": full_address(it.path, edition),
        }
        for it in pack.articles
    ]
    return {
        "@type": "Collection",
        **_common(page, edition),
        "datePublished": pack.published_iso,
        "version": pack.version,
        "publisher": _publisher(edition),
        "audience": {"@type": "Audience", "audienceType": pack.audience} if pack.audience else None,
        "hasPart": parts,
        "encoding": [_pdf(it.path, edition) for it in pack.pdfs if len(it.languages) == 1],
    }


def _website(edition: Edition) -> Thing:
    return {"@type": "WebSite", "name": edition.site.title, "url": full_address(addresses.home(edition.lang), edition)}


def _site(page: PageInfo, edition: Edition) -> Thing:
    return {
        "@type": "WebSite",
        **_common(page, edition),
        "alternateName": edition.site.tagline,
        "publisher": _publisher(edition),
    }


def _ledger(page: PageInfo, edition: Edition) -> Thing:
    files = (("text/csv", "csv"), ("application/json", "json"))
    return {
        "@type": "Dataset",
        **_common(page, edition),
        "creator": _publisher(edition),
        "isPartOf": _website(edition),
        "dateModified": edition.site.updated_iso,
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media,
                "contentUrl": full_address(addresses.ledger(edition.lang, ending), edition),
            }
            for media, ending in files
        ],
    }


def _way(page: PageInfo, edition: Edition, section: Callable[[str], str]) -> Thing | None:
    """The way to the page from the front page."""
    if page.kind == "home":
        return None
    steps = [(edition.site.title, addresses.home(edition.lang))]
    if above := _ABOVE.get(page.kind):
        steps.append((section(above), addresses.section(edition.lang, above)))
    steps.append((page.title, page.path))
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": full_address(path, edition)}
        for place, (name, path) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _without_gaps(thing: Any) -> Any:
    """Without what is empty: a search engine takes an empty name for a name."""
    if isinstance(thing, list):
        return [_without_gaps(part) for part in thing]
    if not isinstance(thing, dict):
        return thing
    return {key: _without_gaps(part) for key, part in thing.items() if part not in ("", None, [], {})}
