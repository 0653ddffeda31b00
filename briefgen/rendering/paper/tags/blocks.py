"""Patches of blocks in the tag tree of WeasyPrint 70.0 (Kozea/WeasyPrint #2153)."""

from __future__ import annotations

from itertools import groupby

from briefgen.rendering.paper.tags.inlines import is_blank, put_at_end
from briefgen.rendering.paper.tags.tree import Box, Element, Pdf, children, parent, resolve, seen

_CLEAR = ("/Div", "/NonStruct")
"""What stands in these stands, for the standard, in what is around them."""
_GROUPS = ("/Document", "/Part", "/Art", "/Sect", "/BlockQuote")
_INLINE = ("/Span", "/Link", "/Reference")


def mend_blocks(box: Box, element: Element, pdf: Pdf) -> None:
    """No element twice for one in the HTML, no text outside a paragraph."""
    _anonymous(box, element, pdf)
    _phrase(box, element, pdf)
    if element["S"] in (*_CLEAR, *_GROUPS) and _is_group(element, pdf):
        _loose_text(element, pdf)


def _anonymous(box: Box, element: Element, pdf: Pdf) -> None:
    """A box that the layout puts around part of an element is not a second element of its kind.

    Upstream sees to this for cells and items of lists; here a caption in a caption, a paragraph in a paragraph.
    """
    if box.element is None:
        return
    origins = seen(pdf).origins
    for child in children(element, pdf):
        if origins.get(child.number) == (box.element, box.element_tag) and child["S"] == element["S"] != "/Link":
            child["S"] = "/NonStruct"


def _phrase(box: Box, element: Element, pdf: Pdf) -> None:
    """``<em>``, ``<sup>``, ``<b>`` … are part of a line; upstream has no tag for them."""
    from weasyprint.formatting_structure import boxes

    in_line = element["S"] == "/NonStruct" and isinstance(box, boxes.InlineBox)
    if in_line and all(child["S"] in _INLINE for child in children(element, pdf)):
        element["S"] = "/Span"


def _is_group(element: Element, pdf: Pdf) -> bool:
    """Whether text right below ``element`` would stand in no paragraph, cell, item …"""
    while element.get("S") in _CLEAR:
        above = parent(element, pdf)
        if above is None:
            return False
        element = above
    return element.get("S") in _GROUPS


def _loose_text(element: Element, pdf: Pdf) -> None:
    """Text that stands between blocks is a paragraph of its own."""
    _space_between(element, pdf)
    kids = list(element["K"])
    made: list[bytes | str | int] = []
    for inline, run in groupby(kids, lambda kid: _is_inline(kid, pdf)):
        together = list(run)
        made.extend([_paragraph(together, element, pdf).reference] if inline else together)
    element["K"][:] = made


def _space_between(element: Element, pdf: Pdf) -> None:
    """Space that stands between blocks is not a paragraph."""
    before: bytes | str | None = None
    for kid in list(element["K"]):
        if isinstance(kid, int):
            before = None
        elif is_blank(kid, pdf) and before is not None and not _is_inline(before, pdf):
            put_at_end(resolve(kid, pdf), resolve(before, pdf), pdf)
        else:
            before = kid


def _is_inline(kid: bytes | str | int, pdf: Pdf) -> bool:
    return isinstance(kid, bytes | str) and resolve(kid, pdf).get("S") in _INLINE


def _paragraph(kids: list[bytes | str | int], element: Element, pdf: Pdf) -> Element:
    import pydyf

    made = pydyf.Dictionary({"Type": "/StructElem", "S": "/P", "K": pydyf.Array(kids), "P": element.reference})
    if "Pg" in element:
        made["Pg"] = element["Pg"]
    pdf.add_object(made)
    for kid in kids:
        if isinstance(kid, bytes | str):
            resolve(kid, pdf)["P"] = made.reference
    return made
