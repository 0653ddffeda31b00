"""The direction that an author gives to text: one that runs against its letters would move its full stops."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from briefgen.language.lines.scripts import direction_of
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span, warning
from briefgen.model.core.document import Node
from briefgen.model.core.written import Lang

_LEFTWARD = frozenset({"R", "AL"})
"""Bidirectional classes of letters that are written from right to left."""


def without_its_own_direction(body: Node, lang: Lang) -> Node:
    """A text without the element round all of it that only gives the direction of its language.

    Other programs need it. Here it would take the headings out of the contents.
    """
    match body.children:
        case (only,) if dict(only.attrs) == {"tag": "div", "dir": direction_of(lang)}:
            return Node(body.kind, body.attrs, only.children, body.text, body.span)
    return body


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
