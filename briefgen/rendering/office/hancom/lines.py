"""Runs as elements of an HWPX paragraph: words, figures in fields, links, notes and pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.rendering.office.hancom import reference as house
from briefgen.rendering.office.hancom.looks import HancomLooks
from briefgen.rendering.office.hancom.picture_objects import picture_of
from briefgen.rendering.office.hancom.xml import Element, el, said
from briefgen.rendering.office.handoff import HandoffParagraph, HandoffRun, RunKind, RunLook, control_tag

_CLICK_HERE, _LINK = 627272811, 627600491
"""``%clk`` and ``%hlk`` as numbers: every field of a kind has the same."""
_PLAIN = frozenset({RunLook.BOLD, RunLook.ITALIC, RunLook.STRIKE, RunLook.ABOVE, RunLook.BELOW})
_SPACE = re.compile(r"[\t\r\n]")
_ESCAPED = re.compile(r"([:?;#])")

Noted = Callable[[tuple[HandoffParagraph, ...], int], Element]
"""``noted(paragraphs, number)``: the inside of a note."""


@dataclass(slots=True)
class HancomLines:
    """Writes lines; ids are counted, and pictures that it meets are gathered for the package."""

    looks: HancomLooks
    names: Mapping[str, str]
    """Anchor → the bookmark that it leads to."""
    width: int
    pictures: dict[str, str] = field(default_factory=dict)
    """Name of a picture → id."""
    notes: int = 0
    _ids: int = 0

    def next_id(self) -> int:
        """A number that no other part of the document has."""
        self._ids += 1
        return self._ids

    def line(self, runs: Sequence[HandoffRun], base: str, noted: Noted) -> Iterator[Element]:
        """The runs of a line whose characters are ``base``."""
        for run in runs:
            look = self.looks.characters(base, run.looks & _PLAIN, self._style(run))
            if run.kind is RunKind.FIGURE:
                yield from self._field(self._figure(run), _CLICK_HERE, run, look, base)
            elif run.kind is RunKind.NOTE:
                yield el("run", el("ctrl", self._note(run, noted)), charPrIDRef=base)
            elif run.kind is RunKind.BREAK:
                yield el("run", el("t", el("lineBreak")), charPrIDRef=base)
            elif run.kind is RunKind.PICTURE:
                yield from self._picture(run, base)
            elif run.words and (link := self._link(run)) is not None:
                yield from self._field(link, _LINK, run, look, base)
            elif run.words:
                yield self._words(run, look)

    def _words(self, run: HandoffRun, look: str) -> Element:
        return el("run", said("t", _SPACE.sub(" ", run.words)), charPrIDRef=look)

    def _style(self, run: HandoffRun) -> str:
        if run.kind is RunKind.FIGURE:
            return house.FIGURE
        if run.kind is RunKind.MARK:
            return house.MARK if RunLook.ABOVE in run.looks else ""
        if RunLook.CODE in run.looks:
            return house.CODE
        return house.LINK if run.href and run.kind is RunKind.WORDS else ""

    def _field(self, begin: Element, kind: int, run: HandoffRun, look: str, base: str) -> Iterator[Element]:
        yield el("run", el("ctrl", begin), charPrIDRef=base)
        yield self._words(run, look)
        end = el("fieldEnd", beginIDRef=begin.get("id"), fieldid=kind)
        yield el("run", el("ctrl", end), charPrIDRef=base)

    def _begin(self, kind: str, number: int, *parameters: Element, name: str = "", dirty: int = 0) -> Element:
        held = el("parameters", *parameters, cnt=len(parameters), name="")
        return el(
            "fieldBegin",
            held,
            id=self.next_id(),
            type=kind,
            name=name,
            editable=0,
            dirty=dirty,
            zorder=-1,
            fieldid=number,
            metaTag="",
        )

    def _figure(self, run: HandoffRun) -> Element:
        """A click-here field that has the fact as its name, and what it is called as its prompt."""
        prompt = _SPACE.sub(" ", run.label)
        inside = f"Direction:wstring:{len(prompt)}:{prompt} HelpState:wstring:0:  "
        command = said("stringParam", f"Clickhere:set:{len(inside) - 1}:{inside}", name="Command")
        command.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        parameters = (said("integerParam", "9", name="Prop"), command, said("stringParam", prompt, name="Direction"))
        return self._begin("CLICK_HERE", _CLICK_HERE, *parameters, name=control_tag(run), dirty=1)

    def _link(self, run: HandoffRun) -> Element | None:
        """A link to an address, or to a bookmark; None for one that leads nowhere."""
        if not run.href:
            return None
        if not run.href.startswith("#"):
            mail = run.href.startswith("mailto:")
            kind, ending = ("EMAIL", ";2;0;0") if mail else ("URL", ";1;0;0;")
            command = (run.href if mail else _ESCAPED.sub(r"\\\1", run.href)) + ending
            path = [said("stringParam", run.href, name="Path")]
        elif name := self.names.get(run.href[1:]):
            kind, command, path = "HWP", f"?{name};0;0;0;", []
        else:
            return None
        return self._begin(
            "HYPERLINK",
            _LINK,
            said("integerParam", "0", name="Prop"),
            said("stringParam", command, name="Command"),
            *path,
            said("stringParam", f"HWPHYPERLINK_TYPE_{kind}", name="Category"),
            said("stringParam", "HWPHYPERLINK_TARGET_BOOKMARK", name="TargetType"),
            said("stringParam", "HWPHYPERLINK_JUMP_CURRENTTAB", name="DocOpenType"),
        )

    def _note(self, run: HandoffRun, noted: Noted) -> Element:
        self.notes += 1
        number = self.notes
        made = el("footNote", number=number, suffixChar=41, instId=self.next_id())
        made.append(noted(run.note, number))
        return made

    def _picture(self, run: HandoffRun, base: str) -> Iterator[Element]:
        if run.picture is not None:
            ident = self.pictures.setdefault(run.picture.name, f"image{len(self.pictures) + 1}")
            shown = picture_of(run.picture, ident, self.next_id(), self.width)
            yield el("run", shown, el("t"), charPrIDRef=base)
