"""Patches of the tag tree of WeasyPrint 70.0, so that a screen reader hears what the page shows.

Each function fixes one thing and names the upstream issue where there is one; lists, tables and figures have modules
of their own. They rest on a private function of exactly this version: ``apply`` refuses any other, and a newer pin
means reading that function again and dropping what is fixed there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.rendering.paper.tags.blocks import mend_blocks
from briefgen.rendering.paper.tags.figures import mend_figures
from briefgen.rendering.paper.tags.inlines import goes_on, note_blanks
from briefgen.rendering.paper.tags.lists import mend_lists
from briefgen.rendering.paper.tags.tables import mend_table
from briefgen.rendering.paper.tags.tree import Box, Element, Pdf, children, is_element, parent, resolve, seen

PINNED = "70.0"
WORD_JOINER = "\u2060"

_WITHOUT_ELEMENT = ("html", "body")
"""Like pages, they have no structure element of their own: what they yield are their children's."""


def apply() -> None:
    """Patch WeasyPrint in this process, once; raises RuntimeError for a version other than the pinned one."""
    from weasyprint import VERSION
    from weasyprint.formatting_structure import boxes
    from weasyprint.pdf import tags

    if VERSION != PINNED:
        raise RuntimeError(f"briefgen sets its pages with WeasyPrint {PINNED}, but {VERSION} is installed")
    original = tags._build_box_tree
    if getattr(original, "patched", False):
        return

    def build(
        box: Box, parent: Element, pdf: Pdf, page: int, nums: Any, annotations: list[Any], left: Any
    ) -> Iterator[Element]:
        inner = box._box if isinstance(box, tags.AbsolutePlaceholder) else box
        own = inner.element_tag not in _WITHOUT_ELEMENT and not isinstance(inner, boxes.PageBox)
        for element in original(box, parent, pdf, page, nums, annotations, left):
            if own:
                _patch(inner, element, pdf, annotations)
                if goes_on(inner, element, pdf):
                    continue
            yield element

    build.patched = True  # type: ignore[attr-defined]
    tags._build_box_tree = build


def _patch(box: Box, element: Element, pdf: Pdf, annotations: list[Any]) -> None:
    _note_origin(box, element, pdf)
    note_blanks(box, element, pdf)
    _language(box, element)
    _footnotes(box, element, pdf)
    _leader(box, element)
    _paragraph_number(box, element, pdf)
    mend_lists(box, element, pdf)
    mend_table(box, element)
    mend_figures(box, element, pdf)
    mend_blocks(box, element, pdf)
    if box.link_annotation is not None:
        _link_text(box)
        _link_inside_link(box, element, pdf, annotations)


def _note_origin(box: Box, element: Element, pdf: Pdf) -> None:
    """What the file is finished with: ids, headings, and which HTML element became which structure element."""
    if box.element is None:
        return
    noted = seen(pdf)
    noted.origins[element.number] = (box.element, box.element_tag or "")
    if is_element(box):
        ident = box.element.get("id")
        inner = noted.by_id.get(ident)
        # Boxes that the layout puts around part of an element come before it and say its id too.
        if ident and (inner is None or parent(inner, pdf) is element):
            noted.by_id[ident] = element
        if box.bookmark_label:
            noted.headings.append((box.bookmark_label, element))


def _language(box: Box, element: Element) -> None:
    """Only the catalogue carries a language upstream: English inside Korean would be read in a Korean voice."""
    import pydyf

    if is_element(box) and (lang := box.element.get("lang")):
        element["Lang"] = pydyf.String(lang)


def _footnotes(box: Box, element: Element, pdf: Pdf) -> None:
    """Notes at the foot of a page are notes with an id, and calls lead to them; upstream both are spans."""
    import pydyf
    from weasyprint.formatting_structure import boxes

    tag = box.element_tag or ""
    if tag.endswith("::footnote-call"):
        element["S"] = "/Reference"
        seen(pdf).calls.setdefault(box.element, []).append(element)
    elif tag.endswith("::footnote-marker"):
        element["S"] = "/Lbl"
    elif isinstance(box, boxes.FootnoteAreaBox):
        for child in children(element, pdf):
            child["S"] = "/Note"
            child["ID"] = pydyf.String(f"note-{child.number}")
            if child.number in seen(pdf).origins:
                seen(pdf).notes.setdefault(seen(pdf).origins[child.number][0], []).append(child)


def _paragraph_number(box: Box, element: Element, pdf: Pdf) -> None:
    """The number of a paragraph is its label: whoever hears the text can cite it too.

    The layout puts a box round the lines beside it, which would be a paragraph in the paragraph.
    """
    if box.element is None or not box.element.get("data-number"):
        return
    if (box.element_tag or "").endswith("::before"):
        element["S"] = "/Lbl"
    elif element.get("S") == "/P" and resolve(element["P"], pdf).get("S") == "/P":
        element["S"] = "/NonStruct"


def _leader(box: Box, element: Element) -> None:
    """The dots between a title and its page are a space to the ear; upstream each of them is read."""
    import pydyf

    if box.is_leader:
        element["ActualText"] = pydyf.String(" ")


def _link_text(box: Box) -> None:
    """A link is announced by its words; upstream it is announced by its address."""
    import pydyf

    if not is_element(box):
        return
    words = box.element.get("aria-label") or box.element.get("title") or "".join(box.element.itertext())
    if clean := " ".join(words.replace(WORD_JOINER, "").split()):
        box.link_annotation["Contents"] = pydyf.String(clean)


def _link_inside_link(box: Box, element: Element, pdf: Pdf, annotations: list[Any]) -> None:
    """The annotation of ``<a><em>…`` belongs to the link (Kozea/WeasyPrint #185, #2482; rule 7.18.5-1)."""
    link = _link_above(element, pdf)
    if link is None:
        return
    # From the end, where it was just put: all of them would be looked through for each.
    for index in reversed(range(len(annotations))):
        if annotations[index][1] is box.link_annotation:
            _move_reference(element, link, box.link_annotation, pdf)
            annotations[index] = (link.reference, box.link_annotation)
            break
    if element.get("S") == "/Link":
        element["S"] = "/Span"


def _link_above(element: Element, pdf: Pdf) -> Element | None:
    """The outermost link around ``element``: links do not nest, so it is the author's own."""
    found = None
    while "P" in element:
        element = resolve(element["P"], pdf)
        if element.get("S") == "/Link":
            found = element
    return found


def _move_reference(element: Element, link: Element, annotation: Any, pdf: Pdf) -> None:
    for reference in [kid for kid in element["K"] if isinstance(kid, bytes | str)]:
        target = resolve(reference, pdf)
        if target.get("Type") == "/OBJR" and target["Obj"] == annotation.reference:
            element["K"].remove(reference)
            link["K"].append(reference)
