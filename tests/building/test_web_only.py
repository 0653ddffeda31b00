"""A site can be made without PDFs, and then names none."""

from __future__ import annotations

from pathlib import Path

from support.command import Run, laid_out
from support.project import SMALL, Project

from briefgen.building.charts import draw_charts
from briefgen.building.project import read_all
from briefgen.building.workers import Workers
from briefgen.rendering.charts.theme import read_chart_theme
from briefgen.resolving.documents.resolve import resolve
from briefgen.running.executors import Inline
from briefgen.running.progress import SILENT
from briefgen.running.store import NullStore


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
