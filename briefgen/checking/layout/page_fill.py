"""Pages of a screen edition that are nearly empty, reported where the author can change the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from briefgen.model.core.diagnostics import Diagnostic, Span, warning
from briefgen.model.core.document import BLOCK_KINDS
from briefgen.rendering.paper.laid import Laid, Unfilled
from briefgen.rendering.paper.layout.page_fill import LEAST
from briefgen.resolving.edition.edition import Article, Edition, PackView

CODE = "page-is-filled"
_BLANK = "write briefs_open_on: next-page, or fill the page before it"
_SHORT = "shorten the text so that it ends on the page before, lengthen it, or move a figure, table or box there"
_ALIKE = 0.5
"""How much of its words a block must share with what was found, to be the same."""


def filled_problems(editions: Mapping[str, Edition], laid: Mapping[str, Laid]) -> Iterator[Diagnostic]:
    """A warning for each page of the form for the screen that is nearly empty; ``laid`` is by output path.

    Where a pack has no other brief, its text cannot be made to fit both PDFs, and its own counts.
    """
    for edition in editions.values():
        documents: tuple[Article | PackView, ...] = (*edition.articles.values(), *edition.packs.values())
        for document in documents:
            it = laid.get(document.pdf_path)
            for found in it.unfilled if it is not None else ():
                if not found.words or isinstance(document, Article) or len(document.articles) > 1:
                    yield _problem(found, document)


def _problem(found: Unfilled, document: Article | PackView) -> Diagnostic:
    articles = (document,) if isinstance(document, Article) else document.articles
    span = document.body.span if isinstance(document, Article) else document.span
    place = _place(found.words, articles) or (Span(span.path) if span else None)
    where = f"on page {found.page} of {document.pdf_path}"
    if not found.words:
        return warning(CODE, f"nothing stands {where}", place, _BLANK)
    message = f"the text ends after {found.used:.0f} % of the page, less than {LEAST:.0%}, {where}"
    return warning(CODE, message, place, _SHORT)


def _place(words: str, articles: Sequence[Article]) -> Span | None:
    """Where the block stands that is most like these words: numbers and notes are not in it as they are on paper."""
    wanted = Counter(words.split())
    best: tuple[float, Span | None] = (_ALIKE, None)
    for article in articles:
        for part in article.body.walk():
            if part.kind in BLOCK_KINDS and part.span is not None:
                own = Counter((part.get("argument") or part.plain()).split())
                alike = 2 * (wanted & own).total() / (wanted.total() + own.total() or 1)
                best = max(best, (alike, part.span), key=lambda it: it[0])
    return best[1]
