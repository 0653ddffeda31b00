"""Where a text stands in a file, what it says there, and how other words are written in its place."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

import yaml
from yaml.error import Mark
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from briefgen.handouts.translating.pieces import Piece, PieceKind, edges, joined, rewritten
from briefgen.importing.markdown import escape, escape_start
from briefgen.model.core.diagnostics import Span


class SlotKind(StrEnum):
    """What is written in a slot."""

    MARKDOWN = "markdown"
    CAPTION = "caption"
    """A line in which only facts are called by name."""
    QUOTED = "quoted"
    """What an image is described with."""
    YAML = "yaml"
    LIST = "list"
    """A list of YAML, as one text with semicolons."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of a file: from ``start`` to ``end``, in characters of the text as it is read."""

    kind: SlotKind
    span: Span
    start: int
    end: int
    pieces: tuple[Piece, ...]
    prefix: str = ""
    """What lines after the first begin with."""
    style: str = ""
    """The quotation marks, or the style of a scalar of YAML."""
    in_flow: bool = False
    """Whether it stands between the braces or brackets of YAML."""

    def written(self, now: Sequence[Piece], known: Sequence[Piece] = ()) -> str | None:
        """What to write in it; None for words that cannot be written there. ``known`` are marks of the other text."""
        pieces = [*self.pieces, *(it for it in known if it.kind is not PieceKind.WORDS)]
        spelled = {SlotKind.MARKDOWN: escape, SlotKind.QUOTED: _escaped}.get(self.kind, _as_it_is)
        before, after = edges(self.pieces)
        made = f"{before}{rewritten(now, pieces, spelled)}{after}"
        if self.kind is SlotKind.MARKDOWN:
            if (first := next(iter(joined(now)), None)) and first.kind is PieceKind.WORDS and first not in pieces:
                made = escape_start(made)
            return made.replace("\n", f"\n{self.prefix}")
        if self.kind in (SlotKind.CAPTION, SlotKind.QUOTED):
            return made
        if self.kind is SlotKind.LIST:
            return "[" + ", ".join(_quoted(it.strip()) for it in made.split(";") if it.strip()) + "]"
        return scalar(made, self.style, in_flow=self.in_flow)


_BACKSLASHED = re.compile(r"[\\\[\]`*_<\"']")


def _as_it_is(said: str) -> str:
    return said


def _escaped(said: str) -> str:
    return _BACKSLASHED.sub(r"\\\g<0>", said)


def _quoted(said: str) -> str:
    return said if _reads_as(said, said, in_flow=True) else json.dumps(said, ensure_ascii=False)


def scalar(said: str, style: str, *, in_flow: bool) -> str | None:
    """A text as YAML in one line, in the style that it had where that does; None where nothing does."""
    double, single = json.dumps(said, ensure_ascii=False), "'" + said.replace("'", "''") + "'"
    forms = {"": (said, double), "'": (single, double)}.get(style, (double,))
    return next((it for it in forms if _reads_as(it, said, in_flow=in_flow)), None)


def _reads_as(form: str, said: str, *, in_flow: bool) -> bool:
    try:
        node = yaml.compose(f"{{k: {form}}}" if in_flow else f"k: {form}\n", Loader=yaml.SafeLoader)
        value = node.value[0][1] if isinstance(node, MappingNode) and len(node.value) == 1 else None
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, RecursionError):
        return False
    return isinstance(value, ScalarNode) and value.value == said and not (value.style is None and "\n" in form)


@dataclass(frozen=True)
class ProjectText:
    """A file of the project as it is read: lines end with a line feed."""

    path: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def offset(self, line: int, column: int) -> int:
        """Where a place is; both count from 1."""
        return self._starts[min(line, len(self._starts)) - 1] + column - 1

    def span(self, offset: int) -> Span:
        """The place of a character."""
        line = bisect_right(self._starts, offset)
        return Span(self.path, line, offset - self._starts[line - 1] + 1)

    def line_start(self, offset: int) -> int:
        """Where the line of a character begins."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Where it ends, past its line feed."""
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end + 1


@dataclass
class YamlNodes:
    """The scalars, lists and mappings of YAML by their place; ``first_line`` is that of the file it begins on."""

    source: ProjectText
    yaml: str
    first_line: int = 1
    by_place: dict[tuple[int, int], tuple[Node, bool]] = field(init=False)
    """Line and column → what begins there, and whether it stands in a flow collection."""
    above: dict[tuple[int, int], MappingNode] = field(init=False, default_factory=dict)
    """The same → the mapping that a value is in."""
    root: Node | None = field(init=False)

    def __post_init__(self) -> None:
        self.root = yaml.compose(self.yaml, Loader=yaml.SafeLoader)
        self.by_place = dict(self._walk(self.root, False)) if self.root is not None else {}

    def _walk(self, node: Node, in_flow: bool) -> Iterator[tuple[tuple[int, int], tuple[Node, bool]]]:
        place = self._place(node)
        yield place, (node, in_flow)
        inner = in_flow or bool(getattr(node, "flow_style", False))
        if isinstance(node, MappingNode):
            for key, value in node.value:
                self.above[self._place(value)] = node
                if isinstance(value, SequenceNode):  # a list is reported at its key
                    yield self._place(key), (value, inner)
                yield from self._walk(value, inner)
        elif isinstance(node, SequenceNode):
            for each in node.value:
                yield from self._walk(each, inner)

    def _place(self, node: Node) -> tuple[int, int]:
        return node.start_mark.line + self.first_line, node.start_mark.column + 1

    def offset(self, mark: Mark) -> int:
        """Where a mark is in the file."""
        return self.source.offset(mark.line + self.first_line, mark.column + 1)

    def end(self, node: Node) -> int:
        """Where a node ends, without the blank lines after it."""
        start, end = self.offset(node.start_mark), self.offset(node.end_mark)
        return start + len(self.source.text[start:end].rstrip())

    def beside(self, slot: Slot, lang: str, said: str) -> tuple[int, str] | None:
        """Where to put the same wording in another language, and what to write there; None where that cannot be."""
        place = slot.span.line, slot.span.column
        if (mapping := self.above.get(place)) is None:
            return None
        style = slot.style if slot.style in ("", "'", '"') else '"'
        made = scalar(said, style, in_flow=bool(mapping.flow_style))
        return None if made is None else self.behind(mapping, self.by_place[place][0], f"{lang}: {made}")

    def after(self, key: str, said: str) -> tuple[int, str] | None:
        """Where to put a further key of the outermost mapping, and what to write there."""
        made = scalar(said, "", in_flow=False)
        if not isinstance(self.root, MappingNode) or self.root.flow_style or made is None:
            return None
        return self.behind(self.root, self.root.value[-1][1], f"{key}: {made}")

    def behind(self, mapping: MappingNode, last: Node, made: str) -> tuple[int, str]:
        """Where to put a further key of a mapping, after the value ``last``, and what to write there."""
        end = self.end(last)
        if mapping.flow_style:
            return end, f", {made}"
        place = self.source.line_end(end - 1)
        lead = "" if self.source.text[:place].endswith("\n") else "\n"
        return place, f"{lead}{' ' * int(mapping.value[0][0].start_mark.column)}{made}\n"

    def slot(self, span: Span, pieces: tuple[Piece, ...]) -> Slot | None:
        """The slot of a text whose place is known; None where it does not begin there."""
        found = self.by_place.get((span.line, span.column))
        if found is None or span.path != self.source.path:
            return None
        node, in_flow = found
        style = str(node.style or "") if isinstance(node, ScalarNode) else ""
        kind = SlotKind.YAML if isinstance(node, ScalarNode) else SlotKind.LIST
        return Slot(kind, span, self.offset(node.start_mark), self.end(node), pieces, "", style, in_flow)
