"""Figures that have changed places between exports and imports, men and women, births and deaths."""

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
        ("수출은 614억 달러, 수입은 587억 달러였다.", "Exports were $58.7 billion and imports $61.4 billion."),
        ("2024년 614억 달러 수출, 587억 달러 수입", "In 2024, imports of $61.4 billion, exports of $58.7 billion"),
        ("남성은 45%, 여성은 55%였다.", "Women made up 45% and men 55%."),
        ("출생은 23만 명, 사망은 35만 명이다.", "There were 350,000 births and 230,000 deaths."),
    ],
)
def test_figures_that_have_changed_places_are_an_error(project: Project, ko: str, en: str) -> None:
    (found,) = compared(project, ko, en)
    assert (found.code, found.severity, found.span and found.span.path) == ("numbers-agree", Severity.ERROR, EN)
    assert "is next to" in found.message


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("수출은 614억 달러, 수입은 587억 달러였다.", "Imports were $58.7 billion and exports $61.4 billion."),
        ("수출과 수입은 614억 달러와 587억 달러였다.", "Exports were $61.4 billion and imports $58.7 billion."),
        ("수출이 614억 달러로 수입 587억 달러보다 많다.", "Imports, at $58.7 billion, trail exports of $61.4 billion."),
        ("수출은 5% 늘어 61억, 수입은 3% 늘어 58억이다.", "Exports rose 5% to 6.1 billion, imports 3% to 5.8 billion."),
        ("5% 는 수출과 3% 준 수입", "Imports, 3% lower, and exports, 5% higher"),
        ("수출의 5%와 수입의 3%가 그렇다.", "Of exports, 5% are so, and 3% of imports."),
        ("수출입 통계의 5%, 수입품의 3%를 보았다.", "We saw 5% of trade figures and 3% of imported goods."),
        ("수출국 3곳과 수입국 5곳이 만났다.", "Five importers and three exporters met."),
        ("여성은 남성보다 5%, 전보다 3% 더 늘었다.", "Women grew by 5% more than men, and 3% more than before."),
        ("소비가 3%, 생산이 5% 늘었다.", "Output rose by 5%, consumption by 3%."),
        ("수출은 3%, 수입은 3% 늘었다.", "Imports and exports rose by 3% and 3%."),
    ],
)
def test_another_order_of_the_same_is_no_difference(project: Project, ko: str, en: str) -> None:
    assert [it.message for it in compared(project, ko, en) if "is next to" in it.message] == []
