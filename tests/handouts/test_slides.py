"""A brief as slides: what it says in large type, each page with its sources, and always the same file."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from support.paper import text_of
from support.project import Project

from briefgen.handouts.slides import SlidesOrder, slides
from briefgen.model.core.diagnostics import Outcome
from briefgen.model.output.tree import Tree
from briefgen.running.executors import Inline
from briefgen.running.store import NullStore

BRIEF = "content/briefs/first/brief.yaml"
TEXT = "content/briefs/first/en.md"


def made(project: Project, name: str = "first", lang: str | None = None) -> Outcome[Tree]:
    return slides(project.world(), SlidesOrder(name, lang), executor=Inline(), store=NullStore())


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
    for words in ("The first brief", "12 samples", "At a glance", "Two budgets", "the press", "example.org/sample"):
        assert words in said, words


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
