"""Pictures inside a drawing: raster images as ``data:``, read before they are let through."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from briefgen.reading.images.metadata import without_metadata
from briefgen.reading.images.svg.allowed import RASTERS

_BEGINNINGS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF87a": "GIF", b"GIF89a": "GIF"}


@dataclass(frozen=True, slots=True)
class EmbeddedPicture:
    """The address of a picture as it may stand in a drawing, or why it may not."""

    address: str = ""
    problem: str = ""


def embedded(address: str, check_raster: Callable[[bytes], str]) -> EmbeddedPicture:
    """The picture of a ``data:`` address under the media type that it really has."""
    head, comma, body = address[5:].partition(",")
    kind = head.partition(";")[0].strip().lower()
    try:
        content = unquote_to_bytes(body)
        if head.lower().replace(" ", "").endswith(";base64"):
            content = base64.b64decode(b"".join(content.split()) + b"==")
    except (binascii.Error, ValueError):
        return EmbeddedPicture(problem="a picture that cannot be decoded")
    form = _format(content)
    if not comma or form is None:
        return EmbeddedPicture(problem=f"an embedded file that is not PNG, JPEG, GIF or WebP ({kind or 'of no type'})")
    if problem := check_raster(content):
        return EmbeddedPicture(problem=f"an embedded picture: {problem}")
    try:
        content = without_metadata(content, form)
    except ValueError as refused:
        return EmbeddedPicture(problem=f"an embedded picture whose metadata cannot be removed: {refused}")
    return EmbeddedPicture(f"data:{RASTERS[form]};base64,{base64.b64encode(content).decode()}")


def _format(content: bytes) -> str | None:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    return next((form for beginning, form in _BEGINNINGS.items() if content.startswith(beginning)), None)
