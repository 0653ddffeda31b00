"""Mends to the tag tree of WeasyPrint 70.0, so that a screen reader hears what the page shows.

Each function mends one thing and names the upstream issue where there is one. They rest on a private
function of exactly this version: ``apply`` refuses any other, and a newer pin means reading that
function again and dropping what is mended there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

PINNED = "70.0"
WORD_JOINER = "\u2060"

_SVG = "{http://www.w3.org/2000/svg}"
_WITHOUT_ELEMENT = ("html", "body")
"""Like pages, they have no structure element of their own: what they yield are their children's."""

Box = Any
Element = Any
Pdf = Any


def apply() -> None:
    """Mend WeasyPrint in this process, once; raises RuntimeError for a version other than the pinned one."""
    from weasyprint import VERSION
    from weasyprint.formatting_structure import boxes
    from weasyprint.pdf import tags

    if VERSION != PINNED:
        raise RuntimeError(f"briefgen sets its pages with WeasyPrint {PINNED}, but {VERSION} is installed")
    original = tags._build_box_tree
    if getattr(original, "mended", False):
        return

    def build(
        box: Box, parent: Element, pdf: Pdf, page: int, nums: Any, annotations: list[Any], left: Any
    ) -> Iterator[Element]:
        inner = box._box if isinstance(box, tags.AbsolutePlaceholder) else box
        own = inner.element_tag not in _WITHOUT_ELEMENT and not isinstance(inner, boxes.PageBox)
        for element in original(box, parent, pdf, page, nums, annotations, left):
            if own:
                _mend(inner, element, pdf, annotations)
            yield element

    build.mended = True  # type: ignore[attr-defined]
    tags._build_box_tree = build


def _mend(box: Box, element: Element, pdf: Pdf, annotations: list[Any]) -> None:
    _language(box, element)
    _header_scope(box, element)
    _footnotes(box, element, pdf)
    _paragraph_number(box, element, pdf)
    _contents(box, element, pdf)
    _drawing(box, element)
    if box.link_annotation is not None:
        _link_text(box)
        _link_inside_link(box, element, pdf, annotations)


def _language(box: Box, element: Element) -> None:
    """Only the catalogue carries a language upstream: English inside Korean would be read in a Korean voice."""
    import pydyf

    if _is_element(box) and (lang := box.element.get("lang")):
        element["Lang"] = pydyf.String(lang)


def _header_scope(box: Box, element: Element) -> None:
    """Header cells spanning rows and columns get a wrong header map; a scope says it plainly (rule 7.5-1)."""
    if element.get("S") == "/TH" and _is_element(box) and "A" in element:
        element["A"]["Scope"] = "/Row" if box.element.get("scope") in ("row", "rowgroup") else "/Column"


def _footnotes(box: Box, element: Element, pdf: Pdf) -> None:
    """Notes at the foot of a page are notes, with an id; upstream they are spans."""
    import pydyf
    from weasyprint.formatting_structure import boxes

    tag = box.element_tag or ""
    if tag.endswith("::footnote-call"):
        element["S"] = "/Reference"
    elif tag.endswith("::footnote-marker"):
        element["S"] = "/Lbl"
    elif isinstance(box, boxes.FootnoteAreaBox):
        for child in _children(element, pdf):
            child["S"] = "/Note"
            child["ID"] = pydyf.String(f"note-{child.number}")


def _paragraph_number(box: Box, element: Element, pdf: Pdf) -> None:
    """The number of a paragraph is its label: whoever hears the text can cite it too.

    The layout puts a box round the lines beside it, which would be a paragraph in the paragraph.
    """
    if box.element is None or not box.element.get("data-number"):
        return
    if (box.element_tag or "").endswith("::before"):
        element["S"] = "/Lbl"
    elif element.get("S") == "/P" and _resolve(element["P"], pdf).get("S") == "/P":
        element["S"] = "/NonStruct"


def _contents(box: Box, element: Element, pdf: Pdf) -> None:
    """The list of ``class="contents"`` is a table of contents, so that its entries are announced as such."""
    if _is_element(box) and element.get("S") == "/L" and "contents" in box.element.get("class", "").split():
        _as_contents(element, pdf)


def _as_contents(element: Element, pdf: Pdf) -> None:
    becomes = {"/L": "/TOC", "/LI": "/TOCI", "/LBody": "/NonStruct"}
    if (name := element.get("S")) in becomes:
        element["S"] = becomes[name]
        for child in _children(element, pdf):
            _as_contents(child, pdf)


def _drawing(box: Box, element: Element) -> None:
    """A drawing is described by its title and its description; upstream by the title alone."""
    import pydyf

    if not _is_element(box) or box.element.tag != f"{_SVG}svg":
        return
    said = (box.element.findtext(f"{_SVG}{name}") or "" for name in ("title", "desc"))
    if words := " ".join(" ".join(said).split()):
        element["Alt"] = pydyf.String(words)


def _link_text(box: Box) -> None:
    """A link is announced by its words; upstream it is announced by its address."""
    import pydyf

    if not _is_element(box):
        return
    words = box.element.get("aria-label") or box.element.get("title") or "".join(box.element.itertext())
    if clean := " ".join(words.replace(WORD_JOINER, "").split()):
        box.link_annotation["Contents"] = pydyf.String(clean)


def _link_inside_link(box: Box, element: Element, pdf: Pdf, annotations: list[Any]) -> None:
    """The annotation of ``<a><em>…`` belongs to the link (Kozea/WeasyPrint #185, #2482; rule 7.18.5-1)."""
    link = _link_above(element, pdf)
    if link is None:
        return
    for index, (_, annotation) in enumerate(annotations):
        if annotation is box.link_annotation:
            _move_reference(element, link, annotation, pdf)
            annotations[index] = (link.reference, annotation)
    if element.get("S") == "/Link":
        element["S"] = "/Span"


def _link_above(element: Element, pdf: Pdf) -> Element | None:
    """The outermost link around ``element``: links do not nest, so it is the author's own."""
    found = None
    while "P" in element:
        element = _resolve(element["P"], pdf)
        if element.get("S") == "/Link":
            found = element
    return found


def _move_reference(element: Element, link: Element, annotation: Any, pdf: Pdf) -> None:
    for reference in [kid for kid in element["K"] if isinstance(kid, bytes | str)]:
        target = _resolve(reference, pdf)
        if target.get("Type") == "/OBJR" and target["Obj"] == annotation.reference:
            element["K"].remove(reference)
            link["K"].append(reference)


def _is_element(box: Box) -> bool:
    """Whether the box is an element's own and not one of its ``::before``, ``::marker`` …"""
    return box.element is not None and "::" not in (box.element_tag or "")


def _children(element: Element, pdf: Pdf) -> list[Element]:
    found = [_resolve(kid, pdf) for kid in element["K"] if isinstance(kid, bytes | str)]
    return [child for child in found if child.get("Type") == "/StructElem"]


def _resolve(reference: bytes | str, pdf: Pdf) -> Element:
    return pdf.objects[int(reference.split()[0])]
