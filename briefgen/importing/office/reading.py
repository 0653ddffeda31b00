"""What the readers of Word and of Hancom Office share: where they are, and the text that their blocks become."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefgen.importing.blocks import ImportedBlock, ImportedCell, Kind, flat, markdown_of, notes_of
from briefgen.importing.characters import cleaned
from briefgen.importing.imported import ImportedText, Rank, Remark, place_of, shortened, title_remarks
from briefgen.importing.office.captions import with_captions
from briefgen.importing.office.contents import tidied
from briefgen.importing.office.headings import with_headings
from briefgen.importing.office.pictures import Pictures, tell_objects, tell_outside, with_marks, with_words
from briefgen.importing.office.titles import with_title
from briefgen.importing.office.typed_marks import with_lists


@dataclass(slots=True, kw_only=True)
class OfficeWords:
    """What a reader of paragraphs, which is at ``place``, meets on the way; ``called`` has the notes in their order."""

    place: str = ""
    called: list[Any] = field(default_factory=list)
    pictures: Pictures = field(default_factory=Pictures)
    remarks: list[Remark] = field(default_factory=list)
    room: float = 0.0
    """How wide the text is in the section, in points; 0 within a cell."""

    def remark(self, message: str, rank: Rank = Rank.NOTED) -> None:
        """Note something at the place of the reader."""
        self.remarks.append(Remark(self.place, message, rank))

    def without_place(self, message: str) -> None:
        """Note something of the document as a whole."""
        self.remarks.append(Remark("", message))


@dataclass(slots=True, kw_only=True)
class OfficeReader:
    """Reads the blocks of a document."""

    words: OfficeWords
    counted: dict[str, int] = field(default_factory=dict)
    heading: str = ""
    """The last one met: what has no words of its own is found under it."""
    before: str = ""
    """The beginning of the last words."""
    is_in_cell: bool = False
    """Empty paragraphs have a meaning in cells alone."""

    def arrive(self, kind: str, words: str) -> None:
        """Be at the next block of this kind, which has these words."""
        self.counted[kind] = self.counted.get(kind, 0) + 1
        self.words.place = place_of(kind, self.counted[kind], words, self.heading, self.before)
        self.before = shortened(words) or self.before

    def cell(self, inside: Iterable[ImportedBlock], place: str, columns: int, rows: int) -> ImportedCell:
        """A cell of the table at this place, with the blocks ``inside`` it, which are read here."""
        paragraphs, blocks = list[str](), list[ImportedBlock]()
        before = self.words.room, self.is_in_cell
        self.words.room, self.is_in_cell = 0.0, True
        for block in inside:
            self.words.place = place
            blocks += [block] if block != ImportedBlock(Kind.TEXT) else []
            paragraphs += flat(block)
            if block.kind in (Kind.TABLE, Kind.BOX):
                self.words.remark("a table within a table was kept as lines of text")
        self.words.room, self.is_in_cell = before
        return ImportedCell(tuple(paragraphs), columns, rows, blocks=tuple(blocks))

    def notes(self) -> list[list[str]]:
        """The paragraphs of each note that the text has called, in order."""
        raise NotImplementedError

    def text(
        self, read: Iterable[ImportedBlock], title: str, outside: Iterable[str], files: Mapping[str, bytes]
    ) -> ImportedText:
        """The document of these blocks. ``outside`` are the pictures that only headers and footers have."""
        say, pictures = self.words.without_place, self.words.pictures
        found = with_captions(tidied(with_lists(with_marks(read, pictures, say), say), say), say)
        tell_outside(outside, say)
        tell_objects(files, say)
        titled = with_title(found, title)
        notes = self.notes()
        body = markdown_of(with_headings(titled.blocks, say)) + (f"\n{notes_of(notes)}" if notes else "")
        told = with_words(self.words.remarks, found, body)
        remarks = tuple(dict.fromkeys([*title_remarks(titled.title, titled.found), *told]))
        return cleaned(ImportedText(titled.title, body, pictures.images, remarks, titled.subtitle))
