"""An HWPX document as a text in Markdown: its words with their looks, links and notes, and its blocks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from briefgen.importing.document_blocks import ImportedBlock, ImportedCell, Kind
from briefgen.importing.hancom.package import (
    UNITS,
    C,
    Element,
    HwpxPackage,
    Look,
    P,
    package_of,
    pictures_outside,
    text_width,
)
from briefgen.importing.imported import ImportedText, Rank
from briefgen.importing.markdown import StyledText
from briefgen.importing.office.counting import OfficeLists
from briefgen.importing.office.reading import OfficeReader, OfficeWords, ParagraphForm
from briefgen.model.values.scalars import whole

_SIGNS = {"tab": " ", "lineBreak": "\n", "nbSpace": "\u00a0", "fwSpace": "\u3000", "hyphen": "-"}
_SHAPES = frozenset({"rect", "ellipse", "polygon", "curve", "arc", "line", "connectLine", "container"})
_SILENT = frozenset({"secPr", "linesegarray", "switch"})
_OWN_DESCRIPTION = "그림입니다"
"""How the description begins that the program writes by itself."""
_SCALE = re.compile(r"\d{1,3}(?:\.\d{1,12})?")
_COUNTED = frozenset({"TABLE", "PICTURE", "EQUATION"})


@dataclass(slots=True, kw_only=True)
class HwpxWords(OfficeWords):
    """Reads paragraphs of one document."""

    package: HwpxPackage
    _struck: bool = False
    _change: tuple[str, list[str]] | None = None
    _links: list[tuple[str, str]] = field(default_factory=list)

    def of(self, paragraph: Element) -> list[StyledText]:
        """The runs of a paragraph, in order."""
        self._links.clear()
        return [run for each in paragraph.iterchildren(P + "run") for run in self._run(each)]

    def _run(self, run: Element) -> Iterator[StyledText]:
        look = self.package.looks.get(run.get("charPrIDRef", ""), Look())
        for child in run:
            kind = child.tag.removeprefix(P)
            if kind == "t":
                yield from self._text(child, look)
            elif kind == "ctrl":
                for each in child:
                    yield from self._control(each)
            elif kind == "tbl":
                self.after.append(child)
            elif kind == "pic":
                yield from self._picture(child)
            elif kind in _SHAPES:
                yield from self._shape(child)
            elif kind == "equation":
                self.remark("a formula was kept as plain text")
                yield StyledText("".join(each.text or "" for each in child.iter(P + "script")))
            elif kind in ("dutmal", "compose"):
                yield StyledText("".join(each.text or "" for each in child.iter(P + "mainText", P + "composeText")))
                yield from (StyledText(f"({each.text})") for each in child.iter(P + "subText") if each.text)
            elif kind and kind not in _SILENT:
                self.remark(f"an object ({kind}) was left out: save it as a picture and put it in", Rank.LOST)

    def _text(self, text: Element, look: Look) -> Iterator[StyledText]:
        yield from self._said(text.text or "", look)
        for child in text:
            kind = child.tag.removeprefix(P)
            if kind in ("insertBegin", "deleteBegin"):
                self._struck = kind == "deleteBegin"
                self._change = (child.get("TcId", ""), [])
            elif kind in ("insertEnd", "deleteEnd"):
                self._end_change()
            yield from self._said(_SIGNS.get(kind, ""), look)
            yield from self._said(child.tail or "", look)

    def _said(self, words: str, look: Look) -> Iterator[StyledText]:
        if self._change is not None:
            self._change[1].append(words)
        if words and not self._struck:
            link = self._links[-1][1] if self._links else ""
            yield replace(look.run, text=self.signs(words, look.symbols), link=link)

    def _end_change(self) -> None:
        if self._change is not None:
            ident, words = self._change
            known = self.package.changes.get(ident)
            by = f"{known.author}, {known.day}" if known else ""
            self.changed("deletion" if self._struck else "insertion", by, "".join(words), is_gone=self._struck)
        self._struck, self._change = False, None

    def _control(self, control: Element) -> Iterator[StyledText]:
        kind = control.tag.removeprefix(P)
        if kind in ("footNote", "endNote"):
            yield self.call(control)
        elif kind == "fieldBegin":
            self._field(control)
        elif kind == "fieldEnd":
            self._links = [link for link in self._links if link[0] != control.get("beginIDRef")]
        elif kind == "hiddenComment":
            self.remark(f"hidden comment: {_words(control)}")
        elif kind == "autoNum" and control.get("numType") in _COUNTED:
            yield StyledText(control.get("num", ""))

    def _field(self, begin: Element) -> None:
        if begin.get("type") == "HYPERLINK":
            self._links.append((begin.get("id", ""), _address(begin)))
        elif begin.get("type") == "MEMO":
            self.remark(f"memo: {_words(begin)}")

    def _picture(self, picture: Element) -> Iterator[StyledText]:
        caption = picture.find(P + "caption")
        if caption is not None:
            self.after.append(caption)
        image, comment = picture.find(C + "img"), picture.find(P + "shapeComment")
        path = self.package.items.get(image.get("binaryItemIDRef", ""), "") if image is not None else ""
        words = (comment.text or "") if comment is not None else ""
        words = "" if words.strip().startswith(_OWN_DESCRIPTION) else words
        yield from self.picture(self.package.files, path, words, _width(picture))

    def _shape(self, shape: Element) -> Iterator[StyledText]:
        is_group = shape.tag == P + "container"
        self.after += [] if is_group else shape.iter(P + "drawText")
        for each in shape if is_group else ():
            kind = each.tag.removeprefix(P)
            if kind == "pic":
                yield from self._picture(each)
            elif kind in _SHAPES:
                yield from self._shape(each)


def _width(picture: Element) -> float:
    """Return how wide a picture is, in points; 0 where it does not say."""
    for name in ("sz", "curSz"):
        size = picture.find(P + name)
        if size is not None and size.get("widthRelTo", "ABSOLUTE") == "ABSOLUTE" and whole(size.get("width")) > 0:
            return whole(size.get("width")) / UNITS
    size = picture.find(P + "orgSz")  # one of a group has its own size and how it was scaled
    wide = whole(size.get("width")) / UNITS if size is not None else 0.0
    for matrix in picture.iter(C + "scaMatrix"):
        scale = matrix.get("e1", "")
        wide *= float(scale) if _SCALE.fullmatch(scale) else 1.0
    return wide


def _words(holder: Element) -> str:
    return "".join(each.text or "" for each in holder.iter(P + "t"))


def _address(begin: Element) -> str:
    """The address of a link: ``http\\://…;1;0;0;`` in its command."""
    for name in ("Path", "Command"):
        for parameter in begin.iter(P + "stringParam"):
            words = (parameter.text or "").split(";")[0].replace("\\", "").strip()
            if parameter.get("name") == name and words:
                return words if "://" in words or words.startswith("mailto:") else ""
    return ""


def read_hwpx(content: bytes) -> ImportedText:
    """The text of an .hwpx file. Raises UnreadableDocumentError for what cannot, or must not, be read."""
    package = package_of(content)
    reader = _HwpxReader(package, words=HwpxWords(package=package), lists=OfficeLists(package.levels), tag=P + "p")
    read = [block for section in package.sections for block in reader.section(section)]
    return reader.text(read, package.title, pictures_outside(package), package.files)


@dataclass(slots=True)
class _HwpxReader(OfficeReader):
    package: HwpxPackage

    def section(self, section: Element) -> Iterator[ImportedBlock]:
        """The blocks of a section."""
        self.words.room = text_width(section)
        yield from self.blocks(section)

    def blocks(self, parent: Element) -> Iterator[ImportedBlock]:
        """The blocks of a section, or of the lists of paragraphs in a cell, a shape or a caption."""
        for holder in (parent, *parent.iterchildren(P + "subList")):
            for paragraph in holder.iterchildren(P + "p"):
                self.arrive("paragraph", _typed(paragraph))
                runs = self.words.of(paragraph)
                after, self.words.after = self.words.after, []
                if any(run.text.strip() for run in runs):
                    yield self.paragraph(self._form(paragraph), runs)
                elif self.is_in_cell and not after:
                    yield ImportedBlock(Kind.TEXT)
                for each in after:
                    yield from self._hanging(each)

    def _form(self, paragraph: Element) -> ParagraphForm:
        """Return what its style and its number say of a paragraph; a bullet makes an item of a heading."""
        form = self.package.styles.get(paragraph.get("styleIDRef", ""), ParagraphForm())
        number = self.package.numbered.get(paragraph.get("paraPrIDRef", ""))
        if number is not None and number[0].startswith("OUTLINE"):
            form = replace(form, kind=Kind.HEADING, level=form.level or number[1] + 1)
        elif number is not None and number[0].startswith("BULLET"):
            form = replace(form, kind=Kind.TEXT, level=0)
        return replace(form, number=number, size=self._size(paragraph))

    def _size(self, paragraph: Element) -> float:
        """Return how large most of its letters are, in points."""
        counted = Counter[float]()
        for run in paragraph.iterchildren(P + "run"):
            look = self.package.looks.get(run.get("charPrIDRef", ""), Look())
            counted[look.size] += sum(len(text.text or "") for text in run.iterchildren(P + "t"))
        return max(counted, key=lambda size: counted[size], default=0.0)

    def _hanging(self, element: Element) -> Iterator[ImportedBlock]:
        """A table, the text in a shape, or a caption."""
        if element.tag == P + "tbl":
            yield from self._table(element)
            return
        inner = tuple(self.blocks(element))
        if element.tag == P + "caption":
            yield from (replace(it, kind=Kind.CAPTION) if it.kind is Kind.TEXT else it for it in inner)
        elif inner:
            self.words.remark("the text of a shape was put after its paragraph")
            yield ImportedBlock(Kind.BOX, inner=inner)

    def _table(self, table: Element) -> Iterator[ImportedBlock]:
        self.arrive("table", "")
        place = self.words.place
        if (caption := table.find(P + "caption")) is not None:
            yield from self._hanging(caption)
        self.words.place = place
        rows = [[(_cell(cell), cell) for cell in row.iterchildren(P + "tc")] for row in table.iterchildren(P + "tr")]
        yield self.table(rows, [all(it.get("header") in ("1", "true") for _, it in row) for row in rows if row])


def _cell(cell: Element) -> ImportedCell:
    """Return how many columns and rows a cell takes."""
    span = cell.find(P + "cellSpan")
    columns, rows = (whole(span.get(name), 1) for name in ("colSpan", "rowSpan")) if span is not None else (1, 1)
    return ImportedCell(columns=columns, rows=rows)


def _typed(paragraph: Element) -> str:
    """The words of a paragraph itself."""
    return "".join(text.text or "" for run in paragraph.iterchildren(P + "run") for text in run.iterchildren(P + "t"))
