"""The charts of all editions, and what the pages of each language are made with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from briefgen.building.project import ProjectSources
from briefgen.building.workers import Workers
from briefgen.model.core.diagnostics import Outcome, Report
from briefgen.model.core.written import Lang
from briefgen.model.output.page_breaks import PdfExtent
from briefgen.model.values.pdf_forms import Profile
from briefgen.rendering.charts.draw import BESIDE, LARGE_PRINT, ChartJob, chart_jobs, draw, for_web
from briefgen.rendering.charts.fonts import ChartFont, chart_fonts
from briefgen.rendering.charts.theme import read_chart_theme
from briefgen.rendering.fonts.faces import GENERICS
from briefgen.rendering.theme.context import RenderContext, drawing_key
from briefgen.rendering.theme.templates import make_templates, wording
from briefgen.resolving.edition.edition import Article, Edition, PackView
from briefgen.resolving.edition.views import Drawing
from briefgen.running.code_digest import own_code, versions
from briefgen.running.run import Stage

Editions = Mapping[Lang, Edition]
Charts = Mapping[str, Mapping[str, str]]
"""``drawing_key`` → variant of the width → SVG, those for the web first."""


DRAW: Stage[ChartJob, str] = Stage(
    "charts",
    f"{own_code(draw)}, {versions('vl-convert-python', 'lxml', 'tinycss2', 'fonttools', 'uharfbuzz')}",
    draw,
    label=lambda job: job.drawing.span.path if job.drawing.span else job.drawing.id,
    span=lambda job: job.drawing.spec_span,
    place=lambda job: job.drawing.span,
    limit="chart",
)


def draw_charts(
    editions: Editions,
    sources: ProjectSources,
    workers: Workers,
    undrawable: frozenset[str] = frozenset(),
    *,
    on_paper: bool = True,
) -> Outcome[Charts]:
    """Every chart of every edition at every width of the theme, but for the files in ``undrawable``.

    What is wrong in those has been told in the author's words; the engine would tell it again in its own. The widths
    of paper are left out where nothing is made ``on_paper``.
    """
    report = Report()
    look = report.take(read_chart_theme(sources.theme))
    jobs = [
        (drawing_key(drawing), job)
        for edition in editions.values()
        for drawing, more in _drawings(edition)
        if drawing.span is None or drawing.span.path not in undrawable
        for job in chart_jobs(drawing, look, sources.fonts, sources.site.profiles[edition.lang], more)
        if on_paper or job.variant in look.widths
    ]
    outcome = workers.run(DRAW, (job for _, job in jobs))
    charts: dict[str, dict[str, str]] = {}
    for (key, job), svg in zip(jobs, report.take(outcome), strict=True):
        if svg is not None:
            charts.setdefault(key, {})[job.variant] = svg
    return Outcome(charts, report.sorted())


def _has_large_print(edition: Edition) -> bool:
    documents: tuple[Article | PackView, ...] = (*edition.articles.values(), *edition.packs.values())
    return any(pdf.profile is Profile.LARGE_PRINT for document in documents for pdf in document.pdfs)


def _drawings(edition: Edition) -> Iterator[tuple[Drawing, frozenset[str]]]:
    """Every chart, and the widths on paper that it is asked for besides the usual."""
    large = {LARGE_PRINT} if _has_large_print(edition) else set()
    for article in edition.articles.values():
        for numbered in article.numbered:
            if numbered.drawing is not None:
                yield numbered.drawing, frozenset(large | {BESIDE} & {numbered.place})


def web_contexts(
    editions: Editions,
    sources: ProjectSources,
    charts: Charts,
    pdfs: Mapping[str, PdfExtent] | None = None,
    *,
    only_checked: bool = False,
) -> dict[Lang, RenderContext]:
    """Return what the pages of each language are made with; ``pdfs`` is what they may tell of the PDFs."""
    drawings = {key: for_web(drawn) for key, drawn in charts.items()}

    def context(lang: Lang) -> RenderContext:
        plain = context_of(lang, sources, drawings)
        return replace(plain, editions=editions, pdfs=pdfs or {}, sets_lines=not only_checked)

    return {lang: context(lang) for lang in editions}


def context_of(lang: Lang, sources: ProjectSources, drawings: Mapping[str, str]) -> RenderContext:
    """Return what pages in a language are made with, ``drawings`` among it."""
    return RenderContext(
        templates=make_templates(sources.theme, lang),
        language=sources.site.profiles[lang],
        drawings=drawings,
        images=sources.image_paths,
        pictures=sources.web_pictures,
        catalogues={other: wording(sources.theme, other) for other in sources.site.languages},
    )


def picture_fonts(sources: ProjectSources, lang: Lang) -> Sequence[ChartFont]:
    """The faces that charts in a language are drawn with, for files in which a chart is a picture as well."""
    stack = sources.fonts.roles(lang).get("sans", ())
    return chart_fonts(sources.fonts, [name for name in stack if name not in GENERICS])
