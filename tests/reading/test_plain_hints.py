"""What an author reads of a value that is not allowed: in words, at its line."""

from __future__ import annotations

import pytest
from pydantic import ValidationError
from support.project import Project

from briefgen.model.core.diagnostics import Diagnostic, Severity
from briefgen.model.core.limits import TEXT
from briefgen.model.written.facts import Rate
from briefgen.model.written.settings import Unit

SITE, BRIEF, FACTS = "content/site.yaml", "content/briefs/first/brief.yaml", "content/facts/counts.yaml"
EN = "content/briefs/first/en.md"


def problems(project: Project, path: str, more: str) -> list[Diagnostic]:
    """What reading reports of lines that are added to a file."""
    text = project.text(path)
    return list(project.with_file(path, f"{text}{more}\n").site().diagnostics)


@pytest.mark.parametrize(
    ("path", "line", "said", "hint"),
    [
        (SITE, "publish: {domain: Foo Bar}", "“domain” cannot be written “Foo Bar”", "briefs.example.org"),
        (BRIEF, "version: 1e999", "“version” cannot be written “1e999”", "1.0 or 2.1"),
        (BRIEF, 'version: "<b>1</b>"', "“version” cannot be written “<b>1</b>”", "1.0 or 2.1"),
        (
            BRIEF,
            'changes: [{date: 2025-05-01, version: "<b>1</b>", text: {ko: 가, en: B}}]',
            "“version” cannot be written “<b>1</b>”",
            "1.0 or 2.1",
        ),
        (BRIEF, "updated: 1999-01-01", "“updated” is before “published”", ""),
        (
            FACTS,
            "x: {label: {ko: 가, en: A}, value: 12:30, source: report-a, status: single-source}",
            "“12:30” is a time",
            "",
        ),
        (
            FACTS,
            "x: {label: {ko: 가, en: A}, value: 1e5, source: report-a, status: single-source}",
            "“1e5” has an exponent",
            "",
        ),
        (
            FACTS,
            "x: {label: {ko: 가, en: A}, value: 1.5e-3 CNY, source: report-a, status: single-source}",
            "has an exponent",
            "",
        ),
        (SITE, "redirects: {a.html: ../b.html}", "leads out of the site", ""),
    ],
)
def test_a_value_that_is_not_allowed_is_explained_in_words(
    project: Project, path: str, line: str, said: str, hint: str
) -> None:
    key = line.partition(":")[0]
    lines = [it for it in project.text(path).splitlines() if not it.startswith(f"{key}:")]
    (found,) = [it for it in problems(project.with_file(path, "\n".join(lines) + "\n"), path, line) if it.span]
    assert said in found.message
    assert hint in found.hint
    assert "^[" not in found.hint
    assert found.span is not None
    assert (found.span.path, found.span.line) == (path, len(lines) + 1)


def test_an_exchange_rate_is_more_than_nothing() -> None:
    given = {"date": "2025-04-11", "source": "report-a"}
    assert Rate.model_validate({"rate": "~200", **given}).rate.value == 200
    for rate in ("0 KRW", "-5 KRW"):
        with pytest.raises(ValidationError, match="an exchange rate is more than 0"):
            Rate.model_validate({"rate": rate, **given})


def test_a_logo_is_the_name_of_an_image(project: Project) -> None:
    text = project.text(SITE).replace("publisher: {", "publisher: {logo: ../logo.svg, ")
    (found,) = project.with_file(SITE, text).site().diagnostics
    assert found.message == "“logo” cannot be written “../logo.svg”"
    assert "such as logo.svg" in found.hint


def test_a_brief_without_a_number_leaves_the_key_out(project: Project) -> None:
    text = project.text(BRIEF)
    number = next(line for line in text.splitlines() if line.startswith("number:"))
    (found,) = project.with_file(BRIEF, text.replace(number, "number: no")).site().diagnostics
    assert "“no” is not the number of a brief; leave the key out" in found.message
    assert project.with_file(BRIEF, text.replace(number, "number: ANNEX")).site().diagnostics == ()


def test_each_redirect_that_leads_out_of_the_site_is_shown_at_its_own_line(project: Project) -> None:
    given = "redirects:\n  a.html: index.html\n  ../b.html: index.html\n  c.html: ../d.html"
    found = problems(project, SITE, given)
    first = len(project.text(SITE).splitlines())
    assert [it.span and it.span.line for it in found] == [first + 3, first + 4]


def test_a_directive_in_which_a_text_is_cut_off_is_not_called_unclosed(project: Project) -> None:
    body = ":::{box} A\n" + "word word\n\n" * (TEXT // 10) + ":::\n"
    found = project.with_body(EN, body).site().diagnostics
    assert {it.code for it in found} == {"text-fits-limit"}


@pytest.mark.parametrize("words", ["{}0 member states", "{},000 states", "1{} states"])
def test_the_words_of_a_unit_do_not_change_the_number(words: str) -> None:
    with pytest.raises(ValidationError, match="has a digit beside"):
        Unit.model_validate({"words": {"ko": "{}개국", "en": words}})
    assert Unit.model_validate({"words": {"ko": "CO2 {} 톤", "en": "{} t CO2"}})


def test_text_in_another_direction_is_refused(project: Project) -> None:
    built = project.with_change(EN, "We took every", 'We took <bdo dir="rtl">391</bdo> of every').build()
    assert "<bdo" not in built.page("en/briefs/first.html")
    assert ("html-is-allowed", EN) in [(it.code, it.span.path) for it in built.diagnostics if it.span]


def test_an_address_without_https_leads_nowhere(project: Project) -> None:
    built = project.with_change(EN, "We took every", "[Look](//evil.example/share). We took every").build()
    (found,) = [it for it in built.diagnostics if it.code == "link-resolves"]
    assert found.hint == "write the address in full: https://evil.example/share"
    assert "evil.example" not in built.page("en/briefs/first.html")


@pytest.mark.parametrize(
    "line",
    [
        "tagline: Our #1 priority",
        "tagline: 우리의 #1",
        "tagline: #1 in Asia",
        "tagline: {ko: 가 #나라의 일",
        "short_title: Our #plan",
        "licence: mine #1",
    ],
)
def test_a_text_that_ends_at_a_hash_is_reported(project: Project, line: str) -> None:
    found = [it for it in problems(project, SITE, line) if it.code == "hash-is-quoted"]
    assert [(it.severity, it.span and it.span.line) for it in found] == [
        (Severity.WARNING, project.text(SITE).count("\n") + 1)
    ]
    assert "quotes" in found[0].hint


@pytest.mark.parametrize(
    "line",
    [
        "tagline: Ours # a comment",
        "tagline: Ours  ## a comment",
        "tagline: Ours #",
        'tagline: "Our #1 priority"',
        'tagline: "Ours" #comment',
        "tagline: Our#1",
        "updated: 2025-04-11 #todo",
        "updated: #2025-04-11",
        "home: [first] #second",
        "licence: all-rights-reserved #todo",
    ],
)
def test_a_comment_is_not_taken_for_a_text(project: Project, line: str) -> None:
    assert [it.code for it in problems(project, SITE, line) if it.code == "hash-is-quoted"] == []
