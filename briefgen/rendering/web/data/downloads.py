"""What the site gives away beside its pages: briefs, the ledger and charts for programs, and a catalogue of it all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from briefgen.model.core.written import Lang
from briefgen.model.output import addresses
from briefgen.model.output.tree import File
from briefgen.rendering.charts.draw import for_print
from briefgen.rendering.theme.context import RenderContext, drawing_key
from briefgen.rendering.web.data.citation_files import cited, to_bibtex, to_csl, to_ris
from briefgen.resolving.edition.edition import Article, Edition
from briefgen.resolving.edition.views import Numbered, RecommendationView
from briefgen.resolving.ledger.records import (
    Contents,
    Say,
    chart_rows,
    fact_record,
    fact_rows,
    facts_json,
    to_csv,
)

Record = dict[str, Any]
SCHEMA = 1


def downloads(
    editions: Mapping[Lang, Edition], contexts: Mapping[Lang, RenderContext], charts: Mapping[str, Mapping[str, str]]
) -> Iterator[File]:
    """Every file; ``charts`` are the drawings by ``drawing_key``, the widest first."""
    says = {lang: contexts[lang].say_in(lang) for lang in editions}
    for lang, edition in editions.items():
        yield from _ledger(edition, says[lang])
        for article in edition.articles.values():
            yield from _brief(article, edition, says[lang])
            yield from _charts(article, says[lang], charts)
    yield File(addresses.CATALOGUE, _json(_catalogue(editions, says)), "the catalogue")


def _ledger(edition: Edition, say: Say) -> Iterator[File]:
    contents = Contents((), tuple(edition.facts.values()), edition, say)
    yield File(addresses.ledger(edition.lang, "csv"), to_csv(fact_rows(contents)), "the ledger")
    yield File(addresses.ledger(edition.lang, "json"), facts_json(contents), "the ledger")


def _brief(article: Article, edition: Edition, say: Say) -> Iterator[File]:
    files, entry = addresses.files_of(article.path), cited(article, edition)
    maker = f"the brief “{article.slug}”"
    yield File(files.json, _json(_record(article, edition, say)), maker)
    yield File(files.bib, to_bibtex(entry), maker)
    yield File(files.ris, to_ris(entry), maker)
    yield File(files.csl, to_csl(entry), maker)


def _charts(article: Article, say: Say, charts: Mapping[str, Mapping[str, str]]) -> Iterator[File]:
    for numbered in article.numbered:
        drawing = numbered.drawing
        if drawing is None:
            continue
        maker = f"the chart “{drawing.id}”"
        table = to_csv(chart_rows(drawing, say))
        yield File(addresses.chart_file(article.path, drawing.id, "csv"), table, maker)
        drawn = charts.get(drawing_key(drawing), {})
        svg = for_print(next(iter(drawn.values()), ""))
        yield File(addresses.chart_file(article.path, drawing.id, "svg"), f"{svg}\n".encode(), maker)


# Records


def _catalogue(editions: Mapping[Lang, Edition], says: Mapping[Lang, Say]) -> Record:
    return {
        "schema": "briefgen-catalogue",
        "schema_version": SCHEMA,
        "editions": [_edition(edition, says[lang]) for lang, edition in editions.items()],
    }


def _edition(edition: Edition, say: Say) -> Record:
    site = edition.site
    return {
        "language": edition.lang,
        "title": site.title,
        "description": site.description,
        "publisher": site.publisher,
        **_licence(edition, say),
        "updated": site.updated_iso,
        "address": full_address(addresses.home(edition.lang), edition),
        "topics": [{"id": it.id, "name": it.name, "briefs": list(it.slugs)} for it in edition.topics.values()],
        "packs": [
            {
                "id": it.id,
                "title": it.title,
                "version": it.version,
                "published": it.published_iso,
                "briefs": [article.slug for article in it.articles],
                "address": full_address(it.path, edition),
                "pdf": full_address(it.pdf_path, edition) if it.pdfs else "",
            }
            for it in edition.packs.values()
        ],
        "ledger": {it: full_address(addresses.ledger(edition.lang, it), edition) for it in ("csv", "json")},
        "briefs": [_head(article, edition) for article in edition.articles.values()],
    }


def _licence(edition: Edition, say: Say) -> Record:
    terms = edition.site.terms
    return {"licence": edition.site.licence, "licence_name": terms.worded_in_files(say), "licence_address": terms.url}


def _head(article: Article, edition: Edition) -> Record:
    """Return what a brief is, without what it says."""
    return {
        "slug": article.slug,
        "number": article.number,
        "language": article.lang,
        "title": article.title,
        "subtitle": article.subtitle,
        "summary": article.summary,
        "series": article.series,
        "authors": [{"name": it.name, "affiliation": it.affiliation, "orcid": it.orcid} for it in article.authors],
        "published": article.published_iso,
        "updated": article.updated_iso,
        "version": article.version,
        "status": article.standing.kind if article.standing else "published",
        "evidence": article.evidence.value if article.evidence else "",
        "keywords": list(article.keywords),
        "topics": list(article.topics),
        "address": full_address(article.path, edition),
        "translations": {
            it.lang: full_address(it.path, edition) for it in article.alternates if it.path and it.lang != article.lang
        },
        "files": {kind: full_address(path, edition) for kind, path in _files(article).items()},
        "pdfs": [
            {"form": "booklet" if it.booklet else it.profile.value, "languages": list(it.languages)}
            | {"address": full_address(it.path, edition)}
            for it in article.pdfs
        ],
    }


def _files(article: Article) -> dict[str, str]:
    """Kind → path of the files beside its page; those that hold its text only while it is shown."""
    files: dict[str, str] = asdict(addresses.files_of(article.path))
    return {kind: path for kind, path in files.items() if not (article.is_withdrawn and kind in ("md", "txt"))}


def _record(article: Article, edition: Edition, say: Say) -> Record:
    """All that a brief says that a program can use; its text is on the page."""
    return {
        "schema": "briefgen-brief",
        "schema_version": SCHEMA,
        **_head(article, edition),
        "publisher": edition.site.publisher,
        **_licence(edition, say),
        "recommendations": [_recommendation(it, article, edition) for it in article.recommendations],
        "changes": [
            {"date": it.iso, "kind": it.kind, "level": it.level, "version": it.version, "text": it.text}
            for it in article.changes
        ],
        "charts": [_chart(it, article, edition) for it in article.numbered if it.drawing is not None],
        "facts": [fact_record(fact, edition) for fact in article.facts],
    }


def _recommendation(it: RecommendationView, article: Article, edition: Edition) -> Record:
    place = f"{full_address(article.path, edition)}#{it.anchor}"
    said = {"id": it.id, "number": it.number, "text": it.words, "ask": it.ask, "owner": it.owner, "due": it.due}
    decided = {"day": it.due_iso, "needs": it.needs, "sign": it.sign, "watch": it.watch}
    return {**said, **decided, "editorial": it.editorial, "address": place}


def _chart(it: Numbered, article: Article, edition: Edition) -> Record:
    drawing = it.drawing
    assert drawing is not None
    files = {end: full_address(addresses.chart_file(article.path, drawing.id, end), edition) for end in ("csv", "svg")}
    return {"id": drawing.id, "label": it.label, "title": drawing.title, "description": drawing.alt, "files": files}


def full_address(path: str, edition: Edition) -> str:
    """The full address; without a ``base_url`` the path from the root of the site."""
    return addresses.absolute(path, edition.site.base_url)  # a method would make a page depend on all of the edition


def _json(record: Record) -> bytes:
    return json.dumps(record, ensure_ascii=False, indent=1).encode() + b"\n"
