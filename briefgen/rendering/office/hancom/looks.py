"""The properties of characters, paragraphs and lists in the header of a document: of its styles, and what is added.

A run does not inherit from the style of its paragraph: each variant that the text needs has an entry of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from briefgen.rendering.office.hancom.reference import HancomReference, HancomStyle, whole
from briefgen.rendering.office.hancom.xml import C, Element, H, el
from briefgen.rendering.office.handoff import RunLook

_ORDER = (
    "fontRef",
    "ratio",
    "spacing",
    "relSz",
    "offset",
    "italic",
    "bold",
    "underline",
    "strikeout",
    "outline",
    "shadow",
    "emboss",
    "engrave",
    "supscript",
    "subscript",
)
_SIGNS: Mapping[RunLook, str] = {
    RunLook.BOLD: "bold",
    RunLook.ITALIC: "italic",
    RunLook.ABOVE: "supscript",
    RunLook.BELOW: "subscript",
}
_KINDS = {"charPr": "charProperties", "paraPr": "paraProperties", "numbering": "numberings"}


@dataclass(slots=True)
class HancomLooks:
    """Adds to the header of one document; what is asked for again is not added again."""

    reference: HancomReference
    _styles: dict[str, HancomStyle] = field(default_factory=dict)
    _made: dict[tuple[object, ...], str] = field(default_factory=dict)

    def style(self, name: str) -> HancomStyle:
        """A style by its English name; that of the text where the document has none."""
        if name not in self._styles:
            usual = HancomStyle() if name == "Normal" else self.style("Normal")
            self._styles[name] = self.reference.style(name) or usual
        return self._styles[name]

    def characters(self, base: str, looks: frozenset[RunLook], style: str = "") -> str:
        """The characters ``base`` with looks, and with what sets a style of characters apart from the text."""
        key = ("characters", base, looks, style)
        if key not in self._made:
            self._made[key] = self._characters(base, looks, style) if looks or style else base
        return self._made[key]

    def _characters(self, base: str, looks: frozenset[RunLook], style: str) -> str:
        made = deepcopy(self._held("charPr", base))
        if style and self.reference.style(style):
            usual, own = (self._held("charPr", self.style(name).look) for name in ("Normal", style))
            _take(made, usual, own)
        for look in sorted(looks & _SIGNS.keys()):
            if made.find(H + _SIGNS[look]) is None:
                _put(made, el(f"hh:{_SIGNS[look]}"))
        struck = made.find(H + "strikeout")
        if RunLook.STRIKE in looks and struck is not None:
            struck.set("shape", "SOLID")
        return self._add("charPr", made)

    def paragraph(self, base: str, *, left: int = 0, align: str = "", listed: tuple[str, int] | None = None) -> str:
        """The paragraph ``base``, further in, otherwise aligned, or in a list by its number at a level."""
        key = ("paragraph", base, left, align, listed)
        if key not in self._made:
            changed = left or align or listed
            self._made[key] = self._paragraph(base, left, align, listed) if changed else base
        return self._made[key]

    def _paragraph(self, base: str, left: int, align: str, listed: tuple[str, int] | None) -> str:
        made = deepcopy(self._held("paraPr", base))
        for times, place in _margins(made):
            place.set("value", str(whole(place, "value", 0) + left * times))
        heading = made.find(H + "heading")
        if listed and heading is not None:
            heading.set("idRef", listed[0])
            heading.set("level", str(listed[1]))
        side = made.find(H + "align")
        if align and side is not None:
            side.set("horizontal", align.upper())
        return self._add("paraPr", made)

    def numbers(self, number: int, level: int, start: int) -> str:
        """The list of this number in the document: each counts by itself."""
        key = ("numbers", number)
        if key not in self._made:
            heading = self._held("paraPr", self.style("List Number").paragraph).find(H + "heading")
            made = deepcopy(self._held("numbering", heading.get("idRef", "") if heading is not None else ""))
            self._made[key] = self._add("numbering", made)
        counted = self._held("numbering", self._made[key])
        for head in counted.iter(H + "paraHead"):
            if whole(head, "level", 0) == level + 1 and ("start", number, level) not in self._made:
                head.set("start", str(start))
        self._made.setdefault(("start", number, level), "")
        return self._made[key]

    def measures(self, paragraph: str, look: str) -> tuple[int, int, int]:
        """Return how large characters are, how high a line is, and the space before and after the paragraph."""
        size = whole(self._held("charPr", look), "height", 1000)
        own = self._held("paraPr", paragraph)
        share = next((whole(it, "value", 160) for it in own.iter(H + "lineSpacing")), 160)
        gap = sum(next((whole(it, "value", 0) for it in own.iter(C + tag)), 0) for tag in ("prev", "next"))
        return size, size * share // 100, gap

    def _holder(self, kind: str) -> Element:
        return self.reference.header.find(f"{H}refList/{H}{_KINDS[kind]}")

    def _held(self, kind: str, ident: str) -> Element:
        holder = self._holder(kind)
        return next((it for it in holder.iter(H + kind) if it.get("id") == ident), holder[0])

    def _add(self, kind: str, made: Element) -> str:
        holder = self._holder(kind)
        ident = str(max(whole(it, "id", 0) for it in holder.iter(H + kind)) + 1)
        made.set("id", ident)
        holder.append(made)
        holder.set("itemCnt", str(len(holder)))
        return ident


def _margins(paragraph: Element) -> list[tuple[int, Element]]:
    """The left margins, each with how many times the unit it counts: old readers count in halves."""
    return [
        (2 if any(above.tag.endswith("}default") for above in it.iterancestors()) else 1, it)
        for it in paragraph.iter(C + "left")
    ]


def _take(made: Element, usual: Element, own: Element) -> None:
    """Give characters what one look has and the usual one has not."""
    for key, value in own.attrib.items():
        if key != "id" and usual.get(key) != value:
            made.set(key, value)
    for it in own:
        other = usual.find(it.tag)
        if other is None or dict(other.attrib) != dict(it.attrib):
            _put(made, deepcopy(it))


def _put(made: Element, child: Element) -> None:
    """In its place, which the format prescribes."""
    old = made.find(child.tag)
    if old is not None:
        made.replace(old, child)
        return
    place = _ORDER.index(child.tag.removeprefix(H)) if child.tag.removeprefix(H) in _ORDER else len(_ORDER)
    later = [at for at, it in enumerate(made) if it.tag.removeprefix(H) in _ORDER[place + 1 :]]
    made.insert(later[0] if later else len(made), child)
