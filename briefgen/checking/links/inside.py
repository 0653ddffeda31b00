"""Links inside the finished site lead to a page that is there, and to a place on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from urllib.parse import SplitResult, unquote, urlsplit

from briefgen.language.matching.nearest import did_you_mean
from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.model.core.directives import directive_of
from briefgen.model.core.document import Node
from briefgen.model.output import addresses
from briefgen.rendering.html.finished import PageLinks
from briefgen.rendering.web.page import HASH, NOT_FOUND
from briefgen.resolving.edition.edition import Article, Edition, PlainPage

_ADDRESS = re.compile(r"\b(?:href|src)\s*=\s*([\"'])([^\"'{}]+)\1")
_SITE = "site:"
_NAMED_BY_US = frozenset({"figure-words", "claim", "call"})


Target = tuple[str, str]
"""The path of a page of the site, and an anchor on it."""


def _links_of(editions: Iterable[Edition]) -> dict[Target, tuple[Span, ...]]:
    """The anchors of other pages that texts lead to, and where they do."""
    found: dict[Target, dict[Span, None]] = {}
    for edition in editions:
        bodies = [article.body for article in edition.articles.values()]
        for body in (*bodies, *(page.body for page in edition.pages.values())):
            for target, span in body.about(_links_in):
                found.setdefault(target, {})[span] = None
    return {target: tuple(spans) for target, spans in found.items()}


def _links_in(body: Node) -> tuple[tuple[Target, Span], ...]:
    found: list[tuple[Target, Span]] = []
    for part in body.walk():
        path, _, anchor = part.get("href").removeprefix(_SITE).partition("#")
        if part.kind == "link" and part.get("href").startswith(_SITE) and anchor and part.span:
            found.append(((path, unquote(anchor)), part.span))
    return tuple(found)


def _ids_of(editions: Sequence[Edition], asked: Collection[str]) -> dict[Target, Span]:
    """Return where an id of a page comes from that a text has given; on a page beside another language, too.

    Those of a site are many: only those that are ``asked`` for, as they stand on a page.
    """
    own: dict[Target, Span] = {}
    beside: dict[Target, Span] = {}
    for edition in editions:
        texts: list[Article | PlainPage] = [*edition.articles.values(), *edition.pages.values()]
        for text in texts:
            paths = {it.lang: it.path for it in text.alternates if it.lang != text.lang and it.path}
            for ident, span in text.body.about(_ids_in):
                there = addresses.beside_anchor(text.lang, ident)
                if ident not in asked and there not in asked:
                    continue
                own[text.path, ident] = span
                for lang, path in paths.items():
                    own[addresses.side_by_side(text.path, lang), ident] = span
                    beside[addresses.side_by_side(path, text.lang), there] = span
    return {**beside, **own}


def _ids_in(body: Node) -> tuple[tuple[str, Span], ...]:
    return tuple((part.get("id"), part.span) for part in body.walk() if _is_named(part) and part.span is not None)


def _is_named(part: Node) -> bool:
    """Tell whether the id of a block is its own, and not that of a chart or recommendation that it shows."""
    kind = directive_of(part)
    shows = kind is not None and kind.anchor
    return bool(part.get("id")) and not shows and part.kind not in _NAMED_BY_US


def links_lead_somewhere(
    pages: Mapping[str, PageLinks],
    there: Collection[str],
    templates: Mapping[str, str] | None = None,
    editions: Sequence[Edition] = (),
) -> list[Diagnostic]:
    """An error for each link of a page to a file or an anchor that does not exist, once a page; and for equal ids.

    ``pages`` are the finished pages by path, ``there`` the paths of all that will be on the site. A link that one of
    the ``templates`` writes out is reported once, at the template; one to an anchor that stands in the texts of the
    ``editions`` is reported there, and so is an id of these texts that the page has for something else.
    """
    written, authored = _written(templates or {}), cache(lambda: _links_of(editions))
    repeated: dict[str, frozenset[str]] = {}
    dead: list[Diagnostic] = []
    for path in (path for path in pages if path != NOT_FOUND):
        page = pages[path]  # asked for once: it may have to be fetched
        repeated[path] = page.repeated
        dead += _dead(path, page, pages, there, written, authored)
    ids = _ids_of(editions, frozenset((addresses.TOP,)).union(*repeated.values()))
    taken = (it for path, twice in repeated.items() for it in _taken(path, twice, ids))
    return list(dict.fromkeys((*taken, *dead)))


def _taken(path: str, repeated: frozenset[str], ids: Mapping[Target, Span]) -> Iterator[Diagnostic]:
    on_paper = {addresses.TOP} if (path, addresses.TOP) in ids and "/briefs/" in path else set()
    for ident in sorted(repeated | on_paper):
        span = ids.get((path, ident))
        if span is None:
            message, hint = f"the page {path} has the id “{ident}” twice", "give one of the two another id"
        else:
            name = ident.rpartition(addresses.BESIDE)[2]
            message = f"the page itself has a place with the id “{name}”"
            hint = f"write another id, such as {{#{name}-2}}, here and wherever something links to it"
        yield error("id-is-unique", message, span, hint)


def _written(templates: Mapping[str, str]) -> dict[str, Span]:
    """The addresses that templates write out, and where."""
    return {
        found[2]: Span(f"templates/{name}", text.count("\n", 0, found.start()) + 1)
        for name, text in templates.items()
        for found in _ADDRESS.finditer(text)
    }


def _dead(
    path: str,
    page: PageLinks,
    pages: Mapping[str, PageLinks],
    paths: Collection[str],
    written: Mapping[str, Span],
    authored: Callable[[], Mapping[Target, tuple[Span, ...]]],
) -> Iterator[Diagnostic]:
    for link in (link for link in page.links if HASH not in link):
        parts = _parts(link)
        if parts is None:
            yield error("link-resolves", f"the page {path} links to {link}, which is not an address")
            continue
        if parts.scheme or parts.netloc:
            continue
        there = _reached(unquote(parts.path), path.rpartition("/")[0]) if parts.path else path
        is_there = there in paths
        if not is_there and link in written:
            said = f"the template links to {link}, which is not on the site"
            yield error("link-resolves", said, written[link], "write the address with {{ url(…) }}")
        elif not is_there:
            yield error("link-resolves", f"the page {path} links to {link}, which is not on the site")
        elif parts.fragment and there in pages and there != NOT_FOUND and not pages[there].has(unquote(parts.fragment)):
            anchor = unquote(parts.fragment)
            for span in authored().get((there, anchor), ()):
                yield error("link-resolves", f"{there} has no “#{anchor}”", span, _elsewhere(there, anchor, pages))
            if (there, anchor) not in authored():
                yield error("link-resolves", f"the page {path} links to {link}, but {there} has no such place")


@lru_cache(maxsize=10_000)
def _parts(link: str) -> SplitResult | None:
    """The parts of an address, most of which stand on all pages; None for what is none."""
    try:
        return urlsplit(link)
    except ValueError:
        return None


@lru_cache(maxsize=10_000)
def _reached(link: str, folder: str) -> str:
    return addresses.reached(link, f"{folder}/x" if folder else "x")


def _elsewhere(there: str, anchor: str, pages: Mapping[str, PageLinks]) -> str:
    """Return what may be meant: the same id in the text of another language, or one that is like it."""
    _, _, below = there.partition("/")
    others = {other.partition("/")[0]: pages[other] for other in pages if other.partition("/")[2] == below}
    langs = sorted(lang for lang, page in others.items() if anchor in page.ids)
    if langs:
        return f"the text in {' and in '.join(langs)} has it: give the same block the same id, {{#{anchor}}}, here too"
    return did_you_mean(anchor, pages[there].ids, "give the place that you mean an id: {#…}")
