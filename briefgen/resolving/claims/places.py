"""Where a block of a text comes out: its settled words, the number to cite it by, the anchor its page is known by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.language.words.locators import word_place
from briefgen.model.core.blocks import blocks, every
from briefgen.model.core.document import Node
from briefgen.model.profile.language import Language
from briefgen.model.written.briefs import Text
from briefgen.resolving.edition.edition import Article
from briefgen.resolving.translation.blocks import TranslationUnit


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """Where a block comes out in one language."""

    node: Node
    """As settled."""
    label: str
    """``¶3``, ``그림 1``; empty before the first paragraph."""
    anchor: str


Places = Mapping[int, BlockPlace]
"""By Python's id of the block as written."""


def places_of(text: Text, article: Article, language: Language) -> Places:
    """The place of each block of ``text``, which ``article`` has settled."""
    labels = {it.id: it.label for it in article.numbered}
    found: dict[int, BlockPlace] = {}
    last = ""
    for written, settled in zip(every(blocks(text.body)), every(blocks(article.body)), strict=False):
        last = f"¶{settled.number}" if settled.number else last
        own = (_label(part, labels, language) for part in (settled.node, *reversed(settled.around)))
        found[id(written.node)] = BlockPlace(settled.node, next(filter(None, own), last), settled.anchor)
    return found


def _label(part: Node, labels: Mapping[str, str], language: Language) -> str:
    """The label of what has a number of its own: a figure, a table, a note."""
    return word_place(f"n. {part.get('number')}", language) if part.kind == "call" else labels.get(part.get("id"), "")


def cited(block: TranslationUnit) -> tuple[tuple[str, str], ...]:
    """(source id, place as written) of what a block cites."""
    nodes = block.node.walk() if block.node is not None else iter(())
    return tuple((part.get("id"), part.get("locator")) for part in nodes if part.kind == "cite")
