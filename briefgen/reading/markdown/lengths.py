"""Blocks that are too long to be laid out, seen before anything in them is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.model.core.limits import (
    BLOCKS,
    BRACKETS,
    CELL,
    CELLS,
    FIGURES,
    IMAGES,
    LINE,
    PARAGRAPH,
    SHORTEN,
    SHOWN,
    TEXT,
)
from briefgen.reading.markdown.extensions.package_directives import AT
from briefgen.reading.markdown.places import BodyText

TOO_LONG = "too_long"
"""Under this name the environment of the parser has a list of lines (from 0), lengths and their maxima."""
_PARTS = ("table", "thead", "tbody", "tr_", "th_", "td_", "bullet_list", "ordered_list")
"""What the types of tokens begin with that only hold others, or are parts of a table."""


@dataclass(frozen=True, slots=True)
class _Maximum:
    """How much of something there may be: ``said`` has a place for how much there is, and one for the maximum."""

    most: int
    said: str
    hint: str


_PARAGRAPH = _Maximum(
    PARAGRAPH,
    "this has {:,} characters without a break; the maximum is {:,}",
    "divide it into paragraphs with blank lines between them",
)
_LINE = _Maximum(LINE, "this heading or caption has {:,} characters; the maximum is {:,}", SHORTEN)
_CELL = _Maximum(
    CELL,
    "this cell has {:,} characters; the maximum is {:,}, which is more than a page has room for",
    "write it as text below the table, or divide it into several rows",
)
_CELLS = _Maximum(
    CELLS,
    "this table has {:,} cells; the maximum is {:,}, and the rest is left out",
    "divide it, or shorten it to what the text is about",
)
_WHOLE_TEXT = _Maximum(
    BLOCKS,
    "the text has {:,} blocks; the maximum is {:,}, and the rest is left out",
    "divide it into several texts; headings, paragraphs and list items are blocks",
)
_BRACKETS = _Maximum(
    BRACKETS,
    "this has {:,} opening square brackets; the maximum is {:,}, and the rest is left out",
    "divide it into paragraphs with blank lines between them",
)
_FIGURES = _Maximum(
    FIGURES,
    "the text has {:,} figures; the maximum is {:,}, and the rest is left out",
    "divide it into several texts, or offer long tables of numbers as a file that the text links to",
)
_IMAGES = _Maximum(
    IMAGES,
    "the text shows {:,} images; the maximum is {:,}, and the rest is left out",
    "divide it into several texts",
)
_MOST = {"heading_open": _LINE, "td_open": _CELL, "th_open": _CELL}
"""How long the words after a token may be, where they are no paragraph."""
_BLOCKS = ("inline", "fence", "code_block", "html_block")
_ADDRESS = re.compile(r"https?://\S+|\]\(\S+|@[\w:.-]+")
_NUMBER = re.compile(r"(?<![A-Za-z0-9_^])[0-9]+(?:[.,][0-9]+)*")


def fitting(text: str, path: str, first_line: int) -> tuple[str, list[Diagnostic]]:
    """As many whole blocks of a text as it may have, and an error where the rest begins."""
    if len(text) <= TEXT:
        return text, []
    end = max(text.rfind("\n\n", 0, TEXT), 0)
    line = first_line + text.count("\n", 0, end) + (2 if end else 0)
    message = f"the text has {len(text):,} characters; the maximum is {TEXT:,}, and the rest is left out"
    return text[:end], [error("text-fits-limit", message, Span(path, line), "divide it into several texts")]


def install(md: MarkdownIt) -> None:
    """Have the parser cut what is too long to its beginning, after attributes at its end have been read."""
    md.core.ruler.after("trailing_attributes", "lengths", _cut)


def length_problems(env: Mapping[str, Any], source: BodyText) -> list[Diagnostic]:
    """An error at each block that was cut."""
    return [
        error("text-fits-limit", over.said.format(length, over.most), source.block(line), over.hint)
        for line, length, over in env.get(TOO_LONG, ())
    ]


def _cut(state: StateCore) -> None:
    _cut_blocks(state)
    _cut_sum(state, _figures, _FIGURES)
    _cut_sum(state, _images, _IMAGES)
    _cut_tables(state)
    before = ""
    for token in state.tokens:
        own = _MOST.get(before, _PARAGRAPH)
        before = token.type
        if len(token.content) > own.most and token.type in _BLOCKS:
            _tell(state, token, len(token.content), own)
            token.content = _beginning(token.content) if token.type != "html_block" else ""
        elif token.type == "inline" and (brackets := token.content.count("[")) > BRACKETS:
            _tell(state, token, brackets, _BRACKETS)
            token.content = _beginning(token.content)
        elif (opening := token.meta.get("opening")) is not None and len(opening.argument) > LINE:
            _tell(state, token, len(opening.argument), _LINE)
            token.meta["opening"] = replace(opening, argument=_beginning(opening.argument))


def _cut_blocks(state: StateCore) -> None:
    """Leave out the blocks that a text has too many of; what is open there is closed."""
    places = [at for at, token in enumerate(state.tokens) if _is_block(token)]
    if len(places) <= BLOCKS:
        return
    _tell(state, state.tokens[places[BLOCKS]], len(places), _WHOLE_TEXT)
    _leave_out(state, places[BLOCKS])


def _cut_sum(state: StateCore, count: Callable[[str], int], most: _Maximum) -> None:
    """Leave out the block or row with which a text has too much of what is counted, and what follows it."""
    total, start, over = 0, 0, None
    for at, token in enumerate(state.tokens):
        if token.type == "tr_open" and state.tokens[at - 1].type == "thead_open":
            start = at - 2  # a table without its head is none
        elif token.nesting >= 0 and token.type not in ("th_open", "td_open", "inline"):
            start = at
        if token.type in _BLOCKS:
            total += count(token.content)
            over = start if over is None and total > most.most else over
    if over is not None:
        _tell(state, state.tokens[over], total, most)
        _leave_out(state, over)


def _figures(text: str) -> int:
    """Return how many numbers a text has that are not part of an address or a name."""
    return len(_NUMBER.findall(_ADDRESS.sub("", text)))


def _images(text: str) -> int:
    """Return how many images a text shows, in Markdown and in HTML."""
    return text.count("![") + text.count("<img")


def _leave_out(state: StateCore, first: int) -> None:
    """Leave out all tokens from ``first`` on; what is open there is closed."""
    depth = state.tokens[first].level
    kept = state.tokens[:first]
    for token in state.tokens[first:]:
        if token.nesting < 0 and token.level < depth:
            kept.append(token)
            depth = token.level
    state.tokens = kept


def _is_block(token: Token) -> bool:
    return token.nesting >= 0 and not token.hidden and token.type != "inline" and not token.type.startswith(_PARTS)


def _cut_tables(state: StateCore) -> None:
    """Empty the cells that a table has too many of."""
    table, cells = None, 0
    for token in state.tokens:
        if token.type in ("table_open", "table_close"):
            if table is not None and cells > CELLS:
                _tell(state, table, cells, _CELLS)
            table, cells = (token if token.type == "table_open" else None), 0
        cells += token.type in ("th_open", "td_open")
        if cells > CELLS and token.type == "inline":
            token.content = ""


def _beginning(text: str) -> str:
    """The first words, whole where there is a blank: the beginning of a word would be checked as a word."""
    shown = text[:SHOWN]
    return f"{shown.rpartition(' ')[0] or shown}…"


def _tell(state: StateCore, token: Token, length: int, over: _Maximum) -> None:
    line = token.meta.get(AT, token.map[0] if token.map else 0)
    state.env.setdefault(TOO_LONG, []).append((line, length, over))
