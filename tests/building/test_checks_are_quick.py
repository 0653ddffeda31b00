"""A check makes nothing that no report needs."""

from __future__ import annotations

from functools import wraps
from typing import Any, NoReturn

import pytest
from support.project import ROOT, Project

from briefgen.building import paper
from briefgen.building.build import BuildOptions, build, check
from briefgen.checking.prose.rule import LENGTH, RULES
from briefgen.model.core.diagnostics import Outcome
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.jobs.documents import job_of
from briefgen.rendering.search import finished
from briefgen.rendering.web import page
from briefgen.resolving.edition.edition import Article, PackView
from briefgen.running.executors import Inline
from briefgen.running.store import NullStore

BRIEF = [path for path in Project().files if path.startswith("content/briefs/first/")]


def test_a_check_cuts_no_font_and_tells_what_a_build_tells() -> None:
    project = Project().with_change("content/briefs/first/en.md", "## Proposals", "## Proposals\n\n[x](#gone)\n")
    built = build(project.world(), BuildOptions(pdfs=False), executor=Inline(), store=NullStore())
    checked = check(project.world(), BuildOptions(), executor=Inline(), store=NullStore())
    assert checked.diagnostics == built.diagnostics and built.diagnostics
    assert [path for path in built.value if path.endswith(".woff2")]
    assert not [path for path in checked.value if path.endswith(".woff2")]


def test_a_check_sets_texts_side_by_side_once_for_each_pair_of_languages_and_writes_no_twin() -> None:
    project = Project()
    for path in BRIEF:
        project = project.with_file(path.replace("/first/", "/second/"), project.files[path])
    checked = check(project.world(), BuildOptions(), executor=Inline(), store=NullStore())
    beside = [path for path in checked.value if "/with-" in path]
    assert len(beside) == 4 and len([path for path in beside if checked.value[path]]) == 2
    assert not checked.value["en/briefs/first.md"] and not checked.value["en/briefs/first.txt"]


def test_print_templates_that_came_with_briefgen_are_filled_once_for_each_form(monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project()
    for path in BRIEF:
        project = project.with_file(path.replace("/first/", "/second/"), project.files[path])
    filled: list[str] = []

    @wraps(job_of)
    def noted(document: Article | PackView, *given: Any) -> Outcome[PdfJob]:
        filled.append(document.path)
        return job_of(document, *given)

    monkeypatch.setattr(paper, "job_of", noted)
    check(project.world(), BuildOptions(), executor=Inline(), store=NullStore())
    usual = filled.copy()
    assert sum(path.startswith("en/briefs/") for path in usual) == 1
    filled.clear()
    own = (ROOT / "templates/print/colophon.html").read_text("utf-8") + "\n"
    check(
        project.with_file("templates/print/colophon.html", own).world(),
        BuildOptions(),
        executor=Inline(),
        store=NullStore(),
    )
    assert {"en/briefs/first.html", "en/briefs/second.html"} <= set(filled)


def test_rules_on_style_are_not_asked_where_nothing_is_told_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setitem(RULES, LENGTH, lambda group, look: iter(asked.append("length") or ()))
    for level, more, is_asked in (
        ("publication", "", True),
        ("standard", "", False),
        ("standard", "\nrules: {sentence-is-short: warning}", True),
    ):
        asked.clear()
        project = Project().with_change("content/site.yaml", "level: publication", f"level: {level}{more}")
        check(project.world(), BuildOptions(), executor=Inline(), store=NullStore())
        assert bool(asked) is is_asked, (level, more)


def test_a_check_reads_only_the_links_of_pages_and_sets_no_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*given: object) -> NoReturn:
        raise AssertionError(given)

    monkeypatch.setattr(finished, "shown_characters", never)
    monkeypatch.setattr(page, "typeset", never)
    project = Project().with_change("content/briefs/first/en.md", "## Proposals", "## Proposals\n\n[x](#gone)\n")
    checked = check(project.world(), BuildOptions(), executor=Inline(), store=NullStore())
    assert [it.code for it in checked.diagnostics if "gone" in it.message] == ["link-resolves"]
