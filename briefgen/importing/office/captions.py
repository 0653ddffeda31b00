"""Captions at the pictures and tables that they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefgen.importing.blocks import ImportedBlock, Kind, plain

_PICTURE = re.compile(r"!\[(?:\\.|[^\\\]])*\]\([^()\s<>\"]+\)(\{width=\d+%?\})?")
_LABEL = re.compile(
    r"(?:(표|table|tabelle|tableau|tabla)|그림|사진|도표|figure|fig\.|chart|photo|abbildung|图|図|表)\s*"
    r"\d+(?:[-.]\d+)*\s*(?:[.:·]|[-–—]\s)?\s*",
    re.IGNORECASE,
)
"""The number that a program prints before a caption; the first group is that of a table."""
_CREDIT = re.compile(
    r"(?:사진|자료|출처|제공|photo|source|credits?|image|foto|quelle)\b.{0,160}|[©ⓒ].{1,160}", re.IGNORECASE
)
_MARKED = re.compile(r"[\"\\*\[\]<>`{}|]|\[\^")
"""What would be a mark in a caption: such a one stays a paragraph."""


def with_captions(blocks: Iterable[ImportedBlock]) -> list[ImportedBlock]:
    """The blocks with each caption at the picture or the table beside it, where it is plain words.

    Its own number is left out: figures and tables are numbered in their order.
    """
    found = list(blocks)
    for at, block in enumerate(found):
        if block.kind is not Kind.CAPTION:
            continue
        words = plain(block.text)
        label = _LABEL.match(words)
        title = words[label.end() :] if label else words
        holder = _captioned(found, at, is_table=bool(label and label[1]))
        if holder is not None and title and not _MARKED.search(title):
            found[holder] = _titled(found[holder], title)
            found[at] = replace(block, text="")
    return [block for block in found if block.kind is not Kind.CAPTION or block.text]


def _captioned(blocks: Sequence[ImportedBlock], at: int, *, is_table: bool) -> int | None:
    """Which block the caption at ``at`` belongs to: what stands before it, also with a credit between, or after it."""
    places = [at + 1, at - 1] if is_table else [at - 1, at + 1]
    if at >= 2 and _CREDIT.match(plain(blocks[at - 1].text)):
        places.insert(1, at - 2)
    free = (place for place in places if 0 <= place < len(blocks) and _takes_caption(blocks[place]))
    return next(free, None)


def _takes_caption(block: ImportedBlock) -> bool:
    if block.kind is Kind.TABLE:
        return not block.text
    return block.kind is Kind.TEXT and _PICTURE.fullmatch(block.text) is not None


def _titled(block: ImportedBlock, title: str) -> ImportedBlock:
    if block.kind is Kind.TABLE:
        return replace(block, text=title)
    found = _PICTURE.fullmatch(block.text)
    size = found[1] or "" if found else ""
    return replace(block, text=f'{block.text.removesuffix(size)[:-1]} "{title}"){size}')
