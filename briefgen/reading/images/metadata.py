"""What a camera or a program writes beside the pixels (place, time, names, serial numbers) is left out by Pillow.

A file that has nothing of it comes back byte for byte. Others are written again: PNG and GIF without loss, a JPEG with
its own tables of quality, WebP and AVIF at a high one. Colour profiles stay, and so does which side is up.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from briefgen.reading.images.rasters import quiet

_ORIENTATION = 0x0112
_EXIF, _JPEG_END = b"Exif\0\0", b"\xff\xd9"
_JPEG_KEPT = (("APP0", b"JFIF"), ("APP2", b"ICC_PROFILE"), ("APP14", b"Adobe"))
_LOOKS = frozenset(
    {"aspect", "background", "bbox", "blend", "chromaticity", "default_image", "disposal", "dpi", "duration", "exif"}
    | {"extension", "gamma", "icc_profile", "interlace", "loop", "srgb", "timestamp", "transparency", "version"}
)
"""What Pillow tells of an image that says how it looks or moves. Exif data are compared with those that are kept."""
_UNREAD = {"PNG": (b"tIME",), "WEBP": (b"XMP ", b"C2PA"), "GIF": (b"XMP DataXMP",), "AVIF": (b"uuid",)}
"""What Pillow does not read of a format; where pixels happen to have the same letters, the file is written again."""


def without_metadata(content: bytes, form: str) -> bytes:
    """An image that Pillow has read, of the format that it named. Raises ValueError where it cannot be written."""
    from PIL import Image, ImageOps
    from PIL.JpegImagePlugin import JpegImageFile

    is_jpeg = form in ("JPEG", "MPO")
    try:
        # What follows the end of a JPEG is of another file: a second view, or a film.
        with quiet(), JpegImageFile(BytesIO(content)) if is_jpeg else Image.open(BytesIO(content)) as image:
            image.load()
            exif = _only_orientation(image)
            if not (_has_more_jpeg(image, content, exif) if is_jpeg else _has_more(image, content, form, exif)):
                return content
            made = BytesIO()
            is_avif = form == "AVIF"  # which side is up stands elsewhere in it: the picture itself is turned
            upright = ImageOps.exif_transpose(image) if is_avif else image
            profile = image.info.get("icc_profile")
            kept = {"exif": b"" if is_avif else exif, "xmp": b"", "comment": b"", "icc_profile": profile}
            upright.save(made, "JPEG" if is_jpeg else form, **kept, **_options(image, content, form))
    except (ValueError, LookupError, OSError, RuntimeError, SyntaxError, TypeError) as problem:
        raise ValueError("it cannot be written again") from problem
    return made.getvalue()


def _only_orientation(image: Any) -> bytes:
    """Exif data that say nothing but which side is up; empty when that is the usual one."""
    from PIL import Image

    exif, side = Image.Exif(), image.getexif().get(_ORIENTATION, 1)
    if side not in range(2, 9):
        return b""
    exif[_ORIENTATION] = side
    return exif.tobytes()


def _has_more_jpeg(image: Any, content: bytes, exif: bytes) -> bool:
    """Tell whether a JPEG has more than its pixels, its colours and which side is up, or something after its end."""
    segments = (it for it in image.applist if it != ("APP1", exif))
    return not content.endswith(_JPEG_END) or any(
        not any(name == kept and data.startswith(sign) for kept, sign in _JPEG_KEPT) for name, data in segments
    )


def _has_more(image: Any, content: bytes, form: str, exif: bytes) -> bool:
    if getattr(image, "private_chunks", ()) or any(sign in content for sign in _UNREAD[form]):
        return True
    for info in _frames(image):
        is_same = info.get("exif", b"").removeprefix(_EXIF) == exif.removeprefix(_EXIF)
        is_side = form == "AVIF" and set(image.getexif()) == {_ORIENTATION}  # it stands elsewhere; Pillow says it so
        if any(info[key] for key in info.keys() - _LOOKS) or not (is_same or is_side):
            return True
    return False


def _frames(image: Any) -> Iterator[dict[str, Any]]:
    """Yield what Pillow tells of each picture of an image that moves, or of the only one."""
    for frame in range(getattr(image, "n_frames", 1)):
        image.seek(frame)
        image.load()
        yield image.info
    image.seek(0)


def _options(image: Any, content: bytes, form: str) -> dict[str, Any]:
    """Return how an image is written so that it looks and moves as before."""
    if form in ("JPEG", "MPO"):
        return {"quality": "keep", "progressive": "progressive" in image.info, "dpi": image.info.get("dpi", (0, 0))}
    if form == "AVIF":
        return {"quality": 90, "max_threads": 1}
    moves: dict[str, Any] = {}
    if getattr(image, "is_animated", False):
        moves = {"save_all": True, "duration": [info.get("duration", 0) for info in _frames(image)]}
    return moves | ({"quality": 90, "lossless": b"VP8L" in content} if form == "WEBP" else {})
