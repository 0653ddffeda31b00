"""Problems for one who looks at a page: each at the block of the text that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from briefgen.model.core.blocks import blocks, every
from briefgen.model.core.diagnostics import Diagnostic, Severity, Span
from briefgen.model.core.document import Node


class Mark(NamedTuple):
    """A problem at its place: the key of the block (its ``data-block``), how much it weighs, what to say of it."""

    block: str
    severity: str
    message: str
    hint: str


def marks(text: Node, problems: Iterable[Diagnostic]) -> tuple[Mark, ...]:
    """Those errors and warnings that stand in a block of a settled text."""
    places = [(it.node.span, it.key) for it in every(blocks(text)) if it.node.span]
    found = ((_block_at(it.span, places), it) for it in problems if it.span and it.severity is not Severity.NOTE)
    return tuple(Mark(block, it.severity, it.message, it.hint) for block, it in found if block)


def _block_at(place: Span, places: Iterable[tuple[Span, str]]) -> str:
    """The key of the last block that begins before the end of a line."""
    before = [(span.line, key) for span, key in places if span.path == place.path and span.line <= place.line]
    return max(before, key=lambda found: found[0])[1] if before else ""
