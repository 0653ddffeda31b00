"""Lines in which dots lead from words to a figure, as budgets and lists of contents have them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from briefgen.importing.blocks import ImportedBlock, ImportedCell, Kind, plain
from briefgen.importing.imported import shortened
from briefgen.importing.office.contents import LEFT_OUT

_FIGURE = re.compile(r"[^\w]{0,6}(?:[^\W\d_]{1,3}[^\w]{0,3})?\d.{0,38}|[-–—]")
_PAGE = re.compile(r"\d{1,3}")
_FEWEST, _FEWEST_ENTRIES = 2, 4
"""Lines of a table, and of a list of contents."""
_ENDED = (":", ",", ";", ".", "-", "–", "—")


def row_of(words: str, figure: str, size: float) -> ImportedBlock | None:
    """The line, both parts in Markdown; None unless the first has words and the second is a figure."""
    if not _FIGURE.fullmatch(plain(figure)) or not any(map(str.isalpha, plain(words))):
        return None
    cells = (ImportedCell((words,), is_head=True), ImportedCell((figure,)))
    return ImportedBlock(Kind.ROW, rows=(cells,), size=size)


@dataclass(slots=True)
class _Made:
    first: str = ""
    tables: int = 0
    alone: int = 0


def with_rows(blocks: Iterable[ImportedBlock], remark: Callable[[str], None]) -> list[ImportedBlock]:
    """The blocks with such lines as a table where several stand after one another; a colon parts one by itself.

    Lines that lead to pages, which go up, are a list of contents.
    """
    made = _Made()
    found = list(_joined(blocks, made, remark))
    tables = "a table" if made.tables == 1 else f"{made.tables} tables"
    became = [
        *([f"became {tables}"] if made.tables else []),
        *(["got a colon where they stood alone"] if made.alone else []),
    ]
    if became:
        remark(f"lines in which dots lead to a figure {' or '.join(became)}, from “{shortened(made.first)}” on")
    return found


def _joined(blocks: Iterable[ImportedBlock], made: _Made, remark: Callable[[str], None]) -> Iterator[ImportedBlock]:
    for is_row, group in groupby(blocks, key=lambda block: block.kind is Kind.ROW):
        held = list(group)
        if not is_row:
            yield from (replace(it, inner=tuple(_joined(it.inner, made, remark))) if it.inner else it for it in held)
        elif _are_contents(held):
            remark(LEFT_OUT)
            yield ImportedBlock(Kind.CONTENTS)
        else:
            made.first = made.first or plain(held[0].rows[0][0].paragraphs[0])
            if len(held) < _FEWEST:
                made.alone += len(held)
                yield from map(_line, held)
                continue
            made.tables += 1
            yield ImportedBlock(Kind.TABLE, rows=tuple(row for it in held for row in it.rows), heads=0)


def _are_contents(rows: list[ImportedBlock]) -> bool:
    figures = [plain(block.rows[0][1].paragraphs[0]) for block in rows]
    pages = [int(it) for it in figures if _PAGE.fullmatch(it)]
    return len(rows) == len(pages) >= _FEWEST_ENTRIES and pages == sorted(pages)


def _line(row: ImportedBlock) -> ImportedBlock:
    words, figure = (cell.paragraphs[0] for cell in row.rows[0])
    return ImportedBlock(Kind.TEXT, f"{words}{'' if words.endswith(_ENDED) else ':'} {figure}", size=row.size)
