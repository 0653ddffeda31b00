"""A Word document as a text in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from briefgen.importing.blocks import ImportedBlock, ImportedCell, Kind, heads_of, lines_kept, plain
from briefgen.importing.imported import ImportedText, shortened
from briefgen.importing.markdown import StyledText, escape, inline, unbold
from briefgen.importing.office.contents import CONTENTS_HEAD, LEFT_OUT
from briefgen.importing.office.reading import OfficeReader
from briefgen.importing.office.rows import row_of, with_rows
from briefgen.importing.word.contents import below_contents, has_contents, is_contents
from briefgen.importing.word.names import Element, W, is_on, value
from briefgen.importing.word.package import Package, package_of
from briefgen.importing.word.words import TAB, Words
from briefgen.model.values.scalars import whole

_HOLDERS = frozenset({W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")})
_QUOTES = frozenset({"quote", "intense quote", "block text", "인용", "강한 인용"})
_CAPTIONS = frozenset({"caption", "캡션", "beschriftung", "légende", "descripción", "图表标题", "図表番号"})
_NO_NUMBER = re.compile(r"(\**)\(\s*\)\1\s*")
"""The brackets round the number of a note, which Markdown has itself."""
_FIRST_COLUMN = 0x80
"""The bit of the look of a table that says that its first column is set apart."""
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read_word(content: bytes) -> ImportedText:
    """The text of a .docx file. Raises UnreadableDocumentError for what cannot, or must not, be read."""
    package = package_of(content)
    reader = _WordReader(package, list(package.widths), words=Words(package))
    reader.next_section()
    rows = with_rows(reader.blocks(package.body), reader.words.without_place)
    return reader.text(rows, package.title, package.outside, package.files)


@dataclass(slots=True)
class _WordReader(OfficeReader):
    package: Package
    widths: list[float] = field(default_factory=list)
    """Of the sections that are still to come."""
    words: Words = field(kw_only=True)
    is_below_row: bool = False
    """Whether the last words led to a figure."""

    def blocks(self, parent: Iterable[Element]) -> Iterator[ImportedBlock]:
        """The blocks of the body, of a cell or of a text box."""
        for child in parent:
            if child.tag == W + "p":
                self.arrive("paragraph", _typed(child))
                made = list(self._paragraph(child))
                yield from made or ([ImportedBlock(Kind.TEXT)] if self.is_in_cell else [])
                if child.find(f"{W}pPr/{W}sectPr") is not None:
                    self.next_section()
            elif child.tag == W + "tbl":
                self.arrive("table", "")
                yield from self._table(child)
            elif is_contents(child):
                self.words.without_place(LEFT_OUT)
                yield ImportedBlock(Kind.CONTENTS)
                yield from self.blocks(below_contents(child))
            elif child.tag in _HOLDERS:
                yield from self.blocks(child)

    def next_section(self) -> None:
        """Go on with the width of the next section; the last goes on to the end."""
        self.words.room = self.widths.pop(0) if self.widths else self.words.room

    def notes(self) -> list[list[str]]:
        """The paragraphs of each note that the text has called, in order; reading one may not call another."""
        found = []
        for number, note in enumerate(tuple(self.words.called), 1):
            self.words.place, self.words.part = f"note {number}", note.tag
            first, *more = [inline(self.words.of(each)) for each in note.iter(W + "p")] or [""]
            found.append([first[mark.end() :] if (mark := _NO_NUMBER.match(first)) else first, *more])
        del self.words.called[len(found) :]
        self.words.part = ""
        return [[each for each in paragraphs if each] for paragraphs in found]

    def _paragraph(self, paragraph: Element) -> Iterator[ImportedBlock]:
        styles = self.package.styles
        name = styles.name(paragraph)
        is_entry, has_list = name.startswith("toc ") or name == "table of figures", has_contents(paragraph)
        if is_entry or has_list:
            self.words.without_place(LEFT_OUT)
            yield ImportedBlock(Kind.CONTENTS)
        if is_entry and not has_list:
            return
        tabbed = self.words.of(paragraph, TAB)
        runs = [replace(run, text=" ") if run.text == TAB else run for run in tabbed]
        if has_list and CONTENTS_HEAD.fullmatch(plain(inline(runs))):
            return
        boxes, self.words.boxes = self.words.boxes, []
        level, row = styles.heading(paragraph), None
        if any(run.text.strip() for run in runs):
            if styles.is_title(paragraph):
                title = inline(runs).strip()
                yield ImportedBlock(Kind.TITLE if plain(title) else Kind.TEXT, title)
            elif level is not None:
                self.heading = shortened(_typed(paragraph))
                text = self._labelled(paragraph, inline(map(unbold, runs)))
                yield ImportedBlock(Kind.HEADING, text, level, size=styles.size(paragraph))
            elif (item := self._item(paragraph, inline(runs).strip())) is not None:
                yield replace(item, size=styles.size(paragraph))
            elif (row := self._row(paragraph, tabbed)) is not None:
                yield row
            else:
                kind = Kind.QUOTE if name in _QUOTES else Kind.CAPTION if name in _CAPTIONS else Kind.TEXT
                text, size = self._labelled(paragraph, inline(runs)), styles.size(paragraph)
                yield ImportedBlock(kind, text, size=size, is_subtitle=styles.is_subtitle(paragraph))
            self.is_below_row = row is not None
        for box in boxes:
            self.words.remark("a text box was put after its paragraph")
            yield ImportedBlock(Kind.BOX, inner=tuple(self.blocks(box)))

    def _item(self, paragraph: Element, text: str) -> ImportedBlock | None:
        """An item of a list that Markdown has; None for what it does not number alike."""
        found = self.package.styles.numbering(paragraph)
        level = self.package.numbering.level(*found) if found else None
        if found is None or level is None or not (level.form == "bullet" or level.is_simple):
            return None
        number, bullet = self.package.numbering.next(*found), level.form == "bullet"
        if bullet and not level.text.strip():
            return ImportedBlock(Kind.MORE, text, found[1])
        return ImportedBlock(Kind.ITEM, text, found[1], None if bullet else number, found[0])

    def _row(self, paragraph: Element, runs: list[StyledText]) -> ImportedBlock | None:
        """A line in which a tab leads on to a figure, or one of a tab and a figure below it; None in cells."""
        last = max(at for at, run in enumerate(runs) if run.text.strip())
        tabs = [at for at, run in enumerate(runs[:last]) if run.text == TAB]
        may_lead = self.is_below_row or self.package.styles.leads(paragraph)
        if self.is_in_cell or not tabs or not may_lead:
            return None
        words, figure = (inline(part).strip() for part in (runs[: tabs[-1]], runs[tabs[-1] + 1 :]))
        size = self.package.styles.size(paragraph)
        if row_of(words, figure, size) is None:
            return None
        return row_of(self._labelled(paragraph, " ".join(words.split())), figure, size)

    def _labelled(self, paragraph: Element, text: str) -> str:
        """The words with the number that Word prints before them, such as “제13조” or “가.”."""
        found = self.package.styles.numbering(paragraph)
        if found is None or self.package.numbering.level(*found) is None:
            return text.strip()
        self.package.numbering.next(*found)
        label = self.package.numbering.label(*found).strip()
        return f"{escape(label)} {text.strip()}" if label else text.strip()

    def _table(self, table: Element) -> Iterator[ImportedBlock]:
        rows = [list(self._cells(row)) for row in _rows(table)]
        if len(rows) == 1 and len(rows[0]) == 1:
            inner = tuple(self.blocks(rows[0][0][1]))
            yield ImportedBlock(Kind.BOX, inner=inner)
            return
        place = self.words.place
        firsts = {id(row[0][1]) for row in rows if row} if self._heads_rows(table) else frozenset[int]()
        made = tuple(
            tuple(
                replace(self.cell(self.blocks(element), place, cell.columns, cell.rows), is_head=id(element) in firsts)
                for cell, element in row
            )
            for row in _spanned(rows)
        )
        kept = tuple(lines_kept(row) for row in made if row)
        yield ImportedBlock(Kind.TABLE, rows=kept, heads=heads_of(kept, _heads(table)))

    def _heads_rows(self, table: Element) -> bool:
        """Whether the style of the table sets its first column apart, and the table says that it does."""
        look = table.find(f"{W}tblPr/{W}tblLook")
        if look is None:
            return False
        said = look.get(W + "firstColumn")
        is_said = said in ("1", "true") if said is not None else bool(_bits(look.get(W + "val", "")) & _FIRST_COLUMN)
        styles = self.package.styles.chain(value(table, "tblPr/tblStyle"))
        return is_said and any(
            part.get(W + "type") == "firstCol" for style in styles for part in style.findall(W + "tblStylePr")
        )

    def _cells(self, row: Element) -> Iterator[tuple[ImportedCell, Element]]:
        """Each cell with its width; ``rows`` is 0 where it goes on with the cell above it."""
        for cell in _within(row, "tc"):
            columns = whole(value(cell, "tcPr/gridSpan"), 1)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and merge.get(W + "val", "continue") == "continue"
            yield ImportedCell(columns=max(columns, 1), rows=0 if goes_on else 1), cell


def _spanned(rows: list[list[tuple[ImportedCell, Element]]]) -> Iterator[list[tuple[ImportedCell, Element]]]:
    """The rows without cells that go on with one above, which is as many rows high instead."""
    above: dict[int, tuple[int, int]] = {}  # column → row and place of the cell that may go on
    made: list[list[tuple[ImportedCell, Element]]] = []
    for at, row in enumerate(rows):
        made.append([])
        column = 0
        for cell, element in row:
            if cell.rows == 0 and column in above:
                of, place = above[column]
                holder, words = made[of][place]
                made[of][place] = (replace(holder, rows=at - of + 1), words)
            else:
                above[column] = (at, len(made[at]))
                made[at].append((replace(cell, rows=1), element))
            column += cell.columns
    yield from made


def _heads(table: Element) -> int:
    """How many rows at the top Word says again on each page; 0 for a table of such rows alone."""
    marked = [is_on(row.find(W + "trPr"), "tblHeader") is True for row in _rows(table)]
    return 0 if all(marked) else marked.index(False)


def _bits(digits: str) -> int:
    try:
        return int(digits, 16)
    except ValueError:
        return 0


def _rows(table: Element) -> Iterator[Element]:
    return _within(table, "tr")


def _within(parent: Element, name: str) -> Iterator[Element]:
    """Rows or cells, also inside content controls."""
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag in _HOLDERS:
            yield from _within(child, name)


def _typed(paragraph: Element) -> str:
    """The words of a paragraph but for hidden and deleted ones."""
    runs = (run for run in paragraph.iter(W + "r") if run.find(f"{W}rPr/{W}vanish") is None)
    return "".join(text.text or "" for run in runs for text in run.findall(W + "t"))
