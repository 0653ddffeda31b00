"""A patch of the references to pages in pydyf 0.13.0: they are made once for all pages, not once for each use.

WeasyPrint 70.0 asks for the page of every structure element and bookmark, and each time upstream writes out the
references to all pages: the work grew with the square of the pages and was a third of it in a pack of 800.
"""

from __future__ import annotations

from typing import Any

_KEPT = "kept_page_references"


def apply() -> None:
    """Patch pydyf in this process, once."""
    from pydyf import PDF

    original = PDF.page_references
    if getattr(original.fget, "patched", False):
        return

    def page_references(pdf: Any) -> tuple[bytes, ...]:
        kids = pdf.pages["Kids"]
        found: tuple[bytes, ...]
        count, found = getattr(pdf, _KEPT, (-1, ()))
        if count != len(kids):
            found = original.fget(pdf)
            setattr(pdf, _KEPT, (len(kids), found))
        return found

    page_references.patched = True  # type: ignore[attr-defined]
    PDF.page_references = property(page_references)
