"""What pages say of themselves to search engines and reference managers, and what stands beside them for programs."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from typing import Any

import pytest
from lxml import etree
from support.project import Built, Project

BASE = "https://example.org/sample/"


def said(built: Built, path: str) -> dict[str, dict[str, Any]]:
    """The things of a page's JSON-LD, by type."""
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', built.page(path), re.DOTALL)
    graph = json.loads(block)
    assert graph["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in graph["@graph"]}


def read(built: Built, path: str) -> Any:
    return json.loads(built.tree[path])


def test_every_page_but_the_choice_of_language_says_what_it_is(built: Built) -> None:
    for path in built.tree:
        if path.endswith(".html") and path not in ("index.html", "404.html"):
            assert said(built, path), path
    assert "ld+json" not in built.page("index.html") + built.page("404.html")


def test_a_brief_is_a_report_that_leads_to_its_translation(built: Built) -> None:
    korean, english = (said(built, f"{lang}/briefs/first.html")["Report"] for lang in ("ko", "en"))
    assert korean["headline"] == "첫째 브리프"
    assert korean["reportNumber"] == "S-01"
    assert korean["inLanguage"] == "ko"
    assert korean["datePublished"] == "2001-04-11"
    assert korean["workTranslation"][0]["url"] == f"{BASE}en/briefs/first.html"
    assert english["translationOfWork"]["url"] == f"{BASE}ko/briefs/first.html"
    assert "workTranslation" not in english
    assert korean["isBasedOn"]
    assert [it["contentUrl"] for it in korean["encoding"]] == [f"{BASE}ko/briefs/first.pdf"]


def test_the_way_to_a_brief_is_told(built: Built) -> None:
    way = said(built, "ko/briefs/first.html")["BreadcrumbList"]["itemListElement"]
    assert [it["position"] for it in way] == [1, 2, 3]
    assert way[-1]["item"] == f"{BASE}ko/briefs/first.html"


def test_nothing_in_the_data_can_end_its_element(project: Project) -> None:
    title = "</script><b>& 끝"
    built = project.with_change("content/briefs/first/ko.md", "title: 첫째 브리프", f"title: {title}").build()
    page = built.page("ko/briefs/first.html")
    assert page.count("</script>") == page.count("<script")
    assert said(built, "ko/briefs/first.html")["Report"]["headline"] == title


def test_a_site_without_an_address_has_data_and_no_card(project: Project) -> None:
    built = project.with_change("content/site.yaml", f"base_url: {BASE}\n", "").build()
    assert not [path for path in built.tree if path.endswith("-card.png")]
    assert "ld+json" not in built.page("ko/briefs/first.html")
    assert "og:image" not in built.page("ko/briefs/first.html")
    assert read(built, "catalog.json")["editions"][0]["briefs"][0]["address"] == "ko/briefs/first.html"
    assert 'href="first.bib"' in built.page("ko/briefs/first.html")


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("ko", "공공누리 제3유형: 출처표시 + 변경금지 + 공공누리 AI유형"),
        ("en", "KOGL Type 3: Source Indication + Change Prohibition + KOGL AI Type"),
    ],
)
def test_a_licence_has_one_name_in_a_language_wherever_it_is_told(project: Project, lang: str, name: str) -> None:
    built = project.with_change("content/site.yaml", "base_url:", "licence: KOGL-3+AI\nbase_url:").build()
    address = "https://www.kogl.or.kr/info/license.do"
    pages = [path for path in built.tree if path.startswith(f"{lang}/") and path.endswith(".html")]
    assert [path for path in pages if f'<a rel="license" href="{address}">{name}</a>' not in built.page(path)] == []
    atom = etree.fromstring(built.tree[f"{lang}/feed.xml"])
    assert atom.findtext("{*}rights") == f"{name} {address}"
    (edition,) = [it for it in read(built, "catalog.json")["editions"] if it["language"] == lang]
    for record in (edition, read(built, f"{lang}/briefs/first.json")):
        told = [record[key] for key in ("licence", "licence_name", "licence_address")]
        assert told == ["KOGL-3+AI", name, address]
    assert said(built, f"{lang}/briefs/first.html")["Report"]["license"] == address


# Citing


def test_a_brief_can_be_taken_as_a_reference(built: Built) -> None:
    bib = built.tree["en/briefs/first.bib"].decode()
    assert bib.startswith("@techreport{S-01-en,\n")
    assert "title = {{The first brief" in bib
    assert f"url = {{{BASE}en/briefs/first.html}}" in bib
    assert bib.count("{") == bib.count("}")
    ris = built.tree["en/briefs/first.ris"].decode().split("\r\n")
    assert ris[0] == "TY  - RPRT"
    assert ris[-2:] == ["ER  - ", ""]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in ris[:-1])
    (item,) = read(built, "en/briefs/first.csl.json")
    assert (item["type"], item["number"], item["language"]) == ("report", "S-01", "en")
    assert item["issued"]["date-parts"][0][0] == 2001


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_forms_of_a_reference_say_the_same(built: Built, lang: str) -> None:
    path = f"{lang}/briefs/first"
    (item,) = read(built, f"{path}.csl.json")
    bib = built.tree[f"{path}.bib"].decode()
    fields = dict(re.findall(r"^  (\w+) = \{(.*)\},$", bib, re.MULTILINE))
    assert bib.splitlines()[-1] == "}" and len(fields) == len(bib.splitlines()) - 2
    tags: dict[str, list[str]] = {}
    for line in built.tree[f"{path}.ris"].decode().splitlines():
        tags.setdefault(line[:2], []).append(line[6:])
    day = item["issued"]["date-parts"][0]
    assert fields["title"].strip("{}") == item["title"] == tags["TI"][0]
    assert fields["author"].strip("{}") == item["author"][0]["literal"] == tags["AU"][0]
    assert fields["date"] == "-".join(f"{it:02d}" for it in day) == tags["DA"][0].strip("/").replace("/", "-")
    assert fields["url"] == item["URL"] == tags["UR"][0] == f"{BASE}{path}.html"


def test_a_brief_is_cited_in_the_other_language_too(built: Built) -> None:
    page = built.page("en/briefs/first.html")
    there = page[page.index('id="citation-ko"') :].split("</p>")[0]
    words = re.sub(r"<[^>]+>|\u2060", "", there)
    assert "『첫째 브리프』" in words
    assert words.endswith(f", {BASE}ko/briefs/first.html")
    assert 'lang="ko"' in there
    assert 'data-copies="citation-ko"' in page


def test_what_tex_would_take_for_a_command_is_escaped(project: Project) -> None:
    built = project.with_change("content/briefs/first/en.md", "The first brief", "100% of A&B_{x}").build()
    written = built.tree["en/briefs/first.bib"].decode()
    assert r"title = {{100\% of A\&B\_\textbraceleft{}x\textbraceright{}}}" in written


# For programs


def test_the_ledger_and_each_chart_can_be_taken_away(built: Built) -> None:
    rows = list(csv.reader(StringIO(built.tree["ko/facts.csv"].decode("utf-8-sig"))))
    facts = read(built, "ko/facts.json")["facts"]
    assert [row[0] for row in rows[1:]] == [fact["id"] for fact in facts]
    page = built.page("ko/briefs/first.html")
    files = re.findall(r'href="(first/fig-[\w-]+\.(?:csv|svg))"', page)
    assert len(files) == 2
    for name in files:
        content = built.tree[f"ko/briefs/{name}"]
        if name.endswith(".svg"):
            assert etree.fromstring(content).tag == "{http://www.w3.org/2000/svg}svg"
            assert b"var(" not in content
        else:
            assert len(list(csv.reader(StringIO(content.decode("utf-8-sig"))))) > 1


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_catalogue_leads_to_files_that_are_there(built: Built, lang: str) -> None:
    (edition,) = [it for it in read(built, "catalog.json")["editions"] if it["language"] == lang]
    addresses = [*edition["ledger"].values()]
    for brief in edition["briefs"]:
        own = read(built, brief["files"]["json"].removeprefix(BASE))
        assert own["title"] == brief["title"]
        charts = [address for chart in own["charts"] for address in chart["files"].values()]
        addresses += [brief["address"], *brief["translations"].values(), *brief["files"].values(), *charts]
    assert [it for it in addresses if it.removeprefix(BASE) not in built.tree] == []


def test_a_json_feed_has_what_the_atom_feed_beside_it_has(built: Built) -> None:
    for path in ("ko/feed", "en/feed", "ko/topics/counting"):
        feed = read(built, f"{path}.json")
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == f"{BASE}{path}.json"
        atom = etree.fromstring(built.tree[f"{path}.xml"])
        ids = [it.text for it in atom.findall("{*}entry/{*}id")]
        assert [item["id"] for item in feed["items"]] == ids
    assert 'href="counting.xml"' in built.page("ko/topics/counting.html")


# A reference has no letter that cannot be seen


PATH = "content/briefs/first/en.md"


@pytest.mark.parametrize("mark", ["\u200b", "\u00ad", "\u2060", "\u200f"])
def test_a_citation_has_no_letter_that_cannot_be_seen(project: Project, mark: str) -> None:
    built = project.with_change(PATH, "title: The first brief", f"title: The fi{mark}rst brief").build()
    assert "{The first brief}" in built.page("en/briefs/first.bib")
    assert "TI  - The first brief\r\n" in built.page("en/briefs/first.ris")


def test_what_joins_letters_stays_in_a_citation(project: Project) -> None:
    built = project.with_change(PATH, "title: The first brief", "title: The fi\u200crst brief").build()
    assert "TI  - The fi\u200crst brief\r\n" in built.page("en/briefs/first.ris")
