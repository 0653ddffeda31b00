"""A word is broken anywhere only where it has a line of its own to begin and is longer than that."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.rendering.paper.engine.patches import overflow_wrap

FONT = Path(__file__).resolve().parents[3] / "templates/fonts/briefgen-sans-400.ttf"
ADDRESS = "https://a-newspaper-of-the-example.example.org/articles/2025041220361877884"


def lines(width: float, words: str) -> list[str]:
    """The lines of a paragraph of one element, ``width`` millimetres wide."""
    from weasyprint import HTML
    from weasyprint.formatting_structure.boxes import LineBox, TextBox

    overflow_wrap.apply()
    css = (
        f"@font-face {{ font-family: own; src: url({FONT.as_uri()}) }} @page {{ size: 200mm; margin: 0 }}"
        "p { font: 9pt own; margin: 0 } a { overflow-wrap: anywhere }"
    )
    html = f"<style>{css}</style><p style='width: {width}mm'><span>{words} <a href='x'>{ADDRESS}</a> end</span>"
    page = HTML(string=html).render().pages[0]._page_box
    found = (box for box in page.descendants() if isinstance(box, LineBox))
    return ["".join(box.text for box in line.descendants() if isinstance(box, TextBox)) for line in found]


@pytest.mark.parametrize("width", (37, 39, 41, 54, 55, 56, 60, 108, 109))
def test_an_address_is_not_broken_at_the_end_of_a_line_where_the_next_has_room(width: int) -> None:
    said = lines(width, "The first line of this entry is long enough to go on to a second line, 11 April 2025,")
    ends = [line for line in said if line.split()[-1] in ("h", "ht", "htt", "http", "https")]
    assert not ends, said


def test_an_address_longer_than_its_line_is_still_broken() -> None:
    said = lines(30, "The first line of this entry is long enough, 11 April 2025,")
    assert "".join(said).replace(" ", "").endswith(ADDRESS + "end")
    assert max(map(len, said)) <= 30


def test_what_is_above_a_word_on_the_web_is_in_brackets_on_paper() -> None:
    from weasyprint import CSS, HTML
    from weasyprint.formatting_structure.boxes import TextBox

    sheet = CSS(string=(FONT.parents[1] / "css/print.css").read_text("utf-8"))
    html = "<p><ruby>12<rp>(</rp><rt>3</rt><rp>)</rp></ruby>억</p>"
    page = HTML(string=html).render(stylesheets=[sheet]).pages[0]._page_box
    text = "".join(box.text for box in page.descendants() if isinstance(box, TextBox))
    assert text.startswith("12(3)억")
