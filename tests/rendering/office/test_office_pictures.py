"""Images for office programs and e-books: of the same kind as before, and small."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from briefgen.rendering.office.pictures import image


def photograph(kind: str, side: int = 2000) -> bytes:
    made = Image.effect_noise((side, side // 2), 60).convert("RGB")
    exif = Image.Exif()
    exif[271] = "Camera of somebody"
    held = io.BytesIO()
    made.save(held, kind, exif=exif, **({"comment": b"at home", "quality": 80} if kind == "JPEG" else {}))
    return held.getvalue()


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "png")])
def test_a_large_image_keeps_its_kind_without_metadata(kind: str, ending: str) -> None:
    content = photograph(kind)
    found = image(content, "ward")
    assert found is not None
    shown, held = found
    assert shown.name == f"ward.{ending}"
    with Image.open(io.BytesIO(held)) as opened:
        assert opened.size == (1600, 800) and not opened.getexif()
        assert "comment" not in opened.info
    assert b"Camera of somebody" not in held and b"at home" not in held
    if kind == "JPEG":
        assert len(held) < len(content)
