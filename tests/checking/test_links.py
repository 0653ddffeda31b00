"""Links inside the finished site: each leads to a file that is there and to a place that is on it."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from support.project import ROOT, Project

from briefgen.checking.links.inside import links_lead_somewhere
from briefgen.model.output.addresses import OF_PAGES
from briefgen.rendering.html.finished import PageLinks, page_links, parsed
from briefgen.rendering.theme.templates import STAND_IN
from briefgen.rendering.web.page import asset_mark
from briefgen.rendering.web.page_info import PageInfo

HERE = "ko/briefs/first.html"
FILES = {
    "index.html": "<p id='top'>",
    "ko/index.html": "<p id='start'>",
    "ko/briefs/second.html": "<h2 id='background'><h2 id='배경'>",
    "ko/feed.xml": "<feed/>",
    "assets/theme.js": "",
    "assets/images/a b.png": "",
}


def told(html: str, here: str = HERE, promised: frozenset[str] = frozenset()) -> list[str]:
    files = {**FILES, here: html}
    return [found.message for found in links_lead_somewhere(read(files), promised.union(files))]


def read(files: Mapping[str, str]) -> dict[str, PageLinks]:
    return {path: page_links(parsed(html)) for path, html in files.items() if path.endswith(".html")}


SOUND = [
    '<a href="second.html">',
    '<a href="second.html#background">',
    '<a href="second.html#%EB%B0%B0%EA%B2%BD">',
    '<a href="second.html?print#background">',
    '<a href="../index.html#start">',
    '<a href="../">',
    '<a href="#here"><p id="here">',
    '<a href="#">',
    '<a name="x">',
    '<img src="../../assets/images/a%20b.png">',
    '<script src="../../assets/theme.js"></script>',
    '<link rel="alternate" type="application/atom+xml" href="../feed.xml">',
    '<link rel="canonical" href="https://example.org/sample/ko/briefs/first.html">',
    '<a href="https://example.org/nothing">',
    '<a href="//example.org/nothing">',
    '<a href="mailto:press@example.org">',
    '<img src="data:image/png;base64,AA==">',
]


@pytest.mark.parametrize("html", SOUND)
def test_a_link_that_leads_somewhere_or_off_the_site_is_sound(html: str) -> None:
    assert told(html) == []


DEAD = [
    ('<a href="third.html">', "third.html"),
    ('<a href="second.html#bakground">', "second.html#bakground"),
    ('<a href="#nowhere">', "#nowhere"),
    ('<a href="nothing/">', "nothing/"),
    ('<a href="second">', "second"),
    ('<a href="/index.html">', "/index.html"),
    ('<a href="../../../index.html">', "../../../index.html"),
    ('<img src="photo.png">', "photo.png"),
    ('<script src="theme.js"></script>', "theme.js"),
    ('<link rel="stylesheet" href="web.css">', "web.css"),
    ('<link rel="alternate" type="application/atom+xml" href="feed.xml">', "feed.xml"),
]


@pytest.mark.parametrize(("html", "link"), DEAD)
def test_a_dead_link_is_told_with_its_page(html: str, link: str) -> None:
    (message,) = told(html)
    assert HERE in message and link in message


def test_a_dead_link_is_told_once_a_page() -> None:
    assert len(told('<a href="third.html"><a href="third.html"><a href="fourth.html">')) == 2


def test_a_file_that_is_made_later_counts_as_there() -> None:
    assert told('<a href="first.pdf">', promised=frozenset({"ko/briefs/first.pdf"})) == []


def test_an_id_that_stands_twice_on_a_page_is_told_once() -> None:
    (message,) = told('<p id="a"><p id="a"><p id="a"><p id="b">')
    assert HERE in message and "“a”" in message


def test_what_stands_in_for_a_broken_part_has_every_place() -> None:
    stood_in = {HERE: '<a href="b.html#x">', "ko/briefs/b.html": STAND_IN}
    assert list(links_lead_somewhere(read(stood_in), stood_in)) == []


def test_the_error_page_is_served_at_any_depth_and_not_checked() -> None:
    assert told('<a href="/sample/ko/index.html">', here="404.html") == []


def test_an_asset_without_its_name_yet_is_no_dead_link() -> None:
    assert told(f'<script src="../../{asset_mark("theme.js", "ko")}"></script>') == []


def test_no_link_of_a_sound_site_is_dead(project: Project) -> None:
    tree = project.build().tree
    pdfs = {f"{lang}/{path}.pdf" for lang in ("ko", "en") for path in ("briefs/first", "briefs/second", "packs/all")}
    html = {path: content.decode() for path, content in tree.files.items() if path.endswith(".html")}
    pages = read(html)
    assert list(links_lead_somewhere(pages, pdfs.union(tree))) == []
    offering = {path for path, content in html.items() if '.pdf"' in content}
    assert offering >= {path.replace(".pdf", ".html") for path in pdfs}
    without = {found.message.split(" links to ")[0] for found in links_lead_somewhere(pages, set(tree))}
    assert without == {f"the page {path}" for path in offering}


TEXTS = ("content/briefs/first/ko.md", "content/briefs/first/en.md")


@pytest.mark.parametrize("ident", ["evidence", "main", "references", "fig-bars", "tab-counts-caption", "top"])
def test_an_id_that_the_page_has_itself_is_reported_once_where_it_is_given(project: Project, ident: str) -> None:
    for path in TEXTS:
        project = project.with_change(path, "{#background}", f"{{#{ident}}}")
    built = project.build()
    line = project.text(TEXTS[0]).splitlines().index(f"## 배경 {{#{ident}}}") + 1
    assert [(str(it.span).rpartition(":")[0], it.code) for it in built.errors] == [
        (f"{path}:{line}", "id-is-unique") for path in reversed(TEXTS)
    ]
    assert f"“{ident}”" in built.errors[0].message and f"{{#{ident}-2}}" in built.errors[0].hint


@pytest.mark.parametrize("ident", ["note-1", "note-1-call", "use-count-a-1", "table-1"])
def test_a_number_yields_to_the_id_that_an_author_gives(project: Project, ident: str) -> None:
    for path in TEXTS:
        project = project.with_change(path, "{#background}", f"{{#{ident}}}").with_change(path, ":id: tab-counts\n", "")
    built = project.build()
    assert not built.errors
    page = built.page("en/briefs/first.html")
    assert page.count(f'id="{ident}"') == 1 and f'<h2 id="{ident}"' in page


def test_a_heading_is_not_named_like_what_stands_around_a_text(project: Project) -> None:
    for path in TEXTS:
        text = project.text(path).replace(" {#background}", "").replace(" {#proposals}", "")
        project = project.with_file(path, text.replace("## Background", "## Evidence").replace("## 제안", "## Notes"))
    built = project.build()
    assert not built.errors
    assert '<h2 id="evidence-2"' in built.page("en/briefs/first.html")
    assert '<h2 id="notes-2"' in built.page("ko/briefs/first.html")


def test_the_ids_of_what_stands_around_a_text_are_known() -> None:
    around = (
        "web/base",
        "web/brief",
        "web/page",
        "web/side-by-side",
        "parts/macros",
        "web/macros",
        "print/brief",
        "print/article",
    )
    texts = [(ROOT / "templates" / f"{name}.html").read_text(encoding="utf-8") for name in around]
    found = {ident for text in texts for ident in re.findall(r'\bid="([\w-]+)"', text)}
    assert found and found | {PageInfo.__dataclass_fields__["head_id"].default} <= OF_PAGES
