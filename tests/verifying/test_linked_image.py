"""A link that holds a picture alone is not text on the web, and is not a paragraph on paper."""

from __future__ import annotations

from support.pdfs import laid_out, small_job
from support.project import picture

from briefgen.model.output.assets import INSIDE, asset
from briefgen.verifying.paper.read import read_paper

IMAGE = INSIDE + "square.png"
SQUARE = f'<img alt="A grey square" src="{IMAGE}">'


def kinds(body: str) -> list[tuple[str, str]]:
    paper = read_paper(laid_out(small_job(body, assets={IMAGE: asset(picture(8))})).pdf)
    assert paper is not None
    return [(block.kind, block.said.whole) for block in paper.rest]


def test_a_linked_image_alone_in_its_paragraph_is_a_figure() -> None:
    assert kinds(f'<p><a href="https://example.org/">{SQUARE}</a></p>') == [("figure", "A grey square")]


def test_words_beside_a_linked_image_are_still_a_link() -> None:
    assert kinds(f'<p><a href="https://example.org/">{SQUARE} The words.</a></p>') == [
        ("paragraph", "The words."),
        ("figure", "A grey square"),
    ]
