"""PDFs that are longer than they may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen.building.charts import Editions
from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.model.output.addresses import pdf_of
from briefgen.model.written.pdf_forms import Profile
from briefgen.model.written.site import Site
from briefgen.rendering.paper.laid import Laid
from briefgen.resolving.edition.edition import Article, PackView

_SHOWN = 60
"""Letters of a line that a message quotes."""
_LEAVE_OUT = "leave out a brief, shorten one, add parts to leave_out, reduce notes_pages, or raise max_pages"
_SHORTEN = "shorten the main points, the recommendations or the questions, or remove leave-behind from profiles"


def over_budget(editions: Editions, site: Site, pages: Mapping[str, int]) -> Iterator[Diagnostic]:
    """An error for each pack with more pages than it may have; ``pages`` by output path."""
    for edition in editions.values():
        for pack in edition.packs.values():
            count = pages.get(pack.pdf_path, 0)
            if pack.max_pages is not None and count > pack.max_pages:
                message = f"the pack “{pack.id}” has {count} pages in {edition.lang}; max_pages allows {pack.max_pages}"
                yield error("pack-fits", message, site.packs[pack.id].at("max_pages"), _LEAVE_OUT)


def over_the_sheet(editions: Editions, laid: Mapping[str, Laid]) -> Iterator[Diagnostic]:
    """An error for each leave-behind that needs more than its sheet, at the paragraph that no longer fits."""
    for edition in editions.values():
        documents: tuple[Article | PackView, ...] = (*edition.articles.values(), *edition.packs.values())
        for document in documents:
            it = laid.get(pdf_of(document.path, Profile.LEAVE_BEHIND))
            if it is None or not it.beyond:
                continue
            message = f"{_name(document)} takes {it.pages} pages as a leave-behind in {edition.lang}, which has two"
            where = f"“{_beginning(it.beyond)}” is the first text that does not fit"
            yield error("leave-behind-fits", f"{message}: {where}", _place(it.beyond, document), _SHORTEN)


def over_the_page(editions: Editions, laid: Mapping[str, Laid]) -> Iterator[Diagnostic]:
    """An error for each erratum slip that is longer than its page."""
    for edition in editions.values():
        for article in edition.articles.values():
            for slip in article.history.slips if article.history else ():
                if slip.path in laid and laid[slip.path].beyond:
                    about = f"the slip for version {slip.version} of the brief “{article.slug}” in {edition.lang}"
                    where = f"“{_beginning(laid[slip.path].beyond)}” is the first text that does not fit"
                    place = article.body.span and Span(article.body.span.path)
                    hint = "quote less in was: and now:, or shorten the texts of the changes"
                    yield error("erratum-fits", f"{about} takes more than one page: {where}", place, hint)


def _name(document: Article | PackView) -> str:
    return f"the brief “{document.slug}”" if isinstance(document, Article) else f"the pack “{document.id}”"


def _beginning(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"


def _place(words: str, document: Article | PackView) -> Span | None:
    """Where a line on paper is written: the innermost block of the text that has its words, else the file."""
    articles = (document,) if isinstance(document, Article) else document.articles
    said = words.partition("[")[0].strip(" -") or words
    found: Span | None = None
    for part in (part for article in articles for part in article.body.walk()):
        if part.span is not None and said in " ".join(part.plain().split()):
            found = part.span
    spare = document.body.span if isinstance(document, Article) else document.span
    return found or (Span(spare.path) if spare else None)
