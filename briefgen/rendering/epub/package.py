"""The package of a book: what is in it, in which order it is read, and what it says of itself."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from briefgen.model.output import addresses
from briefgen.rendering.epub.book import COVER, STYLE, Book, BookPage
from briefgen.rendering.epub.xhtml import OPS, XHTML, outside, written
from briefgen.rendering.office.package import clean, zipped
from briefgen.resolving.edition.edition import PackView

Say = Callable[[str], str]
_MIMETYPE = "mimetype"
_FOLDER = "EPUB/"
_OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_CONTAINER = (
    b'<?xml version="1.0" encoding="utf-8"?>\n'
    b'<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    b'<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>'
    b"</rootfiles></container>\n"
)
_PICTURES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif"}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SUMMARY = (
    "Headings, notes, tables and sources can be followed by links; every picture is described, "
    "and the figures of every chart are given as a table."
)
_FEATURES = (
    "alternativeText",
    "ARIA",
    "displayTransformability",
    "longDescription",
    "readingOrder",
    "structuralNavigation",
    "tableOfContents",
)
_NAV = "contents.xhtml"
_NO_DAY = "1980-01-01"
"""Stands for a day of change that nobody gives; the files in the archive have it too."""


def book_file(book: Book, say: Say) -> bytes:
    """The file: the same bytes for the same book."""
    contents = {
        "META-INF/container.xml": _CONTAINER,
        f"{_FOLDER}package.opf": _package(book, say),
        f"{_FOLDER}{_NAV}": _navigation(book, say),
        f"{_FOLDER}{STYLE}": book.style,
    }
    contents |= {f"{_FOLDER}{page.name}": page.content for page in book.pages}
    contents |= {f"{_FOLDER}{name}": content for name, content in book.pictures.items()}
    return zipped({_MIMETYPE: b"application/epub+zip", **contents}, _MIMETYPE, frozenset({_MIMETYPE}))


def identifier(book: Book) -> str:
    """The same for every edition of the book: it follows from its address on the site, or from who publishes it."""
    site = book.edition.site
    address = addresses.absolute(book.document.path, site.base_url) if site.base_url else ""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, address or f'{site.publisher}/{book.document.path}')}"


def changed_on(book: Book) -> str:
    """The day of its last change, in full; EPUB asks for one where the brief gives none, too."""
    document = book.document
    iso = document.published_iso if isinstance(document, PackView) else document.day_iso or _NO_DAY
    return "-".join([*iso.split("-"), "01", "01"][:3])


def _package(book: Book, say: Say) -> bytes:
    root = etree.Element(
        f"{{{_OPF}}}package",
        {"version": "3.0", "unique-identifier": "book"},
        nsmap={None: _OPF},
    )
    root.set(_XML_LANG, book.edition.lang)
    metadata = etree.SubElement(root, f"{{{_OPF}}}metadata", nsmap={"dc": _DC})
    _said_of_itself(metadata, book)
    _accessibility(metadata, book, say)
    manifest = etree.SubElement(root, f"{{{_OPF}}}manifest")
    for ident, name, kind, properties in _items(book):
        item = etree.SubElement(manifest, f"{{{_OPF}}}item", {"id": ident, "href": name, "media-type": kind})
        if properties:
            item.set("properties", properties)
    direction = {"page-progression-direction": book.edition.direction}
    spine = etree.SubElement(root, f"{{{_OPF}}}spine", direction)
    for ident in _order(book):
        etree.SubElement(spine, f"{{{_OPF}}}itemref", idref=ident)
    etree.indent(root)
    content: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _items(book: Book) -> Iterator[tuple[str, str, str, str]]:
    """Id, file, type and properties of everything in the book."""
    yield "contents", _NAV, "application/xhtml+xml", "nav"
    yield "style", STYLE, "text/css", ""
    for page in book.pages:
        yield page.name.partition(".")[0], page.name, "application/xhtml+xml", ""
    for number, name in enumerate(sorted(book.pictures), 1):
        is_cover = name == COVER
        ident = "cover-image" if is_cover else f"picture-{number}"
        yield ident, name, _PICTURES[name.rpartition(".")[2]], "cover-image" if is_cover else ""


def _order(book: Book) -> Iterator[str]:
    """The ids of the pages as they are read: the contents after the cover."""
    first, *rest = (page.name.partition(".")[0] for page in book.pages)
    yield from (first, "contents", *rest)


def _said_of_itself(metadata: etree._Element, book: Book) -> None:
    """Title, language, who and when."""
    document, site = book.document, book.edition.site
    articles = document.articles if isinstance(document, PackView) else (document,)
    people = dict.fromkeys(person.name for article in articles for person in article.authors)
    _dc(metadata, "identifier", identifier(book)).set("id", "book")
    _dc(metadata, "title", document.title)
    _dc(metadata, "language", book.edition.lang)
    for name in people or (site.publisher,):
        _dc(metadata, "creator", name)
    _dc(metadata, "publisher", site.publisher)
    if document.published_iso:
        _dc(metadata, "date", document.published_iso)
    for word in dict.fromkeys(word for article in articles for word in article.keywords):
        _dc(metadata, "subject", word)
    _dc(metadata, "description", document.summary)
    if site.base_url:
        _dc(metadata, "source", outside(addresses.absolute(document.path, site.base_url)) or "")
    _meta(metadata, "dcterms:modified", f"{changed_on(book)}T00:00:00Z")


def _accessibility(metadata: etree._Element, book: Book, say: Say) -> None:
    """What a reader can do with the book, in the words of EPUB Accessibility 1.1.

    It claims no conformance: that is for somebody who has looked at the book and puts a name to it.
    """
    for mode in ("textual", "visual"):
        _meta(metadata, "schema:accessMode", mode)
    for modes in ("textual", "textual,visual"):
        _meta(metadata, "schema:accessModeSufficient", modes)
    for feature in _FEATURES:
        _meta(metadata, "schema:accessibilityFeature", feature)
    _meta(metadata, "schema:accessibilityHazard", "none")
    _meta(metadata, "schema:accessibilitySummary", say(_SUMMARY))


def _dc(metadata: etree._Element, name: str, words: str) -> etree._Element:
    made = etree.Element(f"{{{_DC}}}{name}")
    made.text = " ".join(clean(words).split())
    if made.text:
        metadata.append(made)
    return made


def _meta(metadata: etree._Element, name: str, words: str) -> etree._Element:
    made = etree.SubElement(metadata, f"{{{_OPF}}}meta", property=name)
    made.text = " ".join(clean(words).split())
    return made


def _navigation(book: Book, say: Say) -> bytes:
    """The contents, and the places that devices lead to by themselves."""
    lang = book.edition.lang
    root = etree.Element(f"{{{XHTML}}}html", {"lang": lang, _XML_LANG: lang}, nsmap={None: XHTML, "epub": OPS})
    if book.edition.direction == "rtl":
        root.set("dir", "rtl")
    head = _add(root, "head")
    _add(head, "title", book.document.title)
    _add(head, "link", rel="stylesheet", type="text/css", href=STYLE)
    body = _add(_add(root, "body"), "main")
    contents = _add(body, "nav", id="toc", role="doc-toc")
    contents.set(f"{{{OPS}}}type", "toc")
    contents.set("aria-labelledby", "contents")
    _add(contents, "h1", say("Contents"), id="contents")
    _list(contents, _entries(book.pages))
    landmarks = _add(body, "nav", hidden="hidden")
    landmarks.set(f"{{{OPS}}}type", "landmarks")
    landmarks.set("aria-label", say("Go to"))
    places = _add(landmarks, "ol")
    for kind, address, words in _places(book, say):
        link = _add(_add(places, "li"), "a", words, href=address)
        link.set(f"{{{OPS}}}type", kind)
    return written(root)


def _entries(pages: Iterable[BookPage]) -> Iterator[tuple[int, str, str]]:
    """Level, address and words of each heading of the book, as deep as two levels below the first of its page."""
    for page in pages:
        for level, ident, words in page.headings:
            if page.name != "cover.xhtml":
                yield level, f"{page.name}#{ident}", words


def _list(parent: etree._Element, entries: Iterable[tuple[int, str, str]]) -> None:
    """Nested lists: an entry of a lower level stands in the one before it."""
    opened = [(0, _add(parent, "ol"))]
    for level, address, words in entries:
        while len(opened) > 1 and opened[-1][0] >= level:
            opened.pop()
        above = opened[-1][1]
        holder = above if etree.QName(above).localname == "ol" else _sublist(above)
        item = _add(holder, "li")
        _add(item, "a", words, href=address)
        opened.append((level, item))


def _sublist(item: etree._Element) -> etree._Element:
    found = item.find(f"{{{XHTML}}}ol")
    return _add(item, "ol") if found is None else found


def _places(book: Book, say: Say) -> Iterator[tuple[str, str, str]]:
    """Kind, address and words of the landmarks."""
    first = next(page for page in book.pages if page.name not in ("cover.xhtml", "front.xhtml"))
    yield "cover", "cover.xhtml", say("Cover")
    yield "toc", f"{_NAV}#toc", say("Contents")
    yield "bodymatter", first.name, first.title
    for page in book.pages:
        for ident, kind, words in (("glossary", "glossary", "Glossary"), ("references", "bibliography", "References")):
            if ident in page.ids:
                yield kind, f"{page.name}#{ident}", say(words)


def _add(parent: etree._Element, name: str, words: str = "", **given: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{XHTML}}}{name}", given)
    made.text = clean(words) or None
    return made
