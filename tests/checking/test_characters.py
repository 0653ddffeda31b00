"""A character that no font has is told where the author wrote it, whichever file that is."""

from __future__ import annotations

import pytest
from support.project import SMALL, Project

from briefgen.checking.text.characters import every_character_has_a_glyph
from briefgen.model.core.diagnostics import Diagnostic, Severity
from briefgen.reading.world import MemoryWorld
from briefgen.rendering.fonts.faces import Fonts, read_fonts

KO = "content/briefs/first/ko.md"
ODD = "\U00012000"
"""A cuneiform sign, which the theme's fonts lack."""


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return read_fonts(MemoryWorld(SMALL)).value


def told(project: Project, fonts: Fonts) -> list[Diagnostic]:
    return list(dict.fromkeys(every_character_has_a_glyph(project.site().value, fonts)))


def test_the_fonts_have_all_that_a_sound_project_writes(project: Project, fonts: Fonts) -> None:
    assert told(project, fonts) == []


WRITTEN = [
    (KO, "손으로 세었다"),
    (KO, "첫째 브리프\n"),
    ("content/site.yaml", "출판부"),
    ("content/briefs/first/bars.chart.yaml", "두 예산"),
    ("content/pages/about/ko.md", "본문이다"),
    ("content/site.yaml", "표본 사이트이다"),
    ("content/site.yaml", "세기"),
    ("content/sources.yaml", "title: A report"),
    ("content/facts/counts.yaml", "한 말"),
    ("content/glossary.yaml", "에이피아이"),
    ("content/timeline.yaml", "시작"),
    ("content/packs/all.yaml", "표본 묶음"),
]


@pytest.mark.parametrize(("path", "text"), WRITTEN)
def test_a_character_without_a_glyph_is_told_where_it_is_written(
    project: Project, fonts: Fonts, path: str, text: str
) -> None:
    changed = text.rstrip("\n") + ODD + "\n" * text.endswith("\n")
    (found,) = told(project.with_change(path, text, changed), fonts)
    assert (found.code, found.severity) == ("character-has-glyph", Severity.ERROR)
    assert ODD in found.message and "U+12000" in found.message and found.hint
    line = project.text(path).split(text)[0].count("\n") + 1
    assert found.span is not None and (found.span.path, found.span.line) == (path, line)


def test_a_wording_is_asked_for_in_its_own_language_alone(project: Project, fonts: Fonts) -> None:
    changed = project.with_change("content/facts/counts.yaml", "What was said", f"What was said {ODD}")
    assert len(told(changed, fonts)) == 1


def test_a_character_of_a_wording_is_told_at_the_line_of_its_language(project: Project, fonts: Fonts) -> None:
    apart = f"description:\n  ko: 표본 사이트이다.\n  en: A sample site{ODD}."
    changed = project.with_change("content/site.yaml", "description: {ko: 표본 사이트이다., en: A sample site.}", apart)
    (found,) = told(changed, fonts)
    line = changed.text("content/site.yaml").split(ODD)[0].count("\n") + 1
    assert found.span is not None and (found.span.path, found.span.line) == ("content/site.yaml", line)


def test_a_character_is_told_once_with_its_other_places(project: Project, fonts: Fonts) -> None:
    changed = project.with_change(KO, "손으로 세었다", f"손으로 세었다 {ODD}").with_change(
        "content/timeline.yaml", "시작", f"시작{ODD}"
    )
    (found,) = told(changed, fonts)
    assert [span.path for span, _ in found.related] == ["content/timeline.yaml"]


def test_what_draws_nothing_needs_no_glyph(project: Project, fonts: Fonts) -> None:
    assert told(project.with_change(KO, "손으로", "손\u2060으\u200b로\u00a0"), fonts) == []


def test_a_missing_glyph_stops_a_build(project: Project) -> None:
    built = project.with_change(KO, "손으로 세었다", f"손으로 세었다 {ODD}").build()
    assert built.failed
    assert {found.code for found in built.errors} == {"character-has-glyph"}


def test_a_character_without_a_glyph_is_not_told_again_by_each_pdf(project: Project) -> None:
    lenient = project.with_change("content/site.yaml", "level: publication", "level: standard")
    built = lenient.with_change(KO, "손으로 세었다", f"손으로 세었다 {ODD}").build(pdfs=True)
    told_of = [it.span and it.span.path for it in built.diagnostics if it.code == "character-has-glyph"]
    assert (built.failed, told_of) == (False, [KO])


SCRIPTS = {
    "Hebrew": ("תקציר מדיניות", "מדיניות"),
    "Thai": ("บทสรุปนโยบายสำคัญ", "น้ำใจ"),
    "Devanagari": ("संयुक्त राष्ट्र की वृद्धि", "संयुक्त"),
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_without_a_face_is_told_once_and_nothing_is_printed_in_it(project: Project, script: str) -> None:
    words, name = SCRIPTS[script]
    lenient = project.with_change("content/site.yaml", "level: publication", "level: standard")
    term = lenient.with_change("content/glossary.yaml", "에이피아이", f"에이피아이 {name}")
    built = term.with_change(KO, "손으로 세었다", f"손으로 세었다 {words}").build(pdfs=True)
    (found,) = [it for it in built.diagnostics if it.code == "character-has-glyph"]
    assert f"characters of the {script} script" in found.message and found.hint
    assert "no PDF" in found.hint and "templates/fonts/more.yaml" in found.hint
    assert [span.path for span in (found.span, *(it for it, _ in found.related)) if span][:1] == [KO]
    pdfs = {path for path in built.tree if path.endswith(".pdf")}
    assert pdfs == {"en/briefs/first.pdf", "en/briefs/second.pdf", "en/packs/all.pdf", "ko/briefs/second.pdf"}
    page = built.tree["ko/briefs/first.html"].decode()
    assert words in page and ".pdf" not in page


@pytest.mark.parametrize(
    "written", ["&#x202E;", "&#8238;", "&#x202a;", "&#x2066;", "&#x2069;", "*&#x2067;*", "[&#x2068;](b)"]
)
def test_a_mark_of_direction_in_a_character_reference_is_told_at_its_line(project: Project, written: str) -> None:
    changed = project.with_change(KO, "손으로 세었다", f"손으로 {written}세었다")
    line = changed.text(KO)[: changed.text(KO).index(written)].count("\n") + 1
    found = [it for it in changed.build().diagnostics if it.code == "file-is-utf8"]
    assert [(it.span.path, it.span.line) for it in found if it.span] == [(KO, line)]


@pytest.mark.parametrize("written", ["&#x2067;a&#x2069;", "&#x2067;*a* b&#x2069;", "&#x2066;a\nb&#x2069;"])
def test_an_isolate_that_is_closed_in_its_block_reaches_nobody(project: Project, written: str) -> None:
    built = project.with_change(KO, "손으로 세었다", f"손으로 {written} 세었다").build()
    assert [it for it in built.diagnostics if it.code == "file-is-utf8"] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("![회색 네모]", "![회색 &#x202e;네모]"),
        ("![회색 네모]", "![회색 &#xe0041;네모]"),
        ('"회색 네모 그림"', '"회색 &#x2067;네모 그림"'),
        ("| 이름 |", "| &#x2067;이름 |"),
        ("## 배경", "## &#x2067;배경"),
    ],
)
def test_no_mark_of_direction_hides_where_text_is_said_again(project: Project, old: str, new: str) -> None:
    found = [it for it in project.with_change(KO, old, new).build().diagnostics if it.code == "file-is-utf8"]
    assert [it.span.path for it in found if it.span] == [KO]
