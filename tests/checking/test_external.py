"""What is recorded of an address is told where it is written, and readers are led to the copy of what is gone."""

from __future__ import annotations

from datetime import date

import pytest
from support.project import Project

from briefgen.checking.links.external import addresses_are_checked, addresses_hold
from briefgen.model.core.diagnostics import Diagnostic, Severity
from briefgen.resolving.site.external import mentions_of, pages_of

EN, KO = "content/briefs/first/en.md", "content/briefs/first/ko.md"
LINKS, SOURCES = "content/links.yaml", "content/sources.yaml"
PAGE = "https://example.org/page"
GONE = f"{PAGE}:\n  state: gone\n  status: 404\n  checked: 2026-11-25\n"
COPY = "https://archive.example/20261101/page"


def told(project: Project) -> list[Diagnostic]:
    return list(addresses_hold(project.site().value))


def cited(project: Project, more: str = "") -> Project:
    """The first source has an address."""
    return project.with_change(SOURCES, "  title: A report\n", f"  title: A report\n  URL: {PAGE}\n{more}")


def test_an_address_that_is_gone_is_told_at_each_place_that_writes_it(project: Project) -> None:
    given = cited(project).with_file(LINKS, GONE)
    given = given.with_body(EN, f"See [the page]({PAGE}#part).\n\nOr {PAGE}.\n").with_body(KO, f"{PAGE}에 있다.\n")
    given = given.with_change("content/timeline.yaml", "en: Start}", f'en: "Start, see {PAGE}"}}')
    given = given.with_change("content/site.yaml", "{name: {ko: 표본 출판", f"{{url: {PAGE}, name: {{ko: 표본 출판")
    found = told(given)
    assert {(it.code, it.severity) for it in found} == {("address-is-there", Severity.WARNING)}
    places = sorted((it.span.path, it.span.line) for it in found if it.span)
    assert places == [
        (EN, 5),
        (EN, 7),
        (KO, 5),
        ("content/site.yaml", 5),
        (SOURCES, 4),
        ("content/timeline.yaml", 3),
    ]
    assert "404, on 2026-11-25" in found[0].message


@pytest.mark.parametrize("key", ["example.org/page", "javascript:alert(1)", "https:///page", "mailto:a@example.org"])
def test_a_record_of_what_is_no_address_is_told_at_its_key(project: Project, key: str) -> None:
    (found,) = told(project.with_file(LINKS, f"{GONE}{key}:\n  state: gone\n"))
    assert (found.code, str(found.span)) == ("address-is-safe", f"{LINKS}:5:1")


@pytest.mark.parametrize("user", ["reader@", "www.bank.example:443@", ":@"])
def test_a_name_before_the_site_is_told_at_each_place_that_writes_it(project: Project, user: str) -> None:
    address = f"https://{user}example.org/page"
    given = cited(project).with_change(SOURCES, PAGE, address)
    given = given.with_body(EN, f"See [the page]({address}).\n\nOr {address} itself; not https://example.org/@user.\n")
    found = told(given)
    assert [(it.code, it.severity) for it in found] == [("address-is-safe", Severity.WARNING)] * 3
    assert sorted((it.span.path, it.span.line) for it in found if it.span) == [(EN, 5), (EN, 7), (SOURCES, 4)]
    assert {it.hint for it in found} == {"write the address without what stands before the @: https://example.org/…"}


@pytest.mark.parametrize(
    "address", ["https://good.example\\\\@evil.example/", "https://exa mple.org/", "https:///page"]
)
def test_a_source_at_an_address_without_a_site_is_told(project: Project, address: str) -> None:
    (found,) = told(cited(project).with_change(SOURCES, PAGE, f'"{address}"'))
    assert (found.code, str(found.span)[: len(SOURCES) + 2]) == ("link-resolves", f"{SOURCES}:4")


def test_without_a_record_nothing_is_said(project: Project) -> None:
    assert told(cited(project)) == []
    assert told(cited(project).with_file(LINKS, "")) == []


@pytest.mark.parametrize(
    "record",
    [
        f"{PAGE}: {{state: ok, status: 200, checked: 2001-01-01}}\n",
        f"{PAGE}: {{state: refused, status: 403, checked: 2026-11-25}}\n",
        f"{PAGE}: {{state: unchecked}}\n",
        "https://example.org/other: {state: gone}\n",
    ],
)
def test_only_what_is_known_to_be_wrong_is_said(project: Project, record: str) -> None:
    assert told(cited(project).with_file(LINKS, record)) == []


def test_what_has_moved_for_good_is_a_note_with_the_new_address(project: Project) -> None:
    record = f"{PAGE}: {{state: moved, status: 301, checked: 2026-11-25, to: https://example.org/new}}\n"
    (found,) = told(project.with_file(LINKS, record).with_body(EN, f"See [the page]({PAGE}#part).\n"))
    assert (found.code, found.severity) == ("address-is-current", Severity.NOTE)
    assert found.hint == "write https://example.org/new#part"


@pytest.mark.parametrize("written", [f"archived: {COPY}", f"archived: {{url: {COPY}, date: 2026-11-01}}"])
def test_a_copy_stands_in_for_what_is_gone(project: Project, written: str) -> None:
    given = cited(project).with_file(LINKS, f"{GONE}  {written}\n").with_body(EN, f"See [it]({PAGE}) [@report-a].\n")
    assert told(given) == []
    article = given.editions().value["en"].articles["first"]
    assert [part.get("href") for part in article.body.walk() if part.kind == "link"] == [COPY]
    (entry,) = (it.html for it in article.references if it.id == "report-a")
    assert f'<a href="{PAGE}">' in entry and f'archived at <a href="{COPY}">' in entry


def test_a_copy_of_a_page_that_is_there_is_not_shown(project: Project) -> None:
    record = f"{PAGE}: {{state: ok, archived: {COPY}}}\n"
    article = cited(project).with_file(LINKS, record).editions().value["en"].articles["first"]
    assert all(COPY not in entry.html for entry in article.references)


def test_a_copy_that_the_source_names_itself_is_enough(project: Project) -> None:
    given = cited(project, f"  archived: {COPY}\n").with_file(LINKS, GONE)
    assert told(given) == []
    assert pages_of(given.site().value) == (COPY, PAGE)


def test_the_day_of_the_record_is_no_day_on_which_the_source_was_read(project: Project) -> None:
    given = cited(project, "  accessed: 2026-10-03\n").with_file(LINKS, f"{GONE}  archived: {COPY}\n")
    entries = {it.id: it.html for it in given.editions().value["en"].references}
    assert "accessed 3 October 2026" in entries["report-a"]
    without = cited(project).with_file(LINKS, GONE).editions().value["en"].references
    assert all("accessed" not in it.html for it in without)


@pytest.mark.parametrize("address", ["https://", "https:///page", "http://[bad/"])
def test_an_address_that_names_no_site_is_an_error(project: Project, address: str) -> None:
    given = project.with_body(EN, f"See [it]({address}).\n")
    codes = {(it.code, it.severity) for it in (*given.site().diagnostics, *told(given))}
    assert codes == {("link-resolves", Severity.ERROR)}


@pytest.mark.parametrize("wrong", ["archived: javascript:alert(1)", "archived: copies/1.html", "to: ftp://example.org"])
def test_only_a_page_stands_in_for_a_page(project: Project, wrong: str) -> None:
    (found,) = told(project.with_file(LINKS, f"{PAGE}:\n  state: moved\n  {wrong}\n"))
    assert (found.code, found.span and found.span.line) == ("address-is-safe", 3)


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("See https://example.org/a.", "https://example.org/a"),
        ("(https://example.org/a_(b), https://example.org/c)", "https://example.org/a_(b)"),
        ("https://example.org/a에서", "https://example.org/a"),
        ("https://ko.wikipedia.org/wiki/양회", "https://ko.wikipedia.org/wiki/양회"),
        ("https://", None),
        ("no://address", None),
    ],
)
def test_an_address_in_words_ends_where_a_reader_would_end_it(project: Project, words: str, address: str) -> None:
    given = project.with_body(EN, f"{words}\n")
    found = [mention.address for mention in mentions_of(given.site().value)]
    assert (found[0] if found else None) == address


def test_what_is_not_known_is_told_of_the_time_it_is(project: Project) -> None:
    record = f"{PAGE}: {{state: ok, status: 200, checked: 2026-11-25}}\n"
    site = cited(project).with_file(LINKS, record).site().value
    assert addresses_are_checked(site, date(2027, 5, 24)) == ()
    (old,) = addresses_are_checked(site, date(2027, 5, 25))
    assert (old.code, old.severity) == ("address-is-checked", Severity.WARNING)
    assert old.span is not None and old.span.path == LINKS and "181 days ago" in old.message
    patient = (
        cited(project)
        .with_file(LINKS, record)
        .with_change("content/site.yaml", "languages:", "links: {max_age_days: 365}\nlanguages:")
    )
    assert addresses_are_checked(patient.site().value, date(2027, 5, 25)) == ()


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("", "has never been checked"),
        (f"{PAGE}: {{state: refused, status: 403, checked: 2026-11-25}}\n", "403, on 2026-11-25"),
        (f"{PAGE}: {{state: gone}}\n", "does not say when"),
    ],
)
def test_what_nobody_knows_is_a_note(project: Project, record: str, said: str) -> None:
    (found,) = addresses_are_checked(cited(project).with_file(LINKS, record).site().value, date(2026, 11, 25))
    assert found.severity is Severity.NOTE and said in found.message
