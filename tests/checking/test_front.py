"""A brief has a day; key figures are magnitudes, three at most; owners have a basis, and answers rest on something."""

from __future__ import annotations

import pytest
from support.project import Project

DATA = "content/briefs/first/brief.yaml"
PACK = "content/packs/all.yaml"
FACTS = "content/facts/counts.yaml"
FIGURE = """\
new:
  label: {{ko: 새 값, en: New value}}
  value: {}
  source: report-a
  status: single-source
"""


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("", "does not say when it was published, and shows no date"),
        ("updated: 2001-04-12\n", "says when it was updated, but not when it was published"),
        ("published:  # not known\n", "shows no date"),
        ("published: 2001\n", ""),
        ("status: draft\n", ""),
        ("allow: {day-is-given: the day is not known}\n", ""),
    ],
)
def test_a_brief_without_a_day_is_reported_where_everything_is(project: Project, said: str, told: str) -> None:
    found = project.with_change(DATA, "published: 2001-04-11\n", said).build().diagnostics
    assert [told in it.message for it in found if it.code == "day-is-given"] == [True] * bool(told)
    assert {str(it.span) for it in found if it.code == "day-is-given"} <= {f"{DATA}:1:1"}


def test_a_day_that_cannot_be_read_is_reported_once(project: Project) -> None:
    wrong = project.with_change(DATA, "published: 2001-04-11", "published: in April")
    assert "day-is-given" not in [it.code for it in wrong.build().diagnostics]


def shown(project: Project, value: str) -> Project:
    """``project`` with a fact of this value as the key figure of a brief."""
    given = project.with_file(FACTS, project.text(FACTS) + FIGURE.format(value))
    return given.with_change(DATA, "key_figures: [count-a]", "key_figures: [new]")


@pytest.mark.parametrize(
    ("value", "what"),
    [("2001-04-11", "a date"), ("2001-04", "a date"), ("2001-04/2001-06", "a date"), ("0 samples", "a zero")],
)
def test_a_key_figure_that_says_no_amount_is_reported_at_its_place(project: Project, value: str, what: str) -> None:
    found = shown(project, value).build().found("key-figure-is-a-magnitude")
    assert (str(found.span), f"is {what}," in found.message) == (f"{DATA}:4:15", True)


def test_a_statement_is_no_magnitude(project: Project) -> None:
    stated = project.with_change(DATA, "key_figures: [count-a]", "key_figures: [claim-a]")
    assert "is a statement," in stated.build().found("key-figure-is-a-magnitude").message


def test_a_count_of_list_items_is_told_by_its_unit(project: Project) -> None:
    site = "content/site.yaml"
    counted = project.with_change(site, 'other: "{} samples"}}', 'other: "{} samples"}}\n    counts_items: true')
    found = counted.build().found("key-figure-is-a-magnitude")
    assert (str(found.span), "is a count of list items," in found.message) == (f"{DATA}:4:15", True)


@pytest.mark.parametrize("value", ["3.7 %", "-0.2 %", "+0.1 pp", "12 samples", "1 samples", "~80 billion CNY", "3-5 %"])
def test_amounts_are_magnitudes(project: Project, value: str) -> None:
    assert "key-figure-is-a-magnitude" not in [it.code for it in shown(project, value).build().diagnostics]


def test_a_date_may_stand_with_a_reason(project: Project) -> None:
    dated = shown(project, "2001-04-11")
    dated = dated.with_file(DATA, dated.text(DATA) + "allow: {key-figure-is-a-magnitude: the day is what is asked}\n")
    codes = [it.code for it in dated.build().diagnostics]
    assert "key-figure-is-a-magnitude" not in codes
    assert "exception-is-meant" in codes


@pytest.mark.parametrize(("path", "line"), [(DATA, 4), (PACK, 5)])
def test_a_fourth_key_figure_is_reported_once_at_its_place(project: Project, path: str, line: int) -> None:
    old = "key_figures: [count-a]" if path == DATA else "key_figures: [money-a]"
    four = "key_figures: [money-a, money-b, count-a, {fact: money-a, label: {ko: 돈, en: Money}}]"
    found = project.with_change(path, old, four).build().found("key-figures-are-three")
    assert (found.span and found.span.line, found.span and found.span.column) == (line, 42)
    three = project.with_change(path, old, "key_figures: [money-a, money-b, count-a]").build()
    assert "key-figures-are-three" not in [it.code for it in three.diagnostics]


OWNED = "r1: {owner: {ko: 출판부, en: the press}, source: report-b}"


@pytest.mark.parametrize(
    ("terms", "faulty"),
    [
        ("{owner: {ko: 출판부, en: the press}}", True),
        ("{due: {ko: 내년, en: 2002}}", True),
        ("{owner: {ko: 출판부, en: the press}, basis: source}", True),
        ("{owner: {ko: 출판부, en: the press}, basis: editorial}", False),
        ("{owner: {ko: 출판부, en: the press}, basis: source, source: report-b}", False),
        ("{owner: {ko: 출판부, en: the press}, source: report-b}", False),
        ("{success: {ko: 표본이 는다., en: There are more.}}", False),
    ],
)
def test_who_and_when_have_a_basis(project: Project, terms: str, faulty: bool) -> None:
    found = project.with_change(DATA, OWNED, f"r1: {terms}").build().diagnostics
    assert [str(it.span) for it in found if it.code == "owner-has-basis"] == [f"{DATA}:6:3"] * faulty


ASKED = "questions:\n  - text: {{ko: 얼마인가?, en: How much?}}\n    answer: {}\n"


def asked(project: Project, answer: str) -> Project:
    return project.with_file(PACK, project.text(PACK) + ASKED.format(answer))


def test_an_answer_without_fact_or_brief_is_reported_at_its_place(project: Project) -> None:
    found = asked(project, "{ko: 넉넉하다., en: Enough.}").build().found("answer-rests-on-something")
    assert str(found.span) == f"{PACK}:8:5"


UNASKED = "  - text: {ko: 왜인가?, en: Why?}\n"


def test_a_question_without_an_answer_among_others_with_one_is_reported(project: Project) -> None:
    both = project.with_file(PACK, project.text(PACK) + ASKED.format('"{fact}`money-b`"') + UNASKED)
    (found,) = both.build().diagnostics
    assert (found.code, str(found.span)) == ("question-has-answer", f"{PACK}:9:5")


def test_questions_to_put_have_no_answers(project: Project) -> None:
    assert not project.with_file(PACK, project.text(PACK) + "questions:\n" + UNASKED * 2).build().diagnostics


@pytest.mark.parametrize(
    "answer",
    [
        '{ko: "{fact}`money-b`이다.", en: "It is {fact}`money-b`."}',
        '"{fact}`money-b`"',
        "{ko: 넉넉하다., en: Enough.}\n    brief: first",
    ],
)
def test_an_answer_rests_on_a_fact_or_on_a_brief(project: Project, answer: str) -> None:
    assert "answer-rests-on-something" not in [it.code for it in asked(project, answer).build().diagnostics]


def test_the_fact_has_to_stand_in_the_answer_itself(project: Project) -> None:
    parts = ASKED.format("{ko: 넉넉하다., en: Enough.}").replace("얼마인가?", '"{fact}`money-b`인가?"')
    parts = parts.replace("How much?", '"Is it {fact}`money-b`?"')
    built = project.with_file(PACK, project.text(PACK) + parts).build()
    assert built.found("answer-rests-on-something").span
