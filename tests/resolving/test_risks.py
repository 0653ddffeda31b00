"""The register of risks: what the author wrote, led to what answers it; nothing added, nothing twice."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.resolving.edition.views import RiskView

FIRST = "content/briefs/first/brief.yaml"
SECOND = "content/briefs/second/brief.yaml"
RISKS = """
risks:
  few:
    text: {ko: 표본이 모자랄 수 있다., en: There may be too few samples.}
    recommendations: r1
    basis: source
    source: report-b, p. 2
  lost:
    text: {ko: 표본을 잃을 수 있다., en: Samples may be lost.}
    answer: {ko: 둘씩 둔다., en: Keep two of each.}
"""
AGAIN = """
risks:
  too-few:
    text: {ko: 표본이 모자랄 수 있다., en: There may be too few samples.}
    answer: {ko: 다시 센다., en: Count again.}
    likelihood: {ko: 낮음, en: low}
    trigger: {ko: 상자가 빔, en: The box is empty}
    source: report-a
"""


def project() -> Project:
    given = Project()
    given = given.with_file(FIRST, given.text(FIRST).rstrip() + RISKS)
    return given.with_file(SECOND, given.text(SECOND).rstrip() + AGAIN)


def of_pack(lang: str = "en") -> tuple[RiskView, ...]:
    return project().editions().value[lang].packs["all"].risks


def test_a_risk_leads_to_the_recommendation_that_answers_it() -> None:
    article = project().editions().value["en"].articles["first"]
    few, lost = article.risks
    assert [(it.number, it.anchor, it.words) for it in few.recommendations] == [(1, "rec-r1", "Take more samples.")]
    assert (few.editorial, few.sources) == (False, (("report-b", "p. 2"),))
    assert (lost.answer, lost.recommendations, lost.editorial) == ("Keep two of each.", (), True)


def test_what_nobody_says_stays_empty() -> None:
    few, _ = project().editions().value["en"].articles["first"].risks
    assert (few.likelihood, few.trigger) == ("", "")


@pytest.mark.parametrize(("lang", "answer"), [("ko", "다시 센다."), ("en", "Count again.")])
def test_a_risk_that_two_briefs_word_alike_stands_once_in_a_pack(lang: str, answer: str) -> None:
    few, lost = of_pack(lang)
    assert few.briefs == ("S-01", "S-02")
    assert lost.briefs == ("S-01",)
    assert few.answer == answer
    assert [it.anchor for it in few.recommendations] == ["first--rec-r1"]
    assert [ident for ident, _ in few.sources] == ["report-b", "report-a"]
    assert few.likelihood and few.trigger and not few.editorial


def test_a_risk_is_owned_by_who_owns_its_answer_or_by_whom_it_names() -> None:
    assert [it.owner for it in of_pack()] == ["The press", ""]
    named = project().with_change(SECOND, "    source: report-a\n", "    source: report-a\n    owner: press\n")
    assert named.editions().value["en"].articles["second"].risks[0].owner == "The press"


def test_a_register_says_where_a_likelihood_is_not_known() -> None:
    words = project().build().words("en/packs/all.html")
    assert "There may be too few samples. Likelihood: low (our judgement) Trigger: The box is empty" in words
    assert "Samples may be lost. Likelihood: not known" in words and "Who: The press" in words


def test_the_source_of_a_risk_is_among_the_references() -> None:
    only = "content/briefs/second/brief.yaml"
    given = Project().with_file(only, Project().text(only) + AGAIN)
    references = given.editions().value["en"].articles["second"].references
    assert "report-a" in [reference.id for reference in references]


@pytest.mark.parametrize(
    ("old", "new", "code", "hint"),
    [
        ("recommendations: r1\n    basis", "recommendations: r11\n    basis", "recommendation-is-known", "r1"),
        ("source: report-b, p. 2", "source: report-c, p. 2", "source-is-known", "report-"),
        (
            "answer: {ko: 둘씩 둔다., en:",
            "answer: {ko: 둘씩 둔다., fr:",
            "text-is-translated",
            "“fr” is not a language",
        ),
    ],
)
def test_what_a_risk_names_wrongly_is_told_at_its_line(old: str, new: str, code: str, hint: str) -> None:
    problems = [it for it in project().with_change(FIRST, old, new).editions().diagnostics if it.code == code]
    assert problems
    for problem in problems:
        assert problem.span is not None and problem.span.path == FIRST
        assert hint in problem.hint
        line = project().with_change(FIRST, old, new).text(FIRST).splitlines()[problem.span.line - 1]
        assert new.split(":")[0].split("\n")[0].strip() in line
