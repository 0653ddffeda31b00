"""Tables as text: CSV and TSV, in UTF-8 or, as a Korean Excel saves them, CP949; values parted by , ; or a tab."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from itertools import islice

from briefgen.model.values.parsing import MAX_DIGITS
from briefgen.model.values.quantities import PERCENT, Quantity
from briefgen.reading.files.archive import UnreadableDocumentError
from briefgen.reading.files.sheets.workbook import MOST_CELLS, CellKind, SheetCell, Table

_MOST_BYTES = 20_000_000
_DELIMITERS = ",;\t"
_LOOKED_AT = 50
"""Lines by which the delimiter is recognised."""
_NUMBER = re.compile(
    r"(?P<sign>[-+−]?)(?P<whole>\d{1,3}(?:(?P<mark>[,\u00a0\u202f' ])\d{3})(?:(?P=mark)\d{3})*|\d+)(?:\.(?P<rest>\d+))?"
    r"\s*(?P<unit>%?)"
)
_COMMA = re.compile(r"(?P<sign>[-+−]?)(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<rest>\d+))?\s*(?P<unit>%?)")
_SURE = re.compile(r"[-+−]?\d+(?:\.\d{3})*,(?:\d{1,2}|\d{4,})\s*%?")
"""A comma that can only be a decimal one."""
_POINT = re.compile(r"[-+−]?[\d,]*\.(\d{1,2}|\d{4,})\s*%?")
_UNSURE = re.compile(r"[-+−]?\d{1,3}(?:[.,]\d{3})+\s*%?")
_DATE = re.compile(
    r"[12]\d{3}([-/.]) ?\d{1,2}(\1 ?\d{1,2})?\.?( \d{1,2}:\d\d(:\d\d)?)?|\d{1,2}(?P<sign>[/.])\d{1,2}(?P=sign)[12]\d{3}"
)
_MARKS = {True: "a comma as decimal mark", False: "a point as decimal mark", None: "no sure decimal mark"}
_ERROR = re.compile(r"#(REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)")
_FORMULA = re.compile(r"=[A-Z(+\-\d$]", re.IGNORECASE)


def read_delimited(content: bytes, *, is_tsv: bool = False) -> Table:
    """The cells of a file of text. Raises UnreadableDocumentError for what is not one."""
    if len(content) > _MOST_BYTES:
        raise UnreadableDocumentError(f"it is larger than {_MOST_BYTES // 1_000_000} MB")
    text = _decoded(content)
    delimiter = "\t" if is_tsv and "\t" in text else _delimiter(text)
    rows = _rows(text, delimiter)
    commas = _decimal_commas(rows, delimiter)
    made = (((at, column), _cell(words.strip(), commas)) for at, row in rows for column, words in enumerate(row, 1))
    between = "tabs" if delimiter == "\t" else delimiter
    marks = f"with {between} between columns and {_MARKS[commas]}" if commas or delimiter == ";" else ""
    return Table({place: cell for place, cell in made if cell.text}, marks=marks)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp949")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise UnreadableDocumentError("it is not text in UTF-8 or CP949; save it as “CSV UTF-8”")


def _rows(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Number and values of each row; the number is the one that a spreadsheet program shows."""
    rows, cells, number = list[tuple[int, list[str]]](), 0, 0
    try:
        for number, row in enumerate(csv.reader(StringIO(text, newline=""), delimiter=delimiter), 1):
            cells += len(row) or 1
            if cells > MOST_CELLS:
                raise UnreadableDocumentError(f"it has more than {MOST_CELLS:,} cells or rows")
            if row:
                rows.append((number, row))
    except csv.Error as problem:
        raise UnreadableDocumentError(f"it is not a table in row {number + 1}: {problem}") from problem
    return rows


def _delimiter(text: str) -> str:
    """The delimiter that cuts most lines into as many values."""
    lines = [line for line in islice(StringIO(text, newline=""), _LOOKED_AT) if line.strip()]

    def score(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        except csv.Error:
            return 0, 0
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual), usual) if usual > 1 else (0, 0)

    return max(_DELIMITERS, key=score)


def _decimal_commas(rows: list[tuple[int, list[str]]], delimiter: str) -> bool | None:
    """Tell whether 1,5 is one and a half here; None where nothing says which of the two 1,234 is.

    Between commas it is only where every number of the file allows it: there 1,5 may be two notes.
    """
    values = [words.strip() for _, row in rows for words in row]
    points = any(_POINT.fullmatch(words) for words in values)
    if any(_SURE.fullmatch(words) for words in values):
        return delimiter != "," or not (points or any(_UNSURE.fullmatch(words) for words in values))
    return None if delimiter == ";" and not points else False


def _cell(words: str, commas: bool | None) -> SheetCell:
    if _ERROR.fullmatch(words):
        return SheetCell(CellKind.ERROR, words)
    if _FORMULA.match(words):
        return SheetCell(CellKind.UNCALCULATED, words)
    if _DATE.fullmatch(words) and not (commas and _COMMA.fullmatch(words)):
        return (
            SheetCell(CellKind.DATE, words)
            if not re.fullmatch(r"[12]\d{3}\.\d{1,2}", words)
            else _number(words, commas)
        )
    return _number(words, commas)


def _number(words: str, commas: bool | None) -> SheetCell:
    found = (_COMMA if commas else _NUMBER).fullmatch(words)
    unsure = commas is None and _UNSURE.fullmatch(words)
    if found is None or unsure or re.match(r"[-+−]?0\d", words):  # 01234 is a code
        return SheetCell(CellKind.TEXT, words)
    whole, rest = re.sub(r"\D", "", found["whole"]), found["rest"] or ""
    if len(whole) + len(rest) > MAX_DIGITS:
        return SheetCell(CellKind.TEXT, words)
    amount = Decimal(f"{'-' if found['sign'] in ('-', '−') else ''}{whole}{'.' if rest else ''}{rest}")
    unit = PERCENT if found["unit"] else ""
    return SheetCell(CellKind.NUMBER, words, Quantity(amount, 0, unit, signed=found["sign"] == "+"))


def rows_of(table: Table) -> Iterator[tuple[int, dict[int, SheetCell]]]:
    """The rows of a table that are not empty, in order: number, and cells by column."""
    rows: dict[int, dict[int, SheetCell]] = {}
    for (row, column), cell in sorted(table.cells.items()):
        rows.setdefault(row, {})[column] = cell
    yield from rows.items()
