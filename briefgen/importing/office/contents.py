"""Lists of contents, and what else is left out of a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from briefgen.importing.document_blocks import ImportedBlock, Kind, plain

LEFT_OUT = "the table of contents was left out: the site makes its own"
_ENTRY = re.compile(r"(?:(?:[.…·‥]\s?){3}|\s…\s|\S\s{2})\s{0,9}(\d{1,3})$|…{5}$")
"""The end of a line in a list of contents: dots or blanks before the number of a page."""
CONTENTS_HEAD = re.compile(
    r"(?:(?:table of |list of )?(?:contents|figures|tables)|outline(?: of document)?|(?:표|그림)? ?목 ?차"
    r"|차 ?례|目 ?[次录]|inhalt(?:sverzeichnis)?|sommaire|table des matières|índice"
    r"|contenido|содержание|المحتويات|فهرست) ?:?",
    re.IGNORECASE,
)
_WORD = 12
"""Letters of a line that may stand between the heading of a list of contents and the list, such as *Page*."""
_LONE_SIGN = re.compile(r"\\?[.,·•_-]")
_FEWEST_ENTRIES = 4


def tidied(blocks: Iterable[ImportedBlock], remark: Callable[[str], None]) -> list[ImportedBlock]:
    """The blocks without lists of contents and the headings of these, lone signs, and empty rows that end a table."""
    found = _with_contents(list(blocks), remark)
    for at, block in enumerate(found):
        if block.kind is Kind.CONTENTS and at and found[at - 1].kind is not Kind.CONTENTS:
            for before in (at - 1, at - 2):
                if before >= 0 and CONTENTS_HEAD.fullmatch(plain(found[before].text)):
                    found[before:at] = [replace(block) for _ in range(before, at)]
                    break
                if len(found[before].text) > _WORD:
                    break
    kept = (block for block in found if block.kind is not Kind.CONTENTS and not _LONE_SIGN.fullmatch(block.text))
    return [_trimmed(replace(it, inner=tuple(tidied(it.inner, remark)))) if it.inner else _trimmed(it) for it in kept]


def _with_contents(blocks: list[ImportedBlock], remark: Callable[[str], None]) -> list[ImportedBlock]:
    """The blocks with the lines of a typed list of contents marked: several that end in dots and pages that go up."""
    start = 0
    for at in range(len(blocks) + 1):
        entry = at < len(blocks) and blocks[at].kind in (Kind.TEXT, Kind.ITEM) and _ENTRY.search(blocks[at].text)
        if entry:
            continue
        pages = [int(found[1]) for it in blocks[start:at] if (found := _ENTRY.search(it.text)) and found[1]]
        if len(pages) >= _FEWEST_ENTRIES and pages == sorted(pages):
            remark(LEFT_OUT)
            blocks[start:at] = [ImportedBlock(Kind.CONTENTS) for _ in range(start, at)]
        start = at + 1
    return blocks


def _trimmed(block: ImportedBlock) -> ImportedBlock:
    """A table without the empty rows at its end, but for one below its head."""
    rows, heads = block.rows, max(block.heads, 1)
    while len(rows) > heads + 1 and not any(cell.paragraphs for cell in rows[-1]):
        if any(at + cell.rows >= len(rows) and cell.rows > 1 for at, row in enumerate(rows) for cell in row):
            break
        rows = rows[:-1]
    return replace(block, rows=rows)
