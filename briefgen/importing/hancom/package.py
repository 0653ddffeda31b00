"""The parts of an HWPX document, and what its header says of paragraphs and characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefgen.importing.document_blocks import Kind
from briefgen.importing.markdown import StyledText
from briefgen.importing.office.counting import ListLevel
from briefgen.importing.office.reading import SUBTITLES, ParagraphForm, kind_of, level_of
from briefgen.importing.office.symbols import symbol_font
from briefgen.model.values.scalars import whole
from briefgen.reading.files.archive import UnreadableDocumentError, members, xml_of

P = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
H = "{http://www.hancom.co.kr/hwpml/2011/head}"
C = "{http://www.hancom.co.kr/hwpml/2011/core}"
_OPF = "{http://www.idpf.org/2007/opf/}"
_SECTION = re.compile(r"Contents/section(\d+)\.xml")
_FORMS = {
    "DIGIT": "decimal",
    "CIRCLED_DIGIT": "decimalEnclosedCircle",
    "ROMAN_CAPITAL": "upperRoman",
    "ROMAN_SMALL": "lowerRoman",
    "LATIN_CAPITAL": "upperLetter",
    "LATIN_SMALL": "lowerLetter",
    "HANGUL_SYLLABLE": "ganada",
    "HANGUL_JAMO": "chosung",
    "HANGUL_PHONETIC": "koreanDigital",
    "IDEOGRAPH": "chineseCounting",
}

UNITS = 100
"""Of the program's lengths in a point."""
_A4, _MARGIN = 59_528, 8_504
_DEEPEST = 9
"""Levels of a list, from 0."""

Element = Any
_NO_LOOK = StyledText("")


@dataclass(frozen=True, slots=True)
class Look:
    """How characters look: as ``run`` of no words, of a size in points, which is 0 where it is not said."""

    run: StyledText = _NO_LOOK
    size: float = 0.0
    symbols: str = ""
    """The symbol font among those that it names for the letters of each writing; empty without one."""


@dataclass(frozen=True, slots=True)
class TrackedChange:
    """A tracked change: ``kind`` is ``Insert`` or ``Delete``."""

    kind: str
    author: str
    moment: str

    @property
    def day(self) -> str:
        """The day of it."""
        return self.moment[:10]


@dataclass(frozen=True, slots=True)
class HwpxPackage:
    """``sections`` are the roots of the text in order; ``items`` leads from the id of a picture to its member."""

    files: Mapping[str, bytes]
    sections: tuple[Element, ...]
    looks: Mapping[str, Look] = field(default_factory=dict)
    styles: Mapping[str, ParagraphForm] = field(default_factory=dict)
    """By the id of a style."""
    numbered: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """Id of the properties of a paragraph → its list, whose name begins with its kind, and its level from 0."""
    levels: Mapping[str, tuple[ListLevel, ...]] = field(default_factory=dict)
    """By the list."""
    changes: Mapping[str, TrackedChange] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    title: str = ""


def package_of(content: bytes) -> HwpxPackage:
    """Raises UnreadableDocumentError for what is not an HWPX document, or is not safe to read."""
    files = members(content)
    if b"encryption-data" in files.get("META-INF/manifest.xml", b""):
        raise UnreadableDocumentError("it is protected by a password; save it without one")
    names = sorted((int(found[1]), name) for name in files if (found := _SECTION.fullmatch(name)))
    if not names:
        raise UnreadableDocumentError("it is not an HWPX document: it has no sections")
    head = xml_of(files, "Contents/header.xml")
    items, title = _contents(files)
    numbered = dict(_numbered(head))
    faces = {
        (group.get("lang", "").lower(), font.get("id", "")): font.get("face", "")
        for group in head.iter(H + "fontface")
        for font in group.iter(H + "font")
    }
    return HwpxPackage(
        files,
        tuple(xml_of(files, name) for _, name in names),
        {each.get("id", ""): _look(each, faces) for each in head.iter(H + "charPr")},
        {each.get("id", ""): _form(each.get("name", ""), each.get("engName", "")) for each in head.iter(H + "style")},
        numbered,
        _levels(head, (group for group, _ in numbered.values())),
        dict(_changes(head)),
        items,
        title,
    )


def pictures_outside(package: HwpxPackage) -> Iterator[str]:
    """The members of the pictures in headers and footers."""
    for section in package.sections:
        for part in section.iter(P + "header", P + "footer"):
            paths = (package.items.get(image.get("binaryItemIDRef", ""), "") for image in part.iter(C + "img"))
            yield from (path for path in paths if path in package.files)


def text_width(section: Element) -> float:
    """Return how wide the text of a section is, in points: the page without its margins."""
    page = next(section.iter(P + "pagePr"), None)
    margins = page.find(P + "margin") if page is not None else None
    wide = whole(page.get("width"), _A4) if page is not None else _A4
    if page is not None and page.get("landscape") == "NARROWLY":
        wide = max(wide, whole(page.get("height")))
    for side in ("left", "right"):
        wide -= whole(margins.get(side), _MARGIN) if margins is not None else _MARGIN
    return max(wide, 0) / UNITS


def _look(properties: Element, faces: Mapping[tuple[str, str], str]) -> Look:
    struck = properties.find(H + "strikeout")
    script = "sup" if properties.find(H + "supscript") is not None else ""
    script = "sub" if properties.find(H + "subscript") is not None else script
    run = StyledText(
        "",
        properties.find(H + "bold") is not None,
        properties.find(H + "italic") is not None,
        struck is not None and struck.get("shape", "NONE") not in ("NONE", "3D"),
        script,
    )
    return Look(
        run,
        whole(properties.get("height")) / UNITS,
        symbol_font(faces.get(used, "") for each in properties.iter(H + "fontRef") for used in each.attrib.items()),
    )


def _form(*names: str) -> ParagraphForm:
    """Return what a style says of a paragraph, by its name in Korean or in English."""
    kind = next((found for name in names if (found := kind_of(name)) is not Kind.TEXT), Kind.TEXT)
    is_subtitle = not SUBTITLES.isdisjoint(name.casefold() for name in names)
    return ParagraphForm(kind, level_of(names), is_subtitle=is_subtitle)


def _numbered(head: Element) -> Iterator[tuple[str, tuple[str, int]]]:
    for properties in head.iter(H + "paraPr"):
        found = properties.find(H + "heading")
        if found is not None and found.get("type", "NONE") != "NONE":
            group = f"{found.get('type')} {found.get('idRef', '')}"
            yield properties.get("id", ""), (group, whole(found.get("level"), 0, _DEEPEST))


def _levels(head: Element, groups: Iterable[str]) -> dict[str, tuple[ListLevel, ...]]:
    """The levels of each list; those of bullets are no part of it."""
    found = dict[str, dict[int, ListLevel]]()
    for numbering in head.iter(H + "numbering"):
        for level in numbering.iter(H + "paraHead"):
            form, shape = _FORMS.get(level.get("numFormat", "DIGIT"), "decimal"), (level.text or "").replace("^", "%")
            at = whole(level.get("level"), 1, _DEEPEST + 1) - 1
            found.setdefault(numbering.get("id", ""), {})[at] = ListLevel(form, shape, whole(level.get("start"), 1))
    depths = range(_DEEPEST + 1)
    return {
        group: (ListLevel("bullet", "•"),) * len(depths)
        if group.startswith("BULLET")
        else tuple(found.get(group.partition(" ")[2], {}).get(depth, ListLevel()) for depth in depths)
        for group in groups
    }


def _changes(head: Element) -> Iterator[tuple[str, TrackedChange]]:
    authors = {each.get("id"): each.get("name", "") for each in head.iter(H + "trackChangeAuthor")}
    for change in head.iter(H + "trackChange"):
        author = authors.get(change.get("authorID")) or "somebody"
        yield change.get("id", ""), TrackedChange(change.get("type", ""), author, change.get("date", ""))


def _contents(files: Mapping[str, bytes]) -> tuple[dict[str, str], str]:
    """The members by the ids that pictures use, and the title."""
    if "Contents/content.hpf" not in files:
        return {}, ""
    root = xml_of(files, "Contents/content.hpf")
    items = {each.get("id", ""): each.get("href", "") for each in root.iter(_OPF + "item")}
    title = next(root.iter(_OPF + "title"), None)
    return items, " ".join((title.text or "").split()) if title is not None else ""
