"""Typed cells of a table that have changed places in a language; rows and columns that are only sorted otherwise."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.checking.languages.rule import Parity
from briefgen.model.core.diagnostics import Diagnostic, Severity

KO, EN, GLOSSARY = "content/briefs/first/ko.md", "content/briefs/first/en.md", "content/glossary.yaml"
PLACES = """
korea:
  kind: place
  names: {ko: {short: 한국}, en: {short: Korea}}
  definition: {ko: 나라., en: A country.}
china:
  kind: place
  names: {ko: {short: 중국}, en: {short: China}}
  definition: {ko: 나라., en: A country.}
"""
TABLE = "| {} | {} |\n|---|---|\n| {} | {} |\n| {} | {} |"
YEARS = ("해", "수출", "2023", "614", "2024", "620")
KOREAN = ("곳", "수출", "한국", "614", "중국", "620")
FOODS = ("이름", "수출", "쌀", "614", "보리", "620")


def compared(project: Project, ko: tuple[str, ...], en: tuple[str, ...]) -> list[Diagnostic]:
    places = project.with_file(GLOSSARY, project.text(GLOSSARY) + PLACES)
    texts = places.with_body(KO, TABLE.format(*ko)).with_body(EN, TABLE.format(*en))
    return list(Parity(texts.shown()).everything())


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        (("가", "나", "5%", "7%", "9%", "11%"), ("A", "B", "7%", "5%", "9%", "11%")),
        (("가", "나", "5%", "7%", "9%", "11%"), ("A", "B", "5%", "9%", "7%", "11%")),
        (YEARS, ("Year", "Exports", "2023", "620", "2024", "614")),
        (KOREAN, ("Place", "Exports", "Korea", "620", "China", "614")),
        (KOREAN, ("Place", "Exports", "China", "614", "Korea", "620")),
        (("한국", "중국", "614", "620", "5", "6"), ("Korea", "China", "620", "614", "6", "5")),
    ],
)
def test_cells_that_have_changed_places_are_an_error(
    project: Project, ko: tuple[str, ...], en: tuple[str, ...]
) -> None:
    (found,) = compared(project, ko, en)
    assert (found.code, found.severity) == ("numbers-agree", Severity.ERROR)
    assert found.span and found.span.path == EN


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        (FOODS, ("Name", "Exports", "Barley", "620", "Rice", "614")),
        (FOODS, ("Name", "Exports", "Rice", "620", "Barley", "614")),
        (YEARS, ("Year", "Exports", "2024", "620", "2023", "614")),
        (KOREAN, ("Place", "Exports", "China", "620", "Korea", "614")),
        (("가", "나", "614", "587", "620", "590"), ("B", "A", "587", "614", "590", "620")),
    ],
)
def test_rows_and_columns_that_may_be_sorted_otherwise_are_a_warning(
    project: Project, ko: tuple[str, ...], en: tuple[str, ...]
) -> None:
    (found,) = compared(project, ko, en)
    assert (found.code, found.severity) == ("numbers-agree", Severity.WARNING)


def test_labels_that_are_only_called_otherwise_are_no_difference(project: Project) -> None:
    assert compared(project, FOODS, ("Name", "Exports", "Rice", "614", "Barley", "620")) == []
    assert compared(project, KOREAN, ("Place", "Exports", "Korea", "614", "China", "620")) == []
