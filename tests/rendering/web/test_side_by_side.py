"""A brief in two languages on one page, and the letters of other languages for the pages that show them."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from support.project import Built, Project

PATHS = ("ko/briefs/first/with-en.html", "en/briefs/first/with-ko.html")


@pytest.mark.parametrize("path", PATHS)
def test_no_id_stands_twice_and_local_links_lead_to_one_on_the_page(built: Built, path: str) -> None:
    html = built.page(path)
    ids = Counter(re.findall(r'\sid="([^"]*)"', html))
    assert max(ids.values()) == 1
    assert set(re.findall(r'\shref="#([^"]+)"', html)) <= set(ids)


def test_what_stands_on_neither_side_is_a_link_to_the_page_of_the_brief(built: Built) -> None:
    html = built.page(PATHS[0])
    own, there = (
        re.findall(rf'href="({home}#[^"]*)"', html)
        for home in (r"\.\./first\.html", r"\.\./\.\./\.\./en/briefs/first\.html")
    )
    assert any("#ref-" in link for link in own)
    assert any("#ref-" in link for link in there)


def test_the_outline_is_that_of_the_first_text(built: Built) -> None:
    html = built.page(PATHS[1])
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", html) == ["The first brief"]
    assert not re.search(r"<h\d[^>]*>[^<]*[가-힣]", html)
    assert re.search(r'<p [^>]*data-level="2">배경</p>', html)


def test_the_search_has_letters_that_only_another_language_shows(built: Built) -> None:
    (name,) = re.findall(r"letters-en\.\w+\.css", built.page("en/search.html"))
    rules = built.page(f"assets/{name}")
    (own,) = re.findall(r"web-en\.\w+\.css", built.page("en/search.html"))
    letter = f"U+{ord('손'):X}"
    assert letter in rules
    assert letter not in built.page(f"assets/{own}")
    assert "letters-" not in built.page("en/briefs/first.html")


def test_a_brief_in_one_language_has_no_such_page(project: Project) -> None:
    made = project.without("content/briefs/first/en.md").build()
    assert not [path for path in made.tree if path.startswith("ko/briefs/first/with-")]
    assert "with-en" not in made.page("ko/briefs/first.html")


def test_a_drawing_has_other_ids_in_each_language_even_with_the_same_words(project: Project) -> None:
    chart = "content/briefs/first/bars.chart.yaml"
    same = project.with_change(chart, "title: {ko: 두 예산, en: Two budgets}", "title: {ko: ABC, en: ABC}")
    ids = re.findall(r'<title id="([^"]*)"', same.build().page(PATHS[0]))
    assert len(ids) == len(set(ids)) == 4


def test_a_text_with_headings_of_a_directive_adds_none_to_the_outline(project: Project) -> None:
    html = project.build().page(PATHS[0])
    assert re.findall(r'<(h2|p data-level="2") class="label">([^<]*)<', html) == [
        ("h2", "한눈에 보기"),
        ('p data-level="2"', "At a glance"),
    ]
