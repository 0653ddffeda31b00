"""What a camera or a program writes beside the pixels (place, time, names, serial numbers): left out, pixels untouched.

Colour profiles stay, and so does which side is up. A file that has nothing else comes back byte for byte. An AVIF with
such data is encoded again.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO

_PNG_SIGN = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(b"tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs hIST sPLT acTL fcTL fdAT eXIf".split())
_WEBP_KEPT = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP", b"EXIF"))
_HAS_EXIF, _HAS_XMP = 0x08, 0x04
_GIF_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
_JPEG_EXIF, _ICC = b"Exif\0\0", b"ICC_PROFILE\0"
_SOS, _EOI = 0xDA, 0xD9
_ALONE = frozenset((0x01, *range(0xD0, 0xD9)))
_MARKER = re.compile(rb"\xff+([^\x00\xff])")
_AFTER_SCAN = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_ORIENTATION = 0x0112


def without_metadata(content: bytes, form: str) -> bytes:
    """An image that Pillow has read, of the format that it named. Raises ValueError where its parts do not fit."""
    try:
        return _STRIPPED[form](content)
    except (struct.error, LookupError, OSError, RuntimeError, SyntaxError) as problem:
        raise ValueError("its parts have other lengths than they say") from problem


# Which side is up


def _only_orientation(exif: bytes) -> bytes:
    """Exif data that say nothing but which side is up; empty when that is the usual one."""
    try:
        side = _orientation(exif)
    except (struct.error, IndexError):
        return b""
    return struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, _ORIENTATION, 3, 1, side, 0, 0) if 1 < side < 9 else b""


def _orientation(exif: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(exif[:2], "<")
    (start,) = struct.unpack_from(f"{order}I", exif, 4)
    (entries,) = struct.unpack_from(f"{order}H", exif, start)
    for at in range(start + 2, start + 2 + 12 * entries, 12):
        tag, _, _, value = struct.unpack_from(f"{order}HHIH", exif, at)
        if tag == _ORIENTATION:
            return int(value)
    return 1


# Each format


def _jpeg(content: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(_jpeg_parts(content))


def _jpeg_parts(content: bytes) -> Iterator[bytes]:
    at = 2
    while (found := _MARKER.search(content, at)) is not None:
        marker, start = found[1][0], found.end()
        if marker == _EOI:
            yield b"\xff\xd9"  # what follows is of another file: a second view, or a film
            return
        if marker in _ALONE:
            at = start
            continue
        at = start + struct.unpack_from(">H", content, start)[0]
        if marker == _SOS:
            end = _AFTER_SCAN.search(content, at)
            at = end.start() if end else len(content)
            yield content[start - 2 : at]
        else:
            yield _jpeg_segment(marker, content[start + 2 : at], content[start - 2 : at])


def _jpeg_segment(marker: int, data: bytes, whole: bytes) -> bytes:
    is_colour = (marker == 0xE2 and data.startswith(_ICC)) or (marker == 0xEE and data.startswith(b"Adobe"))
    if is_colour or (marker == 0xE0 and data.startswith(b"JFIF\0")):
        return whole
    if marker == 0xE1 and data.startswith(_JPEG_EXIF) and (exif := _only_orientation(data[len(_JPEG_EXIF) :])):
        return struct.pack(">BBH", 0xFF, 0xE1, 2 + len(_JPEG_EXIF + exif)) + _JPEG_EXIF + exif
    return b"" if 0xE0 <= marker <= 0xEF or marker == 0xFE else whole


def _png(content: bytes) -> bytes:
    return _PNG_SIGN + b"".join(_png_chunks(content))


def _png_chunks(content: bytes) -> Iterator[bytes]:
    from zlib import crc32

    at, kind = len(_PNG_SIGN), b""
    while kind != b"IEND" and at < len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if kind == b"eXIf":
            if exif := _only_orientation(content[at + 8 : end - 4]):
                yield struct.pack(">I", len(exif)) + kind + exif + struct.pack(">I", crc32(kind + exif))
        elif kind[:1].isupper() or kind in _PNG_KEPT:
            yield content[at:end]
        at = end


def _webp(content: bytes) -> bytes:
    chunks = dict[int, tuple[bytes, bytes]]()
    at, end = 12, min(len(content), 8 + struct.unpack_from("<I", content, 4)[0])
    while at + 8 <= end:
        kind, length = struct.unpack_from("<4sI", content, at)
        data = content[at + 8 : at + 8 + length]
        if kind == b"EXIF":
            data = _only_orientation(data.removeprefix(_JPEG_EXIF))
        if kind in _WEBP_KEPT and (data or kind != b"EXIF"):
            chunks[at] = (kind, data)
        at += 8 + length + length % 2
    has_exif = any(kind == b"EXIF" for kind, _ in chunks.values())
    made = b"".join(_webp_chunk(kind, data, has_exif) for kind, data in chunks.values())
    return b"RIFF" + struct.pack("<I", 4 + len(made)) + b"WEBP" + made


def _webp_chunk(kind: bytes, data: bytes, has_exif: bool) -> bytes:
    if kind == b"VP8X":
        flags = data[0] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if has_exif else 0)
        data = bytes((flags,)) + data[1:]
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def _gif(content: bytes) -> bytes:
    at = 13 + _colours(content[10])
    return content[:at] + b"".join(_gif_blocks(content, at))


def _gif_blocks(content: bytes, at: int) -> Iterator[bytes]:
    while at < len(content) and content[at : at + 1] != b";":
        end = at + 1
        if content[at : at + 1] == b",":
            end = _after_blocks(content, at + 11 + _colours(content[at + 9]))
            yield content[at:end]
        elif content[at : at + 1] == b"!":
            end = _after_blocks(content, at + 2)
            if content[at + 1] == 0xF9 or content.startswith(_GIF_KEPT, at + 3):
                yield content[at:end]
        at = end
    yield b";"


def _colours(flags: int) -> int:
    """Bytes of a table of colours."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(content: bytes, at: int) -> int:
    while content[at]:
        at += 1 + content[at]
    return at + 1


def _avif(content: bytes) -> bytes:
    from PIL import Image, ImageOps

    with Image.open(BytesIO(content)) as image:
        # Which side is up stands elsewhere in an AVIF, and Pillow says it in Exif: empty Exif data are none.
        if not image.info.get("xmp") and not set(image.getexif()) - {_ORIENTATION} and b"uuid" not in content:
            return content
        image.load()
        made = BytesIO()
        upright, profile = ImageOps.exif_transpose(image), image.info.get("icc_profile")
        upright.save(made, "AVIF", quality=90, exif=b"", xmp=b"", icc_profile=profile, max_threads=1)
    return made.getvalue()


_STRIPPED: Mapping[str, Callable[[bytes], bytes]] = {
    "JPEG": _jpeg,
    "MPO": _jpeg,
    "PNG": _png,
    "WEBP": _webp,
    "GIF": _gif,
    "AVIF": _avif,
}
