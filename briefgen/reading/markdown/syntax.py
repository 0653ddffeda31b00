"""The author's Markdown as one configured parser: CommonMark, tables, strikethrough, and what we add."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin

from briefgen.reading.markdown import blank_addresses, lengths
from briefgen.reading.markdown.extensions import (
    attributes,
    callouts,
    cites,
    directives,
    formulas,
    icons,
    notes,
    roles,
    shortcodes,
)
from briefgen.reading.markdown.extensions.attributes import ALLOWED, take_trailing
from briefgen.reading.markdown.extensions.emphasis import PlacedInline
from briefgen.reading.markdown.html import preformatted
from briefgen.reading.markdown.links import tidy

DEEPEST = 100
"""Blocks nested deeper are handed on as plain text; a list counts two, itself and its item."""


class DeepBlocks(ParserBlock):
    """markdown-it's block parser, which drops what is nested too deep, made to keep it."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        """Parse lines; past the deepest level they become one ``too_deep`` token."""
        if state.level < state.md.options.maxNesting:
            super().tokenize(state, startLine, endLine)
            return
        start = state.line = state.skipEmptyLines(startLine)
        stop = start
        while stop < endLine and (state.isEmpty(stop) or state.sCount[stop] >= state.blkIndent):
            stop += 1
        if stop > start:
            token = state.push("too_deep", "", 0)
            token.map = [start, stop]
            token.content = state.getLines(start, stop, 0, False)
        state.line = stop


class AuthorMarkdown(MarkdownIt):
    """markdown-it with addresses kept as written; which are safe is judged, and reported, later."""

    def __init__(self) -> None:
        super().__init__("zero")
        self.block = DeepBlocks()
        self.inline = PlacedInline()
        self.configure("commonmark", {"html": True, "maxNesting": DEEPEST})

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """The address with only impossible characters encoded."""
        return tidy(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        """The address as written."""
        return link

    def validateLink(self, url: str) -> bool:  # noqa: N802
        """Every link is read, so that an unsafe one can be named."""
        return True


@cache
def parser() -> MarkdownIt:
    """The parser; it keeps no state between texts."""
    md = AuthorMarkdown()
    md.enable(["table", "strikethrough"])
    md.options["store_labels"] = True  # so that an address that no link uses can be reported
    # The tree joins text by itself, with the place where each stretch begins.
    md.disable(["fragments_join", "text_join"])
    notes.install(md)
    roles.install(md)
    cites.install(md)
    blank_addresses.install(md)
    directives.install(md)
    callouts.install(md)
    shortcodes.install(md)
    formulas.install(md)
    icons.install(md)
    deflist_plugin(md)
    attrs_plugin(md, spans=True, allowed=ALLOWED)
    attrs_block_plugin(md, allowed=ALLOWED)
    attributes.install(md)
    preformatted.install(md)
    # Lines of attributes stay tokens, so that one without a block after it can be reported.
    md.core.ruler.disable(["attr"])
    md.core.ruler.after("block", "trailing_attributes", take_trailing)
    lengths.install(md)
    return md
