"""Sources at the end of a paragraph: each once, with the places in it that the paragraph names."""

from __future__ import annotations

import pytest
from lxml.html import fromstring
from support.project import Project

PATH = "content/briefs/first/en.md"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[@report-a, p. 3]", "[1, p. 3]"),
        ("[@report-a, p. 3] and more [@report-a, table 2]", "[1, p. 3, table 2]"),
        ("[@report-a, p. 3] and more [@report-a, p. 3]", "[1, p. 3]"),
        ("[@report-a]", "[1]"),
    ],
)
def test_a_paragraph_collects_the_places_in_its_sources(project: Project, written: str, shown: str) -> None:
    page = project.with_change(PATH, "[@report-a, p. 3]", written).build().page("en/briefs/first.html")
    collected = fromstring(page).find_class("paragraph-sources")
    assert shown in [it.text_content().strip() for it in collected]
