"""Dates that only mean something on the day they were written."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checking.prose.passages import Passage, PassageGroup
from briefgen.checking.prose.vocabulary import StylePatterns, found_in
from briefgen.model.core.diagnostics import Diagnostic

CODE = "date-is-absolute"


def dates_are_absolute(document: PassageGroup, look: StylePatterns) -> Iterator[tuple[Passage, Diagnostic]]:
    """A warning for “last month” and the like, outside quotations."""
    for passage in document.passages:
        for found in found_in(look.relative, passage.text):
            message = f"“{found[0]}” will mean nothing to later readers"
            yield (
                passage,
                passage.told(CODE, message, found.start(), found.end(), "write the date, the month or the year"),
            )
