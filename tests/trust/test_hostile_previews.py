"""Nothing that an author writes is live in what is made beside the site: previews, feeds, sheets, press copies."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from http.client import HTTPConnection
from typing import Any
from xml.etree import ElementTree

import pytest
import tinycss2
from support.project import Project

from briefgen.building.build import BuildOptions
from briefgen.building.paper import LAY_OUT, print_jobs
from briefgen.building.project import read_all
from briefgen.building.workers import Workers
from briefgen.handouts import factcheck, press_copies
from briefgen.handouts.named import Order
from briefgen.model.core.diagnostics import Outcome, error
from briefgen.model.output.assets import INSIDE
from briefgen.model.output.tree import Tree
from briefgen.preview.preview import Preview
from briefgen.preview.quick_pages import QuickSite
from briefgen.preview.serve import Server
from briefgen.rendering.paper.job import FacingJob, PdfJob
from briefgen.resolving.documents.resolve import resolve
from briefgen.running.pool.inline import Inline

from attacks import attacked, live_in, site_of  # isort: skip
from hostile import CONTROLS, HOSTILE, MARK  # isort: skip

TEXTS = {"markup": HOSTILE, "controls": CONTROLS}
every_text = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
OWN_SCRIPT = re.compile(r'<script src="/\.briefgen/reload\.js" data-page="[0-9a-f]{16}"></script>')
ATOM = "{http://www.w3.org/2005/Atom}"


@cache
def written(text: str) -> Project:
    """The project with the text in its bodies too, and a brief that readers may not see yet."""
    project = attacked(text)
    for path in [path for path in project.files if path.endswith(".md")]:
        project = project.with_file(path, f"{project.text(path)}\n\n{text}\n\n    {text}\n\n## {text}\n")
    return project


def sketch_of(text: str, looked_at: str) -> QuickSite:
    project, options = written(text), BuildOptions(preview=True)
    return QuickSite(project.world(), options, site_of(text).tree, looked_at, executor=Inline(), store=project.store)


@every_text
def test_nothing_is_live_in_a_page_that_is_made_while_its_author_writes(text: str) -> None:
    paths = [path for path in site_of(text).tree if path.endswith(".html")]
    for looked_at in ("en/briefs/first.html", "en/index.html"):
        sketch = sketch_of(text, looked_at)
        pages = {path: page.decode() for path in paths if (page := sketch.page(path)) is not None}
        assert {looked_at, "ko/packs/all.html", "en/facts.html", "en/about.html"} <= set(pages)
        assert {path: live for path, page in pages.items() if (live := live_in(page))} == {}
        assert MARK in pages[looked_at]
        assert not [it for it in sketch.problems if it.code in ("internal-error", "template-is-sound")]


def answers(server: Server, path: str) -> tuple[list[tuple[str, str]], str]:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", path)
    response = connection.getresponse()
    return response.getheaders(), response.read().decode()


@every_text
def test_the_preview_adds_its_own_script_to_a_page_and_nothing_else(text: str) -> None:
    tree = site_of(text).tree
    files = {**tree.files, "a\r\nX-Own: b/index.html": b"<!doctype html><body></body>"}
    preview = Preview(lambda _: Outcome(Tree(files), (error("file-exists", text),)), lambda found: found[0].message)
    preview.rebuild()
    with preview, Server(preview, 0) as server, server.answering():
        for path in ("en/briefs/first.html", "en/packs/all.html", "en/facts.html"):
            _, page = answers(server, f"/{path}")
            assert len(OWN_SCRIPT.findall(page)) == 1
            assert OWN_SCRIPT.sub("", page) == tree[path].decode() and live_in(OWN_SCRIPT.sub("", page)) == []
        for path in ("no%22%3E%3Cscript%3Ealert(2)%3C/script%3E", "a%0D%0AX-Own:%20b"):
            headers, page = answers(server, f"/{path}")
            assert "X-Own" not in [name for name, _ in headers] and live_in(OWN_SCRIPT.sub("", page)) == []
            assert "alert(2)" not in page


@every_text
def test_feeds_hold_text_and_addresses_alone(text: str) -> None:
    tree = site_of(text).tree
    atoms = [ElementTree.fromstring(tree[path]) for path in tree if path.endswith(".xml") and "sitemap" not in path]
    feeds = [json.loads(tree[path]) for path in tree if path.endswith(("feed.json", "topics/counting.json"))]
    assert len(atoms) == len(feeds) >= 4
    for element in (it for feed in atoms for it in feed.iter()):
        assert element.tag.startswith(ATOM)
        assert element.get("type", "text") == "text" or element.tag == f"{ATOM}link", element.attrib
        assert is_followed(element.get("href", "https://")), element.attrib
    for key, value in (it for feed in feeds for it in leaves(feed)):
        assert "html" not in key, key
        assert not key.endswith("url") or is_followed(value), (key, value)


def is_followed(address: str) -> bool:
    return re.match(r"https?://|mailto:", address) is not None


def leaves(data: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for name, part in data.items():
            yield from leaves(part, name)
    elif isinstance(data, list):
        for part in data:
            yield from leaves(part, key)
    elif isinstance(data, str):
        yield key, data


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[PdfJob]:
    """Every PDF that is asked for, which is not laid out; what is wrong with a text keeps none from being asked for."""
    jobs: list[PdfJob] = []
    run = Workers.run

    def noted(workers: Workers, stage: Any, given: Sequence[Any]) -> Any:
        if stage is not LAY_OUT:
            return run(workers, stage, given)
        for job in given:
            jobs.extend(job.halves if isinstance(job, FacingJob) else (job,))
        return Outcome([None for _ in given])

    monkeypatch.setattr(Workers, "run", noted)
    for module in (factcheck, press_copies):
        monkeypatch.setattr(module, "has_errors", lambda _: False)
    return jobs


@every_text
def test_nothing_is_live_in_the_sheet_to_check_facts_by(text: str, laid_out: list[PdfJob]) -> None:
    project = written(text)
    for name in ("first", "all"):
        order = Order((name,), "en")
        made = factcheck.factcheck(project.world(), order, executor=Inline(), store=project.store).value
        (table,) = [made[path].decode("utf-8-sig") for path in made]
        cells = [cell for row in csv.reader(io.StringIO(table, newline="")) for cell in row]
        assert [cell for cell in cells if cell.startswith(("=", "@", "\t", "\r"))] == []
    assert [job.name for job in laid_out if "factcheck" in job.name] != []
    are_dead(laid_out)


@every_text
def test_nothing_is_live_in_a_copy_for_the_press(text: str, laid_out: list[PdfJob]) -> None:
    project, path = written(text), "content/briefs/first/brief.yaml"
    data = json.loads(project.text(path)) | {"embargo_until": "2999-01-01T09:00+09:00"}
    project = project.with_file(path, json.dumps(data))
    names, order = (text, ""), Order(("first",))
    press_copies.press_copies(project.world(), order, names, executor=Inline(), store=project.store)
    assert len(laid_out) == 4
    are_dead(laid_out)


@every_text
def test_nothing_is_live_in_the_pages_on_paper(text: str) -> None:
    sources = read_all(written(text).world(), None).value
    jobs = print_jobs(resolve(sources.site, sources.styles).value, sources, {}).value
    are_dead([half for job in jobs for half in (job.halves if isinstance(job, FacingJob) else (job,))])


def are_dead(jobs: Sequence[PdfJob]) -> None:
    assert jobs
    for job in jobs:
        assert live_in(job.html) == [], job.name
        assert MARK in job.html
        for name, sheet in job.css:
            tokens = list(tokens_of(tinycss2.parse_stylesheet(sheet)))
            assert "error" not in [it.type for it in tokens], name
            assert "import" not in [it.lower_at_keyword for it in tokens if it.type == "at-rule"], name
            addresses = [it.value for it in tokens if it.type == "url"]
            assert all(it.startswith((INSIDE, "data:")) for it in addresses), (name, addresses)


def tokens_of(nodes: Iterable[Any]) -> Iterator[Any]:
    for node in nodes:
        yield node
        for part in ("prelude", "content", "arguments"):
            yield from tokens_of(getattr(node, part, None) or ())
