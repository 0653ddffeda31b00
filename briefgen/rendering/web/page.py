"""A page as HTML: what its template is given, and how it is filled. ``pages`` says which pages there are."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial

from markupsafe import Markup, escape

from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span
from briefgen.model.core.written import Lang
from briefgen.model.output import addresses
from briefgen.model.output.spill import SpilledText
from briefgen.model.values.pdf_forms import Tier
from briefgen.reading.bounded import allowed, within
from briefgen.rendering.charts.motif import drawn_for
from briefgen.rendering.html.body import WEB, Links, Medium, render
from briefgen.rendering.html.links import absolute_linker, linker, linker_from_anywhere
from briefgen.rendering.html.typeset import typeset
from briefgen.rendering.theme.context import RenderContext, numbered_of, recommendations_of, shown_drawing
from briefgen.rendering.theme.templates import STAND_IN, part_filler
from briefgen.rendering.web.data.linked_data import linked_data
from briefgen.rendering.web.page_breaks import PageBreaks
from briefgen.rendering.web.page_info import PageInfo
from briefgen.resolving.edition.edition import Article, Edition, PackView
from briefgen.resolving.edition.views import Drawing, Reference

NOT_FOUND = "404.html"
SECTION_TITLES = {
    "briefs": "Briefs",
    "packs": "Packs",
    "topics": "Topics",
    "glossary": "Glossary",
    "timeline": "Timeline",
    "facts": "Facts",
    "sources": "Sources",
    "search": "Search",
}
"""Titles of the list pages, as the catalogues of wording know them."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be filled: its template and what it is given besides the edition."""

    info: PageInfo
    template: str
    given: Mapping[str, object] = field(default_factory=dict)
    article: Article | None = None
    references: tuple[Reference, ...] | None = None
    """References that stand on the page itself; None: they are on the page of sources."""
    break_rule: str = "eojeol"
    span: Span | None = None
    """The author's file that the page is made of; None for a page that every site has."""
    references_at: str = ""
    """The page that has these references where it is another."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished page."""

    path: str
    text: str | SpilledText
    span: Span | None = field(default=None, compare=False)
    """The author's file that it is made of, when it is one."""

    @property
    def html(self) -> str:
        """The page, read where it lies on the disk."""
        return str(self.text)


PAGE_STYLE, OWN_STYLES = "page.css", "page-"
"""What a template calls the style sheet of the page that it fills, and how the names of such sheets begin."""
_NO_NAME = re.compile(r"[^\w.-]+")
STYLES = ("web.css", "letters.css")
"""Style sheets that templates ask for and of which each language has its own."""


def style_name(lang: Lang, name: str = "web.css") -> str:
    """The name of a language's own style sheet, for one of ``STYLES``."""
    return f"{name.removesuffix('.css')}-{lang}.css"


def page_style(path: str) -> str:
    """The name of a page's own style sheet: the letters that few other pages show."""
    return f"{OWN_STYLES}{_NO_NAME.sub('-', path.removesuffix('.html'))}.css"


HASH = "<!--hash-->"
"""Stands in the path of an asset for its hash. Like every mark that is filled in later it has a “<” of its own: that of
an author is always escaped, so that no text can write a mark."""


@lru_cache(maxsize=256)
def asset_mark(name: str, lang: Lang) -> Markup:
    """An asset's path with a mark for the hash until the asset is made: ``theme.js`` → ``theme.<!--hash-->.js``."""
    name = style_name(lang, name) if name in STYLES else name
    stem, _, ending = name.rpartition(".")
    return Markup("assets/{}.{}.{}").format(stem, Markup(HASH), ending)


def _asset(name: str, lang: Lang, url: Links) -> Markup:
    """The address of an asset from the page at hand, with its mark."""
    mark = asset_mark(name, lang)
    folder, _, file = mark.partition("/")
    return Markup(f"{escape(url(f'{folder}/x').removesuffix('/x'))}/{file}")


def render_page(page: Page, edition: Edition, context: RenderContext) -> Outcome[Made]:
    """One page, filled and set."""
    nothing = Made(page.info.path, f"<!doctype html><title>—</title>{STAND_IN}", page.span)
    what = "filling the page" if page.span else f"filling the page “{page.info.path}”"
    times = 1 if page.span else allowed().times
    return within(what, page.span, lambda: _filled(page, edition, context), lambda: nothing, times)


def _filled(page: Page, edition: Edition, context: RenderContext) -> Outcome[Made]:
    if page.info.kind in SECTION_TITLES:
        page = replace(page, info=replace(page.info, title=_section_title(page.info.kind, edition, context)))
    made, missing = _with_breaks(page, edition, context)
    if missing:  # a link to where they begin would lead nowhere
        made, _ = _with_breaks(page, edition, context, missing)
    return made


def _with_breaks(
    page: Page, edition: Edition, context: RenderContext, left_out: Collection[int] = ()
) -> tuple[Outcome[Made], Collection[int]]:
    """The page with the breaks of its PDF, but for those ``left_out``; also the pages that begin nowhere in it."""
    problems: list[Diagnostic] = []
    breaks = PageBreaks(context.pdfs, context.templates, problems, left_out)
    filled = context.templates.fill(page.template, web_context(page, edition, context, problems, breaks))
    problems.extend(filled.diagnostics)
    finished = filled.value
    if context.sets_lines:
        finished = typeset(finished, edition.lang, WEB, context.language, page.break_rule)
    html, missing = breaks.placed(finished)
    return Outcome(Made(page.info.path, html, page.span), tuple(problems)), missing


def web_context(
    page: Page, edition: Edition, context: RenderContext, problems: list[Diagnostic], breaks: PageBreaks
) -> dict[str, object]:
    """All that a web template sees."""
    base = edition.site.base_url
    url = linker_from_anywhere(base) if base and page.info.path == NOT_FOUND else linker(page.info.path, base)
    shared: dict[str, object] = {
        "edition": edition,
        "site": edition.site,
        "page": page.info,
        "medium": WEB,
        "tier": "",
        "language": context.language,
        "elsewhere": context.editions,
        "linked_data": linked_data(
            page.info, edition, _said(page), lambda name: _section_title(name, edition, context)
        ),
        "url": url,
        "absolute": absolute_linker(edition.site.base_url),
        "asset": lambda name: _asset(page_style(page.info.path) if name == PAGE_STYLE else name, edition.lang, url),
        "say": partial(_say, context),
        "chart_file": partial(_chart_file, page.article),
        "svg": partial(shown_drawing, context.drawings),
        "pdf_size": partial(_pdf_size, context, edition.lang),
        "pdf_pages": partial(_pdf_pages, context, edition.lang),
        "page_list": breaks.listed,
        "motif": drawn_for,
        **_reference_functions(page, edition, url),
        **page.given,
    }
    medium = web_medium(page.article, edition, context, url, shared, problems)
    if page.info.kind == "brief":
        medium = replace(medium, tiers=frozenset(Tier))
    shared["body"] = partial(render, medium=medium)
    return shared


def _pdf_size(context: RenderContext, lang: Lang, path: str) -> str:
    """``, 4 pages, 310 KB``: what follows the word PDF where one is offered."""
    pdf = context.pdfs.get(path)
    return f",{_pdf_pages(context, lang, path)}, {max(1, round(pdf.size / 1000))} KB" if pdf else ""


def _pdf_pages(context: RenderContext, lang: Lang, path: str) -> str:
    pdf = context.pdfs.get(path)
    if pdf is None:
        return ""
    return " " + context.catalogues[lang].ngettext("%(num)d page", "%(num)d pages", pdf.pages) % {"num": pdf.pages}


def _said(page: Page) -> Article | PackView | None:
    pack = page.given.get("pack")
    return pack if isinstance(pack, PackView) else page.article


def _chart_file(here: Article | None, drawing: Drawing, ending: str, article: Article | None = None) -> str:
    """A chart by itself; only those of briefs have it: of ``article``, or of the one that the page is about."""
    article = article or here
    return addresses.chart_file(article.path, drawing.id, ending) if article else ""


def _section_title(kind: str, edition: Edition, context: RenderContext) -> str:
    return _say(context, edition.lang, SECTION_TITLES[kind])


def _reference_functions(page: Page, edition: Edition, url: Links) -> dict[str, object]:
    """Return how a template looks a source up and leads to it: on the page itself, or on the page of sources."""
    own = {it.id: it for it in page.references or ()}
    every = cache(lambda: {it.id: it for it in edition.references})  # most pages ask for their own alone
    here, there = page.references_at or page.info.path, addresses.section(edition.lang, "sources")

    def link(ident: str) -> str:
        return url(here, own[ident].anchor) if ident in own else url(there, every()[ident].anchor)

    return {"reference": lambda ident: own.get(ident) or every().get(ident), "reference_url": link}


def _say(context: RenderContext, lang: Lang, message: str) -> str:
    """An interface wording in another language, for pages that speak them all."""
    return context.say_in(lang)(message)


def web_medium(
    article: Article | None,
    edition: Edition,
    context: RenderContext,
    url: Links,
    shared: Mapping[str, object],
    problems: list[Diagnostic],
) -> Medium:
    """Return how a text is rendered on the page at hand."""
    return Medium(
        name=WEB,
        url=url,
        part=part_filler(context.templates, shared, problems),
        image=lambda path: url(context.images.get(path, path)),
        picture=context.pictures.get,
        ledger=addresses.section(edition.lang, "facts"),
        glossary=addresses.section(edition.lang, "glossary"),
        numbered=numbered_of(article),
        recommendations=recommendations_of(article),
    )
