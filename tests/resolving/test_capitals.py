"""Words put into a text fit it: a sentence begins with a capital, quotations have the marks of the language."""

from __future__ import annotations

import pytest
from support.project import Project

LEDGER = "content/facts/counts.yaml"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{fact}`money-a#round` is much.", "About 400 billion yuan is much."),
        ("It is much. {fact}`money-a#round` was less.", "It is much. About 400 billion yuan was less."),
        ("It is much [@report-a]. {fact}`money-a#change`.", "It is much.1 Up 10.1%."),
        ("- **{fact}`money-a#change`** on the year", "Up 10.1% on the year"),
        ("It is “much.” {fact}`money-a#round` was less.", "It is “much.” About 400 billion yuan was less."),
        ("It is {fact}`money-a#round`.", "It is about 400 billion yuan."),
        ("See No. {fact}`money-a#round`.", "See No. about 400 billion yuan."),
        ("It is much; {fact}`money-a#round` was less.", "It is much; about 400 billion yuan was less."),
        ("{fact}`count-a` are enough.", "12 samples are enough."),
    ],
)
def test_a_figure_that_begins_a_sentence_has_a_capital(body: str, said: str) -> None:
    project = Project().with_body("content/briefs/first/en.md", f"{body}\n")
    article = project.editions().value["en"].articles["first"]
    assert " ".join(article.body.plain().split()).startswith(said.removesuffix("."))


def test_a_cell_of_a_table_is_no_sentence() -> None:
    body = "| Change |\n|---|\n| {fact}`money-a#change` |\n"
    article = Project().with_body("content/briefs/first/en.md", body).editions().value["en"].articles["first"]
    assert "up 10.1%" in article.body.plain()


def test_the_authors_own_words_begin_as_they_are_written() -> None:
    project = Project().with_change(LEDGER, "en: Number of samples", "en: eBay samples")
    body = "{fact}`count-a#label` are counted.\n"
    article = project.with_body("content/briefs/first/en.md", body).editions().value["en"].articles["first"]
    assert article.body.plain().startswith("eBay samples")


WRITTEN = "He said <q>all <q>or <q>none</q></q></q>.\n\n## On <q>all</q> {#all}\n\nSee {ref}`all`.\n"
SAID = {
    "ko": ["He said “all ‘or “none”’”.", "On “all”", "See On “all”."],
    "en": ["He said ‘all “or ‘none’”’.", "On ‘all’", "See On ‘all’."],
}


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_quotation_has_the_marks_of_its_language_as_text(project: Project, lang: str) -> None:
    body = project.with_body(f"content/briefs/first/{lang}.md", WRITTEN).editions().value[lang].articles["first"].body
    assert [part.plain() for part in body.walk() if part.kind in ("paragraph", "heading")] == SAID[lang]
    assert not [part for part in body.walk() if part.get("tag") == "q"]
