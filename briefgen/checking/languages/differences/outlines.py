"""Paragraphs that are lists by the marks of their lines, as Korean papers have them: □ ○ ①."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from operator import is_

from briefgen.model.core.document import Node
from briefgen.reading.markdown.extensions.attributes import PARITY_IGNORE

_MARK = re.compile(r"(?:(?P<order>[①-⑳㉠-㉻])|[□■○●◦◇◆▲△▶▷ㅇ])\s*")
_SETS = "①㉠㉮"
"""The first of each set of marks that count."""
_BREAKS = ("softbreak", "hardbreak")


def outlined(part: Node) -> Node:
    """A text with the lists that such paragraphs stand for."""
    inner = [block for child in part.children for block in _blocks(outlined(child))]
    is_same = len(inner) == len(part.children) and all(map(is_, inner, part.children))
    return part if is_same else part.with_children(tuple(inner))


def _blocks(node: Node) -> tuple[Node, ...]:
    """The blocks that a paragraph stands for: itself, unless each of its lines, two at least, begins with a mark.

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
    return _MARK.match(line[0].text) if line[0].kind == "text" else None


def _without(line: Sequence[Node], mark: int) -> Node:
    """A line as a paragraph of its own, without the first ``mark`` characters."""
    first, *rest = line
    words = Node("text", text=first.text[mark:], span=first.span)
    return Node("paragraph", children=(words, *rest), span=first.span)


def _list(paragraphs: Sequence[Node], order: str | None) -> Node:
    """A list; ``order`` is the first mark of one that counts."""
    items = tuple(Node("item", children=(text,), span=text.span) for text in paragraphs)
    attrs = {"ordered": "true", "start": str(_number(order))} if order else {"ordered": "false"}
    return Node("list", attrs, items, span=items[0].span)


def _number(mark: str) -> int:
    return 1 + ord(mark) - max(ord(first) for first in _SETS if first <= mark)
