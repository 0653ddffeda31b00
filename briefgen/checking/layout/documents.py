"""The PDFs of a site with what their author wrote: where a problem that is found in one of them belongs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefgen.model.core.diagnostics import Span
from briefgen.resolving.edition.edition import Article, Edition, PackView


@dataclass(frozen=True, slots=True)
class PaperDocument:
    """One language of a PDF: its path, the briefs in it, and the file that stands for the whole."""

    path: str
    lang: str
    articles: Sequence[Article]
    spare: Span | None


def papers(editions: Mapping[str, Edition]) -> Iterator[PaperDocument]:
    """Every PDF of every edition; one of two languages comes once for each."""
    for edition in editions.values():
        documents: tuple[Article | PackView, ...] = (*edition.articles.values(), *edition.packs.values())
        for document in documents:
            articles = (document,) if isinstance(document, Article) else document.articles
            span = document.body.span if isinstance(document, Article) else document.span
            for pdf in document.pdfs:
                if not pdf.booklet:
                    yield PaperDocument(pdf.path, edition.lang, articles, Span(span.path) if span else None)
