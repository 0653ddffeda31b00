"""The front page and the pages that list: what leads, what stands where, and what a site without some of it shows."""

from __future__ import annotations

import re

import pytest
from support.project import Built, Project

TIMELINE = "content/timeline.yaml"
EVENTS = """\
start:
  when: 2001-04-11
  label: {ko: 시작, en: Start}
  turning_point: true
between:
  when: 2001-05-02
  label: {ko: 사이, en: Between}
end:
  when: 2003-07
  label: {ko: 끝, en: End}
  turning_point: true
"""


def lead_of(built: Built, path: str) -> str:
    page = built.page(path)
    return page[page.index('<article class="lead"') :].partition("</article>")[0]


def test_the_front_page_leads_with_the_first_brief_its_chart_and_its_numbers(built: Built) -> None:
    lead = lead_of(built, "en/index.html")
    assert re.search(r'<h2 class="display" id="lead"><a href="briefs/first.html">', lead)
    assert 'href="briefs/first.pdf"' in lead
    assert "<svg" in lead and "briefs/first/fig-bars.csv" in lead
    assert lead.count('class="what"') == 1
    assert "1 minute to read" in built.words("en/index.html")


def test_the_brief_that_the_site_names_first_leads(project: Project) -> None:
    settings = project.text("content/site.yaml") + "home: [second]\n"
    built = project.with_file("content/site.yaml", settings).build()
    assert 'href="briefs/second.html"' in lead_of(built, "en/index.html")
    items = built.page("en/index.html").partition('<ol class="items">')[2]
    assert 'href="briefs/first.html"' in items and 'href="briefs/second.html"' not in items


def test_a_brief_in_a_list_says_its_message(project: Project) -> None:
    path = "content/briefs/second/en.md"
    head = project.text(path).replace("---\n", "---\nmessage: Said in a line.\n", 1)
    built = project.with_file(path, head).build()
    assert "Said in a line." in built.words("en/index.html")


def test_a_pack_is_offered_as_a_pdf_on_the_front_page(built: Built) -> None:
    card = built.page("en/index.html").partition('class="pack-card"')[2]
    assert 'data-colour="pine"' in card
    assert 'href="packs/all.html"' in card and 'href="packs/all.pdf"' in card


def test_turning_points_stand_with_the_time_between_them(project: Project) -> None:
    built = project.with_file(TIMELINE, EVENTS).build()
    turns = built.page("en/index.html").partition('<ol class="turns">')[2].partition("</ol>")[0]
    assert [turns.count(f">{label}<") for label in ("Start", "Between", "End")] == [1, 0, 1]
    assert "2 years 3 months" in built.words("en/index.html")
    every = built.page("en/timeline.html")
    assert every.count('<li class="turning"') == 2
    assert [every.count(f'id="year-{year}"') for year in (2001, 2002, 2003)] == [1, 0, 1]


@pytest.mark.parametrize("left_out", ["content/packs/all.yaml", TIMELINE])
def test_a_site_without_packs_or_a_timeline_has_a_front_page(project: Project, left_out: str) -> None:
    built = project.without(left_out).build()
    assert built.problems == []
    assert "First" in built.words("en/index.html") or "first brief" in built.words("en/index.html")


def test_a_source_stands_by_its_kind_with_the_briefs_that_cite_it(built: Built) -> None:
    page = built.page("en/sources.html")
    entry = page[page.index('id="ref-report-a"') :].partition("</li>")[0]
    assert page.index('id="kind-official"') < page.index('id="ref-report-a"')
    assert 'href="briefs/first.html#ref-report-a"' in entry


def test_the_root_leads_to_the_first_brief_in_each_language(built: Built) -> None:
    page = built.page("index.html")
    assert 'href="ko/briefs/first.html"' in page and 'href="en/briefs/first.html"' in page


def test_a_brief_leads_on_to_the_next_and_to_its_packs(built: Built) -> None:
    onward = built.page("en/briefs/first.html").partition('<ul class="onward')[2].partition("</ul>")[0]
    assert "Next brief" in onward and 'href="second.html"' in onward
    assert 'href="../packs/all.html"' in onward


def test_code_takes_no_time_to_read() -> None:
    project = Project()
    text = project.text("content/briefs/second/en.md")
    code = "```\n" + "one two three\n" * 900 + "```\n"
    built = project.with_file("content/briefs/second/en.md", f"{text}\n{code}").build()
    assert "1 minute to read" in built.words("en/briefs/second.html")
