"""Drawings and images as the pictures that every office program shows: PNG, JPEG and GIF."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from briefgen.rendering.charts.fonts import ChartFont, register
from briefgen.rendering.office.handoff import HandoffPicture

_VIEW = re.compile(r"""<svg[^<>]*?\sviewBox=["'][-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)""")
_SCALE = 3
"""Pixels of the picture in one of the drawing: 288 to the inch."""
_MOST = 1600
"""Pixels of a side of an image; a page has room for no more."""
_QUALITY = 85
_KEPT = {"PNG": "png", "JPEG": "jpg", "GIF": "gif"}


def drawn(svg: str, name: str, fonts: Sequence[ChartFont]) -> tuple[HandoffPicture, bytes]:
    """A chart, drawn with these fonts and no others of the machine's."""
    import vl_convert

    register(fonts)
    width, height = _size(svg)
    return HandoffPicture(f"{name}.png", "", width, height), bytes(vl_convert.svg_to_png(svg, scale=_SCALE))


def _size(svg: str) -> tuple[float, float]:
    """Of a drawing in pixels, by what it shows of its plane."""
    found = _VIEW.search(svg)
    return (float(found[1]), float(found[2])) if found else (640.0, 400.0)


def image(content: bytes, name: str) -> tuple[HandoffPicture, bytes] | None:
    """An image as it was looked at before; None for what cannot be shown."""
    from PIL import Image, UnidentifiedImageError

    if content.lstrip()[:5].lower() in (b"<?xml", b"<svg ") or b"<svg" in content[:1000]:
        return drawn(content.decode("utf-8", "replace"), name, ())
    try:
        with Image.open(io.BytesIO(content)) as opened:
            kind, (width, height) = opened.format or "", opened.size
            ending = _KEPT.get(kind, "png")
            if kind not in _KEPT or max(width, height) > _MOST:
                content, ending = _again(opened)
    except (UnidentifiedImageError, OSError, ValueError):
        return None
    scale = min(1.0, _MOST / max(width, height))
    return HandoffPicture(f"{name}.{ending}", "", width * scale, height * scale), content


def _again(opened: object) -> tuple[bytes, str]:
    """The image without what it says of the camera, no larger than is printed: a photograph as JPEG, others as PNG."""
    from PIL import Image, ImageOps

    assert isinstance(opened, Image.Image)
    made = ImageOps.exif_transpose(opened).convert("RGBA" if "A" in opened.getbands() else "RGB")
    made.thumbnail((_MOST, _MOST))
    held = io.BytesIO()
    if opened.format != "JPEG":
        made.save(held, "PNG")
        return held.getvalue(), "png"
    colours = made.info.get("icc_profile") if opened.mode == "RGB" else None
    made.info = {}
    made.save(held, "JPEG", quality=_QUALITY, optimize=True, icc_profile=colours)
    return held.getvalue(), "jpg"
