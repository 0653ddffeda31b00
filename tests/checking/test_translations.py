"""What one language has and another lacks is told where it stands."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.checking.text.translations import translations_have_every_part
from briefgen.model.core.diagnostics import Diagnostic, Severity

BRIEF, KO, EN = (f"content/briefs/first/{name}" for name in ("brief.yaml", "ko.md", "en.md"))
RECOMMENDATION = ":::{recommendation} r1\nTake more samples.\n:::\n"


def told(project: Project) -> list[Diagnostic]:
    return list(translations_have_every_part(project.site().value))


def test_texts_with_the_same_parts_are_sound(project: Project) -> None:
    assert told(project) == []


@pytest.mark.parametrize(
    ("gone", "what", "line"),
    [
        (RECOMMENDATION, "the recommendation “r1”", 29),
        (":::{chart} bars\n:::\n", "the chart “bars”", 14),
        (":id: tab-counts\n", "the table “tab-counts”", 19),
        ("## Proposals {#proposals}\n", "the heading “proposals”", 27),
        ("ground {#background}", "the heading “background”", 10),
    ],
)
def test_a_part_that_one_language_lacks_is_told_at_the_other(project: Project, gone: str, what: str, line: int) -> None:
    (found,) = told(project.with_change(EN, gone, ""))
    assert (found.code, found.severity) == ("translation-has-every-part", Severity.WARNING)
    assert found.message == f"{what} is in {KO}, but not in {EN}"
    assert found.span is not None and (found.span.path, found.span.line) == (KO, line)


def test_words_that_make_the_id_of_another_language_are_that_id(project: Project) -> None:
    heads = (
        "\n## 세 번째 {#3--third-part-of-it}\n\n셋.\n",
        "\n## 3- Third part of it\n\nThree, see [it](#3--third-part-of-it).\n",
    )
    changed = project.with_file(KO, project.text(KO) + heads[0]).with_file(EN, project.text(EN) + heads[1])
    assert told(changed) == []
    assert "3--third-part-of-it" in {part.get("id") for part in changed.shown().briefs["first"].texts["en"].body.walk()}


def test_the_id_of_a_list_of_sources_may_be_that_of_a_heading_in_every_language(project: Project) -> None:
    heads = "\n## 참고 {#references}\n\n셋.\n", "\n## References\n\nThree.\n"
    assert told(project.with_file(KO, project.text(KO) + heads[0]).with_file(EN, project.text(EN) + heads[1])) == []


def test_an_option_that_one_language_lacks_is_told(project: Project) -> None:
    option = "\n:::{{option}} {}\nDo it.\n:::\n"
    ko = project.text(KO) + option.format("가") + option.format("나")
    (found,) = told(project.with_file(KO, ko).with_file(EN, project.text(EN) + option.format("A")))
    assert "option 2" in found.message and EN in found.message
    assert found.span is not None and found.span.path == KO


def test_a_heading_without_an_id_of_its_own_is_not_compared(project: Project) -> None:
    added = project.with_file(KO, project.text(KO) + "\n## 맺음말\n").with_file(EN, project.text(EN) + "\n## The end\n")
    assert told(added) == []


def test_a_recommendation_that_no_text_has_is_told_where_it_is_declared(project: Project) -> None:
    declared = project.with_change(BRIEF, "  r1: {", "  r2: {basis: editorial}\n  r1: {")
    (found,) = told(declared)
    assert found.span is not None and (found.span.path, found.span.line) == (BRIEF, 6)
    assert "“r2”" in found.message and "no text" in found.message


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{recommendation} r1", "{recommendation} r2", "recommendation-is-known"),
        ("{recommendation} r1", "{recomendation} r1", "directive-is-known"),
        ("{chart} bars", "{chart} bras", "chart-is-known"),
    ],
)
def test_what_follows_from_a_slip_in_the_other_text_is_not_told(
    project: Project, old: str, new: str, code: str
) -> None:
    built = project.with_change(EN, old, new).build()
    assert {found.code for found in built.diagnostics} - {"reference-is-known"} == {code}


def test_a_text_that_cannot_be_read_lacks_nothing(project: Project) -> None:
    built = project.with_file(KO, project.text(KO).encode("cp949")).build()
    assert [found.code for found in built.diagnostics] == ["file-is-utf8"]
