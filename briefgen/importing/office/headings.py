"""Headings of a document that marks none: short lines that are bold as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from briefgen.importing.blocks import ImportedBlock, Kind, plain
from briefgen.importing.office.captions import LABEL

_BOLD = re.compile(r"\*\*(?:(?!\*\*|!\[).)+\*\*", re.DOTALL)
_NO_END = re.compile(r".*[.。,;:!·다요]$")
"""The end of a sentence, or of words that lead to what stands below them."""
_MOST_WORDS, _MOST_LETTERS = 12, 80
_PROSE, _SENTENCE = 80, 20
"""Letters of a paragraph that is text and no line: fewer are enough where it ends as a sentence."""
_FEWEST, _TOLD = 3, 3


def with_headings(blocks: Sequence[ImportedBlock], remark: Callable[[str], None]) -> tuple[ImportedBlock, ...]:
    """The blocks, with bold lines above text as headings where the document has no others.

    They are few among the paragraphs, and several: else they may be names, dates or labels.
    """
    if any(block.kind is Kind.HEADING for block in blocks):
        return tuple(blocks)
    found = set(_headings(blocks))
    if not _FEWEST <= len(found) <= sum(map(_is_prose, blocks)):
        return tuple(blocks)
    said = ", ".join(f"“{plain(blocks[at].text)}”" for at in sorted(found)[:_TOLD])
    more = " …" if len(found) > _TOLD else ""
    remark(f"{len(found)} bold lines were taken as headings, for the document marks none: {said}{more}")
    return tuple(
        replace(block, kind=Kind.HEADING, text=block.text[2:-2], level=1) if at in found else block
        for at, block in enumerate(blocks)
    )


def _headings(blocks: Sequence[ImportedBlock]) -> Iterator[int]:
    """The lines, from the last: one may stand above another that stands above text."""
    has_text = False
    for at, block in reversed(list(enumerate(blocks))):
        if has_text and block.kind is Kind.TEXT and _may_be_heading(block.text):
            yield at
        else:
            has_text = block.kind is Kind.ITEM or _is_prose(block) or bool(block.label)


def _may_be_heading(text: str) -> bool:
    words = plain(text)
    is_short = len(words) <= _MOST_LETTERS and len(words.split()) <= _MOST_WORDS
    is_named = any(map(str.isalpha, words)) and not _NO_END.match(words) and not LABEL.match(words)
    return is_short and is_named and _BOLD.fullmatch(text) is not None


def _is_prose(block: ImportedBlock) -> bool:
    words = plain(block.text) if block.kind is Kind.TEXT else ""
    return len(words) >= (_SENTENCE if words.endswith((".", "。", "?", "!")) else _PROSE)
