"""Copies of photographs for the web: narrower ones, in formats that take a fraction of the bytes.

Encoders run in one thread: with several, the bytes would depend on the machine.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import product
from typing import Any

from briefgen.model.core.diagnostics import Outcome

WIDTHS = (480, 960, 1600)
"""A phone, the column of figures on a common screen or a phone with fine dots, and that column in fine dots."""
_ALIKE = 0.8
"""A copy as wide as this share of the image is the image itself."""
_SMALL_BYTES = 20_000
"""An image with no more bytes is soon there."""
_COLOURS = 4_096
"""No more colours than these has a diagram; a photograph in colour has ten times as many, one in grey at most 256."""
_LOOKED_AT, _STEP, _SHADED = 256, 48, 0.08
"""Pixels of the longer side that are compared, the smallest step that is an edge, and the share of a photograph in
shades: charts, diagrams and screenshots had up to 0.03, photographs in grey 0.2 to 0.7, one on a white ground 0.11."""
_MOST_PIXELS = 6_000_000
"""Of one copy: each million takes up to a second, and without loss 33 MB."""
AVIF, WEBP = "image/avif", "image/webp"
ENDINGS = {AVIF: ".avif", WEBP: ".webp"}
_READ = frozenset({"JPEG", "MPO", "PNG", "WEBP", "AVIF", "GIF"})
_AVIF = {"quality": 60, "speed": 6, "max_threads": 1, "autotiling": False}
_WEBP = {"quality": 78, "method": 4}
_LOSSLESS = {"lossless": True, "quality": 75, "method": 4}


@dataclass(frozen=True, slots=True)
class PictureJob:
    """An image as it is published, looked at before: its path in the project, and its bytes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PictureCopy:
    """A copy: what it is, how wide, and its bytes."""

    media_type: str
    width: int
    content: bytes


@dataclass(frozen=True, slots=True)
class PictureCopies:
    """The size of an image as it is shown, and its copies; no size stands for what is no photograph."""

    width: int = 0
    height: int = 0
    copies: tuple[PictureCopy, ...] = ()


def copy_picture(job: PictureJob) -> Outcome[PictureCopies]:
    """The copies of an image that save bytes: none of a small one, of a diagram one without loss."""
    from PIL import Image, ImageOps

    width = height = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(BytesIO(job.content)) as image:
                if image.format not in _READ:
                    return Outcome(PictureCopies())
                is_turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
                width, height = (image.height, image.width) if is_turned else image.size
                if not _gains(image, width, len(job.content)):
                    return Outcome(PictureCopies(width, height))
                image.draft(None, (2 * WIDTHS[-1], 2 * WIDTHS[-1]))
                ImageOps.exif_transpose(image, in_place=True)
                made = tuple(_copies(_plain(image), width, height, len(job.content)))
        except Exception:  # each decoder has errors of its own; what cannot be shown has been told where it is shown
            return Outcome(PictureCopies(width, height))
    return Outcome(PictureCopies(width, height, made))


def _gains(image: Any, width: int, size: int) -> bool:
    """Tell whether copies would be any use, and would look the same."""
    is_moving = bool(getattr(image, "is_animated", False)) and image.format != "MPO"
    deep = image.mode in ("CMYK", "YCCK", "LAB", "F", "I") or image.mode.startswith("I;16")
    return width > WIDTHS[0] and size > _SMALL_BYTES and not is_moving and not deep


def _plain(image: Any) -> Any:
    """The image in a mode that both encoders take."""
    if image.mode in ("RGB", "RGBA", "L"):
        return image
    if image.mode == "1":
        return image.convert("L")
    has_alpha = image.mode in ("LA", "PA", "La", "RGBa") or "transparency" in image.info
    return image.convert("RGBA" if has_alpha else "RGB")


def _copies(image: Any, width: int, height: int, size: int) -> Iterator[PictureCopy]:
    if image.getcolors(_COLOURS) is not None and not _is_shaded(image):
        if width * height > _MOST_PIXELS:
            return
        copy = PictureCopy(WEBP, width, _saved(image, "WEBP", _LOSSLESS))
        yield from [copy] if len(copy.content) < size else []
        return
    sides = _sides(width, height)
    scaled = [(side, image if size == image.size else _scaled(image, size)) for side, size in sides]
    webp = [PictureCopy(WEBP, side, _saved(it, "WEBP", _WEBP)) for side, it in scaled]
    avif = [PictureCopy(AVIF, side, _saved(it, "AVIF", _AVIF)) for side, it in scaled]
    if avif and len(avif[-1].content) < min(len(webp[-1].content), size):
        yield from avif
    yield from (it for it in webp if len(it.content) < size)


def _is_shaded(image: Any) -> bool:
    """Tell whether pixels differ from all their neighbours, and only a little, as in a photograph."""
    from PIL import Image, ImageChops

    width, height = (max(3, side * _LOOKED_AT // max(image.size)) for side in image.size)
    small = image.resize((width, height), Image.Resampling.NEAREST).convert("L")
    here, every = small.crop((1, 1, width - 1, height - 1)), (width - 2) * (height - 2)
    shaded = Image.new("L", here.size, 255)
    for x, y in product(range(3), range(3)):
        if (x, y) != (1, 1):
            step = ImageChops.difference(here, small.crop((x, y, x + width - 2, y + height - 2)))
            shaded = ImageChops.darker(shaded, step.point([255 * (0 < it < _STEP) for it in range(256)]))
    return shaded.histogram()[-1] >= int(_SHADED * every)


def _sides(width: int, height: int) -> list[tuple[int, tuple[int, int]]]:
    """The widths of the copies, each with both sides."""
    narrower = [it for it in WIDTHS if it < width * _ALIKE]
    widths = narrower if len(narrower) == len(WIDTHS) else [*narrower, min(width, WIDTHS[-1])]
    sides = [(it, (it, max(1, round(height * it / width)))) for it in widths]
    return [it for it in sides if it[1][0] * it[1][1] <= _MOST_PIXELS]


def _scaled(image: Any, size: tuple[int, int]) -> Any:
    from PIL import Image

    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _saved(image: Any, form: str, options: dict[str, Any]) -> bytes:
    """The bytes, with the colour profile and nothing else that a camera or a program has written."""
    made = BytesIO()
    image.save(made, form, exif=b"", xmp=b"", icc_profile=image.info.get("icc_profile", b""), **options)
    return made.getvalue()
