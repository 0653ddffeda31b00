"""Where a block of raw HTML ends: not at a blank line of a ``<pre>`` in it, and after a tag that asks for Markdown.

CommonMark ends a block that begins with ``<div>`` or ``<td>`` at the first blank line, also within a ``<pre>`` in it.
What follows would be read as Markdown and lose its lines. But what follows ``<div markdown>`` is Markdown at once, as
MkDocs, Jekyll and PHP Markdown Extra read it.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block

from briefgen.reading.markdown.extensions.callouts import line_of

_PRE = re.compile(r"<(/?)pre(?=[\s/>]|$)", re.IGNORECASE)
_AT_MARGIN = re.compile(r"<(?:script|pre|style|textarea)(?=[\s>]|$)|<[?!]", re.IGNORECASE)
_ASKS_FOR_MARKDOWN = re.compile(
    r"<[a-z][a-z0-9]*(?:[ \t][^<>]{0,500})?"
    r"[ \t]markdown(?:=[\"']?(?:1|block|span|true)[\"']?)?(?:[ \t][^<>]{0,500})?>[ \t]*",
    re.IGNORECASE,
)
_CLOSINGS, _SEARCHED = "lines of </pre>", "searched for </pre>"
"""Keys of the parser's environment."""


def install(md: MarkdownIt) -> None:
    """Let ``md`` read a block of raw HTML to the end of a ``<pre>`` in it."""
    md.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})


def _html_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if silent or _AT_MARGIN.match(line_of(state, start_line)):
        return html_block(state, start_line, end_line, silent)
    if not html_block(state, start_line, end_line, silent):
        return False
    token = state.tokens[-1]
    line = _before_markdown(state, start_line, state.line)
    is_open = _leaves_open(state, start_line, line)
    while is_open and (end := _closing_line(state, line, end_line)) is not None:
        line = _blank_line(state, end, end_line)
        is_open = _leaves_open(state, end, line)
    state.line = line
    token.map = [start_line, line]
    token.content = state.getLines(start_line, line, state.blkIndent, True)
    return True


def _before_markdown(state: StateBlock, first: int, stop: int) -> int:
    """The line after the first one that is a tag alone and asks for Markdown."""
    asking = (line + 1 for line in range(first, stop) if _ASKS_FOR_MARKDOWN.fullmatch(line_of(state, line)))
    return next(asking, stop)


def _leaves_open(state: StateBlock, first: int, stop: int) -> bool:
    """Tell whether a ``<pre>`` is still open after these lines."""
    last = ""
    for line in range(first, stop):
        for found in _PRE.finditer(line_of(state, line)):
            last = found[1] or "open"
    return last == "open"


def _closing_line(state: StateBlock, first: int, end_line: int) -> int | None:
    """The line that closes a ``<pre>``, within the block around it."""
    if _CLOSINGS not in state.env:
        state.env[_CLOSINGS] = [
            line for line in range(len(state.bMarks) - 1) if "</pre" in line_of(state, line).lower()
        ]
    closings = state.env[_CLOSINGS]
    at = bisect_left(closings, first)
    found = closings[at] if at < len(closings) else end_line
    if found >= end_line:
        return None
    searched, indent = state.env.get(_SEARCHED, (0, 0))
    if first < searched and indent <= state.blkIndent:
        return None
    for line in range(first, found + 1):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            state.env[_SEARCHED] = (line, state.blkIndent)
            return None
    return found


def _blank_line(state: StateBlock, first: int, end_line: int) -> int:
    """Return where the block ends after all: at the next blank line, or where what is around it ends."""
    line = first + 1
    while line < end_line and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        line += 1
    return line
