"""A text as what is compared of it: blocks with their words, each read once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from briefgen.checking.languages.differences.outlines import outlined
from briefgen.model.core.diagnostics import Span
from briefgen.model.core.document import BLOCK_KINDS, Node
from briefgen.model.values.figures import Mention
from briefgen.model.written.briefs import Text
from briefgen.reading.markdown.extensions.attributes import CLAIM, PARITY_IGNORE

PLACE = "\ufffc"
"""Stands in a block's words where a fact, a term, a citation or a note stands in the text."""
_BY_ARGUMENT = frozenset({"recommendation", "chart"})
_SAID = ("argument", ":subtitle:", ":note:")
"""Options of a directive that are prose; the argument too, unless it is an id."""


@dataclass(frozen=True, slots=True)
class Role:
    """Something that a block names by id: a fact, a term, a source, a target, a link."""

    kind: str
    id: str
    span: Span | None
    form: str = ""
    offset: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class BlockWords:
    """The prose of one block and what stands in it by id."""

    text: str
    places: tuple[tuple[int, Span], ...]
    roles: tuple[Role, ...]

    def at(self, start: int, end: int, path: str) -> Span:
        """The place of a part of the text in the author's file."""
        if not self.places:
            return Span(path)
        offset, span = self.places[max(0, bisect_right(self.places, start, key=lambda it: it[0]) - 1)]
        column = span.column + max(0, start - offset)
        return Span(span.path, span.line, column, span.line, column + end - start)


@dataclass(frozen=True, slots=True, eq=False)
class TextPart:
    """A block: what it is, which id the author gave it, its words and the blocks in it."""

    kind: str
    ident: str
    span: Span
    words: BlockWords
    children: tuple[TextPart, ...] = ()
    notes: tuple[TextPart, ...] = ()
    level: int = 0
    ignored: str | None = None
    """The author's reason why it need not have a counterpart; None when there is none."""
    attrs: Mapping[str, str] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    """Filled once, by the reader of the language."""

    def walk(self) -> Iterator[TextPart]:
        """This block and all in it, notes among them."""
        yield self
        for child in (*self.children, *self.notes):
            yield from child.walk()


def parts_of(text: Text) -> tuple[TextPart, ...]:
    """The blocks of a text in order."""
    return tuple(_parts(text.body.children, text.span))


def prose(kind: str, text: str, span: Span) -> TextPart:
    """A block of plain words, as YAML has them."""
    return TextPart(kind, "", span, BlockWords(text, ((0, span),), ()))


def _parts(nodes: Iterable[Node], span: Span) -> Iterator[TextPart]:
    for node in nodes:
        if node.kind in BLOCK_KINDS and node.kind != "rule":
            yield from (_part(block, block.span or span) for block in outlined(node))


def _part(node: Node, span: Span) -> TextPart:
    name = node.get("name") if node.kind == "directive" else node.get("tag") if node.kind == "block" else ""
    buffer = _Buffer(span)
    if node.kind == "code":
        buffer.pieces.append(node.text)
    for option in _SAID if node.kind == "directive" and name not in _BY_ARGUMENT else ():
        buffer.say(node.get(option), span)
    buffer.say(node.get("caption"), span)
    blocks = [child for child in node.children if child.kind in BLOCK_KINDS]
    if not blocks:
        buffer.read(node.children)
    ident = node.get("argument").strip() if name in _BY_ARGUMENT else "" if node.get("made") else node.get("id")
    return TextPart(
        kind=name or (f"{node.kind}-{node.get('ordered')}" if node.kind == "list" else node.kind),
        ident=ident,
        span=span,
        words=buffer.words(),
        children=tuple(_parts(blocks, span)),
        notes=tuple(buffer.notes),
        level=int(node.get("level", "0")),
        ignored=node.attrs.get(PARITY_IGNORE),
        attrs=node.attrs,
    )


class _Buffer:
    """Gathers the words of one block."""

    def __init__(self, span: Span) -> None:
        self.span = span
        self.pieces: list[str] = []
        self.length = 0
        self.places: list[tuple[int, Span]] = []
        self.roles: list[Role] = []
        self.notes: list[TextPart] = []

    def words(self) -> BlockWords:
        return BlockWords("".join(self.pieces), tuple(self.places), tuple(self.roles))

    def say(self, text: str, span: Span | None) -> None:
        if text:
            self.places.append((self.length, span or self.span))
            self.pieces.append(text)
            self.length += len(text)

    def read(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            self._one(node)

    def _one(self, node: Node) -> None:
        kind = node.kind
        if kind in ("text", "literal"):
            if kind == "literal":
                self.roles.append(Role(kind, node.text, node.span, "", self.length))
            self.say(node.text, node.span)
        elif kind in ("softbreak", "hardbreak"):
            self.say(" ", node.span)
        elif kind in ("fact", "term", "ref"):
            self._role(kind, node.get("id"), node, node.get("form"))
        elif kind == "cites":
            for cite in node.children:
                self._role("cite", cite.get("id"), cite, silent=True)
        elif kind == "note":
            self._role("note", node.get("label"), node, silent=True)
            if node.children and not node.get("again"):
                self.notes.append(_note(node, self.span))
        elif kind == "image":
            self._role("image", node.get("src"), node, silent=True)
            self.say(f" {node.get('alt')} ", node.span)
        else:
            if node.get(CLAIM):
                self._role(CLAIM, node.get(CLAIM), node, silent=True)
            if kind == "link":
                self._role("link", node.get("href"), node, silent=True)
            self.read(node.children)

    def _role(self, kind: str, ident: str, node: Node, form: str = "", *, silent: bool = False) -> None:
        self.roles.append(Role(kind, ident, node.span, form, self.length))
        if not silent:
            self.say(PLACE, node.span)


def _note(node: Node, span: Span) -> TextPart:
    """The blocks of a note where it is called; its place is where its words begin."""
    blocks = tuple(_parts(node.children, node.span or span))
    place = next((part.span for part in blocks), node.span or span)
    return TextPart("note", node.get("label"), place, BlockWords("", (), ()), blocks)
