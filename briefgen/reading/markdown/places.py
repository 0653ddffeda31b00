"""From a position in what the parser sees to a line and column of the author's file."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from briefgen.model.core.diagnostics import Span


@dataclass(frozen=True, slots=True)
class BodyText:
    """The body of a text; ``first_line`` is the line of the file it begins on."""

    path: str
    lines: tuple[str, ...]
    first_line: int = 1
    whole: Span | None = None
    """Where all of it is, when no author has written it."""

    def block(self, index: int) -> Span:
        """The place of a block that begins on line ``index`` (from 0) of the body."""
        line = self.line(index)
        return self.at(index, len(line) - len(line.lstrip()))

    def at(self, index: int, column: int) -> Span:
        """The place of a character; both count from 0."""
        return self.whole or Span(self.path, self.first_line + index, column + 1)

    def line(self, index: int) -> str:
        """The text of a line; empty past the end."""
        return self.lines[index] if 0 <= index < len(self.lines) else ""


@dataclass(slots=True)
class Places:
    """Places in the inline text of one block, whose first line is line ``first`` of the body.

    ``after`` is the column to search from: cells of a table share a line.
    """

    source: BodyText
    first: int
    content: str
    after: int = 0
    _starts: list[int] = field(init=False)
    _indents: list[int] = field(init=False)
    """Where each line of the content begins in its line of the source."""

    def __post_init__(self) -> None:
        self._starts, self._indents = [0], []
        for number, line in enumerate(self.content.split("\n")):
            self._starts.append(self._starts[-1] + len(line) + 1)
            found = self.source.line(self.first + number).find(line, self.after if number == 0 else 0)
            self._indents.append(max(found, 0))

    def at(self, position: int) -> Span:
        """The place of the character at ``position`` of the content."""
        number = bisect_right(self._starts, position, 0, len(self._starts) - 1) - 1
        return self.source.at(self.first + number, self._indents[number] + position - self._starts[number])

    def within(self, position: int, content: str) -> Places:
        """Places in ``content``, a part of this text that was parsed by itself."""
        span = self.at(position)
        return Places(self.source, span.line - self.source.first_line, content, span.column - 1)

    @property
    def end(self) -> int:
        """The column of the source where the first line of the content ends."""
        line = self.content.split("\n", 1)[0]
        return max(self.source.line(self.first).find(line, self.after), self.after) + len(line)
