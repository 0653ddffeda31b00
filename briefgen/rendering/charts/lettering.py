"""Lines of text as coverage: how much of each pixel their glyphs cover, shaped and drawn by HarfBuzz.

A character is drawn in the first face that has it, never in one of the machine's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional, category

from briefgen.model.core.written import Lang
from briefgen.rendering.charts.fonts import ChartFont, has_glyph

if TYPE_CHECKING:
    import uharfbuzz as harfbuzz
    from PIL import Image

Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels."""
_WAYS = {"R": True, "AL": True, "L": False, "EN": False, "AN": False}
"""Whether characters of a class are read from right to left; those of others go with what stands around them."""
_STAYS = frozenset({"Mn", "Mc", "Me", "Cf"})
"""Categories of what is drawn with the character before it."""


@dataclass(frozen=True, slots=True)
class SetLine:
    """Words whose baseline begins at ``x``, or ends there; ``size`` is in pixels, as all lengths are."""

    words: str
    x: float
    y: float
    size: float
    fonts: tuple[ChartFont, ...]
    ends: bool = False


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A glyph of a font, placed in ems."""

    font: harfbuzz.Font
    number: int
    x: float
    y: float


def coverage(lines: Iterable[SetLine], box: Box, lang: Lang, *, mirrored: bool = False) -> Image.Image:
    """The lines within ``box``; ``mirrored`` is whether ``lang`` is read from right to left."""
    import uharfbuzz as harfbuzz
    from PIL import Image

    left, top, right, bottom = box
    pen = harfbuzz.RasterDraw()
    pen.extents = harfbuzz.RasterExtents(left, top, right - left, bottom - top)
    for line in lines:
        glyphs, width = _shaped(line.words, line.fonts, lang, mirrored=mirrored)
        begin = line.x - width * line.size if line.ends else line.x
        for it in glyphs:
            scale = line.size / it.font.face.upem
            pen.transform = (scale, 0, 0, -scale, begin + it.x * line.size, line.y - it.y * line.size)
            pen.draw_glyph(it.font, it.number)
    drawn = pen.render()
    return Image.frombuffer("L", (right - left, bottom - top), drawn.buffer, "raw", "L", drawn.extents.stride, 1)


def _shaped(words: str, fonts: Sequence[ChartFont], lang: Lang, *, mirrored: bool) -> tuple[list[_Glyph], float]:
    """The glyphs of a line from left to right, and its width in ems."""
    import uharfbuzz as harfbuzz

    found: list[_Glyph] = []
    at = 0.0
    for font, part, is_mirrored in _parts(words, fonts, mirrored=mirrored):
        opened, buffer = _opened(font), harfbuzz.Buffer()
        buffer.add_str(part)
        buffer.language = lang
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if is_mirrored else "ltr"
        harfbuzz.shape(opened, buffer)
        em = opened.face.upem
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions or (), strict=True):
            found.append(_Glyph(opened, info.codepoint, at + place.x_offset / em, place.y_offset / em))
            at += place.x_advance / em
    return found, at


@lru_cache(maxsize=16)
def _opened(font: ChartFont) -> Any:
    import uharfbuzz as harfbuzz

    return harfbuzz.Font(harfbuzz.Face(font.content))


def _parts(words: str, fonts: Sequence[ChartFont], *, mirrored: bool) -> Iterator[tuple[ChartFont, str, bool]]:
    """A line from left to right, cut where its face or its direction changes."""
    for is_mirrored, stretch in stretches(words, mirrored=mirrored):
        known = fonts
        if is_mirrored != mirrored:  # blanks and stops between its words are in the face of these
            known = sorted(fonts, key=lambda font: not has_glyph(font, stretch[0]))
        parts = [
            (font, "".join(it for _, it in some)) for font, some in groupby(_each(stretch, known), lambda it: it[0])
        ]
        yield from ((font, part, is_mirrored) for font, part in (reversed(parts) if is_mirrored else parts))


def _each(words: str, fonts: Sequence[ChartFont]) -> Iterator[tuple[ChartFont, str]]:
    """Each character with the first face that has it; the first face of all stands for one that none has."""
    last: ChartFont | None = None
    for character in words if fonts else "":
        if last is None or category(character) not in _STAYS:
            last = next((font for font in fonts if has_glyph(font, character)), fonts[0])
        yield last, character


def stretches(words: str, *, mirrored: bool) -> list[tuple[bool, str]]:
    """Stretches that are read from right to left or not, as they stand from left to right.

    What stands between two of one direction belongs to them, anything else to the line.
    """
    ways: list[bool | None] = []
    for character in words:
        kind = bidirectional(character)
        ways.append(ways[-1] if kind == "NSM" and ways else _WAYS.get(kind))
    before = list(accumulate(ways, _latest, initial=mirrored))[1:]
    after = list(accumulate(reversed(ways), _latest, initial=mirrored))[:0:-1]
    told = [one if one == other else mirrored for one, other in zip(before, after, strict=True)]
    groups = groupby(zip(told, words, strict=True), lambda it: it[0])
    parts = [(way, "".join(character for _, character in group)) for way, group in groups]
    return parts[::-1] if mirrored else parts


def _latest(last: bool, way: bool | None) -> bool:
    return last if way is None else way
