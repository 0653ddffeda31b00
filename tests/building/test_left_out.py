"""What a build leaves out when it is asked to: PDFs, all of them or all but some, and what nobody has asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.command import Run, laid_out
from support.memory_store import MemoryStore
from support.project import SMALL, Project

from briefgen.building.build import BuildOptions, build, check
from briefgen.building.charts import draw_charts
from briefgen.building.paper import print_jobs
from briefgen.building.project import read_all
from briefgen.building.workers import Workers
from briefgen.model.core.diagnostics import Outcome, has_errors
from briefgen.model.output.tree import Tree
from briefgen.rendering.charts.theme import read_chart_theme
from briefgen.resolving.documents.resolve import resolve
from briefgen.running.pool.inline import Inline
from briefgen.running.progress import SILENT
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


def test_a_site_without_pdfs_names_none(tmp_path: Path, briefgen: Run) -> None:
    folder = laid_out(tmp_path, SMALL)
    ran = briefgen("build", "-C", folder, "--no-pdfs", "--executor", "inline")
    assert ran.code == 0, ran.out
    site = folder / "site"
    assert not list(site.rglob("*.pdf")) and (site / "en/briefs/first.html").is_file()
    assert not [page for page in site.rglob("*.html") if ".pdf" in page.read_text("utf-8")]
    assert (
        "rebuilt" in briefgen("build", "-C", folder, "--no-pdfs", "--explain", "--no-cache", "--executor", "inline").err
    )


def test_no_chart_is_drawn_for_paper_where_there_is_none() -> None:
    sources = read_all(Project().world(), None).value
    editions = resolve(sources.site, sources.styles).value
    workers, on_web = Workers(Inline(), NullStore(), SILENT), [*read_chart_theme(sources.theme).value.widths]
    web = draw_charts(editions, sources, workers, on_paper=False).value
    both = draw_charts(editions, sources, workers).value
    assert web and all([*drawn] == on_web for drawn in web.values())
    assert {key: {name: both[key][name] for name in on_web} for key in both} == web and both != web


# Some PDFs only


PACK = "content/packs/all.yaml"


def test_one_pdf_is_laid_out_as_in_a_whole_build() -> None:
    project, path = Project(), "en/briefs/first.pdf"
    whole = project.build(pdfs=True).tree.files
    options = BuildOptions(only_pdfs=frozenset({path}))
    one = build(project.world(), options, executor=Inline(), store=NullStore())
    assert [it for it in one.value.files if it.endswith(".pdf")] == [path]
    assert one.value.files[path] == whole[path]
    assert {it for it in whole if it.endswith(".html")} <= set(one.value.files)
    assert one.diagnostics == ()


def test_a_booklet_needs_the_form_that_it_is_made_from_and_two_languages_one_job() -> None:
    plain = Project()
    wanted = "profiles: [print, facing, large-print]\nprint: {booklet: true}\n"
    project = plain.with_file(PACK, plain.text(PACK) + wanted)
    assert jobs(project, "ko/packs/all-booklet.pdf") == ["ko/packs/all-print.pdf"]
    assert jobs(project, "packs/all-facing.pdf") == ["packs/all-facing.pdf"]
    assert jobs(project, "ko/packs/all.pdf", "en/briefs/first.pdf") == ["en/briefs/first.pdf", "ko/packs/all.pdf"]
    assert jobs(project, "ko/none.pdf") == []


def jobs(project: Project, *paths: str) -> list[str]:
    sources = read_all(project.world(), None).value
    editions = resolve(sources.site, sources.styles).value
    charts = draw_charts(editions, sources, Workers(Inline(), NullStore(), SILENT)).value
    return sorted(job.name for job in print_jobs(editions, sources, charts, paths.__contains__).value)
