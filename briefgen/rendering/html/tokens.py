"""Finished HTML as pieces: tags, and the text between them with its place in the source.

Nothing is lost: the pieces' sources, one after another, are the HTML again, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from briefgen.reading.markdown.html.tags import ATTRIBUTE, HtmlTag, Markup

_KEY = re.compile(r'\sdata-block="([^"]*)"')
_INSIDE = r"""(?:[^"'>]++|"[^"]*+"|'[^']*+')*+"""
_TAG = re.compile(rf"<(/?)([A-Za-z][^\s/>]*+)({_INSIDE})>")
_NEXT = re.compile(rf"([^<]*+)(</?[A-Za-z][^\s/>]*+{_INSIDE}>)")
"""A tag, with the text before it."""
_ASKED = re.compile("lang|class", re.IGNORECASE)
"""The attributes that a token has; those of most tags need not be read."""
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")

_OPAQUE = frozenset(
    {"head", "script", "style", "svg", "math", "code", "pre", "kbd", "samp", "textarea", "title", "template"}
    | {"iframe", "object", "video", "audio"}
)
"""Elements whose content is left alone."""
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "data", "del", "dfn", "em", "i", "ins", "label", "mark", "q", "s"}
    | {"small", "span", "strong", "sub", "sup", "time", "u", "var"}
)


class TokenKind(Enum):
    """What a piece is to the line it stands in."""

    TEXT = "text"
    OPEN = "open"
    """Start of an inline element."""
    CLOSE = "close"
    """End of an inline element."""
    OPAQUE = "opaque"
    """Something that stands in the line but is left alone, such as ``code``."""
    BOUNDARY = "boundary"
    """Ends the line of text: a block's tag, ``br``, a comment."""


class HtmlToken(NamedTuple):
    """One piece of the source. ``name``, ``lang`` and ``classes`` are those of a tag."""

    kind: TokenKind
    source: str
    name: str = ""
    closing: bool = False
    void: bool = False
    lang: str | None = None
    classes: tuple[str, ...] = ()

    @property
    def block(self) -> str:
        """The key of the block that the tag opens; empty where it opens none."""
        found = _KEY.search(self.source) if self.name else None
        return found[1] if found else ""


def tokens(html: str, opaque: frozenset[str] = _OPAQUE) -> Iterator[HtmlToken]:
    """The HTML piece by piece, in order; an element of ``opaque`` is one piece."""
    for text, token in texts_and_tags(html, opaque):
        if text:
            yield HtmlToken(TokenKind.TEXT, text)
        if token is not None:
            yield token


def texts_and_tags(html: str, opaque: frozenset[str] = _OPAQUE) -> Iterator[tuple[str, HtmlToken | None]]:
    """Each piece that is not text, with the text before it, which may be empty; last the text after all of them."""
    markup, position = Markup(html), 0
    while True:
        if markup.is_sound and (tag := _NEXT.match(html, position)) is not None:
            text, end, token = tag[1], tag.end(), _tag(tag[2])
        elif (found := markup.after(position)) is not None:
            start, end, _ = found
            text, token = html[position:start], _other_token(found[2], html[start:end])
        else:
            break
        position = end
        if token.name in opaque and not token.closing:
            start = end - len(token.source)
            position = _end_of(html, token.name, end, token.source)
            token = HtmlToken(TokenKind.OPAQUE, html[start:position], token.name)
        yield text, token
    yield html[position:], None


@lru_cache(maxsize=4096)
def _tag(source: str) -> HtmlToken:
    """The token of a tag. Most tags of a site are a few hundred different ones."""
    found = _TAG.fullmatch(source)
    assert found is not None
    return _token(source, found[2].lower(), bool(found[1]), found[3])


def _other_token(tag: HtmlTag | None, source: str) -> HtmlToken:
    """Return what is not a tag, or is one after something in angle brackets that never ends."""
    if tag is None or not tag.name:
        return HtmlToken(TokenKind.BOUNDARY, source, void=True)
    return _token(source, tag.name, tag.closes, tag.inside)


def _token(source: str, name: str, closes: bool, inside: str) -> HtmlToken:
    void = name in VOID or inside.endswith("/")
    kind = TokenKind.BOUNDARY if name not in _INLINE or void else TokenKind.CLOSE if closes else TokenKind.OPEN
    if closes or not inside or not _ASKED.search(inside):
        return HtmlToken(kind, source, name, closes, void)
    given = {name.lower(): double or single or bare for name, double, single, bare in ATTRIBUTE.findall(inside)}
    lang = unescape(given["lang"]) if "lang" in given else None
    return HtmlToken(kind, source, name, closes, void, lang, tuple(unescape(given.get("class", "")).split()))


def _end_of(html: str, name: str, position: int, tag: str) -> int:
    """Return where the element that starts before ``position`` ends; nested ones of its name are counted."""
    if tag.endswith("/>"):
        return position
    depth = 1
    for found in re.compile(rf"<(/?){name}(?=[\s/>])[^>]*>", re.IGNORECASE).finditer(html, position):
        depth += -1 if found[1] else 1
        if not depth or (found[1] and name in ("script", "style", "textarea", "title")):
            return found.end()
    return len(html)


def decode(source: str) -> tuple[str, Sequence[int]]:
    """The characters that ``source`` stands for, and where each starts in it, with the end as last place."""
    if "&" not in source:
        return source, range(len(source) + 1)
    characters: list[str] = []
    places: list[int] = []
    position = 0
    for found in _ENTITY.finditer(source):
        characters.append(source[position : found.start()])
        places.extend(range(position, found.start()))
        said = unescape(found[0])
        characters.append(said if len(said) == 1 else "\ufffc")
        places.append(found.start())
        position = found.end()
    characters.append(source[position:])
    places.extend(range(position, len(source) + 1))
    return "".join(characters), places
