"""Counts that are typed in both languages: of firms in one and of people in the other."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.checking.languages.rule import Parity
from briefgen.model.core.diagnostics import Diagnostic, Severity

KO, EN = "content/briefs/first/ko.md", "content/briefs/first/en.md"


def compared(project: Project, ko: str, en: str) -> list[Diagnostic]:
    return list(Parity(project.with_body(KO, ko).with_body(EN, en).shown()).everything())


@pytest.mark.parametrize(
    ("ko", "en", "said"),
    [
        ("참여한 곳은 318개사다.", "318 people took part.", "“318 people” and “318개사” in ko"),
        ("참가국은 12개국이다.", "There were 12 cities.", "“12 cities” and “12개국” in ko"),
        ("12개 도시를 골랐다.", "12 countries were chosen.", "“12 countries” and “12개 도시” in ko"),
        ("5만 가구가 받았다.", "50,000 people received it.", "“50,000 people” and “5만 가구” in ko"),
        ("열두 나라가 왔다.", "12 companies came.", "“12 companies” and “열두 나라” in ko"),
        ("12명이 2회 왔다.", "Twelve nations came 2 times.", "“Twelve nations” and “12명” in ko"),
    ],
)
def test_another_thing_counted_is_an_error(project: Project, ko: str, en: str, said: str) -> None:
    (found,) = compared(project, ko, en)
    assert (found.code, found.severity) == ("units-agree", Severity.ERROR)
    assert found.message == f"{said} are the same number in different units"


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("참여한 곳은 318개사다.", "318 firms took part."),
        ("참여한 곳은 318개사다.", "318 exhibitors took part."),
        ("318개사의 318명이 왔다.", "318 people from 318 companies came."),
        ("318개사의 318명이 왔다.", "From each of 318 companies somebody came."),
        ("보고서 12건을 12명이 썼다.", "12 people wrote 12 country reports."),
        ("시 공무원 12명이 왔다.", "12 city officials came."),
        ("세 나라가 뜻을 모았다.", "Three people spoke for them."),
        ("연인원 5만 명이 왔다.", "There were 50,000 visits."),
        ("3개 국어를 한다.", "They speak 3 languages."),
    ],
)
def test_what_may_be_called_so_is_no_difference(project: Project, ko: str, en: str) -> None:
    assert [it.message for it in compared(project, ko, en) if it.severity is Severity.ERROR] == []
