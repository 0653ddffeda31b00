"""What machines read: Atom feeds, the sitemap and robots.txt, each valid and each leading to pages that are there."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from lxml import etree
from support.project import Built, Project

from briefgen.model.output import addresses

BASE = "https://example.org/sample/"
NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def parsed(built: Built, path: str) -> etree._Element:
    """The file as XML; broken XML raises here."""
    return etree.fromstring(built.tree[path])


def found(element: etree._Element, path: str) -> list[str]:
    return [str(it if isinstance(it, str) else it.text) for it in element.xpath(path, namespaces=NAMES)]


def is_moment(text: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text) is not None and bool(datetime.fromisoformat(text))


# Feeds


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_feed_has_all_that_atom_asks_for(built: Built, lang: str) -> None:
    feed = parsed(built, f"{lang}/feed.xml")
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert feed.get(LANG) == lang
    for part in [feed, *feed.findall("a:entry", NAMES)]:
        assert len(found(part, "a:id")) == len(found(part, "a:title")) == 1
        (updated,) = found(part, "a:updated")
        assert is_moment(updated)
    assert found(feed, "a:author/a:name") == [{"ko": "표본 출판", "en": "Sample Press"}[lang]]
    assert found(feed, "a:link[@rel='self']/@href") == [f"{BASE}{lang}/feed.xml"]
    ids = found(feed, "//a:id")
    assert len(ids) == len(set(ids))


def test_a_feed_lists_the_briefs_of_its_language_the_newest_first(built: Built) -> None:
    feed = parsed(built, "ko/feed.xml")
    assert found(feed, "a:entry/a:title") == ["둘째 브리프", "첫째 브리프"]
    assert found(feed, "a:entry/a:summary") == ["둘째 브리프의 요약이다.", "첫째 브리프의 요약이다."]
    assert found(feed, "a:entry/a:published") == ["2002-01-02T00:00:00Z", "2001-04-11T00:00:00Z"]
    assert found(feed, "a:updated") == ["2002-01-05T00:00:00Z"]
    assert found(feed, "a:entry/a:category/@term") == ["counting"]
    assert found(parsed(built, "en/feed.xml"), "a:entry/a:title") == ["The second brief", "The first brief"]


def test_a_brief_that_was_updated_comes_to_the_top(project: Project) -> None:
    changed = project.with_change("content/briefs/first/brief.yaml", "2001-04-11\n", "2001-04-11\nupdated: 2003-05\n")
    feed = parsed(changed.build(), "ko/feed.xml")
    assert found(feed, "a:entry/a:title") == ["첫째 브리프", "둘째 브리프"]
    assert found(feed, "a:updated | a:entry/a:updated") == [
        "2003-05-01T00:00:00Z", "2003-05-01T00:00:00Z", "2002-01-05T00:00:00Z",
    ]  # fmt: skip


def test_every_entry_leads_to_its_page_and_its_pdf(built: Built) -> None:
    feed = parsed(built, "en/feed.xml")
    pages = found(feed, "a:entry/a:link[@rel='alternate']/@href")
    assert pages == [f"{BASE}en/briefs/second.html", f"{BASE}en/briefs/first.html"]
    assert all(page.removeprefix(BASE) in built.tree for page in pages)
    assert found(feed, "a:entry/a:link[@type='application/pdf']/@href") == [page[:-4] + "pdf" for page in pages]


def test_marks_of_xml_in_a_title_are_text(project: Project) -> None:
    changed = project.with_change("content/briefs/first/en.md", "title: The first brief", 'title: R&D <b> "so"')
    assert 'R&D <b> "so"' in found(parsed(changed.build(), "en/feed.xml"), "a:entry/a:title")


def test_a_draft_is_in_no_feed_and_a_feed_without_entries_is_still_valid(project: Project) -> None:
    drafts = project.without("content/packs/all.yaml")
    for slug in ("first", "second"):
        path = f"content/briefs/{slug}/brief.yaml"
        drafts = drafts.with_file(path, drafts.text(path).replace("related: [second]\n", "") + "status: draft\n")
        for lang in ("ko", "en"):
            drafts = drafts.with_body(f"content/briefs/{slug}/{lang}.md", "\n")
    feed = parsed(drafts.build(), "ko/feed.xml")
    assert found(feed, "a:entry") == []
    (updated,) = found(feed, "a:updated")
    assert is_moment(updated)


# The sitemap


def test_the_sitemap_lists_every_page_of_every_language(built: Built) -> None:
    listed = found(parsed(built, "sitemap.xml"), "s:url/s:loc")
    pages = [path for path in built.tree if path.endswith(".html") and "/" in path and "/with-" not in path]
    assert sorted(listed) == sorted(addresses.absolute(path, BASE) for path in pages)


def test_the_sitemap_says_when_a_brief_was_last_changed(built: Built) -> None:
    place = f"s:url[s:loc='{BASE}ko/briefs/first.html']"
    assert found(parsed(built, "sitemap.xml"), f"{place}/s:lastmod") == ["2001-04-11"]


def test_the_languages_of_a_page_name_one_another_in_the_sitemap(built: Built) -> None:
    sitemap = parsed(built, "sitemap.xml")
    groups = {
        found(url, "s:loc")[0]: dict(zip(found(url, "x:link/@hreflang"), found(url, "x:link/@href"), strict=True))
        for url in sitemap.findall("s:url", NAMES)
    }
    for place, group in groups.items():
        assert set(group) == {"ko", "en", "x-default"}
        assert place in group.values()
        assert groups[group["ko"]] == groups[group["en"]] == group


def test_a_page_in_one_language_alone_names_no_other(project: Project) -> None:
    sitemap = parsed(project.without("content/pages/about/en.md").build(), "sitemap.xml")
    assert found(sitemap, f"s:url[s:loc='{BASE}ko/about.html']/x:link/@href") == []


def test_robots_are_told_where_the_sitemap_is(built: Built) -> None:
    assert f"Sitemap: {BASE}sitemap.xml\n" in built.page("robots.txt")


# Without an address of its own


def test_a_site_without_an_address_has_no_feed_and_no_sitemap(project: Project) -> None:
    built = project.with_change("content/site.yaml", f"base_url: {BASE}\n", "").build()
    assert built.problems == []
    assert [path for path in built.tree if path.endswith(".xml") or path == "robots.txt"] == []
    for path in built.tree:
        if path.endswith(".html"):
            assert 'rel="canonical"' not in built.page(path)
            assert 'rel="alternate"' not in built.page(path)
            assert "feed.xml" not in built.page(path)


def test_an_address_given_for_one_build_stands_in_for_the_one_in_the_settings(project: Project) -> None:
    built = project.build(base_url="https://example.com/briefs/")
    assert found(parsed(built, "ko/feed.xml"), "a:link[@rel='self']/@href") == [
        "https://example.com/briefs/ko/feed.xml"
    ]
    assert BASE not in built.page("sitemap.xml") and BASE not in built.page("ko/briefs/first.html")
