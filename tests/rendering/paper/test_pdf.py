"""What a reader of the PDF can rely on, whatever reads it: eyes, a screen reader, a search, an archive."""

import io
import os
import pickle
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from briefgen.model.core.diagnostics import Severity
from briefgen.model.output.assets import INSIDE, asset
from briefgen.reading.world import DiskWorld, default_theme
from briefgen.rendering.fonts.faces import read_fonts
from briefgen.rendering.fonts.print_faces import print_assets, print_font_css
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.laid import Laid
from briefgen.rendering.paper.layout.lay_out import lay_out

GLUE = "\u2060"
THEME = default_theme()


@pytest.fixture(scope="session")
def furniture():
    fonts = read_fonts(DiskWorld(THEME.parent, THEME)).value
    sheets = [("fonts", print_font_css(fonts))]
    sheets += [(f"templates/css/{name}.css", (THEME / f"css/{name}.css").read_text()) for name in ("tokens", "print")]
    return tuple(sheets), print_assets(fonts)


@pytest.fixture(scope="session")
def job(furniture):
    css, assets = furniture

    def make(body: str, lang: str = "ko", css_text: str = "", **more) -> PdfJob:
        html = f'<!doctype html><html lang="{lang}"><title>t</title><body data-blank="">{body}</body></html>'
        extra = (("templates/css/mine.css", css_text),) if css_text else ()
        about = {"title": "양회", "created": "2025-04-11", "modified": "2025-04-14", **more}
        return PdfJob(f"{lang}/test.pdf", lang, html, css=css + extra, assets=assets, **about)

    return make


def laid(job: PdfJob) -> Laid:
    outcome = lay_out(job)
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return outcome.value


def opened(job: PdfJob) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(laid(job).pdf))


def words_of(pdf: bytes, tmp_path: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    file = tmp_path / "words.pdf"
    file.write_bytes(pdf)
    return subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True, text=True).stdout


# Same job, same bytes


def test_the_same_job_gives_the_same_bytes_in_another_process_place_and_hour(job, tmp_path):
    wanted = job(
        "<h1>양회</h1><p>소비<em>와</em> <a href='https://example.org/'>개방</a></p>", keywords=("양회", "FTA")
    )
    (tmp_path / "job").write_bytes(pickle.dumps(wanted))
    code = (
        "import pickle,sys; from briefgen.rendering.paper.layout.lay_out import lay_out;"
        "sys.stdout.buffer.write(lay_out(pickle.loads(open('job','rb').read())).value.pdf)"
    )
    settings = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "77", "HOME": str(tmp_path)}
    other = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, **settings, "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        check=True,
    )
    assert other.stdout == laid(wanted).pdf
    assert other.stderr == b""


# What the page could not do is said


def test_a_character_without_a_glyph_is_an_error_with_the_words_around_it(job):
    outcome = lay_out(job(f"<p>그 글자는 소{GLUE}비 \U00012000 이다.</p>"))
    (found,) = outcome.diagnostics
    assert (found.code, found.severity) == ("character-has-glyph", Severity.ERROR)
    assert "\U00012000" in found.message
    assert "소비" in found.message
    assert outcome.value is not None


def test_a_declaration_that_is_ignored_is_a_warning_at_its_place(job):
    (found,) = lay_out(job("<p>가</p>", css_text="p { color: red;\n  word-break: keep-all }")).diagnostics
    assert (found.code, found.severity) == ("pdf-is-clean", Severity.WARNING)
    assert str(found.span) == "templates/css/mine.css:2:3"


SLIPS = {
    "unknown property": ("p {\n  colr: red;\n}", "2:3", "`colr: red`", "limits of WeasyPrint"),
    "bad value": ("p { color: red;\n  /* not a colour */ color: blurple }", "2:22", "`color: blurple`", "WeasyPrint"),
    "bad value with a token": ("p { margin:\n  var(--half) nonsense }", "1:5", "`margin: var(--half) nonsense`", ""),
    "token of another kind": ("p { padding-left: var(--accent) }", "1:5", "`padding-left: var(--accent)`", ""),
    "part of a shorthand": (
        "p { border-top: var(--ink) var(--ink) }",
        "1:5",
        "`border-top: var(--ink) var(--ink)`",
        "",
    ),
    "calculation": ("p { width: calc(1px + 2deg) }", "1:5", "`width: calc(1px + 2deg)`", ""),
    "unknown element": ("p { color: red }\np::befor { color: red }", "2:1", "`p::befor`", ""),
    "unknown rule": ("p {}\n@supports (color: red) { p {} }", "2:1", "@supports", ""),
    "unknown margin box": ("@page {\n  @top-lft { content: none } }", "2:3", "top-lft", ""),
    "in a page": ("@page {\n  @top-left { colr: red } }", "2:15", "`colr: red`", "limits of WeasyPrint"),
}


@pytest.fixture(scope="module")
def told(job):
    """What is told of two PDFs that both have all the slips, each in a sheet of its own."""
    sheets = tuple((f"templates/css/{name}.css", css) for name, (css, *_) in SLIPS.items())
    jobs = [job("<p>가</p>", lang) for lang in ("ko", "en")]
    return [lay_out(replace(it, css=it.css + sheets)).diagnostics for it in jobs]


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_in_a_style_sheet_is_told_once_for_all_pdfs_as_it_is_written(told, name):
    _, place, said, hint = SLIPS[name]
    its = [it for diagnostics in told for it in diagnostics if it.span.path == f"templates/css/{name}.css"]
    (slip,) = dict.fromkeys(its)
    assert (slip.code, slip.severity) == ("pdf-is-clean", Severity.WARNING)
    assert str(slip.span) == f"templates/css/{name}.css:{place}"
    assert said in slip.message
    assert "/test.pdf" not in slip.message
    assert hint in slip.hint


def test_a_slip_in_the_page_itself_is_told_of_its_pdf(job):
    (found,) = lay_out(job('<p style="colr: red">가</p>')).diagnostics
    assert found.span is None
    assert found.message.startswith("ko/test.pdf: ")


def test_a_link_to_a_place_that_the_document_lacks_is_an_error(job):
    found = lay_out(job('<p><a href="#nowhere">가</a></p>')).diagnostics
    assert [(it.code, it.severity) for it in found] == [("pdf-is-clean", Severity.ERROR)]
    assert "nowhere" in found[0].message


def test_a_relative_link_is_an_error_because_it_leads_nowhere_on_paper(job):
    (found,) = lay_out(job('<p><a href="../other.html">가</a></p>')).diagnostics
    assert found.code == "link-resolves"
    assert "other.html" in found.message


@pytest.mark.parametrize(
    "address", ["file:///etc/hostname", "http://127.0.0.1:9/x.png", "picture.png", "/etc/hostname"]
)
def test_nothing_is_fetched_but_what_the_job_carries(job, address):
    outcome = lay_out(job(f'<p>가 <img src="{address}" alt="그림"></p>'))
    assert outcome.value is not None
    assert any("not part of the job" in found.message for found in outcome.diagnostics)


def test_an_image_of_the_job_is_shown(job):
    dot = bytes.fromhex("47494638396101000100800000ff0000ffffff2c00000000010001000002024401003b")
    made = job('<p><img src="dot.gif" alt="점"></p>')
    assert laid(replace(made, assets={**made.assets, INSIDE + "dot.gif": asset(dot)})).pages == 1


def test_a_layout_that_breaks_down_is_an_error_and_no_exception(job):
    outcome = lay_out(job("<p>가</p>", standard="none"))
    assert outcome.value is None
    assert [found.code for found in outcome.diagnostics] == ["pdf-is-clean"]


@pytest.mark.parametrize("font", [None, b"", b"not a font at all"])
def test_a_job_without_a_font_that_can_be_read_is_an_error_and_not_the_end_of_the_process(job, font):
    made = job("<p>가</p>")
    bare = {} if font is None else {url: asset(font) for url in made.assets}
    outcome = lay_out(replace(made, assets=bare))
    assert outcome.value is None
    assert any("no font that can be read" in found.message for found in outcome.diagnostics)


def test_deep_nesting_is_laid_out(job):
    assert laid(job("<div>" * 300 + "가" + "</div>" * 300)).pages == 1


def test_layouts_in_two_threads_keep_their_problems_apart(job):
    found = {}

    def work(name: str, css: str) -> None:
        found[name] = lay_out(job("<p>가</p>", css_text=css)).diagnostics

    threads = [
        threading.Thread(target=work, args=it) for it in (("bad", "p { no-such: 1 }"), ("good", "p { color: red }"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(found["bad"]), len(found["good"])) == (1, 0)


# What the file says of itself


def test_title_language_dates_and_people_are_those_of_the_job(job):
    pdf = opened(job("<p>가</p>", authors=("국회",), subject="요약", keywords=("소비", "개방")))
    with pdf.open_metadata() as about:
        assert about["dc:title"] == "양회"
        assert about["dc:language"] == {"ko"}
        assert about["dc:creator"] == ["국회"]
        assert about["pdfuaid:part"] == "1"
    assert str(pdf.docinfo["/CreationDate"]) == "D:20250411"
    assert str(pdf.docinfo["/ModDate"]) == "D:20250414"
    assert str(pdf.Root.Lang) == "ko"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert "/PageLabels" in pdf.Root


def test_the_first_half_of_the_identifier_stays_when_the_text_changes(job):
    first, second = (opened(job(f"<p>{text}</p>", identifier="https://example.org/a")) for text in ("가", "나"))
    assert bytes(first.trailer.ID[0]) == bytes(second.trailer.ID[0])
    assert bytes(first.trailer.ID[1]) != bytes(second.trailer.ID[1])


@pytest.mark.parametrize("path", sorted(THEME.glob("fonts/*.otf")), ids=lambda path: path.name)
def test_a_glyph_has_the_number_by_which_a_pdf_names_it(path):
    # WeasyPrint writes positions; a reader of a PDF looks up the ids that the font gives to them.
    order = TTFont(path, lazy=True).getGlyphOrder()
    assert order == [".notdef", *(f"cid{number:05d}" for number in range(1, len(order)))]


def test_bookmarks_have_the_words_of_the_headings_without_glue(job):
    pdf = opened(job(f"<h1>양{GLUE}회</h1><h2>소비와\n개{GLUE}방</h2>"))
    with pdf.open_outline() as outline:
        (first,) = outline.root
        assert first.title == "양회"
        assert [child.title for child in first.children] == ["소비와 개방"]


def test_a_number_is_found_in_one_piece(job, tmp_path):
    words = words_of(laid(job(f"<p>예산은 3,981억 1,900만 위{GLUE}안{GLUE}으로 늘었다.</p>")).pdf, tmp_path)
    assert "3,981억 1,900만 위안" in words
    assert GLUE not in words


def test_an_address_is_copied_as_it_is_typed_whatever_hyphens_stand_elsewhere(job, tmp_path):
    words = words_of(laid(job("<p>I\u2011yong 10\u00a0km</p><p>example.org/how-far to-go</p>")).pdf, tmp_path)
    assert "example.org/how-far to-go" in words
    assert "I-yong 10 km" in words


def test_the_page_of_every_id_is_known(job):
    found = laid(job('<h1 id="a">가</h1><h1 id="b" style="break-before: page">나</h1>'))
    assert (found.pages, dict(found.anchors)) == (2, {"a": 1, "b": 2})
