"""What a page may hold, judged by another reader of HTML and by the rules of a browser, not by our own code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, fromstring

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


_SVG_NEVER = ACTIVE - {"svg", "style"} | {"foreignobject", "handler", "listener", "set", "animate", "animatetransform"}
_LOADS = re.compile(r"""(?<![\w-])(?:url\(\s*["']?\s*(?!["']?\s*#)|(?:image-set|src|expression)\()""", re.IGNORECASE)
_QUOTED = re.compile(r"""(["'])(?:\\.|(?!\1)[^\\])*(?:\1|$)""", re.DOTALL)
_ESCAPED = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_RASTER = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")


def live_in_svg(content: bytes) -> Iterator[str]:
    """What in a drawing could act or load something. Raises ParseError for one that is not well-formed."""
    for element in fromstring(content).iter():
        name = str(element.tag).rpartition("}")[2].lower()
        if name in _SVG_NEVER or not str(element.tag).startswith("{http://www.w3.org/2000/svg}"):
            yield f"<{element.tag}>"
        styles = [element.text or ""] if name == "style" else []
        for key, value in element.attrib.items():
            local = key.rpartition("}")[2].lower()
            elsewhere = local == "href" and not value.startswith("#") and not _RASTER.fullmatch(value)
            if local.startswith("on") or elsewhere:
                yield f"{key}={value!r}"
            if local not in ("id", "class", "href") and not local.startswith(("data-", "aria-")):
                styles.append(value)
        for css in styles:
            plain = _plain_css(css)
            imports = name == "style" and css is element.text and "@import" in plain.lower()
            if imports or _LOADS.search(plain):
                yield f"{css!r} in <{name}>"


def _plain_css(css: str) -> str:
    """CSS without escapes and comments, and without what a browser passes over."""
    css = re.sub(r"/\*.*?(\*/|$)", "", css, flags=re.DOTALL)
    css = _QUOTED.sub(lambda found: "'#'" if found[0][1:2] == "#" else "''", css)
    css = css.replace("url([bad url])", "")  # so tinycss2 writes an address that is none
    return _ESCAPED.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), css).replace("\\", "")


def names_in_svg(content: bytes) -> list[tuple[str, list[str]]]:
    """The elements and their attributes, in order."""
    return [(str(element.tag), sorted(element.attrib)) for element in fromstring(content).iter()]


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
