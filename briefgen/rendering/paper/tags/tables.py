"""A patch of tables in the tag tree of WeasyPrint 70.0: which headers a cell stands under.

Upstream gives a header that spans columns to the first of them only, counts wrongly below cells that span rows, and
gives headers no headers of their own (rule 7.5-1 of PDF/UA-1). Here they are found anew from the grid, as HTML has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.rendering.paper.tags.tree import Box, Element, is_element

_OF_ROWS = ("row", "rowgroup")


@dataclass(frozen=True, slots=True)
class _GridCell:
    """A cell in the grid: its rows and columns."""

    box: Box
    rows: range
    columns: range

    @property
    def heads_rows(self) -> bool:
        """Of a header: whether it heads rows and not columns."""
        return self.box.element.get("scope") in _OF_ROWS


def mend_table(box: Box, element: Element) -> None:
    """Give every header cell an id and a scope, and every cell the ids of the headers it stands under."""
    import pydyf

    if element.get("S") != "/Table" or not is_element(box):
        return
    table = box.get_wrapped_table() if box.is_table_wrapper else box
    cells = list(_grid(_rows(table)))
    heads = [cell for cell in cells if _is_head(cell.box)]
    for head in heads:
        mark = head.box.mark
        mark["ID"] = pydyf.String(_id(element, head))
        mark["A"]["Scope"] = "/Row" if head.heads_rows else "/Column"
    for cell in cells:
        if headers := [_id(element, head) for head in heads if _stands_under(cell, head)]:
            cell.box.mark["A"]["Headers"] = pydyf.Array([pydyf.String(ident) for ident in headers])
        else:
            cell.box.mark["A"].pop("Headers", None)


def _stands_under(cell: _GridCell, head: _GridCell) -> bool:
    if head.heads_rows:
        return head.columns.stop <= cell.columns.start and _meet(head.rows, cell.rows)
    return head.rows.stop <= cell.rows.start and _meet(head.columns, cell.columns)


def _meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


def _id(element: Element, cell: _GridCell) -> str:
    return f"{element.number}-{cell.rows.start}-{cell.columns.start}"


def _grid(rows: list[Box]) -> Iterator[_GridCell]:
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for box in row.children:
            while (number, column) in taken:
                column += 1
            rows_of = range(number, min(number + box.rowspan, len(rows)))
            columns = range(column, column + box.colspan)
            taken.update((below, beside) for below in rows_of for beside in columns)
            if hasattr(box, "mark"):
                yield _GridCell(box, rows_of, columns)
            column = columns.stop


def _rows(box: Box) -> list[Box]:
    found: list[Box] = []
    for child in getattr(box, "children", ()):
        found.extend([child] if child.element_tag == "tr" else _rows(child))
    return found


def _is_head(box: Box) -> bool:
    return box.element is not None and box.element_tag == "th"
