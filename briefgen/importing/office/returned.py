"""A paragraph of a document that was handed out and came back, while its program's XML is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from briefgen.model.records.marks import RemarkKind
from briefgen.rendering.office.handoff import TAG
from briefgen.rendering.office.returned import NOTE_SIGN, EditorSaid, ReturnedFigure, ReturnedParagraph

_NAME = re.compile(r"(bg_\w+?_[0-9a-f]{8})(?:_Copy_?\d+)?")
"""LibreOffice calls the second of two ``…_Copy_1``."""
_SPACE = re.compile(r"[ \t\r\n]+")
_MINUTE = 16
"""Characters of a moment up to its minute."""


@dataclass(slots=True)
class ReturnedLine:
    """What has been read of a paragraph.

    Changes of one author in one minute are one: programs cut them wherever the script changes.
    """

    _words: list[str] = field(default_factory=list)
    _names: dict[str, None] = field(default_factory=dict)
    _figures: list[ReturnedFigure] = field(default_factory=list)
    _begun: dict[str, tuple[str, bool, int]] = field(default_factory=dict)
    """Id of a figure that has begun → its tag, whether it is locked, and where its words begin."""
    _notes: list[str] = field(default_factory=list)
    _changes: dict[tuple[RemarkKind, str, str], str] = field(default_factory=dict)
    _comments: list[EditorSaid] = field(default_factory=list)

    def mark(self, name: str) -> None:
        """A bookmark, which may be that of a block."""
        if found := _NAME.fullmatch(name):
            self._names[found[1]] = None

    def say(self, words: str) -> None:
        """Words that it has with every tracked change accepted."""
        self._words.append(words)

    def change(self, kind: RemarkKind, author: str, moment: str, words: str) -> None:
        """Words that were put in, taken out or moved with changes tracked."""
        key = (kind, author, moment[:_MINUTE])
        self._changes[key] = self._changes.get(key, "") + words

    def comment(self, author: str, moment: str, words: str) -> None:
        """A comment on it."""
        self._comments.append(EditorSaid(RemarkKind.COMMENT, author, moment[:_MINUTE], words))

    def note(self, words: str | None) -> None:
        """A note that is called here; None for one that says nothing."""
        self.say(NOTE_SIGN)
        self._notes += [] if words is None else [words]

    def begin(self, ident: str, tag: str, *, is_locked: bool = True) -> None:
        """A control or field begins, which may be that of a figure."""
        if tag.startswith(TAG):
            self._begun[ident] = tag, is_locked, len(self._words)

    def end(self, ident: str) -> None:
        """It ends; a figure without words is none."""
        tag, is_locked, start = self._begun.pop(ident, ("", False, 0))
        if tag and (words := _flat(self._words[start:])):
            self._figures.append(ReturnedFigure(tag, words, is_locked))

    def paragraph(self, *, is_item: bool, depth: int) -> ReturnedParagraph:
        """The whole paragraph; a figure that goes on in the next is cut here."""
        for ident in list(self._begun):
            self.end(ident)
        said = ((key, " ".join(words.split())) for key, words in self._changes.items())
        changes = [EditorSaid(*key, words) for key, words in said if words]
        return ReturnedParagraph(
            tuple(self._names),
            _flat(self._words),
            tuple(self._figures),
            tuple(self._notes),
            (*changes, *self._comments),
            is_item,
            depth,
        )


def _flat(words: list[str]) -> str:
    return _SPACE.sub(" ", "".join(words)).strip()
