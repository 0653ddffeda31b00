"""An image whose address has a blank, ``![A hall](our hall.png)``: read as the image that is meant, and reported.

CommonMark ends an address at a blank and takes such an image for words, which would be printed as they stand.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from briefgen.model.core.diagnostics import Diagnostic, Span, error

BLANK = "blank"
"""Key of ``Token.meta`` of an image: its address, as written, when that has a blank."""
_ADDRESS = re.compile(
    r"""\([ \t]*(?P<address>(?:[^\n<>"()]|\([^\n<>"()]{0,40}\)){1,200}?\.[A-Za-z0-9]{2,5})"""
    r"""(?:[ \t]+(?:"(?P<double>[^"\n]*)"|'(?P<single>[^'\n]*)'))?[ \t]*\)"""
)
"""The name of a file, its ending included, and perhaps a title."""


def install(md: MarkdownIt) -> None:
    """Let ``md`` read such images, where it found none itself."""
    md.inline.ruler.after("image", "blank_address", _image)


def _image(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("![", state.pos):
        return False
    start, end = state.pos + 2, state.md.helpers.parseLinkLabel(state, state.pos + 1, False)
    found = _ADDRESS.match(state.src, end + 1, state.posMax) if end >= 0 else None
    if found is None or len(found["address"].split()) < 2:
        return False
    if not silent:
        content, children = state.src[start:end], list[Token]()
        state.md.inline.parse(content, state.md, state.env, children)
        token = state.push("image", "img", 0)
        token.attrs = {"src": state.md.normalizeLink(found["address"]), "alt": ""}
        if title := found["double"] or found["single"]:
            token.attrSet("title", title)
        token.children, token.content = children, content
        token.meta[BLANK] = found["address"]
    state.pos = found.end()
    return True


def has_blank(address: str, span: Span) -> Diagnostic:
    """The problem of such an image."""
    hint = f"write the address in angle brackets, <{address}>, or each space in it as %20"
    return error("image-address-is-whole", f"the address of the image “{address}” contains a space", span, hint)
