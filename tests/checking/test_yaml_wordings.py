"""The rules on style over the wordings of YAML: where each problem is told, what is let be, how one is switched off."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.building.project import read_all
from briefgen.checking.prose.rule import RULES, found_by
from briefgen.checking.waivers import exceptions_have_reasons
from briefgen.model.core.diagnostics import Diagnostic, Severity

FACTS, GLOSSARY, SITE = "content/facts/counts.yaml", "content/glossary.yaml", "content/site.yaml"
BRIEF, CHART, TIMELINE = (
    "content/briefs/first/brief.yaml",
    "content/briefs/first/bars.chart.yaml",
    "content/timeline.yaml",
)
PACK = "content/packs/all.yaml"


def found(project: Project, lang: str) -> list[Diagnostic]:
    sources = read_all(project.world(), None).value
    return [*found_by(RULES.values(), sources.site, lang), *exceptions_have_reasons(sources.site)]


WORDED = [
    (GLOSSARY, "en: A part that", "en: Since last month a part that", "en", "date-is-absolute"),
    (FACTS, "label: {ko: 예산, en: Budget}", "label: {ko: 예산, en: Last year's budget}", "en", "date-is-absolute"),
    (FACTS, "{ko: 표본은 모두 같다., en: All", "{ko: 표본은 올해 모두 같다., en: All", "ko", "date-is-absolute"),
    (TIMELINE, "en: Start}", "en: It's the start}", "en", "quotes-are-curly"),
    (CHART, "en: Two bars side", "en: Two bars of 30 % side", "en", "unit-is-spaced"),
    (PACK, "en: Both briefs in one.", f"en: {'one word and ' * 11}no end.", "en", "sentence-is-short"),
    (SITE, "en: A sample site.", "en: A sample site of 77 pages.", "en", "number-is-bound"),
    (SITE, "name: {ko: 표본 출판, en: Sample Press}", "name: {ko: KVIC, en: KVIC}", "ko", ""),
]


@pytest.mark.parametrize(("path", "old", "new", "lang", "code"), WORDED)
def test_a_wording_is_told_at_its_line_in_its_language(path: str, old: str, new: str, lang: str, code: str) -> None:
    project = Project().with_change(path, old, new)
    problems = [it for it in found(project, lang) if it.code != "number-is-bound" or code == "number-is-bound"]
    if not code:
        assert problems == []
        return
    assert {it.code for it in problems} == {code} | ({"quotes-are-curly"} if "year's" in new else set())
    line = next(at for at, text in enumerate(project.text(path).splitlines(), 1) if new in text)
    assert {(it.span.path, it.span.line) for it in problems if it.span} == {(path, line)}
    other = {"en": "ko", "ko": "en"}[lang]
    assert [it for it in found(project, other) if it.code == code] == []


ALLOWED = [
    (FACTS, "status: unverified\n", "status: unverified\n  allow: {date-is-absolute: a diary}\n"),
    (FACTS, "en: All samples are alike.}", "en: All samples are alike.}\n  allow: {date-is-absolute: a diary}"),
    (SITE, "languages: [ko, en]", "languages: [ko, en]\nallow: {date-is-absolute: a diary}"),
]


@pytest.mark.parametrize(("path", "old", "new"), ALLOWED)
def test_a_rule_is_switched_off_in_the_entry_or_for_the_site(path: str, old: str, new: str) -> None:
    worded = Project().with_change(FACTS, "en: All samples", "en: This year all samples")
    if "All samples" in old:
        old, new = (it.replace("All samples", "This year all samples") for it in (old, new))
    (note,) = found(worded.with_change(path, old, new), "en")
    assert (note.code, note.severity) == ("exception-is-meant", Severity.NOTE) and "a diary" in note.message


def test_what_a_brief_allows_holds_for_its_charts() -> None:
    project = Project().with_change(CHART, "en: Two bars side", "en: This year two bars side")
    assert [it.code for it in found(project, "en")] == ["date-is-absolute"]
    allowed = project.with_file(BRIEF, project.text(BRIEF) + "allow: {date-is-absolute: a diary}\n")
    assert [it.code for it in found(allowed, "en")] == ["exception-is-meant"]


@pytest.mark.parametrize("path", [BRIEF, CHART, PACK, SITE])
def test_an_exception_in_yaml_wants_a_reason_and_a_rule(path: str) -> None:
    for given, said in (("{date-is-absolute: ''}", "gives no reason"), ("{date-is-abslute: a diary}", "is not a rule")):
        project = Project().with_file(path, f"{Project().text(path)}allow: {given}\n")
        (problem,) = found(project, "ko")
        assert (problem.code, problem.severity) == ("exception-has-reason", Severity.ERROR) and said in problem.message
        assert problem.span is not None and problem.span.path == path


def test_a_text_may_allow_it_in_its_front_matter() -> None:
    path = "content/briefs/first/en.md"
    project = Project().with_change(
        path, "summary: What the", "allow: {date-is-absolute: a diary}\nsummary: This year the"
    )
    assert [it.code for it in found(project, "en")] == ["exception-is-meant"]
