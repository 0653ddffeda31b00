"""The groups of a sheet: rows that only name what the rows below them are of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from briefgen.reading.files.sheets.workbook import CellKind, SheetCell

_LONGEST = 100
_NO_GROUP = re.compile(r"[※*]|(?:notes?|sources?|units?|주석?|비고|출처|자료|단위)\s*\d*\s*[).:：]", re.IGNORECASE)
_OF_ALL = re.compile(r"(?:grand|overall) total|total general|gesamtsumme|총\s*(?:합\s*)?계|총액|전체", re.IGNORECASE)
"""What a row of the whole table is called, which stands below the last group and is not of it."""


def groups_of(
    rows: Iterable[tuple[int, Mapping[int, SheetCell]]], words: Collection[int], passed_over: Collection[int]
) -> dict[int, str]:
    """The group of each row with figures, by the number of the row; ``words`` are the columns that name rows.

    An empty row below figures ends a group.
    """
    found: dict[int, str] = {}
    group, last, has_figures = "", 0, False
    for number, cells in rows:
        here = {column: cell for column, cell in cells.items() if column not in passed_over}
        if has_figures and number > last + 1:
            group = ""
        if named := _group_in(here, words):
            group, has_figures = named, False
        elif any(cell.figure is not None for cell in here.values()):
            has_figures = True
            if group and not any(_OF_ALL.fullmatch(here[column].text.strip()) for column in words if column in here):
                found[number] = group
        last = number
    return found


def _group_in(cells: Mapping[int, SheetCell], words: Collection[int]) -> str:
    """The words of a row that has nothing else, where its labels stand; empty for another row."""
    texts = {cell.text.strip() for cell in cells.values()}
    if len(texts) != 1 or min(cells) not in words or any(cell.kind is not CellKind.TEXT for cell in cells.values()):
        return ""
    (text,) = texts
    is_named = len(text) <= _LONGEST and any(map(str.isalpha, text)) and not text.endswith((".", "。"))
    return text if is_named and not _NO_GROUP.match(text) else ""
