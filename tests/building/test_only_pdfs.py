"""A preview lays out the PDFs that somebody opens, as a whole build would, and no others."""

from support.project import Project

from briefgen.building.build import BuildOptions, build
from briefgen.building.charts import draw_charts
from briefgen.building.paper import print_jobs
from briefgen.building.project import read_all
from briefgen.building.workers import Workers
from briefgen.resolving.documents.resolve import resolve
from briefgen.running.executors import Inline
from briefgen.running.progress import SILENT
from briefgen.running.store import NullStore

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
