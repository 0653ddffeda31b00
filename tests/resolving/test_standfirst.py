"""The sentence under the title: where it is shown, what stands in for it, and who is shown it no longer."""

from __future__ import annotations

import re

import pytest
from support.project import Project

BRIEF = "content/briefs/first/{}.md"
SUMMARY = {"ko": "summary: 첫째 브리프의 요약이다.", "en": "summary: What the first brief says."}
STANDFIRST = {
    "ko": 'standfirst: "{fact}`money-a`을(를) 배정했다."',
    "en": 'standfirst: "The budget is {fact}`money-a`."',
}


def with_standfirst(project: Project, *, summary: bool) -> Project:
    for lang in ("ko", "en"):
        kept = f"\n{SUMMARY[lang]}" if summary else ""
        project = project.with_change(BRIEF.format(lang), SUMMARY[lang], STANDFIRST[lang] + kept)
    return project


def test_a_standfirst_stands_under_the_title_and_the_summary_in_lists(project: Project) -> None:
    built = with_standfirst(project, summary=True).build()
    assert not built.failed
    amount = project.editions().value["en"].facts["money-a"].words
    assert f"The budget is {amount}." in built.words("en/briefs/first.html")
    assert "What the first brief says." in built.words("en/briefs/index.html")
    assert "What the first brief says." not in built.words("en/briefs/first.html")


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_without_a_summary_the_standfirst_is_it(project: Project, lang: str) -> None:
    changed = with_standfirst(project, summary=False)
    article = changed.editions().value[lang].articles["first"]
    assert article.summary == article.standfirst == article.opening
    built = changed.build()
    assert built.diagnostics == ()
    said = {"ko": "3,985억 위안을 배정했다.", "en": "The budget is 398.5 billion yuan."}[lang]
    assert said in built.words(f"{lang}/briefs/first.html")
    (described,) = re.findall('<meta name="description" content="(.*)">', built.page(f"{lang}/briefs/first.html"))
    assert described.replace("\u00a0", " ").replace("\u2060", "").startswith(said)


def test_without_a_standfirst_the_summary_stands_under_the_title(project: Project) -> None:
    article = project.editions().value["en"].articles["first"]
    assert (article.standfirst, article.opening) == ("", "What the first brief says.")


def test_a_text_needs_one_of_the_two(project: Project) -> None:
    bare = project.with_change(BRIEF.format("en"), SUMMARY["en"] + "\n", "")
    assert [found.code for found in bare.site().diagnostics] == ["key-is-given"]


def test_a_withdrawn_brief_says_neither(project: Project) -> None:
    withdrawn = with_standfirst(project, summary=False).with_change(
        "content/briefs/first/brief.yaml",
        "number: S-01",
        "number: S-01\nstatus: withdrawn\nwithdrawn_because: {ko: 틀렸다., en: It was wrong.}",
    )
    built = withdrawn.build()
    assert all(b"The budget is" not in content for content in built.tree.files.values())
