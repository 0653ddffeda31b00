"""The structure tree of a PDF in the making: how the patches find their way in it, and what they note for later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Box = Any
Element = Any
Pdf = Any


@dataclass(slots=True)
class TreeSource:
    """What the tree was built from, kept until the file is finished."""

    by_id: dict[str, Element] = field(default_factory=dict)
    """The first structure element of each id in the HTML."""
    headings: list[tuple[str, Element]] = field(default_factory=list)
    """What bookmarks lead to: their words, and the element."""
    origins: dict[int, tuple[Any, str]] = field(default_factory=dict)
    """The HTML element, and the name of its box, by the number of the structure element."""
    calls: dict[Any, list[Element]] = field(default_factory=dict)
    """Calls of notes by the HTML element of the note."""
    notes: dict[Any, list[Element]] = field(default_factory=dict)
    """Notes by their HTML element: one that runs on over a page is in two pieces."""
    pieces: dict[Any, Element] = field(default_factory=dict)
    """The first piece of what is set within lines, by its HTML element and the name of its box."""
    blanks: set[int] = field(default_factory=set)
    """Numbers of the structure elements of texts that are nothing but space."""


def seen(pdf: Pdf) -> TreeSource:
    """What was noted of ``pdf`` so far."""
    if not hasattr(pdf, "seen"):
        pdf.seen = TreeSource()
    found: TreeSource = pdf.seen
    return found


def is_element(box: Box) -> bool:
    """Whether the box is an element's own and not one of its ``::before``, ``::marker`` …"""
    return box.element is not None and "::" not in (box.element_tag or "")


def children(element: Element, pdf: Pdf) -> list[Element]:
    """The structure elements right below ``element``; marked content and annotations are left out."""
    found = [resolve(kid, pdf) for kid in element["K"] if isinstance(kid, bytes | str)]
    return [child for child in found if child.get("Type") == "/StructElem"]


def below(element: Element, pdf: Pdf) -> Iterator[Element]:
    """Every structure element under ``element``, parents first."""
    for child in children(element, pdf):
        yield child
        yield from below(child, pdf)


def resolve(reference: bytes | str, pdf: Pdf) -> Element:
    """The object that ``reference`` names."""
    return pdf.objects[int(reference.split()[0])]


def parent(element: Element, pdf: Pdf) -> Element | None:
    """The object above ``element``."""
    return resolve(element["P"], pdf) if "P" in element else None


def move(element: Element, to: Element, pdf: Pdf, place: int | None = None) -> None:
    """Take ``element`` out of its parent and put it below ``to``: at ``place``, or last."""
    above = resolve(element["P"], pdf)
    above["K"].remove(element.reference)
    element["P"] = to.reference
    to["K"].insert(len(to["K"]) if place is None else place, element.reference)


def wrap(element: Element, name: str, pdf: Pdf) -> Element:
    """Put a new element called ``name`` between ``element`` and its parent."""
    import pydyf

    above = resolve(element["P"], pdf)
    made = pydyf.Dictionary(
        {"Type": "/StructElem", "S": name, "K": pydyf.Array([element.reference]), "P": above.reference}
    )
    if "Pg" in element:
        made["Pg"] = element["Pg"]
    pdf.add_object(made)
    above["K"][above["K"].index(element.reference)] = made.reference
    element["P"] = made.reference
    return made
