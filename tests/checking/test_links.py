"""Links inside the finished site: each leads to a file that is there and to a place that is on it."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.checking.links.inside import links_lead_somewhere
from briefgen.model.output.tree import Tree
from briefgen.rendering.theme.templates import STAND_IN

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
    files = {path: text.encode() for path, text in {**FILES, here: html}.items()}
    return [found.message for found in links_lead_somewhere(Tree(files), promised)]


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
    stood_in = Tree({HERE: b'<a href="b.html#x">', "ko/briefs/b.html": STAND_IN.encode()})
    assert list(links_lead_somewhere(stood_in, frozenset())) == []


def test_the_error_page_is_served_at_any_depth_and_not_checked() -> None:
    assert told('<a href="/sample/ko/index.html">', here="404.html") == []


def test_what_is_no_page_is_not_read() -> None:
    assert told('<a href="nowhere.html">', here="ko/feed.xml") == []


def test_no_link_of_a_sound_site_is_dead(project: Project) -> None:
    tree = project.build().tree
    pdfs = frozenset(
        {f"{lang}/{path}.pdf" for lang in ("ko", "en") for path in ("briefs/first", "briefs/second", "packs/all")}
    )
    assert list(links_lead_somewhere(tree, pdfs)) == []
    offering = {path for path, content in tree.files.items() if path.endswith(".html") and b'.pdf"' in content}
    assert offering >= {path.replace(".pdf", ".html") for path in pdfs}
    without = {found.message.split(" links to ")[0] for found in links_lead_somewhere(tree, frozenset())}
    assert without == {f"the page {path}" for path in offering}
