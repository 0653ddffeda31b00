"""What the readers of Word and of Hancom Office share: where they are, and the text that their blocks become."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from briefgen.importing.document_blocks import (
    ImportedBlock,
    ImportedCell,
    Kind,
    flat,
    heads_of,
    lines_kept,
    markdown_of,
    notes_of,
    plain,
)
from briefgen.importing.imported import ImportedText, Rank, Remark, cleaned, place_of, shortened, title_remarks
from briefgen.importing.markdown import StyledText, escape, inline, unbold, wide
from briefgen.importing.office.captions import with_captions
from briefgen.importing.office.contents import LEFT_OUT, tidied
from briefgen.importing.office.counting import OfficeLists
from briefgen.importing.office.headings import with_headings
from briefgen.importing.office.picture_files import UNDESCRIBED, Pictures, tell_objects, tell_outside, with_words
from briefgen.importing.office.symbols import kept_signs, may_have_symbols, with_symbols
from briefgen.importing.office.titles import with_title
from briefgen.importing.office.typed_marks import with_lists
from briefgen.model.values.plain import plain_lines

_HEADING = re.compile(r"(?:heading|outline|제목|개요|überschrift|titre|título|見出し|标题) ?([1-9])", re.IGNORECASE)
SUBTITLES = frozenset({"subtitle", "부제", "부제목", "untertitel", "sous-titre", "subtítulo", "副題", "副标题"})
_KINDS = {
    **dict.fromkeys(("title", "제목", "titel", "titre", "título", "表題", "标题"), Kind.TITLE),
    **dict.fromkeys(("quote", "intense quote", "block text", "인용", "강한 인용"), Kind.QUOTE),
    **dict.fromkeys(
        ("caption", "캡션", "beschriftung", "légende", "descripción", "图表标题", "図表番号"), Kind.CAPTION
    ),
    **dict.fromkeys(("table of figures", "toc heading", *(f"toc {level}" for level in range(1, 10))), Kind.CONTENTS),
}


def kind_of(name: str) -> Kind:
    """Return what a paragraph in a style of this name is; a text for a name that says nothing."""
    return Kind.HEADING if _HEADING.fullmatch(name) else _KINDS.get(name.casefold(), Kind.TEXT)


def level_of(names: Iterable[str]) -> int:
    """The level of a heading, from 1, that the first of these names of styles says; 0 without one."""
    return next((int(found[1]) for name in names if (found := _HEADING.fullmatch(name))), 0)


Element = Any
_NO_NUMBER = re.compile(r"(\**)\(\s*\)\1\s*")
"""The brackets round the number of a note, which Markdown has itself."""


@dataclass(frozen=True, slots=True)
class ParagraphForm:
    """What styles say of a paragraph: ``level`` is that of a heading, ``size`` that of most letters, in points.

    ``number`` is the list that it belongs to, and its level from 0.
    """

    kind: Kind = Kind.TEXT
    level: int = 0
    size: float = 0.0
    number: tuple[str, int] | None = None
    is_subtitle: bool = False


@dataclass(slots=True, kw_only=True)
class OfficeWords:
    """What a reader of paragraphs, which is at ``place``, meets on the way; ``called`` has the notes in their order."""

    place: str = ""
    note: Element | None = None
    """The note that is read; None for the text itself."""
    called: list[Element] = field(default_factory=list)
    after: list[Element] = field(default_factory=list)
    """What hangs on a paragraph and stands after it: boxes, tables, captions."""
    pictures: Pictures = field(default_factory=Pictures)
    remarks: list[Remark] = field(default_factory=list)
    room: float = 0.0
    """How wide the text is in the section, in points; 0 within a cell."""

    def of(self, paragraph: Element) -> list[StyledText]:
        """The runs of a paragraph, in order."""
        raise NotImplementedError

    def remark(self, message: str, rank: Rank = Rank.NOTED) -> None:
        """Note something at the place of the reader."""
        self.remarks.append(Remark(self.place, plain_lines(" ".join(message.split())), rank))

    def without_place(self, message: str) -> None:
        """Note something of the document as a whole."""
        self.remarks.append(Remark("", message))

    def call(self, note: Element) -> StyledText:
        """The mark of a note, whose text is read at the end."""
        self.called.append(note)
        return StyledText(f"[^{len(self.called)}]", raw=True)

    def changed(self, kind: str, by: str, words: str, *, is_gone: bool) -> None:
        """Note a tracked change; ``by`` is who made it, and when."""
        if words.strip():
            done = "left out" if is_gone else "taken in"
            self.remark(f"tracked {kind}{by and f' by {by}'}: “{words.strip()}” was {done}", Rank.DETAIL)

    def signs(self, words: str, font: str) -> str:
        """Words with the signs of their symbol font as characters; others are noted."""
        if not may_have_symbols(words):
            return words
        said = with_symbols(words, font)
        if told := kept_signs(said):
            self.remark(told, Rank.LOST)
        return said

    def picture(self, files: Mapping[str, bytes], path: str, description: str, points: float) -> Iterable[StyledText]:
        """A picture that is so wide; none for what is not in the document, or that a text cannot show."""
        ending, words = posixpath.splitext(path)[1].lower(), " ".join(description.split())
        if path not in files:
            self.remark(f"a picture that is not in the document was left out: {path}".removesuffix(": "), Rank.LOST)
        elif not (name := self.pictures.name_of(files[path], ending)):
            advice = "save it as PNG or SVG and put it in"
            self.remark(f"a picture in the format {ending[1:]} was left out: {advice}", Rank.LOST)
        else:
            self.remarks += [] if words else [Remark(name, UNDESCRIBED)]
            yield StyledText(f"![{escape(words)}]({name}){wide(points, self.room)}", raw=True)


@dataclass(slots=True, kw_only=True)
class OfficeReader:
    """Reads the blocks of a document, whose paragraphs have this ``tag``."""

    words: OfficeWords
    lists: OfficeLists
    tag: str
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

    def blocks(self, parent: Element) -> Iterable[ImportedBlock]:
        """The blocks of the text, of a cell or of a box."""
        raise NotImplementedError

    def paragraph(self, form: ParagraphForm, runs: Sequence[StyledText]) -> ImportedBlock:
        """A paragraph that has words: with the number before it, or as an item where Markdown numbers it alike."""
        if form.kind is Kind.CONTENTS:
            self.words.without_place(LEFT_OUT)
            return ImportedBlock(Kind.CONTENTS)
        is_heading = form.kind is Kind.HEADING
        text = inline(map(unbold, runs) if is_heading else runs).strip()
        if is_heading:
            self.heading = shortened("".join(run.text for run in runs if not run.raw))
        block = ImportedBlock(form.kind, text, form.level, size=form.size, is_subtitle=form.is_subtitle)
        level = self.lists.level(*form.number) if form.number else None
        if form.kind is Kind.TITLE:
            return block if plain(text) else replace(block, kind=Kind.TEXT)
        if form.number is None or level is None:
            return block
        (group, depth), number = form.number, self.lists.next(*form.number)
        if level.form == "bullet" and not is_heading:
            kind = Kind.ITEM if level.text.strip() else Kind.MORE
            return replace(block, kind=kind, level=depth, group=group if kind is Kind.ITEM else "")
        if level.is_simple and not is_heading:
            return replace(block, kind=Kind.ITEM, level=depth, number=number, group=group)
        label = self.lists.label(*form.number)
        return replace(block, text=f"{escape(label)} {text}" if label else text)

    def table(self, rows: Sequence[Sequence[tuple[ImportedCell, Element]]], marked: Sequence[bool]) -> ImportedBlock:
        """A table of cells with what holds their blocks, or the box that its only cell is.

        ``marked`` says which rows are marked as its head.
        """
        place = self.words.place
        if sum(map(len, rows)) == 1:
            return ImportedBlock(Kind.BOX, inner=tuple(self.blocks(next(row for row in rows if row)[0][1])))
        kept = tuple(lines_kept([self._cell(cell, element, place) for cell, element in row]) for row in rows if row)
        heads = heads_of(kept, 1 if all(marked) else marked.index(False))
        return ImportedBlock(Kind.TABLE, rows=kept, heads=heads)

    def _cell(self, cell: ImportedCell, element: Element, place: str) -> ImportedCell:
        """A cell of the table at this place, with the blocks of the element, which are read here."""
        paragraphs, blocks = list[str](), list[ImportedBlock]()
        before = self.words.room, self.is_in_cell
        self.words.room, self.is_in_cell = 0.0, True
        for block in self.blocks(element):
            self.words.place = place
            blocks += [block] if block != ImportedBlock(Kind.TEXT) else []
            paragraphs += flat(block)
            if block.kind in (Kind.TABLE, Kind.BOX):
                self.words.remark("a table within a table was kept as lines of text")
        self.words.room, self.is_in_cell = before
        return replace(cell, paragraphs=tuple(paragraphs), blocks=tuple(blocks))

    def notes(self) -> list[list[str]]:
        """The paragraphs of each note that the text has called, in order; reading one may not call another."""
        found = []
        for number, note in enumerate(tuple(self.words.called), 1):
            self.words.place, self.words.note = f"note {number}", note
            first, *more = [inline(self.words.of(each)) for each in note.iter(self.tag)] or [""]
            found.append([first[mark.end() :] if (mark := _NO_NUMBER.match(first)) else first, *more])
        del self.words.called[len(found) :]
        self.words.note = None
        return [[each for each in paragraphs if each] for paragraphs in found]

    def text(
        self, read: Iterable[ImportedBlock], title: str, outside: Iterable[str], files: Mapping[str, bytes]
    ) -> ImportedText:
        """The document of these blocks. ``outside`` are the pictures that only headers and footers have."""
        say, pictures = self.words.without_place, self.words.pictures
        found = with_captions(tidied(with_lists(read, say), say), say)
        tell_outside(outside, say)
        tell_objects(files, say)
        titled = with_title(found, title)
        notes = self.notes()
        body = markdown_of(with_headings(titled.blocks, say)) + (f"\n{notes_of(notes)}" if notes else "")
        told = with_words(self.words.remarks, found, body)
        remarks = tuple(dict.fromkeys([*title_remarks(titled.title, titled.found), *told]))
        return cleaned(ImportedText(titled.title, body, pictures.images, remarks, titled.subtitle))
