"""A Word document as a text in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from briefgen.importing.document_blocks import ImportedBlock, ImportedCell, Kind, plain
from briefgen.importing.imported import ImportedText, Rank, shortened
from briefgen.importing.markdown import inline
from briefgen.importing.office.contents import CONTENTS_HEAD, LEFT_OUT
from briefgen.importing.office.reading import OfficeReader
from briefgen.importing.word.package import Package, package_of
from briefgen.importing.word.styles import CONTENTS, Element, W, is_code_of_contents, is_contents, is_on, value
from briefgen.importing.word.words import Words, held
from briefgen.model.values.scalars import whole

_FIRST_COLUMN = 0x80
"""The bit of the look of a table that says that its first column is set apart."""
_SIGN, _CODE = W + "fldChar", W + "instrText"


def read_word(content: bytes) -> ImportedText:
    """The text of a .docx file. Raises UnreadableDocumentError for what cannot, or must not, be read."""
    package = package_of(content)
    _take_contents_out(package.body)
    words, lists = Words(package=package), package.numbering
    reader = _WordReader(package, list(package.widths), words=words, lists=lists, tag=W + "p")
    reader.next_section()
    return reader.text(reader.blocks(package.body), package.title, package.outside, package.files)


def _take_contents_out(body: Element) -> None:
    """Take the lists that Word makes out of a text; a mark stays where each was."""
    runs, opened = list(body.iter(W + "r", W + "fldSimple")), list[tuple[int, list[str]]]()
    for at, run in enumerate(runs):
        if run.tag == W + "fldSimple":
            _mark_contents([run] if is_code_of_contents(run.get(W + "instr", "")) else [])
            continue
        for sign in run.iterchildren(_SIGN, _CODE):
            kind = sign.get(W + "fldCharType")
            if kind == "begin":
                opened.append((at, []))
            elif sign.tag == _CODE and opened:
                opened[-1][1].append(sign.text or "")
            elif kind == "end" and opened:
                start, code = opened.pop()
                _mark_contents(runs[start : at + 1] if is_code_of_contents("".join(code)) else [])


def _mark_contents(gone: Iterable[Element]) -> None:
    mark = None
    for each in gone:
        if (above := each.getparent()) is None:
            continue
        if mark is None:
            mark = each.makeelement(CONTENTS)
            each.addprevious(mark)
        above.remove(each)


@dataclass(slots=True)
class _WordReader(OfficeReader):
    package: Package
    widths: list[float] = field(default_factory=list)
    """Of the sections that are still to come."""

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
                yield self._table(child)
            elif is_contents(child):
                self.words.without_place(LEFT_OUT)
                yield ImportedBlock(Kind.CONTENTS)
                below = [block for holder in child.findall(W + "sdtContent") for block in holder]
                first = next((at for at, block in enumerate(below) if _has_contents(block)), len(below))
                yield from self.blocks(below[first:])  # what was typed below the list is text
            elif child.tag == W + "altChunk":
                self.words.remark("a part in another format was left out: save the document anew in Word", Rank.LOST)
            else:
                yield from self.blocks(held(child))

    def next_section(self) -> None:
        """Go on with the width of the next section; the last goes on to the end."""
        self.words.room = self.widths.pop(0) if self.widths else self.words.room

    def _paragraph(self, paragraph: Element) -> Iterator[ImportedBlock]:
        form, has_list = self.package.styles.form(paragraph), _has_contents(paragraph)
        if form.kind is Kind.CONTENTS or has_list:
            self.words.without_place(LEFT_OUT)
            yield ImportedBlock(Kind.CONTENTS)
            if not has_list:
                return
            form = replace(form, kind=Kind.TEXT) if form.kind is Kind.CONTENTS else form
        runs = self.words.of(paragraph)
        if has_list and CONTENTS_HEAD.fullmatch(plain(inline(runs))):
            return
        boxes, self.words.after = self.words.after, []
        if any(run.text.strip() for run in runs):
            yield self.paragraph(form, runs)
        for box in boxes:
            self.words.remark("a text box was put after its paragraph")
            yield ImportedBlock(Kind.BOX, inner=tuple(self.blocks(box)))

    def _table(self, table: Element) -> ImportedBlock:
        rows = [list(_cells(row)) for row in _within(table, "tr")]
        if self._heads_rows(table):
            rows = [[(replace(cell, is_head=at == 0), it) for at, (cell, it) in enumerate(row)] for row in rows]
        heads = [is_on(row.find(W + "trPr"), "tblHeader") is True for row in _within(table, "tr")]
        return self.table(list(self._spanned(rows)), heads)

    def _spanned(self, rows: list[list[tuple[ImportedCell, Element]]]) -> Iterator[list[tuple[ImportedCell, Element]]]:
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
                    if covered := shortened("".join(element.itertext(W + "t"))):
                        self.words.remark(f"“{covered}” was left out: another cell was merged over it", Rank.LOST)
                else:
                    above[column] = (at, len(made[at]))
                    made[at].append((replace(cell, rows=1), element))
                column += cell.columns
        yield from made

    def _heads_rows(self, table: Element) -> bool:
        """Tell whether the style of the table sets its first column apart, and the table says that it does."""
        look = table.find(f"{W}tblPr/{W}tblLook")
        if look is None:
            return False
        said = look.get(W + "firstColumn")
        is_said = said in ("1", "true") if said is not None else bool(_bits(look.get(W + "val", "")) & _FIRST_COLUMN)
        styles = self.package.styles.chain(value(table, "tblPr/tblStyle"))
        return is_said and any(
            part.get(W + "type") == "firstCol" for style in styles for part in style.findall(W + "tblStylePr")
        )


def _cells(row: Element) -> Iterator[tuple[ImportedCell, Element]]:
    """Each cell with its width; ``rows`` is 0 where it goes on with the cell above it."""
    for cell in _within(row, "tc"):
        columns = whole(value(cell, "tcPr/gridSpan"), 1)
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        goes_on = merge is not None and merge.get(W + "val", "continue") == "continue"
        yield ImportedCell(columns=max(columns, 1), rows=0 if goes_on else 1), cell


def _has_contents(block: Element) -> bool:
    return next(block.iter(CONTENTS), None) is not None


def _bits(digits: str) -> int:
    try:
        return int(digits, 16)
    except ValueError:
        return 0


def _within(parent: Iterable[Element], name: str) -> Iterator[Element]:
    """Rows or cells, also inside content controls."""
    for child in parent:
        if child.tag == W + name:
            yield child
        else:
            yield from _within(held(child), name)


def _typed(paragraph: Element) -> str:
    """The words of a paragraph but for hidden and deleted ones."""
    runs = (run for run in paragraph.iter(W + "r") if run.find(f"{W}rPr/{W}vanish") is None)
    return "".join(text.text or "" for run in runs for text in run.findall(W + "t"))
