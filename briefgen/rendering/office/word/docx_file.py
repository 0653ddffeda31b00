"""A brief as a Word document; the same brief gives the same bytes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from briefgen.language.lines.scripts import direction_of
from briefgen.rendering.office.handoff import Handoff
from briefgen.rendering.office.package import zipped
from briefgen.rendering.office.word import reference as house
from briefgen.rendering.office.word.body import WordBody
from briefgen.rendering.office.word.lines import WordLines
from briefgen.rendering.office.word.reference import WordReference
from briefgen.rendering.office.word.xml import SPACES, Element, W, el, file_of, text_of

_OFFICE = SPACES["r"]
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = f"{_PACKAGE}/metadata/core-properties"
_KINDS = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif"}
CONTENT_TYPES = "[Content_Types].xml"
_RUN = {"cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath"}
_PARAGRAPH = {"adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "jc"}
_SECTION = {"rtlGutter", "docGrid", "printerSettings"}
_AFTER_DIRECTION = frozenset(W + tag for tag in _RUN | _PARAGRAPH | _SECTION)
"""What stands after the sign of the direction in a run, a paragraph or a section."""


def word_document(handoff: Handoff, reference: WordReference) -> bytes:
    """The file."""
    reference = replace(reference, styles=deepcopy(reference.styles), numbering=deepcopy(reference.numbering))
    names = {it: handoff.name(part) for part in handoff.paragraphs() if part.key for it in part.anchors}
    lines = WordLines(reference, names)
    body = el("body", *WordBody(handoff, lines).parts(handoff.parts, reference.width), deepcopy(reference.section))
    notes = _notes(handoff, lines)
    folder = posixpath.dirname(reference.main)
    _speak(reference.styles, handoff.lang)
    if direction_of(handoff.lang) == "rtl":
        _turn(reference.styles, body)
    files = {
        **reference.files,
        reference.main: file_of(el("document", body)),
        reference.styles_path: file_of(reference.styles),
        reference.numbering_path: file_of(reference.numbering),
        f"{folder}/footnotes.xml": file_of(notes),
        f"{folder}/_rels/{posixpath.basename(reference.main)}.rels": _relations(reference, lines),
        "docProps/core.xml": _core(handoff),
        "_rels/.rels": _package_relations(reference),
        **{f"{folder}/media/{name}": content for name, content in handoff.pictures.items() if _is_used(name, lines)},
    }
    note_links = {it: ident for it, ident in lines.relations.items() if it[0] == "hyperlink"}
    if note_links:
        files[f"{folder}/_rels/footnotes.xml.rels"] = _relation_part(
            (f"{_OFFICE}/{kind}", ident, target, True) for (kind, target), ident in note_links.items()
        )
    return zipped({**files, CONTENT_TYPES: _content_types(files, folder)}, CONTENT_TYPES)


def _is_used(name: str, lines: WordLines) -> bool:
    return ("image", f"media/{name}") in lines.relations


def _speak(styles: Element, lang: str) -> None:
    """Have spelling and line breaks follow the language of the text."""
    for it in styles.iterfind(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"):
        it.set(W + "val", lang)
        it.set(W + "eastAsia", lang)


def _turn(styles: Element, body: Element) -> None:
    """Have paragraphs, tables and columns run from right to left."""
    defaults = styles.find(W + "docDefaults")
    if defaults is None:
        styles.insert(0, defaults := el("docDefaults"))
    for kind, sign in (("rPr", "rtl"), ("pPr", "bidi")):
        _put(_within(_within(defaults, f"{kind}Default"), kind), el(sign))
    for table in body.iter(W + "tbl"):
        properties = _within(table, "tblPr")
        properties.insert(int(properties.find(W + "tblStyle") is not None), el("bidiVisual"))
    for section in body.iter(W + "sectPr"):
        _put(section, el("bidi"))


def _within(holder: Element, tag: str) -> Element:
    """The element of this name in another, which is given one where it has none."""
    found = holder.find(W + tag)
    if found is None:
        holder.append(found := el(tag))
    return found


def _put(holder: Element, sign: Element) -> None:
    """Put a sign where the schema has it: before what may only follow it."""
    at = next((at for at, it in enumerate(holder) if it.tag in _AFTER_DIRECTION), len(holder))
    holder.insert(at, sign)


def _notes(handoff: Handoff, lines: WordLines) -> Element:
    """The notes that the text has called, after the two lines that part them from it."""
    made = el(
        "footnotes",
        el("footnote", el("p", el("r", el("separator"))), type="separator", id=-1),
        el("footnote", el("p", el("r", el("continuationSeparator"))), type="continuationSeparator", id=0),
    )
    body = WordBody(handoff, lines)
    mark = lines.reference.style(house.NOTE_MARK)
    for number, paragraphs in enumerate(tuple(lines.notes), 1):
        shown = [body.paragraph(it) for it in paragraphs] or [el("p")]
        sign = el("r", el("rPr", el("rStyle", val=mark)), el("footnoteRef"))
        at = 0 if shown[0].find(W + "pPr") is None else 1
        shown[0].insert(at, sign)
        shown[0].insert(at + 1, el("r", text_of(" ")))
        made.append(el("footnote", *shown, id=number))
    return made


def _relations(reference: WordReference, lines: WordLines) -> bytes:
    folder = posixpath.dirname(reference.main)
    own = (
        (kind, ident, target if outside else posixpath.relpath(target, folder), outside)
        for kind, ident, target, outside in reference.relations
    )
    made = (
        (f"{_OFFICE}/{kind}", ident, target, kind == "hyperlink") for (kind, target), ident in lines.relations.items()
    )
    return _relation_part((*own, (f"{_OFFICE}/footnotes", "briefNotes", "footnotes.xml", False), *made))


def _package_relations(reference: WordReference) -> bytes:
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    given = ((f"{_OFFICE}/officeDocument", "rId1", reference.main), (core, "rId2", "docProps/core.xml"))
    return _relation_part((*it, False) for it in given)


def _relation_part(given: Iterator[tuple[str, str, str, bool]] | tuple[tuple[str, str, str, bool], ...]) -> bytes:
    root = etree.Element("Relationships", nsmap={None: f"{_PACKAGE}/relationships"})
    for kind, ident, target, outside in given:
        one = etree.SubElement(root, "Relationship", Id=ident, Type=kind, Target=target)
        if outside:
            one.set("TargetMode", "External")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _content_types(files: Mapping[str, bytes], folder: str) -> bytes:
    """Return what each member is: as the reference has it, and what has come to it."""
    root = etree.fromstring(files[CONTENT_TYPES])
    space = f"{{{_PACKAGE}/content-types}}"
    for it in list(root.iter(f"{space}Override")):
        if it.get("PartName", "").lstrip("/") not in files:
            root.remove(it)
    known = {it.get("Extension", "").lower() for it in root.iter(f"{space}Default")}
    for ending, kind in _KINDS.items():
        if ending not in known:
            root.insert(0, etree.Element(f"{space}Default", Extension=ending, ContentType=kind))
    taken = {it.get("PartName") for it in root.iter(f"{space}Override")}
    given = {
        f"/{folder}/footnotes.xml": f"{_TYPE}.footnotes+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    for path, kind in given.items():
        if path not in taken:
            etree.SubElement(root, f"{space}Override", PartName=path, ContentType=kind)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _core(handoff: Handoff) -> bytes:
    """Title, authors and day. The day is that of the text, not the one on which the file was made."""
    spaces = {
        "cp": _CORE,
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap=spaces)
    given = {"title": handoff.title, "creator": "; ".join(handoff.authors), "language": handoff.lang}
    for key, value in given.items():
        etree.SubElement(root, f"{{{spaces['dc']}}}{key}").text = value
    if handoff.revision:
        etree.SubElement(root, f"{{{_CORE}}}version").text = handoff.revision
    for key in ("created", "modified") if handoff.day else ():
        moment = etree.SubElement(root, f"{{{spaces['dcterms']}}}{key}")
        moment.set(f"{{{spaces['xsi']}}}type", "dcterms:W3CDTF")
        moment.text = f"{handoff.day}T00:00:00Z"
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
