"""What only the form for a printer needs: boxes as declared, and pages that make whole sheets of a booklet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from briefgen.rendering.paper.file.plates import PAGES_A_SHEET

LEAF = "leaf"
"""Class of a page that is left blank to make a booklet's sheets whole."""
BACK = "back"
"""Class of the back cover: blank pages stand before it."""
_ROUNDS = 3
"""Layouts after which it is given up to make whole sheets: the imposition then adds blank pages at the end."""


Document = Any
Element = Any


def lay_out_padded(root: Element, lay_out: Callable[[], Document]) -> Document:
    """Lay out, with as many blank pages before the back cover as make the pages a multiple of four."""
    document = lay_out()
    for _ in range(_ROUNDS):
        missing = -len(document.pages) % PAGES_A_SHEET
        if not missing:
            break
        _leave_blank(root, missing)
        document = lay_out()
    return document


def _leave_blank(root: Element, pages: int) -> None:
    """Blank pages before the last element of the body when that is a back cover, else after everything."""
    body = root.find("body")
    back = next((child for child in reversed(body) if BACK in child.get("class", "").split()), None)
    at = len(body) if back is None else list(body).index(back)
    for _ in range(pages):
        body.insert(at, body.makeelement("div", {"class": LEAF}))
