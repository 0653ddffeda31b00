"""How lines come out on paper: last words, long words, narrow columns, pictures, code and notes among words."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from support.paper import pages_of, pages_of_calls, tool
from support.pdfs import laid_out, opened, small_job
from support.project import Project, picture

from briefgen.rendering.paper.engine.patches import overflow_wrap

STYLE = """
@page { size: 100mm 100mm; margin: 10mm }
html { font: 10pt/14pt sans, korean }
body, p { margin: 0 }
"""
JOINER = "\u2060"


def pdf(body: str, css: str = "", lang: str = "en") -> bytes:
    return laid_out(small_job(body, STYLE + css, "sans, korean", lang=lang)).pdf


@pytest.mark.parametrize(
    ("lang", "text", "width"),
    [
        ("ko", "안녕하세요 우리들은 여기에서 만나고 있었다고 하더라 모두.", "24em"),
        ("en", "Hello there who are we and so we do.", "15em"),
    ],
)
def test_a_last_word_is_not_alone_when_it_is_held_to_the_word_before(lang: str, text: str, width: str) -> None:
    start, _, last = text.rpartition(" ")
    joined = f"{start} {JOINER}{last}"
    if lang == "ko":
        text, joined = (re.sub(r"(?<=[가-힣])(?=[가-힣.])", JOINER, it) for it in (text, joined))
    css = f"p {{ width: {width} }}"
    assert lines_of(pdf(f"<p>{text}</p>", css, lang))[-1] == last
    held = lines_of(pdf(f"<p>{joined}</p>", css, lang))
    assert held[-1].endswith(f" {last}") and " ".join(held) == text.replace(JOINER, "")


def lines_of(content: bytes) -> list[str]:
    return [line.strip() for line in tool("pdftotext", "-layout", "-", "-", given=content).splitlines() if line.strip()]


def lines(css: str, text: str) -> list[str]:
    joined = re.sub(r"(?<=[가-힣])(?=[가-힣])", JOINER, text)
    content = pdf(f"<p>{joined}</p>", f"p {{ width: 6.2em; overflow-wrap: anywhere; {css} }}", "ko")
    assert len(opened(content).pages) == 1
    return lines_of(content)


def test_a_narrow_column_says_how_an_eojeol_may_break() -> None:
    assert lines("--break: semi", "국가창업투자기금을") == ["국가창업투자", "기금을"]
    assert lines("--break: semi 6em", "가나 아름다운나라") == lines("", "가나 아름다운나라") == ["가나", "아름다운나라"]
    assert lines("--break: semi", "가나 아름다운나라") == ["가나 아름다운", "나라"]
    # Neither a particle nor one syllable with its particle begins a line; where every syllable may break, they do.
    assert lines("--break: semi", "우리나라기금을") == ["우리나라", "기금을"]
    # Before a bracket first, and only then inside a word.
    assert lines("--break: semi 5em", "우리나라의(기금)") == ["우리나라의", "(기금)"]
    assert lines("--break: syllable", "우리나라기금을") == ["우리나라기금", "을"]


def test_a_picture_among_words_is_not_indented_and_long_code_goes_on_in_the_next_line() -> None:
    body = (
        f"First.\n\n[![A shot](wide.png)](https://example.org)\nAbove, a screenshot.\n\n```\n{'0x04f893' * 40}\n```\n"
    )
    project = Project().with_file("content/briefs/first/wide.png", picture(1600, 800))
    project = project.with_change("content/briefs/first/en.md", "## Proposals", f"{body}\n## Proposals")
    built = project.build(pdfs={"en/briefs/first.pdf"})
    assert [it for it in built.diagnostics if it.code == "fits-on-paper"] == []


FONT = Path(__file__).resolve().parents[3] / "templates/fonts/briefgen-sans-400.ttf"
ADDRESS = "https://a-newspaper-of-the-example.example.org/articles/2025041220361877884"


def lines_within(width: float, words: str) -> list[str]:
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
    said = lines_within(width, "The first line of this entry is long enough to go on to a second line, 11 April 2025,")
    ends = [line for line in said if line.split()[-1] in ("h", "ht", "htt", "http", "https")]
    assert not ends, said


def test_an_address_longer_than_its_line_is_still_broken() -> None:
    said = lines_within(30, "The first line of this entry is long enough, 11 April 2025,")
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


NOTES = """
html { font: 10pt/14pt serif }
p { margin: 0 0 4pt; orphans: 2; widows: 2 }
.note { float: footnote; footnote-policy: line; font-size: 8pt; line-height: 11pt }
"""


def text(paragraphs: int) -> str:
    """Paragraphs of one to five lines, with a note in two of three."""
    called = '<span class="note">What there is to add to it, in two lines of small type at the foot of a page.</span>'
    words = "words that fill a line of the column "
    parts = [f"{words}{called if number % 3 else ''} {words * (number % 5)}" for number in range(paragraphs)]
    return "".join(f"<p>{part}</p>" for part in parts)


@pytest.mark.parametrize("height", [180 + 3.7 * step for step in range(20)])
def test_calls_and_notes_share_their_page_at_every_height_of_the_page(height: float) -> None:
    page = f"@page {{ size: 200pt {height}pt; margin: 20pt; @footnote {{ margin-top: 6pt; padding-bottom: 0.1px }} }}"
    with opened(laid_out(small_job(text(24), NOTES + page, "serif"))) as pdf:
        calls, notes = Counter(pages_of_calls(pdf)), Counter(pages_of(pdf, "/Note"))
    assert sum(calls.values()) == 16
    assert calls == notes
