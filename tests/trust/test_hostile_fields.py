"""Nothing that an author writes in any field of any file is live in anything that is made of it, or breaks it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from lxml import etree
from markdown_it import MarkdownIt
from support.project import Built

from briefgen.building.project import read_all
from briefgen.building.workers import Workers
from briefgen.handouts.epub import make_books
from briefgen.model.records.versions import KeptVersion
from briefgen.reporting.schemas.files import FILES
from briefgen.resolving.documents.resolve import resolve
from briefgen.resolving.ledger.records import to_csv
from briefgen.running.pool.inline import Inline
from briefgen.running.progress import SILENT
from briefgen.running.store import NullStore

from attacks import attacked, live_in, site_of  # isort: skip
from hostile import CONTROLS, HOSTILE, MARK, NOT_FREE, TRUSTED, free_fields, reached  # isort: skip


MODELS = {kind.model for name, kind in FILES.items() if name not in TRUSTED} | {KeptVersion}
TEXTS = {"markup": HOSTILE, "controls": CONTROLS}
every_text = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)


def test_every_free_text_of_every_file_is_reached_or_listed_with_a_reason() -> None:
    free = {field for model in MODELS for field in free_fields(model)}
    assert free - set(reached(attacked(HOSTILE).site().value)) == set()
    known = {f"{model.__name__}.{name}" for model in _all_models() for name in model.model_fields}
    assert set(NOT_FREE) <= known and all(NOT_FREE.values())


def _all_models() -> set[Any]:
    from hostile import models_in

    found: set[Any] = set()
    waiting = list(MODELS)
    while waiting:
        model = waiting.pop()
        if model not in found:
            found.add(model)
            waiting += [it for field in model.model_fields.values() for it in models_in(field.annotation)]
    return found


@every_text
def test_no_text_is_a_fault_of_briefgen_or_of_a_template(text: str) -> None:
    for found in site_of(text).diagnostics:
        assert found.code not in ("internal-error", "template-is-sound"), found
        assert found.span is None or not found.span.path.startswith("templates/"), found


def test_a_control_character_is_an_error_in_every_file_that_has_one() -> None:
    told = {it.span.path for it in site_of(CONTROLS).diagnostics if it.span and it.code == "file-is-utf8"}
    assert told == {path for path in attacked(CONTROLS).files if path.endswith((".yaml", ".md"))}


def test_the_search_for_what_is_live_finds_it() -> None:
    assert len(live_in(HOSTILE)) >= 4
    assert live_in('<a href=" java\tscript:x">') and live_in("<p onclick=x>") and not live_in('<a href="a.html">')


def files_of(built: Built, *endings: str) -> Iterator[tuple[str, str]]:
    found = [(path, built.tree[path].decode("utf-8-sig")) for path in built.tree if path.endswith(endings)]
    assert found, endings
    yield from found


@every_text
def test_nothing_is_live_in_a_page_or_a_drawing(text: str) -> None:
    for path, content in files_of(site_of(text), ".html", ".svg"):
        assert live_in(content) == [], path
    assert MARK in site_of(text).page("en/briefs/first.html")


@every_text
def test_nothing_is_live_in_markdown_whoever_renders_it(text: str) -> None:
    renderer = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    renderer.validateLink = lambda url: True  # type: ignore[method-assign]
    for path, content in files_of(site_of(text), ".md"):
        _, front, body = re.split(r"(?m)^---\n", content, maxsplit=2)
        assert "<" not in front and live_in(renderer.render(body)) == [], path
        assert path.rpartition("/")[2] != "first.md" or MARK in content
    (_, listed), *_ = files_of(site_of(text), "llms.txt")
    assert live_in(renderer.render(listed)) == []


@every_text
def test_feeds_and_drawings_are_well_formed(text: str) -> None:
    for path, content in files_of(site_of(text), ".xml", ".svg"):
        assert ElementTree.fromstring(content) is not None, path


@every_text
def test_data_are_sound_and_say_what_was_written(text: str) -> None:
    for path, content in files_of(site_of(text), ".json"):
        assert json.loads(content), path
        assert not re.search("[\u202a-\u202e]", content), path
    for path, content in files_of(site_of(text), ".html"):
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', content, re.DOTALL):
            assert json.loads(block), path
    title = json.loads(site_of(HOSTILE).page("en/feed.json"))["title"]
    assert title == HOSTILE


@every_text
def test_no_cell_of_a_table_is_a_formula(text: str) -> None:
    for path, content in files_of(site_of(text), ".csv"):
        for row in csv.reader(io.StringIO(content, newline="")):
            assert [cell for cell in row if cell.startswith(("=", "@", "\t", "\r"))] == [], path


@pytest.mark.parametrize("sign", "=+-@＝＋－＠\t\r\n")
def test_a_cell_that_begins_like_a_formula_has_an_apostrophe(sign: str) -> None:
    assert to_csv([[f"{sign}A1"]]).decode("utf-8-sig").lstrip('"').startswith(f"'{sign}")


@every_text
def test_citations_hold_one_entry_each(text: str) -> None:
    for path, content in files_of(site_of(text), ".bib"):
        assert len(re.findall(r"(?m)^@", content)) == 1, path
        bare = re.sub(r"\\[{}]", "", content)
        assert bare.count("{") == bare.count("}"), path
    for path, content in files_of(site_of(text), ".ris"):
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in content.split("\r\n") if line), path
        assert content.count("ER  - ") == 1, path


@every_text
def test_files_of_the_search_hold_data_alone(text: str) -> None:
    scripts = [(path, content) for path, content in files_of(site_of(text), ".js") if "/search" in path]
    for path, content in scripts:
        called = re.fullmatch(r"\s*briefgenSearch\((.*)\);?\s*", content, re.DOTALL)
        if called:
            assert json.loads(f"[{called[1]}]"), path


# Books


SCHEMES = ("http://", "https://", "mailto:", "tel:")


@pytest.mark.parametrize("text", [HOSTILE, CONTROLS], ids=["markup", "controls"])
def test_hostile_words_stay_words(text: str) -> None:
    # Much of it is reported as wrong, and the command makes no book then: here it is made all the same.
    sources = read_all(attacked(text).world(), None).value
    editions = resolve(sources.site, sources.styles).value
    wanted = [(lang, it) for lang, one in editions.items() for it in (*one.articles.values(), *one.packs.values())]
    made = make_books(wanted, editions, sources, Workers(Inline(), NullStore(), SILENT)).value
    assert len(made) == len(wanted) > 2
    said = ""
    for book in made.values():
        with zipfile.ZipFile(io.BytesIO(book)) as opened:
            files = {it: opened.read(it) for it in opened.namelist()}
        for name in [it for it in files if it.endswith((".xhtml", ".opf", ".xml"))]:
            document = etree.fromstring(files[name])
            said += "".join(document.itertext())
            for element in document.iter():
                tag = etree.QName(element).localname
                assert tag not in ("script", "svg", "iframe", "object", "style") and (
                    tag != "meta" or name.endswith("opf")
                )
                assert not [key for key in element.attrib if key.startswith(("on", "style"))]
                address = element.get("href", "")
                inside = address.partition("#")[0]
                assert address.startswith(SCHEMES) or not inside or f"EPUB/{inside}" in files, address
                assert not element.get("src") or f"EPUB/{element.get('src')}" in files
    assert MARK in said
