"""A figure typed where the other language has a fact, in words or with a qualifier of its own: errors."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.checking.languages.rule import Parity
from briefgen.model.core.diagnostics import Diagnostic, Severity

KO, EN = "content/briefs/first/ko.md", "content/briefs/first/en.md"
FACTS = "content/facts/counts.yaml"
MORE = """\
time-a: {label: {ko: 기간, en: Time}, value: 3 years, source: report-a, status: single-source}
share-a: {label: {ko: 몫, en: Share}, value: 75 %, source: report-a, status: single-source}
states-a: {label: {ko: 나라, en: Countries}, value: 193 countries, source: report-a, status: single-source}
firms-a: {label: {ko: 기업, en: Firms}, value: 20 firms, source: report-a, status: single-source}
plain-a: {label: {ko: 수, en: Number}, value: 20, source: report-a, status: single-source}
weight-a: {label: {ko: 무게, en: Weight}, value: 5 kg, source: report-a, status: single-source}
fall-a: {label: {ko: 변화, en: Change}, value: -3 %, source: report-a, status: single-source}
won-a: {label: {ko: 예산, en: Budget}, value: ~80 trillion KRW, source: report-a, status: single-source}
about-a: {label: {ko: 기간, en: Time}, value: ~3 years, source: report-a, status: single-source}
least-a: {label: {ko: 사람, en: People}, value: ">=1200 people", source: report-a, status: single-source}
"""


def compared(project: Project, ko: str, en: str) -> list[Diagnostic]:
    given = project.with_file(FACTS, project.text(FACTS) + MORE)
    return list(Parity(given.with_body(KO, ko).with_body(EN, en).shown()).everything())


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("기간은 {fact}`time-a`이다.", "It takes two years."),
        ("기간은 두 해이다.", "It takes {fact}`time-a`."),
        ("기간은 {fact}`time-a`이다.", "It takes three months."),
        ("기간은 {fact}`time-a`이다.", "The three sides need two years."),
        ("세 나라는 {fact}`time-a`이 필요하다.", "The three countries need two years."),
        ("몫은 {fact}`share-a`이다.", "The share is a third."),
        ("몫은 {fact}`share-a`이다.", "The share is two-thirds."),
        ("몫은 3분의 1이다.", "The share is {fact}`share-a`."),
        ("몫은 절반이다.", "The share is {fact}`share-a`."),
        ("몫은 {fact}`share-a`이다.", "The share is seventy percent."),
        ("기업은 {fact}`firms-a`이다.", "Thirty firms came."),
        ("기간은 사 년이다.", "It takes {fact}`time-a`."),
        ("회원국은 {fact}`states-a`이다.", "There are 193 cities."),
        ("193개 도시가 있다.", "There are {fact}`states-a`."),
        ("무게는 {fact}`weight-a`이다.", "It weighs 5 g."),
        ("몫은 {fact}`share-a`이다.", "It is 75 times as much."),
        ("수는 열두 개이다.", "The number is {fact}`plain-a`."),
        ("기간은 {fact}`time-a`이다.", "It takes 24 months."),
        ("기업 서른 곳이 왔다.", "{fact}`firms-a` came."),
        ("회원국은 {fact}`states-a`이다.", "There are one hundred and ninety-two countries."),
        ("수는 {fact}`plain-a`이다.", "The number is thirty."),
    ],
)
def test_another_value_in_words_is_an_error(project: Project, ko: str, en: str) -> None:
    found = [it for it in compared(project, ko, en) if it.severity is Severity.ERROR]
    assert [it.code for it in found] in (["numbers-agree"], ["units-agree"])


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("회원국은 {fact}`states-a`이다.", "There are about 193 countries."),
        ("회원국은 약 193개국이다.", "There are {fact}`states-a`."),
        ("회원국은 193여 개국이다.", "There are {fact}`states-a`."),
        ("회원국은 {fact}`states-a`이다.", "There are nearly 193 countries."),
        ("회원국은 {fact}`states-a`이다.", "There are roughly 193 countries."),
        ("기간은 {fact}`time-a`이다.", "It takes about three years."),
        ("기간은 약 3년이다.", "It takes {fact}`time-a`."),
        ("기간은 {fact}`time-a`이다.", "It takes at least three years."),
        ("기간은 {fact}`about-a`이다.", "It takes three years."),
        ("예산은 {fact}`won-a`이다.", "The budget is 80 trillion won."),
        ("예산은 {fact}`won-a`이다.", "Over the years the line costs 80 trillion won in some districts."),
        ("새 노선에 80조 원이 든다.", "It costs {fact}`won-a`."),
        ("몫은 거의 75%이다.", "The share is {fact}`share-a`."),
        ("몫은 {fact}`share-a`이다.", "The share is more than three-quarters."),
        ("회의는 3년 넘게 이어졌다.", "The meetings lasted {fact}`time-a`."),
        ("지금까지 {fact}`states-a`이 서명했다.", "Fewer than 193 countries have signed so far."),
        ("수는 {fact}`plain-a`이다.", "The number is about twenty."),
        ("기간은 {fact}`time-a`, 40% 이상이 여성이다.", "It takes at most three years; at least 40% are women."),
        ("사람은 {fact}`least-a`이다.", "About 1,200 people came."),
        ("사람은 {fact}`least-a`이다.", "At most 1,200 people came."),
    ],
)
def test_another_qualifier_is_an_error(project: Project, ko: str, en: str) -> None:
    found = [it for it in compared(project, ko, en) if it.severity is Severity.ERROR]
    assert [it.code for it in found] == ["numbers-agree"]


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("기간은 {fact}`time-a`이다.", "It takes three years."),
        ("기간은 세 해이다.", "It takes {fact}`time-a`."),
        ("기간은 {fact}`time-a`이다.", "It takes 36 months."),
        ("두 나라는 {fact}`time-a`이 필요하다.", "Both countries need three years."),
        ("몫은 {fact}`share-a`이다.", "The share is three-quarters."),
        ("몫은 4분의 3이다.", "The share is {fact}`share-a`."),
        ("기업은 {fact}`firms-a`이다.", "Twenty firms came."),
        ("회원국은 {fact}`states-a`이다.", "There are 193 countries, about two thirds of them small."),
        ("회원국은 {fact}`states-a`이다.", "The plan is about the 193 countries."),
        ("기간은 {fact}`about-a`이다.", "It takes around three years."),
        ("기간은 {fact}`about-a`이다.", "It takes nearly three years."),
        ("{fact}`time-a`에 걸쳐 쓴다.", "It is spent over three years."),
        ("기간은 삼 년이다.", "It takes {fact}`time-a`."),
        ("{fact}`states-a`에 관한 자료다.", "These are data about 193 countries."),
        ("{fact}`states-a`에 달하는 나라가 서명했다.", "As many as 193 countries have signed."),
        ("예산은 {fact}`won-a`이다.", "The budget is ~80 trillion won."),
        ("사람은 {fact}`least-a`이다.", "Not less than 1,200 people came."),
        ("사람은 {fact}`least-a`이다.", "People: ≥ 1,200."),
        ("사람은 ≥1,200명이다.", "{fact}`least-a` came."),
        ("변화는 {fact}`fall-a`이다.", "It is 3 percent lower."),
        ("줄잡아 1,200명이 왔다.", "{fact}`least-a` came."),
        ("증가율은 {fact}`fall-a`이다.", "It fell by 3%."),
        ("증가율은 {fact}`fall-a`이다.", "The growth was –3%."),
        ("예산은 {fact}`won-a`이다.", "The budget is some 80 trillion won."),
        ("사람은 {fact}`least-a`이다.", "At least 1,200 people came."),
        ("사람은 {fact}`least-a`이다.", "More than 1,200 people came."),
        ("약 {fact}`states-a`이 있다.", "There are about 193 countries."),
    ],
)
def test_the_same_figure_is_no_difference(project: Project, ko: str, en: str) -> None:
    assert [it.message for it in compared(project, ko, en)] == []


@pytest.mark.parametrize(
    ("ko", "en", "path"),
    [
        ("{fact}`states-a` 더 늘어난다.", "It grows beyond {fact}`states-a`.", ""),
        ("{fact}`states-a`을 다룬다.", "It is about {fact}`states-a`.", ""),
        ("{fact}`won-a`을 웃돈다.", "It exceeds {fact}`won-a`.", ""),
        ("약 {fact}`states-a`이 왔다.", "{fact}`states-a` came.", KO),
        ("{fact}`states-a`이 왔다.", "At least {fact}`states-a` came.", EN),
        ("{fact}`states-a` 이상이 왔다.", "Fewer than {fact}`states-a` came.", EN),
        ("거의 {fact}`share-a`가 왔다.", "More than {fact}`share-a` came.", EN),
        ("약 {fact}`states-a`이 왔다.", "About {fact}`states-a` came.", ""),
        ("{fact}`states-a` 이상이 왔다.", "At least {fact}`states-a` came.", ""),
        ("{fact}`states-a`이 넘게 왔다.", "More than {fact}`states-a` came.", ""),
        ("{fact}`time-a`에 걸쳐 쓴다.", "It is spent over {fact}`time-a`.", ""),
        ("{fact}`states-a`에 관한 자료다.", "These are data about {fact}`states-a`.", ""),
        ("{fact}`time-a` 이내에 답한다.", "It answers in {fact}`time-a`.", ""),
        ("{fact}`states-a`까지 늘었다.", "It rose to {fact}`states-a`.", ""),
        ("{fact}`won-a`이다.", "It is {fact}`won-a`.", ""),
        ("{fact}`states-a`보다 더 많이 모은다.", "Take more than {fact}`states-a`.", ""),
    ],
)
def test_words_beside_a_fact_that_both_languages_name_qualify_it_alike(
    project: Project, ko: str, en: str, path: str
) -> None:
    found = compared(project, ko, en)
    assert [(it.code, it.span and it.span.path) for it in found] == ([("numbers-agree", path)] if path else [])


@pytest.mark.parametrize(
    ("ko", "en", "severity"),
    [
        ("{fact}`states-a` 이상이 왔다.", "Fewer than {fact}`states-a` came.", Severity.ERROR),
        ("약 {fact}`states-a`이 왔다.", "{fact}`states-a` came.", Severity.WARNING),
    ],
)
def test_a_turned_limit_beside_a_fact_is_an_error(project: Project, ko: str, en: str, severity: Severity) -> None:
    assert [it.severity for it in compared(project, ko, en)] == [severity]


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("회원국은 {fact}`states-a`이다.", "On the one hand, there are many."),
        ("회원국은 {fact}`states-a`이다.", "The two sides have many members."),
        ("몫은 {fact}`share-a`이다.", "The first half of the plan is large."),
        ("기간은 {fact}`time-a`이다.", "It takes long, as the two sides say."),
        ("첫째, 하나의 계획이다.", "There are {fact}`states-a`."),
    ],
)
def test_words_that_say_something_else_leave_a_warning(project: Project, ko: str, en: str) -> None:
    assert {it.severity for it in compared(project, ko, en)} == {Severity.WARNING}
