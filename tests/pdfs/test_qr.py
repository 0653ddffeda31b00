"""The QR codes of the built PDFs, read back from a grey print as a telephone would read them."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from forms import is_for_reading, page_of
from paper import text_of, tool
from PIL import Image
from projects import Exemplar

BASE = "https://example.org/briefgen/"
DPI = 300
MILLIMETRE = DPI / 25.4
SMALLEST = 20.0
"""Millimetres of a code's side, its quiet zone not counted."""


def last_page(pdf: Path, folder: Path) -> Image.Image:
    """The page on which the code stands, as a grey picture."""
    with pikepdf.open(pdf) as opened:
        last = str(len(opened.pages))
    picture = folder / "page"
    tool("pdftocairo", "-png", "-gray", "-r", str(DPI), "-f", last, "-l", last, "-singlefile", pdf, picture)
    return Image.open(picture.with_suffix(".png"))


def pages_and_pdfs(exemplar: Exemplar) -> list[tuple[str, Path]]:
    """Each PDF with the page on the web that it belongs to."""
    found = [exemplar.folder / path for path in exemplar.paths("*/*/*.pdf") if is_for_reading(path)]
    # A facing edition leads to the pages of both languages.
    return [(page_of(pdf).relative_to(exemplar.folder).as_posix(), pdf) for pdf in found]


@pytest.mark.slow
def test_every_pdf_leads_back_to_its_page(exemplar: Exemplar, tmp_path: Path) -> None:
    for page, pdf in pages_and_pdfs(exemplar):
        codes = zxingcpp.read_barcodes(last_page(pdf, tmp_path))
        assert [code.text for code in codes] == [BASE + page], pdf
        assert codes[0].format == zxingcpp.BarcodeFormat.QRCode


@pytest.mark.slow
def test_a_code_is_large_enough_and_has_white_around_it(exemplar: Exemplar, tmp_path: Path) -> None:
    for _, pdf in pages_and_pdfs(exemplar):
        picture = last_page(pdf, tmp_path)
        (code,) = zxingcpp.read_barcodes(picture)
        left, top, right, bottom = (
            code.position.top_left.x,
            code.position.top_left.y,
            code.position.bottom_right.x,
            code.position.bottom_right.y,
        )
        assert (right - left) / MILLIMETRE >= SMALLEST, pdf
        zone = round(3.5 * (right - left) / 45)  # a module of the finest code that such an address needs
        frame = picture.crop((left - zone, top - zone, right + zone, bottom + zone))
        frame.paste(255, (zone - 4, zone - 4, zone + right - left + 4, zone + bottom - top + 4))
        assert frame.getextrema() == (255, 255), pdf


def test_the_address_stands_beside_it_in_words(exemplar: Exemplar) -> None:
    for page, pdf in pages_and_pdfs(exemplar):
        said = "".join(text_of(pdf).split())
        assert (BASE + page).removeprefix("https://") in said, pdf
