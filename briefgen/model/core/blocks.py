"""A text cut into blocks: the one place that knows what a block is, by what it is known, and what is in it.

A text as written and the same text settled are cut alike: block for block they have the same key and number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from briefgen.model.core.diagnostics import Span
from briefgen.model.core.directives import directive_of, id_of
from briefgen.model.core.document import BLOCK_KINDS, Node, NodeKind

_NUMBERED = frozenset({"paragraph", "list"})
_WITHOUT_KEY = frozenset({"list", "quote", "row", "rule"})
"""Blocks whose text stands in blocks of their own."""
_LINES = frozenset({"heading", "row", "code", "figure"})
"""Blocks that are read as a whole, whatever is in them."""
_NOTES = frozenset({"note", "call"})


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A block of a text, or a note with its blocks."""

    node: Node
    span: Span | None = None
    """Its place, or that of what it is in."""
    around: tuple[Node, ...] = ()
    """What it is in, the outermost first."""
    section: Node | None = None
    """The heading that it is under; a heading is under itself."""
    key: str = ""
    """By which web and paper know it, or the block that it is in."""
    number: int = 0
    """To cite it by, or the block that it is in; 0 for none."""
    number_anchor: str = ""
    """Where a number of its own leads."""
    anchor: str = ""
    """Its own id on the page, or that of the nearest block around it."""
    in_flow: bool = True
    """Whether it is by itself in the text, or in a box whose blocks are."""
    blocks: tuple[Block, ...] = ()
    notes: tuple[Block, ...] = ()
    """The notes that its line calls for the first time."""

    @property
    def place(self) -> str:
        """The nearest anchor at or before it: of itself, of what it is in, of its heading."""
        return self.anchor or (self.section.get("id") if self.section else "")

    @property
    def kind(self) -> NodeKind:
        """The kind of its node."""
        return self.node.kind

    @property
    def name(self) -> str:
        """Which directive or HTML element it is, else its kind."""
        own = {"directive": "name", "block": "tag"}.get(self.kind)
        return (self.node.get(own) if own else "") or self.kind

    @property
    def id(self) -> str:
        """The id that its author gave it."""
        return "" if self.node.get("made") else id_of(self.node)

    @property
    def line(self) -> str:
        """As what it is read in one line, whatever is in it: a heading, a row, code, a figure, a paragraph.

        Empty for what holds blocks: that says of itself only its captions.
        """
        return self.kind if self.kind in _LINES else "" if _holds_blocks(self.node) else "paragraph"

    @property
    def is_numbered(self) -> bool:
        """Whether it has a number of its own."""
        return self.in_flow and self.kind in _NUMBERED

    @property
    def title(self) -> str:
        """The caption of a figure or table, the argument of a directive unless that is an id."""
        kind = directive_of(self.node)
        if kind is None:
            return self.node.get("caption")
        return "" if kind.anchor else self.node.get("argument")

    @property
    def captions(self) -> tuple[str, ...]:
        """What it says beside its line and its blocks."""
        kind = directive_of(self.node)
        return tuple(filter(None, (self.title, *map(self.node.get, kind.captions if kind else ()))))

    @property
    def containers(self) -> tuple[Node, ...]:
        """The lists, tables, directives and elements that it is in; of a note those of its call."""
        return tuple(it for it in self.around if it.kind in BLOCK_KINDS - _LINES - {"cell"} and _holds_blocks(it))

    def walk(self) -> Iterator[Block]:
        """This block and all in it, notes among them."""
        yield self
        yield from every((*self.blocks, *self.notes))

    def called(self) -> Iterator[Block]:
        """The notes that its line calls for the first time; of a row those of its cells."""
        yield from self.notes
        for block in self.blocks if self.kind == "row" else ():
            yield from (it for it in block.walk() if it.kind in _NOTES)


_set_blocks, _set_notes = (getattr(Block, name).__set__ for name in ("blocks", "notes"))


def blocks(body: Node, prefix: str = "") -> tuple[Block, ...]:
    """The blocks of a text, as written or settled; ``prefix`` stands before their keys and anchors."""
    return _Cutter(prefix, frozenset(part.get("id") for part in body.walk())).cut(Block(body, body.span))


def every(some: Iterable[Block]) -> Iterator[Block]:
    """These blocks and all in them in reading order, notes after what calls them."""
    for block in some:
        yield from block.walk()


def lines(some: Iterable[Block]) -> Iterator[Block]:
    """These blocks and those in them in reading order, a row as a whole."""
    for block in some:
        yield block
        if block.kind not in _LINES:
            yield from lines(block.blocks)


def _holds_blocks(part: Node) -> bool:
    return part.kind == "directive" or any(child.kind in BLOCK_KINDS for child in part.children)


@dataclass(slots=True)
class _Cutter:
    prefix: str
    taken: frozenset[str]
    """Ids of the text."""
    section: Node | None = None
    keys: int = 0
    numbers: int = 0

    def cut(self, whole: Block) -> tuple[Block, ...]:
        """The blocks right in another, or in a note or a text."""
        in_note = whole.kind in _NOTES or any(it.kind in _NOTES for it in whole.around)
        return self._inside(whole, (*whole.around, whole.node), in_note)

    def _inside(self, whole: Block, around: tuple[Node, ...], in_note: bool) -> tuple[Block, ...]:
        children = [child for child in whole.node.children if child.kind in BLOCK_KINDS]
        kind = directive_of(whole.node)
        is_open = whole.in_flow and (whole.kind == "document" or (kind is not None and kind.is_open))
        return tuple([self._block(child, whole, around, in_flow=is_open, in_note=in_note) for child in children])

    def _block(self, part: Node, whole: Block, around: tuple[Node, ...], *, in_flow: bool, in_note: bool) -> Block:
        if part.kind == "heading":
            self.section = part
        number, its_anchor = self._number() if in_flow and part.kind in _NUMBERED else (whole.number, "")
        block = Block(
            part,
            part.span or whole.span,
            around,
            self.section,
            whole.key if in_note else self._key(part, whole),
            number,
            its_anchor,
            part.get("id") or self._anchor_by_argument(part) or its_anchor or whole.anchor,
            in_flow,
        )
        # What is in it is made from it, and a copy takes longer than all else here.
        _set_blocks(block, self._inside(block, (*around, part), in_note))
        _set_notes(block, tuple(self._notes(part, block)))
        return block

    def _key(self, part: Node, whole: Block) -> str:
        """In a line of text nothing has a key of its own; what a note holds stands elsewhere on the page."""
        if part.kind in _WITHOUT_KEY or part.get("tight") == "true":
            return whole.key
        self.keys += 1
        return f"{self.prefix}b{self.keys}"

    def _number(self) -> tuple[int, str]:
        """The next number, and ``p12``, or a longer name where the author has given that one to something else."""
        self.numbers += 1
        anchor = f"{self.prefix}p{self.numbers}"
        return self.numbers, f"{self.prefix}paragraph-{self.numbers}" if anchor in self.taken else anchor

    def _anchor_by_argument(self, part: Node) -> str:
        kind = directive_of(part)
        return self.prefix + kind.anchor(id_of(part)) if kind is not None and kind.anchor else ""

    def _notes(self, part: Node, line: Block) -> Iterator[Block]:
        for child in part.children:
            if child.kind in _NOTES:
                if not child.get("again"):
                    around = (*line.around, line.node)
                    anchor = child.get("id") or line.anchor
                    note = replace(line, node=child, span=child.span or line.span, around=around, anchor=anchor)
                    note = replace(note, in_flow=False, number_anchor="")
                    yield replace(note, blocks=self.cut(note))
            elif child.kind not in BLOCK_KINDS:
                yield from self._notes(child, line)
