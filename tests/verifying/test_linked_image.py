"""A link that holds a picture alone is not text on the web, and is not a paragraph on paper."""

from __future__ import annotations

from base64 import b64encode

from support.project import picture
from weasyprint import HTML

from briefgen.verifying.paper.read import read_paper

IMAGE = f'<img alt="A grey square" src="data:image/png;base64,{b64encode(picture(8)).decode()}">'


def kinds(body: str) -> list[tuple[str, str]]:
    html = f"<html lang=en><title>A page</title><body>{body}</body></html>"
    paper = read_paper(HTML(string=html).write_pdf(pdf_tags=True))
    assert paper is not None
    return [(block.kind, block.said.whole) for block in paper.rest]


def test_a_linked_image_alone_in_its_paragraph_is_a_figure() -> None:
    assert kinds(f'<p><a href="https://example.org/">{IMAGE}</a></p>') == [("figure", "A grey square")]


def test_words_beside_a_linked_image_are_still_a_link() -> None:
    assert kinds(f'<p><a href="https://example.org/">{IMAGE} The words.</a></p>') == [
        ("paragraph", "The words."),
        ("figure", "A grey square"),
    ]
