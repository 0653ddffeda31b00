"""What a PDF says of itself to a catalogue: its XMP packet, written whole.

WeasyPrint writes one title and neither languages, rights nor identifiers; PDF/A-3 moreover wants a schema for what
PDF/UA adds. Both standards are claimed here, and only here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from briefgen.rendering.paper.job import PdfJob, digest_of

_NS = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "pdfd": "http://pdfa.org/declarations/",
}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_WELL_TAGGED = ("wtpdf#accessibility1.0", "wtpdf#reuse1.0")
_UA_PROPERTIES = (("part", "Integer", "Indicates which part of ISO 14289 the document conforms to"),)


def packet(job: PdfJob, producer: str) -> bytes:
    """The XMP packet of ``job``."""
    from lxml import etree

    root = etree.Element(_name("rdf:RDF"), nsmap=_NS)
    about = etree.SubElement(root, _name("rdf:Description"), {_name("rdf:about"): ""})
    _claims(about, job)
    _document(about, job)
    _history(about, job, producer)
    _rights(about, job)
    etree.cleanup_namespaces(root)
    body = etree.tostring(root, encoding="unicode")
    head = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    return f'{head}{body}</x:xmpmeta>\n<?xpacket end="r"?>'.encode()


def document_id(job: PdfJob) -> UUID:
    """Of the document over all its versions."""
    return uuid5(NAMESPACE_URL, job.identifier or job.name)


def instance_id(job: PdfJob) -> UUID:
    """Of what the document says now: the same sources, the same id."""
    return uuid5(document_id(job), digest_of(job))


def _claims(about: Any, job: PdfJob) -> None:
    if job.standard == "ua-2":
        _texts(about, {"pdfaid:part": "4", "pdfaid:rev": "2020"})
        # Level F is for files with others inside; without any a file is plain PDF/A-4.
        _texts(about, {"pdfaid:conformance": "F" if job.enclosures else ""})
        _texts(about, {"pdfuaid:part": "2", "pdfuaid:rev": "2024"})
        _declarations(about)
    else:
        _texts(about, {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"})
        _extension_schema(about)


def _document(about: Any, job: PdfJob) -> None:
    _words(about, "dc:title", job.title, job.titles)
    _words(about, "dc:description", job.subject, {job.lang: job.subject})
    _list(about, "dc:creator", "Seq", job.authors)
    _list(about, "dc:publisher", "Bag", [job.publisher])
    _list(about, "dc:language", "Bag", job.languages or (job.lang,))
    _list(about, "dc:subject", "Bag", job.keywords)
    _list(about, "dc:date", "Seq", dict.fromkeys((job.created, job.modified)))
    _texts(about, {"dc:format": "application/pdf", "dc:identifier": job.identifier})


def _history(about: Any, job: PdfJob, producer: str) -> None:
    _texts(about, {"pdf:Producer": producer, "pdf:Keywords": ", ".join(job.keywords)})
    _texts(about, {"xmp:CreatorTool": "briefgen", "xmp:CreateDate": job.created})
    _texts(about, {"xmp:ModifyDate": job.modified or job.created})
    _texts(about, {"xmpMM:DocumentID": document_id(job).urn, "xmpMM:InstanceID": instance_id(job).urn})
    _texts(about, {"xmpMM:VersionID": job.version})


def _rights(about: Any, job: PdfJob) -> None:
    _words(about, "dc:rights", job.rights, {job.lang: job.rights})
    if job.rights:
        _texts(about, {"xmpRights:Marked": "True", "xmpRights:WebStatement": job.licence})
        _words(about, "xmpRights:UsageTerms", job.rights, {job.lang: job.rights})


def _declarations(about: Any) -> None:
    """Well-Tagged PDF, which PDF/UA-2 leads to, is a declaration and no standard of its own."""
    bag = _under(_under(about, "pdfd:declarations"), "rdf:Bag")
    for one in _WELL_TAGGED:
        _texts(_resource(bag), {"pdfd:conformsTo": _NS["pdfd"] + one})


def _extension_schema(about: Any) -> None:
    """PDF/A-3 knows no property that a file does not explain; PDF/UA's are none of the known ones."""
    schema = _resource(_under(_under(about, "pdfaExtension:schemas"), "rdf:Bag"))
    told = {"schema": "PDF/UA Universal Accessibility Schema", "namespaceURI": _NS["pdfuaid"], "prefix": "pdfuaid"}
    _texts(schema, {f"pdfaSchema:{key}": words for key, words in told.items()})
    properties = _under(_under(schema, "pdfaSchema:property"), "rdf:Seq")
    for name, kind, words in _UA_PROPERTIES:
        told = {"name": name, "valueType": kind, "category": "internal", "description": words}
        _texts(_resource(properties), {f"pdfaProperty:{key}": text for key, text in told.items()})


def _texts(parent: Any, given: Mapping[str, str]) -> None:
    """Plain properties; one without a value is left out."""
    for name, words in given.items():
        if words:
            _under(parent, name).text = words


def _words(about: Any, name: str, default: str, by_language: Mapping[str, str]) -> None:
    """Words in several languages; those for a reader of none of them come first, as XMP asks."""
    if not default:
        return
    alternatives = _under(_under(about, name), "rdf:Alt")
    for lang, words in {"x-default": default, **by_language}.items():
        entry = _under(alternatives, "rdf:li")
        entry.set(_XML_LANG, lang)
        entry.text = words


def _list(about: Any, name: str, kind: str, given: Iterable[str]) -> None:
    if entries := [words for words in given if words]:
        container = _under(_under(about, name), f"rdf:{kind}")
        for words in entries:
            _under(container, "rdf:li").text = words


def _resource(container: Any) -> Any:
    entry = _under(container, "rdf:li")
    entry.set(_name("rdf:parseType"), "Resource")
    return entry


def _under(parent: Any, name: str) -> Any:
    from lxml import etree

    return etree.SubElement(parent, _name(name))


def _name(short: str) -> str:
    prefix, _, local = short.partition(":")
    return f"{{{_NS[prefix]}}}{local}"
