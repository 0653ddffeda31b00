"""How small a table is set on paper: of many columns, or of wide ones, in steps until its words have room."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from briefgen.language.lines.eojeol import HANGUL
from briefgen.model.core.document import BLOCK_KINDS, Node
from briefgen.rendering.html.figure_words import em_width

_STEPS = ((9.2, 7.0), (8.4, 5.0), (7.6, 4.0), (6.8, 3.0), (6.0, 2.4))
"""Type and the room between two columns in points, as print.css sets them."""
_ROOM = 478.0
"""Points of a line of 174 mm, less what widths that are rough may be out by."""
_MANY = (9, 13)
"""With so many columns a table is set at least a step smaller, and two, also where words would have room."""
_MONO = 0.6
"""Ems of a letter of code."""
_EOJEOL, _SIGNS = 6.0, 2.0
"""Ems that must stay in one line of Korean, and of a script without blanks."""
_ROWS, _CELLS = frozenset({"row", "tr"}), frozenset({"cell", "td", "th"})
_BREAK = re.compile(r"[ \t\n\u200b]+|(?<=[-–/])(?=\D)")
_KOREAN = re.compile(f"[{HANGUL}]")
_UNSPACED = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")


def is_table(part: Node) -> bool:
    """Tell whether it is a table, of Markdown or of raw HTML."""
    return "table" in (part.kind, part.get("tag"))


def cells_of(part: Node) -> Iterator[Node]:
    """The cells of a table; not those of a table in one of them."""
    for child in part.children:
        if _name(child) in _CELLS:
            yield child
        elif not is_table(child):
            yield from cells_of(child)


def sized(table: Node) -> Node:
    """The table with the class of its step, unless it has room as others are set.

    In the last step words break anywhere; cells of figures alone are then marked, so that figures do not.
    """
    widths = _column_widths(table)
    least = sum(len(widths) >= many for many in _MANY)
    fitting = (at for at, (size, gap) in enumerate(_STEPS) if sum(widths) * size + (len(widths) - 1) * gap <= _ROOM)
    step = max(least, next(fitting, len(_STEPS)))
    if step == len(_STEPS):
        table = table.map(_with_whole_figures)
    return _with_class(table, f"small small-{step}") if step else table


def _with_whole_figures(part: Node) -> Node:
    said = part.plain() if _name(part) in _CELLS else ""
    is_figure = any(map(str.isdigit, said)) and not any(map(str.isalpha, said))
    return _with_class(part, "whole") if is_figure else part


def _with_class(part: Node, name: str) -> Node:
    return part.with_attrs(**{"class": f"{part.get('class')} {name}".strip()})


def _column_widths(table: Node) -> list[float]:
    """The ems that no line of a column can do without; cells over several columns take what is there."""
    widths: defaultdict[int, float] = defaultdict(float)
    below: Counter[int] = Counter()
    for row in _rows(table):
        column = 0
        taken = {at for at, rows in below.items() if rows > 0}
        below.subtract(taken)
        for cell in cells_of(row):
            while column in taken:
                column += 1
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            covered = range(column, column + across)
            below.update(dict.fromkeys(covered, down - 1))
            for at in covered:
                widths[at] = max(widths[at], _least_width(cell) if across == 1 else 0)
            column += across
    return [widths[at] for at in sorted(widths)]


def _rows(part: Node) -> Iterator[Node]:
    for child in part.children:
        if _name(child) in _ROWS:
            yield child
        elif not is_table(child):
            yield from _rows(child)


def _name(part: Node) -> str:
    return part.get("tag") or part.kind


def _span(cell: Node, name: str) -> int:
    given = cell.get(name)
    return max(1, min(int(given), 100)) if given.isascii() and given.isdigit() else 1


def _least_width(part: Node) -> float:
    if any(child.kind in BLOCK_KINDS for child in part.children):
        return max(map(_least_width, part.children))
    code = (len(word) * _MONO for it in part.walk() if it.kind == "literal" for word in _BREAK.split(it.text))
    return max(*map(_unbroken, _BREAK.split(part.plain())), *code, 0.0)


def _unbroken(word: str) -> float:
    """The ems of a word, or of what stays together of one that may break."""
    if _KOREAN.search(word):
        return min(em_width(word), _EOJEOL)
    return min(em_width(word), _SIGNS) if _UNSPACED.search(word) else em_width(word)
