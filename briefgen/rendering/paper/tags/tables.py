"""Which headers a cell of a table stands under, from the grid as HTML has it (rule 7.5-1 of PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefgen.rendering.paper.tags.tree import Box, Tag

_OF_ROWS = ("row", "rowgroup")


@dataclass(frozen=True, slots=True)
class _GridCell:
    """A cell in the grid: its rows and columns, and its name in the file."""

    tag: Tag
    rows: range
    columns: range
    name: str

    @property
    def is_head(self) -> bool:
        """Whether it is a header."""
        return self.tag.name == "TH"

    @property
    def heads_rows(self) -> bool:
        """Of a header: whether it heads rows and not columns."""
        return self.tag.source[0].get("scope") in _OF_ROWS


def spans(box: Box) -> Any:
    """How many rows and columns a cell takes."""
    import pydyf

    found = pydyf.Dictionary({"O": "/Table"})
    for name, count in (("ColSpan", box.colspan), ("RowSpan", box.rowspan)):
        if count != 1:
            found[name] = count
    return found


def head_cells(table: int, box: Box, tags: Mapping[Box, Tag]) -> None:
    """Give every header cell of a table a key and a scope, and every cell the headers it stands under."""
    cells = list(_grid(table, _rows(box), tags))
    heads = [cell for cell in cells if cell.is_head]
    for head in heads:
        head.tag.key = head.tag.key or head.name
        head.tag.more["A"]["Scope"] = "/Row" if head.heads_rows else "/Column"
    for cell in cells:
        cell.tag.heads = [head.tag for head in heads if _stands_under(cell, head)]


def _stands_under(cell: _GridCell, head: _GridCell) -> bool:
    if head.heads_rows:
        return head.columns.stop <= cell.columns.start and _meet(head.rows, cell.rows)
    return head.rows.stop <= cell.rows.start and _meet(head.columns, cell.columns)


def _meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


def _grid(table: int, rows: list[Box], tags: Mapping[Box, Tag]) -> Iterator[_GridCell]:
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for box in row.children:
            while (number, column) in taken:
                column += 1
            rows_of = range(number, min(number + box.rowspan, len(rows)))
            columns = range(column, column + box.colspan)
            taken.update((below, beside) for below in rows_of for beside in columns)
            if box in tags:
                yield _GridCell(tags[box], rows_of, columns, f"{table}-{number}-{column}")
            column = columns.stop


def _rows(box: Box) -> list[Box]:
    found: list[Box] = []
    for child in getattr(box, "children", ()):
        found.extend([child] if child.element_tag == "tr" else _rows(child))
    return found
