"""A link that holds a picture alone is not text on the web, and is not a paragraph on paper."""

from __future__ import annotations

from support.project import picture

from briefgen.model.output.assets import INSIDE, asset
from briefgen.reading.world import default_theme
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.layout.document import lay_out
from briefgen.verifying.paper.read import read_paper

FONT, IMAGE = INSIDE + "font.ttf", INSIDE + "square.png"
FACE = f"@font-face {{ font-family: face; src: url({FONT}) }} html {{ font-family: face }}"
SQUARE = f'<img alt="A grey square" src="{IMAGE}">'


def kinds(body: str) -> list[tuple[str, str]]:
    html = f'<!doctype html><html lang="en"><title>A page</title><body>{body}</body></html>'
    font = (default_theme() / "fonts/briefgen-serif-400.ttf").read_bytes()
    assets = {FONT: asset(font), IMAGE: asset(picture(8))}
    laid = lay_out(PdfJob("test.pdf", "en", html, "A page", css=(("mine.css", FACE),), assets=assets)).value
    assert laid is not None
    paper = read_paper(laid.pdf)
    assert paper is not None
    return [(block.kind, block.said.whole) for block in paper.rest]


def test_a_linked_image_alone_in_its_paragraph_is_a_figure() -> None:
    assert kinds(f'<p><a href="https://example.org/">{SQUARE}</a></p>') == [("figure", "A grey square")]


def test_words_beside_a_linked_image_are_still_a_link() -> None:
    assert kinds(f'<p><a href="https://example.org/">{SQUARE} The words.</a></p>') == [
        ("paragraph", "The words."),
        ("figure", "A grey square"),
    ]
