"""Text between blocks becomes a paragraph; space between blocks goes to the end of the block before it."""

from __future__ import annotations

from itertools import groupby

from briefgen.rendering.paper.tags.tree import INLINE, Content, Kid, Tag, is_blank, is_inline

_CLEAR = ("Div", "NonStruct")
"""For the standard, content of these is content of the element around them."""
_GROUPS = ("Document", "Part", "Art", "Sect", "BlockQuote")
_OPAQUE = ("Table", "Figure", "TOC", "TOCI")
"""Nothing is put at the end of these."""


def paragraphs(tag: Tag) -> None:
    """Put the text between the blocks of a group into paragraphs."""
    around = next((it for it in tag.above() if it.name not in _CLEAR), tag)
    if around.name not in _GROUPS or not any(map(is_inline, tag.kids)):
        return
    space_to_the_end(tag)
    kids, tag.kids = tag.kids, []
    for inline, run in groupby(kids, is_inline):
        home = tag
        if inline:
            home = Tag("P", tag.page)
            tag.take(home)
        for kid in run:
            home.take(kid)


def space_to_the_end(tag: Tag) -> None:
    """Put the space between blocks, items or parts of an item at the end of the one before it."""
    before: Tag | None = None
    for kid in list(tag.kids):
        if before is not None and is_blank(kid) and (home := _end_of(before)) is not None:
            tag.kids.remove(kid)
            home.take(kid)
        else:
            before = kid if isinstance(kid, Tag) and kid.name not in INLINE else None


def _end_of(tag: Tag) -> Tag | None:
    """The innermost block at the end of ``tag``, if one can take the space."""
    while tag.name not in _OPAQUE and (inside := [it for it in tag.tags() if it.name not in INLINE]):
        tag = inside[-1]
    return None if tag.name in _OPAQUE else tag


def needs_element(kid: Kid, tag: Tag) -> bool:
    """Whether ``kid`` is content in a ``tag`` that may hold only elements."""
    return isinstance(kid, Content) and tag.name in (*_CLEAR, *_GROUPS, "L", "LI", "Table", "TR", "TOC", "TOCI")
