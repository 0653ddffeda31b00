"""What the styles of a Word document say of a paragraph: heading, title, list, and how its words look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from briefgen.importing.office.symbols import symbol_font
from briefgen.importing.word.names import Element, W, is_on, value
from briefgen.model.values.scalars import whole

_HEADING = re.compile(r"(?:heading|제목|überschrift|titre|título|見出し|标题) ?([1-9])", re.IGNORECASE)
_TITLES = frozenset({"title", "제목", "titel", "titre", "título", "表題", "标题"})
_SUBTITLES = frozenset({"subtitle", "부제", "부제목", "untertitel", "sous-titre", "subtítulo", "副題", "副标题"})
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

    def heading(self, paragraph: Element) -> int | None:
        """The level of a heading, from 1; None for what is not one."""
        for properties in self._properties(paragraph):
            if (given := value(properties, "outlineLvl") or "").isdecimal():
                level = whole(given, _DEEPEST)
                return level + 1 if level < _DEEPEST else None
        for style in self.chain(style_of(paragraph)):
            if (found := _HEADING.fullmatch(value(style, "name") or "")) is not None:
                return int(found[1])
        return None

    def is_title(self, paragraph: Element) -> bool:
        """Whether the paragraph is the title of the document."""
        return self.name(paragraph) in _TITLES

    def is_subtitle(self, paragraph: Element) -> bool:
        """Whether the paragraph is a subtitle."""
        return self.name(paragraph) in _SUBTITLES

    def name(self, paragraph: Element) -> str:
        """The name of its style, in small letters."""
        return next(((value(style, "name") or "").casefold() for style in self.chain(style_of(paragraph))), "")

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

    def leads(self, paragraph: Element) -> bool:
        """Whether a tab of the paragraph may lead on with dots or a line."""
        stops = (stop for each in self._properties(paragraph) for stop in each.iterfind(f"{W}tabs/{W}tab"))
        return any(stop.get(W + "leader", "none") != "none" for stop in stops)

    def size(self, paragraph: Element) -> float:
        """How large most of its letters are, in points."""
        inherited = next(filter(None, map(_size, (*self.chain(style_of(paragraph)), *self.basic))), _SMALLEST)
        counted = Counter[float]()
        for run in paragraph.iter(W + "r"):
            of_style = map(_size, self.chain(value(run, "rPr/rStyle")))
            size = _size(run) or next(filter(None, of_style), inherited)
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


def _size(holder: Element) -> float:
    """The size of letters that a run or a style gives, which is written in half points; 0 without it."""
    return whole(value(holder, "rPr/sz")) / 2


def style_of(paragraph: Element) -> str | None:
    """The id of the style of a paragraph."""
    return value(paragraph, "pPr/pStyle")
