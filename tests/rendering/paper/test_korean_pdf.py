"""Korean on paper: lines end between eojeols, and begin with nothing that belongs to the line before."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from support.forms import LARGE_PRINT, LEFT_BEHIND, form_of, is_for_reading
from support.paper import KOREAN, bad_beginnings, broken_inside, known_ends, lines_in, text_of
from support.project import ROOT, Exemplar

from briefgen.building.project import read_all
from briefgen.reading.world import DiskWorld, default_theme
from briefgen.rendering.fonts.faces import read_fonts
from briefgen.rendering.fonts.print_faces import print_assets, print_font_css
from briefgen.rendering.html.typeset import typeset
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.layout.lay_out import lay_out

CURRENT = ("briefs", "packs")
"""The folders of PDFs with the words of now; those that were kept lie in folders of their own."""
TEXT = (
    "국회입법조사처는 「국회법」에 따라 중국의 소비·개방·과학기술을 살폈다. 자유무역협정(FTA)의 2단계 협상에서는 "
    "‘질서 있는 개방’을 (시범적으로) 넓히고, 10%가 넘는 분야를 먼저 다루자고 “한목소리로” 제언한다. "
)


@pytest.fixture
def pdfs(exemplar: Exemplar) -> list[Path]:
    """Those of what the web says now: the words of a version that was kept stand on no page any more."""
    paths = [Path(path) for path in exemplar.paths("ko/**/*.pdf")]
    found = [exemplar.folder / path for path in paths if is_for_reading(path) and path.parent.name in CURRENT]
    assert found
    return found


def narrowest(pdf: Path) -> int:
    """Half ems of an eojeol that stays whole even in narrow columns: see ``--break`` in the style sheets."""
    sheet = "print-large-print.css" if form_of(pdf) == LARGE_PRINT else "print.css"
    said = re.findall(r"--break: semi (\d+)em", (ROOT / "templates/css" / sheet).read_text())
    return 2 * min(map(int, said))


def test_no_line_ends_inside_an_eojeol(pdfs: list[Path], korean_words: str) -> None:
    broken = {pdf.name: found for pdf in pdfs if (found := broken_inside(lines_in(pdf), korean_words, narrowest(pdf)))}
    assert broken == {}


def test_no_line_begins_with_a_closing_sign_or_a_lone_particle(pdfs: list[Path], korean_words: str) -> None:
    bad = {pdf.name: found for pdf in pdfs if (found := bad_beginnings(lines_in(pdf), korean_words))}
    assert bad == {}


def test_the_lines_on_paper_are_compared_with_the_same_words_on_the_web(pdfs: list[Path], korean_words: str) -> None:
    """Else the two tests above would pass for want of anything to compare."""
    for pdf in pdfs:
        lines = lines_in(pdf)
        ends = sum(bool(KOREAN.search(one.words[-1])) for one, _ in pairwise(lines))
        known = known_ends(lines, korean_words)
        if form_of(pdf) == LEFT_BEHIND:  # a sheet of figures, labels and cards, whose cells follow one another
            assert known > 20 and known > ends / 4, pdf
        else:
            assert known > ends / 2 > 30, pdf


@pytest.fixture(scope="module")
def column(tmp_path_factory: pytest.TempPathFactory):
    """Lays out a text in narrow columns of every width between two."""
    fonts = read_fonts(DiskWorld(ROOT, default_theme())).value
    style = "@page { size: 150mm 2000mm } p { font-family: 'Noto Serif KR'; font-size: 10pt }"

    def laid(name: str, *, set_in_lines: bool, text: str = TEXT * 3) -> Path:
        columns = "".join(f'<p style="width: {size}pt">{text}</p>' for size in range(110, 260, 10))
        forced = "" if set_in_lines else "<p>소비<br>·개방과 「국회법<br>」과 (시범<br>) 먼저<br>, 다음"
        html = f'<!doctype html><html lang="ko"><title>t</title><body>{columns}{forced}</body></html>'
        if set_in_lines:
            korean = read_all(DiskWorld(ROOT), None).value.site.profiles["ko"]
            html = typeset(html, "ko", "print", korean)
        css = (("fonts", print_font_css(fonts)), ("mine", style))
        outcome = lay_out(PdfJob(f"{name}.pdf", "ko", html, "t", css=css, assets=print_assets(fonts)))
        assert outcome.value is not None
        path = tmp_path_factory.mktemp("column") / f"{name}.pdf"
        path.write_bytes(outcome.value.pdf)
        return path

    return laid


def test_text_that_nothing_holds_together_is_found_to_break(column) -> None:
    """The measure itself: what it counts is what a layout does by itself."""
    lines = lines_in(column("loose", set_in_lines=False))
    assert len(broken_inside(lines, TEXT)) > 50
    beginnings = bad_beginnings(lines, TEXT)
    assert len(beginnings) > 20
    assert {found.split(": ")[1][0] for found in beginnings} >= set("·,)」을를는")


def test_set_text_breaks_nowhere_inside_an_eojeol_in_columns_of_any_width(column) -> None:
    lines = lines_in(column("set", set_in_lines=True))
    assert len(lines) > 100
    assert (broken_inside(lines, TEXT), bad_beginnings(lines, TEXT)) == ([], [])


def test_no_line_begins_with_a_dot_between_two_things(column) -> None:
    said = "한중 브리프 총서 · 정책 연구소 · 김하나 · 2025년 3월 4일에 · 둘째 판"
    loose, held = (column(name, set_in_lines=held, text=said) for name, held in (("loose-dots", False), ("dots", True)))
    assert dots_at_the_beginning(loose) > 0
    assert dots_at_the_beginning(held) == 0


def dots_at_the_beginning(pdf: Path) -> int:
    return len(re.findall(r"^ *·", text_of(pdf), re.MULTILINE))
