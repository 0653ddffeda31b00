"""A Word document that was handed out and came back: its blocks by their bookmarks, its figures by their tags.

A block is the paragraph in which its bookmark begins: words typed before the first word stand before the mark. Looks
are not read. Nothing here knows what was handed out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.importing.office.returned import ReturnedLine
from briefgen.importing.word.package import Package, package_of
from briefgen.importing.word.styles import MC, Element, W, style_of, value
from briefgen.importing.word.words import CHANGES, GONE
from briefgen.model.records.marks import RemarkKind
from briefgen.rendering.office.returned import PICTURE_SIGN, ReturnedDocument, ReturnedParagraph

_KINDS = {tag: RemarkKind(kind) for tag, kind in CHANGES.items()}
_SIGNS = {W + "tab": " ", W + "br": " ", W + "cr": " ", W + "noBreakHyphen": "‑"}
_SIGNS |= dict.fromkeys((W + "drawing", W + "pict"), PICTURE_SIGN)
_NOT_READ = frozenset({W + "sdtPr", W + "p", W + "instrText", MC + "Fallback"})
"""A paragraph in another is that of a text box, and read by itself."""
_LOCKED = "sdtContentLocked"
_REVISION = re.compile(rb"version>([0-9a-f]{7,64})<")


def returned_word(content: bytes) -> ReturnedDocument:
    """The document. Raises UnreadableDocumentError for what cannot, or must not, be read."""
    package = package_of(content)
    reader = _WordReturnReader(package, frozenset(_begun_again(package.body)))
    paragraphs = tuple(reader.paragraph(it) for it in package.body.iter(W + "p"))
    found = _REVISION.search(package.files.get("docProps/core.xml", b""))
    return ReturnedDocument(paragraphs, found[1].decode() if found else "")


def _begun_again(body: Element) -> Iterator[str]:
    """The marks that only go on: LibreOffice begins one over several paragraphs anew in each, and ends the last."""
    ended = {it.get(W + "id") for it in body.iter(W + "bookmarkEnd")}
    open_names: set[str] = set()
    for mark in body.iter(W + "bookmarkStart"):
        name, ident = mark.get(W + "name", ""), mark.get(W + "id", "")
        if name in open_names:
            yield ident
        if ident not in ended:
            open_names.add(name)


@dataclass(frozen=True, slots=True)
class _WordReturnReader:
    package: Package
    again: frozenset[str]
    """The ids of marks that began before."""

    def paragraph(self, element: Element) -> ReturnedParagraph:
        """One paragraph, without those of text boxes in it."""
        line = ReturnedLine()
        self._read(element, line, ())
        is_numbered = self.package.styles.numbering(element) is not None
        is_item = is_numbered or "list" in (style_of(element) or "").lower()
        return line.paragraph(is_item=is_item, depth=sum(1 for _ in element.iterancestors(W + "tc")))

    def _read(self, part: Element, line: ReturnedLine, changes: tuple[Element, ...]) -> None:
        """What is inside an element, itself inside tracked changes."""
        is_gone = any(it.tag in GONE for it in changes)
        for child in part:
            tag, ident = child.tag, child.get(W + "id", "")
            if tag in (W + "t", W + "delText"):
                for it in changes:
                    author, moment = it.get(W + "author", ""), it.get(W + "date") or ""
                    line.change(_KINDS[it.tag], author, moment, child.text or "")
                line.say("" if is_gone or tag == W + "delText" else child.text or "")
            elif tag in _SIGNS:
                line.say("" if is_gone else _SIGNS[tag])
            elif tag == W + "bookmarkStart" and ident not in self.again:
                line.mark(child.get(W + "name", ""))
            elif tag == W + "footnoteReference" and not is_gone:
                note = self.package.notes.get(f"footnote:{ident}")
                line.note(None if note is None else self._apart(note))
            elif tag == W + "commentReference" and (comment := self.package.comments.get(ident)) is not None:
                line.comment(comment.get(W + "author", ""), comment.get(W + "date") or "", self._apart(comment))
            elif tag == W + "sdt":
                line.begin("", value(child, "sdtPr/tag") or "", is_locked=value(child, "sdtPr/lock") == _LOCKED)
                self._read(child, line, changes)
                line.end("")
            elif tag not in _NOT_READ:
                self._read(child, line, (*changes, child) if tag in _KINDS else changes)

    def _apart(self, holder: Element) -> str:
        """The words of a note or comment."""
        return " ".join(self.paragraph(it).words for it in holder.iter(W + "p")).strip()
