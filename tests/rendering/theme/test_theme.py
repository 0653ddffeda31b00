"""What the packaged theme says on the page and on paper: people, citations, the ledger, marks of lists, headings."""

from __future__ import annotations

import re

from support.pdfs import made_of, pressed
from support.project import Project

from briefgen.building.project import read_all
from briefgen.reading.world import default_theme
from briefgen.rendering.html.list_numbers import list_marks

BRIEF = "content/briefs/first/brief.yaml"
NUMBER = "number: S-01\n"
VERSION = "version: 1.0\n"


def on_paper(project: Project, lang: str) -> str:
    """The HTML of the first brief for paper."""
    return made_of(pressed(project), lang, "first").html.replace("\u2060", "")


def citation(html: str) -> str:
    found = re.search(r'id="citation"[^>]*>(.*?)</p>', html, re.DOTALL)
    assert found is not None
    return " ".join(re.sub(r"<[^>]+>", "", found[1]).split())


# Citations


def test_a_brief_asks_to_be_cited_as_the_style_has_it(project: Project) -> None:
    built = project.with_change(BRIEF, NUMBER, NUMBER + VERSION).build()
    address = "https://example.org/sample/{}/briefs/first.html"
    assert citation(built.page("ko/briefs/first.html")) == (
        f"표본 출판, 『첫째 브리프』, S-01, 1.0판, 2001. 4. 11., {address.format('ko')}"
    )
    assert citation(built.page("en/briefs/first.html")) == (
        f"Sample Press, The first brief, S-01, version 1.0, 11 April 2001, {address.format('en')}"
    )


def test_a_brief_in_a_series_is_cited_with_it(project: Project) -> None:
    series = project.with_change(BRIEF, NUMBER, NUMBER + VERSION + "series: {ko: 표본 총서, en: Samples}\n").build()
    assert "『첫째 브리프』, 표본 총서 S-01, 1.0판" in citation(series.page("ko/briefs/first.html"))
    assert "Samples S-01, version 1.0" in citation(series.page("en/briefs/first.html"))


def test_a_house_style_is_a_file(project: Project) -> None:
    own = (default_theme() / "csl/en.csl").read_text("utf-8").replace('prefix="version "', 'prefix="v"')
    said = project.with_change(BRIEF, NUMBER, NUMBER + VERSION).with_file("templates/csl/en.csl", own)
    assert ", v1.0, " in citation(said.build().page("en/briefs/first.html"))


def test_a_citation_right_after_the_call_of_a_note_stands_apart_from_it_and_no_other_does(project: Project) -> None:
    text = "[@report-a, p. 3]. {ref}`fig-bars`을(를) 보라.[^how]"
    both = project.with_change("content/briefs/first/ko.md", text, text + " [@report-b] 끝이다 [@report-a].")
    found = re.findall(r'<sup class="(cite[^"]*)"', both.build().page("ko/briefs/first.html"))
    assert "cite mark" in found
    assert found.count("cite mark next") == 1
    assert '<sup class="cite' not in on_paper(both, "ko"), "who reads gets the sources at the end of a paragraph"


# People and the ledger


def test_reviewers_and_what_people_did_are_named_on_the_page_and_on_paper(project: Project) -> None:
    people = (
        "authors:\n  - {name: {ko: 가나다, en: Ga Nada}, role: {ko: 집필, en: text}}\n"
        "reviewers:\n  - {name: {ko: 라마바, en: Ra Maba}, affiliation: {ko: 표본원, en: Sample House}}\n"
    )
    reviewed = project.with_change(BRIEF, NUMBER, NUMBER + people)
    words = reviewed.build().words("en/briefs/first.html")
    assert "Author Ga Nada (text)" in words
    assert "Reviewer Ra Maba (Sample House)" in words
    paper = " ".join(re.sub(r"<[^>]+>", " ", on_paper(reviewed, "ko")).split())
    assert "가나다 (집필)" in paper
    assert "라마바 (표본원)" in paper


def test_the_ledger_gives_the_sources_own_conversion_and_the_day_of_the_check(project: Project) -> None:
    facts = "content/facts/counts.yaml"
    before = "  compare: {to: money-b}\n"
    checked = project.with_change(
        facts, before, before + "  converted: ~80 trillion KRW\n  checked: 2001-04-12\n"
    ).build()
    assert "The source itself says about 80 trillion won" in checked.words("en/facts.html")
    assert "checked 12 April 2001" in checked.words("en/facts.html")


# Colour


def test_a_project_that_changes_the_tokens_alone_recolours_pages_charts_and_paper(project: Project) -> None:
    tokens = (default_theme() / "css/tokens.css").read_text("utf-8")
    old, new = "#0e4f42", "#7a1f2b"
    own = project.with_file("templates/css/tokens.css", tokens.replace(old, new))
    built, paper = own.build(), on_paper(own, "ko")
    assert built.problems == []
    page = built.page("ko/briefs/first.html")
    assert "var(--chart-accent, #7a1f2b)" in page
    assert 'fill="#7a1f2b"' in paper
    (sheet,) = [path for path in built.tree if re.match(r"assets/web-ko\..*\.css", path)]
    assert f"--accent: light-dark({new}" in built.page(sheet)
    assert not [place for place in (page, paper, built.page(sheet)) if old in place or "#0e473a" in place]


# Language


def test_every_page_says_which_way_its_language_is_written_on_screen_and_on_paper(project: Project) -> None:
    profile = (default_theme() / "locale/en.yaml").read_text("utf-8")
    assert "direction: ltr" in profile
    other = project.with_file("templates/locale/en.yaml", profile.replace("direction: ltr", "direction: rtl"))
    built = other.build()
    said = {
        path: re.findall(r'<html lang="(\w+)" dir="(\w+)"', built.page(path))
        for path in [path for path in built.tree if path.endswith(".html")]
    }
    assert {(path.partition("/")[0], *found[0]) for path, found in said.items() if "/" in path} == {
        ("ko", "ko", "ltr"),
        ("en", "en", "rtl"),
    }
    for path in ("index.html", "404.html"):
        assert re.findall(r'<section lang="(\w+)" dir="(\w+)"', built.page(path)) == [("ko", "ltr"), ("en", "rtl")]
    assert '<html lang="en" dir="rtl">' in on_paper(other, "en")


# Numbered lists


def test_numbered_lists_have_the_same_marks_on_screen_and_on_paper(project: Project) -> None:
    sources = read_all(project.world(), None).value
    marks = list_marks(sources.site.profiles["ko"])
    own, asked = marks.splitlines()[:4], marks.splitlines()[4:]
    assert all(re.fullmatch(r'ol\[data-marks="([a-z-]+)"\] \{ list-style-type: \1; \}', rule) for rule in asked)
    assert own == [
        "ol { list-style-type: decimal; }",
        "ol ol { list-style-type: hangul-syllables; }",
        "ol ol ol { list-style-type: decimal-bracket; }",
        "ol ol ol ol { list-style-type: hangul-bracket; }",
    ]
    built = project.build()
    (sheet,) = [path for path in built.tree if re.match(r"assets/web-ko\..*\.css", path)]
    assert marks in built.page(sheet)
    defined = set(re.findall(r"@counter-style ([\w-]+)", sources.theme.text("css/tokens.css")))
    assert defined == {"hangul-syllables", "decimal-bracket", "hangul-bracket", "arabic-abjad"}
