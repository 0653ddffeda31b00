"""A Word document that was handed out and came back: its blocks by their bookmarks, its figures by their tags.

A block is the paragraph in which its bookmark begins: words typed before the first word stand before the mark. Looks
are not read. Nothing here knows what was handed out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.importing.word.package import Package, package_of
from briefgen.importing.word.styles import MC, Element, W, style_of, value
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

_NAME = re.compile(r"(bg_\w+?_[0-9a-f]{8})(?:_Copy_?\d+)?")
"""LibreOffice calls the second of two ``…_Copy_1``."""
_KINDS = {W + "ins": "insertion", W + "del": "deletion", W + "moveTo": "move", W + "moveFrom": "move"}
_GONE = frozenset({W + "del", W + "moveFrom"})
_SIGNS = {W + "tab": " ", W + "br": " ", W + "cr": " ", W + "noBreakHyphen": "‑", W + "footnoteReference": NOTE_SIGN}
_PICTURES = frozenset({W + "drawing", W + "pict"})
_SPACE = re.compile(r"[ \t\r\n]+")
_MINUTE = 16


_REVISION = re.compile(rb"version>([0-9a-f]{7,64})<")


def returned_word(content: bytes) -> ReturnedDocument:
    """The document. Raises UnreadableDocumentError for what cannot, or must not, be read."""
    package = package_of(content)
    again = frozenset(_begun_again(package.body))
    paragraphs = (_Paragraph(it, package, again).read() for it in package.body.iter(W + "p"))
    found = _REVISION.search(package.files.get("docProps/core.xml", b""))
    return ReturnedDocument(tuple(paragraphs), found[1].decode() if found else "")


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
class _Paragraph:
    element: Element
    package: Package
    again: frozenset[str]
    """The ids of marks that began before."""

    def read(self) -> ReturnedParagraph:
        marks = (it for it in self._inside(W + "bookmarkStart") if it.get(W + "id", "") not in self.again)
        names = (it.get(W + "name", "") for it in marks)
        known = dict.fromkeys(found[1] for it in names if (found := _NAME.fullmatch(it)))
        calls = self._inside(W + "footnoteReference")
        kept = (it for it in calls if _GONE.isdisjoint(above.tag for above in it.iterancestors()))
        notes = (self.package.notes.get(f"footnote:{it.get(W + 'id')}") for it in kept)
        return ReturnedParagraph(
            tuple(known),
            said(self.element),
            tuple(self._figures()),
            tuple(" ".join(said(it) for it in note.iter(W + "p")).strip() for note in notes if note is not None),
            tuple(self._changes()),
            tuple(self._comments()),
            self._is_item(),
            sum(1 for _ in self.element.iterancestors(W + "tc")),
        )

    def _inside(self, *tags: str) -> Iterator[Element]:
        """Elements of this paragraph, not those of a text box in it."""
        return (it for it in self.element.iter(*tags) if next(it.iterancestors(W + "p"), None) is self.element)

    def _figures(self) -> Iterator[ReturnedFigure]:
        for control in self._inside(W + "sdt"):
            tag = value(control, "sdtPr/tag") or ""
            if tag.startswith(TAG) and (words := said(control)):
                yield ReturnedFigure(tag, words, value(control, "sdtPr/lock") == "sdtContentLocked")

    def _changes(self) -> Iterator[EditorChange]:
        """Changes of one author in one minute are one: programs cut them wherever the script changes."""
        gathered: dict[tuple[str, str, str], str] = {}
        for change in self._inside(*_KINDS):
            words = "".join(it.text or "" for it in change.iter(W + "t", W + "delText"))
            if words.strip():
                author, moment = change.get(W + "author", ""), (change.get(W + "date") or "")[:_MINUTE]
                key = (_KINDS[change.tag], author, moment)
                gathered[key] = gathered.get(key, "") + words
        for (kind, author, moment), words in gathered.items():
            yield EditorChange(kind, author, moment, " ".join(words.split()))

    def _comments(self) -> Iterator[EditorComment]:
        for mark in self._inside(W + "commentReference"):
            comment = self.package.comments.get(mark.get(W + "id", ""))
            if comment is not None:
                words = " ".join(said(it) for it in comment.iter(W + "p")).strip()
                yield EditorComment(comment.get(W + "author", ""), (comment.get(W + "date") or "")[:_MINUTE], words)

    def _is_item(self) -> bool:
        return (
            self.package.styles.numbering(self.element) is not None or "list" in (style_of(self.element) or "").lower()
        )


def said(element: Element) -> str:
    """The words with every tracked change accepted, in one line."""
    return _SPACE.sub(" ", "".join(_pieces(element))).strip()


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in _GONE or tag in (W + "sdtPr", W + "p", MC + "Fallback"):
            continue
        if tag == W + "t":
            yield child.text or ""
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag in _PICTURES:
            yield PICTURE_SIGN
        elif tag != W + "instrText":
            yield from _pieces(child)
