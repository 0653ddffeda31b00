"""Office files are ZIP archives: their members, once nothing in the archive can do harm."""

from __future__ import annotations

import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

MOST_MEMBERS = 5_000
MOST_BYTES = 256_000_000
"""Of all members together, unpacked."""
MOST_PACKED = 100_000_000
RATIO, FREE = 200, 1_000_000
"""How many times its packed size a member of over ``FREE`` bytes may have."""

_STRICT = (
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/", b"http://schemas.openxmlformats.org/wordprocessingml/2006/"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/", b"http://schemas.openxmlformats.org/spreadsheetml/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
"""The namespaces of files saved as “Strict Open XML”, and those of all others."""
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, RuntimeError, EOFError, OSError, ValueError)
"""What the library raises for an archive that is not sound."""
_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
_SAFE |= {"remove_comments": True, "remove_pis": True}  # which would cut in two the words that they stand in
_OLD_BINARY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = 0x1
_MACROS = re.compile(r"vba(?:Project|Data)|macro(?:Enabled|sheet)", re.IGNORECASE)
"""In a content type, or the type of a relation."""
_OBJECTS = re.compile(r"oleObject|activeX|/control$|application/ole|\.ole$|javascript", re.IGNORECASE)
_PROGRAM = re.compile(re.escape(_OLD_BINARY) + b".*?" + "_VBA_PROJECT".encode("utf-16-le"), re.DOTALL)
_EMPTY = re.compile(rb"[\xfe\xff]|//[^\n]*|\bvar \w+ = [\w.]+;|\bfunction \w+\(\)\s*\{\s*(?://[^\n]*\s*)?\}|\s+")
"""What Hancom Office writes into the scripts of every document: names for it, and functions that do nothing."""


class UnreadableDocumentError(ValueError):
    """A file that is not taken: the message says in a sentence why."""


def members(content: bytes) -> Mapping[str, bytes]:
    """Every member by its path. Raises UnreadableDocumentError before anything is unpacked that is not safe to."""
    if content.startswith(_OLD_BINARY):
        raise UnreadableDocumentError(
            "it is protected by a password or in the old binary format; save it again in a current format"
        )
    if len(content) > MOST_PACKED:
        raise UnreadableDocumentError(f"it is larger than {MOST_PACKED // 1_000_000} MB")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            found = archive.infolist()
            _check(found)
            files = {each.filename: archive.read(each) for each in found if not each.is_dir()}
    except UnreadableDocumentError:
        raise
    except _DAMAGE as problem:
        raise UnreadableDocumentError(f"it is damaged or not an office file: {problem}") from problem
    if any(_MACROS.search(kind) for _, kind in _kinds(files)) or any(map(_PROGRAM.match, files.values())):
        raise UnreadableDocumentError("it holds macros; save it as a document without them")
    return files


def objects_in(files: Mapping[str, bytes]) -> list[str]:
    """The members that hold objects and controls of other programs (OLE, ActiveX), or scripts of Hancom Office."""
    by_kind = {path for path, kind in _kinds(files) if path in files and _OBJECTS.search(kind)}
    return sorted(by_kind.union(path for path, content in files.items() if content.startswith(_OLD_BINARY)))


def _kinds(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Each member with its content type, the types of relations to it, and its name, which may say it as well."""
    yield from ((path, path) for path in files)
    if (types := "[Content_Types].xml") in files:
        usual = dict[str, str]()
        for each in xml_of(files, types):
            usual[f".{each.get('Extension', '').lower()}"] = kind = each.get("ContentType", "")
            yield each.get("PartName", "").lstrip("/"), kind
        yield from ((path, usual.get(posixpath.splitext(path.lower())[1], "")) for path in files)
    for path in files:
        folder, name = posixpath.split(path)
        if name.endswith(".rels") and folder.endswith("_rels"):
            held = posixpath.join(folder.removesuffix("_rels"), name.removesuffix(".rels"))
            yield from ((target, kind) for kind, _, target in relations(files, held))
    listed = xml_of(files, "Contents/content.hpf").iter("{*}item") if "Contents/content.hpf" in files else ()
    typed: dict[str, str] = {item.get("href", ""): item.get("media-type", "") for item in listed}
    typed |= {path: "javascript" for path in files if path.lower().endswith(".js")}
    for path, kind in typed.items():
        script = files.get(path, b"").replace(b"\0", b"")
        is_empty = "javascript" in kind and not _EMPTY.sub(b"", script)
        yield path, "" if is_empty else kind


def _check(found: list[zipfile.ZipInfo]) -> None:
    if len(found) > MOST_MEMBERS or sum(each.file_size for each in found) > MOST_BYTES:
        raise UnreadableDocumentError("it is too large when unpacked")
    for each in found:
        if each.flag_bits & _ENCRYPTED:
            raise UnreadableDocumentError("it is protected by a password; save it without one")
        if each.filename.startswith(("/", "\\")) or ".." in each.filename.replace("\\", "/").split("/"):
            raise UnreadableDocumentError(f"its member {each.filename!r} points outside the archive")
        if each.file_size > FREE and each.file_size > RATIO * max(each.compress_size, 1):
            raise UnreadableDocumentError(f"its member {each.filename!r} unpacks to {RATIO} times its size or more")


def xml_of(files: Mapping[str, bytes], path: str) -> Any:
    """The root element of a member. Raises UnreadableDocumentError where it is missing or not sound XML."""
    from lxml import etree

    parser = etree.XMLParser(**_SAFE)
    try:
        return etree.fromstring(_raw_xml(files, path), parser)
    except etree.XMLSyntaxError as problem:
        raise _not_sound(path, problem) from problem


def elements(files: Mapping[str, bytes], path: str, *tags: str) -> Iterator[Any]:
    """The elements of these tags of a member in the order in which they end, each forgotten after its use.

    Raises UnreadableDocumentError where the member is missing or not sound XML.
    """
    from lxml import etree

    parsed = etree.iterparse(BytesIO(_raw_xml(files, path)), events=("end",), tag=tags, **_SAFE)
    try:
        for _, element in parsed:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as problem:
        raise _not_sound(path, problem) from problem


def _raw_xml(files: Mapping[str, bytes], path: str) -> bytes:
    if path not in files:
        raise UnreadableDocumentError(f"its part {path} is missing")
    raw = files[path]
    letters = raw.replace(b"\0", b"") if b"\0" in raw[:100] else raw  # UTF-16
    if b"<!DOCTYPE" in letters[:4096] or b"<!ENTITY" in letters:
        raise UnreadableDocumentError(f"its part {path} declares a document type, which office files do not")
    for strict, usual in _STRICT:
        raw = raw.replace(strict, usual)
    return raw


def _not_sound(path: str, problem: Any) -> UnreadableDocumentError:
    from lxml import etree

    is_deep = problem.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT
    why = "is nested too deeply" if is_deep else f"is not valid XML in line {problem.lineno}"
    return UnreadableDocumentError(f"its part {path} {why}")


def relations(files: Mapping[str, bytes], member: str) -> Iterator[tuple[str, str, str]]:
    """Type, id and target of each relation of a member: members by their path, all else as it is written."""
    folder, name = posixpath.split(member)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    for each in xml_of(files, path).iter(_RELATION) if path in files else ():
        target = each.get("Target", "")
        if each.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, target))[1:]
        yield each.get("Type", ""), each.get("Id", ""), target
