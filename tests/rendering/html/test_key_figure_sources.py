"""A key figure that nothing is said about has its sources beside its label: alone they would be a line of their own."""

from __future__ import annotations

from lxml.html import fromstring
from support.project import Project


def test_sources_never_stand_alone(project: Project) -> None:
    page = fromstring(project.build().page("en/briefs/first.html"))
    figures = page.xpath("//*[contains(@class, 'key-figures')]//li")
    assert figures
    for it in figures:
        for mark in it.find_class("mark"):
            mark.drop_tree()
        said = [part.text_content().strip() for part in it.find_class("about")]
        assert all(words.rstrip("0123456789[]; ") for words in said), said
        assert len(it.find_class("sources")) == 1
