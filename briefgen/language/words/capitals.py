"""A sentence that begins with a figure's words begins with a capital: *About 80 trillion won*, *Up 10%*."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.language.words.sentences import ends_sentence
from briefgen.model.core.document import ASIDES, Node

_AUTHORS = frozenset({"label", "statement"})
"""Forms in the author's own words, which begin as they are written."""


def begun(parts: tuple[Node, ...], dotted: Iterable[str]) -> tuple[Node, ...]:
    """The settled inline parts of one block; ``dotted`` are words whose full stop ends no sentence."""
    if not any(it.kind == "figure-words" for part in parts for it in part.walk()):
        return parts
    state = _State(frozenset(dotted))
    return tuple(state.part(part) for part in parts)


class _State:
    """Whether what comes next begins a sentence."""

    def __init__(self, dotted: frozenset[str]) -> None:
        self.dotted = dotted
        self.fresh = True

    def part(self, part: Node) -> Node:
        if part.kind in ASIDES or part.kind in ("softbreak", "hardbreak"):
            return part
        if part.kind == "figure-words":
            made = _capital(part) if self.fresh and part.get("form") not in _AUTHORS else part
            self.fresh = False
            return made
        if part.text.strip() or part.kind == "image":
            self.fresh = part.kind == "text" and ends_sentence(part.text, self.dotted)
        return part.with_children(tuple(self.part(child) for child in part.children)) if part.children else part


def _capital(part: Node) -> Node:
    (said,) = part.children
    if not said.text[:1].islower():
        return part
    return part.with_children((Node("text", said.attrs, (), said.text[0].upper() + said.text[1:], said.span),))
