"""Runs as elements of a Word paragraph: words, locked figures, links, notes and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.rendering.office.handoff import (
    HandoffParagraph,
    HandoffPicture,
    HandoffRun,
    RunKind,
    RunLook,
    control_tag,
)
from briefgen.rendering.office.word import reference as house
from briefgen.rendering.office.word.reference import WordReference
from briefgen.rendering.office.word.xml import Element, R, bare, el, text_of

_LONGEST_NAME = 64
_EMU = 9525
"""In a pixel of the screen."""
_TWIP = 635
_TALLEST = 7_200_000
"""Of a picture in EMU: 20 cm."""
_LOOKS = {RunLook.BOLD: ("b", "bCs"), RunLook.ITALIC: ("i", "iCs"), RunLook.STRIKE: ("strike",)}
_HEIGHTS = {RunLook.ABOVE: "superscript", RunLook.BELOW: "subscript"}


@dataclass(slots=True)
class WordLines:
    """Writes lines; notes, links and pictures that it meets are gathered for the package."""

    reference: WordReference
    names: Mapping[str, str]
    """Anchor → the bookmark that it leads to."""
    notes: list[tuple[HandoffParagraph, ...]] = field(default_factory=list)
    relations: dict[tuple[str, str], str] = field(default_factory=dict)
    """Kind and target → id."""
    _ids: int = 0

    def next_id(self) -> int:
        """A number that no other part of the document has."""
        self._ids += 1
        return self._ids

    def line(self, runs: Sequence[HandoffRun]) -> Iterator[Element]:
        """The elements of a line."""
        for run in runs:
            made = self._element(run)
            if made is not None:
                yield self._linked(run, made)

    def _element(self, run: HandoffRun) -> Element | None:
        if run.kind is RunKind.FIGURE:
            return self._figure(run)
        if run.kind is RunKind.NOTE:
            self.notes.append(run.note)
            return el("r", self._looks(run, house.NOTE_MARK), el("footnoteReference", id=len(self.notes)))
        if run.kind is RunKind.BREAK:
            return el("r", el("br"))
        if run.kind is RunKind.PICTURE:
            return self._picture(run.picture) if run.picture else None
        return self._words(run) if run.words else None

    def _words(self, run: HandoffRun, style: str = "") -> Element:
        return el("r", self._looks(run, style or self._style(run)), text_of(run.words))

    def _style(self, run: HandoffRun) -> str:
        if run.kind is RunKind.MARK:
            return house.MARK if RunLook.ABOVE in run.looks else ""
        if RunLook.CODE in run.looks:
            return house.CODE
        return house.LINK if run.href else ""

    def _looks(self, run: HandoffRun, style: str) -> Element:
        made = el("rPr")
        if own := self.reference.style(style):
            made.append(el("rStyle", val=own))
        for look, tags in _LOOKS.items():
            if look in run.looks:
                made.extend(el(tag) for tag in tags)
        for look, height in _HEIGHTS.items():
            if look in run.looks:
                made.append(el("vertAlign", val=height))
        if run.lang:
            made.append(el("lang", val=run.lang, eastAsia=run.lang))
        return made

    def _figure(self, run: HandoffRun) -> Element:
        """Words that nobody can type over or delete, as far as the editor obeys."""
        properties = el(
            "sdtPr",
            el("alias", val=run.label[:_LONGEST_NAME]),
            el("tag", val=control_tag(run)),
            el("id", val=1000 + self.next_id()),
            el("lock", val="sdtContentLocked"),
            el("text"),
        )
        return el("sdt", properties, el("sdtContent", self._words(run, house.FIGURE)))

    def _linked(self, run: HandoffRun, made: Element) -> Element:
        if not run.href or run.kind in (RunKind.FIGURE, RunKind.NOTE):
            return made
        if not run.href.startswith("#"):
            link = el("hyperlink", made)
            link.set(R + "id", self.relation("hyperlink", run.href))
            return link
        target = self.names.get(run.href[1:])
        return el("hyperlink", made, anchor=target, history=1) if target else made

    def relation(self, kind: str, target: str) -> str:
        """The id of a relation of the text."""
        return self.relations.setdefault((kind, target), f"brief{len(self.relations) + 1}")

    def _picture(self, picture: HandoffPicture) -> Element:
        wide, high = picture.fitted(_EMU, self.reference.width * _TWIP, _TALLEST)
        number = self.next_id()
        blip = bare("a:blip")
        blip.set(R + "embed", self.relation("image", f"media/{picture.name}"))
        shown = bare(
            "pic:pic",
            bare("pic:nvPicPr", bare("pic:cNvPr", id=number, name=picture.name), bare("pic:cNvPicPr")),
            bare("pic:blipFill", blip, bare("a:stretch", bare("a:fillRect"))),
            bare(
                "pic:spPr",
                bare("a:xfrm", bare("a:off", x=0, y=0), bare("a:ext", cx=wide, cy=high)),
                bare("a:prstGeom", bare("a:avLst"), prst="rect"),
            ),
        )
        data = bare("a:graphicData", shown, uri="http://schemas.openxmlformats.org/drawingml/2006/picture")
        inline = bare(
            "wp:inline",
            bare("wp:extent", cx=wide, cy=high),
            bare("wp:docPr", id=number, name=picture.name, descr=picture.alt),
            bare("wp:cNvGraphicFramePr", bare("a:graphicFrameLocks", noChangeAspect=1)),
            bare("a:graphic", data),
            distT=0,
            distB=0,
            distL=0,
            distR=0,
        )
        return el("r", el("drawing", inline))
