"""The parts of a brief as lines of Markdown or of plain text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from briefgen.language.lines.columns import columns_of
from briefgen.rendering.office.handoff import (
    HandoffBox,
    HandoffCell,
    HandoffParagraph,
    HandoffPart,
    HandoffRun,
    HandoffStyle,
    HandoffTable,
)
from briefgen.rendering.office.plain.inline import PlainLine, fence_of

_STEP = "   "
_HEADS = {HandoffStyle.TITLE: "=", HandoffStyle.HEADING: "-"}
"""What stands below headings of plain text, and how much of it at most."""
_WIDEST = 72
_BOXES = {"☐": "[ ]", "☑": "[x]"}
"""How Markdown has the boxes of task lists."""
_STRONG = frozenset({HandoffStyle.LABEL, HandoffStyle.CAPTION})


@dataclass(slots=True)
class PlainBlocks:
    """Writes the parts of one brief; notes are gathered on the way and stand at the end."""

    line: PlainLine
    notes: str
    """What their heading says."""
    _items: dict[int, int] = field(default_factory=dict)
    """The number of the next item of each list."""

    def write(self, parts: tuple[HandoffPart, ...]) -> str:
        """All parts with a blank line between them, then the notes."""
        return "\n\n".join(filter(None, (self._blocks(parts), *self._notes()))) + "\n"

    def _blocks(self, parts: tuple[HandoffPart, ...]) -> str:
        """The parts with a blank line between them; the items of a list follow each other."""
        said, after_item = "", False
        for part in parts:
            if isinstance(part, HandoffParagraph):
                made = self._paragraph(part)
            elif isinstance(part, HandoffTable):
                made = self._table(part)
            else:
                made = self._box(part)
            if made.strip():
                said += ("\n" if after_item and _is_item(part) else "\n\n" if said else "") + made
                after_item = _is_item(part)
        return said

    def _notes(self) -> Iterator[str]:
        """The notes that the text has called; one may call others."""
        if self.line.notes:
            heading = HandoffParagraph("", HandoffStyle.HEADING, (HandoffRun(self.notes),), level=1)
            yield self._paragraph(heading)
        number = 0
        while number < len(self.line.notes):
            said = " ".join(self.line.words(it.runs) for it in self.line.notes[number])
            number += 1
            yield f"[^{number}]: {said}" if self.line.marked else f"({number}) {said}"

    def _paragraph(self, part: HandoffParagraph) -> str:
        words = self.line.words(part.runs)
        if part.style is HandoffStyle.RULE:
            return "---" if self.line.marked else ""
        if part.style is HandoffStyle.PICTURE and not self.line.marked:
            return " ".join(f"[{run.picture.alt}]" for run in part.runs if run.picture and run.picture.alt)
        if part.list is not None:
            return self._item(part, words)
        set_in = _STEP * (part.level + part.indent) if part.indent else ""
        if part.style is HandoffStyle.CODE:
            lines = "".join("\n" if run.words == "\n" else run.words for run in part.runs)
            fence = fence_of(lines, 3)
            words = f"{fence}\n{lines}\n{fence}" if self.line.marked else lines
        elif self.line.marked:
            words = _styled(part, words)
        elif part.style in _HEADS:
            words = f"{words}\n{_HEADS[part.style] * min(columns_of(words), _WIDEST)}"
        return "\n".join(f"{set_in}{line}" for line in words.split("\n"))

    def _item(self, part: HandoffParagraph, words: str) -> str:
        assert part.list is not None
        number = self._items.get(part.list.number, part.list.start)
        self._items[part.list.number] = number + 1
        mark = f"{number}." if part.list.ordered else "-"
        if self.line.marked and words[1:2] in ("", " "):
            words = _BOXES.get(words[:1], words[:1]) + words[1:]
        set_in = _STEP * part.level
        return f"{set_in}{mark} {words}".replace("\n", f"\n{set_in}{_STEP}")

    def _box(self, box: HandoffBox) -> str:
        inside = self._blocks(box.parts)
        return "\n".join(f"> {line}".rstrip() for line in inside.split("\n")) if self.line.marked else inside

    def _table(self, table: HandoffTable) -> str:
        rows = [[self._cell(cell) if cell else "" for cell in row] for row in _grid(table)]
        if not rows or not self.line.marked:
            return "\n".join("\t".join(row) for row in rows)
        if not table.heads:
            rows.insert(0, [""] * len(rows[0]))
        rows.insert(max(1, table.heads), ["---"] * len(rows[0]))
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def _cell(self, cell: HandoffCell) -> str:
        said = (self.line.words(it.runs) for it in cell.paragraphs)
        if self.line.marked:
            return "<br>".join(said).replace("\\\n", "<br>").replace("\n", " ").replace("|", "\\|")
        return " ".join(said).replace("\n", " ").replace("\t", " ")


def _is_item(part: HandoffPart) -> bool:
    return isinstance(part, HandoffParagraph) and part.list is not None


def _styled(part: HandoffParagraph, words: str) -> str:
    if part.style is HandoffStyle.TITLE:
        return f"# {words}"
    if part.style is HandoffStyle.HEADING:
        return f"{'#' * min(part.level + 1, 6)} {words}"
    if part.style in _STRONG:
        return f"**{words}**" if words and "**" not in words else words
    return f"> {words}".replace("\n", "\n> ") if part.style is HandoffStyle.QUOTE else words


def _grid(table: HandoffTable) -> list[list[HandoffCell | None]]:
    """Rows of equal length; None stands where a cell from above or from the left goes on."""
    filled: dict[tuple[int, int], HandoffCell | None] = {}
    for at, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while (at, column) in filled:
                column += 1
            for below in range(min(cell.rows, len(table.rows) - at)):
                for beside in range(cell.columns):
                    filled[at + below, column + beside] = None
            filled[at, column] = cell
    width = max((column for _, column in filled), default=0) + 1
    return [[filled.get((at, column)) for column in range(width)] for at in range(len(table.rows))]
