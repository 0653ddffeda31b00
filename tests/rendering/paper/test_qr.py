"""The QR codes of the built PDFs, read back from a grey print as a telephone would read them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image
from support.forms import is_for_reading, page_of
from support.paper import text_of, tool
from support.project import Exemplar

BASE = "https://example.org/briefgen/"
DPI = 300
MILLIMETRE = DPI / 25.4
SMALLEST = 20.0
"""Millimetres of a code's side, its quiet zone not counted."""


@dataclass(frozen=True)
class Print:
    """What the page of a PDF that has its code shows to a telephone."""

    page: str
    """On the web, the one that the PDF belongs to."""
    pdf: Path
    codes: tuple[tuple[str, zxingcpp.BarcodeFormat], ...]
    width: float
    """Of the first code, in dots."""
    around: tuple[int, int]
    """The darkest and the lightest grey of its quiet zone."""


def page_of_code(pdf: Path, folder: Path) -> Image.Image:
    """The page on which the code stands, as a grey picture: the last, or the contents of a pack for the screen."""
    is_pack_for_screen = pdf.parent.name == "packs" and pdf.with_suffix(".html").exists()
    with pikepdf.open(pdf) as opened:
        at = str(2 if is_pack_for_screen else len(opened.pages))
    picture = folder / "page"
    plain = ("-tiff", "-tiffcompression", "none")  # nobody keeps it: packing it would take longer than drawing
    tool("pdftocairo", *plain, "-gray", "-r", str(DPI), "-f", at, "-l", at, "-singlefile", pdf, picture)
    return Image.open(picture.with_suffix(".tif"))


def pages_and_pdfs(exemplar: Exemplar) -> list[tuple[str, Path]]:
    """Each PDF with the page on the web that it belongs to."""
    found = [exemplar.folder / path for path in exemplar.paths("*/*/*.pdf") if is_for_reading(path)]
    # A facing edition leads to the pages of both languages.
    return [(page_of(pdf).relative_to(exemplar.folder).as_posix(), pdf) for pdf in found]


def printed(page: str, pdf: Path, folder: Path) -> Print:
    picture = page_of_code(pdf, folder)
    codes = zxingcpp.read_barcodes(picture)
    assert codes, pdf
    corners = codes[0].position
    left, top, right, bottom = (
        corners.top_left.x,
        corners.top_left.y,
        corners.bottom_right.x,
        corners.bottom_right.y,
    )
    zone = round(3.5 * (right - left) / 45)  # a module of the finest code that such an address needs
    frame = picture.crop((left - zone, top - zone, right + zone, bottom + zone))
    frame.paste(255, (zone - 4, zone - 4, zone + right - left + 4, zone + bottom - top + 4))
    told = tuple((code.text, code.format) for code in codes)
    return Print(page, pdf, told, right - left, frame.getextrema())


@pytest.fixture(scope="module")
def prints(exemplar: Exemplar, tmp_path_factory: pytest.TempPathFactory) -> list[Print]:
    folder = tmp_path_factory.mktemp("prints")
    return [printed(page, pdf, folder) for page, pdf in pages_and_pdfs(exemplar)]


def test_every_pdf_leads_back_to_its_page(prints: list[Print]) -> None:
    assert prints
    for shown in prints:
        assert shown.codes == ((BASE + shown.page, zxingcpp.BarcodeFormat.QRCode),), shown.pdf


def test_a_code_is_large_enough_and_has_white_around_it(prints: list[Print]) -> None:
    for shown in prints:
        assert len(shown.codes) == 1
        assert shown.width / MILLIMETRE >= SMALLEST, shown.pdf
        assert shown.around == (255, 255), shown.pdf


def test_the_address_stands_beside_it_in_words(exemplar: Exemplar) -> None:
    for page, pdf in pages_and_pdfs(exemplar):
        said = "".join(text_of(pdf).split())
        assert (BASE + page).removeprefix("https://") in said, pdf
