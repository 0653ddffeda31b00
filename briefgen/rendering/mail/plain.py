"""The words of a message without its markup, for programs and readers that want text alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml.html import HtmlElement

from briefgen.language.lines.columns import columns_of
from briefgen.rendering.html.list_numbers import begins_at

_GROUPS = frozenset({"body", "div", "section", "table", "tbody", "ul", "ol", "dl", "td", "tr"})
_TEXTS = frozenset({"p", "h1", "h2", "h3", "h4", "li", "dt", "dd", "th", "blockquote"})
_UNDERLINES = {"h1": "=", "h2": "-"}
_ITEMS = frozenset({"li", "row"})
"""What follows its like without a blank line."""
_LONGEST = 60
_BREAK = "\v"
_SPACE = re.compile(r"[ \t\r\n]+")


def plain_text(document: HtmlElement) -> str:
    """The text of a message: a blank line between paragraphs, the address of a link behind its words."""
    body = document.find("body")
    parts = [] if body is None else [(kind, said) for kind, said in _parts(body) if said]
    gaps = ("\n" if one in _ITEMS and one == other else "\n\n" for (one, _), (other, _) in pairwise(parts))
    return "".join(said + gap for (_, said), gap in zip(parts, (*gaps, "\n"), strict=True))


def _parts(block: HtmlElement) -> Iterator[tuple[str, str]]:
    """The paragraphs of a block in their order, each with the element that it is."""
    if block.tag == "tr" and len(block) > 1:
        yield "row", " — ".join(filter(None, map(_words, block)))
    elif block.tag in _TEXTS or not any(it.tag in _GROUPS | _TEXTS for it in block.iterchildren()):
        yield str(block.tag), _marked(block, _words(block))
    else:
        yield "p", _shown(block.text)
        for child in block.iterchildren("*"):
            yield from _parts(child)
            yield "p", _shown(child.tail)


def _marked(block: HtmlElement, words: str) -> str:
    """A heading underlined, an item with its mark."""
    if block.tag in _UNDERLINES and words:
        return f"{words}\n{_UNDERLINES[block.tag] * min(columns_of(words), _LONGEST)}"
    if block.tag != "li":
        return words
    around = block.getparent()
    is_numbered = around is not None and around.tag == "ol"
    return f"{begins_at(around.get('start')) + around.index(block)}. {words}" if is_numbered else f"- {words}"


def _words(element: HtmlElement) -> str:
    return _shown("".join(_pieces(element)))


def _shown(said: str | None) -> str:
    return _SPACE.sub(" ", said or "").strip().replace(_BREAK, "\n  ")


def _pieces(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element.iterchildren():
        if child.tag == "br":
            yield _BREAK
        elif isinstance(child.tag, str):
            yield from _pieces(child)
        if child.tag == "b" and element.tag == "li" and child.getprevious() is None:
            yield ":"
        yield child.tail or ""
    if element.tag == "a" and _stands_alone(element):
        yield f" <{element.get('href')}>"


def _stands_alone(link: HtmlElement) -> bool:
    """Whether a reader of the text needs the address: not of a link to a place within a page, such as a source's."""
    address = link.get("href", "")
    return "#" not in address and address not in link.text_content()
