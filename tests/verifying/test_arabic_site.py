"""A site in Arabic and English, and one in Arabic alone: built, printed and read back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from sites import Site, built
from support.project import Project

from briefgen.model.core.diagnostics import Severity
from briefgen.rendering.paper.job import PdfJob
from briefgen.running.store import FileStore
from briefgen.verifying.paper.opened import opened

DATA = Path(__file__).parents[1] / "data/right-to-left"
PDF = "ar/briefs/first-brief.pdf"
SITE = "content/site.yaml"


def files() -> dict[str, str | bytes]:
    return {
        path.relative_to(DATA).as_posix(): path.read_text("utf-8") for path in sorted(DATA.rglob("*")) if path.is_file()
    }


@pytest.fixture(scope="module")
def pair(shared_folder: Path) -> Site:
    project = Project(files(), FileStore(shared_folder / "store"))
    return built(project)


def test_web_and_paper_agree(pair: Site) -> None:
    assert [it.message for it in pair.problems()] == []


def test_a_figure_keeps_its_sign_and_is_read_from_the_right(pair: Site) -> None:
    page = pair.files["ar/briefs/first-brief.html"].decode()
    assert '<html lang="ar" dir="rtl"' in page
    assert "\u200e−2.4%" in page
    with opened(pair.files[PDF]) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == pikepdf.Name("/R2L")


@pytest.mark.parametrize(("old", "new"), [("144 دولة", "145 دولة"), ("تنتمي", "تنتهي"), ("(OECD)", "(OPEC)")])
def test_a_word_or_figure_that_is_another_on_paper_is_found(pair: Site, old: str, new: str) -> None:
    def change(job: PdfJob) -> PdfJob:
        assert old in job.html
        return replace(job, html=job.html.replace(old, new, 1))

    found = [it.message for it in pair.with_pdf(PDF, change).problems()]
    assert any(PDF in message and new in message for message in found)


def test_a_site_in_arabic_alone_is_built() -> None:
    given = files()
    given[SITE] = str(given[SITE]).replace("languages: [ar, en]", "languages: [ar]")
    alone = {path: text for path, text in given.items() if not path.endswith("/en.md")}
    built = Project(alone).build()
    assert [it for it in built.diagnostics if it.severity is Severity.ERROR] == []
