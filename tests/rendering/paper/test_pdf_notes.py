"""A note stands on the page that calls it, however the lines fall."""

from __future__ import annotations

import io
from collections import Counter

import pikepdf
import pytest

from briefgen.model.output.assets import INSIDE, asset
from briefgen.reading.world import default_theme
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.layout.document import lay_out

FONT = INSIDE + "font.ttf"
STYLE = f"""
@font-face {{ font-family: face; src: url({FONT}) }}
html {{ font: 10pt/14pt face }}
p {{ margin: 0 0 4pt; orphans: 2; widows: 2 }}
.note {{ float: footnote; footnote-policy: line; font-size: 8pt; line-height: 11pt }}
"""


def text(paragraphs: int) -> str:
    """Paragraphs of one to five lines, with a note in two of three."""
    called = '<span class="note">What there is to add to it, in two lines of small type at the foot of a page.</span>'
    words = "words that fill a line of the column "
    parts = [f"{words}{called if number % 3 else ''} {words * (number % 5)}" for number in range(paragraphs)]
    return "".join(f"<p>{part}</p>" for part in parts)


def pages(height: float) -> tuple[Counter[int], Counter[int]]:
    """How many calls and how many notes each page has, on pages of ``height`` points."""
    html = f'<!doctype html><html lang="en"><title>t</title><body>{text(24)}</body></html>'
    page = f"@page {{ size: 200pt {height}pt; margin: 20pt; @footnote {{ margin-top: 6pt; padding-bottom: 0.1px }} }}"
    fonts = {FONT: asset((default_theme() / "fonts/briefgen-serif-400.ttf").read_bytes())}
    laid = lay_out(PdfJob("test.pdf", "en", html, "t", css=(("mine.css", STYLE + page),), assets=fonts)).value
    assert laid is not None
    with pikepdf.open(io.BytesIO(laid.pdf)) as pdf:
        numbers = {sheet.objgen: number for number, sheet in enumerate(pdf.pages, 1)}
        found: dict[str, Counter[int]] = {"/Reference": Counter(), "/Note": Counter()}
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and str(item.get("/S", "")) in found:
                found[str(item.S)][numbers[page_of(item).objgen]] += 1
    return found["/Reference"], found["/Note"]


def page_of(element: pikepdf.Dictionary) -> pikepdf.Dictionary:
    """The page on which the element, or the first below it that says so, stands."""
    while "/Pg" not in element:
        element = next(kid for kid in element.K if isinstance(kid, pikepdf.Dictionary))
    return element.Pg


@pytest.mark.parametrize("height", [180 + 3.7 * step for step in range(20)])
def test_calls_and_notes_share_their_page_at_every_height_of_the_page(height: float) -> None:
    calls, notes = pages(height)
    assert sum(calls.values()) == 16
    assert calls == notes
