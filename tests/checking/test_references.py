"""No reader is sent to a place that is not there, past a link that says nothing, or to a source that nobody uses."""

from __future__ import annotations

import pytest
from support.project import Project, picture

from briefgen.checking.links.references import references_are_of_use
from briefgen.checking.text.unparsed_markup import marks_are_written_out
from briefgen.model.core.diagnostics import Diagnostic, Severity

EN, KO = "content/briefs/second/en.md", "content/briefs/second/ko.md"
SPARE = """\
- id: spare
  type: report
  title: A report that nobody needs
  publisher: Sample Press
  issued: 2003
"""


def told(project: Project) -> list[Diagnostic]:
    return list(references_are_of_use(project.site().value))


def with_source(project: Project) -> Project:
    return project.with_file("content/sources.yaml", project.text("content/sources.yaml") + SPARE)


def test_a_sound_project_has_nothing_to_mend(project: Project) -> None:
    assert told(project) == []


@pytest.mark.parametrize(
    "link",
    [
        "[](brief:first)",
        "[ ](https://example.org/)",
        "[\u3164\u200b](brief:first)",
        '<a href="https://example.org/"></a>',
    ],
)
def test_a_link_without_words_is_told(project: Project, link: str) -> None:
    (found,) = told(project.with_body(EN, f"See {link}.\n"))
    assert (found.code, found.severity, found.span and found.span.line) == ("link-has-words", Severity.WARNING, 5)


@pytest.mark.parametrize("link", ["[{fact}`count-a`](fact:count-a)", "<https://example.org/>", "[*so*](brief:first)"])
def test_a_link_that_says_anything_is_sound(project: Project, link: str) -> None:
    assert told(project.with_body(EN, f"See {link}.\n")) == []


def test_sources_that_nothing_cites_are_one_note(project: Project) -> None:
    (found,) = told(with_source(project))
    assert (found.code, found.severity) == ("source-is-cited", Severity.NOTE)
    assert "“spare”" in found.message and found.span is not None and found.span.path == "content/sources.yaml"


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (EN, "{ref}`first`", "{ref}`first` [@spare]"),
        ("content/timeline.yaml", "  label:", "  source: spare\n  label:"),
        ("content/facts/counts.yaml", "also: report-b", "also: [report-b, spare]"),
        ("content/site.yaml", "source: report-a", "source: [report-a, spare]"),
        ("content/briefs/first/brief.yaml", "source: report-b", "source: spare"),
    ],
)
def test_a_source_is_needed_wherever_it_is_named(project: Project, path: str, old: str, new: str) -> None:
    assert told(with_source(project).with_change(path, old, new)) == []


def test_the_publishers_address_is_whole(project: Project) -> None:
    (found,) = told(
        project.with_change("content/site.yaml", "{name: {ko: 표본 출판", "{url: www.example.org, name: {ko: 표본 출판")
    )
    assert (found.code, found.span and found.span.line) == ("address-is-safe", 5)


@pytest.mark.parametrize("email", ["a@b.org?bcc=c@d.org%0d%0aX: y", "name", "a@b", "javascript:alert(1)"])
def test_the_publishers_email_is_one(project: Project, email: str) -> None:
    given = f'{{email: "{email}", name: {{ko: 표본 출판'
    (found,) = told(project.with_change("content/site.yaml", "{name: {ko: 표본 출판", given))
    assert (found.code, found.span and found.span.line) == ("address-is-safe", 5)


@pytest.mark.parametrize(
    ("anchor", "hint"),
    [
        ("배경", "the text in ko has it"),
        ("bakground", "did you mean “background”?"),
    ],
)
def test_a_place_that_one_language_lacks_is_told_at_the_link(project: Project, anchor: str, hint: str) -> None:
    given = project.with_change(
        KO.replace("second", "first"), "## 제안 {#proposals}", "## 하나 {#배경}\n\n말.\n\n## 제안 {#proposals}"
    )
    given = given.with_change(
        EN.replace("second", "first"), "## Proposals {#proposals}", "## One\n\nWords.\n\n## Proposals {#proposals}"
    )
    given = given.with_body(EN, f"Hello.\n\nSee [there](brief:first#{anchor}).\n")
    found = [it for it in given.build().diagnostics if it.code == "link-resolves"]
    assert [(it.span.path, it.span.line) for it in found if it.span] == [(EN, 7)]
    assert hint in found[0].hint


@pytest.mark.parametrize("mark", ["[us](https://example.org/)", "[it](page:about)", "[@report-a, p. 3]", "[^how]"])
def test_a_mark_in_a_wording_is_printed_as_it_stands(project: Project, mark: str) -> None:
    given = project.with_change("content/timeline.yaml", "en: Start}", f'en: "Start {mark}"}}')
    given = given.with_change(EN, "summary: What the second brief says.", f"summary: What it says {mark}.")
    found = list(marks_are_written_out(given.site().value))
    assert sorted((it.code, it.span.path, it.span.line) for it in found if it.span) == [
        ("mark-is-written-out", EN, 3),
        ("mark-is-written-out", "content/timeline.yaml", 3),
    ]


def test_brackets_of_a_wording_are_left_alone(project: Project) -> None:
    given = project.with_change("content/timeline.yaml", "en: Start}", 'en: "[Report] (2001) [sic](!)"}')
    assert not list(marks_are_written_out(given.site().value))


def test_an_image_that_no_text_shows_is_told_at_the_image(project: Project) -> None:
    path = "content/briefs/first/img/spare.png"
    (found,) = told(project.with_file(path, picture(20)))
    assert (found.code, found.severity, str(found.span)) == ("file-is-expected", Severity.WARNING, f"{path}:1:1")
    assert "![what it shows](img/spare.png)" in found.hint


def test_an_image_that_one_language_shows_is_used(project: Project) -> None:
    en = EN.replace("second", "first")
    assert told(project.with_change(en, '![A grey square](photo.png "A grey square, drawn")', "No picture.")) == []
    ko = KO.replace("second", "first")
    both = project.with_body(en, "No picture.").with_body(ko, "<img src='photo.png' alt='네모'>")
    assert told(both) == []


def test_an_image_may_be_shown_where_the_text_names_one_that_is_not_there(project: Project) -> None:
    en, ko = EN.replace("second", "first"), KO.replace("second", "first")
    assert told(project.with_change(en, "](photo.png", "](foto.png").with_change(ko, "](photo.png", "](foto.png")) == []
