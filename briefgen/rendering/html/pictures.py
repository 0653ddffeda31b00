"""A photograph on a page: its size, so that nothing moves when it arrives, and the copies that a browser may take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

_SHOWN = "(min-width: 62rem) 58rem, 100vw"
"""How wide the theme shows a picture: as wide as the column of figures, and in a narrow window as wide as that."""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A copy of an image: what it is, how wide, and its output path."""

    media_type: str
    width: int
    path: str


@dataclass(frozen=True, slots=True)
class WebPicture:
    """What a page is told of an image: its size in pixels, and its copies, those of the better format first."""

    width: int
    height: int
    files: tuple[PictureFile, ...] = ()

    def size(self, width: str, height: str) -> tuple[str, str]:
        """Both sides as HTML has them, of one that the author gives or none; a share of the page stays alone."""
        if width.isdecimal() and not height:
            return width, str(max(1, round(int(width) * self.height / self.width)))
        if height.isdecimal() and not width:
            return str(max(1, round(int(height) * self.width / self.height))), height
        return (width, height) if width or height else (str(self.width), str(self.height))


def with_copies(image: Markup, picture: WebPicture, width: str, url: Callable[[str], str]) -> Markup:
    """An ``<img>`` with the copies from which a browser chooses by the width that the image is shown at."""
    if not picture.files:
        return image
    shown = f"min({width}px, 100vw)" if width.isdecimal() else _SHOWN
    made = [_source(kind, tuple(files), shown, url) for kind, files in groupby(picture.files, lambda it: it.media_type)]
    return Markup("<picture>{}{}</picture>").format(Markup("").join(made), image)


def _source(kind: str, files: Sequence[PictureFile], shown: str, url: Callable[[str], str]) -> Markup:
    named = ", ".join(f"{url(it.path)} {it.width}w" for it in files)
    return Markup('<source type="{}" srcset="{}" sizes="{}">').format(kind, named, shown)
