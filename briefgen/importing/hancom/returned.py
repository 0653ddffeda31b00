"""An HWPX document that was handed out and came back: its blocks by their bookmarks, its figures by their fields.

A block is the paragraph that has its bookmark. Looks are not read. Nothing here knows what was handed out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.importing.hancom.package import Element, HwpxPackage, P, package_of
from briefgen.importing.office.returned import ReturnedLine
from briefgen.model.records.marks import RemarkKind
from briefgen.rendering.office.returned import PICTURE_SIGN, ReturnedDocument, ReturnedParagraph

_SIGNS = {"tab": " ", "lineBreak": " ", "nbSpace": "\u00a0", "fwSpace": "\u3000", "hyphen": "-"}
_OUTSIDE = frozenset(
    P + it for it in ("footNote", "endNote", "fieldBegin", "header", "footer", "hiddenComment", "memogroup")
)
"""What stands in the text and is not a part of it."""
_NOTES = frozenset({P + "footNote", P + "endNote"})
_ALIVE = ("BULLET", "NUMBER")
_REVISION = re.compile(rb'name="revision"[^<>]*>([0-9a-f]{7,64})<')


def returned_hwpx(content: bytes) -> ReturnedDocument:
    """The document. Raises UnreadableDocumentError for what cannot, or must not, be read."""
    package = package_of(content)
    reader = _HwpxReturnReader(package)
    made = [reader.paragraph(it) for section in package.sections for it in _paragraphs(section)]
    found = _REVISION.search(package.files.get("Contents/content.hpf", b""))
    return ReturnedDocument(tuple(made), found[1].decode() if found else "")


def _paragraphs(root: Element) -> Iterator[Element]:
    """Those of the text in order, with those in tables and shapes; not those of notes and memos."""
    for it in root.iter(P + "p"):
        if not any(above.tag in _OUTSIDE for above in it.iterancestors()):
            yield it


@dataclass(slots=True)
class _HwpxReturnReader:
    """Reads paragraphs one after the other: a tracked change may go on in the next."""

    package: HwpxPackage
    _change: str | None = None
    _struck: bool = False

    def paragraph(self, element: Element) -> ReturnedParagraph:
        """One paragraph, without those of tables and shapes in it."""
        line = ReturnedLine()
        for child in (it for run in element.iterchildren(P + "run") for it in run):
            if child.tag == P + "t":
                self._text(child, line)
            elif child.tag == P + "pic":
                self._say(PICTURE_SIGN, line)
            elif child.tag == P + "ctrl":
                for each in child:
                    self._control(each, line)
        mark = self.package.numbered.get(element.get("paraPrIDRef", ""))
        is_item = mark is not None and mark[0].startswith(_ALIVE)
        return line.paragraph(is_item=is_item, depth=sum(1 for _ in element.iterancestors(P + "tc")))

    def _text(self, text: Element, line: ReturnedLine) -> None:
        self._say(text.text or "", line)
        for child in text:
            kind = child.tag.removeprefix(P)
            if kind in ("insertBegin", "deleteBegin"):
                self._struck, self._change = kind == "deleteBegin", child.get("TcId", "")
            elif kind in ("insertEnd", "deleteEnd"):
                self._struck, self._change = False, None
            self._say(_SIGNS.get(kind, ""), line)
            self._say(child.tail or "", line)

    def _say(self, words: str, line: ReturnedLine) -> None:
        if words and self._change is not None:
            known = self.package.changes.get(self._change)
            is_gone = self._struck or (known is not None and known.kind == "Delete")
            kind = RemarkKind.DELETION if is_gone else RemarkKind.INSERTION
            line.change(kind, known.author if known else "", known.moment if known else "", words)
        line.say("" if self._struck else words)

    def _control(self, control: Element, line: ReturnedLine) -> None:
        kind, name = control.get("type", ""), control.get("name", "")
        if control.tag == P + "bookmark" or (control.tag == P + "fieldBegin" and kind == "BOOKMARK"):
            line.mark(name)
        elif control.tag == P + "fieldBegin" and kind == "CLICK_HERE":
            line.begin(control.get("id", ""), name)
        elif control.tag == P + "fieldBegin" and kind == "MEMO":
            given = {it.get("name", ""): it.text or "" for it in control.iter(P + "stringParam")}
            moment = given.get("CreateDateTime", "").replace(" ", "T")
            line.comment(given.get("Author", ""), moment, self._apart(control))
        elif control.tag == P + "fieldEnd":
            line.end(control.get("beginIDRef", ""))
        elif control.tag in _NOTES and not self._struck:
            line.note(self._apart(control))

    def _apart(self, holder: Element) -> str:
        """The words of a note or memo; tracked changes in them are none of the paragraph."""
        inner = _HwpxReturnReader(self.package)
        return " ".join(filter(None, (inner.paragraph(it).words for it in holder.iter(P + "p"))))
