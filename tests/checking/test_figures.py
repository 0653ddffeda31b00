"""Figures in prose that no fact gives: which are told, which are understood, and how one is let be."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.project import Project

from briefgen.building.project import read_all
from briefgen.checking.prose.figures import CODE, numbers_are_bound
from briefgen.checking.prose.passages import Passage, PassageGroup
from briefgen.checking.prose.rule import found_by
from briefgen.checking.prose.vocabulary import StylePatterns, look_at
from briefgen.comparing.parts import BlockWords
from briefgen.model.core.diagnostics import Diagnostic, Span

PATH = "content/briefs/first/{}.md"
LOOKS: dict[str, StylePatterns] = {}


def look(lang: str) -> StylePatterns:
    """What is looked for in the small project."""
    if lang not in LOOKS:
        LOOKS[lang] = look_at(read_all(Project().world(), None).value.site, lang)
    return LOOKS[lang]


def told(lang: str, text: str) -> list[str]:
    """The figures of a text that are told, as they stand there."""
    passage = Passage(BlockWords(text, ((0, Span("a.md", 1, 1)),), ()), "paragraph", "a.md")
    found = numbers_are_bound(PassageGroup((passage,)), look(lang))
    return [
        text[it.span.column - 1 : it.span.end_column - 1].strip() for _, it in found if it.span and it.span.end_column
    ]


def problems(project: Project, lang: str) -> list[Diagnostic]:
    """What the rule says of a whole project."""
    return list(found_by((numbers_are_bound,), read_all(project.world(), None).value.site, lang))


@pytest.mark.parametrize(
    ("lang", "text", "figures"),
    [
        ("en", "The budget grew by 10% to 398 billion yuan.", ["10%", "398 billion yuan"]),
        ("en", "About a trillion yuan, or five million.", ["About a trillion yuan", "five million"]),
        ("en", "Some 300 firms took part, with 1.5 staff each.", ["Some 300 firms", "1.5"]),
        ("en", "KRW 27.6 trillion is 3 percentage points.", ["KRW 27.6 trillion", "3 percentage points"]),
        ("en", "It lasts 20 years and is 5 km long.", ["20 years", "5 km"]),
        ("en", "Between 4.5 and 5.0 percent.", ["4.5 and 5.0 percent"]),
        ("en", "13.5 km long, or 13. And 14.", ["13.5 km", "13", "14"]),
        ("ko", "예산은 3,981억 1,900만 위안으로 10% 늘었다.", ["3,981억 1,900만 위안", "10%"]),
        ("ko", "기업 300곳이 약 80조 원을 냈다.", ["300곳", "약 80조 원"]),
        ("ko", "3%에서 10%로 올렸다.", ["3%에서 10%"]),
        ("ko", "1만2천여 명이 왔다.", ["1만2천여 명"]),
    ],
)
def test_a_figure_is_told_as_it_stands(lang: str, text: str, figures: list[str]) -> None:
    assert told(lang, text) == figures


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "In 2025, on 4–11 March 2025, on 11 April and in 2024–25, at 9:30 a.m."),
        ("en", "The 13th round, the second phase, Q1, No. 21 and the 15th Five-Year Plan."),
        ("en", "Article 12, Article 28-2(1), p. 30, pp. 14–19, Table 14, Figure 21, § 41, ¶ 23, para. 44."),
        ("en", "G20, 5G, 6G, COVID-19, ISO 9001, CC BY 4.0, TS2025-01, Industry 4.0, version 2.13."),
        ("en", "Two countries, twelve members, 10 years later, 5 fields, one in two, a third, half of it."),
        ("en", "Call +82 2 6788 4510 or 02-6788-4510; see https://example.org/2025/300 and [13]."),
        ("en", "13. A row of a table that is referred to by its number"),
        ("ko", "13. 번호로 부르는 표의 한 줄"),
        ("ko", "2025년 3월 4일부터 11일까지, 2015~2026년, ’24년, 2025. 4. 11., 오전 10시 30분."),
        ("ko", "제13차 협상, 2단계, 제14차 5개년 계획, 11기 3중전회, 1분기, 세 번째."),
        ("ko", "제3조 제2항, 제28조의2, 30쪽, 표 14, 그림 21, 「2025년 500대 과제」를 보라."),
        ("ko", "G20, 5G, 3·1절, 9·19 합의, ISO 9001."),
        ("ko", "두 나라, 세 가지, 12개국, 10년 뒤, 절반, 3분의 1이다."),
    ],
)
def test_what_is_no_figure_is_understood(lang: str, text: str) -> None:
    assert told(lang, text) == []


def test_the_fact_with_the_same_value_is_named_at_each_languages_own_line() -> None:
    project = Project()
    for lang, text in (("en", "It is 398.5 billion yuan.\n"), ("ko", "글이다.\n\n예산은 3,985억 위안이다.\n")):
        project = project.with_body(PATH.format(lang), text)
    for lang, line in (("en", 5), ("ko", 7)):
        (found,) = problems(project, lang)
        assert found.span is not None
        assert (found.span.path, found.span.line) == (PATH.format(lang), line)
        assert "bind it with {fact}`money-a`" in found.hint


def test_a_form_is_named_too() -> None:
    (found,) = problems(Project().with_body(PATH.format("en"), "It is about 400 billion yuan.\n"), "en")
    assert "{fact}`money-a#round`" in found.hint


def test_a_figure_that_the_ledger_has_not_wants_a_fact() -> None:
    (found,) = problems(Project().with_body(PATH.format("en"), "It is 77 billion yuan.\n"), "en")
    assert "is not in the ledger" in found.message and "declare it as a fact" in found.hint


def test_what_a_correction_quotes_of_an_older_text_needs_no_fact_and_what_it_says_now_does() -> None:
    changes = """changes:
  - date: 2001-05-02
    version: "1.1"
    kind: correction
    level: minor
    text: {ko: 고쳤다., en: Corrected.}
    was: {ko: 77억 위안, en: 7.7 billion yuan}
    now: {ko: 88억 위안, en: 8.8 billion yuan}
"""
    data = PATH.format("en").replace("en.md", "brief.yaml")
    project = Project().with_file(data, f"{Project().files[data]}\n{changes}")
    assert ["8.8 billion yuan" in found.message for found in problems(project, "en")] == [True]


def test_a_reason_lets_it_be() -> None:
    body = '{allow-number-is-bound="a figure of the example"}\nIt is 77 billion yuan.\n'
    (found,) = problems(Project().with_body(PATH.format("en"), body), "en")
    assert found.code == "exception-is-meant" and "a figure of the example" in found.message


def test_in_a_title_and_in_yaml_a_figure_is_bound_by_its_value() -> None:
    project = Project().with_change(
        PATH.format("en"), "title: The first brief", "title: A budget of 398.5 billion yuan"
    )
    chart = "content/briefs/first/bars.chart.yaml"
    project = project.with_change(chart, "en: Two budgets}", "en: A budget of 398.5 billion yuan}")
    assert problems(project, "en") == []
    named = project.with_change(
        chart, "en: A budget of 398.5 billion yuan}", 'en: "A budget of {fact}`money-a#short`"}'
    )
    assert problems(named, "en") == []
    moved = project.with_change("content/facts/counts.yaml", "value: 398.5 billion", "value: 399.5 billion")
    assert [it.span.path for it in problems(moved, "en") if it.span] == [PATH.format("en"), chart]


@pytest.mark.parametrize("lang", ["en", "ko"])
@settings(max_examples=60, deadline=None)
@given(amount=st.integers(min_value=1, max_value=10**15), unit=st.sampled_from(["CNY", "KRW", "USD"]))
def test_an_amount_of_money_is_told_however_it_is_worded(lang: str, amount: int, unit: str) -> None:
    from decimal import Decimal

    from briefgen.language.words.values import word
    from briefgen.model.values.quantities import Quantity

    words = word(Quantity(Decimal(amount), 0, unit), look(lang).language).value
    text = f"It cost {words} then." if lang == "en" else f"그때 {words} 들었다."
    one_of_something = amount == 1  # *1 dollar* may be what another is worth
    assert told(lang, text) == ([] if one_of_something else [words])


@pytest.mark.parametrize("lang", ["en", "ko"])
@settings(max_examples=40, deadline=None)
@given(year=st.integers(1900, 2099), month=st.integers(1, 12), day=st.integers(1, 28))
def test_no_date_is_told(lang: str, year: int, month: int, day: int) -> None:
    from briefgen.language.words.values import word_date
    from briefgen.model.values.quantities import Day

    language = look(lang).language
    for it in (Day(year, month, day), Day(year, month), Day(year)):
        for style in ("full", "long", "short"):
            words = word_date(it, language, style)
            assert told(lang, f"It was so on {words}, then." if lang == "en" else f"그때는 {words} 일이다.") == []


def test_the_code_may_be_allowed() -> None:
    from briefgen.checking.prose.rule import RULES

    assert RULES[CODE] is numbers_are_bound
