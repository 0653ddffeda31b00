"""A book: its pages, filled from ``templates/epub/`` with the text tree of the site, and all links in it settled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from lxml import etree
from markupsafe import Markup, escape

from briefgen.model.core.diagnostics import Diagnostic, Outcome
from briefgen.model.output import addresses
from briefgen.model.theme import Theme
from briefgen.model.values.pdf_forms import Tier
from briefgen.rendering.epub.xhtml import (
    content_document,
    each_id_once,
    headings,
    name_headings,
    outside,
    settle_links,
    written,
)
from briefgen.rendering.html.body import WEB, Medium, render
from briefgen.rendering.html.links import absolute_linker
from briefgen.rendering.html.typeset import typeset
from briefgen.rendering.theme.context import RenderContext, drawing_key, numbered_of, recommendations_of
from briefgen.rendering.theme.design_tokens import light_colour, pack_colours, read_tokens
from briefgen.rendering.theme.sheets import EPUB
from briefgen.rendering.theme.templates import part_filler
from briefgen.resolving.edition.edition import Article, Edition, PackView
from briefgen.resolving.edition.views import Drawing, Reference

STYLE = "styles/book.css"
COVER = "images/cover.png"
_INSIDE = "book:"
"""Begins a link to a page of the site until it is known which pages the book has."""
_VARIABLE = re.compile(r"var\((--[\w-]+)\)")
_COVER_PAGE, _TEXT, _FRONT, _BACK = "cover.xhtml", "text.xhtml", "front.xhtml", "back.xhtml"


@dataclass(frozen=True, slots=True)
class BookPicture:
    """A picture in a book: its file, and its size on a page in pixels."""

    name: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class BookPictures:
    """Drawings by ``drawing_key``, images by their path in the project, and the bytes of each file."""

    drawings: Mapping[str, BookPicture]
    images: Mapping[str, BookPicture]
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class BookPage:
    """A content document: its bytes, what it is called, and its headings as (level, id, words)."""

    name: str
    title: str
    content: bytes
    headings: tuple[tuple[int, str, str], ...]
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Book:
    """All that the package of a book is made of."""

    document: Article | PackView
    edition: Edition
    pages: tuple[BookPage, ...]
    style: bytes
    pictures: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class BookMaker:
    """What books in one language are filled with."""

    edition: Edition
    context: RenderContext
    theme: Theme
    pictures: BookPictures


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A page to be filled: its file, template and values, the brief that it shows, and its address on the site."""

    name: str
    template: str
    given: Mapping[str, object] = field(default_factory=dict)
    articles: tuple[Article, ...] = ()
    path: str = ""


def brief_book(article: Article, maker: BookMaker) -> Outcome[Book]:
    """A brief alone."""
    parts = {
        "facts": article.facts,
        "terms": article.terms,
        "risks": article.risks,
        "references": article.references,
        "names": (),
        "events": (),
    }
    leaves = (
        _Leaf(_COVER_PAGE, "epub/card.html"),
        _Leaf(_TEXT, "epub/text.html", {"article": article, "alone": True}, (article,), article.path),
        _Leaf(_BACK, "epub/back.html", {"article": article, **parts}, (article,)),
    )
    return _book(article, leaves, article.references, maker)


def pack_book(pack: PackView, maker: BookMaker) -> Outcome[Book]:
    """A pack: what it has found, its briefs, and all lists of them: a book need not be short."""
    named = {name.id for name in pack.names}
    given = {
        "pack": pack,
        "events": pack.events,
        "names": pack.names,
        "terms": tuple(term for term in pack.terms if term.id not in named),
        "facts": pack.facts,
        "risks": pack.risks,
        "references": pack.references,
    }
    texts = (
        _Leaf(f"brief-{number}.xhtml", "epub/text.html", {"article": it, "alone": False}, (it,), it.path)
        for number, it in enumerate(pack.articles, 1)
    )
    leaves = (
        _Leaf(_COVER_PAGE, "epub/card.html"),
        _Leaf(_FRONT, "epub/front.html", {"pack": pack}, pack.articles, pack.path),
        *texts,
        _Leaf(_BACK, "epub/back.html", given, pack.articles),
    )
    return _book(pack, leaves, pack.references, maker)


def _book(
    document: Article | PackView, leaves: Sequence[_Leaf], references: Sequence[Reference], maker: BookMaker
) -> Outcome[Book]:
    problems: list[Diagnostic] = []
    rules = {article.break_rule for leaf in leaves for article in leaf.articles}
    rule = rules.pop() if len(rules) == 1 else "eojeol"
    filled: dict[str, etree._Element] = {}
    for leaf in leaves:
        given = {"title": document.title, "cover": COVER, "document": document, **leaf.given}
        context = book_context(given, leaf.articles, references, maker, problems)
        page = maker.context.templates.fill(leaf.template, context)
        problems.extend(page.diagnostics)
        html = typeset(page.value, maker.edition.lang, WEB, maker.context.language, rule)
        filled[leaf.name] = content_document(html, STYLE)
    paths = {leaf.path: leaf.name for leaf in leaves if leaf.path}
    pages = _linked(filled, paths, maker.edition)
    style = _style(document, maker.theme)
    return Outcome(Book(document, maker.edition, pages, style, maker.pictures.files), tuple(problems))


def _style(document: Article | PackView, theme: Theme) -> bytes:
    """The style sheet with tokens as plain values: not every device knows custom properties."""
    tokens = read_tokens(theme)
    own = pack_colours(theme).get(document.data.colour, {}) if isinstance(document, PackView) else {}
    colours = {name: light_colour(name, tokens).value for name in tokens} | own
    return _VARIABLE.sub(lambda found: colours.get(found[1]) or found[0], theme.text(EPUB)).encode()


def _linked(filled: Mapping[str, etree._Element], paths: Mapping[str, str], edition: Edition) -> tuple[BookPage, ...]:
    """The pages with links to each other, to the site, and to nowhere else."""
    ids: dict[str, frozenset[str]] = {}
    for name, document in filled.items():
        ids[name] = each_id_once(document)
        name_headings(document, name.partition(".")[0])
    pages = []
    for name, document in filled.items():
        settle_links(document, ids[name], partial(_address, here=name, ids=ids, paths=paths, edition=edition))
        told = tuple(headings(document))
        title = told[0][2] if told else ""
        pages.append(BookPage(name, title, written(document), told, ids[name]))
    return tuple(pages)


def _address(
    href: str, here: str, ids: Mapping[str, frozenset[str]], paths: Mapping[str, str], edition: Edition
) -> str | None:
    """Return where a link leads: within the book if it is there, else to the site; None for nowhere."""
    path, _, anchor = href.removeprefix(_INSIDE).partition("#")
    if href.startswith("#"):
        return _place(anchor, [here, *ids], here, ids)
    if not href.startswith(_INSIDE):
        return outside(href)
    if path in paths:
        return _place(anchor, [paths[path]], here, ids) or paths[path]
    lists = {addresses.section(edition.lang, name) for name in ("facts", "glossary", "sources")}
    if anchor and path in lists and (place := _place(anchor, [*ids], here, ids)):
        return place
    return outside(absolute_linker(edition.site.base_url)(path, anchor)) if edition.site.base_url else None


def _place(anchor: str, names: Sequence[str], here: str, ids: Mapping[str, frozenset[str]]) -> str | None:
    """The first of the pages that has the place."""
    name = next((it for it in names if anchor in ids[it]), None)
    if name is None:
        return None
    return f"#{anchor}" if name == here else f"{name}#{anchor}"


def _inside(path: str, anchor: str = "") -> str:
    return f"{_INSIDE}{path}#{anchor}" if anchor else f"{_INSIDE}{path}"


def book_context(
    given: Mapping[str, object],
    articles: Sequence[Article],
    references: Sequence[Reference],
    maker: BookMaker,
    problems: list[Diagnostic],
) -> dict[str, object]:
    """All that a template of a book sees."""
    by_source = {reference.id: reference for reference in references}
    shared: dict[str, object] = {
        "edition": maker.edition,
        "site": maker.edition.site,
        "language": maker.context.language,
        "medium": WEB,
        "tier": Tier.READING.value,
        "url": _inside,
        "absolute": absolute_linker(maker.edition.site.base_url),
        "svg": partial(_drawing, maker.pictures),
        "image": partial(_image, maker.pictures),
        "chart_file": lambda drawing, ending: "",
        "reference": by_source.get,
        "reference_url": lambda ident: f"#{by_source[ident].anchor}",
        **given,
    }
    shared["body"] = partial(render, medium=_medium(articles, maker, shared, problems))
    return shared


def _medium(
    articles: Sequence[Article], maker: BookMaker, shared: Mapping[str, object], problems: list[Diagnostic]
) -> Medium:
    return Medium(
        name=WEB,
        url=_inside,
        part=part_filler(maker.context.templates, shared, problems),
        image=partial(_image, maker.pictures),
        ledger=addresses.section(maker.edition.lang, "facts"),
        glossary=addresses.section(maker.edition.lang, "glossary"),
        numbered={key: value for article in articles for key, value in numbered_of(article).items()},
        recommendations={key: value for article in articles for key, value in recommendations_of(article).items()},
        tiers=frozenset({Tier.READING}),
    )


def _drawing(pictures: BookPictures, drawing: Drawing, place: str = "across") -> Markup:
    """A chart as a picture that says what it shows."""
    shown = pictures.drawings.get(drawing_key(drawing))
    if shown is None:
        return Markup("")
    size = Markup(' width="{}" height="{}"').format(round(shown.width), round(shown.height))
    return Markup('<img class="chart" src="{}" alt="{}"{}>').format(shown.name, escape(drawing.alt), size)


def _image(pictures: BookPictures, path: str) -> str:
    return pictures.images[path].name if path in pictures.images else ""
