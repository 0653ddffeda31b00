"""A page that is made alone, at once, is the page that the whole build makes."""

from __future__ import annotations

import re
import threading
import time
from concurrent.futures import BrokenExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest
from support.project import Built, Project

from briefgen.building.build import BuildOptions, build
from briefgen.model.core.diagnostics import Outcome, Severity
from briefgen.model.output.tree import Tree
from briefgen.preview.builder import PreviewOptions, whole_builds
from briefgen.preview.preview import Preview
from briefgen.preview.quick_pages import QuickSite
from briefgen.preview.serve import Server, serve
from briefgen.reading.world import DiskWorld
from briefgen.running.pool.inline import Inline
from briefgen.running.store import NullStore

TEXT = "content/briefs/first/en.md"
PAGE = "en/briefs/first.html"


def sketch(project: Project, last: Tree, looked_at: str = "") -> QuickSite:
    return QuickSite(project.world(), BuildOptions(pdfs=False), last, looked_at, executor=Inline(), store=project.store)


@pytest.fixture(scope="module")
def project() -> Project:
    return Project()


@pytest.fixture(scope="module")
def small(project: Project) -> Built:
    return project.build()


def test_every_page_is_that_of_the_whole_build(project: Project, small: Built) -> None:
    made = sketch(project, small.tree)
    every = [path for path in small.tree if path.endswith(".html")]
    pages = [path for path in every if "/with-" not in path]  # those with two languages come with the whole build
    assert all(made.page(path) is None for path in set(every).difference(pages))
    assert [path for path in pages if made.page(path) != small.tree[path]] == []
    assert "404.html" in pages and PAGE in pages
    assert made.page("ko/feed.xml") is None and made.page("nothing/index.html") is None


def test_a_change_is_in_the_page_as_it_will_be_in_the_site(project: Project, small: Built) -> None:
    changed = project.with_change(TEXT, "Take more samples.", "Take samples more.")
    made = sketch(changed, small.tree).page(PAGE)
    assert made is not None and b"Take samples more." in made
    assert made == changed.build().tree[PAGE]


def test_a_brief_that_is_related_by_its_number_is_led_to(project: Project) -> None:
    by_number = project.with_change("content/briefs/first/brief.yaml", "related: [second]", "related: [S-02]")
    whole = by_number.build().tree
    related = re.search(rb'<ul class="onward related".*?</ul>', whole[PAGE], re.DOTALL)
    assert related and b'href="second.html"' in related[0]
    assert sketch(by_number, whole).page(PAGE) == whole[PAGE]


@pytest.mark.parametrize(("level", "severity"), [("standard", Severity.WARNING), ("publication", Severity.ERROR)])
def test_what_is_wrong_is_taken_as_the_site_takes_it(
    project: Project, small: Built, level: str, severity: Severity
) -> None:
    site = project.with_change("content/site.yaml", "level: publication", f"level: {level}")
    dead = site.with_change(TEXT, "Take more samples.", "Take [more](brief:nothing).")
    found = sketch(dead, small.tree, PAGE).problems
    assert [it.severity for it in found if it.span and it.span.path == TEXT] == [severity]


def test_what_is_wrong_in_another_text_is_left_to_the_whole_build(project: Project, small: Built) -> None:
    made = sketch(
        project.with_change("content/briefs/first/ko.md", "{fact}`money-a`", "{fact}`money-z`"), small.tree, PAGE
    )
    assert made.problems == ()


@pytest.mark.parametrize("looked_at", ["", PAGE])
def test_what_is_wrong_is_known_and_the_page_is_there(project: Project, small: Built, looked_at: str) -> None:
    made = sketch(project.with_change(TEXT, "{fact}`money-a`", "{fact}`money-z`"), small.tree, looked_at)
    assert "fact-is-known" in {found.code for found in made.problems}
    page = made.page(PAGE)
    assert page is not None
    (mark,) = made.marks(PAGE, made.problems)
    assert mark.severity == "error" and "money-z" in mark.message
    block = page.decode().partition(f'data-block="{mark.block}"')[2].partition("</p>")[0]
    assert "The budget is" in block
    assert made.marks("ko/briefs/first.html", made.problems) == () == made.marks("index.html", made.problems)


def test_without_sources_there_is_no_page(small: Built) -> None:
    made = sketch(Project({}), small.tree)
    assert made.page(PAGE) is None and [found.code for found in made.problems] == ["file-exists"]


def test_before_there_is_a_site_pages_have_files_of_their_own(project: Project, small: Built) -> None:
    made = sketch(project, Tree({}), PAGE)
    page = made.page(PAGE)
    assert page is not None
    said, whole = (re.findall(rb"<main.*</main>", it, re.DOTALL) for it in (page, small.tree[PAGE]))
    assert said == whole
    asked = {path.decode() for path in re.findall(rb'(?:href|src)="\.\./\.\./(assets/[^"]+\.(?:css|js))"', page)}
    assert {path.split(".")[0] for path in asked} >= {"assets/web-en", "assets/page"}
    assert [path for path in asked if made.page(path) is None] == []
    sheet = (made.page(next(path for path in asked if path.startswith("assets/web-en"))) or b"").decode()
    fonts = re.findall(r'src: url\("(fonts/[^"]+)"\)', sheet)
    assert fonts and [font for font in fonts if not made.page(f"assets/{font}")] == []


def test_an_edit_reaches_the_reader_and_then_the_site_is_that_of_a_build(project: Project, tmp_path: Path) -> None:
    for path, content in project.files.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    order, stop, ready = (
        PreviewOptions(tmp_path, None, False, "inline", project.store),
        threading.Event(),
        threading.Event(),
    )

    def draw(last: Tree, looked_at: str) -> QuickSite:
        return QuickSite(
            DiskWorld(tmp_path), BuildOptions(pdfs=False), last, looked_at, executor=Inline(), store=project.store
        )

    with whole_builds(order, Inline()) as make:
        preview = Preview(make, lambda _: "", draw)
        server = Server(preview, 0)
        thread = threading.Thread(target=serve, args=(server, [tmp_path / "content"], ready.set, stop))
        thread.start()
        assert ready.wait(60)
        text = tmp_path / TEXT
        text.write_text(text.read_text("utf-8").replace("Take more samples.", "Take samples more."), "utf-8")
        state, until = preview.wait(0), time.monotonic() + 60
        while b"samples more" not in fetched(server) and time.monotonic() < until:
            state = preview.wait(state.version)
        assert b"samples more" in fetched(server)
        while preview.is_behind and time.monotonic() < until:
            state = preview.wait(state.version)
        options = BuildOptions(pdfs=False)
        whole = build(DiskWorld(tmp_path), options, executor=Inline(), store=project.store).value
        assert dict(preview.tree.files) == dict(whole.files)
        assert not [path for path, content in whole.files.items() if b"briefgen-" in content.partition(b"<main")[2]]
        stop.set()
        thread.join(30)


def fetched(server: Server) -> bytes:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", "/en/briefs/first.html")
    content = connection.getresponse().read()
    connection.close()
    return content


def test_a_builder_that_dies_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builder, tries = Inline(), []

    def dying(order: PreviewOptions, pdfs: frozenset[str]) -> Outcome[Tree]:
        tries.append(pdfs)
        if len(tries) == 1:
            raise BrokenExecutor
        return Outcome(Tree({"index.html": b""}))

    monkeypatch.setattr("briefgen.preview.builder.executor", lambda _: builder)
    monkeypatch.setattr("briefgen.preview.builder._in_its_process", dying)
    with whole_builds(PreviewOptions(tmp_path, None, True, "processes", NullStore()), builder) as make:
        asked = frozenset({"ko/a.pdf"})
        assert list(make(asked).value) == ["index.html"] and tries == [asked, asked]


def test_the_builder_of_a_preview_may_be_a_process_of_its_own(tmp_path: Path) -> None:
    order = PreviewOptions(tmp_path, None, True, "processes", NullStore())
    with whole_builds(order, Inline()) as make:
        made = make(frozenset())
    assert [found.code for found in made.diagnostics] == ["file-exists"]
