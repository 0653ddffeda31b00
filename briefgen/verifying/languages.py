"""The same page in two languages: the same parts in the same order, and the same figures."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.model.diagnostics import Diagnostic, Span, error
from briefgen.verifying.web import Page

PARTS, FACTS = "languages-have-the-same-parts", "languages-give-the-same-facts"


def compare_languages(one: Page, other: Page, folder: str) -> Iterator[Diagnostic]:
    """What one page has and the other has not, kind by kind."""
    yield from _missing(one, other, folder)
    yield from _missing(other, one, folder)
    yield from _order(one, other, folder)
    yield from _facts(one, other, folder)
    yield from _facts(other, one, folder)


def _missing(one: Page, other: Page, folder: str) -> Iterator[Diagnostic]:
    there = {(kind, ident) for kind, ident, _ in other.anchors}
    for kind, ident, line in one.anchors:
        if (kind, ident) not in there:
            message = f"the {kind} #{ident} is missing in {folder}{other.path}"
            yield error(PARTS, message, Span(f"{folder}{one.path}", max(1, line)))


def _order(one: Page, other: Page, folder: str) -> Iterator[Diagnostic]:
    """Of what both have, the first of each kind that stands in another place."""
    for kind in dict.fromkeys(kind for kind, _, _ in one.anchors):
        here = [(ident, line) for its, ident, line in one.anchors if its == kind]
        there = [ident for its, ident, _ in other.anchors if its == kind]
        known = {ident for ident, _ in here}
        common = [(ident, line) for ident, line in here if ident in there]
        for (ident, line), second in zip(common, [it for it in there if it in known], strict=False):
            if ident != second:
                message = f"the {kind} #{ident} stands where {folder}{other.path} has #{second}"
                yield error(PARTS, message, Span(f"{folder}{one.path}", max(1, line)))
                break


def _facts(one: Page, other: Page, folder: str) -> Iterator[Diagnostic]:
    for ident, line in one.facts.items():
        if ident not in other.facts:
            message = f"the figure {ident} does not stand in {folder}{other.path}"
            yield error(FACTS, message, Span(f"{folder}{one.path}", max(1, line)))
