"""Photographs and other images of pixels, read whole once: what is wrong with one is known before a reader sees it."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

MAX_PIXELS = 50_000_000
"""Width times height: a page of A3 at 400 dots per inch has 31 million."""

_MAX_HEAVY = {"WEBP": 24_000_000, "AVIF": 24_000_000}
"""Formats whose decoders hold a picture four times over: 400 MB for so many pixels."""
_PAPER_PIXELS, _PAPER_SIDE = 16_000_000, 3_000
"""An image with more pixels goes into PDFs as a copy with such a longest side: 450 dots per inch over the column.
For each image of ``MAX_PIXELS`` a layout takes two seconds and 500 MB, again in each form of the PDF."""

ENDINGS = {
    "PNG": (".png",),
    "JPEG": (".jpg", ".jpeg"),
    "MPO": (".jpg", ".jpeg"),
    "GIF": (".gif",),
    "WEBP": (".webp",),
    "AVIF": (".avif",),
}
"""Formats that browsers and the layout of PDFs both read → endings of their files. MPO is a JPEG with a second view."""

_reading = threading.Lock()


@dataclass(frozen=True, slots=True)
class Raster:
    """What was read: the format as Pillow names it, and what an author should know."""

    form: str = ""
    problem: str = ""
    """Why it cannot be shown, completing “it cannot be shown: …”; empty when it can."""
    hint: str = ""
    is_cmyk: bool = False
    is_animated: bool = False
    for_paper: bytes | None = None
    """A smaller copy, when the image has far more pixels than a page can show."""
    has_deep_grey: bool = False
    """Whether a pixel is 16 bits of grey: WeasyPrint writes such an image as noise."""


_DAMAGED = Raster(problem="it is damaged or cut short", hint="export it again, or copy it again from its source")
_BEGINNINGS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")


@contextmanager
def quiet() -> Iterator[None]:
    """Have Pillow alone, and without its warnings: what it warns of is said here in our own words."""
    with _reading, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def read_raster(content: bytes, max_pixels: int = MAX_PIXELS) -> Raster:
    """Look at every pixel of an image, if there are no more than ``max_pixels`` of them."""
    if not content:
        return Raster(problem="the file is empty", hint="save the image again")
    with quiet():
        return _read(content, max_pixels)


def _read(content: bytes, max_pixels: int) -> Raster:
    from PIL import Image, ImageFile, UnidentifiedImageError

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False  # WeasyPrint switches it on
    try:
        with Image.open(BytesIO(content)) as image:
            if (refused := _refused(image, max_pixels)) is not None:
                return refused
            image.verify()
        with Image.open(BytesIO(content)) as image:
            image.load()
            animated = bool(getattr(image, "is_animated", False)) and image.format != "MPO"
            deep = image.mode.startswith("I;16")
            small = None if deep else _for_paper(image)
            return Raster(str(image.format), "", "", image.mode == "CMYK", animated, small, deep)
    except Image.DecompressionBombError:
        return _too_many(max_pixels)
    except UnidentifiedImageError:
        if content.startswith(_BEGINNINGS):
            return _DAMAGED
        return Raster(problem="no image is found in it", hint="save it as PNG, JPEG, GIF, WebP or AVIF")
    except (
        Exception
    ):  # each decoder has errors of its own for what it cannot read: RuntimeError, SyntaxError, KeyError …
        return _DAMAGED
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _for_paper(image: Any) -> bytes | None:
    from PIL import ImageOps

    if image.width * image.height <= _PAPER_PIXELS:
        return None
    form = "JPEG" if image.format in ("JPEG", "MPO") else "PNG"
    if image.mode in ("P", "PA"):
        image = image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    elif image.mode == "1":
        image = image.convert("L")
    image.thumbnail((_PAPER_SIDE, _PAPER_SIDE), reducing_gap=2.0)
    made = BytesIO()
    ImageOps.exif_transpose(image).save(made, form, **({"quality": 90} if form == "JPEG" else {"compress_level": 6}))
    return made.getvalue()


def pixels_of(content: bytes) -> int:
    """Width times height, by what the image says at its beginning; 0 where it does not."""
    from PIL import Image

    with quiet():
        try:
            with Image.open(BytesIO(content)) as image:
                return int(image.width * image.height)
        except Exception:  # what is wrong with it is reported when it is read
            return 0


def _refused(image: Any, max_pixels: int) -> Raster | None:
    """Return why an image is not even loaded."""
    form, (width, height) = str(image.format), image.size
    if form not in ENDINGS:
        return Raster(form, f"it is a file of the format {form}", "save it as PNG, JPEG, GIF, WebP or AVIF")
    if not width * height:
        return Raster(form, "it has no pixels")
    most = min(max_pixels, _MAX_HEAVY.get(form, max_pixels))
    return _too_many(most) if width * height > most else None


def _too_many(max_pixels: int) -> Raster:
    limit = f"{max_pixels // 1_000_000} million"
    return Raster(problem=f"it has more than {limit} pixels", hint="make it smaller: 4,000 pixels across fill a page")
