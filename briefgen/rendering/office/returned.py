"""A document that was handed out, as it came back, in no format any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.model.records.marks import RemarkKind

NOTE_SIGN, PICTURE_SIGN = "\ue000", "\ue001"
"""Stand in the words of a paragraph for a note and for a picture."""


@dataclass(frozen=True, slots=True)
class ReturnedFigure:
    """A figure as it stands in a paragraph: the tag of its fact, and its words."""

    tag: str
    words: str
    is_locked: bool = True


@dataclass(frozen=True, slots=True)
class EditorSaid:
    """A comment, or what somebody put in, took out or moved with changes tracked."""

    kind: RemarkKind
    author: str
    moment: str
    words: str


@dataclass(frozen=True, slots=True)
class ReturnedParagraph:
    """A paragraph with every tracked change accepted; ``names`` are those of the blocks that begin in it."""

    names: tuple[str, ...]
    words: str
    figures: tuple[ReturnedFigure, ...] = ()
    notes: tuple[str, ...] = ()
    remarks: tuple[EditorSaid, ...] = ()
    is_item: bool = False
    depth: int = 0
    """In how many cells it is; a box is one too."""


@dataclass(frozen=True, slots=True)
class ReturnedDocument:
    """All paragraphs in order."""

    paragraphs: tuple[ReturnedParagraph, ...]
    revision: str = ""
    """The commit that it was made at; empty where it does not say."""

    @property
    def names(self) -> tuple[str, ...]:
        """Of every block, in order."""
        return tuple(name for it in self.paragraphs for name in it.names)

    def groups(self) -> Iterator[tuple[ReturnedParagraph, tuple[ReturnedParagraph, ...]]]:
        """Each paragraph that is known by a name, with those after it that are not; the first may have none."""
        head: ReturnedParagraph = ReturnedParagraph((), "")
        loose: list[ReturnedParagraph] = []
        for it in self.paragraphs:
            if it.names:
                yield head, tuple(loose)
                head, loose = it, []
            elif it.words.strip():
                loose.append(it)
        yield head, tuple(loose)
