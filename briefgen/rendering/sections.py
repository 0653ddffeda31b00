"""A text for the web in sections, each a heading and what stands under it, and its recommendations in rows of cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from briefgen.model.document import Node

_TOP = "2"


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks one after another: recommendations, which stand beside one another, or any others."""

    blocks: tuple[Node, ...]
    cards: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the second level and what follows it up to the next; the first may have none."""

    blocks: tuple[Node, ...]

    @property
    def titled(self) -> bool:
        """Whether it begins with its heading."""
        return _opens(self.blocks[0])

    @property
    def actions(self) -> bool:
        """Whether it says what is to be done."""
        return any(map(_is_card, self.blocks))

    @property
    def runs(self) -> tuple[Run, ...]:
        """Its blocks, the recommendations that follow one another together."""
        return tuple(Run(tuple(group), cards) for cards, group in groupby(self.blocks, _is_card))


def sections(blocks: Iterable[Node]) -> tuple[Section, ...]:
    """The blocks of a text by its headings of the second level."""
    found: list[list[Node]] = []
    for block in blocks:
        if not found or _opens(block):
            found.append([])
        found[-1].append(block)
    return tuple(Section(tuple(each)) for each in found)


def _opens(block: Node) -> bool:
    return block.kind == "heading" and block.get("level") == _TOP


def _is_card(block: Node) -> bool:
    return block.kind == "directive" and block.get("name") == "recommendation"
