"""An HWPX document as a text in Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from briefgen.importing.blocks import ImportedBlock, ImportedCell, Kind, heads_of, lines_kept
from briefgen.importing.hancom.package import Element, HwpxPackage, Look, P, package_of, pictures_outside, text_width
from briefgen.importing.hancom.words import HwpxWords
from briefgen.importing.imported import ImportedText, shortened
from briefgen.importing.markdown import StyledText, escape, inline, unbold
from briefgen.importing.office.counting import numeral
from briefgen.importing.office.reading import OfficeReader
from briefgen.model.values.scalars import whole

_PLACE = re.compile(r"\^([1-9])")
_SIMPLE = re.compile(r"\^[1-9][.)]")
_FORMS = {
    "DIGIT": "decimal",
    "CIRCLED_DIGIT": "decimalEnclosedCircle",
    "ROMAN_CAPITAL": "upperRoman",
    "ROMAN_SMALL": "lowerRoman",
    "LATIN_CAPITAL": "upperLetter",
    "LATIN_SMALL": "lowerLetter",
    "HANGUL_SYLLABLE": "ganada",
    "HANGUL_JAMO": "chosung",
    "HANGUL_PHONETIC": "koreanDigital",
    "IDEOGRAPH": "chineseCounting",
}
_LEVELS = 10


def read_hwpx(content: bytes) -> ImportedText:
    """The text of an .hwpx file. Raises UnreadableDocumentError for what cannot, or must not, be read."""
    package = package_of(content)
    reader = _HwpxReader(package, words=HwpxWords(package))
    read = [block for section in package.sections for block in reader.section(section)]
    return reader.text(read, package.title, pictures_outside(package), package.files)


@dataclass(slots=True)
class _HwpxReader(OfficeReader):
    package: HwpxPackage
    words: HwpxWords = field(kw_only=True)
    numbers: dict[str, list[int]] = field(default_factory=dict)

    def section(self, section: Element) -> Iterator[ImportedBlock]:
        """The blocks of a section."""
        self.words.room = text_width(section)
        yield from self.blocks(section)

    def blocks(self, parent: Element) -> Iterator[ImportedBlock]:
        """The blocks of a section, a cell, a shape or a note."""
        for paragraph in parent.iterchildren(P + "p"):
            self.arrive("paragraph", _typed(paragraph))
            runs = self.words.of(paragraph)
            after, self.words.after = self.words.after, []
            if any(run.text.strip() for run in runs):
                yield replace(self._block(paragraph, runs), size=self._size(paragraph))
            elif self.is_in_cell and not after:
                yield ImportedBlock(Kind.TEXT)
            for each in after:
                yield from self._hanging(each)

    def notes(self) -> list[list[str]]:
        """The paragraphs of each note that the text has called, in order."""
        found = []
        for number, note in enumerate(tuple(self.words.called), 1):
            self.words.place = f"note {number}"
            texts = (inline(self.words.of(each)).strip() for each in note.iter(P + "p"))
            found.append([each for each in texts if each])
        return found

    def _block(self, paragraph: Element, runs: list[StyledText]) -> ImportedBlock:
        text = inline(runs).strip()
        level = self.package.outline.get(paragraph.get("styleIDRef", ""))
        numbered = self.package.numbered.get(paragraph.get("paraPrIDRef", ""))
        if level is not None or (numbered is not None and numbered.kind == "OUTLINE"):
            self.heading = shortened(_typed(paragraph))
            text = inline(map(unbold, runs)).strip()
        if numbered is None:
            style = paragraph.get("styleIDRef", "")
            plain = Kind.CAPTION if style in self.package.captions else Kind.TEXT
            is_subtitle = style in self.package.subtitles
            return ImportedBlock(plain if level is None else Kind.HEADING, text, level or 0, is_subtitle=is_subtitle)
        if numbered.kind == "BULLET":
            return ImportedBlock(Kind.ITEM, text, numbered.level, None, f"bullet {numbered.list}")
        list_id = f"{numbered.kind} {numbered.list}"
        form, shape, start = self.package.levels.get((numbered.list, numbered.level), ("DIGIT", "", 1))
        number = self._count(list_id, numbered.level, start)
        label = self._label(numbered.list, list_id, shape)
        if numbered.kind == "OUTLINE" or level is not None:
            named = f"{escape(label)} {text}" if label else text
            return ImportedBlock(Kind.HEADING, named, level or numbered.level + 1)
        if form == "DIGIT" and _SIMPLE.fullmatch(shape):
            return ImportedBlock(Kind.ITEM, text, numbered.level, number, list_id)
        return ImportedBlock(Kind.TEXT, f"{escape(label)} {text}" if label else text)

    def _size(self, paragraph: Element) -> float:
        """How large most of its letters are, in points."""
        counted = Counter[float]()
        for run in paragraph.iterchildren(P + "run"):
            look = self.package.looks.get(run.get("charPrIDRef", ""), Look())
            counted[look.size] += sum(len(text.text or "") for text in run.iterchildren(P + "t"))
        return max(counted, key=lambda size: counted[size], default=0.0)

    def _count(self, name: str, level: int, start: int) -> int:
        counts = self.numbers.setdefault(name, [])
        counts += [0] * (level + 1 - len(counts))
        counts[level] = counts[level] + 1 if counts[level] else start
        counts[level + 1 :] = []
        return counts[level]

    def _label(self, of: str, name: str, shape: str) -> str:
        """What the program prints before the paragraph that was counted last, such as ``제1조`` or ``가.``."""
        counts = self.numbers[name]

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            form = self.package.levels.get((of, at), ("DIGIT", "", 1))[0]
            return numeral(counts[at], _FORMS.get(form, "decimal")) if at < len(counts) else ""

        return _PLACE.sub(shown, shape).strip()

    def _hanging(self, element: Element) -> Iterator[ImportedBlock]:
        """A table, the text in a shape, or a caption."""
        if element.tag == P + "tbl":
            yield from self._table(element)
            return
        inner = tuple(block for each in element.iterchildren(P + "subList") for block in self.blocks(each))
        if element.tag == P + "caption":
            yield from (replace(it, kind=Kind.CAPTION) if it.kind is Kind.TEXT else it for it in inner)
        elif inner:
            self.words.remark("the text of a shape was put after its paragraph")
            yield ImportedBlock(Kind.BOX, inner=inner)

    def _table(self, table: Element) -> Iterator[ImportedBlock]:
        self.arrive("table", "")
        place = self.words.place
        rows = [list(row.iterchildren(P + "tc")) for row in table.iterchildren(P + "tr")]
        caption = table.find(P + "caption")
        if caption is not None:
            yield from self._hanging(caption)
        if sum(map(len, rows)) == 1:
            yield ImportedBlock(Kind.BOX, inner=tuple(self._inside(rows[0][0])))
            return
        made = tuple(tuple(self._cell(cell, place) for cell in row) for row in rows)
        marked = [all(cell.get("header") in ("1", "true") for cell in row) for row in rows if row]
        kept = tuple(lines_kept(row) for row in made if row)
        heads = heads_of(kept, 1 if all(marked) else marked.index(False))
        yield ImportedBlock(Kind.TABLE, rows=kept, heads=heads)

    def _inside(self, cell: Element) -> Iterator[ImportedBlock]:
        for each in cell.iterchildren(P + "subList"):
            yield from self.blocks(each)

    def _cell(self, cell: Element, place: str) -> ImportedCell:
        span = cell.find(P + "cellSpan")
        columns, rows = (whole(span.get(name), 1) for name in ("colSpan", "rowSpan")) if span is not None else (1, 1)
        return self.cell(self._inside(cell), place, columns, rows)


def _typed(paragraph: Element) -> str:
    """The words of a paragraph itself."""
    return "".join(text.text or "" for run in paragraph.iterchildren(P + "run") for text in run.iterchildren(P + "t"))
