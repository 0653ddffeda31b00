"""Patches of lists in the tag tree of WeasyPrint 70.0."""

from __future__ import annotations

from itertools import pairwise

from briefgen.rendering.paper.tags.inlines import mend_space_in_lists
from briefgen.rendering.paper.tags.tree import (
    Box,
    Element,
    Pdf,
    below,
    children,
    is_element,
    move,
    parent,
    seen,
    wrap,
)

_NUMBERING = {
    "decimal": "/Decimal",
    "lower-alpha": "/LowerAlpha",
    "lower-latin": "/LowerAlpha",
    "upper-alpha": "/UpperAlpha",
    "upper-latin": "/UpperAlpha",
    "lower-roman": "/LowerRoman",
    "upper-roman": "/UpperRoman",
    "disc": "/Disc",
    "circle": "/Circle",
    "square": "/Square",
}
_BY_TAG = {"ol": "/Decimal", "ul": "/Disc"}


def mend_lists(box: Box, element: Element, pdf: Pdf) -> None:
    """What a list counts with, what a list of terms says of what, and contents as contents."""
    if not is_element(box):
        return
    name, tag = element.get("S"), box.element.tag
    if name == "/L" and tag in _BY_TAG:
        _numbering(box, element)
        _inner_lists(element, pdf)
    if name == "/L" and "contents" in box.element.get("class", "").split():
        _as_contents(element, pdf)
    if tag == "div" and name == "/Div" and (above := parent(element, pdf)) and above.get("S") == "/L":
        _described(element, pdf)
    mend_space_in_lists(element, pdf)


def _numbering(box: Box, element: Element) -> None:
    """A list with marks says of what kind they are; upstream never does."""
    import pydyf

    marks = box.style["list_style_type"]
    if marks != "none":
        kind = _NUMBERING.get(marks if isinstance(marks, str) else "", _BY_TAG[box.element.tag])
        element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": kind})


def _inner_lists(element: Element, pdf: Pdf) -> None:
    """A list in an item is read before what follows it there; upstream puts it after the whole item."""
    origins = seen(pdf).origins
    for item, inner in pairwise(children(element, pdf)):
        if (item.get("S"), inner.get("S")) != ("/LI", "/L") or not {item.number, inner.number} <= set(origins):
            continue
        order = list(origins[item.number][0])
        if (listed := origins[inner.number][0]) not in order:
            continue
        after = order[order.index(listed) + 1 :]
        later = (it for it in below(item, pdf) if it.number in origins and origins[it.number][0] in after)
        if (first := next(later, None)) is not None and (body := parent(first, pdf)) is not None:
            move(inner, body, pdf, body["K"].index(first.reference))


def _described(element: Element, pdf: Pdf) -> None:
    """``<div><dt>…<dd>…</div>`` of a ``<dl>`` is one item: a term as label, its description as body.

    Upstream makes a division with an item each for term and description (Kozea/WeasyPrint #2482).
    """
    element["S"] = "/LI"
    for item in children(element, pdf):
        bodies = children(item, pdf)
        if item.get("S") == "/LI" and len(bodies) == 1:
            body = bodies[0]
            element["K"][element["K"].index(item.reference)] = body.reference
            body["P"] = element.reference
            # What stands in no tree is not an object of the file either.
            item.free = "f"
            if not _labels(element, pdf) and _is_term(body, pdf):
                body["S"] = "/Lbl"


def _labels(element: Element, pdf: Pdf) -> list[Element]:
    return [child for child in children(element, pdf) if child.get("S") == "/Lbl"]


def _is_term(body: Element, pdf: Pdf) -> bool:
    origin = seen(pdf).origins.get(body.number)
    return origin is not None and origin[1] == "dt"


def _as_contents(element: Element, pdf: Pdf) -> None:
    """The list of ``class="contents"`` is a table of contents, so that its entries are announced as such."""
    becomes = {"/L": "/TOC", "/LI": "/TOCI", "/LBody": "/NonStruct"}
    # An entry refers to a page; what stands beside the reference is a paragraph.
    around = {"/Link": "/Reference", "/Span": "/P"}
    name = element.get("S")
    if name in around:
        wrap(element, around[name], pdf)
    elif name in (*becomes, "/NonStruct"):
        element["S"] = becomes.get(name, name)
        element.pop("A", None)
        for child in children(element, pdf):
            _as_contents(child, pdf)
