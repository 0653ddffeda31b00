"""The fonts that charts are measured with, made known to the drawing engine of this process."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO

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
    widths = (next((face[ord(it)] for face in faces if ord(it) in face), 1.0) for it in text)
    return math.fsum(widths)


@lru_cache(maxsize=16)
def _advances(font: ChartFont) -> dict[int, float]:
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(font.content), lazy=True) as face:
        em, table = face["head"].unitsPerEm, face["hmtx"]
        return {point: table[name][0] / em for point, name in (face.getBestCmap() or {}).items()}


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
