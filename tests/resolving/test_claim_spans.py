"""A claim in the author's own words: its strength stands after it, its source is cited, the evidence has it."""

from __future__ import annotations

import pytest
from support.project import Project

SECOND = "content/briefs/second"


@pytest.fixture
def claiming(project: Project) -> Project:
    english = "We took every {term}`sample` again [@report-b]."
    korean = "{term}`sample`을(를) 다시 모았다 [@report-b]."
    return project.with_change(
        f"{SECOND}/en.md", english, f"{english} [Samples are much the same]{{claim=claim-a}}."
    ).with_change(f"{SECOND}/ko.md", korean, f"{korean} [표본은 서로 비슷하다]{{claim=claim-a}}.")


@pytest.mark.parametrize(
    ("lang", "words", "strength"),
    [("en", "Samples are much the same", "limited"), ("ko", "표본은 서로 비슷하다", "제한적")],
)
def test_the_strength_stands_after_the_words_and_leads_to_the_ledger(
    claiming: Project, lang: str, words: str, strength: str
) -> None:
    made = claiming.build()
    assert not made.problems
    page = made.page(f"{lang}/briefs/second.html")
    span = page.split(words)[1].split("</p>")[0]
    assert strength in span and "#fact-claim-a" in span
    assert 'claim="' not in page


def test_the_evidence_and_the_ledger_have_the_claim(claiming: Project) -> None:
    article = claiming.editions().value["en"].articles["second"]
    assert "claim-a" in [fact.id for fact in article.facts]
    (use,) = [use for use in article.uses if use.fact == "claim-a"]
    assert use.words == "Samples are much the same"


def test_the_source_of_a_claim_is_cited_by_itself(project: Project) -> None:
    made = project.with_body(f"{SECOND}/en.md", "## Background {#background}\n\n[All alike]{claim=claim-a}.\n").build()
    text = made.page("en/briefs/second.html").split("All alike")[1].split("</p>")[0]
    assert 'href="#ref-report-b"' in text


def test_a_claim_of_an_unknown_fact_is_told_with_the_nearest(claiming: Project) -> None:
    made = claiming.with_change(f"{SECOND}/en.md", "claim=claim-a", "claim=claim-b").build()
    found = made.found("fact-is-known")
    assert found.hint.startswith("did you mean “claim-a”")


def test_a_claim_that_one_language_lacks_is_told(claiming: Project) -> None:
    made = claiming.with_change(f"{SECOND}/en.md", "[Samples are much the same]{claim=claim-a}", "That is all").build()
    assert [it for it in made.problems if it.endswith("facts-agree")]


def test_a_claim_of_a_draft_keeps_its_fact_hidden(claiming: Project) -> None:
    held = claiming.with_change(f"{SECOND}/brief.yaml", "number: S-02\n", "number: S-02\nstatus: draft\n")
    made = held.without("content/packs/all.yaml").build()
    assert not any(b"claim-a" in content for content in made.tree.files.values())
