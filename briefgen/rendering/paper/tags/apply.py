"""The one place where the tag tree of briefgen takes the place of WeasyPrint's.

Upstream's tree is built in a function of its own, with the pages and the texts that were marked on them; here another
function keeps what it needs, and ``file/finish.py`` writes the tree. It rests on boxes as exactly this version makes
them: ``apply`` refuses any other, and a newer pin means reading ``weasyprint/pdf/tags.py`` again
(``make weasyprint`` says what breaks).
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
        builder.add_page(number, page._page_box, stream._tags)
    pdf.structure = builder.structure
