"""Marks that are filled in at the end are briefgen's own: what looks like one in a text is text and stays."""

from __future__ import annotations

import json
import re
from html import escape, unescape

import pytest
from support.project import Project

from briefgen.rendering.paper.jobs.digest import DIGEST_MARK
from briefgen.rendering.web.page import HASH

MARKS = [
    "assets/nothing.@hash@.js",
    f"assets/web-en.{HASH}.css",
    f"assets/nothing.{HASH}.js",
    "assets/web-en.&lt;!--hash--&gt;.css",
    "<!--pdf:en:en/briefs/first.pdf-->",
    "<!--pages:en/briefs/first.pdf-->",
    "<!--there:0-->",
    "0contentdigest0",
    str(DIGEST_MARK),
    "<!--revision-->kept<!--/revision-->",
]


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_in_a_text_changes_no_page_and_blames_no_template(project: Project, mark: str) -> None:
    path = "content/briefs/first/en.md"
    changed = project.with_change(path, "title: The first brief", f"title: {json.dumps(mark)}")
    changed = changed.with_change(path, "Take more samples.", f"Take more samples, `{mark}`.")
    built = changed.build()
    assert {it.code for it in built.diagnostics} <= {"numbers-agree"}
    page = built.page("en/briefs/first.html")
    title = re.search("<h1[^>]*>(.*?)</h1>", page)
    assert title is not None and unescape(title[1]) == mark
    assert f"<code>{escape(mark, quote=False)}</code>" in page
    assert mark in [item["title"] for item in json.loads(built.page("en/feed.json"))["items"]]
    assert mark in unescape(built.page("en/feed.xml"))
