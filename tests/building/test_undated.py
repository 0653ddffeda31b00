"""A brief without a day shows none: on the web, on paper, in feeds, in citations. One that was updated shows that."""

from __future__ import annotations

import json
import re
from io import BytesIO

import pikepdf
import pytest
from support.project import Built, Project

from briefgen.model.output.addresses import pdf_of
from briefgen.model.output.site_manifest import MANIFEST
from briefgen.model.values.pdf_forms import Profile
from briefgen.reading.world import MemoryWorld
from briefgen.verifying.paper.glyphs import texts_of
from briefgen.verifying.paper.manifest import read_manifest
from briefgen.verifying.verify import verify
from briefgen.writing.site.manifest import manifest_of

SITE = """\
title: Sample
description: A sample site.
languages: [en]
base_url: https://example.org/sample/
publisher: {name: Sample Press}
home: [undated]
"""
FILES: dict[str, str | bytes] = {
    "content/site.yaml": SITE,
    "content/briefs/dated/brief.yaml": "published: 2001-04-11\n",
    "content/briefs/undated/brief.yaml": "profiles: [leave-behind, checking]\n",
    "content/briefs/updated/brief.yaml": "updated: 2003-05-02\n",
}
FILES |= {
    f"content/briefs/{slug}/en.md": f"---\ntitle: The {slug} one\nsummary: It is {slug}.\n---\n\nIts text.\n"
    for slug in ("dated", "undated", "updated")
}
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
DATES = ("published_time", "publication_date", "DCTERMS.issued", "DCTERMS.modified", "<time", "datePublished")


@pytest.fixture(scope="module")
def site() -> Built:
    built = Project(FILES).build(pdfs=True)
    assert not built.failed, built.errors
    return built


def of(built: Built, slug: str, ending: str = "html") -> str:
    return built.page(f"en/briefs/{slug}.{ending}")


def said(content: bytes) -> str:
    cmaps: dict[object, object] = {}
    with pikepdf.open(BytesIO(content)) as pdf:
        return " ".join(" ".join(texts_of(page, cmaps).values()) for page in pdf.pages)


def test_its_page_has_no_date_and_no_mark_between_nothing(site: Built) -> None:
    page = of(site, "undated")
    assert [it for it in DATES if it in page] == [] and "published_time" in of(site, "dated")
    words = site.words("en/briefs/undated.html")
    assert YEAR.search(words) is None and "Published" not in words and "Updated" not in words
    kicker = re.search(r'<p class="kicker">(.*?)</p>', page)
    assert kicker and "·" not in kicker[1]


def test_one_that_was_updated_shows_that_day_as_no_day_of_publication(site: Built) -> None:
    page, words = of(site, "updated"), site.words("en/briefs/updated.html")
    assert "2 May 2003" in words and "Published" not in words
    assert "published_time" not in page and '"dateModified":"2003-05-02"' in page and "datePublished" not in page
    assert "updated 2 May 2003" in site.words("en/briefs/index.html")


def test_lists_have_no_empty_line_for_it(site: Built) -> None:
    listed = site.page("en/briefs/index.html")
    assert listed.count('<p class="about">') == 2 and '<p class="about"></p>' not in listed
    assert 'datetime=""' not in "".join(site.page(path) for path in site.tree if path.endswith(".html"))
    home, root = site.page("en/index.html"), site.page("index.html")
    assert 'class="kicker"' not in root and "<time" not in home
    kicker = re.search(r'<p class="kicker">(.*?)</p>', home)
    assert kicker and "Lead brief" in kicker[1] and "·" not in kicker[1]


@pytest.mark.parametrize("form", [Profile.SCREEN, Profile.LEAVE_BEHIND, Profile.CHECKING])
def test_its_pdf_has_no_date_on_its_pages_or_within(site: Built, form: Profile) -> None:
    content = site.pdf(pdf_of("en/briefs/undated.html", form))
    assert YEAR.search(said(content)) is None
    with pikepdf.open(BytesIO(content)) as pdf:
        assert not {"/CreationDate", "/ModDate"} & set(pdf.docinfo)
        assert "CreateDate" not in (xmp := str(pdf.open_metadata())) and "dc:date" not in xmp
    manifest = read_manifest(content)
    assert manifest is not None and manifest.published == manifest.updated == ""


def test_the_pdf_of_one_that_was_updated_has_that_day(site: Built) -> None:
    content = site.pdf("en/briefs/updated.pdf")
    assert "2 May 2003".replace(" ", "") in re.sub(r"[\s\u2060]", "", said(content))
    with pikepdf.open(BytesIO(content)) as pdf:
        assert "/CreationDate" not in pdf.docinfo and str(pdf.docinfo["/ModDate"]).startswith("D:20030502")


def test_a_feed_has_only_what_has_a_day(site: Built) -> None:
    feed = site.page("en/feed.xml")
    assert re.findall(r"<entry>\s*<id>.*?</id>\s*<title>(.*?)</title>", feed) == ["The updated one", "The dated one"]
    assert re.findall(r"<published>(.*?)</published>", feed) == ["2001-04-11T00:00:00Z"]
    items = json.loads(site.page("en/feed.json"))["items"]
    assert [it.get("date_published", "") for it in items] == ["", "2001-04-11T00:00:00Z"]
    assert [it["date_modified"][:10] for it in items] == ["2003-05-02", "2001-04-11"]


def test_a_change_of_it_is_told_on_its_own_day() -> None:
    change = "changes:\n- {date: 2004-02-03, kind: update, text: It was set anew.}\n"
    built = Project(FILES).with_file("content/briefs/undated/brief.yaml", change).build()
    feed = built.page("en/feed.xml")
    assert "Update: The undated one" in feed and "2004-02-03T00:00:00Z" in feed and "undated.html</id>" not in feed
    assert YEAR.findall(built.words("en/briefs/undated/changes.html")) == ["2004"]


def test_it_is_cited_without_a_date(site: Built) -> None:
    citation = re.search(r'data-block="citation">(.*?)</p>', of(site, "undated"))
    assert citation and YEAR.search(citation[1]) is None
    assert ", ," not in citation[1] and "The undated one" in citation[1]
    for ending in ("bib", "ris", "csl.json", "md", "txt", "json"):
        assert YEAR.search(of(site, "undated", ending)) is None, ending
    record = json.loads(of(site, "undated", "json"))
    assert (record["published"], record["updated"]) == ("", "")


def test_the_sitemap_says_of_no_day_that_it_changed_then(site: Built) -> None:
    entries = re.findall(r"<url>.*?</url>", site.page("sitemap.xml"), re.DOTALL)
    (entry,) = (it for it in entries if "<loc>https://example.org/sample/en/briefs/undated.html</loc>" in it)
    assert "lastmod" not in entry


def test_web_and_paper_say_the_same(site: Built) -> None:
    files = {**{path: site.tree[path] for path in site.tree}, MANIFEST: manifest_of(site.tree)}
    assert verify(MemoryWorld(files, theme={}), "site") == ()
