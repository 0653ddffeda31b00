"""What a reference manager takes of a brief: one entry, in letters that can be seen."""

from __future__ import annotations

import pytest
from support.project import Project

PATH = "content/briefs/first/en.md"


@pytest.mark.parametrize("mark", ["\u200b", "\u00ad", "\u2060", "\u200f"])
def test_a_citation_has_no_letter_that_cannot_be_seen(project: Project, mark: str) -> None:
    built = project.with_change(PATH, "title: The first brief", f"title: The fi{mark}rst brief").build()
    assert "{The first brief}" in built.page("en/briefs/first.bib")
    assert "TI  - The first brief\r\n" in built.page("en/briefs/first.ris")


def test_what_joins_letters_stays_in_a_citation(project: Project) -> None:
    built = project.with_change(PATH, "title: The first brief", "title: The fi\u200crst brief").build()
    assert "TI  - The fi\u200crst brief\r\n" in built.page("en/briefs/first.ris")
