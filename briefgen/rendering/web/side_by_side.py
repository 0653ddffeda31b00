"""A brief in two languages on one page, block beside block: for a wide window, and for whoever compares the two.

The page belongs to the language whose text stands first. Its ids are those of that brief's own page; the other text has
its language before each. What stands on neither side, such as notes, is a link to the page of the brief. The outline of
the page is that of the first text: each heading of the other stands beside its counterpart, and is none by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from markupsafe import Markup

from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report
from briefgen.model.core.document import Node
from briefgen.model.output import addresses
from briefgen.model.written.written import Lang
from briefgen.rendering.html.body import WEB, render
from briefgen.rendering.html.links import linker
from briefgen.rendering.html.typeset import typeset
from briefgen.rendering.theme.context import RenderContext
from briefgen.rendering.web.page import Made, Page, render_page, web_context, web_medium
from briefgen.rendering.web.page_breaks import PageBreaks
from briefgen.rendering.web.page_info import PageInfo
from briefgen.rendering.web.pages import addressed, file_of
from briefgen.resolving.edition.edition import Article, Edition
from briefgen.resolving.translation.align import align

TEMPLATE = "web/side-by-side.html"
KIND = "side-by-side"
_SAME_ID, _SAME_KIND, _NEVER = 4.0, 1.0, -1.0
_MARK = re.compile("<!--there:([0-9]+)-->")
"""Where a block of the other text is put in."""
_TAG = re.compile(r"<[a-zA-Z][^>]*>")
_ID = re.compile(r'\sid="([^"]*)"')
_NAMES = re.compile(r'(\s(?:id|aria-labelledby|aria-describedby|headers|for)=")([^"]*)(")')
_PAINTED = re.compile(r"url\(#")
_HEADING = re.compile(r"<(/?)h([1-6])\b")
_LOCAL = re.compile(r'(\shref=")#([^"]*)(")')


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A block in both languages; one that has no counterpart stands alone."""

    own: Node | None
    there: Markup


def side_by_side_pages(
    editions: Mapping[Lang, Edition], studios: Mapping[Lang, RenderContext]
) -> Outcome[dict[Lang, tuple[Made, ...]]]:
    """The pages of every language: one for each brief and each other language that has it, in the order of the site."""
    report = Report()
    made: dict[Lang, list[Made]] = {lang: [] for lang in editions}
    for lang, edition in editions.items():
        for article in edition.articles.values():
            for beside in article.beside:
                there = editions[beside.lang].articles[article.slug]
                made[lang].append(report.take(_page(article, there, editions, studios)))
    return Outcome({lang: tuple(pages) for lang, pages in made.items()}, report.sorted())


def _page(
    article: Article, there: Article, editions: Mapping[Lang, Edition], studios: Mapping[Lang, RenderContext]
) -> Outcome[Made]:
    report = Report()
    info = addressed(_info(article, there), editions[article.lang])
    pairs = align(article.body.children, there.body.children, _likeness)
    texts = (block for _, block in pairs)
    halves = report.take(_halves(texts, info, there, editions[there.lang], studios[there.lang]))
    marks = [Markup(f"<!--there:{number}-->") for number in range(len(pairs))]
    rows = tuple(BlockRow(own, mark) for (own, _), mark in zip(pairs, marks, strict=True))
    given = {"article": article, "counterpart": there, "rows": rows}
    page = Page(
        info, TEMPLATE, given, article, article.references, break_rule=article.break_rule, span=file_of(article.body)
    )
    filled = report.take(render_page(page, editions[article.lang], studios[article.lang]))
    apart = list(_kept_apart(halves, there, info.path))
    html = _MARK.sub(lambda mark: apart[int(mark[1])], _leading_home(filled.html, article.path, info.path))
    return Outcome(replace(filled, html=html), report.sorted())


def _info(article: Article, there: Article) -> PageInfo:
    path = addresses.side_by_side(article.path, there.lang)
    paths = {article.lang: path, there.lang: addresses.side_by_side(there.path, article.lang)}
    alternates = tuple(replace(it, path=paths[it.lang]) for it in article.alternates if it.lang in paths)
    return PageInfo(path, KIND, title_beside(article, there.lang), article.summary, alternates)


def title_beside(article: Article, lang: Lang) -> str:
    """What the page is called that shows a brief beside its text in ``lang``."""
    names = (it.name for it in article.alternates if it.lang in (article.lang, lang))
    return f"{article.title} – {' · '.join(names)}"


def _likeness(own: Node, there: Node) -> float:
    """How surely two blocks are the same in two languages; negative for what cannot be."""
    if (own.kind, own.get("name"), own.get("level")) != (there.kind, there.get("name"), there.get("level")):
        return _NEVER
    return _SAME_ID if own.get("id") and own.get("id") == there.get("id") else _SAME_KIND


def _halves(
    blocks: Iterable[Node | None], info: PageInfo, there: Article, edition: Edition, studio: RenderContext
) -> Outcome[list[str]]:
    """The blocks of the other text, in the words and by the rules of its own language; empty for one that it lacks."""
    problems: list[Diagnostic] = []
    page = Page(info, TEMPLATE, article=there, references=there.references)
    shared = web_context(page, edition, studio, problems, PageBreaks(studio.pdfs, studio.templates, problems))
    medium = web_medium(there, edition, studio, linker(info.path, edition.site.base_url), shared, problems)
    shared["body"] = partial(render, medium=medium)
    filled = (str(render(block, medium)) if block else "" for block in blocks)
    made = [typeset(html, there.lang, WEB, studio.language, there.break_rule) for html in filled]
    return Outcome(made, tuple(problems))


def _kept_apart(halves: list[str], there: Article, here: str) -> Iterator[str]:
    """The blocks of the other text with ids of their own, links between them kept and others led to its page."""
    own = frozenset(ident for half in halves for ident in _ids(half))
    prefix = addresses.beside_anchor(there.lang, "")
    home = addresses.relative(there.path, here)

    def named(found: re.Match[str]) -> str:
        return found[1] + " ".join(prefix + name for name in found[2].split()) + found[3]

    def led(found: re.Match[str]) -> str:
        return f"{found[1]}{f'#{prefix}' if found[2] in own else f'{home}#'}{found[2]}{found[3]}"

    def levelled(found: re.Match[str]) -> str:
        return "</p" if found[1] else f'<p data-level="{found[2]}"'

    for half in halves:
        apart = _TAG.sub(lambda tag: _PAINTED.sub(f"url(#{prefix}", _LOCAL.sub(led, _NAMES.sub(named, tag[0]))), half)
        yield _HEADING.sub(levelled, apart)


def _leading_home(html: str, path: str, here: str) -> str:
    """The page with links to what it has not led to the page of the brief."""
    own = frozenset(_ids(html))
    home = addresses.relative(path, here)

    def led(found: re.Match[str]) -> str:
        return found[0] if found[2] in own else f"{found[1]}{home}#{found[2]}{found[3]}"

    return _TAG.sub(lambda tag: _LOCAL.sub(led, tag[0]), html)


def _ids(html: str) -> Iterator[str]:
    for tag in _TAG.findall(html):
        if found := _ID.search(tag):
            yield found[1]
