"""The pictures of a document: in a format that a text may use, and found again by their name."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO

from briefgen.importing.blocks import ImportedBlock, plain
from briefgen.importing.imported import Remark, shortened
from briefgen.reading.images.rasters import MAX_PIXELS

UNDESCRIBED = "a picture has no description: write one in the brackets"
_DRAWN = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif"})
_PICTURE = re.compile(r"!\[(?:\\.|[^\\\]])*\]\(([^()\s<>\"]+)(?: \"([^\"]*)\")?\)")


def usable_picture(content: bytes, ending: str) -> tuple[bytes, str] | None:
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


def with_words(remarks: Iterable[Remark], blocks: Sequence[ImportedBlock]) -> Iterator[Remark]:
    """The remarks, where their place is a picture with its caption or the words beside it."""
    words = dict(_words_of_pictures(blocks))
    for remark in remarks:
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
