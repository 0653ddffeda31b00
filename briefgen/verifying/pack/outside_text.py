"""What stands outside the text of a document, such as its cover: it has no number that the web has not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.verifying.blocks import ReadBlock, plain
from briefgen.verifying.web.page import WebPage

BLOCK = "paper-has-every-block"
_DIGIT = re.compile(r"\d")
_LONG_ENOUGH = 3
"""Digits that stand for nothing else by chance."""


def wrong_cover(cover: Sequence[ReadBlock], page: WebPage, pdf: str, folder: str) -> Iterator[Diagnostic]:
    """The cover of a brief, where it has one, has the title of its page, and its numbers alone."""
    place = Span(f"{folder}{page.path}")
    if cover and plain(page.title).key not in {block.said.flat.key for block in cover if block.kind == "title"}:
        yield error(BLOCK, f"the title “{page.title}” is missing on the cover of {pdf}", place)
    known = {key for key in page.pieces if _DIGIT.search(key)}
    for block in cover:
        if block.kind != "title" and _DIGIT.search(without_known(block.said.flat.key, known)):
            yield error(BLOCK, f"{block.name()} in {pdf}, page {block.place} is not on the page", place)


def without_known(key: str, known: Iterable[str]) -> str:
    """What is left of ``key`` without what is known; a short number counts as known only where it is all."""
    if key in known:
        return ""
    left = key
    for piece in sorted(known, key=len, reverse=True):
        if piece and not (piece.isdigit() and len(piece) < _LONG_ENOUGH):
            left = left.replace(piece, "")
    return left
