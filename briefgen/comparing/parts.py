"""Read a text as what is compared of it: blocks with their words, each read once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import is_

from briefgen.model.core.blocks import Block, blocks
from briefgen.model.core.diagnostics import Span
from briefgen.model.core.document import Node
from briefgen.model.values.figures import Mention
from briefgen.model.written.briefs import Text
from briefgen.reading.markdown.extensions.attributes import CLAIM, PARITY_IGNORE
from briefgen.reading.markdown.extensions.roles import ROLE, role_node
from briefgen.reading.markdown.extensions.shortcodes import without_shortcodes

PLACE = "\ufffc"
"""Stands in a block's words where a fact, a term, a citation or a note stands in the text."""
BOUND = ("fact", "cite", "ref", "claim")
"""What must stand in the same place in every language; a term may be written out, and a link lead elsewhere."""
FORMS_OF_OTHER_FIGURES = frozenset({"converted", "change", "period", "statement", "label"})


@dataclass(frozen=True, slots=True)
class Role:
    """Something that a block names by id: a fact, a term, a source, a target, a link.

    ``form`` is the form of a fact, and the place in a source: p. 3.
    """

    kind: str
    id: str
    span: Span | None
    form: str = ""
    offset: int = 0

    @property
    def key(self) -> object:
        """What must be the same in every language: of a fact also its form, where that is another figure."""
        if self.kind == "fact":
            return self.id, self.form if self.form in FORMS_OF_OTHER_FIGURES else ""
        if self.kind == "image":
            return "image"
        if self.kind != "link":
            return self.id
        page, is_place, _ = self.id.partition("#")
        return "external" if "://" in self.id else page + is_place  # a place is called otherwise in each language


@dataclass(frozen=True, slots=True, eq=False)
class BlockWords:
    """The prose of one block and what stands in it by id."""

    text: str
    places: tuple[tuple[int, Span], ...]
    roles: tuple[Role, ...]

    def at(self, start: int, end: int, path: str) -> Span:
        """Give the place of a part of the text in the author's file."""
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
        """Give this block and all in it, notes among them."""
        yield self
        for child in (*self.children, *self.notes):
            yield from child.walk()


Parts = tuple[TextPart, TextPart]
"""A block, and its counterpart in another language."""


def parts_of(text: Text) -> tuple[TextPart, ...]:
    """Give the blocks of a text in order."""
    return tuple(_parts(blocks(outlined(text.body)), text.span))


def part_of(node: Node) -> TextPart:
    """Give one block of a text."""
    return next(_parts(blocks(Node("document", children=(node,))), node.span or Span("")))


def bound_in(part: TextPart) -> set[tuple[str, str]]:
    """Give what a block and all in it name, of what must stand in the same place in every language."""
    return {(role.kind, role.id) for it in part.walk() for role in it.words.roles if role.kind in BOUND}


def prose(kind: str, text: str, span: Span) -> TextPart:
    """Make a block of words as YAML and front matter have them: with no marks but facts."""
    buffer, at = _Buffer(span), 0
    for found in ROLE.finditer(text) if "{" in text else ():
        if found[1] == "fact":
            buffer.say(text[at : found.start()], replace(span, column=span.column + at))
            place = replace(span, column=span.column + found.start())
            buffer.read([role_node(found[1], found[3], found[0], place).value])
            at = found.end()
    buffer.say(text[at:], replace(span, column=span.column + at))
    return TextPart(kind, "", span, buffer.words())


def _parts(some: Iterable[Block], span: Span) -> Iterator[TextPart]:
    yield from (_part(block, block.span or span) for block in some if block.kind != "rule")


def _part(block: Block, span: Span) -> TextPart:
    node = block.node
    return TextPart(
        kind=f"list-{node.get('ordered')}" if block.kind == "list" else block.name,
        ident=block.id,
        span=span,
        words=_words(block, span),
        children=tuple(_parts(block.blocks, span)),
        notes=tuple(_note(note, note.span or span) for note in block.notes if note.node.children),
        level=int(node.get("level", "0")),
        ignored=node.attrs.get(PARITY_IGNORE),
        attrs=node.attrs,
    )


def _note(note: Block, span: Span) -> TextPart:
    """Make the blocks of a note where it is called; its place is where its words begin."""
    inner = tuple(_parts(note.blocks, span))
    return TextPart("note", note.node.get("label"), inner[0].span if inner else span, BlockWords("", (), ()), inner)


def _words(block: Block, span: Span) -> BlockWords:
    buffer = _Buffer(span)
    if block.kind == "code":
        for line in block.node.text.splitlines(keepends=True):
            buffer.say(line, block.node.span or span)
    for caption in block.captions:
        buffer.say(caption, span)
    if not block.blocks:
        buffer.read(block.node.children)
        buffer.read_annotations()
    return buffer.words()


class _Buffer:
    """Gathers the words of one block."""

    def __init__(self, span: Span) -> None:
        self.span = span
        self.pieces: list[str] = []
        self.length = 0
        self.places: list[tuple[int, Span]] = []
        self.roles: list[Role] = []
        self.annotations: list[Node] = []
        """What stands above words: read after them, so that 12 with a note above and 명 are still one figure."""

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

    def read_annotations(self) -> None:
        """Read what stands above words."""
        for node in self.annotations:
            self.say("\n", node.span)
            self.read(node.children)

    def _one(self, node: Node) -> None:
        kind = node.kind
        if node.get("tag") == "rt":
            self.annotations.append(node)
            return
        if node.get("tag") == "rp":
            return
        if kind in ("text", "literal"):
            if kind == "literal":
                self.roles.append(Role(kind, node.text, node.span, "", self.length))
            self.say(node.text if kind == "literal" else without_shortcodes(node.text), node.span)
        elif kind in ("softbreak", "hardbreak"):
            self.say(" ", node.span)
        elif kind in ("fact", "term", "ref"):
            self._role(kind, node.get("id"), node, node.get("form"))
        elif kind == "cites":
            for cite in node.children:
                self._role("cite", cite.get("id"), cite, cite.get("locator"), silent=True)
        elif kind == "note":
            self._role("note", node.get("label"), node, silent=True)
        elif kind == "image":
            self._role("image", node.get("src"), node, silent=True)
            self.say(f" {node.get('alt')} ", node.span)
        else:
            if node.get(CLAIM):
                self._role(CLAIM, node.get(CLAIM), node, silent=True)
            if kind == "link":
                href = node.get("href")
                self._role("ref" if href.startswith("fact:") else "link", href, node, silent=True)
            self.read(node.children)

    def _role(self, kind: str, ident: str, node: Node, form: str = "", *, silent: bool = False) -> None:
        self.roles.append(Role(kind, ident, node.span, form, self.length))
        if not silent:
            self.say(PLACE, node.span)


# Paragraphs that are lists by the marks of their lines, as Korean papers have them: □ ○ ①

_OUTLINE = re.compile(r"(?:(?P<order>[①-⑳㉠-㉻])|[□■○●◦◇◆▲△▶▷ㅇ])\s*")
_SETS = "①㉠㉮"
"""The first of each set of marks that count."""
_BREAKS = ("softbreak", "hardbreak")


def outlined(part: Node) -> Node:
    """Give a text with the lists that such paragraphs stand for."""
    inner = [block for child in part.children for block in _listed(outlined(child))]
    is_same = len(inner) == len(part.children) and all(map(is_, inner, part.children))
    return part if is_same else part.with_children(tuple(inner))


def _listed(node: Node) -> tuple[Node, ...]:
    """Give the blocks that a paragraph stands for: itself, unless each of its lines, two at least, begins with a mark.

    Lines with one mark are a list; where there are several marks, each line with the first is a paragraph that leads
    a list of the others. The id of the paragraph is that of the first block; a reason not to compare holds for all.
    """
    lines = _lines(node) if node.kind == "paragraph" else []
    marks = [mark for line in lines if (mark := _mark(line)) is not None]
    if len(lines) < 2 or len(marks) < len(lines):
        return (node,)
    kinds = ["order" if mark["order"] else mark[0].strip() for mark in marks]
    leads = kinds[0] if len(set(kinds)) > 1 else ""
    texts = [_without(line, mark.end()) for line, mark in zip(lines, marks, strict=True)]
    made: list[Node] = []
    for kind, run in groupby(zip(kinds, texts, marks, strict=True), key=lambda it: it[0]):
        _, paragraphs, own = zip(*run, strict=True)
        made += paragraphs if kind == leads else [_list(paragraphs, own[0]["order"])]
    ignored = {name: node.attrs[name] for name in (PARITY_IGNORE,) if name in node.attrs}
    return (made[0].with_attrs(**node.attrs), *(block.with_attrs(**ignored) for block in made[1:]))


def _lines(node: Node) -> list[list[Node]]:
    return [list(line) for is_break, line in groupby(node.children, lambda it: it.kind in _BREAKS) if not is_break]


def _mark(line: Sequence[Node]) -> re.Match[str] | None:
    return _OUTLINE.match(line[0].text) if line[0].kind == "text" else None


def _without(line: Sequence[Node], mark: int) -> Node:
    """Make a line a paragraph of its own, without the first ``mark`` characters."""
    first, *rest = line
    words = Node("text", text=first.text[mark:], span=first.span)
    return Node("paragraph", children=(words, *rest), span=first.span)


def _list(paragraphs: Sequence[Node], order: str | None) -> Node:
    """Make a list; ``order`` is the first mark of one that counts."""
    items = tuple(Node("item", children=(text,), span=text.span) for text in paragraphs)
    attrs = {"ordered": "true", "start": str(_number(order))} if order else {"ordered": "false"}
    return Node("list", attrs, items, span=items[0].span)


def _number(mark: str) -> int:
    return 1 + ord(mark) - max(ord(first) for first in _SETS if first <= mark)
