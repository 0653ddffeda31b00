"""The quotation marks of ``<q>``, written out: browsers and paper would each put in their own."""

from __future__ import annotations

from briefgen.model.core.document import Node, node, words
from briefgen.model.profile.language import Quotes

_TAG = "q"


def with_marks(body: Node, quotes: Quotes) -> Node:
    """``body`` with each ``<q>`` as a span that has its marks as text, of the inner kind within another."""
    return _marked(body, (quotes.outer, quotes.inner)) if any(map(_is_quotation, body.walk())) else body


def _marked(part: Node, marks: tuple[tuple[str, str], tuple[str, str]]) -> Node:
    if not _is_quotation(part):
        return part.with_children(tuple(_marked(child, marks) for child in part.children))
    own, inner = marks
    children = (_marked(child, (inner, own)) for child in part.children)
    attrs = {name: value for name, value in part.attrs.items() if name not in ("tag", "cite")}
    return node("span", words(own[0], part.span), *children, words(own[1]), span=part.span, tag="span", **attrs)


def _is_quotation(part: Node) -> bool:
    return part.kind == "span" and part.get("tag") == _TAG
