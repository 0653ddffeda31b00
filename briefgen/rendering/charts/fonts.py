"""The fonts that charts are measured with, made known to the drawing engine of this process."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from briefgen.reading.files.own_folders import CHARTS, own_folder
from briefgen.rendering.fonts.faces import Fonts

_registered: set[str] = set()


@dataclass(frozen=True, slots=True)
class ChartFont:
    """A font file; ``sha256`` stands for its bytes when two jobs are compared."""

    sha256: str
    content: bytes = field(compare=False, repr=False)
    weight: int = 400


def chart_fonts(fonts: Fonts, families: Iterable[str]) -> tuple[ChartFont, ...]:
    """The upright faces of ``families``, in the order in which a character is looked for in them."""
    faces = (face for name in families for face in fonts.faces if (face.family, face.style) == (name, "normal"))
    return tuple(ChartFont(face.sha256, face.content, face.weight) for face in faces)


def width_of(text: str, fonts: Sequence[ChartFont]) -> float:
    """Width in ems: each character in the first face that has it, without kerning; one that none has is a square."""
    faces = [_advances(font) for font in fonts]
    widths = (next((width for face in faces if (width := face[it]) is not None), 1.0) for it in text)
    return math.fsum(widths)


def has_glyph(font: ChartFont, character: str) -> bool:
    """Tell whether a face has a character."""
    return _advances(font)[character] is not None


class _Advances(dict[str, float | None]):
    """How wide characters are in a face, in ems; None for one that it has not. Only those that are asked for."""

    def __init__(self, content: bytes) -> None:
        import uharfbuzz as harfbuzz

        super().__init__()
        face = harfbuzz.Face(content)
        self._em, self._font = face.upem, harfbuzz.Font(face)

    def __missing__(self, character: str) -> float | None:
        glyph = self._font.get_nominal_glyph(ord(character))
        self[character] = None if glyph is None else self._font.get_glyph_h_advance(glyph) / self._em
        return self[character]


@lru_cache(maxsize=16)
def _advances(font: ChartFont) -> _Advances:
    return _Advances(font.content)


def register(fonts: Iterable[ChartFont]) -> None:
    """Let the engine know ``fonts``; each is handed over once a process."""
    import vl_convert

    fresh = [font for font in fonts if font.sha256 not in _registered]
    if not fresh:
        return
    folder = own_folder(CHARTS)
    for font in fresh:
        (folder / f"{font.sha256}.{_ending(font.content)}").write_bytes(font.content)
        _registered.add(font.sha256)
    vl_convert.register_font_directory(str(folder))


def _ending(content: bytes) -> str:
    return "otf" if content.startswith(b"OTTO") else "ttf"
