"""Places in a source: another one in one language is an error."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.checking.languages.rule import Parity
from briefgen.model.core.diagnostics import Diagnostic, Severity

KO, EN = "content/briefs/first/ko.md", "content/briefs/first/en.md"


def compared(project: Project, ko: str, en: str) -> list[Diagnostic]:
    return list(Parity(project.with_body(KO, ko).with_body(EN, en).shown()).everything())


@pytest.mark.parametrize(
    ("ko", "en", "said"),
    [
        ("그렇다 [@report-a, p. 3].", "It is so [@report-a, p. 5].", "“p. 5” of “report-a” is where ko has “p. 3”"),
        ("그렇다 [@report-a, 3쪽].", "It is so [@report-a, p. 4].", "“p. 4” of “report-a” is where ko has “3쪽”"),
        (
            "가 [@report-a, p. 3], 나 [@report-a, p. 7].",
            "A [@report-a, p. 3], B [@report-a, p. 8].",
            "“p. 8” of “report-a” is where ko has “p. 7”",
        ),
        ("가 [@report-a, pp. 3-7].", "A [@report-a, pp. 3-9].", "“pp. 3-9” of “report-a” is where ko has “pp. 3-7”"),
        ("가 [@report-a, p. iv].", "A [@report-a, p. ix].", "“p. ix” of “report-a” is where ko has “p. iv”"),
        ("가 [@report-a, p. 3].", "A [@report-a, p. iv].", "“p. iv” of “report-a” is where ko has “p. 3”"),
        ("가 [@report-a, 12a쪽].", "A [@report-a, p. 12b].", "“p. 12b” of “report-a” is where ko has “12a쪽”"),
        ("가 [@report-a, 3장].", "A [@report-a, p. 3].", "“p. 3” of “report-a” is where ko has “3장”"),
        (
            "가 [@report-a]. 나 [@report-a, p. 3].",
            "A [@report-a]. B [@report-a, p. 5].",
            "“p. 5” of “report-a” is where ko has “p. 3”",
        ),
    ],
)
def test_another_place_in_a_source_is_an_error_at_its_citation(project: Project, ko: str, en: str, said: str) -> None:
    (found,) = compared(project, ko, en)
    assert (found.code, found.message, found.severity) == ("citations-agree", said, Severity.ERROR)
    assert found.span is not None and found.span.path == EN and found.span.column == en.rindex("@") + 1
    assert [place.path for place, _ in found.related if place] == [KO]


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("그렇다 [@report-a, 3쪽].", "It is so [@report-a, p. 3]."),
        ("그렇다 [@report-a, pp. 3-7].", "It is so [@report-a, pp. 3–7]."),
        ("그렇다 [@report-a].", "It is so [@report-a, p. 5]."),
        ("그렇다 [@report-a, p. 3].", "It is so [@report-a]."),
        ("그렇다 [@report-a, 3장].", "It is so [@report-a, ch. III]."),
        ("그렇다 [@report-a, 3장].", "It is so [@report-a, section 3]."),
        ("그렇다 [@report-a, 2권, 3쪽].", "It is so [@report-a, vol. ii, p. 3]."),
        ("가 [@report-a, p. 3]. 나 [@report-a].", "A [@report-a]. B [@report-a, p. 7]."),
        ("가 [@report-a, p. 3], 나 [@report-a, p. 7].", "B [@report-a, p. 7], A [@report-a, p. 3]."),
    ],
)
def test_the_same_place_or_none_is_not_reported(project: Project, ko: str, en: str) -> None:
    assert [it.message for it in compared(project, ko, en)] == []


def test_two_other_places_in_a_source_are_reported_by_turn(project: Project) -> None:
    found = compared(project, "가 [@report-a, 3쪽], 나 [@report-a, 4쪽].", "A [@report-a, p. 5], B [@report-a, p. 6].")
    assert [it.message for it in found] == [
        "“p. 5” of “report-a” is where ko has “3쪽”",
        "“p. 6” of “report-a” is where ko has “4쪽”",
    ]
