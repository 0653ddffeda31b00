"""An HWPX document that was handed out and came back: its blocks by their bookmarks, its figures by their fields.

A block is the paragraph that has its bookmark. Looks are not read. Nothing here knows what was handed out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefgen.importing.hancom.package import Element, HwpxPackage, P, package_of
from briefgen.rendering.office.handoff import TAG
from briefgen.rendering.office.returned import (
    NOTE_SIGN,
    PICTURE_SIGN,
    EditorChange,
    EditorComment,
    ReturnedDocument,
    ReturnedFigure,
    ReturnedParagraph,
)

_NAME = re.compile(r"bg_\w+?_[0-9a-f]{8}")
_SIGNS = {"tab": " ", "lineBreak": " ", "nbSpace": "\u00a0", "fwSpace": "\u3000", "hyphen": "-"}
_KINDS = {"Insert": "insertion", "Delete": "deletion"}
_OUTSIDE = frozenset(
    P + it for it in ("footNote", "endNote", "fieldBegin", "header", "footer", "hiddenComment", "memogroup")
)
"""What stands in the text and is not a part of it."""
_NOTES = frozenset({P + "footNote", P + "endNote"})
_ALIVE = ("BULLET", "NUMBER")
_SPACE = re.compile(r"[ \t\r\n]+")
_MINUTE = 16


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
class _ReturnedLine:
    """What has been read of a paragraph."""

    words: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    figures: list[ReturnedFigure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    comments: list[EditorComment] = field(default_factory=list)
    changes: dict[tuple[str, str, str], str] = field(default_factory=dict)
    fields: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Id of a figure's field that has begun → its name, and where its words begin."""

    @property
    def said(self) -> str:
        return _flat("".join(self.words))


@dataclass(slots=True)
class _HwpxReturnReader:
    """Reads paragraphs one after the other: a tracked change may go on in the next."""

    package: HwpxPackage
    _change: str | None = None
    _struck: bool = False

    def paragraph(self, element: Element) -> ReturnedParagraph:
        """One paragraph, without those of tables and shapes in it."""
        line = _ReturnedLine()
        for run in element.iterchildren(P + "run"):
            self._run(run, line)
        for ident in list(line.fields):  # a field that goes on in the next paragraph is cut there
            self._end(ident, line)
        mark = self.package.numbered.get(element.get("paraPrIDRef", ""))
        return ReturnedParagraph(
            tuple(dict.fromkeys(line.names)),
            line.said,
            tuple(line.figures),
            tuple(line.notes),
            tuple(EditorChange(*key, " ".join(words.split())) for key, words in line.changes.items() if words.strip()),
            tuple(line.comments),
            mark is not None and mark[0].startswith(_ALIVE),
            sum(1 for _ in element.iterancestors(P + "tc")),
        )

    def _run(self, run: Element, line: _ReturnedLine) -> None:
        for child in run:
            kind = child.tag.removeprefix(P) if isinstance(child.tag, str) else ""
            if kind == "t":
                self._text(child, line)
            elif kind == "pic":
                self._say(PICTURE_SIGN, line)
            elif kind == "ctrl":
                for each in child:
                    self._control(each, line)

    def _text(self, text: Element, line: _ReturnedLine) -> None:
        self._say(text.text or "", line)
        for child in text:
            kind = child.tag.removeprefix(P) if isinstance(child.tag, str) else ""
            if kind in ("insertBegin", "deleteBegin"):
                self._struck, self._change = kind == "deleteBegin", child.get("TcId", "")
            elif kind in ("insertEnd", "deleteEnd"):
                self._struck, self._change = False, None
            self._say(_SIGNS.get(kind, ""), line)
            self._say(child.tail or "", line)

    def _say(self, words: str, line: _ReturnedLine) -> None:
        known = self.package.changes.get(self._change or "")
        if words and self._change is not None:
            kind = "deletion" if self._struck else _KINDS.get(known.kind, "insertion") if known else "insertion"
            key = (kind, known.author if known else "", known.moment[:_MINUTE] if known else "")
            line.changes[key] = line.changes.get(key, "") + words
        if not self._struck:
            line.words.append(words)

    def _control(self, control: Element, line: _ReturnedLine) -> None:
        kind = control.tag.removeprefix(P) if isinstance(control.tag, str) else ""
        if kind == "bookmark" and _NAME.fullmatch(control.get("name", "")):
            line.names.append(control.get("name", ""))
        elif kind == "fieldBegin":
            self._begin(control, line)
        elif kind == "fieldEnd":
            self._end(control.get("beginIDRef", ""), line)
        elif control.tag in _NOTES and not self._struck:
            line.words.append(NOTE_SIGN)
            line.notes.append(self._apart(control))

    def _begin(self, begin: Element, line: _ReturnedLine) -> None:
        kind, name = begin.get("type", ""), begin.get("name", "")
        if kind == "CLICK_HERE" and name.startswith(TAG):
            line.fields[begin.get("id", "")] = (name, len(line.words))
        elif kind == "BOOKMARK" and _NAME.fullmatch(name):
            line.names.append(name)
        elif kind == "MEMO":
            line.comments.append(self._memo(begin))

    def _end(self, ident: str, line: _ReturnedLine) -> None:
        name, start = line.fields.pop(ident, ("", 0))
        if name and (words := _flat("".join(line.words[start:]))):
            line.figures.append(ReturnedFigure(name, words))

    def _memo(self, begin: Element) -> EditorComment:
        given = {it.get("name", ""): it.text or "" for it in begin.iter(P + "stringParam")}
        moment = given.get("CreateDateTime", "")[:_MINUTE].replace(" ", "T")
        return EditorComment(given.get("Author", ""), moment, self._apart(begin))

    def _apart(self, holder: Element) -> str:
        """The words of a note or memo; tracked changes in them are none of the paragraph."""
        inner = _HwpxReturnReader(self.package)
        return " ".join(filter(None, (inner.paragraph(it).words for it in holder.iter(P + "p"))))


def _flat(words: str) -> str:
    return _SPACE.sub(" ", words).strip()
