"""How strictly problems are taken: by the level of the site, and by what it says of single rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.model.core.codes import CODES
from briefgen.model.core.diagnostics import Report, Severity, error, has_errors, warning
from briefgen.model.core.levels import AGREEMENT, FORGIVEN, SETTABLE, STYLE, Level, RuleSetting, judge_of


def test_each_rule_is_in_one_group_and_is_a_code() -> None:
    assert CODES.keys() > SETTABLE
    assert not STYLE & AGREEMENT and not STYLE & FORGIVEN and not AGREEMENT & FORGIVEN


@pytest.mark.parametrize(
    ("code", "at"),
    [
        ("quotes-are-curly", {"publication"}),
        ("links-agree", {"standard", "publication"}),
        ("image-has-alt", set(Level)),
    ],
)
def test_a_warning_is_reported_from_its_level_on(code: str, at: set[str]) -> None:
    assert {level for level in Level if judge_of(level, {})(warning(code, "x")) is not None} == at


@pytest.mark.parametrize(
    ("code", "draft", "standard"),
    [
        ("link-resolves", "warning", "warning"),
        ("numbers-agree", "warning", "error"),
        ("yaml-is-sound", "error", "error"),
        ("fact-is-known", "error", "error"),
    ],
)
def test_an_error_that_leaves_the_site_whole_is_a_warning_below_publication(
    code: str, draft: str, standard: str
) -> None:
    severities = {}
    for level in Level:
        judged = judge_of(level, {})(error(code, "x"))
        assert judged is not None
        severities[level.value] = judged.severity.value
    assert severities == {"draft": draft, "standard": standard, "publication": "error"}


def test_a_site_sets_single_rules_whatever_its_level() -> None:
    rules = {
        "quotes-are-curly": RuleSetting.ERROR,
        "links-agree": RuleSetting.OFF,
        "link-resolves": RuleSetting.WARNING,
    }
    report = Report(judge_of(Level.STANDARD, rules))
    report.add([warning("quotes-are-curly", "a"), warning("links-agree", "b"), error("link-resolves", "c")])
    assert [(found.code, found.severity) for found in report] == [
        ("link-resolves", Severity.WARNING),
        ("quotes-are-curly", Severity.ERROR),
    ]
    assert has_errors(report)


@pytest.mark.parametrize(
    ("code", "part", "at"),
    [
        ("links-agree", "own", {"publication"}),
        ("links-agree", "", {"standard", "publication"}),
        ("paragraphs-agree", "section", {"publication"}),
    ],
)
def test_a_part_of_a_rule_may_be_advice(code: str, part: str, at: set[str]) -> None:
    found = replace(warning(code, "x"), subject=(part,) if part else ())
    assert {level for level in Level if judge_of(level, {})(found) is not None} == at
