"""Nothing that an author writes in any field of any file is live in anything that is made of it, or breaks it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from keeping import corrected
from projects import Built, Project

from briefgen.model.versions import KeptVersion
from briefgen.reporting.schemas import FILES

from hostile import CONTROLS, HOSTILE, MARK, NOT_FREE, TRUSTED, Attack, free_fields, reached  # isort: skip

CSL = [
    "publisher", "publisher-place", "container-title", "collection-title", "genre", "annote", "number", "volume",
    "issue", "page", "edition", "DOI", "ISBN", "event-title", "archive", "medium", "section", "version", "authority",
]  # fmt: skip
"""Keys of a source that are handed to the citation processor as they are written."""
SIGNED = {"signoffs": [{"name": "x", "role": "facts", "date": "2001-04-11", "signed": {"en": "0000-0000-0000-0000"}}]}
MODELS = {kind.model for name, kind in FILES.items() if name not in TRUSTED} | {KeptVersion}


@cache
def attacked(text: str) -> Project:
    """A project with ``text`` in every free field of every file."""
    project = corrected()
    attack = Attack(text)
    files: dict[str, Any] = {
        path: yaml.load(project.text(path), yaml.SafeLoader if ".chart." in path else yaml.BaseLoader)
        for path in project.files
        if path.endswith(".yaml")
    }
    for path in ("content/briefs/first/brief.yaml", "content/packs/all.yaml"):
        files[path]["key_figures"] = [{"fact": "count-a"}]
    files["content/packs/all.yaml"]["motif"] = {"kind": "bars", "facts": [{"fact": "count-a"}]}
    files["content/links.yaml"] = {"https://example.org/x": {"state": "gone"}}
    files["content/briefs/first/signoffs.yaml"] = SIGNED
    files["content/site.yaml"]["units"]["samples"]["words"] = {"ko": f"{{}}{text}", "en": f"{{}}{text}"}
    for source in files["content/sources.yaml"]:
        source |= dict.fromkeys(CSL, text) | {"author": [{"literal": text}, {"family": text, "given": text}]}
    for path, data in files.items():
        project = project.with_file(path, json.dumps(_grown(path, data, attack)))
    for path in [path for path in project.files if path.endswith(".md")]:
        _, head, body = project.text(path).split("---", 2)
        front = attack.grown(FILES["front-matter"].model, yaml.load(head, yaml.BaseLoader))
        project = project.with_file(path, f"---\n{json.dumps(front)}\n---{body}")
    return project


def _grown(path: str, data: Any, attack: Attack) -> Any:
    if path.endswith("version.yaml"):
        return attack.grown(KeptVersion, data)
    (kind,) = [kind for name, kind in FILES.items() if name != "front-matter" and _stands_in(path, kind.files)]
    if kind.shape == "map":
        return {key: attack.grown(kind.model, entry) for key, entry in data.items()}
    if kind.shape == "list":
        return [attack.grown(kind.model, entry) for entry in data]
    return attack.grown(kind.model, data)


def _stands_in(path: str, files: str) -> bool:
    return re.fullmatch(re.escape(files).replace(r"\*", "[^/]*"), path) is not None


@cache
def site_of(text: str) -> Built:
    return attacked(text).build()


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
        assert found.code not in ("internal-error", "template-is-sound", "content-is-escaped"), found
        assert found.span is None or not found.span.path.startswith("templates/"), found


def test_a_control_character_is_an_error_in_every_file_that_has_one() -> None:
    told = {it.span.path for it in site_of(CONTROLS).diagnostics if it.span and it.code == "file-is-utf8"}
    assert told == {path for path in attacked(CONTROLS).files if path.endswith((".yaml", ".md"))}


class _Live(HTMLParser):
    """Everything in a page that could act."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        plain = tag == "script" and (given.get("type") == "application/ld+json" or "assets/" in given.get("src", ""))
        acts = tag in ("iframe", "object", "embed", "base", "form", "foreignobject") or (tag == "script" and not plain)
        if acts or MARK.lower() in tag or (tag == "meta" and "x.example" in given.get("content", "")[:20]):
            self.found.append(self.get_starttag_text() or tag)
        self.found += [f"{name}={value}" for name, value in given.items() if name.startswith("on")]
        for name in ("href", "src", "action", "xlink:href", "data", "formaction", "poster", "srcset"):
            value = re.sub(r"[\x00-\x20]", "", given.get(name, "")).lower()
            scheme = re.match(r"([a-z][a-z0-9+.-]*):", value)
            if scheme and scheme[1] not in ("http", "https", "mailto", "data", "tel"):
                self.found.append(f"{name}={value}")
            if value == "x":
                self.found.append(f"{name}={value}")


def live_in(markup: str) -> list[str]:
    parser = _Live()
    parser.feed(markup)
    return parser.found


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
