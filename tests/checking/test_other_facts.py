"""A range of which one end is left out, a fact in place of another, a year out of place: errors."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.checking.languages.rule import Parity
from briefgen.model.core.diagnostics import Diagnostic, Severity

KO, EN = "content/briefs/first/ko.md", "content/briefs/first/en.md"
FACTS = "content/facts/counts.yaml"
MORE = """\
range-a: {label: {ko: 규모, en: Scale}, value: 3-5 trillion KRW, source: report-a, status: single-source}
span-a: {label: {ko: 비율, en: Share}, value: 40-60 %, source: report-a, status: single-source}
five-a: {label: {ko: 규모, en: Scale}, value: 5 trillion KRW, source: report-a, status: single-source}
least-a: {label: {ko: 기업, en: Firms}, value: ">=20 firms", source: report-a, status: single-source}
most-a: {label: {ko: 기업, en: Firms}, value: "<=20 firms", source: report-a, status: single-source}
over-a: {label: {ko: 기업, en: Firms}, value: ">20 firms", source: report-a, status: single-source}
under-a: {label: {ko: 기업, en: Firms}, value: "<20 firms", source: report-a, status: single-source}
share-a: {label: {ko: 비율, en: Share}, value: 9 %, source: report-a, status: single-source}
firms-a: {label: {ko: 기업, en: Firms}, value: 12 firms, source: report-a, status: single-source}
day-a: {label: {ko: 날, en: Day}, value: 2025-04-11, source: report-a, status: single-source}
day-b: {label: {ko: 날, en: Day}, value: 2025-06-02, source: report-a, status: single-source}
"""


def compared(project: Project, ko: str, en: str) -> list[Diagnostic]:
    given = project.with_file(FACTS, project.text(FACTS) + MORE)
    return list(Parity(given.with_body(KO, ko).with_body(EN, en).shown()).everything())


@pytest.mark.parametrize(
    ("ko", "en", "code"),
    [
        ("규모는 5조 원이다.", "It is {fact}`range-a`.", "facts-agree"),
        ("규모는 {fact}`range-a`이다.", "It is 3 trillion won.", "facts-agree"),
        ("규모는 3조~5조 원이다.", "It is {fact}`five-a`.", "numbers-agree"),
        ("규모는 3조~5조 원이다.", "It is 5 trillion won.", "numbers-agree"),
        ("비율은 40~65%이다.", "It is {fact}`span-a`.", "numbers-agree"),
        ("규모는 2조~5조 원이다.", "It is {fact}`range-a`.", "numbers-agree"),
        ("예산은 {fact}`money-a`이다.", "The budget is {fact}`money-b`.", "facts-agree"),
        ("- {fact}`money-a`\n- {fact}`money-b`", "- {fact}`money-a`\n- {fact}`money-a`", "facts-agree"),
        ("{fact}`money-a`과 {fact}`money-b`이다.", "It is {fact}`money-a` and {fact}`money-a`.", "facts-agree"),
        ("{fact}`day-a`에 열렸다.", "It met on {fact}`day-b`.", "facts-agree"),
        ("기업 20개사 초과가 왔다.", "{fact}`least-a` came.", "numbers-agree"),
        ("기업 20개사 미만이 왔다.", "{fact}`most-a` came.", "numbers-agree"),
        ("{fact}`over-a`이 왔다.", "At least 20 firms came.", "numbers-agree"),
        ("{fact}`under-a`이 왔다.", "At most 20 firms came.", "numbers-agree"),
        ("2025년 계획이다.", "The plan of 8025.", "numbers-agree"),
        ("4018년에는 5%였다.", "In 2018 it was 5%.", "numbers-agree"),
        ("2008년 이후 2009년이 그다음이다.", "Since 2009 the next is that of 2009.", "numbers-agree"),
        ("매출의 5분의 2를 수출에서 얻는다.", "Three-fifths of sales are exports.", "numbers-agree"),
        ("수출 5%, 수입 5%, 투자 3%", "Exports 5%, imports 5%, investment 5%", "numbers-agree"),
    ],
)
def test_one_figure_in_place_of_another_is_an_error(project: Project, ko: str, en: str, code: str) -> None:
    (found,) = compared(project, ko, en)
    assert (found.code, found.severity) == (code, Severity.ERROR)


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("규모는 3조~5조 원이다.", "It is {fact}`range-a`."),
        ("규모는 3조 원에서 5조 원 사이다.", "It is {fact}`range-a`."),
        ("기업 20개사 이상이 왔다.", "{fact}`least-a` came."),
        ("기업 20개사가 넘게 왔다.", "{fact}`least-a` came."),
        ("{fact}`over-a`이 왔다.", "More than 20 firms came."),
        ("{fact}`under-a`이 왔다.", "Fewer than 20 firms came."),
        ("기업 20개사 이상이 왔다.", "{fact}`over-a` came."),
        ("{fact}`most-a`이 왔다.", "No more than 20 firms came."),
        ("{fact}`money-a`에서 {fact}`money-b`(으)로 바뀌었다.", "It became {fact}`money-b`, from {fact}`money-a`."),
        ("{fact}`day-a`에 열리고 6월 2일에 닫혔다.", "It met on 11 April 2025 and closed on {fact}`day-b`."),
    ],
)
def test_the_same_figures_in_other_words_are_no_error(project: Project, ko: str, en: str) -> None:
    assert [it.message for it in compared(project, ko, en) if it.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("예산은 {fact}`money-a`이다.", "The share is {fact}`share-a`."),
        ("{fact}`money-a`이다.\n\n나.", "It is large.\n\nB."),
        ("2009년에 이어 2008년도 그랬다.", "In 2009, which followed another such year, it rose."),
    ],
)
def test_what_one_language_leaves_out_is_a_warning(project: Project, ko: str, en: str) -> None:
    found = compared(project, ko, en)
    assert found and {it.severity for it in found} == {Severity.WARNING}


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("2024년 5%, 2025년 7%였다.", "It was 7% in 2024 and 5% in 2025."),
        ("2024년 5%, 2025년 7%였다.", "In 2024 it was 7%; in 2025, 5%."),
        ("2024년 {fact}`money-a`, 2025년 {fact}`money-b`이다.", "{fact}`money-b` in 2024, {fact}`money-a` in 2025."),
        ("{term}`sample`은 5%, {term}`interface`는 7%다.", "{term}`sample`: 7%, and {term}`interface`: 5%."),
        ("180%에서 165%로 낮아졌다.", "It fell from 165% to 180%."),
        ("1분기 45억 달러, 2분기 38억 달러였다.", "$3.8 billion in the first quarter and $4.5 billion in the second."),
        ("{fact}`money-b`에서 {fact}`money-a`(으)로 늘었다.", "It rose to {fact}`money-b` from {fact}`money-a`."),
        ("- 3월 4일 12명, 4월 5일 13명", "- 13 people on 4 March and 12 people on 5 April"),
    ],
)
def test_figures_that_have_changed_places_are_one_error(project: Project, ko: str, en: str) -> None:
    (found,) = compared(project, ko, en)
    assert (found.code, found.severity) == ("numbers-agree", Severity.ERROR)
    assert "is next to" in found.message


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("2024년 5%, 2025년 7%였다.", "It was 7% in 2025, after 5% in 2024."),
        ("2024년 5%에서 2025년 7%로 늘었다.", "It rose to 7% in 2025 from 5% in 2024."),
        ("180%에서 165%로 낮아졌다.", "It fell to 165%, from 180%."),
        ("128개국에서 1,500명이 왔다.", "1,500 people came from 128 countries."),
        ("2024년의 5%가 2025년에는 7%였다.", "In 2025 it was 7%, and 5% in 2024."),
        ("2025년에는 2024년의 5%보다 높은 7%였다.", "It was 7% in 2025, higher than the 5% of 2024."),
    ],
)
def test_sentences_may_name_their_figures_in_another_order(project: Project, ko: str, en: str) -> None:
    assert [it.message for it in compared(project, ko, en)] == []


def test_facts_of_one_value_in_another_order_are_an_error_in_a_table(project: Project) -> None:
    both = project.with_file(FACTS, project.text(FACTS) + MORE.replace("five-a", "nine-a").replace("range-a", "six-a"))
    both = both.with_change(FACTS, "value: 3-5 trillion KRW", "value: 5 trillion KRW")
    table = "| 가 | 나 |\n|---|---|\n| {{fact}}`{}` | {{fact}}`{}` |"
    ko, en = table.format("six-a", "nine-a"), table.replace("가", "A").replace("나", "B").format("nine-a#bare", "six-a")
    (found,) = Parity(both.with_body(KO, ko).with_body(EN, en).shown()).everything()
    assert (found.code, found.severity) == ("facts-agree", Severity.ERROR)


@pytest.mark.parametrize(("typed", "severity"), [("13개사가 왔다.", Severity.ERROR), ("13%다.", Severity.WARNING)])
def test_what_is_counted_in_the_word_of_the_fact_stands_for_it(
    project: Project, typed: str, severity: Severity
) -> None:
    assert {it.severity for it in compared(project, typed, "{fact}`firms-a` came.")} == {severity}
