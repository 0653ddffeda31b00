"""A licence is an author's text: it stands on nearly every page as it was typed, and does nothing there."""

from __future__ import annotations

import json
from html import escape, unescape
from xml.etree import ElementTree

import pytest
from support.project import Project

LICENCES = [
    "<script>alert(1)</script>",
    '<meta http-equiv="refresh" content="0; url=https://elsewhere.example/">',
    "50% of all rights, %(x)s and %s",
    "{{ 7 * 7 }}",
]


@pytest.mark.parametrize("licence", LICENCES)
def test_a_licence_is_printed_as_it_is_written(project: Project, licence: str) -> None:
    site = project.text("content/site.yaml")
    built = project.with_file("content/site.yaml", f"{site}licence: {json.dumps(licence)}\n").build()
    assert built.problems == []
    for lang in ("ko", "en"):
        page = built.page(f"{lang}/briefs/first.html")
        assert escape(licence, quote=False) in page.replace("&#34;", '"').replace("&#39;", "'")
        rights = ElementTree.fromstring(built.page(f"{lang}/feed.xml")).findtext("{*}rights")
        assert rights == licence
    pages = {path: content.decode() for path, content in built.tree.files.items() if path.endswith(".html")}
    assert [path for path, page in pages.items() if licence.startswith("<") and licence in page] == []
    assert json.loads(built.page("catalog.json"))["editions"][0]["licence_name"] == licence


def test_a_licence_with_a_name_is_still_named_in_each_language(project: Project) -> None:
    built = project.with_file("content/site.yaml", project.text("content/site.yaml") + "licence: KOGL-1\n").build()
    assert "KOGL Type 1: Source Indication" in unescape(built.page("en/index.html"))
    assert "공공누리 제1유형: 출처표시" in built.page("ko/index.html").replace("\xa0", " ")
