"""A patch of what is set within lines in the tag tree of WeasyPrint 70.0: one element, however many lines it takes.

Upstream makes an element anew on each line, which does no harm to ``<em>``. But a paragraph or an item of a list that
runs in with what is around it would be read as so many paragraphs and items as it has lines.
"""

from __future__ import annotations

from briefgen.rendering.paper.tags.tree import (
    Box,
    Element,
    Pdf,
    children,
    is_element,
    move,
    parent,
    resolve,
    seen,
)

_WITHIN_LINES = ("/Span", "/Link", "/Reference")
_OPAQUE = ("/Table", "/Figure", "/TOC", "/TOCI")
"""Nothing is put at the end of these."""


def goes_on(box: Box, element: Element, pdf: Pdf) -> bool:
    """Whether ``element`` only went on with one on an earlier line, which has all of it now."""
    from weasyprint.formatting_structure import boxes

    if not (isinstance(box, boxes.InlineBox) and is_element(box)) or element["S"] in _WITHIN_LINES:
        return False
    pieces, key = seen(pdf).pieces, (box.element, box.element_tag)
    first = pieces.get(key)
    if first is None or first["Pg"] != element["Pg"]:
        pieces[key] = element
        return False
    if _is_within(first, element, pdf):
        return False
    for child in children(element, pdf):
        if not _is_space_after(child, first, pdf):
            move(child, first, pdf)
    if element["K"]:
        return False
    _drop(element)
    return True


def _is_space_after(paragraph: Element, first: Element, pdf: Pdf) -> bool:
    """Whether ``paragraph`` was but the space after the last block of ``first``, which has it now."""
    blocks, spaces = children(first, pdf), children(paragraph, pdf)
    if paragraph["S"] != "/P" or not blocks or not all(is_blank(it.reference, pdf) for it in spaces):
        return False
    if not all(put_at_end(it, blocks[-1], pdf) for it in spaces):
        return False
    resolve(paragraph["P"], pdf)["K"].remove(paragraph.reference)
    _drop(paragraph)
    return True


def _drop(element: Element) -> None:
    """What stands in no tree is not an object of the file either."""
    element.free = "f"


def note_blanks(box: Box, element: Element, pdf: Pdf) -> None:
    """Remember which of the texts right in ``box`` are nothing but space."""
    from weasyprint.formatting_structure import boxes

    if element["S"] == "/Link" or not isinstance(box, boxes.ParentBox):
        return
    lines = (it.children if isinstance(it, boxes.LineBox) else (it,) for it in box.children)
    texts = [it.text for line in lines for it in line if isinstance(it, boxes.TextBox)]
    tagged = [it for it in children(element, pdf) if all(isinstance(kid, int) for kid in it["K"]) and it["K"]]
    tagged = [it for it in tagged if it.number not in seen(pdf).origins]
    if len(texts) == len(tagged):
        seen(pdf).blanks.update(it.number for it, text in zip(tagged, texts, strict=True) if not text.strip())


def is_blank(kid: bytes | str | int, pdf: Pdf) -> bool:
    """Whether ``kid`` is nothing but space."""
    return (
        isinstance(kid, bytes | str) and resolve(kid, pdf).get("S") == "/Span" and _only_blank(resolve(kid, pdf), pdf)
    )


def put_at_end(blank: Element, after: Element, pdf: Pdf) -> bool:
    """Space between blocks belongs to the end of the block before it: whether there is one that can have it."""
    while inside := [it for it in children(after, pdf) if it["S"] not in _WITHIN_LINES]:
        if inside[-1]["S"] in _OPAQUE:
            return False
        after = inside[-1]
    if after["S"] in _OPAQUE:
        return False
    move(blank, after, pdf)
    return True


def mend_space_in_lists(element: Element, pdf: Pdf) -> None:
    """Space between the items of a list that runs in with its text is part of the item before it."""
    if not _is_list(element, pdf):
        return
    before: Element | None = None
    for child in children(element, pdf):
        if not is_blank(child.reference, pdf):
            before = child
        elif before is not None:
            put_at_end(child, before, pdf)


def _is_list(element: Element, pdf: Pdf) -> bool:
    """Whether ``element`` is a list, or lines of one."""
    while element["S"] == "/NonStruct" and (above := parent(element, pdf)) is not None:
        element = above
    return bool(element["S"] == "/L")


def _only_blank(element: Element, pdf: Pdf) -> bool:
    inside = children(element, pdf)
    if not inside:
        return element.number in seen(pdf).blanks
    return len(inside) == len(element["K"]) and all(_only_blank(it, pdf) for it in inside)


def _is_within(element: Element, other: Element, pdf: Pdf) -> bool:
    above: Element | None = element
    while above is not None:
        if above is other:
            return True
        above = parent(above, pdf)
    return False
