"""What a page may hold, judged by another reader of HTML and by the rules of a browser, not by our own code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

import tinyhtml5

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
OF_TEXTS = frozenset({"brief", "page", "pack", "topic", "fact", "term", "site", "file"})
"""Schemes that a text uses before its links are resolved; a browser knows none of them."""
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
ACTIVE = frozenset(
    {*("applet", "base", "embed", "form", "frame", "frameset", "iframe", "link", "math", "meta", "object", "script")}
    | {"style", "svg", "template"}
)
_ADDRESSES = frozenset(
    {"action", "background", "cite", "data", "formaction", "href", "longdesc", "manifest", "poster", "src", "usemap"}
)
_NEVER = frozenset({"style", "srcdoc", "http-equiv", "srcset", "ping", "formaction", "action"})


def scheme_of(address: str) -> str:
    """The scheme of an address by the URL standard; empty for a relative one."""
    seen = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(0x21)))))
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", seen)
    return found[1].lower() if found else ""


def live_in(html: str) -> list[str]:
    """What in a piece of a page could act: an element, a handler, a style, an address that a browser would run."""
    page = f"<!DOCTYPE html><body>{html}".encode("utf-8", "replace")
    return list(_live(tinyhtml5.parse(page, namespace_html_elements=False, transport_encoding="utf-8")))


def _live(root: Element) -> Iterator[str]:
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag.lower() in ACTIVE:
            yield f"<{element.tag}>"
        for name, value in element.attrib.items():
            if (
                name.lower().startswith("on")
                or name.lower() in _NEVER
                or (name.lower() in _ADDRESSES and scheme_of(value) not in SCHEMES | OF_TEXTS | {""})
            ):
                yield f"{name}={value!r}"


class _Nesting(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")


def badly_nested(html: str) -> list[str]:
    """End tags that close nothing or the wrong element, and elements that stay open."""
    nesting = _Nesting()
    nesting.feed(html)
    nesting.close()
    return nesting.wrong + [f"<{tag}> stays open" for tag in nesting.open]
