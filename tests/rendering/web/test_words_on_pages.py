"""What an author has typed stands on pages as it is, what looks like a mark or like markup in it too."""

from __future__ import annotations

import json
import re
from html import escape, unescape
from xml.etree import ElementTree

import pytest
from support.project import Built, Project

from briefgen.rendering.paper.jobs.digest import DIGEST_MARK
from briefgen.rendering.web.page import HASH

# Marks that are filled in at the end are briefgen's own


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


# A licence stands on nearly every page


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


# What an author does not say about a brief, its readers are not told


BRIEF = "content/briefs/second/brief.yaml"


@pytest.fixture(scope="module")
def plain() -> Built:
    return Project().with_file(BRIEF, "published: 2002-01-02\n").build()


def test_a_brief_needs_no_number_version_evidence_and_licence(plain: Built) -> None:
    assert not plain.failed, plain.errors
    page = plain.page("en/briefs/second.html")
    words = plain.words("en/briefs/second.html")
    assert "Version" not in words and "icence" not in words
    assert 'class="evidence-line" data-block="top-evidence"' in page and "Evidence 2 sources" in words
    assert "S-02" not in page and 'class="number" data-block' not in page
    assert "icence" not in plain.words("en/index.html")


def test_it_is_called_by_its_title(plain: Built) -> None:
    page = plain.page("en/briefs/second.html")
    assert "citation_technical_report_number" not in page
    crumbs = re.search(r'<nav class="crumbs".*?</nav>', page, re.DOTALL)
    assert crumbs and "The second brief" in crumbs[0]


def test_two_briefs_without_a_number_do_not_have_the_same_one() -> None:
    project = Project().with_file(BRIEF, "published: 2002-01-02\n")
    both = project.with_change("content/briefs/first/brief.yaml", "number: S-01\n", "").build()
    assert not [each for each in both.problems if "number-is-unique" in each]
    assert both.words("en/briefs/second.html").count("The first brief") >= 1


def test_the_menu_has_only_what_there_is(plain: Built) -> None:
    gone = (
        Project(
            {name: text for name, text in Project().files.items() if "/briefs/" not in name and "/packs/" not in name}
            | {
                "content/briefs/alone/brief.yaml": "published: 2002-01-02\n",
                "content/briefs/alone/ko.md": "---\ntitle: 혼자\nsummary: 혼자 있다.\n---\n\n본문이다.\n",
                "content/briefs/alone/en.md": "---\ntitle: Alone\nsummary: It is alone.\n---\n\nBody.\n",
            }
        )
        .without("content/timeline.yaml")
        .without("content/glossary.yaml")
    )
    menu = r'<nav aria-label="Main">.*?</nav>'
    there = re.findall(
        r'href="(?:\.\./)*(?:en/)?([\w/]+)', re.search(menu, gone.build().page("en/index.html"), re.DOTALL)[0]
    )  # type: ignore[index]
    assert not {"packs/index", "glossary", "timeline"} & set(there) and "search" in there
