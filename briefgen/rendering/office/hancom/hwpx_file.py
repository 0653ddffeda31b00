"""A brief as an HWPX document; the same brief gives the same bytes."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

from briefgen.rendering.office.hancom.body import HancomBody
from briefgen.rendering.office.hancom.lines import HancomLines
from briefgen.rendering.office.hancom.looks import HancomLooks
from briefgen.rendering.office.hancom.reference import CONTENTS, HEADER, SECTION, HancomReference
from briefgen.rendering.office.hancom.xml import Element, el, file_of, said
from briefgen.rendering.office.handoff import Handoff
from briefgen.rendering.office.package import clean, zipped

_MIMETYPE, _PREVIEW, _RDF = "mimetype", "Preview/PrvText.txt", "META-INF/container.rdf"
_KINDS = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif"}
_PREVIEWED = 1000
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PACKAGE = "http://www.hancom.co.kr/hwpml/2016/meta/pkg#"
_SETTINGS = "settings.xml"
_LEFT_OUT = ("BinData/", "Preview/", "DocHistory/", "Scripts/", "Chart/", "Contents/section", "Contents/masterpage")


def hancom_document(handoff: Handoff, reference: HancomReference) -> bytes:
    """The file."""
    reference = replace(reference, header=deepcopy(reference.header), page=deepcopy(reference.page))
    names = {it: handoff.name(part) for part in handoff.paragraphs() if part.key for it in part.anchors}
    lines = HancomLines(HancomLooks(reference), names, reference.width)
    section = _section(handoff, lines, reference)
    pictures = {
        f"BinData/{ident}.{name.rpartition('.')[2]}": handoff.pictures.get(name, b"")
        for name, ident in lines.pictures.items()
    }
    files = {
        **{path: content for path, content in reference.files.items() if not path.startswith(_LEFT_OUT)},
        _MIMETYPE: b"application/hwp+zip",
        HEADER: file_of(_single(reference.header)),
        SECTION: file_of(section),
        CONTENTS: _contents(handoff, pictures, has_settings=_SETTINGS in reference.files),
        "META-INF/container.xml": _container(),
        _RDF: _parts(),
        _PREVIEW: _preview(handoff),
        **pictures,
    }
    return zipped(files, _MIMETYPE, frozenset({_MIMETYPE, *pictures}))


def _section(handoff: Handoff, lines: HancomLines, reference: HancomReference) -> Element:
    """The text; its first paragraph has what belongs to the page."""
    paragraphs = list(HancomBody(handoff, lines).parts(handoff.parts, reference.width))
    look = lines.looks.style("Normal").look
    if paragraphs:
        paragraphs[0].insert(0, el("run", *reference.page, charPrIDRef=look))
    return el("hs:sec", *paragraphs)


def _single(header: Element) -> Element:
    """The header of a document of one section."""
    header.set("secCnt", "1")
    return header


def _contents(handoff: Handoff, pictures: dict[str, bytes], *, has_settings: bool) -> bytes:
    """Return what is in the package, and of which text: the day is that of the text, not of the file."""
    given = {"creator": "; ".join(handoff.authors), "subject": "", "description": "", "keyword": ""}
    if handoff.day:
        given |= dict.fromkeys(("CreatedDate", "ModifiedDate"), f"{handoff.day}T00:00:00Z")
    if handoff.revision:
        given["revision"] = handoff.revision
    metadata = el(
        "opf:metadata",
        said("opf:title", handoff.title),
        said("opf:language", handoff.lang),
        *(said("opf:meta", value, name=name, content="text") for name, value in given.items()),
    )
    items = [("header", HEADER), ("section0", SECTION), *([("settings", _SETTINGS)] if has_settings else [])]
    listed = [_item(ident, path, "application/xml") for ident, path in items]
    for path in pictures:
        ident, _, ending = path.removeprefix("BinData/").partition(".")
        made = _item(ident, path, _KINDS.get(ending, f"image/{ending}"))
        made.set("isEmbeded", "1")
        listed.append(made)
    spine = (el("opf:itemref", idref=ident, linear="yes") for ident in ("header", "section0"))
    root = el("opf:package", metadata, el("opf:manifest", *listed), el("opf:spine", *spine))
    for key in ("version", "unique-identifier", "id"):
        root.set(key, "")
    return file_of(root)


def _item(ident: str, path: str, kind: str) -> Element:
    made = el("opf:item", id=ident, href=path)
    made.set("media-type", kind)
    return made


def _preview(handoff: Handoff) -> bytes:
    """The beginning of the text, as file managers show it."""
    said_words = "\r\n".join(it.words for it in handoff.paragraphs() if it.words.strip())
    return clean(said_words)[:_PREVIEWED].encode()


def _container() -> bytes:
    """Return where the package begins."""
    kinds = {CONTENTS: "application/hwpml-package+xml", _PREVIEW: "text/plain", _RDF: "application/rdf+xml"}
    named = "".join(f'<ocf:rootfile full-path="{path}" media-type="{kind}"/>' for path, kind in kinds.items())
    space = "urn:oasis:names:tc:opendocument:xmlns:container"
    return f'{_HEAD}<ocf:container xmlns:ocf="{space}"><ocf:rootfiles>{named}</ocf:rootfiles></ocf:container>'.encode()


def _parts() -> bytes:
    """Return what each part of the text is, said once more as statements."""
    parts = {HEADER: "HeaderFile", SECTION: "SectionFile"}
    made = "".join(
        f'<rdf:Description rdf:about=""><pkg:hasPart rdf:resource="{path}"/></rdf:Description>'
        f'<rdf:Description rdf:about="{path}"><rdf:type rdf:resource="{_PACKAGE}{kind}"/></rdf:Description>'
        for path, kind in parts.items()
    )
    whole = f'<rdf:Description rdf:about=""><rdf:type rdf:resource="{_PACKAGE}Document"/></rdf:Description>'
    spaces = f'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:pkg="{_PACKAGE}"'
    return f"{_HEAD}<rdf:RDF {spaces}>{made}{whole}</rdf:RDF>".encode()
