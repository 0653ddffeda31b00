"""Elements of a Word document."""

from __future__ import annotations

from typing import Any

from lxml import etree

from briefgen.rendering.office.package import clean

Element = Any

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
W = f"{{{SPACES['w']}}}"
R = f"{{{SPACES['r']}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def name(tag: str) -> str:
    """``w:p`` and ``p`` as lxml has them; without a prefix it is the main namespace."""
    prefix, _, local = tag.rpartition(":")
    return f"{{{SPACES[prefix or 'w']}}}{local}"


def el(tag: str, *children: Element, **attributes: object) -> Element:
    """An element with its attributes in the main namespace."""
    made = etree.Element(name(tag), nsmap=SPACES)
    for key, value in attributes.items():
        made.set(W + key.rstrip("_"), clean(str(value)))
    made.extend(children)
    return made


def bare(tag: str, *children: Element, **attributes: object) -> Element:
    """An element whose attributes have no namespace, as drawings have them."""
    made = etree.Element(name(tag), nsmap=SPACES)
    for key, value in attributes.items():
        made.set(key, clean(str(value)))
    made.extend(children)
    return made


def text_of(words: str, tag: str = "t") -> Element:
    """The element that holds the words of a run."""
    made = el(tag)
    made.text = clean(words)
    made.set(_SPACE, "preserve")
    return made


def file_of(root: Element) -> bytes:
    """A member of the package."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
