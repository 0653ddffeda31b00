"""Where a text stands in a file of Markdown or YAML, and how other words are written in its place."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import unified_diff
from enum import StrEnum
from functools import cached_property

import yaml
from markdown_it.token import Token
from yaml.error import Mark
from yaml.nodes import MappingNode, ScalarNode, SequenceNode
from yaml.nodes import Node as YamlNode

from briefgen.handouts.exchanging.translators.pieces import (
    Piece,
    PieceKind,
    edges,
    inline_pieces,
    joined,
    rewritten,
    wording_pieces,
    words,
)
from briefgen.importing.markdown import escape, escape_start
from briefgen.model.core.diagnostics import Span
from briefgen.model.core.document import Node
from briefgen.reading.markdown import split_front_matter
from briefgen.reading.markdown.places import BodyText, Places
from briefgen.reading.markdown.syntax import parser


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
        return self.spelled(made)

    def spelled(self, made: str) -> str | None:
        """A text without marks as it has to be written there; None where it cannot be."""
        if self.kind is SlotKind.LIST:
            return "[" + ", ".join(_quoted(it.strip()) for it in made.split(";") if it.strip()) + "]"
        return scalar(made, self.style, in_flow=self.in_flow) if self.kind is SlotKind.YAML else made


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
        """Return where a place is; both count from 1."""
        return self._starts[min(line, len(self._starts)) - 1] + column - 1

    def at(self, span: Span) -> int:
        """Return where a place begins."""
        return self.offset(span.line, span.column)

    def span(self, offset: int) -> Span:
        """The place of a character."""
        line = bisect_right(self._starts, offset)
        return Span(self.path, line, offset - self._starts[line - 1] + 1)

    def line_start(self, offset: int) -> int:
        """Return where the line of a character begins."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Return where it ends, past its line feed."""
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end + 1


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to stand between two places of a file."""

    path: str
    start: int
    end: int
    text: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits, those at one place in the order given; one that begins within another is left out."""
    made: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda it: (it.start, it.end)):
        if edit.start >= at:
            made += [text[at : edit.start], edit.text]
            at = edit.end
    return "".join([*made, text[at:]])


def diff_of(path: str, was: str, now: str) -> str:
    """A unified diff of a file, which is new if it said nothing."""
    lines = (was.splitlines(keepends=True), now.splitlines(keepends=True))
    told = unified_diff(*lines, f"a/{path}" if was else "/dev/null", f"b/{path}", n=1)
    return "".join(it if it.endswith("\n") else f"{it}\n\\ No newline at end of file\n" for it in told)


@dataclass
class YamlNodes:
    """The scalars, lists and mappings of YAML by their place; ``first_line`` is that of the file it begins on."""

    source: ProjectText
    yaml: str
    first_line: int = 1
    by_place: dict[tuple[int, int], tuple[YamlNode, bool]] = field(init=False)
    """Line and column → what begins there, and whether it stands in a flow collection."""
    above: dict[tuple[int, int], MappingNode] = field(init=False, default_factory=dict)
    """The same → the mapping that a value is in."""
    root: YamlNode | None = field(init=False)

    def __post_init__(self) -> None:
        self.root = yaml.compose(self.yaml, Loader=yaml.SafeLoader)
        self.by_place = dict(self._walk(self.root, False)) if self.root is not None else {}

    def _walk(self, node: YamlNode, in_flow: bool) -> Iterator[tuple[tuple[int, int], tuple[YamlNode, bool]]]:
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

    def _place(self, node: YamlNode) -> tuple[int, int]:
        return node.start_mark.line + self.first_line, node.start_mark.column + 1

    def offset(self, mark: Mark) -> int:
        """Return where a mark is in the file."""
        return self.source.offset(mark.line + self.first_line, mark.column + 1)

    def end(self, node: YamlNode) -> int:
        """Return where a node ends, without the blank lines after it."""
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
        """Return where to put a further key of the outermost mapping, and what to write there."""
        made = scalar(said, "", in_flow=False)
        if not isinstance(self.root, MappingNode) or self.root.flow_style or made is None:
            return None
        return self.behind(self.root, self.root.value[-1][1], f"{key}: {made}")

    def behind(self, mapping: MappingNode, last: YamlNode, made: str) -> tuple[int, str]:
        """Return where to put a further key of a mapping, after the value ``last``, and what to write there."""
        end = self.end(last)
        if mapping.flow_style:
            return end, f", {made}"
        place = self.source.line_end(end - 1)
        lead = "" if self.source.text[:place].endswith("\n") else "\n"
        return place, f"{lead}{' ' * int(mapping.value[0][0].start_mark.column)}{made}\n"

    def slot(self, span: Span, written: str | None = None) -> Slot | None:
        """The slot of a text whose place is known; None where it does not begin there.

        ``written`` is what its author wrote, which a list does not say itself.
        """
        found = self.by_place.get((span.line, span.column))
        if found is None or span.path != self.source.path:
            return None
        node, in_flow = found
        pieces = wording_pieces(str(node.value) if written is None else written)
        style = str(node.style or "") if isinstance(node, ScalarNode) else ""
        kind = SlotKind.YAML if isinstance(node, ScalarNode) else SlotKind.LIST
        return Slot(kind, span, self.offset(node.start_mark), self.end(node), pieces, "", style, in_flow)


_IMAGE = re.compile(
    r"!\[(?P<alt>(?:[^\[\]\\]|\\.)*)\]\([ \t]*(?:<[^<>\n]*>|[^\s()<>]+)"
    r"(?:[ \t]+(?P<quote>[\"'])(?P<title>(?:(?!(?P=quote))[^\\\n]|\\.)*)(?P=quote))?[ \t]*\)"
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_OPTION = re.compile(r"[^:]*:(?P<key>[\w-]+):[ \t]*")


class MarkdownText:
    """One file. ``front`` is its front matter, ``slots`` are those of inline Markdown in their order.

    ``cells`` are by the line of their row and their number in it.
    ``captions`` leads from the line of a directive and the key of an option, or nothing for its argument, to the slot.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path, self.source = path, ProjectText(path, text)
        front, front_line, body, self.first_line = split_front_matter(text.encode(), path).value
        self.front = YamlNodes(self.source, front.decode(), front_line)
        self.slots: list[Slot] = []
        self.cells: dict[tuple[int, int], Slot] = {}
        self.captions: dict[tuple[int, str], Slot] = {}
        self._read(parser().parse(body), BodyText(path, tuple(body.split("\n")), self.first_line))
        self._starts = [it.start for it in self.slots]

    def _read(self, tokens: list[Token], body: BodyText) -> None:
        row, cell, end = 0, -1, 0
        in_cell = False
        for token in tokens:
            if token.type == "tr_open":
                row, cell, end = token.map[0] if token.map else 0, -1, 0
            elif token.type in ("td_open", "th_open"):
                cell, in_cell = cell + 1, True
            elif token.type in ("td_close", "th_close"):
                in_cell = False
            elif token.type == "directive_open":
                self._directive(token, body)
            elif token.type == "inline" and token.content:
                line = token.map[0] if token.map else 0
                places = Places(body, line, _in_row(token.content) if in_cell else token.content, end if in_cell else 0)
                slot = self._slot(token, places)
                end = places.end if in_cell else end
                if slot is not None and in_cell:
                    self.cells[self.first_line + row, cell] = slot
                elif slot is not None:
                    self.slots.append(slot)

    def _slot(self, token: Token, places: Places) -> Slot | None:
        content = places.content
        first, final = places.at(0), places.at(len(content) - 1)
        start = self.source.offset(first.line, first.column)
        end = self.source.offset(final.line, final.column) + 1
        prefix = ""
        if "\n" in content:
            second = places.at(content.index("\n") + 1)
            begins = self.source.offset(second.line, 1)
            prefix = self.source.text[begins : begins + second.column - 1]
        if not all(self._stands(line, places.at(at)) for at, line in _lines(content)):
            return None  # the parser has changed it: it cannot be written back
        pieces = inline_pieces(token.content, token.children or ())
        if content != token.content:
            pieces = tuple(replace(it, written=_in_row(it.written)) for it in pieces)
        return Slot(SlotKind.MARKDOWN, first, start, end, pieces, prefix)

    def _stands(self, line: str, place: Span) -> bool:
        return self.source.text.startswith(line, self.source.offset(place.line, place.column))

    def _directive(self, token: Token, body: BodyText) -> None:
        opening, line = token.meta["opening"], token.map[0] if token.map else 0
        if opening.argument:
            column = body.line(line).rfind(opening.argument)
            self._caption(line, "", body.at(line, column), opening.argument)
        for key, value, at in opening.options:
            if value and (found := _OPTION.match(body.line(at))):
                self._caption(line, f":{key}:", body.at(at, found.end()), value)

    def _caption(self, line: int, key: str, place: Span, said: str) -> None:
        start = self.source.offset(place.line, place.column)
        if self.source.text.startswith(said, start):
            slot = Slot(SlotKind.CAPTION, place, start, start + len(said), wording_pieces(said))
            self.captions[self.first_line + line, key] = slot

    def cell_of(self, row: Node, number: int) -> Slot | None:
        """Return where a cell stands."""
        return self.cells.get((row.span.line, number)) if row.span is not None else None

    def slot_of(self, part: Node) -> Slot | None:
        """Return where a paragraph or a heading stands; None where it is not written in one stretch."""
        for inner in part.walk():
            if inner is not part and inner.span is not None and inner.span.path == self.path:
                offset = self.source.offset(inner.span.line, inner.span.column)
                at = bisect_right(self._starts, offset) - 1
                if at >= 0 and offset < self.slots[at].end:
                    return self.slots[at]
        return None

    def image_slots(self, slot: Slot) -> Iterator[tuple[str, Slot]]:
        """The descriptions and titles of the images in a text, by ``image-1/alt``."""
        at = slot.start
        for piece in slot.pieces:
            if piece.tag == "image" and (found := _IMAGE.match(self.source.text, self._find(piece, at))):
                for part in ("alt", "title"):
                    if said := found[part]:
                        start, end = found.span(part)
                        pieces: tuple[Piece, ...] = (words(_ESCAPED.sub(r"\1", said), said),)
                        style = found["quote"] if part == "title" else ""
                        place = self.source.span(start)
                        yield f"{piece.name}/{part}", Slot(SlotKind.QUOTED, place, start, end, pieces, "", style)
                at = found.end()

    def _find(self, piece: Piece, at: int) -> int:
        found = self.source.text.find(piece.written.split("\n", 1)[0], at)
        return found if found >= 0 else at


def _in_row(content: str) -> str:
    """As a row has it: a bar that is text has a backslash."""
    return content.replace("|", "\\|")


def _lines(content: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in content.split("\n"):
        yield at, line
        at += len(line) + 1
