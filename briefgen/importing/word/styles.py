"""The namespaces of a Word document, and what its styles say of a paragraph: heading, title, list, size of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefgen.importing.document_blocks import Kind
from briefgen.importing.office.reading import SUBTITLES, ParagraphForm, kind_of, level_of
from briefgen.importing.office.symbols import symbol_font
from briefgen.model.values.scalars import whole

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
VML = "{urn:schemas-microsoft-com:vml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

CONTENTS = "contents"
"""The mark that stands where a list of contents was."""
Element = Any


def value(parent: Element | None, path: str) -> str | None:
    """``w:val`` of the element at ``path`` (names in the main namespace, parted by ``/``); None without it."""
    found = parent.find("/".join(W + name for name in path.split("/"))) if parent is not None else None
    return found.get(W + "val") if found is not None else None


def is_on(parent: Element | None, name: str) -> bool | None:
    """Tell whether a switch such as ``w:b`` is on; None where it is not set."""
    found = parent.find(W + name) if parent is not None else None
    return None if found is None else found.get(W + "val", "1") not in ("0", "false", "off", "none")


def is_contents(control: Element) -> bool:
    """Tell whether a content control holds the list that Word makes."""
    return control.tag == W + "sdt" and value(control, "sdtPr/docPartObj/docPartGallery") == "Table of Contents"


def is_code_of_contents(code: str) -> bool:
    """Tell whether a field is a list of contents, of tables or of figures."""
    return code.split()[:1] == ["TOC"]


_FONTS = ("ascii", "hAnsi", "eastAsia", "cs")
_DEEPEST = 9
"""Outline level that stands for running text."""
_MOST_ABOVE = 30
"""Styles that are based on one another: Word itself stops after eleven."""

_SMALLEST = 10.0
"""The size of letters where a document gives none, in points."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their id."""

    by_id: Mapping[str, Element] = field(default_factory=dict)
    basic: tuple[Element, ...] = ()
    """What holds for a paragraph that has no style, then what holds for all."""

    def chain(self, style: str | None) -> Iterator[Element]:
        """A style and those that it is based on, the nearest first."""
        for _ in range(_MOST_ABOVE):
            if style is None or style not in self.by_id:
                return
            yield self.by_id[style]
            style = value(self.by_id[style], "basedOn")

    def form(self, paragraph: Element) -> ParagraphForm:
        """Return what the styles of a paragraph say of it."""
        name = next(self._names(paragraph), "")
        kind, level = kind_of(name), self._level(paragraph)
        if level and kind not in (Kind.TITLE, Kind.CONTENTS):
            kind = Kind.HEADING
        elif kind is Kind.HEADING:
            kind = Kind.TEXT
        number, is_subtitle = self.numbering(paragraph), name.casefold() in SUBTITLES
        return ParagraphForm(kind, level, self._size(paragraph), number, is_subtitle)

    def _level(self, paragraph: Element) -> int:
        """The level of a heading, from 1; 0 for what is not one."""
        for properties in self._properties(paragraph):
            if (given := value(properties, "outlineLvl") or "").isdecimal():
                level = whole(given, _DEEPEST)
                return level + 1 if level < _DEEPEST else 0
        return level_of(self._names(paragraph))

    def _names(self, paragraph: Element) -> Iterator[str]:
        """The names of its style and of those that this is based on."""
        return (value(style, "name") or "" for style in self.chain(style_of(paragraph)))

    def numbering(self, paragraph: Element) -> tuple[str, int] | None:
        """The list that the paragraph belongs to, and its level from 0; None where it belongs to none."""
        level = None
        for properties in self._properties(paragraph):
            found = properties.find(W + "numPr")
            if found is None:
                continue
            given = value(found, "ilvl")
            level = whole(given, 0, _DEEPEST - 1) if level is None and given is not None else level
            if (number := value(found, "numId")) is not None:
                return (number, level or 0) if number != "0" else None
        return None

    def switch(self, run: Element, name: str) -> bool:
        """Whether ``b``, ``i``, ``strike`` or ``vanish`` is on for the words of a run: by itself or its own style."""
        properties = run.find(W + "rPr")
        if (own := is_on(properties, name)) is not None:
            return own
        for style in self.chain(value(properties, "rStyle")):
            if (found := is_on(style.find(W + "rPr"), name)) is not None:
                return found
        return False

    def symbol_font(self, run: Element) -> str:
        """The symbol font that a run is written in, by itself or its own style; empty where it is none."""
        for holder in (run, *self.chain(value(run, "rPr/rStyle"))):
            fonts = holder.find(f"{W}rPr/{W}rFonts")
            if fonts is not None and (found := symbol_font(fonts.get(W + name, "") for name in _FONTS)):
                return found
        return ""

    def tab(self, paragraph: Element) -> str:
        """Return what a tab of the paragraph shows: dots where it may lead on with dots or a line."""
        stops = (stop for each in self._properties(paragraph) for stop in each.iterfind(f"{W}tabs/{W}tab"))
        return " … " if any(stop.get(W + "leader", "none") != "none" for stop in stops) else " "

    def _size(self, paragraph: Element) -> float:
        """Return how large most of its letters are, in points."""
        inherited = next(filter(None, map(_size_of, (*self.chain(style_of(paragraph)), *self.basic))), _SMALLEST)
        counted = Counter[float]()
        for run in paragraph.iter(W + "r"):
            of_style = map(_size_of, self.chain(value(run, "rPr/rStyle")))
            size = _size_of(run) or next(filter(None, of_style), inherited)
            counted[size] += sum(len(text.text or "") for text in run.findall(W + "t"))
        return max(counted, key=lambda size: counted[size], default=inherited)

    def _properties(self, paragraph: Element) -> Iterator[Element]:
        """The properties of a paragraph, then those of its styles."""
        for holder in (paragraph, *self.chain(style_of(paragraph))):
            if (found := holder.find(W + "pPr")) is not None:
                yield found


def styles_of(root: Element | None) -> Styles:
    """The styles of ``word/styles.xml``; none where there is no such part."""
    found = list(root.iter(W + "style")) if root is not None else []
    usual = [it for it in found if it.get(W + "type") == "paragraph" and it.get(W + "default") in ("1", "true")]
    for_all = root.findall(f"{W}docDefaults/{W}rPrDefault") if root is not None else []
    return Styles({style.get(W + "styleId", ""): style for style in found}, (*usual, *for_all))


def _size_of(holder: Element) -> float:
    """The size of letters that a run or a style gives, which is written in half points; 0 without it."""
    return whole(value(holder, "rPr/sz")) / 2


def style_of(paragraph: Element) -> str | None:
    """The id of the style of a paragraph."""
    return value(paragraph, "pPr/pStyle")
