"""The blocks of an imported document, and the Markdown that they make together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from briefgen.importing.markdown import escape, escape_start, indented, table

_TOP = 2
"""The level of the highest heading in a text: the title is above it."""
_DEEPEST = 6
_NO_MARKS = re.compile(r"[^\\*\[\]<>&`~{|!\n]*")
"""Words that are the same in HTML and in Markdown."""
_DEEPEST_HEAD = 3
_SHORT = 60
"""Letters of a line that a cell has room for."""


class Kind(StrEnum):
    """What a block is."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    MORE = "more"
    """A further paragraph of the item before it."""
    QUOTE = "quote"
    TABLE = "table"
    CAPTION = "caption"
    BOX = "box"
    CONTENTS = "contents"
    """A list of contents or a line of one: pages have no place in the text, so it is left out."""


@dataclass(frozen=True, slots=True)
class ImportedCell:
    """A cell of a table: its paragraphs in Markdown, how many columns and rows it takes, and whether it heads a row.

    An empty paragraph is an empty line that keeps the lines below it beside those of other cells.
    """

    paragraphs: tuple[str, ...] = ()
    columns: int = 1
    rows: int = 1
    is_head: bool = False
    blocks: tuple[ImportedBlock, ...] = ()
    """The blocks that the paragraphs are made of, but for empty ones."""


@dataclass(frozen=True, slots=True)
class ImportedBlock:
    """A block. ``text`` is Markdown within a line; ``level`` that of a heading, from 1, or of an item, from 0.

    ``number`` is that of a numbered item, None for a bullet; ``group`` names the list that an item belongs to.
    ``inner`` is what stands in a box, ``rows`` the cells of a table, whose first ``heads`` rows are its head and
    whose ``text`` is its caption. A table without a head has cells that head its rows.
    """

    kind: Kind
    text: str = ""
    level: int = 0
    number: int | None = None
    group: str = ""
    inner: tuple[ImportedBlock, ...] = ()
    rows: tuple[tuple[ImportedCell, ...], ...] = ()
    heads: int = 1
    size: float = 0.0
    """Of most of its letters, in points; 0 where it is not known."""
    label: str = ""
    """What stood before its caption, such as ``Figure 2``."""
    is_subtitle: bool = False
    """Whether its style says so: such a text below the title is the subtitle."""

    @property
    def held(self) -> tuple[ImportedBlock, ...]:
        """The blocks in a box, or in the cells of a table."""
        return (*self.inner, *(block for row in self.rows for cell in row for block in cell.blocks))


_LINK = re.compile(
    r"\[\^\d+\]|!\[(?:\\.|[^\[\]\\])*+\]\((?:\\.|[^()\\])*+\)(?:\{width=\d+%?\})?"
    r"|\[(?P<words>(?:\\.|[^\[\]\\])*+)\]\((?:\\.|[^()\\])*+\)"
)


def plain(text: str) -> str:
    """Markdown within a line as words: marks out, escapes undone."""
    text = _LINK.sub(lambda found: found["words"] or "", text)
    text = re.sub(r"(?<!\\)(?:\*+|~~|</?(?:su[bp]|em|strong|s)>)", "", text).replace("\\\n", " ")
    return " ".join(re.sub(r"\\(\W)", r"\1", text).split())


def markdown_of(blocks: Sequence[ImportedBlock]) -> str:
    """The blocks as the body of a text, which ends with a line feed; the highest heading is ``##``."""
    levels = [block.level for block in blocks if block.kind is Kind.HEADING]
    shift = _TOP - min(levels, default=_TOP)
    return "\n\n".join(_written(blocks, shift)) + "\n" if blocks else ""


def _written(blocks: Sequence[ImportedBlock], shift: int) -> Iterable[str]:
    items: list[ImportedBlock] = []
    for block in blocks:
        if block.kind is Kind.ITEM or (block.kind is Kind.MORE and items):
            items.append(block)
            continue
        if items:
            yield _list(items)
            items = []
        yield _block(block, shift)
    if items:
        yield _list(items)


def _block(block: ImportedBlock, shift: int) -> str:
    if block.kind is Kind.HEADING:
        return f"{'#' * min(max(block.level + shift, _TOP), _DEEPEST)} {block.text.replace(chr(92) + chr(10), ' ')}"
    if block.kind is Kind.TABLE:
        made = _table(block)
        return f":::{{table}} {block.text}\n\n{made}\n:::" if block.text else made
    if block.kind is Kind.BOX:
        inner = "\n\n".join(_written(block.inner, shift))
        colons = ":" * (3 + _nesting(block))
        return f"{colons}{{box}}\n\n{inner}\n{colons}"
    text = escape_start(block.text)
    return f"> {text.replace(chr(10), chr(10) + '> ')}" if block.kind is Kind.QUOTE else text


def _nesting(block: ImportedBlock) -> int:
    return max((1 + _nesting(each) for each in block.inner if each.kind is Kind.BOX), default=0)


@dataclass(slots=True)
class _Open:
    """A list that is open: at which level, how far its items' text is indented, and the sign that marks them."""

    level: int
    group: str
    mark: str
    indent: int
    number: int | None


def _list(items: Sequence[ImportedBlock]) -> str:
    """Items as lists within lists. Where the numbers do not go on, another sign begins another list."""
    opened: list[_Open] = []
    lines = []
    for item in items:
        while opened and opened[-1].level > item.level and not (item.kind is Kind.MORE and len(opened) == 1):
            opened.pop()
        if item.kind is Kind.MORE:
            indent = opened[-1].indent
            lines += ["", f"{' ' * indent}{indented(escape_start(item.text), indent)}"]
            continue
        same = opened.pop() if opened and opened[-1].level == item.level else None
        indent = opened[-1].indent if opened else 0
        mark = _mark(item, same)
        sign = mark if item.number is None else f"{item.number}{mark}"
        opened.append(_Open(item.level, item.group, mark, indent + len(sign) + 1, item.number))
        if same is not None and same.mark != mark:
            lines.append("")
        lines.append(f"{' ' * indent}{sign} {indented(escape_start(item.text), indent + len(sign) + 1)}")
    return "\n".join(lines)


def _mark(item: ImportedBlock, before: _Open | None) -> str:
    """The sign of an item: that of the list before it where it goes on, else the other of its kind."""
    first, other = ("-", "*") if item.number is None else (".", ")")
    if before is None:
        return first
    goes_on = before.group == item.group if item.number is None else before.number == item.number - 1
    alike = (before.number is None) == (item.number is None)
    if alike and goes_on:
        return before.mark
    return other if before.mark == first else first


def _table(block: ImportedBlock) -> str:
    """A pipe table, or one in HTML where a cell takes several columns or rows, or the head several rows or none."""
    rows, heads = block.rows, block.heads
    if heads == 1 and all(cell.columns == cell.rows == 1 for row in rows for cell in row):
        return table([["\n".join(cell.paragraphs) for cell in row] for row in rows])
    lines = ["<table>"]
    for at, row in enumerate(rows):
        lines.append("<tr>")
        between = "<br>" if any("" in cell.paragraphs for cell in row) else "\n\n"
        for cell in row:
            lines += _html_cell(cell, "th" if at < heads or cell.is_head else "td", between)
        lines.append("</tr>")
    return "\n".join([*lines, "</table>"])


def _html_cell(cell: ImportedCell, name: str, between: str) -> list[str]:
    """A cell with its Markdown between blank lines, where it is read as such; ``between`` parts its paragraphs."""
    spans = (("colspan", cell.columns), ("rowspan", cell.rows))
    given = "".join(f' {attribute}="{count}"' for attribute, count in spans if count > 1)
    words = between.join(cell.paragraphs).strip()
    if _NO_MARKS.fullmatch(words):
        return [f"<{name}{given}>{words}</{name}>"]
    return [f"<{name}{given}>", "", between.join(escape_start(each) for each in cell.paragraphs), "", f"</{name}>"]


def lines_kept(row: Sequence[ImportedCell]) -> tuple[ImportedCell, ...]:
    """A row with the empty lines of its cells where lines stand beside lines, as figures do beside their names.

    Lines that are long enough to be broken stand beside no others.
    """
    cells = [replace(cell, paragraphs=_without_end(cell.paragraphs)) for cell in row]
    several = [cell.paragraphs for cell in cells if len(cell.paragraphs) > 1]
    are_short = all(len(words) <= _SHORT for lines in several for words in lines)
    if are_short and len(several) > 1 and any(len(list(filter(None, lines))) > 1 for lines in several):
        return tuple(cells)
    return tuple(replace(cell, paragraphs=tuple(filter(None, cell.paragraphs))) for cell in cells)


def heads_of(rows: Sequence[Sequence[ImportedCell]], marked: int) -> int:
    """How many rows are the head: those that are marked, and those beside a cell that reaches down among groups."""
    first = rows[0] if rows else ()
    reach = max((cell.rows for cell in first), default=1)
    has_groups = any(cell.columns > 1 for cell in first) and all(cell.columns > 1 or cell.rows > 1 for cell in first)
    below = [words for row in rows[1:reach] for cell in row for words in cell.paragraphs]
    is_head = 1 < reach <= _DEEPEST_HEAD and reach < len(rows) and has_groups and all(len(it) <= _SHORT for it in below)
    return max(marked, reach if is_head else 1)


def _without_end(paragraphs: Sequence[str]) -> tuple[str, ...]:
    last = max((at for at, words in enumerate(paragraphs) if words), default=-1)
    return tuple(paragraphs[: last + 1])


def notes_of(notes: Sequence[Sequence[str]]) -> str:
    """The definitions of notes, numbered from 1; each has its paragraphs in Markdown."""
    found = (
        f"[^{number}]: " + indented("\n\n".join(escape_start(each) for each in paragraphs) or escape(" "), 4)
        for number, paragraphs in enumerate(notes, 1)
    )
    return "\n\n".join(found) + "\n" if notes else ""


def flat(block: ImportedBlock) -> list[str]:
    """A block in a cell, where there is room for lines only."""
    if block.kind is Kind.TABLE:
        return [" / ".join(" ".join(filter(None, cell.paragraphs)) for cell in row) for row in block.rows]
    if block.kind is Kind.CONTENTS:
        return []
    if block.kind is Kind.BOX:
        return [line for inner in block.inner for line in flat(inner)]
    if block.kind is Kind.ITEM:
        return [f"{'•' if block.number is None else f'{block.number}.'} {block.text}"]
    return [block.text]
