"""Where the texts of two languages are divided otherwise, the author hears of it."""

from __future__ import annotations

from projects import Project

from briefgen.checking.paragraphs import paragraphs_agree
from briefgen.model.diagnostics import Diagnostic, Severity
from briefgen.rendering.fonts import Fonts

KO, EN = "content/briefs/first/ko.md", "content/briefs/first/en.md"


def told(project: Project, lang: str = "en") -> list[Diagnostic]:
    site, editions = project.site().value, project.editions().value
    return list(paragraphs_agree(editions[lang], site, Fonts((), {})))


def test_texts_with_the_same_paragraphs_agree(project: Project) -> None:
    assert told(project) == []
    assert told(project, "ko") == []


def test_the_first_section_that_differs_is_named_in_both_texts(project: Project) -> None:
    changed = project.with_body(KO, "## 하나\n\n가.\n\n## 둘\n\n나.\n\n다.\n\n## 셋\n").with_body(
        EN, "## One\n\nA.\n\n## Two\n\nB.\n\n## Three\n\nC.\n"
    )
    (found,) = told(changed)
    assert (found.code, found.severity) == ("paragraphs-agree", Severity.WARNING)
    assert "“Two” has 1 numbered paragraph in en, but “둘” has 2 numbered paragraphs in ko" in found.message
    assert found.span is not None and (found.span.path, found.span.line) == (EN, 9)
    assert [(place.path, place.line) for place, _ in found.related] == [(KO, 9)]


def test_a_section_that_one_text_lacks_is_said_to_be_missing(project: Project) -> None:
    (found,) = told(project.with_body(KO, "가.\n\n## 하나\n\n나.\n").with_body(EN, "A.\n"))
    assert "there is no such section in en" in found.message
