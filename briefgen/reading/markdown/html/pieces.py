"""A block of raw HTML taken apart where it closes what an earlier block opened.

CommonMark ends a block of HTML at a blank line, so that Markdown may stand between ``<details>`` and
``</details>``: the two tags are then in different blocks.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from briefgen.model.core.document import Node
from briefgen.reading.markdown.html.rules import ALLOWED_TAGS, BLOCK_TAGS, VOID_TAGS
from briefgen.reading.markdown.html.tags import tags

_IMPLIED = frozenset({"tbody", "colgroup"})
_TAG_OF_KIND = {"paragraph": "p", "code": "pre"}


@dataclass(frozen=True, slots=True)
class HtmlPiece:
    """A stretch of HTML, or the end tag ``closes`` of something opened before; ``at`` is its position."""

    text: str
    at: int
    closes: str = ""


def take_apart(source: str) -> tuple[tuple[HtmlPiece, ...], tuple[str, ...]]:
    """The pieces of a block, and the elements still open at its end, outermost first."""
    pieces: list[HtmlPiece] = []
    still_open: list[str] = []
    counted: Counter[str] = Counter()
    at = 0
    for tag in tags(source):
        if tag.name not in ALLOWED_TAGS or tag.name in VOID_TAGS:
            continue
        if not tag.closes:
            still_open.append(tag.name)
            counted[tag.name] += 1
        elif counted[tag.name]:
            closed = ""
            while closed != tag.name:
                closed = still_open.pop()
                counted[closed] -= 1
        else:
            pieces.append(HtmlPiece(source[at : tag.start], at))
            pieces.append(HtmlPiece("", tag.start, tag.name))
            at, still_open = tag.end, []
            counted.clear()
    pieces.append(HtmlPiece(source[at:], at))
    return tuple(piece for piece in pieces if piece.text.strip() or piece.closes), _blocks_of(still_open)


def _blocks_of(names: list[str]) -> tuple[str, ...]:
    """The elements up to the first that stands in a line of text: only blocks stay open over a blank line."""
    end = next((at for at, name in enumerate(names) if name not in BLOCK_TAGS), len(names))
    return tuple(names[:end])


def open_path(nodes: tuple[Node, ...], names: tuple[str, ...]) -> tuple[Node, ...]:
    """The nodes along the end of the tree that are still open, outermost first, as ``names`` has them."""
    path: list[Node] = []
    while names and nodes:
        last = nodes[-1]
        tag = tag_of(last)
        if tag != names[0] and tag not in _IMPLIED:
            break
        names = names[1:] if tag == names[0] else names
        path.append(last)
        nodes = last.children
    return tuple(path)


def tag_of(node: Node) -> str:
    """The HTML element that a node came from."""
    if node.kind == "heading":
        return "h" + node.get("level")
    return node.get("tag") or _TAG_OF_KIND.get(node.kind, "")
