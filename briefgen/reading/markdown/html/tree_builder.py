"""The tree under construction: a stack of nodes that are still open."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import cast

from briefgen.model.core.diagnostics import Span
from briefgen.model.core.document import BLOCK_KINDS, Node, NodeKind

TRANSPARENT = ""
"""Kind of a frame that leaves its children and vanishes."""


@dataclass(slots=True)
class Frame:
    """A node that is still open.

    ``tag`` is set when raw HTML opened it; ``own`` then counts the children that came with the tag.
    """

    kind: str
    attrs: dict[str, str] = field(default_factory=dict)
    span: Span | None = None
    children: list[Node] = field(default_factory=list)
    tag: str = ""
    own: int = 0
    loose: bool = False

    def add(self, node: Node) -> None:
        """Append a child; text joins the text before it."""
        last = self.children[-1] if self.children else None
        if node.kind == "text" and last is not None and last.kind == "text":
            self.children[-1] = Node("text", last.attrs, text=last.text + node.text, span=last.span)
        elif node.kind != "text" or node.text:
            self.children.append(node)

    def close(self) -> tuple[Node, ...]:
        """The finished node, or its children when the frame is transparent."""
        if self.kind == TRANSPARENT:
            return tuple(self.children)
        return (Node(cast(NodeKind, self.kind), self.attrs, tuple(self.children), span=self.span),)


def is_block(node: Node) -> bool:
    """Tell whether a node stands by itself and not in a line of text."""
    return node.kind in BLOCK_KINDS


def in_paragraphs(children: tuple[Node, ...], always: bool = False) -> tuple[Node, ...]:
    """``children`` with runs of text wrapped in tight paragraphs, where there are blocks among them or ``always``."""
    if not always and not any(map(is_block, children)):
        return children
    wrapped: list[Node] = []
    run: list[Node] = []
    for child in children:
        if is_block(child):
            wrapped += _paragraph(run)
            wrapped.append(child)
            run = []
        else:
            run.append(child)
    return (*wrapped, *_paragraph(run))


def loosened(node: Node) -> Node:
    """A run of text that stands between blocks of its own as a paragraph like any other."""
    if node.kind != "paragraph" or "tight" not in node.attrs:
        return node
    return replace(node, attrs={name: value for name, value in node.attrs.items() if name != "tight"})


def _paragraph(run: list[Node]) -> list[Node]:
    while run and _is_blank(run[0]):
        run = run[1:]
    while run and _is_blank(run[-1]):
        run = run[:-1]
    return [Node("paragraph", {"tight": "true"}, tuple(run), span=run[0].span)] if run else []


def _is_blank(node: Node) -> bool:
    return node.kind == "softbreak" or (node.kind == "text" and not node.text.strip(" \t\r\n\f"))
