"""The metadata of an AVIF, overwritten in place: other parts of the file are found by where they stand in it."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

_EMPTY_EXIF = struct.pack(">I2sHIHI", 0, b"MM", 42, 8, 0, 0)
"""Where the data begin (at once), and a list of no entries; which side is up stands elsewhere in an AVIF."""
_METADATA = (b"Exif", b"mime")
Box = tuple[bytes, int, int]
"""Kind, and where its content begins and ends."""


def without_metadata(content: bytes) -> bytes:
    """The same image with empty Exif and XMP. Raises ValueError or struct.error where they cannot be found."""
    made = bytearray(content)
    for kind, start, end in _boxes(content, 0, len(content)):
        if kind == b"uuid":
            made[start:end] = bytes(end - start)
        elif kind == b"meta":
            inner = {kind: (start, end) for kind, start, end in _boxes(content, start + 4, end)}
            for kind, at, length in _extents(content, inner):
                if not 0 <= at <= at + length <= len(content):
                    raise ValueError("metadata are said to stand outside of the file")
                empty = _EMPTY_EXIF if kind == b"Exif" else b""
                made[at : at + length] = empty.ljust(length, b"\0" if empty else b" ")[:length]
    return bytes(made)


def _boxes(content: bytes, at: int, end: int) -> Iterator[Box]:
    while at + 8 <= end:
        size, kind = struct.unpack_from(">I4s", content, at)
        head = 8
        if size == 1:
            (size,), head = struct.unpack_from(">Q", content, at + 8), 16
        size = size or end - at
        if size < head or at + size > end:
            raise ValueError("a part of it is longer than the file")
        yield kind, at + head, at + size
        at += size


def _extents(content: bytes, inner: Mapping[bytes, tuple[int, int]]) -> Iterator[Box]:
    """Kind, place and length of each stretch of metadata."""
    kinds = _kinds(content, *inner[b"iinf"]) if b"iinf" in inner else {}
    if not any(kind in _METADATA for kind in kinds.values()):
        return
    own = inner.get(b"idat", (0, 0))[0]
    at, _ = inner[b"iloc"]
    version, sizes, more = struct.unpack_from(">BxxxBB", content, at)
    wide = version == 2
    (count,) = struct.unpack_from(">I" if wide else ">H", content, at + 6)
    at += 10 if wide else 8
    for _ in range(count):
        ident = _number(content, at, 4 if wide else 2)
        at += 4 if wide else 2
        is_inside = version > 0 and content[at + 1] & 15 == 1
        at += 4 if version > 0 else 2
        base = _number(content, at, more >> 4) + (own if is_inside else 0)
        (parts,) = struct.unpack_from(">H", content, at + (more >> 4))
        at += (more >> 4) + 2
        for _ in range(parts):
            at += (more & 15) if version > 0 else 0
            place, length = _number(content, at, sizes >> 4), _number(content, at + (sizes >> 4), sizes & 15)
            at += (sizes >> 4) + (sizes & 15)
            if kinds.get(ident) in _METADATA:
                yield kinds[ident], base + place, length


def _kinds(content: bytes, start: int, end: int) -> dict[int, bytes]:
    """The kind of each item by its number."""
    kinds = dict[int, bytes]()
    for kind, at, _ in _boxes(content, start + (8 if content[start] else 6), end):
        if kind == b"infe":
            size = 4 if content[at] > 2 else 2
            kinds[_number(content, at + 4, size)] = content[at + 6 + size : at + 10 + size]
    return kinds


def _number(content: bytes, at: int, size: int) -> int:
    if at + size > len(content):
        raise ValueError("it ends within a number")
    return int.from_bytes(content[at : at + size], "big")
