"""Classes that an author's text may not have: the theme hides or moves what has them, or it is part of a page."""

from __future__ import annotations

from dataclasses import replace

from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span, warning
from briefgen.model.core.document import Node


def without_classes(body: Node, refused: frozenset[str], path: str) -> Outcome[Node]:
    """A text without the refused classes, each of which is reported where it stands."""
    problems: list[Diagnostic] = []

    def kept(part: Node) -> Node:
        given = part.get("class").split()
        wrong = [name for name in dict.fromkeys(given) if name in refused]
        for name in wrong:
            why = "the theme hides or moves text with it, or marks parts of pages with it"
            message = f"the class “{name}” is left out: {why}"
            hint = "remove it, or use another name; text that readers should not see is best deleted"
            told = warning("html-is-allowed", message, part.span or body.span or Span(path), hint)
            problems.append(replace(told, subject=("look", name)))
        return part.with_attrs(**{"class": " ".join(name for name in given if name not in wrong)}) if wrong else part

    is_any = any(not refused.isdisjoint(part.get("class").split()) for part in body.walk() if "class" in part.attrs)
    return Outcome(body.map(kept) if is_any else body, tuple(problems))
