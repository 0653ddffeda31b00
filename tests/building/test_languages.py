"""Every language is served alike: the switch leads to the same place, a gap is said, another is a folder of files."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pikepdf
import pytest
from french import with_french
from support.pdfs import made_of, pressed
from support.project import Built, Project

from briefgen.model.output import addresses

BASE = "https://example.org/sample/"
PRESS = """
press:
  kind: organisation
  names: {ko: {short: 출판부}, en: {short: the press}, fr: {short: la presse}}
  scripts: {ko-Hani: 出版部, ko-Latn: Chulpanbu}
  definition: {ko: 책을 내는 곳., en: Where books are made., fr: Où se font les livres.}
"""


@dataclass
class Head:
    """What a page says of its own translations."""

    kind: str = ""
    lang: str = ""
    switch: dict[str, str] = field(default_factory=dict)
    """Language → output path of the link in the switch."""
    alternates: dict[str, str] = field(default_factory=dict)
    """hreflang → full address."""


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.head = Head()
        self.in_switch = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.head.lang = given["lang"]
        elif tag == "body":
            self.head.kind = given["class"].removeprefix("kind-")
        elif tag == "nav":
            self.in_switch = given.get("class") == "languages"
        elif tag == "a" and self.in_switch:
            self.head.switch[given["hreflang"]] = _there(self.path, given["href"])
        elif tag == "link" and given.get("rel") == "alternate" and "hreflang" in given:
            self.head.alternates[given["hreflang"]] = given["href"]

    def handle_endtag(self, tag: str) -> None:
        self.in_switch = self.in_switch and tag != "nav"


def _there(here: str, href: str) -> str:
    return addresses.reached(href, here)


def heads(built: Built) -> dict[str, Head]:
    """Every page of a language, by its path."""
    found = {}
    for path in built.tree:
        if path.endswith(".html") and "/" in path:
            reader = _Reader(path)
            reader.feed(built.page(path))
            found[path] = reader.head
    return found


def path_of(address: str) -> str:
    return addresses.path_at(address, BASE)


def test_the_switch_leads_to_the_same_place_and_back(built: Built) -> None:
    pages = heads(built)
    assert len(pages) > 20
    for path, head in pages.items():
        (other,) = {"ko", "en"} - {head.lang}
        there = path.partition("/")[2].replace(f"/with-{other}.html", f"/with-{head.lang}.html")
        assert head.switch == {other: f"{other}/{there}"}
        beyond = pages[head.switch[other]]
        assert beyond.kind == head.kind
        assert beyond.switch == {head.lang: path}


def test_every_page_names_its_translations_for_search_engines_and_they_name_it(built: Built) -> None:
    pages = heads(built)
    for path, head in pages.items():
        assert set(head.alternates) == {"ko", "en", "x-default"}
        assert path_of(head.alternates[head.lang]) == path
        for lang in ("ko", "en"):
            assert pages[path_of(head.alternates[lang])].alternates == head.alternates
    assert pages["en/index.html"].alternates["x-default"] == f"{BASE}ko/"
    assert pages["en/briefs/first.html"].alternates["x-default"] == f"{BASE}ko/briefs/first.html"
    assert "hreflang" not in built.page("index.html").partition("</head>")[0]


def test_without_a_public_address_no_page_names_one(project: Project) -> None:
    built = project.with_change("content/site.yaml", f"base_url: {BASE}\n", "").build()
    assert built.problems == []
    assert all(head.alternates == {} for head in heads(built).values())
    licence = re.compile(r'<(a rel="license"|meta name="DC.rights")[^>]*>')
    pages = (licence.sub("", built.page(path)) for path in built.tree if path.endswith(".html"))
    assert all("https://" not in page for page in pages)


@pytest.fixture
def lacking(project: Project) -> Built:
    """The small project with a second brief that is in Korean only, and says so."""
    data = "content/briefs/second/brief.yaml"
    only = project.with_change(data, "number: S-02", "number: S-02\nlanguages: [ko]")
    return only.without("content/briefs/second/en.md").build()


def test_a_missing_translation_is_said_plainly_and_is_no_dead_link(lacking: Built) -> None:
    assert lacking.problems == []
    page = lacking.page("ko/briefs/second.html")
    head = heads(lacking)["ko/briefs/second.html"]
    assert head.switch == {}
    switch = re.search(r'<nav class="languages".*?</nav>', page, re.DOTALL)
    assert switch is not None and "English" in switch[0] and "(번역 없음)" in switch[0]
    assert "en/briefs/second.html" not in lacking.tree
    assert set(head.alternates) == {"ko", "x-default"}


def test_a_reader_of_the_other_language_is_led_to_the_text_there_is(lacking: Built) -> None:
    for path in ("en/briefs/index.html", "en/packs/all.html"):
        page = lacking.page(path)
        assert re.search(r'<a href="\.\./\.\./ko/briefs/second\.html" lang="ko"', page), path
        assert "Not yet in this language" in page
    assert f"{BASE}en/briefs/second.html" not in lacking.page("sitemap.xml")
    assert f"{BASE}ko/briefs/second.html" in lacking.page("sitemap.xml")


def test_a_site_in_one_language_has_no_switch(project: Project) -> None:
    built = project.with_change("content/site.yaml", "[ko, en]", "[en]").build()
    assert not built.failed
    assert {path.partition("/")[0] for path in built.tree if path.endswith(".html") and "/" in path} == {"en"}
    assert all(head.switch == {} for head in heads(built).values())


# A third language


@pytest.fixture
def french(project: Project) -> Project:
    return with_french(project)


def test_a_third_language_is_a_folder_of_files(french: Project) -> None:
    built = french.build()
    assert built.problems == []
    french_pages = {
        path.removeprefix("fr/") for path in built.tree if path.startswith("fr/") and path.endswith(".html")
    }
    side_by_side = {path for path in french_pages if "/with-" in path}
    assert side_by_side == {"briefs/first/with-ko.html", "briefs/first/with-en.html"} & french_pages
    assert len(side_by_side) >= 1
    assert french_pages - side_by_side == {
        path.removeprefix("ko/")
        for path in built.tree
        if path.startswith("ko/")
        and path.endswith(".html")
        and path != "ko/briefs/second.html"
        and "/with-" not in path
    }
    assert "fr/feed.xml" in built.tree


def test_the_third_language_words_numbers_dates_and_labels_its_own_way(french: Project) -> None:
    words = french.build().words("fr/briefs/first.html")
    assert "398,5 milliards yuans" in words
    assert "12 échantillons" in words
    assert "11 avril 2001" in words
    assert "échantillon" in words and "Tableau 1" in words and "En bref" in words


def test_words_of_the_interface_that_are_not_translated_are_those_of_the_templates(french: Project) -> None:
    words = french.build().words("fr/index.html")
    assert "Notes" in words and "Glossaire" in words
    assert "Sources" in words and "Skip to the text" in words


def test_every_switch_has_all_three(french: Project) -> None:
    pages = heads(french.build())
    head = pages["fr/briefs/first.html"]
    assert head.switch == {"ko": "ko/briefs/first.html", "en": "en/briefs/first.html"}
    assert set(head.alternates) == {"ko", "en", "fr", "x-default"}
    assert pages["ko/briefs/second.html"].switch == {"en": "en/briefs/second.html"}
    assert {head.lang for head in pages.values()} == {"ko", "en", "fr"}


def test_the_third_language_is_printed_too(french: Project) -> None:
    fewer = french.with_change("content/site.yaml", "[ko, en, fr]", "[ko, fr]")
    fewer = fewer.with_change("content/briefs/second/brief.yaml", "[ko, en]", "[ko]")
    built = fewer.with_change("content/packs/all.yaml", "briefs:", "languages: [fr]\nbriefs:").build(
        pdfs=["fr/briefs/first.pdf", "fr/packs/all.pdf"]
    )
    assert not built.failed
    for path in ("fr/briefs/first.pdf", "fr/packs/all.pdf"):
        with pikepdf.open(io.BytesIO(built.pdf(path))) as pdf:
            assert str(pdf.Root.Lang) == "fr"
    assert "fr/briefs/second.pdf" not in built.tree


def test_forms_of_a_name_share_a_column_in_three_languages(french: Project) -> None:
    """A column for each leaves none for who it is: in four languages it had the width of a letter."""
    glossary, timeline = "content/glossary.yaml", "content/timeline.yaml"
    named = french.with_file(glossary, french.text(glossary) + PRESS)
    named = named.with_change(timeline, "en: Start", "en: Start of the press")
    job = made_of(pressed(named), "en", "all")
    (table,) = re.findall(r'<table class="names together">.*?</table>', job.html, re.DOTALL)
    row = re.findall(r"<tr>.*?</tr>", table, re.DOTALL)[1]
    marked = re.findall(r"<t[hd]\b.*?</t[hd]>", row.replace("\u2060", ""), re.DOTALL)
    cells = [re.sub(r"<[^>]+>", " ", it).split() for it in marked]
    assert cells[0] == ["the", "press", "출판부", "la", "presse", "出版部", "Chulpanbu"]
    assert cells[1:] == [["Where", "books", "are", "made."]]
