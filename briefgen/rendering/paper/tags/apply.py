"""The seam between WeasyPrint and the tag tree of briefgen.

``apply`` replaces the function in which WeasyPrint builds a tree. Ours builds another from the same pages and keeps it
with the PDF until ``file/finish.py`` writes it. It reads boxes as exactly this version makes them, so ``apply`` refuses
any other: before you raise the pin, read ``weasyprint/pdf/tags.py`` again and run ``make weasyprint``.
"""

from __future__ import annotations

from typing import Any

from briefgen.rendering.paper.tags.build import Builder

PINNED = "70.0"


def apply() -> None:
    """Build tag trees in this process from now on; raises RuntimeError for a version other than the pinned one."""
    from weasyprint import VERSION, pdf

    if VERSION != PINNED:
        raise RuntimeError(f"briefgen sets its pages with WeasyPrint {PINNED}, but {VERSION} is installed")
    pdf.add_tags = _build


def _build(pdf: Any, document: Any, _version: Any, streams: list[Any]) -> None:
    builder = Builder()
    for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        _mark_as_artifacts(stream, builder.add_page(number, page._page_box, stream._tags))
    pdf.structure = builder.structure


def _mark_as_artifacts(stream: Any, numbers: set[int]) -> None:
    """Mark running heads and page numbers as artifacts; they lose their numbers."""
    import pydyf

    for place, item in enumerate(stream.stream):
        if isinstance(item, pydyf.Dictionary) and item.get("MCID") in numbers:
            stream.stream[place - 1 : place + 1] = "/Artifact", pydyf.Dictionary({"Type": "/Pagination"})
