"""What is badly set is found in the layout: where the style sheets do nothing about it, each thing of its kind."""

from __future__ import annotations

import io
import re
import subprocess

import pikepdf
import pytest
from support.project import Project, picture

from briefgen.model.output.assets import INSIDE, asset
from briefgen.reading.world import default_theme
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.laid import Flaw, FlawKind
from briefgen.rendering.paper.layout.document import lay_out

SANS, KOREAN = INSIDE + "sans.ttf", INSIDE + "korean.otf"
FILES = {SANS: "briefgen-sans-400.ttf", KOREAN: "noto-sans-kr-400.otf"}
STYLE = f"""
@font-face {{ font-family: sans; src: url({SANS}) }}
@font-face {{ font-family: korean; src: url({KOREAN}) }}
@page {{ size: 100mm 100mm; margin: 10mm; @footnote {{ padding-bottom: 0.1px }} }}
html {{ font: 10pt/14pt sans, korean; orphans: 1; widows: 1 }}
body, p, h2, figure, table {{ margin: 0 }}
h2 {{ break-after: auto; font-size: 10pt }}
.fill {{ height: 60mm }}
.note {{ float: footnote; footnote-policy: auto }}
"""
LINE = "one two three four five six seven eight nine ten. "
JOINER = "\u2060"


def pdf(body: str, css: str = "", lang: str = "en") -> tuple[tuple[Flaw, ...], bytes]:
    fonts = {address: asset((default_theme() / "fonts" / name).read_bytes()) for address, name in FILES.items()}
    html = f'<!doctype html><html lang="{lang}"><title>t</title><body>{body}</body></html>'
    laid = lay_out(PdfJob("test.pdf", lang, html, "t", css=(("mine.css", STYLE + css),), assets=fonts)).value
    assert laid is not None
    return laid.flaws, laid.pdf


def slips(body: str, css: str = "", lang: str = "en") -> list[tuple[FlawKind, int]]:
    return [(flaw.slip, flaw.page) for flaw in pdf(body, css, lang)[0]]


def fill(millimetres: float) -> str:
    return f'<div style="height: {millimetres}mm"></div>'


def rows(count: int, cell: str = "word") -> str:
    return "".join(f"<tr><td>{cell} {number}</td><td>{cell}</td></tr>" for number in range(count))


def test_a_heading_last_on_its_page_is_found_and_one_with_text_is_not() -> None:
    assert slips(f"{fill(74)}<h2>Alone</h2><p>{LINE}</p>") == [(FlawKind.HEADING, 1)]
    assert slips(f"{fill(60)}<h2>Not alone</h2><p>{LINE}</p>") == []
    assert slips(f"{fill(70)}<h2>First</h2><h2>Second</h2><p>{LINE}</p>", "h2 { line-height: 10pt }") == [
        (FlawKind.HEADING, 1)
    ]


def test_the_title_on_a_cover_is_not_a_heading_of_what_follows() -> None:
    body = f'<section style="page: {{}}; break-after: page"><h1>Title</h1></section><section><p>{LINE}</p></section>'
    assert slips(body.format("pack-cover")) == []
    assert slips(body.format("other")) == [(FlawKind.HEADING, 1)]


def test_a_heading_before_a_drawing_is_not_alone() -> None:
    assert slips(f"{fill(40)}<h2>Notes</h2>{fill(20)}<p style='break-before: page'>{LINE}</p>") == []


def test_a_single_line_at_the_foot_or_the_head_of_a_page_is_found() -> None:
    paragraph = f"<p>{LINE * 4}</p>"
    assert (FlawKind.LINE, 1) in slips(fill(74) + paragraph)
    assert slips(fill(60) + paragraph, "p { orphans: 2; widows: 2 }") == []


def test_a_table_row_on_two_pages_and_a_table_without_its_head_are_found() -> None:
    tall = f"<tr><td>{'<br>'.join('abcdefgh')}</td></tr>"
    assert slips(f"{fill(50)}<table>{tall}</table>") == [(FlawKind.ROW, 1)]
    assert slips(f"{fill(50)}<table>{tall}</table>", "tr { break-inside: avoid }") == []
    table = f"<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody>{rows(30)}</tbody></table>"
    assert slips(table) == []
    assert slips(table, "thead { display: table-row-group }") == [(FlawKind.HEAD, 2)]


def test_a_caption_on_another_page_than_its_table_is_found() -> None:
    figure = f"<figure><figcaption>Table 1</figcaption><table>{rows(4)}</table></figure>"
    assert slips(fill(74) + figure) == [(FlawKind.CAPTION, 1)]
    assert slips(fill(74) + figure, "figure { break-inside: avoid }") == []
    long = f"<figure><figcaption>Table 1</figcaption><table>{rows(30)}</table></figure>"
    assert slips(long) == []


def test_a_note_on_another_page_than_its_call_is_found() -> None:
    note = f'<span class="note">{LINE * 4}</span>'
    found = slips(
        f"<p>{LINE}{note}{LINE}{note}{LINE}{note}{LINE}{note} {LINE * 12}</p>",
        "@page { @footnote { max-height: 30mm } }",
    )
    assert FlawKind.NOTE in [slip for slip, _ in found]
    assert slips(f'<p>{LINE}<span class="note">{LINE}</span> to the end of all of it, whatever.</p>') == []


def test_a_figure_two_pages_after_its_first_mention_is_found_and_one_on_the_next_is_not() -> None:
    mention = '<p><a class="xref" href="#fig">Figure 1</a> shows it.</p>'
    figure = '<figure id="fig"><figcaption>Figure 1</figcaption><p>A drawing of something.</p></figure>'
    assert slips(f'{mention}<p style="break-before: page">{LINE}</p>{figure}') == []
    away = f'<p style="break-before: page">{LINE}</p>' * 2
    assert slips(mention + away + figure) == [(FlawKind.FAR, 3)]


@pytest.mark.parametrize(
    ("lang", "text", "width"),
    [
        ("ko", "안녕하세요 우리들은 여기에서 만나고 있었다고 하더라 모두.", "24em"),
        ("en", "Hello there who are we and so we do.", "15em"),
    ],
)
def test_a_lone_last_word_is_found_unless_the_word_before_is_held_to_it(lang: str, text: str, width: str) -> None:
    css = f"p {{ width: {width} }}"
    start, _, last = text.rpartition(" ")
    joined = f"{start} {JOINER}{last}"
    if lang == "ko":
        text, joined = (re.sub(r"(?<=[가-힣])(?=[가-힣.])", JOINER, it) for it in (text, joined))
    assert slips(f"<p>{text}</p>", css, lang) == [(FlawKind.END, 1)]
    flaws, content = pdf(f"<p>{joined}</p>", css, lang)
    assert flaws == ()
    copied = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()
    assert " ".join(copied.split()) == text.replace(JOINER, "")


def test_the_detail_of_a_short_end_is_its_last_line() -> None:
    flaws, _ = pdf("<p>Hello there who are we and so we do.</p>", "p { width: 15em }")
    assert [(flaw.words, flaw.detail) for flaw in flaws] == [("Hello there who are we and so we do.", "do.")]


def lines(css: str, text: str) -> list[str]:
    joined = re.sub(r"(?<=[가-힣])(?=[가-힣])", JOINER, text)
    _, content = pdf(f"<p>{joined}</p>", f"p {{ width: 6.2em; overflow-wrap: anywhere; {css} }}", "ko")
    with pikepdf.open(io.BytesIO(content)) as opened:
        assert len(opened.pages) == 1
    found = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True).stdout
    return [line.strip() for line in found.decode().splitlines() if line.strip()]


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
