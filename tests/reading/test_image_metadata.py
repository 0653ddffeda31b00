"""Of a photograph its pixels are published, and nothing that the camera wrote beside them."""

from __future__ import annotations

import base64
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageOps

from briefgen.model.core.diagnostics import Span
from briefgen.reading.images.images import ImageJob, look
from briefgen.reading.images.metadata import without_metadata

FORMS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
SECRET = b"Seo-yeon"
ORIENTATION, GPS, ARTIST = 0x0112, 0x8825, 0x013B
PROFILE = b"profile" * 20_000


def photograph(form: str, side_up: int = 1, **options: Any) -> bytes:
    """An image with a place, a name and a remark in every way that its format has."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[ARTIST] = side_up, SECRET.decode()
    exif.get_ifd(GPS).update({1: "N", 2: (37.0, 33.0, 59.0), 3: "E", 4: (126.0, 58.0, 40.0)})
    more: dict[str, Any] = {"comment": SECRET} if form == "GIF" else {"exif": exif}
    if form in ("JPEG", "WEBP", "AVIF"):
        more["xmp"] = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    if form == "JPEG":
        more["comment"] = SECRET
    made = BytesIO()
    Image.linear_gradient("L").resize((40, 30)).convert("RGB").save(made, form, **{**more, **options})
    return made.getvalue()


def read(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def most_apart(one: Image.Image, other: Image.Image) -> int:
    """How far a pixel of two images of one size differs at most, of 255."""
    apart = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getextrema()
    return max(most for _, most in apart)  # type: ignore[misc, has-type]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("side_up", [1, 6])
def test_only_the_pixels_and_which_side_is_up_are_kept(form: str, side_up: int) -> None:
    before = photograph(form, side_up)
    assert SECRET in before
    after = without_metadata(before, form)
    assert SECRET not in after and without_metadata(after, form) == after
    was, now = read(before), read(after)
    if form == "AVIF":  # it is encoded again, with the right side up
        assert now.size == ImageOps.exif_transpose(was).size and now.format == form
    else:
        assert now.format == form and most_apart(was, now) <= (0 if form in ("PNG", "GIF") else 3)
    assert not now.getexif().get_ifd(GPS)
    assert now.getexif().get(ORIENTATION, 1) == (side_up if form not in ("AVIF", "GIF") else 1)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_colour_profile_is_kept(form: str) -> None:
    after = without_metadata(photograph(form, icc_profile=PROFILE), form)
    assert read(after).info["icc_profile"] == PROFILE


@pytest.mark.parametrize("form", FORMS)
def test_an_image_without_metadata_stays_as_it_is(form: str) -> None:
    made = BytesIO()
    Image.new("RGB", (40, 30), "red").save(made, form)
    assert without_metadata(made.getvalue(), form) == made.getvalue()


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_what_moves_goes_on_moving(form: str) -> None:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("green", "blue")]
    before = photograph(form, save_all=True, append_images=frames, loop=0, duration=[100, 200, 300])
    after = read(without_metadata(before, form))
    assert after.n_frames == 3 and after.info["loop"] == 0
    after.seek(2)
    after.load()
    assert after.info["duration"] == 300 and after.convert("RGB").getpixel((39, 0)) == (0, 0, 255)


def test_a_progressive_image_and_what_follows_its_end() -> None:
    film = b"ftypmp4" + SECRET
    after = without_metadata(photograph("JPEG", progressive=True) + film, "JPEG")
    assert SECRET not in after and "progressive" in read(after).info
    assert most_apart(read(after), read(photograph("JPEG", progressive=True))) <= 3


def test_the_remarks_of_a_png_are_left_out() -> None:
    from PIL.PngImagePlugin import PngInfo

    remarks = PngInfo()
    remarks.add_text("Author", SECRET.decode())
    remarks.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    assert SECRET not in without_metadata(photograph("PNG", pnginfo=remarks), "PNG")


def test_a_photograph_in_a_drawing_is_published_without_its_place() -> None:
    inside = base64.b64encode(photograph("JPEG")).decode()
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        f'<image width="9" height="9" href="data:image/jpeg;base64,{inside}"/></svg>'
    )
    made = look(ImageJob("content/briefs/a/a.svg", svg.encode(), Span("content/briefs/a/en.md", 7))).value.copy or b""
    (_, _, shown) = made.partition(b"base64,")
    content = base64.b64decode(shown.partition(b'"')[0])
    assert not read(content).getexif().get_ifd(GPS) and SECRET not in content


@given(st.data())
def test_a_damaged_file_is_refused_in_words(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(FORMS))
    content = bytearray(photograph(form))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        without_metadata(bytes(content[: data.draw(st.integers(1, len(content)))]), form)
    except ValueError as problem:
        assert str(problem)
