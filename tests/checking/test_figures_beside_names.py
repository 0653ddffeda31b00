"""Figures that have changed places between two names of a sentence are a warning where they stand."""

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
A, B = "{fact}`money-a`", "{fact}`money-b`"


def compared(project: Project, ko: str, en: str) -> list[Diagnostic]:
    places = project.with_file(GLOSSARY, project.text(GLOSSARY) + PLACES)
    return list(Parity(places.with_body(KO, ko).with_body(EN, en).shown()).everything())


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        (f"한국은 {A}, 중국은 {B}이다.", f"Korea’s is {B}, China’s is {A}."),
        (f"한국은 {A}, 중국은 {B}이다.", f"It is {B} in Korea and {A} in China."),
        (f"2024년 한국은 {A}, 중국은 {B}이다.", f"In 2024 Korea’s is {B}, China’s is {A}."),
        (f"{{term}}`korea`은(는) {A}, 중국은 {B}이다.", f"{{term}}`korea`’s is {B}, China’s is {A}."),
        ("한국의 몫은 3%이고, 중국의 몫은 5%이다.", "Korea’s share is 5%, and China’s 3%."),
    ],
)
def test_figures_that_have_changed_places_are_a_warning(project: Project, ko: str, en: str) -> None:
    (found,) = compared(project, ko, en)
    assert (found.code, found.severity, found.span and found.span.path) == ("numbers-agree", Severity.WARNING, EN)
    assert "China" in found.message and ("한국" in found.message or "korea" in found.message)


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        (f"한국은 {A}, 중국은 {B}이다.", f"Korea’s is {A}, China’s is {B}."),
        (f"한국은 {A}, 중국은 {B}이다.", f"China’s is {B}, Korea’s is {A}."),
        (f"한국은 {A}, 중국은 {B}이다.", f"It is {A} in Korea and {B} in China."),
        (f"중국의 {B}보다 한국의 {A}가 많다.", f"Korea’s {A} is more than China’s {B}."),
        (f"한국은 중국에 {A}를 팔고 {B}를 샀다.", f"Korea sold {A} to China and bought {B}."),
        (f"한국과 중국은 {A}와 {B}이다.", f"{A} and {B} are those of Korea and China."),
        ("한국은 3%, 중국은 3%이다.", "China’s is 3%, Korea’s is 3%."),
    ],
)
def test_other_orders_of_the_same_are_no_difference(project: Project, ko: str, en: str) -> None:
    assert [it.message for it in compared(project, ko, en)] == []
