"""The blocks of a brief's text counted: numbers to cite by, and a key by which web and paper know the same block.

Every paragraph and list that stands by itself has a number, the same in every language while the languages have the
same paragraphs. Blocks with labels of their own (figures, tables, options, recommendations) need none.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.model.core.blocks import Block, blocks, every
from briefgen.model.core.document import Node


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
    for block in every(blocks(body)):
        if block.in_flow and block.kind == "heading":
            found.append(NumberedSection(block.node))
        elif block.is_numbered:
            found[-1] = NumberedSection(found[-1].heading, (*found[-1].numbered, block.node))
    return tuple(found)


def number_blocks(body: Node, prefix: str = "") -> Node:
    """A settled text with numbers (``number``, ``anchor``) and keys (``block``); ``prefix`` stands before every id.

    A numbered block without an id gets its number's. The first item of a list shows the number of the list.
    """
    return body.with_children(tuple(_numbered(block, "", {}) for block in blocks(body, prefix)))


def _numbered(block: Block, key: str, shown: dict[str, str]) -> Node:
    """Its node with what is new in it: its key is not that around it, ``shown`` is the number of its list."""
    part, own = block.node, shown
    if block.is_numbered:
        own = {"number": str(block.number), "anchor": block.number_anchor}
        if part.get("id"):
            own["loose"] = "true"
        else:
            part = part.with_attrs(id=block.anchor)
    inner = own if block.kind == "list" and block.blocks else {}
    part = part.with_attrs(**({} if inner else own), **({"block": block.key} if block.key != key else {}))
    found = (_numbered(it, block.key, {} if at else inner) for at, it in enumerate(block.blocks))
    return part.with_children(tuple(found)) if block.blocks else part
