"""The document tree of one half of a facing edition: taken apart, its ids made its own, pages left to the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

Element = Any
"""An element of a parsed page."""

NUMBER = "data-n"
"""Attribute with the number of an element, by which its boxes are found again."""
SHARE = "one"
"""Class of what one language has of a page that both share."""
_COVERS = ("cover",)
_BACKS = ("back", "colophon")
_SVG = "{http://www.w3.org/2000/svg}"
_SIDES = re.compile(r"@page[^{]*")
_SIDE_BREAK = re.compile(r"\b(break-(?:before|after)\s*:\s*)(?:left|right|recto|verso)\b")
_ALL_PAGES = re.compile(r"counter\(\s*pages\s*\)")
_NEVER = " of-the-other-side"


@dataclass(slots=True)
class Half:
    """One text. ``cover`` and ``back`` were taken out of it: both languages share those pages."""

    lang: str
    root: Element
    cover: list[Element]
    back: list[Element]
    elements: list[Element] = field(default_factory=list)
    """Those of the text, in order: an element's number is its place here."""
    parents: dict[Element, Element] = field(default_factory=dict)
    keys: dict[Element, str] = field(default_factory=dict)
    """The ids as the author and the templates gave them, the same in both languages."""
    fillers: list[tuple[Element, Element]] = field(default_factory=list)
    """Pages left to the other text: (parent, element)."""

    @property
    def body(self) -> Element:
        """The body of the page."""
        return self.root.find("body")


def half_of(root: Element, lang: str) -> Half:
    """Take a parsed page apart; the tree is changed."""
    cover, back = _take_out(root, _COVERS), _take_out(root, _BACKS)
    for part in (root, *cover, *back):
        _own_ids(part, lang)
    half = Half(lang, root, cover, back)
    half.elements = list(_html_elements(half.body))
    half.parents = {child: parent for parent in half.elements for child in parent}
    prefix = prefix_of(lang)
    half.keys = {it: it.get("id").removeprefix(prefix) for it in half.elements if it.get("id")}
    for number, element in enumerate(half.elements):
        element.set(NUMBER, str(number))
    return half


def _take_out(root: Element, names: tuple[str, ...]) -> list[Element]:
    found = []
    for parent in list(root.iter()):
        for child in [it for it in parent if isinstance(it.tag, str) and _has_class(it, names)]:
            parent.remove(child)
            found.append(child)
    return found


def _has_class(element: Element, names: tuple[str, ...]) -> bool:
    return any(name in names for name in element.get("class", "").split())


def _html_elements(root: Element) -> Iterator[Element]:
    """An element and all in it, but nothing inside a drawing: names in there are its own."""
    yield root
    if root.tag != f"{_SVG}svg":
        for child in root:
            if isinstance(child.tag, str):
                yield from _html_elements(child)


def prefix_of(lang: str) -> str:
    """Return what stands before every id of the half in ``lang``."""
    return f"{lang}--"


def _own_ids(root: Element, lang: str) -> None:
    """Both halves have the same ids: with the language before them, each is there once and links stay in their half."""
    prefix = prefix_of(lang)
    for element in _html_elements(root):
        if ident := element.get("id"):
            element.set("id", prefix + ident)
        if (target := element.get("href") or "").startswith("#"):
            element.set("href", f"#{prefix}{target[1:]}")
        for name in ("aria-labelledby", "aria-describedby", "headers", "for"):
            if names := element.get(name):
                element.set(name, " ".join(prefix + it for it in names.split()))


def shared_page(root: Element, halves: Sequence[Half]) -> None:
    """Fill a page with what both languages share: the covers, then on a page of their own the backs; each in its
    language.
    """
    body = root.find("body")
    for child in list(body):
        body.remove(child)
    body.text = None
    for name, parts in (("covers", [half.cover for half in halves]), ("backs", [half.back for half in halves])):
        group = ElementTree.SubElement(body, "div", {"class": f"shared {name}"})
        for half, elements in zip(halves, parts, strict=True):
            own = ElementTree.SubElement(group, "div", {"class": SHARE, "lang": half.lang})
            own.extend(elements)


# Pages left to the other text


def clear_pages(half: Half) -> None:
    """Take out all pages that were left to the other text."""
    for parent, filler in half.fillers:
        parent.remove(filler)
    half.fillers = []


def leave_pages(half: Half, number: int | None, count: int) -> None:
    """Leave ``count`` pages to the other text before the element of that number, or at the end."""
    element = None if number is None else half.elements[number]
    parent = half.body if element is None else half.parents[element]
    at = len(parent) if element is None else list(parent).index(element)
    for _ in range(count):
        filler = _filler(parent.tag, half.body.get("data-blank", ""))
        parent.insert(at, filler)
        half.fillers.append((parent, filler))


def _filler(parent: str, words: str) -> Element:
    inside = {"tbody": "tr", "ol": "li", "ul": "li"}.get(parent, "div")
    style = "break-before: page; counter-increment: none" if inside == "li" else "break-before: page"
    filler = ElementTree.Element(inside, {"class": "left-blank", "style": style})
    holder = ElementTree.SubElement(filler, "td") if inside == "tr" else filler
    ElementTree.SubElement(holder, "p").text = words
    return filler


# Style sheets


def one_side(css: str, side: str) -> str:
    """The style sheet for a text that has pages of one side only: rules of the other never hold."""
    other = {"left": "right", "right": "left"}[side]

    def without_side(found: re.Match[str]) -> str:
        parts = [_of_side(part, side, other) for part in found[0].removeprefix("@page").split(",")]
        return "@page" + ",".join(parts)

    return _SIDE_BREAK.sub(r"\1page", _SIDES.sub(without_side, css))


def _of_side(selector: str, side: str, other: str) -> str:
    if f":{other}" in selector:
        return f"{_NEVER} "
    return selector.replace(f":{side}", "")


def literal_pages(css: str, total: int) -> str:
    """The style sheet with the number of all pages as it is known, instead of a counter of its own half's."""
    return _ALL_PAGES.sub(f'"{total}"', css)
