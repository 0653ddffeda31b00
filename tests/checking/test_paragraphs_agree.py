"""Where the texts of two languages are divided otherwise, the author hears of it."""

from __future__ import annotations

from support.project import Project

from briefgen.checking.languages.numbering import paragraphs_agree
from briefgen.model.core.diagnostics import Diagnostic, Severity
from briefgen.model.core.levels import Level, judge_of

KO, EN = "content/briefs/first/ko.md", "content/briefs/first/en.md"


def told(project: Project) -> list[Diagnostic]:
    return list(paragraphs_agree(project.site().value))


def test_texts_with_the_same_paragraphs_agree(project: Project) -> None:
    assert told(project) == []


def test_a_section_that_differs_is_named_in_both_texts(project: Project) -> None:
    changed = project.with_body(KO, "## 하나\n\n가.\n\n## 둘\n\n나.\n\n다.\n\n## 셋\n").with_body(
        EN, "## One\n\nA.\n\n## Two\n\nB.\n\n## Three\n"
    )
    (found,) = told(changed)
    assert (found.code, found.severity) == ("paragraphs-agree", Severity.WARNING)
    assert "“Two” has 1 numbered paragraph in en, but “둘” has 2 numbered paragraphs in ko" in found.message
    assert found.span is not None and (found.span.path, found.span.line) == (EN, 9)
    assert [(place.path, place.line) for place, _ in found.related] == [(KO, 9)]


def test_a_section_that_one_text_lacks_is_said_to_be_missing(project: Project) -> None:
    (found,) = told(project.with_body(KO, "가.\n\n## 하나\n\n나.\n").with_body(EN, "A.\n"))
    assert "there is no such section in en" in found.message


def test_sections_answer_to_one_another_by_their_ids_so_that_a_missing_one_shifts_no_other(project: Project) -> None:
    korean = "## 하나 {#one}\n\n가.\n\n## 둘 {#two}\n\n나.\n\n다.\n\n## 셋 {#three}\n\n라.\n"
    (found,) = told(project.with_body(KO, korean).with_body(EN, "## One {#one}\n\nA.\n\n## Three {#three}\n\nD.\n"))
    assert "“둘” has 2 numbered paragraphs, and there is no such section in en" in found.message
    assert "{#two}" in found.hint
    assert found.span is not None and (found.span.path, found.span.line) == (KO, 9)
    assert [(place.path, place.line) for place, _ in found.related] == [(EN, 5)]


def test_a_section_that_stands_elsewhere_is_told_as_that(project: Project) -> None:
    one, two, three = (f"## {it} {{#{it}}}\n\nA.\n\n" for it in ("one", "two", "three"))
    (found,) = told(project.with_body(KO, one + two + three).with_body(EN, two + three + one))
    assert "“one” is in another place in ko" in found.message
    assert found.span is not None and (found.span.path, found.span.line) == (EN, 13)


KOREAN = "## 하나 {#one}\n\n표본은 {fact}`count-a`이다.\n\n예산은 {fact}`money-a`이다.\n\n끝이다.\n"


def test_the_paragraph_without_a_counterpart_is_named_where_its_facts_tell_it(project: Project) -> None:
    (found,) = told(
        project.with_body(KO, KOREAN).with_body(EN, "## One {#one}\n\nThere are {fact}`count-a`.\n\nThe end.\n")
    )
    assert "this paragraph has no counterpart in en" in found.message and "“예산은 …이다.”" in found.message
    assert found.span is not None and (found.span.path, found.span.line) == (KO, 9)


def test_no_paragraph_is_named_by_guess(project: Project) -> None:
    (found,) = told(project.with_body(KO, KOREAN).with_body(EN, "## One {#one}\n\nThe end.\n\nThat is all.\n"))
    assert "“One” has 2 numbered paragraphs in en, but “하나” has 3 numbered paragraphs in ko" in found.message


def test_a_paragraph_that_is_taken_out_of_the_comparison_needs_no_counterpart(project: Project) -> None:
    korean = '가.\n\n{parity-ignore="a note for readers in Korea"}\n나.\n'
    assert told(project.with_body(KO, korean).with_body(EN, "A.\n")) == []
    assert told(project.with_body(KO, korean).with_body(EN, "A.\n\nB.\n")) == []


def test_a_difference_of_paragraphs_is_allowed_with_a_reason(project: Project) -> None:
    more = "## 하나 {#one}\n\n가.\n\n나.\n"
    less = "## One {#one}\n\nA.\n"
    line = '{allow-paragraphs-agree="one sentence in English"}\n'
    (found,) = told(project.with_body(KO, more).with_body(EN, line + less))
    assert (found.code, found.severity) == ("exception-is-meant", Severity.NOTE)


def test_a_release_refuses_a_paragraph_that_one_language_lacks(project: Project) -> None:
    (found,) = told(project.with_body(KO, "가.\n\n나.\n").with_body(EN, "A.\n"))
    taken = judge_of(Level.PUBLICATION, {}, release=True)(found)
    assert taken is not None and (taken.code, taken.severity) == ("paragraphs-agree", Severity.ERROR)
