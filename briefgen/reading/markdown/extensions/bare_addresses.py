"""Addresses that stand in a text by themselves, ``https://example.org``: they lead there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from briefgen.model.core.document import Node
from briefgen.reading.markdown.links import is_safe

_ADDRESS = re.compile(r"(?<![\w@/.\"'=])https?://[^\s<>\"'`{}|\\^\u3000-\u303f\uff00-\uffef“”‘’「」『』]+")
_AFTER = ".,:;!?*_~…"
_NOT_IN = frozenset({"link", "code", "literal", "image", "cites", "note"})
_HANGUL = re.compile("[가-힣ㄱ-ㅎぁ-ヿ一-鿿]")
_PARTICLE = re.compile("(?<=[A-Za-z0-9])[가-힣]")
"""A Hangul syllable right after a letter or digit of a path: the text goes on there."""


def linked(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """``nodes`` with a link for each such address, but within links and code."""
    return tuple(made for one in nodes for made in _linked(one))


def _linked(one: Node) -> Iterator[Node]:
    if one.kind == "text" and "://" in one.text:
        yield from _parts(one)
    elif one.children and one.kind not in _NOT_IN:
        yield one.with_children(linked(one.children))
    else:
        yield one


def _parts(text: Node) -> Iterator[Node]:
    at = 0
    for found in _ADDRESS.finditer(text.text):
        address = _whole(found[0])
        if len(address) > len("https://") and is_safe(address):
            start, end = found.start(), found.start() + len(address)
            if start > at:
                yield _part(text, at, start)
            yield Node("link", {"href": address}, (_part(text, start, end),), span=_part(text, start, end).span)
            at = end
    if at < len(text.text):
        yield _part(text, at, len(text.text))


def _part(text: Node, start: int, end: int) -> Node:
    span = text.span and replace(text.span, column=text.span.column + start)
    return replace(text, text=text.text[start:end], span=span)


def _whole(address: str) -> str:
    """An address without what follows it: a full stop, a bracket that it does not open, a particle."""
    host = address.find("/", len("https://"))
    in_host = _HANGUL.search(address, 0, host if host > 0 else len(address))
    if (cut := in_host or _PARTICLE.search(address)) is not None:
        address = address[: cut.start()]
    while address and (address[-1] in _AFTER or (address[-1] in ")]" and _is_closed_only(address))):
        address = address[:-1]
    return address


def _is_closed_only(address: str) -> bool:
    closing = address[-1]
    return address.count(closing) > address.count("(" if closing == ")" else "[")
