"""The direction that an author gives to text: one that runs against its letters would move its full stops."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span, warning
from briefgen.model.core.document import Node

_LEFTWARD = frozenset({"R", "AL"})
"""Bidirectional classes of letters that are written from right to left."""


def without_false_directions(body: Node, path: str) -> Outcome[Node]:
    """A text without each ``dir="rtl"`` on words that no script writes from right to left, and a report of it."""
    problems: list[Diagnostic] = []

    def kept(part: Node) -> Node:
        if part.get("dir").lower() != "rtl" or any(unicodedata.bidirectional(it) in _LEFTWARD for it in part.plain()):
            return part
        message = "the attribute “dir” is left out: none of these letters is written from right to left"
        hint = "delete it: dir=rtl is for Arabic or Hebrew, with its language: {lang=ar dir=rtl}"
        found = warning("html-is-allowed", message, part.span or body.span or Span(path), hint)
        problems.append(replace(found, subject=("look",)))
        attrs = {name: value for name, value in part.attrs.items() if name != "dir"}
        return Node(part.kind, attrs, part.children, part.text, part.span)

    is_any = any("dir" in part.attrs for part in body.walk())
    return Outcome(body.map(kept) if is_any else body, tuple(problems))
