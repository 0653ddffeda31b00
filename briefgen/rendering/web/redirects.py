"""What stands at an old address: a page that leads on, and the very files that stood beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from briefgen.model.core.diagnostics import Outcome, Report, Span
from briefgen.model.output.tree import File
from briefgen.model.records.links import leads_to_a_page
from briefgen.rendering.theme.context import RenderContext
from briefgen.rendering.web.page import SECTION_TITLES, Made, Page, render_page
from briefgen.rendering.web.page_info import PageInfo
from briefgen.rendering.web.pages import pages
from briefgen.rendering.web.side_by_side import title_beside
from briefgen.resolving.edition.edition import Edition
from briefgen.resolving.site.redirects import Moved

TEMPLATE = "web/moved.html"
_PAGE = ".html"


def render_moved(
    moved: Iterable[Moved], edition: Edition, context: RenderContext, live: Collection[str]
) -> Outcome[tuple[Made, ...]]:
    """A page in the edition's language at each address that pages had; ``live`` are the paths of all pages.

    Where a page stands again there is none: it is told as a problem.
    """
    report = Report()
    own = [it for it in moved if it.lang == edition.lang and it.is_here]
    titles = _titles(edition, context) if own else {}
    taken = {path.casefold() for path in live}
    leading: dict[str, Page] = {}
    for it in own:
        for old, new in _pairs(it, live):
            if old.casefold() not in taken:  # some disks cannot tell names apart that differ only in capitals
                leading.setdefault(old.casefold(), _page(old, new, titles.get(new, ""), it.span))
    made = [report.take(render_page(page, edition, context)) for page in leading.values()]
    return Outcome(tuple(made), report.sorted())


def copies(moved: Iterable[Moved], files: Collection[File]) -> Iterator[File]:
    """The files that are not pages, at the addresses that they had: a PDF cannot lead on, so it is there again."""
    taken = {file.path.casefold() for file in files}
    for it in moved:
        for file in files:
            old = None if file.path.endswith(_PAGE) else it.before(file.path)
            if old is not None and old.casefold() not in taken and not old.endswith(_PAGE):
                taken.add(old.casefold())
                yield File(old, file.held, f"the old address “{it.said}”", it.span)


def _pairs(it: Moved, live: Collection[str]) -> Iterator[tuple[str, str]]:
    """Old and new path of every page."""
    if it.is_whole:
        if it.old.endswith(_PAGE):
            yield it.old, it.new
        return
    for path in sorted(live):
        old = it.before(path)
        if old is not None and path.endswith(_PAGE):
            yield old, path


def _page(old: str, new: str, title: str, span: Span | None) -> Page:
    elsewhere = leads_to_a_page(new)
    words = title or (new if elsewhere else PurePosixPath(new).name)
    given: Mapping[str, object] = {
        "title": words,
        "there": new,
        "elsewhere": elsewhere,
    }
    return Page(PageInfo(old, "moved", words, words, ()), TEMPLATE, given, span=span)


def _titles(edition: Edition, context: RenderContext) -> dict[str, str]:
    """Return what every page of the edition is called, by its path."""
    named = {name: context.catalogues[edition.lang].gettext(title) for name, title in SECTION_TITLES.items()}
    every = {page.info.path: page.info.title or named.get(page.info.kind, "") for page in pages(edition)}
    for article in edition.articles.values():
        every.update((it.path, title_beside(article, it.lang)) for it in article.beside if it.path is not None)
    return every
