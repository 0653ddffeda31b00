"""Photographs are read to the last pixel: what is broken, too large or of another kind is known by its bytes alone."""

from __future__ import annotations

import base64
import struct
import warnings
import zlib
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from support.project import picture

from briefgen.model.core.diagnostics import Severity, Span
from briefgen.reading.images.images import ImageJob, look
from briefgen.reading.images.rasters import read_raster

DAMAGED = "it is damaged or cut short"
AT = Span("content/briefs/a/en.md", 7, 3)


def saved(form: str, mode: str = "RGB", **options: Any) -> bytes:
    made = BytesIO()
    Image.new(mode, (40, 30)).save(made, form, **options)
    return made.getvalue()


def moving(form: str) -> bytes:
    return saved(form, save_all=True, append_images=[Image.new("RGB", (40, 30), "red")])


def png(width: int, height: int, data: bytes = b"") -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def wrong_sum() -> bytes:
    """A PNG one bit of whose data has turned over."""
    content = bytearray(picture(30))
    content[content.index(b"IDAT") + 12] ^= 1
    return bytes(content)


GOOD = {
    "png": saved("PNG"),
    "palette": saved("PNG", "P"),
    "bits": saved("PNG", "1"),
    "grey with alpha": saved("PNG", "LA"),
    "jpeg": saved("JPEG"),
    "progressive": saved("JPEG", progressive=True),
    "grey jpeg": saved("JPEG", "L"),
    "jpeg in parts": saved("JPEG", restart_marker_rows=1, quality=95),
    "gif": saved("GIF", "P"),
    "webp": saved("WEBP", lossless=True),
    "avif": saved("AVIF"),
    "jpeg with something after it": saved("JPEG") + b"more",
    "two views of a telephone": saved("MPO", save_all=True, append_images=[Image.new("RGB", (40, 30))]),
}
BAD = {
    "empty": (b"", "the file is empty"),
    "page": (b"<!doctype html><title>Not found</title>", "no image is found in it"),
    "words": (b"version https://git-lfs.github.com/spec/v1\n", "no image is found in it"),
    "pdf": (b"%PDF-1.7\n", "no image is found in it"),
    "png cut": (picture(30)[:-30], DAMAGED),
    "png head": (picture(30)[:20], DAMAGED),
    "png sum": (wrong_sum(), DAMAGED),
    "png bomb": (png(100_000, 100_000), "it has more than 50 million pixels"),
    "large png": (png(7_100, 7_100), "it has more than 50 million pixels"),
    "jpeg cut": (saved("JPEG", quality=95)[:-60], DAMAGED),
    "jpeg head": (saved("JPEG")[:30], DAMAGED),
    "gif cut": (saved("GIF", "P")[:20], DAMAGED),
    "webp cut": (saved("WEBP")[:40], DAMAGED),
    "tiff": (saved("TIFF"), "it is a file of the format TIFF"),
    "bmp": (saved("BMP"), "it is a file of the format BMP"),
}


@pytest.mark.parametrize("content", GOOD.values(), ids=GOOD)
def test_of_an_image_that_can_be_shown_nothing_is_said(content: bytes) -> None:
    found = read_raster(content)
    assert (found.problem, found.is_animated, found.is_cmyk, found.has_deep_grey) == ("", False, False, False)


@pytest.mark.parametrize(("content", "problem"), BAD.values(), ids=BAD)
def test_an_image_that_cannot_be_shown_says_why(content: bytes, problem: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read_raster(content).problem == problem


def large(form: str, mode: str = "RGB", **options: Any) -> bytes:
    made = BytesIO()
    Image.new(mode, (4_800, 3_400), options.pop("colour", None) or 0).save(made, form, **options)
    return made.getvalue()


@pytest.mark.parametrize(
    ("form", "mode", "copy"),
    [("PNG", "RGB", "PNG"), ("PNG", "1", "PNG"), ("GIF", "P", "PNG"), ("JPEG", "L", "JPEG"), ("WEBP", "RGBA", "PNG")],
)
def test_an_image_with_more_pixels_than_a_page_shows_has_a_smaller_copy_for_paper(
    form: str, mode: str, copy: str
) -> None:
    found = read_raster(large(form, mode))
    assert found.problem == "" and found.for_paper is not None
    with Image.open(BytesIO(found.for_paper)) as image:
        image.load()
        assert (image.format, image.size) == (copy, (3_000, 2_125))
    assert read_raster(GOOD["png"]).for_paper is None


def test_the_copy_for_paper_has_the_same_side_up_and_no_metadata() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, "A. Photographer"
    copy = read_raster(large("JPEG", exif=exif)).for_paper or b""
    with Image.open(BytesIO(copy)) as image:
        assert image.size == (2_125, 3_000) and 0x0112 not in image.getexif()
    assert b"Photographer" not in copy


@pytest.mark.parametrize("form", ["WEBP", "AVIF"])
def test_formats_that_take_much_memory_may_have_fewer_pixels(form: str) -> None:
    made = BytesIO()
    options: dict[str, Any] = {"speed": 10} if form == "AVIF" else {"lossless": True, "method": 0, "quality": 0}
    Image.new("RGB", (5_000, 4_900)).save(made, form, **options)
    assert read_raster(made.getvalue()).problem == "it has more than 24 million pixels"


def test_the_images_in_a_drawing_are_counted_together() -> None:
    photo = base64.b64encode(picture(900)).decode()
    shown = f'<image width="9" height="9" href="data:image/png;base64,{photo}"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{shown * 3}</svg>'.encode()
    found = look(ImageJob("content/briefs/a/a.svg", svg, AT, max_pixels=2_000_000))
    assert "more than 2 million pixels together" in found.diagnostics[0].message
    assert (found.value.copy or b"").count(b"base64,") == 2


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_what_moves_is_known(form: str) -> None:
    assert read_raster(moving(form)).is_animated


def test_the_layout_of_pdfs_does_not_change_what_counts_as_damaged() -> None:
    from weasyprint import images  # it lets Pillow accept what is cut short

    assert images is not None
    assert read_raster(saved("JPEG", quality=95)[:-60]).problem == DAMAGED


def said(name: str, content: bytes) -> list[tuple[str, Severity]]:
    found = look(ImageJob(f"content/briefs/a/{name}", content, AT)).diagnostics
    assert all(it.span == AT and name in it.message and it.hint for it in found)
    return [(it.code, it.severity) for it in found]


READ, ALIKE = "image-can-be-read", "image-looks-the-same"


@pytest.mark.parametrize(
    ("name", "content", "problems"),
    [
        ("a.png", GOOD["png"], []),
        ("a.JPG", GOOD["jpeg"], []),
        ("a.jpeg", GOOD["two views of a telephone"], []),
        ("a.png", GOOD["jpeg"], [(READ, Severity.WARNING)]),
        ("a.jpg", GOOD["webp"], [(READ, Severity.WARNING)]),
        ("a.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>', [(READ, Severity.ERROR)]),
        ("a.svg", GOOD["png"], [(READ, Severity.ERROR)]),
        ("a.png", BAD["png cut"][0], [(READ, Severity.ERROR)]),
        ("a.jpg", saved("JPEG", "CMYK"), [(ALIKE, Severity.WARNING)]),
        ("a.gif", moving("GIF"), [(ALIKE, Severity.WARNING)]),
        ("a.png", saved("PNG", "I;16"), [(ALIKE, Severity.ERROR)]),
    ],
)
def test_each_problem_is_told_once_where_the_image_is_shown(
    name: str, content: bytes, problems: list[tuple[str, Severity]]
) -> None:
    assert said(name, content) == problems


@given(st.data())
def test_a_damaged_file_never_raises(data: st.DataObject) -> None:
    content = bytearray(GOOD[data.draw(st.sampled_from(sorted(GOOD)))])
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    read_raster(bytes(content[: data.draw(st.integers(1, len(content)))]), 100_000)
