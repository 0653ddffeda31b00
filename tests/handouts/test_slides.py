"""A brief as slides: what it says in large type, each page with its sources, and always the same file."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from support.paper import text_of
from support.project import Project

from briefgen.handouts.named import Order
from briefgen.handouts.slides import slides
from briefgen.model.core.diagnostics import Outcome, Severity
from briefgen.model.output.tree import Tree
from briefgen.running.pool.inline import Inline
from briefgen.running.store import NullStore

BRIEF = "content/briefs/first/brief.yaml"
TEXT = "content/briefs/first/en.md"


def made(project: Project, name: str = "first", lang: str | None = None) -> Outcome[Tree]:
    return slides(project.world(), Order((name,), lang), executor=Inline(), store=NullStore())


@pytest.fixture(scope="module")
def shown() -> Tree:
    outcome = made(Project())
    assert outcome.diagnostics == ()
    return outcome.value


def test_there_is_a_file_in_each_language(shown: Tree) -> None:
    assert sorted(shown.files) == ["first-en.pdf", "first-ko.pdf"]
    assert sorted(made(Project(), "S-01", "en").value.files) == ["first-en.pdf"]


def test_the_same_text_gives_the_same_bytes(shown: Tree) -> None:
    assert made(Project()).value.files == shown.files


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_pages_are_16_to_9_tagged_and_few(shown: Tree, lang: str) -> None:
    with pikepdf.open(io.BytesIO(shown[f"first-{lang}.pdf"])) as pdf:
        assert 5 <= len(pdf.pages) <= 8
        for page in pdf.pages:
            _, _, width, height = (float(it) for it in page.mediabox)
            assert round(width / height, 2) == 1.78
        assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang) == lang
        assert "pdfuaid:part" in pdf.Root.Metadata.read_bytes().decode()


def test_it_says_title_figures_points_chart_and_proposal(shown: Tree, tmp_path: Path) -> None:
    file = tmp_path / "first-en.pdf"
    file.write_bytes(shown["first-en.pdf"])
    said = " ".join(text_of(file).split())
    for words in ("The first brief", "12 samples", "At a glance", "Two budgets", "The press", "example.org/sample"):
        assert words in said, words


POINTS = [f"- **Point {number}:** words enough for a line of a slide, and more." for number in range(20)]


def with_more(old: str, new: str) -> tuple[Outcome[Tree], int]:
    """The slides of a longer text, and the line on which ``new`` begins."""
    project = Project().with_change(TEXT, old, new)
    line = project.text(TEXT)[: project.text(TEXT).index(new)].count("\n") + 1
    return made(project, "first", "en"), line


def test_points_that_a_slide_has_no_room_for_are_told_and_go_on_on_another_page(shown: Tree, tmp_path: Path) -> None:
    old = "- There are {fact}`count-a`."
    outcome, line = with_more(old, "\n".join([old, *POINTS]))
    (found,) = outcome.diagnostics
    assert (found.code, found.severity) == ("fits-on-paper", Severity.WARNING)
    first = next(number for number, point in enumerate(POINTS) if f"“Point {number} words" in found.message)
    assert 5 < first < 12
    assert found.span and (found.span.path, found.span.line) == (TEXT, line + 1 + first)
    file = tmp_path / "first-en.pdf"
    file.write_bytes(outcome.value["first-en.pdf"])
    said = " ".join(text_of(file).split())
    assert all(f"Point {number} words" in said for number in range(len(POINTS)))


def test_a_proposal_that_a_slide_has_no_room_for_is_told_at_its_words() -> None:
    old = "Take more samples."
    outcome, line = with_more(old, f"{old} {'And say how, when and why it is to be done. ' * 40}")
    (found,) = outcome.diagnostics
    assert (found.code, found.severity) == ("fits-on-paper", Severity.WARNING)
    assert found.span and (found.span.path, found.span.line) == (TEXT, line)


def test_there_are_no_slides_with_words_over_their_sources_and_how_much_to_cut_is_told() -> None:
    press = "Press of an institute whose name is long " * 12
    sources = Project().text("content/sources.yaml").replace("Sample Press", press)
    old = "- There are {fact}`count-a`."
    text = Project().text(TEXT).replace(old, "\n".join([old, *POINTS[:9]]))
    outcome = made(Project().with_file("content/sources.yaml", sources).with_file(TEXT, text), "first", "en")
    (found,) = outcome.diagnostics
    assert outcome.value.files == {}
    assert (found.code, found.severity) == ("fits-on-paper", Severity.ERROR)
    assert "is written over the foot" in found.message and found.hint.startswith("shorten what the slide says, by ")
    assert found.span and found.span.path == TEXT


@pytest.mark.parametrize(("words", "count"), [("שלום עולם", "5 characters"), ("ש", "“ש”")])
@pytest.mark.parametrize("level", ["publication", "standard"])
def test_there_are_no_slides_of_letters_that_no_font_has(words: str, count: str, level: str) -> None:
    project = Project().with_change("content/site.yaml", "level: publication", f"level: {level}")
    outcome = made(project.with_change(TEXT, "- There are", f"- {words}: there are"), "first", "en")
    assert outcome.value.files == {}
    (found,) = outcome.diagnostics
    assert (found.code, found.severity) == ("character-has-glyph", Severity.ERROR) and count in found.message


@pytest.mark.parametrize("more", ["embargo_until: 2099-03-05T09:00+09:00\n", "status: draft\n"])
def test_there_are_no_slides_of_what_readers_may_not_see_yet(more: str) -> None:
    outcome = made(Project().with_file(BRIEF, Project().text(BRIEF) + more))
    assert outcome.value.files == {} and "brief-is-published" in {it.code for it in outcome.diagnostics}


def test_there_are_no_slides_of_a_site_with_errors() -> None:
    outcome = made(Project().with_body(TEXT, "There are {fact}`count-x`.\n"))
    assert outcome.value.files == {} and "fact-is-known" in {it.code for it in outcome.diagnostics}


@pytest.mark.parametrize(("name", "hint"), [("frist", "first"), ("all", "")])
def test_a_wrong_name_is_answered_and_a_pack_has_none(name: str, hint: str) -> None:
    (found,) = made(Project(), name).diagnostics
    assert found.code == "brief-is-known" and hint in found.hint
