"""A brief as slides, in each of its languages: not a part of the site, and of nothing that is not public yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import replace

from briefgen.building.charts import DRAW
from briefgen.building.paper import LAY_OUT, presses
from briefgen.building.project import ProjectSources
from briefgen.building.workers import Workers
from briefgen.checking.layout.overflow import slide_problems
from briefgen.handouts.named import Order, checked_project, errors_of, in_each_language
from briefgen.model.core.diagnostics import Outcome, Report, has_errors
from briefgen.model.core.written import Lang
from briefgen.model.output.tree import Tree
from briefgen.model.values.pdf_forms import Profile
from briefgen.reading.world import World
from briefgen.rendering.charts.draw import PAPER, SLIDE, ChartJob, chart_jobs
from briefgen.rendering.charts.theme import read_chart_theme
from briefgen.rendering.fonts.faces import drawn_as_boxes
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.jobs.digest import with_digest
from briefgen.rendering.paper.jobs.documents import Press, fill, form_job, language_css
from briefgen.rendering.paper.jobs.mirrored_css import for_direction
from briefgen.rendering.theme import design_tokens
from briefgen.rendering.theme.context import drawing_key
from briefgen.resolving.edition.edition import Article, Edition
from briefgen.resolving.site.scope import unknown
from briefgen.running.progress import SILENT, Progress
from briefgen.running.store import Store


def slides(
    world: World, order: Order, *, executor: Executor, store: Store, progress: Progress = SILENT
) -> Outcome[Tree]:
    """``SLUG-LANG.pdf``; no file, and the errors, if the text is missing or has errors."""
    report, workers = Report(), Workers(executor, store, progress)
    sources, editions = report.take(checked_project(world, order.base_url, progress))
    report.judge = sources.judge
    if has_errors(report):
        return Outcome(Tree({}), errors_of(report))
    articles = report.take(_articles(order, editions, sources))
    workers = workers.bound_by(sources.site)
    rooms = presses(editions, sources, report.take(_charts(articles, sources, workers)))
    jobs = [report.take(slides_job(it, editions[lang], rooms[lang])) for lang, it in articles.items()]
    laid = report.take(workers.run(LAY_OUT, jobs))
    done = [(article, job.name, it) for article, job, it in zip(articles.values(), jobs, laid, strict=True) if it]
    unfit = Report()  # at every level: a slide is shown as it is
    unfit.add(found for it in done for found in slide_problems(*it, sources.site))
    unfit.add(drawn_as_boxes(report, [job.html for job in jobs]))
    files = {} if has_errors(report) or has_errors(unfit) else {name: it.pdf for _, name, it in done}
    return Outcome(Tree(files), (*errors_of(report), *unfit))


def _articles(order: Order, editions: Mapping[Lang, Edition], sources: ProjectSources) -> Outcome[dict[Lang, Article]]:
    """The brief in each language that is asked for; a pack has no slides."""
    found = in_each_language(order.name, order.lang, editions, sources)
    articles = {lang: it for lang, it in found.value.items() if isinstance(it, Article)}
    if articles or found.diagnostics:
        return Outcome(articles, found.diagnostics)
    known = {slug for edition in editions.values() for slug in edition.articles}
    return Outcome({}, (unknown("brief-is-known", "brief", order.name, known, None),))


def _charts(
    articles: Mapping[Lang, Article], sources: ProjectSources, workers: Workers
) -> Outcome[dict[str, dict[str, str]]]:
    """The charts as they are drawn for a slide, in the place of those for paper."""
    report = Report()
    look = report.take(read_chart_theme(sources.theme))

    def jobs() -> Iterator[tuple[str, ChartJob]]:
        for lang, article in articles.items():
            for drawing in article.drawings:
                made = chart_jobs(drawing, look, sources.fonts, sources.site.profiles[lang], frozenset({SLIDE}))
                yield from ((drawing_key(drawing), job) for job in made if job.variant == SLIDE)

    asked = list(jobs())
    drawn = workers.run(DRAW, (job for _, job in asked))
    made = zip(asked, report.take(drawn), strict=True)
    return Outcome({key: {PAPER: svg} for (key, _), svg in made if svg}, report.sorted())


SHEET, TEMPLATE = "css/slides.css", "slides/brief.html"


def slides_job(article: Article, edition: Edition, press: Press) -> Outcome[PdfJob]:
    """The slides of a brief, ready to be laid out; numbers of sources lead to its page."""
    given = {"article": article, "profile": Profile.SCREEN, "revision": press.revision}
    filled = fill(TEMPLATE, given, (article,), article.references, edition, press, article.break_rule, article.path)
    name = f"{article.slug}-{article.lang}.pdf"
    job = replace(
        form_job(article, filled.value, edition, press),
        name=name,
        css=_sheets(press),
        authors=tuple(person.name for person in article.authors) or (edition.site.publisher,),
        keywords=article.keywords,
        modified=article.day_iso,
        identifier=f"{edition.site.base_url}slides/{name}",
        booklet="",
    )
    return Outcome(with_digest(job), filled.diagnostics)


def _sheets(press: Press) -> tuple[tuple[str, str], ...]:
    values, rules = ((f"templates/{path}", press.theme.text(path)) for path in (design_tokens.FILE, SHEET))
    sheets = (values, ("fonts", press.font_css), rules, ("language", language_css(press.context.language)))
    return for_direction(sheets, press.context.language)
