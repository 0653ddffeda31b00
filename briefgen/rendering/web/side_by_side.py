"""A brief in two languages on one page, block beside block: for a wide window, and for whoever compares the two.

The page belongs to the language whose text stands first. Its ids are those of that brief's own page; the other text has
its language before each. What stands on neither side, such as notes, is a link to the page of the brief. The outline of
the page is that of the first text: each heading of the other stands beside its counterpart, and is none by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from markupsafe import Markup

from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report
from briefgen.model.core.document import Node
from briefgen.model.core.written import Lang
from briefgen.model.output import addresses
from briefgen.rendering.html.body import WEB, render
from briefgen.rendering.html.links import linker
from briefgen.rendering.html.typeset import typeset
from briefgen.rendering.theme.context import RenderContext
from briefgen.rendering.web.page import Made, Page, render_page, web_context, web_medium
from briefgen.rendering.web.page_breaks import PageBreaks
from briefgen.rendering.web.page_info import PageInfo
from briefgen.rendering.web.pages import addressed, file_of
from briefgen.resolving.edition.edition import Article, Edition
from briefgen.resolving.translation.pairs import Pair, align

TEMPLATE = "web/side-by-side.html"
KIND = "side-by-side"
_SAME_ID, _SAME_KIND, _NEVER = 4.0, 1.0, -1.0
_MARK = re.compile("<!--there:([0-9]+)-->")
"""Where a block of the other text is put in."""


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A block in both languages; one that has no counterpart stands alone."""

    own: Node | None
    there: Markup


def side_by_side_pages(
    editions: Mapping[Lang, Edition], fill: Callable[[Article, Article], Outcome[Made]]
) -> Outcome[dict[Lang, tuple[Made, ...]]]:
    """The pages of every language: one for each brief and each other language that has it, in the order of the site.

    ``fill`` makes the page of an article beside another: ``render_beside`` of all editions.
    """
    report = Report()
    made: dict[Lang, list[Made]] = {lang: [] for lang in editions}
    for lang, edition in editions.items():
        for article in edition.articles.values():
            for beside in article.beside:
                there = editions[beside.lang].articles[article.slug]
                made[lang].append(report.take(fill(article, there)))
    return Outcome({lang: tuple(pages) for lang, pages in made.items()}, report.sorted())


def first_of_each(
    fill: Callable[[Article, Article], Outcome[Made]],
) -> Callable[[Article, Article], Outcome[Made]]:
    """``fill`` for the first page of each pair of languages; the others stay empty.

    For a check: it reads both texts on their own pages, and finds a slip of the template on one page.
    """
    seen: set[tuple[Lang, Lang]] = set()

    def filled(article: Article, there: Article) -> Outcome[Made]:
        if (pair := (article.lang, there.lang)) in seen:
            return Outcome(Made(addresses.side_by_side(article.path, there.lang), ""))
        seen.add(pair)
        return fill(article, there)

    return filled


def render_beside(
    article: Article, there: Article, editions: Mapping[Lang, Edition], contexts: Mapping[Lang, RenderContext]
) -> Outcome[Made]:
    """The page of ``article`` with ``there``, the same brief in another language, beside it."""
    report = Report()
    info = addressed(_info(article, there), editions[article.lang])
    pairs = _pairs(article.body.children, there.body.children)
    halves = report.take(_halves((it for _, it in pairs), info, there, editions[there.lang], contexts[there.lang]))
    placed = _placed(article, "")
    rows = tuple(
        BlockRow(own and placed(own), Markup(f"<!--there:{number}-->")) for number, (own, _) in enumerate(pairs)
    )
    page = replace(
        _text_page(info, article),
        given={
            "article": article,
            "counterpart": there,
            "counterpart_direction": contexts[there.lang].language.direction,
            "rows": rows,
        },
        break_rule=article.break_rule,
        span=file_of(article.body),
    )
    filled = report.take(render_page(page, editions[article.lang], contexts[article.lang]))
    html = _MARK.sub(lambda mark: halves[int(mark[1])], filled.html)
    return Outcome(replace(filled, text=html), report.sorted())


def _text_page(info: PageInfo, article: Article) -> Page:
    """The page as a text of it sees it: the sources stand on the page of the brief."""
    return Page(info, TEMPLATE, article=article, references=article.references, references_at=article.path)


def _info(article: Article, there: Article) -> PageInfo:
    path = addresses.side_by_side(article.path, there.lang)
    paths = {article.lang: path, there.lang: addresses.side_by_side(there.path, article.lang)}
    alternates = tuple(replace(it, path=paths[it.lang]) for it in article.alternates if it.lang in paths)
    return PageInfo(path, KIND, title_beside(article, there.lang), article.summary, alternates)


def title_beside(article: Article, lang: Lang) -> str:
    """Return what the page is called that shows a brief beside its text in ``lang``."""
    names = (it.name for it in article.alternates if it.lang in (article.lang, lang))
    return f"{article.title} – {' · '.join(names)}"


def _pairs(own: Sequence[Node], there: Sequence[Node]) -> list[Pair[Node]]:
    """Each block with the one that answers to it; where every block is as surely the same as it can be, one by one."""
    ids = {block.get("id") for block in there} - {""}
    if len(own) == len(there) and all(
        _likeness(one, other) == (_SAME_ID if one.get("id") in ids else _SAME_KIND)
        for one, other in zip(own, there, strict=True)
    ):
        return list(zip(own, there, strict=True))
    return align(own, there, _likeness)


def _likeness(own: Node, there: Node) -> float:
    """Return how surely two blocks are the same in two languages; negative for what cannot be."""
    if own.kind != there.kind or own.get("name") != there.get("name") or own.get("level") != there.get("level"):
        return _NEVER
    return _SAME_ID if own.get("id") and own.get("id") == there.get("id") else _SAME_KIND


def _halves(
    blocks: Iterable[Node | None], info: PageInfo, there: Article, edition: Edition, context: RenderContext
) -> Outcome[list[str]]:
    """The blocks of the other text, in the words and by the rules of its own language; empty for one that it lacks."""
    problems: list[Diagnostic] = []
    prefix = addresses.beside_anchor(there.lang, "")
    breaks = PageBreaks(context.pdfs, context.templates, problems)
    shared = web_context(_text_page(info, there), edition, context, problems, breaks)
    medium = web_medium(there, edition, context, linker(info.path, edition.site.base_url), shared, problems)
    numbered = {prefix + ident: it for ident, it in medium.numbered.items()}
    recommendations = {prefix + ident: it for ident, it in medium.recommendations.items()}
    medium = replace(medium, numbered=numbered, recommendations=recommendations, outline=False)
    shared["body"] = partial(render, medium=medium)
    placed = _placed(there, prefix)
    filled = (str(render(placed(block), medium)) if block else "" for block in blocks)
    made = [typeset(html, there.lang, WEB, context.language, there.break_rule) for html in filled]
    return Outcome(made, tuple(problems))


def _placed(article: Article, prefix: str) -> Callable[[Node], Node]:
    """Gives a block the ids that it has on the page, ``prefix`` before each.

    What it leads to goes along; what is not among the blocks of the text is a link to the page of the brief.
    """
    there = _places(article.body)

    def led(href: str) -> str:
        return f"#{prefix}{href[1:]}" if href[1:] in there else f"site:{article.path}{href}"

    def change(part: Node) -> Node:
        if not part.attrs:
            return part
        given = {name: prefix + part.get(name) for name in ("id", "anchor") if prefix and part.get(name)}
        if part.get("headers"):
            given["headers"] = " ".join(prefix + name for name in part.get("headers").split())
        href = f"#{part.get('id')}" if part.kind == "call" else part.get("href")
        if href.startswith("#"):
            given["href"] = led(href)
        return part.with_attrs(**given) if given else part

    return lambda block: block.map(change)


def _places(body: Node) -> set[str]:
    """The ids of a text on the web; a note is called there, and stands elsewhere."""
    found: set[str] = set()
    ahead = [body]
    while ahead:
        part = ahead.pop()
        if part.kind == "call":
            found.add(addresses.call_anchor(part.get("id")))
            continue
        found.update((part.get("id"), part.get("anchor")))
        ahead += part.children
    return found
