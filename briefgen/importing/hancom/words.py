"""The words of an HWPX paragraph: their looks, links, notes and pictures, with tracked changes accepted."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefgen.importing.hancom.package import UNITS, C, Element, HwpxPackage, Look, P
from briefgen.importing.imported import Rank, Remark
from briefgen.importing.markdown import StyledText, escape, wide
from briefgen.importing.office.pictures import UNDESCRIBED
from briefgen.importing.office.reading import OfficeWords
from briefgen.importing.office.symbols import kept_signs, may_have_symbols, with_symbols
from briefgen.model.values.scalars import whole

_SIGNS = {"tab": " ", "lineBreak": "\n", "nbSpace": "\u00a0", "fwSpace": "\u3000", "hyphen": "-"}
_SHAPES = frozenset({"rect", "ellipse", "polygon", "curve", "arc", "line", "connectLine", "container"})
_SILENT = frozenset({"secPr", "linesegarray", "switch"})
_OWN_DESCRIPTION = "그림입니다"
"""How the description begins that the program writes by itself."""
_SCALE = re.compile(r"\d{1,3}(?:\.\d{1,12})?")
_COUNTED = frozenset({"TABLE", "PICTURE", "EQUATION"})


@dataclass(slots=True)
class HwpxWords(OfficeWords):
    """Reads paragraphs of one document.

    ``after`` has what hangs on a paragraph and stands after it: tables, and the paragraphs of shapes and captions.
    """

    package: HwpxPackage
    after: list[Element] = field(default_factory=list)
    _struck: bool = False
    _change: tuple[str, list[str]] | None = None
    _links: list[tuple[str, str]] = field(default_factory=list)

    def of(self, paragraph: Element) -> list[StyledText]:
        """The runs of a paragraph, in order."""
        self._links.clear()
        return [run for each in paragraph.iterchildren(P + "run") for run in self._run(each)]

    def _run(self, run: Element) -> Iterator[StyledText]:
        look = self.package.looks.get(run.get("charPrIDRef", ""), Look())
        for child in run:
            kind = child.tag.removeprefix(P) if isinstance(child.tag, str) else ""
            if kind == "t":
                yield from self._text(child, look)
            elif kind == "ctrl":
                for each in child:
                    yield from self._control(each)
            elif kind == "tbl":
                self.after.append(child)
            elif kind == "pic":
                yield from self._picture(child)
            elif kind in _SHAPES:
                yield from self._shape(child)
            elif kind == "equation":
                self.remark("a formula was kept as plain text")
                yield StyledText("".join(each.text or "" for each in child.iter(P + "script")))
            elif kind in ("dutmal", "compose"):
                yield StyledText("".join(each.text or "" for each in child.iter(P + "mainText", P + "composeText")))
            elif kind and kind not in _SILENT:
                self.remark(f"an object ({kind}) was left out: save it as a picture and put it in", Rank.LOST)

    def _text(self, text: Element, look: Look) -> Iterator[StyledText]:
        yield from self._said(text.text or "", look)
        for child in text:
            kind = child.tag.removeprefix(P)
            if kind in ("insertBegin", "deleteBegin"):
                self._struck = kind == "deleteBegin"
                self._change = (child.get("TcId", ""), [])
            elif kind in ("insertEnd", "deleteEnd"):
                self._end_change()
            yield from self._said(_SIGNS.get(kind, ""), look)
            yield from self._said(child.tail or "", look)

    def _said(self, words: str, look: Look) -> Iterator[StyledText]:
        if self._change is not None:
            self._change[1].append(words)
        if words and not self._struck:
            if may_have_symbols(words):
                words = with_symbols(words, look.symbols)
                self.remarks += [Remark(self.place, told, Rank.LOST)] if (told := kept_signs(words)) else []
            link = self._links[-1][1] if self._links else ""
            yield StyledText(words, look.bold, look.italic, look.strike, look.script, link)

    def _end_change(self) -> None:
        if self._change is not None:
            ident, words = self._change
            known = self.package.changes.get(ident)
            who = f" by {known.author}, {known.day}" if known else ""
            kind, done = ("deletion", "left out") if self._struck else ("insertion", "taken in")
            if said := "".join(words).strip():
                self.remark(f"tracked {kind}{who}: “{said}” was {done}", Rank.DETAIL)
        self._struck, self._change = False, None

    def _control(self, control: Element) -> Iterator[StyledText]:
        kind = control.tag.removeprefix(P)
        if kind in ("footNote", "endNote"):
            self.called.append(control)
            yield StyledText(f"[^{len(self.called)}]", raw=True)
        elif kind == "fieldBegin":
            self._field(control)
        elif kind == "fieldEnd":
            self._links = [link for link in self._links if link[0] != control.get("beginIDRef")]
        elif kind == "autoNum" and control.get("numType") in _COUNTED:
            yield StyledText(control.get("num", ""))

    def _field(self, begin: Element) -> None:
        if begin.get("type") == "HYPERLINK":
            self._links.append((begin.get("id", ""), _address(begin)))
        elif begin.get("type") == "MEMO":
            words = " ".join("".join(each.text or "" for each in begin.iter(P + "t")).split())
            self.remark(f"memo: {words}")

    def _picture(self, picture: Element) -> Iterator[StyledText]:
        caption = picture.find(P + "caption")
        if caption is not None:
            self.after.append(caption)
        image = picture.find(C + "img")
        path = self.package.items.get(image.get("binaryItemIDRef", ""), "") if image is not None else ""
        ending = posixpath.splitext(path)[1].lower()
        if path not in self.package.files:
            self.remark("a picture that is not in the document was left out", Rank.LOST)
        elif not (name := self.pictures.name_of(self.package.files[path], ending, _width(picture))):
            self.remark(f"a picture in the format {ending[1:]} was left out: save it as PNG and put it in", Rank.LOST)
        else:
            comment = picture.find(P + "shapeComment")
            words = " ".join(((comment.text or "") if comment is not None else "").split())
            words = "" if words.startswith(_OWN_DESCRIPTION) else words
            self.remarks += [] if words else [Remark(name, UNDESCRIBED)]
            yield StyledText(f"![{escape(words)}]({name}){wide(_width(picture), self.room)}", raw=True)

    def _shape(self, shape: Element) -> Iterator[StyledText]:
        texts = [] if shape.tag == P + "container" else list(shape.iter(P + "drawText"))
        self.after += texts
        inner = [each for each in shape if isinstance(each.tag, str)] if shape.tag == P + "container" else []
        for each in inner:
            kind = each.tag.removeprefix(P)
            if kind == "pic":
                yield from self._picture(each)
            elif kind in _SHAPES:
                yield from self._shape(each)


def _width(picture: Element) -> float:
    """How wide a picture is, in points; 0 where it does not say."""
    for name in ("sz", "curSz"):
        size = picture.find(P + name)
        if size is not None and size.get("widthRelTo", "ABSOLUTE") == "ABSOLUTE" and whole(size.get("width")) > 0:
            return whole(size.get("width")) / UNITS
    size = picture.find(P + "orgSz")  # one of a group has its own size and how it was scaled
    wide = whole(size.get("width")) / UNITS if size is not None else 0.0
    for matrix in picture.iter(C + "scaMatrix"):
        scale = matrix.get("e1", "")
        wide *= float(scale) if _SCALE.fullmatch(scale) else 1.0
    return wide


def _address(begin: Element) -> str:
    """The address of a link: ``http\\://…;1;0;0;`` in its command."""
    for name in ("Path", "Command"):
        for parameter in begin.iter(P + "stringParam"):
            words = (parameter.text or "").split(";")[0].replace("\\", "").strip()
            if parameter.get("name") == name and words:
                return words if "://" in words or words.startswith("mailto:") else ""
    return ""
