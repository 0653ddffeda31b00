"""A title, a label or a question calls a figure by its name, and each language gets its words."""

from __future__ import annotations

import re

import pytest
from support.project import Project
from support.stamped import stamped

FIRST = "content/briefs/first"
TITLED = {
    f"{FIRST}/ko.md": ("title: 첫째 브리프", 'title: "표본은 {fact}`count-a`이다"'),
    f"{FIRST}/en.md": ("title: The first brief", 'title: "We took {fact}`count-a`"'),
}


@pytest.fixture
def titled(project: Project) -> Project:
    for path, (old, new) in TITLED.items():
        project = project.with_change(path, old, new)
    return project


def test_a_title_has_the_words_of_its_fact_in_each_language(titled: Project) -> None:
    made = titled.build()
    assert not made.problems
    for lang, title in (("ko", "표본은 12개이다"), ("en", "We took 12 samples")):
        page = made.page(f"{lang}/briefs/first.html")
        assert f"<title>{title}" in page
        assert re.search(rf"<h1[^>]*>{title}</h1>", page)
        assert title in made.words(f"{lang}/index.html")
        assert title in made.words(f"{lang}/packs/all.html")
    assert "We took 12 samples" in made.page("en/feed.xml")


def test_the_ledger_knows_that_a_title_uses_the_fact(project: Project) -> None:
    before = project.editions().value["en"].articles["second"]
    assert "money-b" not in [fact.id for fact in before.facts]
    said = project.with_change(
        "content/briefs/second/en.md", "title: The second brief", 'title: "A budget of {fact}`money-b`"'
    )
    made = said.build()
    ledger = made.page("en/facts/counts.html") if "en/facts/counts.html" in made.tree else made.page("en/facts.html")
    entry = ledger.split('id="fact-money-b"')[1].split("</section>")[0]
    assert "briefs/second.html" in entry
    assert "money-b" in made.page("en/briefs/second.html"), "the evidence of the brief has it"


def test_wordings_of_yaml_take_facts_too(project: Project) -> None:
    made = project.with_change(
        "content/packs/all.yaml",
        "summary: {ko: 두 브리프를 묶었다., en: Both briefs in one.}",
        "summary: {ko: '표본 {fact}`count-a`을(를) 다룬다.', en: 'On {fact}`count-a`.'}",
    ).build()
    assert not made.problems
    assert "표본 12개를 다룬다." in made.words("ko/packs/all.html")
    assert "On 12 samples." in made.words("en/packs/all.html")


def test_one_wording_for_all_languages_has_the_words_of_each(project: Project) -> None:
    made = project.with_change(
        "content/briefs/first/bars.chart.yaml", "title: {ko: 두 예산, en: Two budgets}", "title: '{fact}`count-a`'"
    ).build()
    assert "12개" in made.words("ko/briefs/first.html")
    assert "12 samples" in made.words("en/briefs/first.html")


def test_an_unknown_fact_is_told_at_its_place_and_marked(titled: Project) -> None:
    made = titled.with_change(f"{FIRST}/en.md", 'title: "We took {fact}`count-a`"', 'title: "We took {fact}`cuont-a`"')
    found = made.build().found("fact-is-known")
    assert (str(found.span), found.hint) == (f"{FIRST}/en.md:2:8", "did you mean “count-a”?")


@pytest.mark.parametrize("mark", ["{term}`sample`", "{ref}`first`"])
def test_another_mark_in_a_title_is_told(project: Project, mark: str) -> None:
    made = project.with_change(f"{FIRST}/en.md", "title: The first brief", f'title: "On {mark}"').build()
    assert f"{FIRST}/en.md:2:8 mark-is-written-out" in made.problems


def test_a_particle_that_does_not_fit_is_told(titled: Project) -> None:
    made = titled.with_change(
        f"{FIRST}/ko.md", 'title: "표본은 {fact}`count-a`이다', 'title: "{fact}`count-a`을 모았다'
    ).build()
    assert [code for code in made.problems if code.startswith(f"{FIRST}/ko.md:2:8 particle")]


def test_a_fact_that_only_a_title_under_embargo_names_stays_hidden(project: Project) -> None:
    secret = "\nsecret-a:\n  label: {ko: 감춘 수, en: Hidden}\n  value: 98765 samples\n  source: report-a\n"
    hidden = (
        project.with_file(
            "content/facts/counts.yaml",
            project.text("content/facts/counts.yaml") + secret + "  status: single-source\n",
        )
        .with_change("content/briefs/second/brief.yaml", "number: S-02\n", "number: S-02\nstatus: draft\n")
        .with_change("content/briefs/second/ko.md", "title: 둘째 브리프", 'title: "{fact}`secret-a`"')
        .with_change("content/briefs/second/en.md", "title: The second brief", 'title: "{fact}`secret-a`"')
    )
    made = hidden.build()
    assert not any(b"98,765" in content or b"secret-a" in content for content in made.tree.files.values())


def test_a_value_that_changes_makes_no_translated_title_stale(titled: Project) -> None:
    current = stamped(titled)
    assert not current.build().problems
    changed = current.with_change("content/facts/counts.yaml", "12 samples", "13 samples").build()
    assert not changed.problems
