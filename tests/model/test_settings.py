"""What site.yaml may say of languages, old addresses, the scale of a chart and limits, and what could only do harm."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.project import Project

from briefgen.model.core.limits import ENTRIES, LIMITS, Limit, Limits, OwnLimit

SITE = "content/site.yaml"
CHART = "content/briefs/first/bars.chart.yaml"


def problems(project: Project) -> list[tuple[str, int]]:
    return [(found.code, found.span.line) for found in project.site().diagnostics if found.span]


@pytest.mark.parametrize("tag", ["../../x", "ko en", "k", "ko_KR", "<b>"])
def test_a_language_is_a_tag(project: Project, tag: str) -> None:
    wrong = project.with_change(SITE, "languages: [ko, en]", f"languages: [ko, '{tag}']")
    assert ("value-has-type", 3) in problems(wrong)


@pytest.mark.parametrize(
    "line", ["../../../out.html: en/index.html", "old.html: ../x.html", "'a\\\\b.html': en/index.html"]
)
def test_an_old_address_stays_on_the_site(project: Project, line: str) -> None:
    wrong = project.with_file(SITE, project.text(SITE) + f"redirects:\n  {line}\n")
    last = len(wrong.text(SITE).splitlines())
    assert problems(wrong) == [("value-has-type", last - 1)] or problems(wrong) == [("value-has-type", last)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("old.html: //evil.example/", "is not a full address"),
        ("old.html: ///evil.example/", "is not a full address"),
        (".git/config.html: en/index.html", "begins with a dot"),
        ("/.git/config.html: en/index.html", "begins with a dot"),
        ("en/.well-known/x.html: en/index.html", "begins with a dot"),
        ("https://example.org/sample/.git/config.html: en/index.html", "begins with a dot"),
        ("./old.html: en/index.html", "begins with a dot"),
        ("//evil.example/old.html: en/index.html", "is not a full address"),
    ],
)
def test_a_redirect_is_between_addresses_of_the_site_or_to_a_full_one(project: Project, line: str, said: str) -> None:
    wrong = project.with_file(SITE, project.text(SITE) + f"redirects:\n  {line}\n")
    (found,) = wrong.site().diagnostics
    assert found.span and (found.code, found.span.line) == ("value-has-type", len(wrong.text(SITE).splitlines()))
    assert said in found.message


@pytest.mark.parametrize(
    "line",
    [
        "old.html: /en/index.html",
        "/old.html: en/",
        "https://example.org/sample/old.html: https://example.org/a",
        "old.html: https://example.org/a/.well-known/x",
        "old: v1.2/x.html",
    ],
)
def test_a_redirect_that_is_sound_is_read(project: Project, line: str) -> None:
    assert problems(project.with_file(SITE, project.text(SITE) + f"redirects:\n  {line}\n")) == []


@pytest.mark.parametrize("scale", ["999999999", "-999999999"])
def test_a_scale_is_one_that_amounts_have(project: Project, scale: str) -> None:
    wrong = project.with_change(CHART, "scale: 9", f"scale: {scale}")
    assert problems(wrong) == [("value-has-type", 5)]


def test_a_licence_has_words(project: Project) -> None:
    blank = project.with_file(SITE, project.text(SITE) + "licence: ' '\n")
    assert problems(blank) == [("value-has-type", len(blank.text(SITE).splitlines()))]


def test_a_chart_has_no_more_rows_than_can_be_drawn(project: Project) -> None:
    rows = "".join(f'  - {{year: "{number}", amount: {{fact: money-a}}}}\n' for number in range(2001))
    before, _, after = project.text(CHART).partition("data:\n")
    long = project.with_file(CHART, f"{before}data:\n{rows}spec:{after.partition('spec:')[2]}")
    (found,) = long.site().diagnostics
    assert (found.code, found.span.line) == ("value-has-type", 6)
    assert "2,000" in found.message or "2000" in found.message


HANDBOOK = Path(__file__).resolve().parents[2] / "docs/authoring.md"


def test_what_the_site_leaves_out_stays_as_it_is() -> None:
    limits = Limits(pdf=OwnLimit(seconds=900), chart=OwnLimit(memory=700))
    assert limits.of("pdf") == Limit(900, LIMITS["pdf"].memory)
    assert limits.of("chart") == Limit(LIMITS["chart"].seconds, 700)
    assert limits.of("font") == LIMITS["font"]
    assert set(Limits.model_fields) == {*LIMITS, "entries", "pixels", "attachments"}


def test_the_search_of_a_site_with_many_entries_may_take_more() -> None:
    limits = Limits(entries=4 * ENTRIES)
    assert limits.of("search") == Limit(4 * LIMITS["search"].seconds, 4 * LIMITS["search"].memory)
    assert limits.of("text") == LIMITS["text"] and limits.times == 4
    assert Limits(entries=10).of("search") == LIMITS["search"]
    assert Limits(entries=4 * ENTRIES, search=OwnLimit(seconds=7)).of("search").seconds == 7


def test_the_handbook_has_the_table() -> None:
    rows = re.findall(r"^\| `(\w+)`: .*\| (\d+) \| (\d+) \|$", HANDBOOK.read_text("utf-8"), re.MULTILINE)
    assert {kind: Limit(int(seconds), int(memory)) for kind, seconds, memory in rows} == LIMITS
