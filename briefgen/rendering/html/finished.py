"""A finished page as a tree: parsed once, for its links, its fonts and the search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LINKS = {"a": "href", "link": "href", "img": "src", "script": "src"}


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The links and ids of a page."""

    links: tuple[str, ...] = ()
    ids: frozenset[str] = frozenset()
    repeated: frozenset[str] = frozenset()
    """Ids that more than one element has."""
    whole: bool = True
    """False when something stands in for a part that could not be made, with whatever ids it had."""

    def has(self, ident: str) -> bool:
        """Tell whether a link to this place leads somewhere."""
        return ident in self.ids or not self.whole


def parsed(html: str) -> HtmlElement:
    """The tree of a page, without comments."""
    import lxml.html
    from lxml import etree

    # Elements of lxml.html cost as much again: each is made by a look-up in Python.
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    return lxml.html.document_fromstring(html.encode() if html.strip() else b"<html>", parser=parser)


def page_links(root: HtmlElement) -> PageLinks:
    """The links and ids of a page, each once."""
    links, ids, repeated, whole = dict[str, None](), set[str](), set[str](), True
    for element in root.iter():
        whole = whole and element.get("data-stand-in") is None
        if ident := element.get("id"):
            (repeated if ident in ids else ids).add(ident)
        if (name := _LINKS.get(element.tag)) and (link := element.get(name)):
            links[link] = None
    return PageLinks(tuple(links), frozenset(ids), frozenset(repeated), whole)
