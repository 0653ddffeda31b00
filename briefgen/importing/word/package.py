"""The parts of a Word document, as far as they say something to its reader."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from briefgen.importing.office.counting import ListLevel, OfficeLists
from briefgen.importing.word.styles import Element, Styles, W, styles_of, value
from briefgen.model.values.scalars import whole
from briefgen.reading.files.archive import UnreadableDocumentError, members, relations, xml_of

_TITLE = "{http://purl.org/dc/elements/1.1/}title"

_LEVELS = 9
_LETTER, _INCH, _TWIPS = 12_240, 1_440, 20
"""The width of a page and its margins where a document does not say, and how many of their units are a point."""


@dataclass(frozen=True, slots=True)
class Package:
    """``targets`` leads from the id of a relation to an address or a member; ``notes`` and ``comments`` are by id.

    Notes have relations of their own, in ``note_targets`` by the tag of a note: the ids of two parts are alike.
    """

    files: Mapping[str, bytes]
    body: Element
    styles: Styles
    numbering: OfficeLists
    targets: Mapping[str, str]
    notes: Mapping[str, Element] = field(default_factory=dict)
    comments: Mapping[str, Element] = field(default_factory=dict)
    title: str = ""
    note_targets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    widths: tuple[float, ...] = ()
    """How wide the text is in each section, in points."""
    outside: tuple[str, ...] = ()
    """The pictures in headers and footers that the text has not."""


def package_of(content: bytes) -> Package:
    """Raises UnreadableDocumentError for what is not a Word document, or is not safe to read."""
    files = members(content)
    main = _main_part(files)
    root = xml_of(files, main)
    body = root.find(W + "body")
    if body is None:
        raise UnreadableDocumentError("it is not a Word document: it has no body")
    folder = posixpath.dirname(main)

    def part(name: str) -> Element | None:
        path = f"{folder}/{name}"
        return xml_of(files, path) if path in files else None

    notes = {
        f"{kind}:{note.get(W + 'id')}": note
        for kind in ("footnote", "endnote")
        if (held := part(f"{kind}s.xml")) is not None
        for note in held.iter(W + kind)
    }
    remarks = part("comments.xml")
    comments = {each.get(W + "id"): each for each in remarks.iter(W + "comment")} if remarks is not None else {}
    numbering = numbering_of(part("numbering.xml"))
    targets = _targets(files, main)
    return Package(
        files,
        body,
        styles_of(part("styles.xml")),
        numbering,
        targets,
        notes,
        comments,
        _title(files),
        {W + kind: _targets(files, f"{folder}/{kind}s.xml") for kind in ("footnote", "endnote")},
        tuple(_text_width(each) for each in body.iter(W + "sectPr") if each.getparent().tag != W + "sectPrChange"),
        tuple(it for it in _pictures_outside(files, main) if it not in targets.values()),
    )


def _main_part(files: Mapping[str, bytes]) -> str:
    """The member that holds the text, which another program may call as it likes."""
    for kind, _, target in relations(files, ""):
        if kind.endswith("/officeDocument") and target in files:
            return target
    raise UnreadableDocumentError("it is not a Word document (.docx)")


def _targets(files: Mapping[str, bytes], member: str) -> dict[str, str]:
    return {ident: target for _, ident, target in relations(files, member)}


def _pictures_outside(files: Mapping[str, bytes], main: str) -> Iterator[str]:
    for kind, _, part in relations(files, main):
        if kind.endswith(("/header", "/footer")) and part in files:
            yield from (path for of, _, path in relations(files, part) if of.endswith("/image") and path in files)


def _text_width(section: Element) -> float:
    """The page without its margins; what a section does not say is as Word begins with."""
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    sides = sum(whole(margins.get(W + side), _INCH) for side in ("left", "right")) if margins is not None else 2 * _INCH
    gutter = whole(margins.get(W + "gutter")) if margins is not None else 0
    page = whole(size.get(W + "w"), _LETTER) if size is not None else _LETTER
    return max(page - sides - gutter, _INCH) / _TWIPS


def _title(files: Mapping[str, bytes]) -> str:
    path = "docProps/core.xml"
    found = xml_of(files, path).find(_TITLE) if path in files else None
    return " ".join((found.text or "").split()) if found is not None else ""


def numbering_of(root: Element | None) -> OfficeLists:
    """The lists of ``word/numbering.xml``; none where there is no such part."""
    if root is None:
        return OfficeLists()
    abstract = {each.get(W + "abstractNumId"): each for each in root.iter(W + "abstractNum")}
    levels, shared = dict[str, tuple[ListLevel, ...]](), dict[str, str]()
    for number in root.iter(W + "num"):
        name, of = number.get(W + "numId", ""), value(number, "abstractNumId")
        found = _levels(abstract.get(of))
        for override in number.iter(W + "lvlOverride"):
            found.update(_levels(override))
            start, at = value(override, "startOverride"), whole(override.get(W + "ilvl"))
            if start is not None and at in found:
                found[at] = replace(found[at], start=whole(start, 1))
                shared[name] = name  # it is counted anew
        levels[name] = tuple(found.get(at, ListLevel()) for at in range(max(found, default=-1) + 1))
        shared.setdefault(name, f"abstract {of}")
    return OfficeLists(levels, shared)


def _levels(holder: Element | None) -> dict[int, ListLevel]:
    found = dict[int, ListLevel]()
    for level in holder.iterfind(W + "lvl") if holder is not None else ():
        at = whole(level.get(W + "ilvl"))
        if 0 <= at < _LEVELS:
            form, text = value(level, "numFmt") or "decimal", value(level, "lvlText") or ""
            found[at] = ListLevel(form, text, whole(value(level, "start"), 1))
    return found
