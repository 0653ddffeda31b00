"""Pages of a screen edition that are left empty, reported where the author can change the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen.checking.layout.flaws import place_of_words
from briefgen.model.core.diagnostics import Diagnostic, Span, warning
from briefgen.model.values.plain import one_line
from briefgen.rendering.paper.laid import Gap, Laid, Unfilled
from briefgen.rendering.paper.layout.page_fill import LEAST
from briefgen.resolving.edition.edition import Article, Edition, PackView

CODE = "page-is-filled"
_LEAVE = "shorten the text before it by that much, or move a figure, table or box there"
_HINTS = {
    Gap.BLANK: "write briefs_open_on: next-page, or fill the page before it",
    Gap.LAST: "shorten the text so that it ends on the page before, or lengthen it",
    Gap.HOLE: _LEAVE,
    Gap.FOOT: "move a figure, table or box into the gap or out of the block that did not fit, or shorten that block",
}
_OF_A_BRIEF = frozenset({Gap.LAST, Gap.FOOT})
"""Left empty by the text of one brief: where a pack has no other, the text cannot be made to fit both PDFs, and its own
counts."""


def filled_problems(editions: Mapping[str, Edition], laid: Mapping[str, Laid]) -> Iterator[Diagnostic]:
    """A warning for each page of the form for the screen that is left empty; ``laid`` is by output path."""
    for edition in editions.values():
        documents: tuple[Article | PackView, ...] = (*edition.articles.values(), *edition.packs.values())
        for document in documents:
            it = laid.get(document.pdf_path)
            for found in it.unfilled if it is not None else ():
                if found.gap not in _OF_A_BRIEF or isinstance(document, Article) or len(document.articles) > 1:
                    yield _problem(found, document)


def _problem(found: Unfilled, document: Article | PackView) -> Diagnostic:
    articles = (document,) if isinstance(document, Article) else document.articles
    span = document.body.span if isinstance(document, Article) else document.span
    told = (place_of_words(words, articles) for words in (found.beyond, found.words) if words)
    place = next((it for it in told if it is not None), None)
    where = f"on page {found.page} of {document.pdf_path}"
    return warning(CODE, f"{_said(found)} {where}", place or (Span(span.path) if span else None), _HINTS[found.gap])


def _said(found: Unfilled) -> str:
    if found.gap is Gap.BLANK:
        return "nothing stands"
    if found.gap is Gap.LAST:
        return f"the text ends after {found.amount:.0f} % of the page, less than {LEAST:.0%},"
    below = f" below “{one_line(found.words, 40)}”" if found.words else ""
    beyond = f", where “{one_line(found.beyond, 40)}” did not fit," if found.beyond else ""
    return f"{found.amount:.0f} mm are empty{below}{beyond}"
