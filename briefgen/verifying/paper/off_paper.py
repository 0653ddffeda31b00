"""Words that a PDF has and that nobody sees: they lie outside of the paper."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.verifying.paper.opened import one_line
from briefgen.verifying.paper.read import ReadPdf

_SAYS = "paper-says-the-same"
_SHOWN = 4
_HINT = "make the table or the line narrower, then build again"


def words_off_paper(paper: ReadPdf, pdf: str, place: Span) -> Iterator[Diagnostic]:
    """Each page on which words are cut off at an edge."""
    for page, cut in sorted(paper.cut.items()):
        words = list(dict.fromkeys(one_line(it) for it in cut))
        shown = ", ".join(f"“{it}”" for it in words[:_SHOWN])
        more = f" and {len(words) - _SHOWN} more" if len(words) > _SHOWN else ""
        message = f"the edge of the paper cuts off {shown}{more} on page {page} of {pdf}"
        yield error(_SAYS, message, place, _HINT)
