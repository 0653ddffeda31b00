"""The figures of a sheet with what the head of their column and the words of their row say of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from briefgen.importing.imported import Remark
from briefgen.model.core.diagnostics import few
from briefgen.model.values.quantities import Quantity
from briefgen.reading.files.sheets.delimited import rows_of
from briefgen.reading.files.sheets.workbook import CellKind, Place, SheetCell, Table, address_of

_YEAR = re.compile(r"(?:19|20)\d\d")
_PERIOD = re.compile(r"((?:19|20)\d\d)(?:\s*년도?)?(?:[-./]\s*(\d{1,2})|\s+(\d{1,2})월)?(?:[-./]\s*(\d{1,2}))?")
_TIME_HEADS = re.compile(
    r".*(연도|년도|연월|년월)|(기준)?\s*(시점|일자|년|기간)|年度?|.*\b(years?|fy|date|period|month|ann[ée]e|jahr|año|ejercicio)",
    re.IGNORECASE,
)
_CODE_HEADS = re.compile(
    r".*(코드|번호|순번|연번|순위)|.*\b(code|id|no\.?|rank|lat|lon|latitude|longitude)|(no\.|n°|#).*", re.IGNORECASE
)
_UNIT_HEADS = re.compile(r"단위|units?( of measure)?", re.IGNORECASE)
_NOTE_HEADS = re.compile(r"비고|출처|자료|notes?|remarks?|sources?", re.IGNORECASE)
_UNIT_LINE = re.compile(r"(?:단위|units?)\s*[:：]\s*([^()\[\]]+)", re.IGNORECASE)
_BRACKETS = re.compile(r"(?:(?<!\s)\s+)?[(\[（]([^()\[\]（）]+)[)\]）]")
_MOST_HEADS = 4
_MOST_FILLED = 200_000
_NAMED = 8
"""Cells that a remark names; of more it says how many."""

IsUnit = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class HeadedFigure:
    """``row`` has the words of its row, and of its group before them; ``column`` those of its column's head."""

    place: Place
    figure: Quantity
    row: tuple[str, ...]
    column: tuple[str, ...]
    unit: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class HeadedTable:
    """The figures of a sheet in their order, and what was not taken."""

    figures: tuple[HeadedFigure, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(slots=True)
class _Columns:
    """What each column is for, by its number."""

    heads: dict[int, tuple[str, ...]]
    units: dict[int, str]
    periods: dict[int, str]
    words: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    unit: int = 0
    passed_over: set[int] = field(default_factory=set)


_Rows = list[tuple[int, dict[int, SheetCell]]]


def headed(table: Table, sheet: str, is_unit: IsUnit) -> HeadedTable:
    """The figures of a sheet that has a row of heads. ``is_unit`` tells which words are a unit."""
    rows = list(rows_of(Table(_filled(table))))
    first = next((at for at, (_, cells) in enumerate(rows) if _is_data(cells)), len(rows))
    heads = _heads(rows[:first], rows[first : first + 1])
    where = f"{sheet}!" if sheet else ""
    if not heads or first == len(rows):
        return HeadedTable(
            remarks=(Remark(sheet or "A1", "no row of heads above figures was found, so nothing was taken"),)
        )
    columns = _columns(heads, rows[first:], is_unit)
    said = (it[1] for _, cells in rows[:first] for cell in cells.values() if (it := _UNIT_LINE.search(cell.text)))
    whole = next((words.strip() for words in said if is_unit(words.strip())), "")
    groups = groups_of((row for row in rows if row[0] > heads[-1][0]), columns.words, columns.passed_over)
    figures = tuple(_figures(rows[first:], columns, whole, groups, is_unit))
    return HeadedTable(figures, tuple(_remarks(rows[first:], columns, table, where)))


def _filled(table: Table) -> dict[Place, SheetCell]:
    """The cells, with words in all of the merged cells that show them; a figure stays in its one."""
    cells, room = dict(table.cells), _MOST_FILLED
    for (top, left), (bottom, right) in table.merged:
        cell, area = cells.get((top, left)), (bottom - top + 1) * (right - left + 1)
        if cell is None or not _is_head(cell) or area > room:
            continue
        room -= area
        for row in range(top, bottom + 1):
            cells.update({(row, column): cell for column in range(left, right + 1)})
    return cells


def _is_year(cell: SheetCell) -> bool:
    return cell.kind is CellKind.NUMBER and bool(_YEAR.fullmatch(cell.text))


def _is_head(cell: SheetCell) -> bool:
    return cell.kind in (CellKind.TEXT, CellKind.DATE) or _is_year(cell)


def _is_data(cells: Mapping[int, SheetCell]) -> bool:
    """Tell whether a row has a figure; numbers that follow one another as years do are none."""
    if any(not _is_head(cell) and cell.kind is not CellKind.TRUTH for cell in cells.values()):
        return True
    years = [int(cell.text) for cell in cells.values() if _is_year(cell)]
    return any(not 0 < abs(one - other) <= 10 for one, other in pairwise(years) if one != other)


def _heads(above: _Rows, data: _Rows) -> _Rows:
    """The rows of heads: the last that has several words, and those above it that span as many columns.

    Directly above the figures one word is enough, if it stands farther in than they begin.
    """
    last = [above[-1]] if data and above and min(above[-1][1]) > min(data[0][1]) else []
    rows = [row for row in above if len({cell.text for cell in row[1].values()}) > 1 or row in last]
    if not rows:
        return []
    found = rows[-1:]
    for before, row in list(pairwise(rows[-_MOST_HEADS:]))[::-1]:
        if row[0] - before[0] != 1 or 2 * len(before[1]) < len(row[1]):
            break
        found.insert(0, before)
    return found


def _columns(heads: _Rows, data: _Rows, is_unit: IsUnit) -> _Columns:
    made = _Columns({}, {}, {})
    kinds = _kinds(data)
    for column in sorted({column for _, cells in (*heads, *data) for column in cells}):
        words = dict.fromkeys(cells[column].text for _, cells in heads if column in cells)
        plain, unit = _without_unit(words, is_unit)
        made.periods[column] = next((it for it in map(period_of, plain) if it), "")
        made.heads[column] = tuple(it for it in plain if not period_of(it))
        made.units[column] = unit
        last = plain[-1].replace("_", " ").strip() if plain else ""
        own = kinds.get(column, Counter())
        if _UNIT_HEADS.fullmatch(last):
            made.unit = column
        elif _is_time(last, column, data):
            made.times.append(column)
        elif own[CellKind.TEXT] * 2 > own.total() and not _NOTE_HEADS.fullmatch(last):
            made.words.append(column)
        elif _CODE_HEADS.fullmatch(last) or _NOTE_HEADS.fullmatch(last) or (not words and _counts_rows(column, data)):
            made.passed_over.add(column)
    figures = [it for it in kinds if it not in (*made.words, *made.times, made.unit, *made.passed_over)]
    before = [it for it in made.words if it < min(figures, default=0)]
    made.passed_over.update(set(made.words) - set(before) if before else ())
    made.words = before or made.words
    codes = [it for it in made.words if _CODE_HEADS.fullmatch(" ".join(made.heads[it][-1:]).replace("_", " "))]
    if len(codes) < len(made.words):
        made.passed_over.update(codes)
        made.words = [it for it in made.words if it not in codes]
    if not (made.words or made.times) and (key := min(figures, default=0)):
        _take_key(key, data, made)
    return made


def _take_key(column: int, data: _Rows, made: _Columns) -> None:
    """Without words or dates the first numbers name the rows, if nearly all are years or follow one another."""
    cells = [row[column] for _, row in data if column in row]
    most = 0.9 * len(data)
    amounts = _amounts(column, data)
    steps = [other - one for one, other in pairwise(amounts)]
    if sum(map(_is_year, cells)) >= most:
        made.times.append(column)
    elif len(amounts) >= max(most, 2) and (min(steps) > 0 or max(steps) < 0) and all(it == int(it) for it in amounts):
        made.words.append(column)


def _counts_rows(column: int, data: _Rows) -> bool:
    """Tell whether a column has the numbers 0, 1, 2 … of its rows."""
    amounts = _amounts(column, data)
    return len(amounts) > 1 and all(other - one == 1 for one, other in pairwise(amounts))


def _amounts(column: int, data: _Rows) -> list[Decimal]:
    figures = (row[column].figure for _, row in data if column in row)
    return [figure.amount for figure in figures if figure is not None]


def _kinds(data: _Rows) -> dict[int, Counter[CellKind]]:
    kinds: dict[int, Counter[CellKind]] = {}
    for _, cells in data:
        for column, cell in cells.items():
            kinds.setdefault(column, Counter())[cell.kind] += 1
    return kinds


def _is_time(head: str, column: int, data: _Rows) -> bool:
    """Tell whether a column says when: its head does, or it has dates alone."""
    cells = [row[column] for _, row in data if column in row]
    timed = sum(bool(period_of(cell.text)) for cell in cells)
    if _TIME_HEADS.fullmatch(head) and not period_of(head):
        return 2 * timed > len(cells)
    return bool(cells) and all(cell.kind is CellKind.DATE for cell in cells)


def period_of(words: str) -> str:
    """``2025년``, ``2025. 4`` or ``2025-04-11`` as a date is typed; empty for other words."""
    found = _PERIOD.fullmatch(words.strip().rstrip("."))
    if found is None:
        return ""
    month, day = found[2] or found[3] or "", found[4] or ""
    if (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= 31):
        return ""
    return "-".join(filter(None, (found[1], month.zfill(2) if month else "", day.zfill(2) if day else "")))


def _without_unit(words: Iterable[str], is_unit: IsUnit) -> tuple[list[str], str]:
    """The words without a unit in brackets, and the unit."""
    plain, unit = list[str](), ""
    for each in words:
        found = next((it for it in _BRACKETS.finditer(each) if is_unit(it[1].strip())), None)
        if found is not None:
            unit = found[1].strip()
            each = (each[: found.start()] + each[found.end() :]).strip()
        plain.append(" ".join(each.split()))
    return [it for it in plain if any(map(str.isalnum, it)) or it == "%"], unit


def _figures(
    data: _Rows, columns: _Columns, whole: str, groups: Mapping[int, str], is_unit: IsUnit
) -> Iterator[HeadedFigure]:
    for number, cells in data:
        said = (_name(cells[column], columns.heads[column]) for column in columns.words if column in cells)
        words, its_unit = _without_unit(dict.fromkeys((groups.get(number, ""), *said)), is_unit)
        when = next((it for column in columns.times if column in cells and (it := period_of(cells[column].text))), "")
        named = cells[columns.unit].text if columns.unit in cells else ""
        for column, cell in cells.items():
            if cell.figure is None or not _has_figures(column, columns):
                continue
            unit = named or columns.units[column] or its_unit or whole
            period = columns.periods[column] or when
            yield HeadedFigure((number, column), cell.figure, tuple(words), columns.heads[column], unit, period)


def _name(cell: SheetCell, head: Sequence[str]) -> str:
    """Return what a cell calls its row; a number alone says nothing without its head."""
    if not any(map(str.isalnum, cell.text)):
        return ""
    return " ".join((*head, cell.text)) if cell.kind is CellKind.NUMBER else cell.text


def _has_figures(column: int, columns: _Columns) -> bool:
    return column not in (*columns.words, *columns.times, columns.unit, *columns.passed_over)


def _remarks(data: _Rows, columns: _Columns, table: Table, where: str) -> Iterator[Remark]:
    lost: dict[str, list[Place]] = {}
    for number, cells in data:
        here = {at: cell for at, cell in cells.items() if (number, at) in table.cells and at not in columns.passed_over}
        is_note = len(here) == 1 and all(cell.kind is CellKind.TEXT for cell in here.values())
        for column, cell in here.items():
            without = cell.kind in (CellKind.ERROR, CellKind.UNCALCULATED)
            if without or (cell.kind is not CellKind.NUMBER and _has_figures(column, columns) and not is_note):
                lost.setdefault(_what(cell), []).append((number, column))
    for first, _ in sorted(table.merged):
        top = table.cells.get(first)
        if top is not None and top.kind is CellKind.NUMBER and first[0] >= data[0][0]:
            lost.setdefault("merged with others: its figure was taken for this cell alone", []).append(first)
    for what, places in lost.items():
        yield Remark(where + few(map(address_of, places), _NAMED), what)


def _what(cell: SheetCell) -> str:
    if cell.kind is CellKind.ERROR:
        return f"an error, {cell.text[:40]}: not taken"
    if cell.kind is CellKind.UNCALCULATED:
        return "a formula without a saved value: not taken; open and save the file in a spreadsheet program"
    return f"{cell.kind.value}, not a figure: not taken"


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
