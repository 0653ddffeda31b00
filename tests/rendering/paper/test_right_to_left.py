"""Paper in a language that is read from right to left."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest
import yaml
from support.project import Project

from briefgen.checking.brief_data import press_has_its_form
from briefgen.model.profile.language import Language
from briefgen.reading.world import default_theme
from briefgen.rendering.html.typeset import typeset
from briefgen.rendering.paper.engine.patches import right_to_left
from briefgen.rendering.paper.engine.patches.right_to_left import _needs_words
from briefgen.rendering.paper.jobs.mirrored_css import for_direction, mirrored
from briefgen.verifying.paper.glyphs import whole_text

PACK = "content/packs/more.yaml"
FONTS = Path(__file__).resolve().parents[3] / "templates/fonts"


def arabic(profiles: str) -> Project:
    """A small project whose English is set from right to left."""
    profile = (default_theme() / "locale/en.yaml").read_text("utf-8").replace("direction: ltr", "direction: rtl")
    pack = f"title: More\nsummary: More briefs.\npublished: 2026-11-25\nbriefs: [example]\n{profiles}\n"
    return Project().with_file("templates/locale/en.yaml", profile).with_file(PACK, pack)


def of_arabic() -> Language:
    """The profile of Arabic."""
    text = (default_theme() / "locale/ar.yaml").read_text("utf-8")
    return Language.model_validate(yaml.load(text, yaml.BaseLoader))


@pytest.mark.parametrize(
    ("css", "seen"),
    [
        ("p { margin-left: 1mm; text-align: right }", "p { margin-right: 1mm; text-align: left }"),
        ("@page :right { @bottom-right { content: none } }", "@page :left { @bottom-left { content: none } }"),
        ("p { margin: 1mm 2mm 3mm calc(4mm - 1mm); }", "p { margin: 1mm calc(4mm - 1mm) 3mm 2mm; }"),
        ("p { padding: 1mm 2mm 3mm; }", "p { padding: 1mm 2mm 3mm; }"),
        ('.align-right::before { content: "right" }', '.align-right::before { content: "right" }'),
        ("/* left */ a { float: left; --left: 0 }", "/* left */ a { float: right; --left: 0 }"),
    ],
)
def test_a_sheet_is_seen_in_a_mirror(css: str, seen: str) -> None:
    assert mirrored(css) == seen
    assert mirrored(seen) == css


def test_a_sheet_of_a_language_that_is_read_from_left_to_right_stays() -> None:
    profiles = Project().shown().profiles
    sheets = (("a", "p { float: left }"),)
    assert for_direction(sheets, profiles["ko"]) == sheets
    own = arabic("").shown().profiles["en"]
    assert for_direction(sheets, own)[0] == ("a", "p { float: right }")


@pytest.mark.parametrize(
    ("profiles", "said"),
    [
        ("profiles: [facing]", "a facing edition cannot be made"),
        ("profiles: [print]\nprint: {booklet: true}", "a booklet cannot be made"),
        ("profiles: [print]", ""),
    ],
)
def test_what_lays_pages_side_by_side_is_refused(profiles: str, said: str) -> None:
    project = arabic(profiles)
    edition = project.editions().value["en"]
    found = list(press_has_its_form(edition, project.shown()))
    assert [it.message.partition(" with")[0].partition(" in")[0] for it in found] == ([said] if said else [])
    assert all(it.span is not None and it.span.path == PACK for it in found)


def test_an_address_keeps_its_order() -> None:
    profile = arabic("").shown().profiles["en"]
    link = '<p>See <a href="https://un.org/en/">https://un.org/en/</a> and <a href="x.html">the page</a>.</p>'
    assert '<a href="https://un.org/en/" dir="ltr">' in typeset(link, "en", "print", profile)
    assert 'x.html" dir' not in typeset(link, "en", "print", profile)
    assert "dir=" not in typeset(link, "en", "print", Project().shown().profiles["en"])


@pytest.mark.parametrize(
    ("element", "is_arabic", "way"),
    [
        ('<a href="x" lang="ar">', False, "rtl"),
        ('<span class="form" lang="he-IL">', False, "rtl"),
        ('<span lang="en">', True, "ltr"),
        ('<td lang="ko">', True, "ltr"),
        ('<td lang="uz-Arab">', False, "rtl"),
        ('<td lang="ar-Latn">', False, ""),
        ('<span lang="en">', False, ""),
        ('<span lang="ar" dir="auto">', False, ""),
        ('<span lang="Hani">', False, ""),
        ('<a hreflang="ar">', False, ""),
        ('<code>&lt;p lang="ar"&gt;</code> lang="ar"<i>', False, ""),
    ],
)
def test_words_in_another_language_have_its_direction(element: str, is_arabic: bool, way: str) -> None:
    project = arabic("") if is_arabic else Project()
    set_ = typeset(f"<p>See {element}(A)", "en", "print", project.shown().profiles["en"])
    assert set_.split("See ")[1].split("(A)")[0] == (element[:-1] + f' dir="{way}">' if way else element)


LATIN = [
    ("OWASP Risk Rating Methodology", "OWASP Risk Rating Methodology"),
    ("راجع OWASP Risk Rating Methodology في", "OWASP Risk Rating Methodology"),
    ("راجع <a>OWASP API</a> Top <b>Project</b> في", "OWASP API Top Project"),
    ("<b>OWASP</b> Testing <i>Access</i> v4.2, 12%", "OWASP Testing Access v4.2, 12%"),
    ("راجع Broken Control (BAC) ثم", "Broken Control (BAC)"),
    ("راجع (BAC) Control ثم", "(BAC) Control"),
]


@pytest.mark.parametrize(("line", "expected"), LATIN)
def test_latin_words_stand_in_order_on_paper(line: str, expected: str) -> None:
    from weasyprint import HTML

    html = f'<html lang="ar" dir="rtl"><body>{typeset(f"<p>{line}</p>", "ar", "print", of_arabic())}'
    (page,) = HTML(string=html).render().pages
    boxes = [box for box in page._page_box.descendants() if type(box).__name__ == "TextBox"]
    shown = "".join(it.text for it in sorted(boxes, key=lambda it: it.position_x)).replace("\u2060", "")
    assert expected in " ".join(shown.split()), html


def test_a_group_of_words_does_not_reach_from_one_direction_into_the_other() -> None:
    set_ = typeset("<p>في النص OWASP API <b>قائمة</b> و<b>OWASP قائمة</b> Top Ten</p>", "ar", "print", of_arabic())
    assert '<bdi dir="ltr">OWASP API</bdi>' in set_ and "<b>OWASP" in set_ and '<bdi dir="ltr">Top ' in set_


def test_what_stands_between_two_things_parts_them() -> None:
    assert "<bdi" not in typeset("<p>OWASP · 30 نوفمبر</p>", "ar", "print", of_arabic())
    assert "<bdi" not in typeset("<p>OWASP Top Ten نوفمبر</p>", "ar", "web", of_arabic())


def test_the_mark_at_the_edge_of_a_page_is_on_the_paper() -> None:
    from weasyprint import CSS, HTML

    css = """@page { size: A4; margin: 17mm 18mm } .tab { position: running(tab); width: 5mm; margin: 0 auto }
        @page :right { @right-top { content: element(tab) } } @page :left { @left-top { content: element(tab) } }"""
    sheets = for_direction((("tab", css),), arabic("").shown().profiles["en"])
    html = '<html dir="rtl"><body><div class="tab"></div><p>a</p><p style="break-before: page">b</p>'
    pages = HTML(string=html).render(stylesheets=[CSS(string=text) for _, text in sheets]).pages
    boxes = [box for page in pages for box in page._page_box.descendants() if _is_tab(box)]
    assert [round((box.position_x + box.margin_left) / 96 * 25.4, 1) for box in boxes] == [6.5, 198.5]


def _is_tab(box: Any) -> bool:
    return box.element is not None and box.element.get("class") == "tab"


@pytest.mark.parametrize("text", ["นโยบายพลังงาน", "हिन्दी में नीति", "سياسة"])
def test_a_script_whose_glyphs_name_no_letter_is_written_with_its_words(text: str) -> None:
    assert _needs_words(SimpleNamespace(text=text, style={"direction": "ltr"}))
    assert not _needs_words(SimpleNamespace(text="政策 정책 policy", style={"direction": "ltr"}))


@pytest.mark.parametrize("label", ["รัฐสมาชิก", "सदस्य देश", "מדינות חברות"])
def test_a_label_of_a_drawing_is_set_in_one_piece(label: str) -> None:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    right_to_left.apply()
    fonts = FontConfiguration()
    face = f"@font-face {{ font-family: own; src: url({(FONTS / 'briefgen-sans-400.ttf').as_uri()}) }}"
    html = f"<svg width=90 height=9><text y=9 font-family=own>{label}</text></svg>"
    made = HTML(string=html).write_pdf(
        stylesheets=[CSS(string=face, font_config=fonts)], font_config=fonts, pdf_tags=True
    )
    with pikepdf.open(io.BytesIO(made)) as pdf:
        written = [operands for operands, sign in pikepdf.parse_content_stream(pdf.pages[0]) if str(sign) == "BDC"]
    assert [str(about.ActualText) for _, about in written if "/ActualText" in about] == [label]


def test_a_word_in_thai_is_not_cut_before_a_vowel_that_stands_on_a_letter() -> None:
    profile = Project().shown().profiles["en"]
    text = "<p>ข้อความนี้แสดงวิธีเขียนตัวเลข คำศัพท์ แหล่งข้อมูล และแผนภูมิ</p>"
    assert typeset(text, "th", "print", profile) == text


def test_brackets_after_those_of_a_text_from_right_to_left_are_read_as_they_are_written() -> None:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    right_to_left.apply()
    fonts = FontConfiguration()
    face = f"@font-face {{ font-family: own; src: url({(FONTS / 'briefgen-sans-400.ttf').as_uri()}) }}"
    css = CSS(string=face + " * { font-family: own }", font_config=fonts)
    html = "<html lang=ar dir=rtl><title>-</title><p>(51) [1] «2» {3}</p><p dir=ltr>f(x)[0] {a} «b»</p>"
    made = HTML(string=html).write_pdf(stylesheets=[css], font_config=fonts, pdf_tags=True)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        said = whole_text(pdf.pages[0], pdf.pages[0].obj.get("/Resources"), {})
    assert said.split("\n") == ["(51) [1] «2» {3}", "f(x)[0] {a} «b»", ""]


@pytest.mark.parametrize(("indent", "edges"), [("40px", [320, 360]), ("-40px", [400, 360])])
def test_the_first_line_of_a_text_from_right_to_left_is_indented_at_its_beginning(
    indent: str, edges: list[int]
) -> None:
    from weasyprint import CSS, HTML
    from weasyprint.formatting_structure.boxes import LineBox, TextBox
    from weasyprint.text.fonts import FontConfiguration

    right_to_left.apply()
    fonts = FontConfiguration()
    face = f"@font-face {{ font-family: own; src: url({(FONTS / 'briefgen-sans-400.ttf').as_uri()}) }}"
    place = f"p {{ margin: 0 40px 0 0; font: 20px own; text-indent: {indent} }}"
    css = CSS(string=f"{face} @page {{ margin: 0; size: 400px }} body {{ margin: 0 }} {place}", font_config=fonts)
    html = f"<html dir=rtl><p>{'words of a text ' * 10}"
    page = HTML(string=html).render(stylesheets=[css], font_config=fonts).pages[0]._page_box
    lines = [line for line in page.descendants() if isinstance(line, LineBox)]
    ends = [[it.position_x + it.width for it in line.descendants() if isinstance(it, TextBox)] for line in lines]
    assert [round(max(end)) for end in ends][:2] == edges
