"""Links inside the finished site lead to a page that is there, and to a place on it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from briefgen.model.diagnostics import Diagnostic, Span, error
from briefgen.model.tree import Tree

_ADDRESS = re.compile(r"\b(?:href|src)\s*=\s*([\"'])([^\"'{}]+)\1")
_LINKS = {"a": "href", "link": "href", "img": "src", "script": "src"}


def links_lead_somewhere(
    tree: Tree, promised: frozenset[str], templates: Mapping[str, str] | None = None
) -> Iterable[Diagnostic]:
    """An error for each link of a page to a file or an anchor that does not exist, once a page.

    A link that one of the ``templates`` writes out is told once, at the template.
    """
    pages = {path: _read(tree[path]) for path in tree if path.endswith(".html") and path != "404.html"}
    written = _written(templates or {})
    found = (problem for path, page in pages.items() for problem in _dead(path, page, pages, tree, promised, written))
    return list(dict.fromkeys(found))


def _written(templates: Mapping[str, str]) -> dict[str, Span]:
    """The addresses that templates write out, and where."""
    return {
        found[2]: Span(f"templates/{name}", text.count("\n", 0, found.start()) + 1)
        for name, text in templates.items()
        for found in _ADDRESS.finditer(text)
    }


class _Page(HTMLParser):
    """The links and ids of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: dict[str, None] = {}
        self.ids: set[str] = set()
        self.repeated: set[str] = set()
        self.whole = True
        """False when something stands in for a part that could not be made, with whatever ids it had."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.whole = self.whole and "data-stand-in" not in given
        ident = given.get("id")
        if ident:
            (self.repeated if ident in self.ids else self.ids).add(ident)
        link = given.get(_LINKS.get(tag, ""))
        if link:
            self.links[link] = None

    def has(self, ident: str) -> bool:
        return ident in self.ids or not self.whole


def _read(content: bytes) -> _Page:
    page = _Page()
    page.feed(content.decode("utf-8", "replace"))
    return page


def _dead(
    path: str,
    page: _Page,
    pages: dict[str, _Page],
    tree: Tree,
    promised: frozenset[str],
    written: Mapping[str, Span],
) -> Iterator[Diagnostic]:
    for ident in sorted(page.repeated):
        yield error(
            "id-is-unique", f"the page {path} has the id “{ident}” twice", None, "give one of the two another id"
        )
    for link in page.links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        there = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
        is_there = there in tree or there in promised
        if not is_there and link in written:
            said = f"the template links to {link}, which is not on the site"
            yield error("link-resolves", said, written[link], "write the address with {{ url(…) }}")
        elif not is_there:
            yield error("link-resolves", f"the page {path} links to {link}, which is not on the site")
        elif parts.fragment and there in pages and not pages[there].has(unquote(parts.fragment)):
            yield error("link-resolves", f"the page {path} links to {link}, but {there} has no such place")
