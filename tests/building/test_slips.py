"""Small slips of an author: each is reported once, at its line, with what to write instead."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.model.core.diagnostics import Severity

KO = "content/briefs/first/ko.md"
EN = "content/briefs/first/en.md"
DATA = "content/briefs/first/brief.yaml"
LEDGER = "content/facts/counts.yaml"
SITE = "content/site.yaml"


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("content/fact.yaml", "content/facts/"),
        ("content/facts.yaml", "content/facts/"),
        ("content/briefs/first/facts.yaml", "content/facts/"),
        ("content/source.yaml", "“sources.yaml”"),
        ("content/briefs/first/sources.yaml", "content/sources.yaml"),
        ("content/briefs/first/glossary.yaml", "content/glossary.yaml"),
    ],
)
def test_a_file_of_entries_in_the_wrong_place_is_told_where_it_belongs(project: Project, path: str, hint: str) -> None:
    found = project.with_file(path, "a: b\n").build().found("file-is-expected")
    assert found.span is not None and found.span.path == path
    assert hint in found.hint


@pytest.mark.parametrize("name", ["first", "S-01"])
def test_a_brief_that_takes_its_own_place_is_not_to_be_bound_in_its_own_place(project: Project, name: str) -> None:
    status = f"number: S-01\nstatus: superseded\nsuperseded_by: {name}"
    built = project.with_change(DATA, "number: S-01", status).build()
    assert built.found("status-is-explained").span
    assert built.found("brief-is-published").hint == "take it out"


@pytest.mark.parametrize(
    ("written", "column"), [("[words][nope]", 5), ("[단어][nope]", 5), ("[here](#background) [it][the label]", 25)]
)
def test_a_link_whose_label_has_no_address_is_reported_where_it_stands(
    project: Project, written: str, column: int
) -> None:
    given = project.with_change(EN, "We took every", f"See {written}. We took every")
    line = next(number for number, it in enumerate(given.text(EN).splitlines(), 1) if written in it)
    found = given.build().found("mark-is-written-out")
    assert str(found.span) == f"{EN}:{line}:{column}"
    assert "]: https://" in found.hint


OTHERS = [
    "[words]",
    r"\[words\]\[nope\]",
    "a[0][1]",
    "[0][1]",
    "`[words][nope]`",
    "[a][it]\n\n[it]: https://example.org/",
]


@pytest.mark.parametrize("written", OTHERS)
def test_other_brackets_are_left_alone(project: Project, written: str) -> None:
    found = project.with_body(EN, f"See {written}\n").build().diagnostics
    assert "mark-is-written-out" not in {it.code for it in found}


@pytest.mark.parametrize("written", ["The **first** brief", "*The first* brief"])
def test_emphasis_in_a_title_is_printed_as_it_stands_and_reported(project: Project, written: str) -> None:
    given = project.with_change(EN, "title: The first brief", f'title: "{written}"')
    found = given.build().found("mark-is-written-out")
    assert (str(found.span), "emphasis" in found.hint) == (f"{EN}:2:8", True)


@pytest.mark.parametrize("written", ["3 * 4 * 5", "M*A*S*H", "* a note, * another", "**", "5* and 4*"])
def test_other_stars_in_a_title_are_left_alone(project: Project, written: str) -> None:
    found = project.with_change(EN, "title: The first brief", f'title: "{written}"').build().diagnostics
    assert "mark-is-written-out" not in {it.code for it in found}


def test_a_fact_that_is_compared_with_itself_is_an_error(project: Project) -> None:
    given = project.with_change(LEDGER, "compare: {to: money-b}", "compare: {to: money-a}")
    found = given.build().found("fact-is-known")
    assert found.span is not None and (found.span.path, found.span.line) == (LEDGER, 10)
    assert "itself" in found.message


@pytest.mark.parametrize("name", ["first", "S-01"])
def test_a_brief_that_is_related_to_itself_is_told_so(project: Project, name: str) -> None:
    built = project.with_change(DATA, "related: [second]", f"related: [second, {name}]").build()
    found = built.found("brief-is-known")
    assert found.span is not None and found.span.path == DATA and "itself" in found.message


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("  samples:\n    words:", "  samples:\n    word:", "key-is-known"),
        ("topics:", "topic:", "key-is-known"),
        ("languages: [ko, en]", "languages: [kr, en]", "file-exists"),
        ("title: {ko: 표본, en: Sample}\n", "", "key-is-given"),
    ],
)
def test_what_follows_from_a_slip_in_the_settings_is_not_reported(
    project: Project, old: str, new: str, code: str
) -> None:
    built = project.with_change(SITE, old, new).build()
    assert [(found.code, found.span.path) for found in built.diagnostics if found.span] == [(code, SITE)]


def test_what_is_wrong_is_an_error_beside_a_slip_that_stops_nothing(project: Project) -> None:
    standard = project.with_change(SITE, "level: publication", "level: standard\nphone: 123")
    built = standard.with_change(LEDGER, "value: 12 samples", "value: 12 smaples").build()
    assert built.found("key-is-known").severity is Severity.WARNING
    assert built.found("unit-is-known").severity is Severity.ERROR


@pytest.mark.parametrize("content", ["", "- a\n", "just words\n"])
def test_settings_that_say_nothing_are_the_only_problem(project: Project, content: str) -> None:
    built = project.with_file(SITE, content).build()
    assert {found.span.path for found in built.diagnostics if found.span} == {SITE}


def test_a_recommendation_that_stands_twice_in_a_text_is_reported_where_it_stands_again(project: Project) -> None:
    given = project.with_file(EN, project.text(EN) + "\n:::{recommendation} r1\nAgain.\n:::\n")
    found = given.build().found("id-is-unique")
    line = next(number for number, it in enumerate(given.text(EN).splitlines(), 1) if it == "Again.") - 1
    assert str(found.span) == f"{EN}:{line}:1" and "“r1”" in found.message


@pytest.mark.parametrize("mark", ["[^how]", "[us](https://example.org/)", "**bold**"])
def test_a_mark_in_a_caption_is_printed_as_it_is_and_reported(project: Project, mark: str) -> None:
    found = project.with_change(EN, "Number of samples", f"Number of {mark} samples").build().diagnostics
    assert [(it.span.path, it.span.line) for it in found if it.span and it.code == "mark-is-written-out"] == [(EN, 19)]


def test_briefs_that_supersede_each_other_are_both_reported(project: Project) -> None:
    second = "number: S-02\npublished: 2002-01-02\nstatus: superseded\nsuperseded_by: first\n"
    status = "number: S-01\nstatus: superseded\nsuperseded_by: S-02"
    given = project.with_change(DATA, "number: S-01", status).with_file("content/briefs/second/brief.yaml", second)
    found = [it.span.path for it in given.build().diagnostics if it.code == "status-is-explained" and it.span]
    assert found == [DATA, "content/briefs/second/brief.yaml"]


def test_a_unit_says_its_number_once(project: Project) -> None:
    assert project.with_change(SITE, 'ko: "{}개"', 'ko: "{}{}개"').build().found("unit-is-known").span


@pytest.mark.parametrize("end", ["?a=b", "#top"])
def test_the_address_of_the_site_is_no_place_or_question(project: Project, end: str) -> None:
    found = project.with_change(SITE, "org/sample/", f"org/sample/{end}").build().found("value-has-type")
    assert found.span is not None and found.span.line == 4
