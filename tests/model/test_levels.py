"""How strictly problems are taken: by the level of the site, and by what it says of single rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.model.core.diagnostics import Diagnostic, Report, Severity, error, has_errors, warning
from briefgen.model.core.levels import Level, RuleSetting, judge_of, stopping
from briefgen.model.core.rules import IN_TEXT, REMOVED, RULES, Rule, RuleKind

STOPPING = [rule for rule in RULES.values() if rule.stops]


def test_a_removed_rule_is_not_in_the_table() -> None:
    assert not REMOVED.keys() & RULES.keys()


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


@pytest.mark.parametrize("code", ["source-is-known", "term-is-known"])
def test_a_citation_or_a_term_that_is_unknown_stops_publication_only_where_it_stands_in_a_text(code: str) -> None:
    in_text = replace(error(code, "x"), subject=("x", IN_TEXT))
    for level in (Level.DRAFT, Level.STANDARD):
        judge = judge_of(level, {})
        assert judge(in_text) == replace(in_text, severity=Severity.WARNING, stops_publication=True)
        assert judge(error(code, "x")) == error(code, "x")
    assert judge_of(Level.PUBLICATION, {})(in_text) == in_text
    own = judge_of(Level.STANDARD, {code: RuleSetting.WARNING})
    judged = own(in_text)
    assert judged is not None and not judged.stops_publication and own(error(code, "x")) == error(code, "x")


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


def test_what_stops_publication_can_be_set_by_a_site_and_is_no_advice() -> None:
    assert all(rule.is_settable and rule.kind is not RuleKind.STYLE for rule in STOPPING)


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("rule", [it for it in STOPPING if it.kind is RuleKind.FORGIVEN], ids=lambda rule: rule.code)
def test_what_readers_would_see_broken_stops_publication_at_every_level(rule: Rule, level: Level) -> None:
    assert rule.stops is not None
    found = Diagnostic(rule.code, "x", severity=rule.stops)
    built, released = judge_of(level, {})(found), judge_of(Level.PUBLICATION, {}, release=True)(found)
    assert built is not None and released is not None and released.severity is Severity.ERROR
    if level is not Level.PUBLICATION or rule.stops is Severity.WARNING:
        assert built.severity is Severity.WARNING and list(stopping([built])) == [error(rule.code, "x")]


@pytest.mark.parametrize("own", RuleSetting)
def test_what_a_site_says_of_a_rule_holds_for_publication_too(own: RuleSetting) -> None:
    for release in (False, True):
        judged = judge_of(Level.PUBLICATION, {"link-resolves": own}, release=release)(error("link-resolves", "x"))
        assert (judged.severity.value if judged else "off") == own.value
        assert not judged or not judged.stops_publication


@pytest.mark.parametrize("found", [warning("image-can-be-read", "x"), error("image-has-alt", "x")])
def test_what_readers_do_not_see_broken_stops_no_publication(found: Diagnostic) -> None:
    judged = judge_of(Level.STANDARD, {})(found)
    assert judged is not None and not list(stopping([judged]))
