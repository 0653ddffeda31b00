"""Tables as an Excel workbook that can be read aloud: one table a sheet, each with a row of heads, nothing merged."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from briefgen.rendering.office.package import clean, zipped

LONGEST_CELL = 32_767
"""Characters that a cell can hold."""
_FIRST_MEMBER = "[Content_Types].xml"
_CORE = "docProps/core.xml"
_FORMULA_SIGNS = ("=", "+", "-", "@")
_MOST_DIGITS = 15
_GROUPED_FROM = 10_000
_MARGIN = 0.5
"""Inches on paper."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column; what it may hold is one of the ``choices``, if there are any."""

    head: str
    width: int = 16
    choices: tuple[str, ...] = ()
    is_number: bool = False
    """Whether plain numbers in it are written as numbers, with which a spreadsheet can calculate."""


@dataclass(frozen=True, slots=True)
class OfficeSheet:
    """A sheet: lines of text above its one table; without them the heads stay in sight."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[Sequence[str]]
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeWorkbook:
    """The sheets with what the file says of itself."""

    title: str
    subject: str
    author: str
    lang: str
    day: date
    sheets: tuple[OfficeSheet, ...]


def workbook(made: OfficeWorkbook) -> bytes:
    """The file; the same sheets give the same bytes."""
    import xlsxwriter

    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(held, options)
    created = datetime(made.day.year, made.day.month, made.day.day)
    said = {"title": made.title, "subject": made.subject, "author": made.author}
    book.set_properties({name: clean(words) for name, words in said.items()} | {"created": created})
    looks = _Looks(book)
    for sheet in made.sheets:
        _SheetWriter(book.add_worksheet(sheet.name), sheet, looks).write()
    book.close()
    return _with_language(held.getvalue(), made.lang)


def _with_language(content: bytes, lang: str) -> bytes:
    """The library has no place for the language in which the heads are."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    end = b"</cp:coreProperties>"
    files[_CORE] = files[_CORE].replace(end, f"<dc:language>{lang}</dc:language>".encode() + end)
    return zipped(files, _FIRST_MEMBER)


@dataclass(slots=True)
class _Looks:
    """The formats of cells, each made once."""

    book: Any
    known: dict[Mapping[str, Any] | tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def get(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self.known:
            self.known[key] = self.book.add_format({"valign": "top", **look})
        return self.known[key]


@dataclass(slots=True)
class _SheetWriter:
    place: Any
    sheet: OfficeSheet
    looks: _Looks

    def write(self) -> None:
        sheet, first = self.sheet, len(self.sheet.above) + bool(self.sheet.above)
        last = first + max(len(sheet.rows), 1)
        for number, line in enumerate(sheet.above):
            self.place.write_string(number, 0, clean(line), self.looks.get(bold=number == 0))
        heads = [{"header": clean(it.head)} for it in sheet.columns]
        style = {"name": sheet.name.lower(), "columns": heads, "style": "Table Style Light 15"}
        self.place.add_table(first, 0, last, len(heads) - 1, style)
        for at, column in enumerate(sheet.columns):
            self.place.set_column(at, at, column.width)
            if column.choices:
                rule = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
                self.place.data_validation(first + 1, at, last, at, rule)
        for number, row in enumerate(sheet.rows, first + 1):
            for at, (column, words) in enumerate(zip(sheet.columns, row, strict=True)):
                self._cell(number, at, column, words)
        self._on_paper(first, last)

    def _cell(self, row: int, at: int, column: SheetColumn, words: str) -> None:
        number = _number(words) if column.is_number else None
        if number is not None:
            self.place.write_number(row, at, float(number), self.looks.get(num_format=_format(number)))
        elif words:
            # A text format keeps what is typed there later a text; the sign keeps what is there from being a formula.
            look: dict[str, Any] = {} if column.is_number else {"num_format": "@"}
            if words.startswith(_FORMULA_SIGNS):
                look["quote_prefix"] = True
            self.place.write_string(row, at, clean(words), self.looks.get(text_wrap=True, **look))
        else:
            look = {"num_format": "General" if column.is_number else "@"}
            self.place.write_blank(row, at, None, self.looks.get(text_wrap=True, **look))

    def _on_paper(self, first: int, last: int) -> None:
        if not self.sheet.above:
            self.place.freeze_panes(first + 1, 1)
        self.place.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
        self.place.set_landscape()
        self.place.set_paper(9)
        self.place.set_margins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self.place.fit_to_pages(1, 0)
        self.place.repeat_rows(first)


def _number(words: str) -> Decimal | None:
    """A plain number that a spreadsheet holds as it is; None for all else, such as ``~80`` or ``3-5``."""
    digits = words.removeprefix("-").replace(".", "", 1)
    if not digits.isascii() or not digits.isdigit() or len(digits) > _MOST_DIGITS:
        return None
    number = Decimal(words)
    return None if words.startswith("-0") and not number else number


def _format(number: Decimal) -> str:
    """A format that shows the digits as they are; ``General`` where it does, so that other digits are shown too."""
    decimals = max(0, -int(number.as_tuple().exponent))
    grouped = abs(number) >= _GROUPED_FROM
    if not grouped and (not decimals or number.as_tuple().digits[-1]):
        return "General"
    return ("#,##0" if grouped else "0") + ("." + "0" * decimals if decimals else "")
