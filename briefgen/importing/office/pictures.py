"""The pictures of a document: in a format that a text may use, each once, and found again by their name."""

from __future__ import annotations

import posixpath
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO

from briefgen.importing.blocks import ImportedBlock, ImportedCell, plain
from briefgen.importing.imported import Remark, shortened
from briefgen.model.core.diagnostics import few
from briefgen.reading.files.archive import objects_in
from briefgen.reading.images.rasters import MAX_PIXELS

UNDESCRIBED = "a picture has no description: write one in the brackets"
_DRAWN = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif"})
_PICTURE = re.compile(r"!\[(?:\\.|[^\\\]])*\]\(([^()\s<>\"]+)(?: \"([^\"]*)\")?\)")
_MARK = re.compile(r"!\[(?:\\.|[^\\\]])*\]\(([^()\s<>\"]+)\)(?:\{width=\d+%?\})?+\s*+(?=\S)(?!!\[)")
"""A picture before words."""
_TYPED_MARK = "▪ "
_FEWEST_LINES = 3
"""Fewer lines that begin with a small picture may be anything."""
_SMALL = 15.0
"""As wide as a letter, in points."""


@dataclass(slots=True)
class Pictures:
    """The pictures of a document by the name that the text uses; one that is shown again keeps its name."""

    images: dict[str, bytes] = field(default_factory=dict)
    wide: set[str] = field(default_factory=set)
    """Those that are wider than a letter, or may be."""
    _names: dict[bytes, str] = field(default_factory=dict)

    def name_of(self, content: bytes, ending: str, points: float) -> str:
        """The name of a picture that is so wide; empty for what a text cannot show."""
        if content not in self._names:
            usable = _usable(content, ending)
            name = f"image-{len(self.images) + 1}{usable[1]}" if usable is not None else ""
            self._names[content] = name
            self.images |= {name: usable[0]} if usable is not None else {}
        if not 0 < points <= _SMALL:
            self.wide.add(self._names[content])
        return self._names[content]


def tell_outside(paths: Iterable[str], remark: Callable[[str], None]) -> None:
    """Name the pictures that stand at the head or foot of pages, which a text has not."""
    names = [posixpath.basename(path) for path in dict.fromkeys(paths)]
    if names:
        count = "a picture" if len(names) == 1 else f"{len(names)} pictures"
        verb = "was" if len(names) == 1 else "were"
        remark(f"{count} in the headers or footers of pages {verb} left out: {', '.join(names)}")


def tell_objects(files: Mapping[str, bytes], remark: Callable[[str], None]) -> None:
    """Name the objects of other programs that a document holds, which are not taken even where their picture is."""
    if names := [posixpath.basename(path) for path in objects_in(files)]:
        remark(f"what programs run or open in it (OLE, ActiveX, scripts) was left out: {few(names)}")


def with_marks(
    blocks: Iterable[ImportedBlock], pictures: Pictures, remark: Callable[[str], None]
) -> list[ImportedBlock]:
    """The blocks with a typed mark for each picture of the size of a letter that only begins lines."""
    found = list(blocks)
    begun, used = Counter[str](), Counter[str]()
    for text in _texts(found):
        used.update(name for name, _ in _PICTURE.findall(text))
        begun.update([mark[1]] if (mark := _MARK.match(text)) else [])
    marks = {it for it, times in begun.items() if it not in pictures.wide and times == used[it] >= _FEWEST_LINES}
    if not marks:
        return found
    for name in marks:
        del pictures.images[name]
    lines = sum(begun[name] for name in marks)
    remark(f"small pictures that were the marks of {lines} lines were left out; {_TYPED_MARK.strip()} stands for them")
    return [_marked(block, marks) for block in found]


def _texts(blocks: Iterable[ImportedBlock]) -> Iterator[str]:
    for block in blocks:
        yield block.text
        yield from _texts(block.inner)
        yield from (text for row in block.rows for cell in row for text in cell.paragraphs)


def _marked(block: ImportedBlock, marks: set[str]) -> ImportedBlock:
    def said(text: str) -> str:
        found = _MARK.match(text)
        return _TYPED_MARK + text[found.end() :] if found and found[1] in marks else text

    def cell_of(cell: ImportedCell) -> ImportedCell:
        inner = tuple(_marked(it, marks) for it in cell.blocks)
        return replace(cell, paragraphs=tuple(map(said, cell.paragraphs)), blocks=inner)

    rows = tuple(tuple(map(cell_of, row)) for row in block.rows)
    return replace(block, text=said(block.text), inner=tuple(_marked(it, marks) for it in block.inner), rows=rows)


def _usable(content: bytes, ending: str) -> tuple[bytes, str] | None:
    """A picture and its ending, a bitmap as PNG; None for what a text cannot show, such as drawings of Windows."""
    if ending in _DRAWN:
        return content, ending
    made = _png(content) if ending == ".bmp" else None
    return (made, ".png") if made is not None else None


def _png(bitmap: bytes) -> bytes | None:
    """None for what is damaged or has more pixels than a text may show."""
    from PIL import Image

    held = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(BytesIO(bitmap), formats=("BMP", "DIB")) as image:
                if not 0 < image.width * image.height <= MAX_PIXELS:
                    return None
                image.save(held, "PNG")
        except Exception:  # the decoder has many errors of its own for what it cannot read
            return None
    return held.getvalue()


def with_words(remarks: Iterable[Remark], blocks: Sequence[ImportedBlock], body: str) -> Iterator[Remark]:
    """The remarks, where their place is a picture in the ``body`` with its caption or the words beside it."""
    words = dict(reversed(list(_words_of_pictures(blocks))))
    for remark in remarks:
        if remark.message == UNDESCRIBED and f"]({remark.place}" not in body:
            continue
        found = words.get(remark.place, "")
        yield replace(remark, place=f"{remark.place}, {found}") if found else remark


def _words_of_pictures(blocks: Iterable[ImportedBlock], before: str = "") -> Iterator[tuple[str, str]]:
    for block in blocks:
        beside = plain(block.text)
        for name, caption in _PICTURE.findall(block.text):
            yield name, _found_by(caption or beside, before)
        before = beside or before
        yield from _words_of_pictures(block.inner, before)
        for row in block.rows:
            for cell in row:
                yield from _words_of_pictures(cell.blocks, before)


def _found_by(words: str, before: str) -> str:
    return f"“{shortened(words)}”" if words else f"after “{shortened(before)}”" if before else ""
