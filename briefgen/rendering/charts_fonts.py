"""The fonts that charts are measured with, made known to the drawing engine of this process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from multiprocessing.util import Finalize
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from briefgen.rendering.fonts import Fonts

_registered: set[str] = set()


@dataclass(frozen=True, slots=True)
class ChartFont:
    """A font file; ``sha256`` stands for its bytes when two jobs are compared."""

    sha256: str
    content: bytes = field(compare=False, repr=False)


def chart_fonts(fonts: Fonts, families: Iterable[str]) -> tuple[ChartFont, ...]:
    """The upright faces of ``families``."""
    wanted = set(families)
    faces = (face for face in fonts.faces if face.family in wanted and face.style == "normal")
    return tuple(ChartFont(face.sha256, face.content) for face in faces)


def register(fonts: Iterable[ChartFont]) -> None:
    """Let the engine know ``fonts``; each is handed over once a process."""
    import vl_convert

    fresh = [font for font in fonts if font.sha256 not in _registered]
    if not fresh:
        return
    folder = Path(mkdtemp(prefix="briefgen-charts-"))
    # Unlike atexit, also when a worker of a pool ends.
    Finalize(None, rmtree, args=(folder,), kwargs={"ignore_errors": True}, exitpriority=0)
    for font in fresh:
        (folder / f"{font.sha256}.{_ending(font.content)}").write_bytes(font.content)
        _registered.add(font.sha256)
    vl_convert.register_font_directory(str(folder))


def _ending(content: bytes) -> str:
    return "otf" if content.startswith(b"OTTO") else "ttf"
