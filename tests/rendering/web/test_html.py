"""The pages of the site: each a whole, valid document in its language that a reader can find the way from."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.project import Built, Project

from briefgen.model.output import addresses
from briefgen.rendering.html.links import absolute_linker, linker, linker_from_anywhere
from briefgen.rendering.web.page import HASH, asset_mark

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


class Shape(HTMLParser):
    """What is wrong with the nesting of a page, and its landmarks."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.levels: list[int] = []
        self.tags: list[str] = []
        self.attrs: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.attrs.append((tag, given))
        if "id" in given:
            self.ids.append(given["id"])
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")


def shape(html: str) -> Shape:
    reader = Shape()
    reader.feed(html)
    reader.close()
    return reader


def pages(built: Built) -> list[str]:
    return [path for path in built.tree if path.endswith(".html")]


def test_every_page_there_should_be_is_there(built: Built) -> None:
    lists = {"index", "briefs/index", "packs/index", "topics/index", "glossary", "timeline", "facts", "sources"}
    kinds = lists | {"search", "briefs/first", "briefs/second", "packs/all", "topics/counting", "about"}
    wanted = {f"{lang}/{kind}.html" for lang in ("ko", "en") for kind in kinds} | {"index.html", "404.html"}
    beside = (("ko", "en"), ("en", "ko"))
    wanted |= {f"{lang}/briefs/{slug}/with-{other}.html" for lang, other in beside for slug in ("first", "second")}
    assert set(pages(built)) == wanted


def test_every_element_that_is_opened_is_closed_in_turn(built: Built) -> None:
    for path in pages(built):
        found = shape(built.page(path))
        assert (found.wrong, found.open) == ([], []), path


def test_every_page_is_a_document_in_its_language_with_one_title_and_one_main_part(built: Built) -> None:
    for path in pages(built):
        page, found = built.page(path), shape(built.page(path))
        assert page.startswith("<!doctype html>\n"), path
        assert f'<html lang="{path[:2] if "/" in path else "ko"}" dir="ltr"' in page, path
        assert page.partition("</head>")[0].count("<title>") == 1, path
        assert [found.tags.count(tag) for tag in ("main", "h1")] == [1, 1], path
        assert '<meta charset="utf-8">' in page
        assert 'name="viewport"' in page


def test_no_id_stands_twice_and_headings_go_down_one_by_one(built: Built) -> None:
    for path in pages(built):
        found = shape(built.page(path))
        assert len(found.ids) == len(set(found.ids)), path
        assert found.levels[0] == 1 or 1 in found.levels, path
        for before, after in zip(found.levels, found.levels[1:], strict=False):
            assert after <= before + 1, (path, found.levels)


def test_titles_and_descriptions_tell_pages_apart(built: Built) -> None:
    titles = {path: re.search("<title>(.*?)</title>", built.page(path)) for path in pages(built) if "/" in path}
    assert all(titles.values())
    said = [found[1] for found in titles.values() if found]
    assert len(said) == len(set(said))
    assert "첫째 브리프 – 표본" in said and "The first brief – Sample" in said
    for path in pages(built):
        assert re.search(r'<meta name="description" content="[^"]+">', built.page(path)), path


def test_nothing_is_fetched_from_elsewhere_and_no_script_stands_in_a_page(built: Built) -> None:
    for path in pages(built):
        for tag, attrs in shape(built.page(path)).attrs:
            loads = tag == "link" and attrs.get("rel") in ("stylesheet", "icon")
            loaded = attrs.get("src", attrs.get("href", "") if loads else "")
            assert not re.match(r"(https?:)?//", loaded), (path, tag, loaded)
            assert tag != "script" or attrs.get("src") or attrs.get("type") == "application/ld+json", path
            assert not any(name.startswith("on") or name == "style" for name in attrs), (path, tag, attrs)


def test_links_are_relative_except_on_the_page_that_is_shown_at_any_depth(built: Built) -> None:
    assert 'href="../facts.html#fact-count-a"' in built.page("ko/briefs/first.html")
    assert 'href="/sample/ko/briefs/"' in built.page("404.html")


def test_no_full_address_names_the_file_of_a_folder(built: Built) -> None:
    address = re.compile(rb"https://example\.org/sample/[^\s\"'<>]*index\.html")
    assert [path for path in built.tree if address.search(built.tree[path])] == []


def test_every_table_says_what_it_is_a_table_of(built: Built) -> None:
    for path in pages(built):
        page = built.page(path)
        for table in re.findall(r"<table[^>]*>(?:\s*<caption)?", page):
            own = re.search(r'aria-labelledby="([^"]+)"', table)
            assert "<caption" in table or (own and f'id="{own[1]}"' in page), (path, table)


def test_the_page_of_a_brief_has_everything_about_it(built: Built) -> None:
    words = built.words("ko/briefs/first.html")
    head = ("S-01", "2001. 4. 11.", "첫째 브리프", "첫째 브리프의 요약이다.", "표본은 12개이다.", "세기")
    body = ("그림 1", "두 예산", "표 1", "표본의 수", "표본을 더 모은다.", "출판부", "손으로 세었다.", "둘째 브리프")
    for said in head + body:
        assert said in words, said
    page = built.page("ko/briefs/first.html")
    assert 'href="first.pdf"' in page
    assert page.count("<svg") >= 1
    assert 'alt="회색 네모"' in page


def test_a_reader_gets_from_a_figure_to_its_source_in_one_step(built: Built) -> None:
    page = built.page("en/briefs/first.html")
    link = re.search(r'<a [^>]*data-fact="money-a"[^>]*>', page)
    assert link is not None and "../facts.html#fact-money-a" in link[0]
    ledger = built.page("en/facts.html")
    entry = ledger[ledger.index('id="fact-money-a"') :].split('id="fact-money-b"')[0]
    assert "398.5 billion yuan" in entry
    assert "sources.html#ref-report-a" in entry
    assert "briefs/first.html#use-money-a-1" in entry


def test_the_ledger_says_in_what_other_words_a_figure_is_written(project: Project) -> None:
    text = "{fact}`money-a#period` {fact}`money-a#bare`"
    built = project.with_change("content/briefs/first/ko.md", "{fact}`money-a`이다", text).build()
    words = built.words("ko/facts.html")
    assert "‘2001년’으로 적음" in words and "‘3,985억’으로 적음" in words


def test_a_note_and_its_call_lead_to_one_another(built: Built) -> None:
    page = built.page("ko/briefs/first.html")
    assert 'id="note-1-call" href="#note-1"' in page
    note = page[page.index('id="note-1"') :]
    assert "손으로 세었다." in note and 'href="#note-1-call"' in note


def test_the_root_offers_every_language_in_its_own_words(built: Built) -> None:
    words = built.words("index.html")
    assert "한국어" in words and "English" in words
    assert "표본 사이트이다." in words and "A sample site." in words


def test_the_pack_page_lists_its_briefs_and_recommendations(built: Built) -> None:
    page = built.page("en/packs/all.html")
    assert 'href="../briefs/first.html"' in page and 'href="../briefs/second.html"' in page
    assert 'href="all.pdf"' in page
    assert "Take more samples." in built.words("en/packs/all.html")


def test_a_link_inside_a_recommendation_leads_to_the_brief_from_the_page_of_a_pack(project: Project) -> None:
    """On paper the brief is bound into the pack; on the web the pack has a page of its own."""
    path = "content/briefs/first/en.md"
    said = "As [the background](#background) and {ref}`fig-bars` say [@report-a], see {ref}`second`."
    korean = "[배경](#background)과 {ref}`fig-bars`에 이어 {ref}`second`을(를) 보라 [@report-a]."
    linked = project.with_change(path, "Take more samples.", said)
    linked = linked.with_change("content/briefs/first/ko.md", "표본을 더 모은다.", korean)
    built = linked.build()
    assert built.problems == []
    page = built.page("en/packs/all.html")
    assert 'href="../briefs/first.html#background"' in page and 'href="../briefs/first.html#fig-bars"' in page
    assert 'href="../briefs/second.html"' in page


def test_markup_in_a_title_is_shown_as_it_is_written(project: Project) -> None:
    path = "content/briefs/first/en.md"
    built = project.with_change(path, "title: The first brief", "title: 'R&D <b>first</b> \"now\"'").build()
    assert not built.failed
    page = built.page("en/briefs/first.html")
    assert "<b>first" not in page
    assert "R&amp;D &lt;b&gt;first&lt;/b&gt;" in page
    assert not shape(page).wrong


@pytest.mark.parametrize(
    ("here", "path", "anchor", "link"),
    [
        ("ko/index.html", "ko/facts.html", "", "facts.html"),
        ("ko/briefs/a.html", "ko/facts.html", "fact-x", "../facts.html#fact-x"),
        ("ko/briefs/a.html", "en/briefs/a.html", "", "../../en/briefs/a.html"),
        ("ko/facts.html", "ko/facts.html", "fact-x", "#fact-x"),
        ("index.html", "assets/a.css", "", "assets/a.css"),
    ],
)
def test_a_link_leads_from_page_to_page(here: str, path: str, anchor: str, link: str) -> None:
    assert linker(here, "")(path, anchor) == link
    assert linker(here, "https://example.org/")(path, anchor) == link


@pytest.mark.parametrize(
    ("here", "path", "anchor", "link"),
    [
        ("ko/briefs/a.html", "en/index.html", "", "../../en/"),
        ("ko/briefs/a.html", "ko/briefs/index.html", "x", "./#x"),
        ("ko/facts.html", "ko/index.html", "", "./"),
        ("ko/facts.html", "index.html", "", "../"),
    ],
)
def test_a_link_to_the_page_of_a_folder_names_the_folder_where_a_server_answers(
    here: str, path: str, anchor: str, link: str
) -> None:
    assert linker(here, "https://example.org/")(path, anchor) == link
    assert linker(here, "")(path, anchor).startswith(link.replace("#x", "").removeprefix("./") + "index.html")


@pytest.mark.parametrize("base", ["https://example.org/", "https://example.org/repo-name/"])
def test_links_with_an_address_start_at_its_host_or_are_whole(base: str) -> None:
    root = base.removeprefix("https://example.org")
    assert linker_from_anywhere(base)("ko/facts.html", "x") == f"{root}ko/facts.html#x"
    assert absolute_linker(base)("ko/facts.html", "x") == f"{base}ko/facts.html#x"
    assert linker_from_anywhere(base)("index.html") == root


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index.html", ""),
        ("ko/index.html", "ko/"),
        ("ko/briefs/index.html#all", "ko/briefs/#all"),
        ("ko/briefs/a.html#b", "ko/briefs/a.html#b"),
        ("ko/briefs/the-index.html", "ko/briefs/the-index.html"),
    ],
)
def test_a_folders_own_page_has_the_address_of_the_folder(path: str, address: str) -> None:
    base = "https://example.org/repo-name/"
    file, mark, anchor = path.partition("#")
    assert addresses.absolute(file, base) + mark + anchor == base + address
    assert addresses.path_at(base + address, base) == path
    assert addresses.absolute(file, "") == file


def test_a_mark_that_is_filled_in_later_names_the_asset() -> None:
    assert asset_mark("theme.js", "ko") == f"assets/theme.{HASH}.js"
    assert asset_mark("web.css", "ko") == f"assets/web-ko.{HASH}.css"


NAMES = st.lists(st.sampled_from(["ko", "en", "briefs", "a-b"]), max_size=3)


@given(NAMES, NAMES, st.sampled_from(["index.html", "a.html"]), st.sampled_from(["index.html", "b.html"]))
def test_a_link_from_any_page_leads_to_the_page_that_it_was_made_for(
    here: list[str], there: list[str], own: str, name: str
) -> None:
    page, path = "/".join((*here, own)), "/".join((*there, name))
    assert addresses.reached(addresses.relative_address(path, page), page) == path
    assert addresses.reached(addresses.relative(path, page), page) == path
