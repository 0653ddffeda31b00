"""The quotation marks of ``<q>`` are words of the text, those of its language."""

from __future__ import annotations

import pytest
from support.project import Project

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
