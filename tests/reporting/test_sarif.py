"""A SARIF log is valid, points at the right letters, and knows a problem again when its line has moved."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from support.project import Project

from briefgen.model.core.diagnostics import Diagnostic, Severity, Span, error, warning
from briefgen.model.core.rules import RULES
from briefgen.reporting.sarif import render

FOLDER = Path("/somewhere/my briefs")
SCHEMA = json.loads(Path(__file__).parents[1].joinpath("data", "sarif-schema-2.1.0.json").read_text("utf-8"))
VALIDATOR = Draft4Validator(SCHEMA, format_checker=Draft4Validator.FORMAT_CHECKER)


def log_of(*found: Diagnostic, lines: dict[str, list[str]] | None = None, **more: Any) -> dict[str, Any]:
    def read(path: str, line: int) -> str | None:
        given = (lines or {}).get(path, [])
        return given[line - 1] if line <= len(given) else None

    log = json.loads(render(found, FOLDER, read, **more))
    VALIDATOR.validate(log)
    return log["runs"][0]


def result_of(found: Diagnostic, *lines: str) -> dict[str, Any]:
    path = found.span.path if found.span else ""
    (result,) = log_of(found, lines={path: list(lines)})["results"]
    return result


def region_of(found: Diagnostic, *lines: str) -> dict[str, int]:
    return result_of(found, *lines)["locations"][0]["physicalLocation"]["region"]


spans = st.builds(Span, st.text(), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
problems = st.builds(
    Diagnostic,
    code=st.sampled_from(sorted(RULES)) | st.text(),
    message=st.text(),
    span=st.none() | spans,
    severity=st.sampled_from(Severity),
    hint=st.text(),
    related=st.lists(st.tuples(spans, st.text()), max_size=2).map(tuple),
)


@given(st.lists(problems, max_size=4), st.text())
def test_any_report_is_valid(found: list[Diagnostic], line: str) -> None:
    VALIDATOR.validate(json.loads(render(found, FOLDER, lambda *_: line)))


def test_every_code_is_a_rule_with_all_that_is_known_of_it() -> None:
    rules = log_of(documentation="https://example.org/diagnostics.md")["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    (rule,) = [rule for rule in rules if rule["id"] == "note-is-called"]
    assert rule["name"] == "NoteIsCalled"
    assert rule["shortDescription"] == {"text": RULES["note-is-called"].claim}
    assert rule["help"]["text"] == "refer to it with `[^base]`, or delete it."
    assert "**Fails:**" in rule["help"]["markdown"]
    assert rule["helpUri"] == "https://example.org/diagnostics.md#note-is-called"
    assert rule["defaultConfiguration"] == {"level": "warning"}
    assert "helpUri" not in log_of()["tool"]["driver"]["rules"][0]


def test_a_result_has_its_rule_its_weight_its_place_and_its_hint() -> None:
    problem = warning("fact-is-known", "there is no fact", Span("content/예산 a.md", 3, 4, 3, 6), "write budget")
    run = log_of(problem)
    (result,) = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "fact-is-known"
    assert result["level"] == "warning"
    assert result["message"] == {"text": "there is no fact\nhint: write budget"}
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "content/%EC%98%88%EC%82%B0%20a.md", "uriBaseId": "PROJECT"}
    assert run["originalUriBaseIds"] == {"PROJECT": {"uri": "file:///somewhere/my%20briefs/"}}
    assert place["region"] == {"startLine": 3, "startColumn": 4, "endLine": 3, "endColumn": 6}


def test_columns_are_units_of_utf_16() -> None:
    """A letter beyond U+FFFF takes two; hangul and hanja take one."""
    assert region_of(error("x", "y", Span("a", 1, 5, 1, 7)), "🎉양𠀋 예산") == {
        "startLine": 1, "startColumn": 7, "endLine": 1, "endColumn": 9
    }  # fmt: skip
    assert log_of()["columnKind"] == "utf16CodeUnits"


@pytest.mark.parametrize(
    ("span", "region"),
    [
        (Span("a", 2, 3), {"startLine": 2, "startColumn": 3}),
        (Span("a", 2, 3, 4, 0), {"startLine": 2, "startColumn": 3, "endLine": 4}),
        (Span("a", 2, 3, 4, 1), {"startLine": 2, "startColumn": 3, "endLine": 4, "endColumn": 1}),
        (Span("a", 2, 3, 2, 3), {"startLine": 2, "startColumn": 3}),
    ],
)
def test_a_region_ends_where_that_is_known(span: Span, region: dict[str, int]) -> None:
    assert region_of(error("x", "y", span)) == region


def test_a_problem_of_the_whole_site_has_a_file_too() -> None:
    assert result_of(error("pack-fits", "too long"))["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "content/site.yaml", "uriBaseId": "PROJECT"}}}
    ]


def test_other_places_are_related_ones() -> None:
    first = (Span("content/b.yaml", 7, 1), "first given here")
    (related,) = result_of(Diagnostic("key-is-unique", "twice", Span("content/b.yaml", 9), related=(first,)))[
        "relatedLocations"
    ]
    assert related["id"] == 1 and related["message"] == {"text": "first given here"}
    assert related["physicalLocation"]["region"] == {"startLine": 7, "startColumn": 1}


def prints(*found: Diagnostic, lines: list[str]) -> list[str]:
    return [
        it["partialFingerprints"]["primaryLocationLineHash"] for it in log_of(*found, lines={"a": lines})["results"]
    ]


def test_a_problem_is_known_again_when_lines_move_and_no_two_are_taken_for_one() -> None:
    before = prints(error("x", "m", Span("a", 1, 3)), error("x", "m", Span("a", 2, 3)), lines=["  same", "other"])
    after = prints(
        error("x", "m", Span("a", 3, 5)), error("x", "m", Span("a", 5, 3)), lines=["", "", "    same", "", "other"]
    )
    assert before == after and len(set(before)) == 2
    twice = prints(error("x", "m", Span("a", 1, 1)), error("x", "n", Span("a", 1, 9)), lines=["one line"])
    assert len(set(twice)) == 2
    assert prints(error("x", "m", Span("a", 1)), lines=["b"]) != prints(error("z", "m", Span("a", 1)), lines=["b"])


def test_what_is_left_out_is_counted_and_the_run_says_how_it_went() -> None:
    run = log_of(left_out=[error("fact-is-known", "a"), error("fact-is-known", "b")])
    assert run["results"] == [] and run["properties"] == {"leftOut": {"fact-is-known": 2}}
    assert run["invocations"] == [{"executionSuccessful": False}]
    assert log_of(warning("fact-is-known", "a"))["invocations"] == [{"executionSuccessful": True}]


def test_a_real_project_is_marked_at_the_very_words(project: Project) -> None:
    """Mistakes in YAML and in text, behind letters of every width: each region begins at the word that is wrong."""
    path = "content/briefs/first/ko.md"
    wrong = project.with_change(path, "예산은 {fact}`money-a`이다", "🎉𠀋兩 예산은 {fact}`mony-a`이다").with_change(
        "content/facts/counts.yaml", "  status: unverified", "  status: unverifed"
    )
    found = [*wrong.site().diagnostics, *wrong.editions().diagnostics]
    run = json.loads(render(found, FOLDER, lambda path, line: wrong.text(path).split("\n")[line - 1]))["runs"][0]
    marked = {}
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        line = wrong.text(place["artifactLocation"]["uri"]).split("\n")[place["region"]["startLine"] - 1]
        start = 2 * place["region"]["startColumn"] - 2
        marked[result["ruleId"]] = line.encode("utf-16-le")[start:].decode("utf-16-le")
    assert marked["value-has-type"] == "unverifed"
    assert marked["fact-is-known"].startswith("{fact}`mony-a`")
