"""Blocks that are too long to be laid out, seen before anything in them is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from briefgen.model.diagnostics import Diagnostic, Span, error
from briefgen.model.limits import MOST, PARAGRAPH, SHOWN, TEXT
from briefgen.reading.markdown.places import Source

TOO_LONG = "too_long"
"""Under this name the environment of the parser has a list of lines (from 0) and lengths."""
_BLOCKS = ("inline", "fence", "code_block", "html_block")


def fitting(text: str, path: str, first_line: int) -> tuple[str, list[Diagnostic]]:
    """As many whole blocks of a text as it may have, and an error where the rest begins."""
    if len(text) <= TEXT:
        return text, []
    end = max(text.rfind("\n\n", 0, TEXT), 0)
    line = first_line + text.count("\n", 0, end) + (2 if end else 0)
    message = f"the text has {len(text):,} characters; {TEXT:,} are the most, and what begins here is left out"
    return text[:end], [error("text-fits-limit", message, Span(path, line), "divide it into several texts")]


def install(md: MarkdownIt) -> None:
    """Have the parser cut what is too long to its beginning."""
    md.core.ruler.after("block", "lengths", _cut)


def length_problems(env: Mapping[str, Any], source: Source) -> list[Diagnostic]:
    """An error at each block that was cut."""
    hint = "divide it into paragraphs: put blank lines where a thought ends"
    return [
        error("text-fits-limit", f"this has {length:,} characters without a break; {MOST}", source.block(line), hint)
        for line, length in env.get(TOO_LONG, ())
    ]


def _cut(state: StateCore) -> None:
    for token in state.tokens:
        if len(token.content) > PARAGRAPH and token.type in _BLOCKS:
            line = token.map[0] if token.map else 0
            state.env.setdefault(TOO_LONG, []).append((line, len(token.content)))
            token.content = f"{token.content[:SHOWN]}…" if token.type != "html_block" else ""
