"""What stands above a word, in ``<ruby>``, is compared apart from the word."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.checking.languages.rule import Parity
from briefgen.model.core.diagnostics import Diagnostic, Severity

KO, EN = "content/briefs/first/ko.md", "content/briefs/first/en.md"


def compared(project: Project, ko: str, en: str) -> list[Diagnostic]:
    return list(Parity(project.with_body(KO, ko).with_body(EN, en).shown()).everything())


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("<ruby>12<rt>3</rt></ruby>억 원이다.", "It is <ruby>1.2<rt>4</rt></ruby> billion won."),
        ("<ruby>12<rt>3</rt></ruby>억 원이다.", "It is <ruby>1.3<rt>3</rt></ruby> billion won."),
        ("<ruby>12<rt>열둘</rt></ruby>명이 왔다.", "<ruby>13<rt>thirteen</rt></ruby> people came."),
    ],
)
def test_figures_are_read_apart_from_what_stands_above_them(project: Project, ko: str, en: str) -> None:
    assert [(it.code, it.severity) for it in compared(project, ko, en)] == [("numbers-agree", Severity.ERROR)]


def test_a_figure_with_a_note_above_it_has_its_unit(project: Project) -> None:
    ko, en = "<ruby>12<rt>3</rt></ruby>억 원이다.", "It is <ruby>1.2<rt>3</rt></ruby> billion won."
    assert compared(project, ko, en) == []
