"""Where a block of a text comes out: its settled words, the number to cite it by, the anchor its page is known by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from briefgen.language.words.locators import word_place
from briefgen.model.core.document import BLOCK_KINDS, Node
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
    walk = _PlaceWalk(_labels(article))
    walk.blocks(text.body, article.body, "")
    calls = (part for part in article.body.walk() if part.kind == "call")
    notes = (part for part in text.body.walk() if part.kind == "note" and not part.get("again"))
    for note, call in zip(notes, calls, strict=False):
        walk.label = word_place(f"n. {call.get('number')}", language)
        for written, settled in zip(note.children, call.children, strict=False):
            walk.block(written, settled, call.get("id"))
    return walk.found


def _labels(article: Article) -> dict[str, str]:
    """Anchor → label, of what has a number of its own."""
    return {it.id: it.label for it in article.numbered}


def cited(block: TranslationUnit) -> tuple[tuple[str, str], ...]:
    """(source id, place as written) of what a block cites."""
    nodes = block.node.walk() if block.node is not None else iter(())
    return tuple((part.get("id"), part.get("locator")) for part in nodes if part.kind == "cite")


@dataclass(slots=True)
class _PlaceWalk:
    labels: Mapping[str, str]
    found: dict[int, BlockPlace] = field(default_factory=dict)
    label: str = ""

    def blocks(self, written: Node, settled: Node, anchor: str) -> None:
        for one, other in zip(_inner(written), _inner(settled), strict=False):
            self.block(one, other, anchor)

    def block(self, written: Node, settled: Node, anchor: str) -> None:
        anchor = settled.get("id") or anchor
        before = self.label
        if number := settled.get("number"):
            before = self.label = f"¶{number}"
        elif own := self.labels.get(settled.get("id")):
            self.label = own
        self.found[id(written)] = BlockPlace(settled, self.label, anchor)
        self.blocks(written, settled, anchor)
        if settled.get("id") in self.labels:
            self.label = before


def _inner(part: Node) -> Iterator[Node]:
    return (child for child in part.children if child.kind in BLOCK_KINDS)
