"""The pictures of a document: in a format that a text may use, each once, and found again by their name."""

from __future__ import annotations

import posixpath
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO

from briefgen.importing.document_blocks import ImportedBlock, plain
from briefgen.importing.imported import Remark, shortened
from briefgen.model.core.diagnostics import few
from briefgen.reading.files.archive import objects_in
from briefgen.reading.images.rasters import MAX_PIXELS
from briefgen.reading.layout import IMAGES

UNDESCRIBED = "a picture has no description: write one in the brackets"
_PICTURE = re.compile(r"!\[(?:\\.|[^\\\]])*\]\(([^()\s<>\"]+)(?: \"([^\"]*)\")?\)")


@dataclass(slots=True)
class Pictures:
    """The pictures of a document by the name that the text uses; one that is shown again keeps its name."""

    images: dict[str, bytes] = field(default_factory=dict)
    _names: dict[bytes, str] = field(default_factory=dict)

    def name_of(self, content: bytes, ending: str) -> str:
        """The name of a picture; empty for what a text cannot show."""
        if content not in self._names:
            usable = _usable(content, ending)
            self._names[content] = name = f"image-{len(self.images) + 1}{usable[1]}" if usable is not None else ""
            self.images |= {name: usable[0]} if usable is not None else {}
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


def _usable(content: bytes, ending: str) -> tuple[bytes, str] | None:
    """A picture and its ending, a bitmap as PNG; None for what a text cannot show, such as drawings of Windows."""
    if ending in IMAGES:
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
        yield from _words_of_pictures(block.held, before)


def _found_by(words: str, before: str) -> str:
    return f"“{shortened(words)}”" if words else f"after “{shortened(before)}”" if before else ""
