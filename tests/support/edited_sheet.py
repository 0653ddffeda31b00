"""A workbook of the ledger as somebody sends it back: its rows, changed, in a new file."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from briefgen.reading.files.sheets.delimited import rows_of
from briefgen.reading.files.sheets.workbook import Workbook
from support.office import sheet_rows, xlsx

Rows = list[dict[str, str]]
"""The facts by their columns; a text that begins with ``<c`` is a whole cell."""
FACTS, NOTES = "Facts", "Notes"


def facts_in(content: bytes) -> Rows:
    """The rows of the table of facts."""
    (_, heads), *rows = rows_of(Workbook(content).table(FACTS))
    return [{head.text: row[at].text if at in row else "" for at, head in heads.items()} for _, row in rows]


def notes_in(content: bytes) -> list[str]:
    """The first column of the notes."""
    return [row[1].text for _, row in rows_of(Workbook(content).table(NOTES))]


def sent_back(content: bytes, change: Callable[[Rows], object], *, again: bool = False) -> bytes:
    """The workbook with rows as ``change`` leaves them; ``again``: with a copy of their sheet."""
    rows = facts_in(content)
    heads = list(rows[0])
    change(rows)
    table = sheet_rows(tuple(heads), *(tuple(_cell(row.get(it, "")) for it in heads) for row in rows))
    notes = sheet_rows(*((escape(it),) for it in notes_in(content)))
    return xlsx({NOTES: notes, FACTS: table} | ({f"{FACTS} (2)": table} if again else {}))


def _cell(words: str) -> str | None:
    return words if words.startswith("<c") else escape(words) or None


def row(rows: Rows, key: str) -> dict[str, str]:
    """The row of a fact."""
    (found,) = [it for it in rows if it["key"] == key]
    return found
