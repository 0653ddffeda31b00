"""The blocks of a brief's text counted: numbers to cite by, and a key by which web and paper know the same block.

Every paragraph and list that stands by itself has a number, the same in every language while the languages have the
same paragraphs. Blocks with labels of their own (figures, tables, options, recommendations) need none.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.model.core.document import BLOCK_KINDS, Node

_NUMBERED = frozenset({"paragraph", "list"})
_OPEN = frozenset({"box", "known-unknown"})
"""Directives whose paragraphs are numbered like those around them."""
_WITHOUT_KEY = frozenset({"list", "quote", "row", "rule"})
"""Blocks whose text stands in blocks of their own."""


@dataclass(frozen=True, slots=True)
class NumberedSection:
    """The numbered paragraphs and lists between a heading (None: the beginning) and the next."""

    heading: Node | None
    numbered: tuple[Node, ...] = ()

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.numbered)


def sections(body: Node) -> tuple[NumberedSection, ...]:
    """The sections of a text, as written or settled, in order."""
    found = [NumberedSection(None)]
    for part in _flow(body):
        if part.kind == "heading":
            found.append(NumberedSection(part))
        elif part.kind in _NUMBERED:
            found[-1] = NumberedSection(found[-1].heading, (*found[-1].numbered, part))
    return tuple(found)


def _flow(body: Node) -> list[Node]:
    """The blocks of a text that stand by themselves, those in boxes too."""
    found: list[Node] = []
    for child in body.children:
        found.extend(_flow(child) if _is_open(child) else [child])
    return found


def _is_open(part: Node) -> bool:
    return part.kind == "directive" and part.get("name") in _OPEN


def number_blocks(body: Node, prefix: str = "") -> Node:
    """A settled text with numbers (``number``, ``anchor``) and keys (``block``); ``prefix`` stands before every id.

    A numbered block without an id gets its number's. The first item of a list shows the number of the list.
    """
    return _Counter(prefix, frozenset(part.get("id") for part in body.walk())).body(body)


@dataclass(slots=True)
class _Counter:
    prefix: str
    taken: frozenset[str]
    numbers: int = 0
    keys: int = 0

    def body(self, body: Node) -> Node:
        return self._keyed(self._numbered(body))

    def _numbered(self, part: Node) -> Node:
        return part.with_children(tuple(self._child(child) for child in part.children))

    def _child(self, part: Node) -> Node:
        if _is_open(part):
            return self._numbered(part)
        if part.kind not in _NUMBERED:
            return part
        self.numbers += 1
        anchor = self._anchor()
        shown = {"number": str(self.numbers), "anchor": anchor}
        if part.get("id"):
            shown["loose"] = "true"
        else:
            part = part.with_attrs(id=anchor)
        if part.kind == "paragraph" or not part.children:
            return part.with_attrs(**shown)
        first, *others = part.children
        return part.with_children((first.with_attrs(**shown), *others))

    def _anchor(self) -> str:
        """``p12``, or a longer name where the author has given that one to something else."""
        anchor = f"{self.prefix}p{self.numbers}"
        return f"{self.prefix}paragraph-{self.numbers}" if anchor in self.taken else anchor

    def _keyed(self, part: Node) -> Node:
        """In a line of text nothing has a key; what a note holds stands elsewhere on the page."""
        if part.kind not in BLOCK_KINDS and part.kind != "document":
            return part
        if part.kind in BLOCK_KINDS - _WITHOUT_KEY and part.get("tight") != "true":
            self.keys += 1
            part = part.with_attrs(block=f"{self.prefix}b{self.keys}")
        return part.with_children(tuple(self._keyed(child) for child in part.children))
