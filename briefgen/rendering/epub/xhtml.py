"""A filled page as a content document of a book: XHTML that any reading device shows, and nothing it must not hold.

What is allowed is listed; the rest is left out, whatever a template or an author wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from urllib.parse import quote, urlsplit

from lxml import etree
from lxml import html as markup

from briefgen.rendering.office.package import clean

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TYPE = f"{{{OPS}}}type"
_TYPES = {
    "doc-abstract": "abstract",
    "doc-backlink": "backlink",
    "doc-bibliography": "bibliography",
    "doc-cover": "cover",
    "doc-footnote": "footnote",
    "doc-glossary": "glossary",
    "doc-noteref": "noteref",
}
"""The words of EPUB for roles of ARIA: older devices know only these."""
_KEPT_LISTED = (
    "a abbr article aside b bdi bdo blockquote body br caption cite code col colgroup data dd del dfn div "
    "dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 head header hr html i img ins kbd li main mark "
    "nav ol p pre q rp rt ruby s samp section small span strong sub sup table tbody td tfoot th thead "
    "time title tr u ul var"
)
_KEPT = frozenset(_KEPT_LISTED.split())
_RENAMED = {"details": "div", "summary": "p", "center": "div", "tt": "code", "strike": "s", "acronym": "abbr"}
_DROPPED_LISTED = (
    "audio base button canvas dialog embed form iframe input link math meta noscript object picture "
    "script select style svg template textarea video"
)
_DROPPED = frozenset(_DROPPED_LISTED.split())
_UNSEEN = frozenset({"mark", "paragraph-number", "elsewhere", "page-break"})
"""Classes of what a book does not say: the marks of the checking view, and what leads to places on the web. Nor does it
say what opens the figures of a chart: they are always shown."""
_ATTRIBUTES_LISTED = (
    "alt class colspan datetime dir headers height href id lang reversed role rowspan scope src start "
    "title type value width"
)
_ATTRIBUTES = frozenset(_ATTRIBUTES_LISTED.split())
_REGION = frozenset({"region", "presentation"})
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_LABELS = ("aria-labelledby", "aria-describedby", "headers")
_NOT_IN_ADDRESSES = re.compile(r"[\s<>\"{}|\\^`]")
_MAY_BREAK = re.compile(r"<wbr\b[^>]*>", re.IGNORECASE)
"""The parser knows no such element and would put what follows into it; devices break a long word where they must."""
_JOINER = "\u2060"
"""Holds words together on our own pages; some devices show a box for it."""
Resolve = Callable[[str], str | None]


def content_document(html: str, style: str) -> etree._Element:
    """The page as XHTML, with its style sheet; its links are still those of the template."""
    document = _copied(markup.document_fromstring(_MAY_BREAK.sub("", html)))
    head = document.find(f"{{{XHTML}}}head")
    if head is not None:
        etree.SubElement(head, f"{{{XHTML}}}link", rel="stylesheet", type="text/css", href=style)
    return document


def _copied(element: etree._Element) -> etree._Element:
    """The element with what of it is kept."""
    tag = str(element.tag)
    made = etree.Element(f"{{{XHTML}}}{_RENAMED.get(tag, tag)}", nsmap={None: XHTML, "epub": OPS})
    for name, value in element.attrib.items():
        _set(made, str(name), clean(str(value)))
    made.text = _words(element.text)
    for child in element.iterchildren():
        _take(made, child)
        _append_words(made, _words(child.tail))
    return made


def _take(made: etree._Element, child: etree._Element) -> None:
    """Add what of ``child`` is kept."""
    if not isinstance(child.tag, str) or child.tag in _DROPPED or child.get("hidden") is not None:
        return
    classes = set(child.get("class", "").split())
    if classes & _UNSEEN or (child.tag == "summary" and "figures" in str(made.get("class"))):
        return
    copy = _copied(child)
    if child.tag in _KEPT | _RENAMED.keys() and "table-scroll" not in classes:
        made.append(copy)
        return
    _append_words(made, copy.text or "")
    for part in list(copy):
        made.append(part)


def _set(made: etree._Element, name: str, value: str) -> None:
    """An attribute that a content document may have."""
    tag = etree.QName(made).localname
    if name not in _ATTRIBUTES and not name.startswith("aria-"):
        return
    if (name == "role" and value in _REGION) or (name == "type" and tag != "ol") or (name == "href" and tag != "a"):
        return
    if name in ("width", "height") and not value.isdecimal():
        return
    made.set(name, value)
    if name == "lang":
        made.set(_XML_LANG, value)
    elif name == "role" and value in _TYPES:
        made.set(_TYPE, _TYPES[value])


def _words(text: str | None) -> str:
    return clean(text or "").replace(_JOINER, "")


def _append_words(made: etree._Element, words: str) -> None:
    if len(made):
        made[-1].tail = (made[-1].tail or "") + words
    else:
        made.text = (made.text or "") + words


def each_id_once(document: etree._Element) -> frozenset[str]:
    """The ids of a document; one that stands there twice, or names nothing, is taken out."""
    found: set[str] = set()
    for element in document.iter():
        ident = element.get("id")
        if ident is not None and (not ident or ident in found or re.search(r"\s", ident)):
            del element.attrib["id"]
        elif ident is not None:
            found.add(ident)
    return frozenset(found)


def settle_links(document: etree._Element, ids: Collection[str], resolve: Resolve) -> None:
    """Every link as ``resolve`` has it; one that leads nowhere is only its words."""
    for element in document.iter():
        for name in _LABELS:
            if name in element.attrib and not set(element.get(name, "").split()) <= set(ids):
                del element.attrib[name]
        if element.tag == f"{{{XHTML}}}a" and "href" in element.attrib:
            address = resolve(element.get("href", ""))
            if address:
                element.set("href", address)
            else:
                _unlink(element)


def _unlink(element: etree._Element) -> None:
    element.tag = f"{{{XHTML}}}span"
    for name in ("href", "role", "type", _TYPE):
        element.attrib.pop(name, None)


def outside(address: str) -> str | None:
    """A web address as a link in a book; None if it is not a web address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme.lower() not in _SCHEMES or not (parts.netloc or parts.path):
        return None
    return _NOT_IN_ADDRESSES.sub(lambda found: quote(found[0]), address)


def headings(document: etree._Element) -> Iterator[tuple[int, str, str]]:
    """Level, id and words of each heading that has an id."""
    for element in document.iter():
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name in ("h1", "h2", "h3") and element.get("id"):
            words = " ".join("".join(_said(element)).split())
            if words:
                yield int(name[1]), str(element.get("id")), words


def _said(element: etree._Element) -> Iterator[str]:
    """The words of a heading without the numbers of notes and sources."""
    yield element.text or ""
    for child in element:
        if etree.QName(child).localname == "br":
            yield " "
        elif etree.QName(child).localname != "sup":
            yield from _said(child)
        yield child.tail or ""


def name_headings(document: etree._Element, given: str) -> None:
    """An id for each heading that has none, so that the contents can lead to it."""
    taken = {element.get("id") for element in document.iter()}
    number = 0
    for element in document.iter(*(f"{{{XHTML}}}h{level}" for level in (1, 2, 3))):
        if element.get("id"):
            continue
        number += 1
        while (name := f"{given}-{number}") in taken:
            number += 1
        element.set("id", name)


def written(document: etree._Element) -> bytes:
    """The file of a document."""
    content: bytes = etree.tostring(document, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n' + content + b"\n"
