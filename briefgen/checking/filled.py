"""Pages of a screen edition that are left empty, reported where the author can change the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen.checking.setting import place_of_words
from briefgen.model.diagnostics import Diagnostic, Span, warning
from briefgen.rendering.pdf_filled import LEAST
from briefgen.rendering.pdf_laid import Gap, Laid, Unfilled
from briefgen.resolving.edition import Article, Edition, PackView

CODE = "page-is-filled"
_SHOWN = 40
"""Letters of a text that a message quotes."""
_LEAVE = "shorten the text before it by as much, or move a figure, table or box there"
_HINTS = {
    Gap.BLANK: "write briefs_open_on: next-page, or fill the page before it",
    Gap.LAST: "shorten the text by so many lines that it ends on the page before, or give it more",
    Gap.HOLE: _LEAVE,
    Gap.FOOT: _LEAVE,
}


def filled_problems(editions: Mapping[str, Edition], laid: Mapping[str, Laid]) -> Iterator[Diagnostic]:
    """A warning for each page of the form for the screen that is left empty; ``laid`` is by output path."""
    for edition in editions.values():
        documents: tuple[Article | PackView, ...] = (*edition.articles.values(), *edition.packs.values())
        for document in documents:
            it = laid.get(document.pdf_path)
            for found in it.unfilled if it is not None else ():
                yield _problem(found, document)


def _problem(found: Unfilled, document: Article | PackView) -> Diagnostic:
    articles = (document,) if isinstance(document, Article) else document.articles
    span = document.body.span if isinstance(document, Article) else document.span
    place = place_of_words(found.words, articles) if found.words else None
    where = f"on page {found.page} of {document.pdf_path}"
    return warning(CODE, f"{_said(found)} {where}", place or (Span(span.path) if span else None), _HINTS[found.gap])


def _said(found: Unfilled) -> str:
    words = found.words if len(found.words) <= _SHOWN else f"{found.words[:_SHOWN].rstrip()}…"
    if found.gap is Gap.BLANK:
        return "nothing stands"
    if found.gap is Gap.LAST:
        return f"the text ends after {found.amount:.0f} % of the page, less than {LEAST:.0%},"
    below = f" below “{words}”" if words else ""
    return f"{found.amount:.0f} mm stay empty{below}"
