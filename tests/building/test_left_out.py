"""A site can do without its search, without pages side by side, and without PDFs but those of a release."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.command import Run, laid_out
from support.memory_store import MemoryStore
from support.project import SMALL, Project

from briefgen.building.build import BuildOptions, build, check
from briefgen.model.core.diagnostics import Outcome, has_errors
from briefgen.model.output.tree import Tree
from briefgen.running.executors import Inline
from briefgen.running.store import NullStore

SITE = "content/site.yaml"


def built(more: str, options: BuildOptions | None = None) -> Outcome[Tree]:
    files = {**SMALL, SITE: f"{SMALL[SITE]}\n{more}\n"}
    options = options or BuildOptions(web_only=True)
    return build(Project(files).world(), options, executor=Inline(), store=NullStore())


def pages(tree: Tree) -> dict[str, str]:
    return {path: tree[path].decode() for path in tree if path.endswith(".html")}


def test_a_site_without_a_search_has_no_trace_of_it() -> None:
    made = built("search: false")
    assert not has_errors(made.diagnostics)
    assert not [path for path in made.value if "search" in path]
    asked = re.compile(r'(?:href|src)="[^"]*search[^"]*"')
    assert not [path for path, html in pages(made.value).items() if asked.search(html)]


def test_a_site_without_pages_side_by_side_leads_to_none() -> None:
    usual, made = built(""), built("side_by_side: false")
    assert not has_errors(made.diagnostics)
    gone = set(usual.value) - set(made.value)
    assert gone and all("/with-" in path for path in gone if path.endswith(".html"))
    assert not [path for path, html in pages(made.value).items() if "with-ko" in html or "with-en" in html]


def test_what_is_left_out_comes_back_over_the_same_store() -> None:
    store = MemoryStore()
    for more in ("", "side_by_side: false\nsearch: false", ""):
        files = {**SMALL, SITE: f"{SMALL[SITE]}\n{more}\n"}
        made = build(Project(files).world(), BuildOptions(web_only=True), executor=Inline(), store=store)
        expected = built(more).value
        assert {path: made.value[path] for path in made.value} == {path: expected[path] for path in expected}


@pytest.mark.parametrize(
    ("wanted", "asked", "has_any"),
    [("never", (), False), ("on-release", (), False), ("on-release", ("--profile", "large-print"), True)],
)
def test_pdfs_are_made_when_the_site_wants_them(
    tmp_path: Path, briefgen: Run, wanted: str, asked: tuple[str, ...], has_any: bool
) -> None:
    folder = laid_out(tmp_path, {**SMALL, SITE: f"{SMALL[SITE]}\npdfs: {wanted}\n"})
    ran = briefgen("build", "-C", folder, "--executor", "inline", *asked)
    assert ran.code == 0, ran.out
    site = folder / "site"
    assert bool(list(site.rglob("*.pdf"))) is has_any
    assert any(".pdf" in page.read_text("utf-8") for page in site.rglob("*.html")) is has_any


@pytest.mark.parametrize(("wanted", "has_any"), [("always", True), ("on-release", True), ("never", False)])
def test_pages_of_a_release_name_its_pdfs(wanted: str, has_any: bool) -> None:
    made = built(f"pdfs: {wanted}", BuildOptions(release=True))  # nobody has signed, so none is laid out
    assert any(".pdf" in html for html in pages(made.value).values()) is has_any


@pytest.mark.parametrize(("wanted", "is_looked_at"), [("on-release", True), ("never", False)])
def test_a_check_looks_at_the_paper_of_a_site_that_will_have_some(wanted: str, is_looked_at: bool) -> None:
    slip = {"templates/print/brief.html": "{{ nothing.at_all }}"}
    files = {**SMALL, SITE: f"{SMALL[SITE]}\npdfs: {wanted}\n", **slip}
    found = check(Project(files).world(), BuildOptions(), executor=Inline(), store=NullStore())
    told = [it for it in found.diagnostics if it.span and it.span.path == "templates/print/brief.html"]
    assert bool(told) is is_looked_at
