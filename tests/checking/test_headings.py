"""Headings descend one level at a time; the title of a text stands in its front matter."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.checking.text.headings import headings_descend_one_by_one
from briefgen.model.core.diagnostics import Diagnostic, Severity

KO = "content/briefs/first/ko.md"


def told(project: Project) -> list[Diagnostic]:
    return list(headings_descend_one_by_one(project.site().value))


@pytest.mark.parametrize("body", ["", "## 하나\n\n### 둘\n\n#### 셋\n\n## 넷\n\n### 다섯", "그냥 글."])
def test_headings_that_descend_one_by_one_are_sound(project: Project, body: str) -> None:
    assert told(project.with_body(KO, body)) == []


@pytest.mark.parametrize(
    ("body", "line", "said", "hint"),
    [
        ("### 하나", 5, "from level 1 to 3", "change it to ##"),
        ("## 하나\n\n#### 둘", 7, "from level 2 to 4", "change it to ###"),
        ("# 하나\n\n## 둘", 5, "second title", "write ## "),
        ("## 하나\n\n> #### 둘", 7, "from level 2 to 4", "change it to ###"),
    ],
)
def test_a_skipped_level_is_a_warning_at_its_heading(
    project: Project, body: str, line: int, said: str, hint: str
) -> None:
    (found,) = told(project.with_body(KO, body))
    assert (found.code, found.severity) == ("heading-level-follows", Severity.WARNING)
    assert found.span is not None and (found.span.path, found.span.line) == (KO, line)
    assert said in found.message and hint in found.hint


@pytest.mark.parametrize(
    ("body", "lines"), [("## \n\n글.", [5]), ("## \u3164\u2800\u200b\n\n글.", [5]), ("## {fact}`money-a`\n\n글.", [])]
)
def test_an_empty_heading_is_a_warning(project: Project, body: str, lines: list[int]) -> None:
    found = [it for it in told(project.with_body(KO, body)) if it.code == "heading-has-words"]
    assert [(it.severity, it.span and it.span.line) for it in found] == [(Severity.WARNING, line) for line in lines]


def test_the_texts_of_every_language_are_looked_at(project: Project) -> None:
    changed = project.with_body(KO, "### 하나").with_file(
        "content/pages/about/en.md", "---\ntitle: About\nsummary: x\n---\n\n#### Deep\n"
    )
    assert [found.span and found.span.path for found in told(changed)] == [KO, "content/pages/about/en.md"]


def test_a_warning_stops_no_build(project: Project) -> None:
    built = project.with_body(KO, "#### 깊은 제목").build()
    assert f"{KO}:5:1 heading-level-follows" in built.problems
    assert "heading-level-follows" not in {found.code for found in built.errors}
