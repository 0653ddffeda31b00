"""The PDFs of briefs and packs: filled, laid out, folded into booklets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from briefgen.building.charts import Charts, Editions, presses
from briefgen.building.page_limits import over_budget, over_the_page, over_the_sheet
from briefgen.building.project import ProjectSources
from briefgen.building.workers import Workers
from briefgen.checking.layout.flaws import setting_problems
from briefgen.checking.layout.overflow import misfit_problems
from briefgen.checking.layout.page_fill import filled_problems
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Span
from briefgen.model.output.assets import asset
from briefgen.model.output.page_breaks import PdfExtent
from briefgen.model.output.tree import File
from briefgen.rendering.fonts.faces import GLYPH
from briefgen.rendering.paper.facing.edition import lay_out
from briefgen.rendering.paper.file.booklet import BookletJob, impose
from briefgen.rendering.paper.job import FacingJob, PdfJob
from briefgen.rendering.paper.jobs.documents import jobs_of
from briefgen.rendering.paper.jobs.erratum import slip_jobs
from briefgen.rendering.paper.jobs.facing import facing_jobs
from briefgen.rendering.paper.laid import Laid
from briefgen.rendering.theme.templates import wording
from briefgen.resolving.edition.edition import Edition
from briefgen.resolving.versions.history import pdfs_of
from briefgen.running.code_digest import own_code
from briefgen.running.run import Stage, versions

SETTERS = versions("weasyprint", "pydyf", "fonttools", "tinycss2", "cssselect2", "pyphen", "lxml", "pikepdf")
LAY_OUT: Stage[PdfJob | FacingJob, Laid | None] = Stage("PDFs", f"{own_code(lay_out)}, {SETTERS}", lay_out, limit="pdf")
IMPOSE: Stage[BookletJob, Laid | None] = Stage(
    "booklets", f"{own_code(impose)}, {versions('pikepdf')}", impose, limit="booklet"
)


@dataclass(frozen=True, slots=True)
class LaidPapers:
    """The PDFs: their files, and by output path what the pages of the web tell of each."""

    files: tuple[File, ...] = ()
    extents: Mapping[str, PdfExtent] = field(default_factory=dict)


def print_jobs(editions: Editions, sources: ProjectSources, charts: Charts) -> Outcome[tuple[PdfJob | FacingJob, ...]]:
    """Every brief and pack for paper: the print templates filled, nothing laid out yet."""
    report, rooms = Report(), presses(editions, sources, charts)
    jobs: list[PdfJob | FacingJob] = []
    jobs += [report.take(job) for lang, edition in editions.items() for job in jobs_of(edition, rooms[lang])]
    jobs += [report.take(job) for job in facing_jobs(editions, rooms)]
    jobs += [report.take(job) for lang, edition in editions.items() for job in slip_jobs(edition, rooms[lang])]
    return Outcome(tuple(jobs), report.sorted())


def without_pdfs(edition: Edition) -> Edition:
    """An edition whose briefs and packs have no PDFs."""
    return replace(
        edition,
        articles={slug: replace(article, pdfs=()) for slug, article in edition.articles.items()},
        packs={ident: replace(pack, pdfs=()) for ident, pack in edition.packs.items()},
    )


def lay_out_pdfs(
    jobs: Iterable[PdfJob | FacingJob],
    editions: Editions,
    sources: ProjectSources,
    workers: Workers,
    told: Iterable[Diagnostic] = (),
) -> Outcome[LaidPapers]:
    """The PDF of every brief and pack. What ``told`` says of characters without a glyph is not said of each again."""
    report = Report()
    # The longest first: with few workers the last to finish should be a short one.
    longest = sorted(jobs, key=lambda job: -len(job.html))
    places = _places(editions)
    laid = report.take(workers.run(replace(LAY_OUT, place=lambda job: places.get(job.name)), longest))
    done = [(job, it) for job, it in zip(longest, laid, strict=True) if it]
    done += report.take(_imposed([(job, it) for job, it in done if isinstance(job, PdfJob)], sources, workers))
    report.add(over_budget(editions, sources.site, {job.name: it.pages for job, it in done}))
    report.add(over_the_sheet(editions, {job.name: it for job, it in done}))
    report.add(over_the_page(editions, {job.name: it for job, it in done}))
    report.add(misfit_problems(editions, {job.name: it for job, it in done}, sources.site))
    report.add(setting_problems(editions, {job.name: it for job, it in done}))
    report.add(filled_problems(editions, {job.name: it for job, it in done}))
    files = tuple(File(job.name, it.pdf, f"the PDF {job.name}") for job, it in done)
    extents = {job.name: PdfExtent(it.pages, len(it.pdf), it.breaks) for job, it in done}
    return Outcome(LaidPapers(files, extents), _untold(report.sorted(), told))


def _untold(found: Iterable[Diagnostic], told: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Without a character that no font has, where ``told`` has it at the place where it is written."""
    known = {letter for each in told if each.subject[:1] == (GLYPH,) for letter in each.subject[1:]}
    return tuple(it for it in found if it.subject[:1] != (GLYPH,) or not known.issuperset(it.subject[1:]))


def _places(editions: Editions) -> dict[str, Span]:
    """The file of the text of each PDF, by its output path."""
    placed: dict[str, Span] = {}
    for edition in editions.values():
        for article in edition.articles.values():
            if article.body.span is not None:
                placed |= dict.fromkeys((pdf.path for pdf in article.pdfs), Span(article.body.span.path))
        for pack in edition.packs.values():
            if pack.span is not None:
                placed |= dict.fromkeys((pdf.path for pdf in pack.pdfs), Span(pack.span.path))
    return placed


def _imposed(
    done: Sequence[tuple[PdfJob, Laid]], sources: ProjectSources, workers: Workers
) -> Outcome[list[tuple[PdfJob, Laid]]]:
    """The booklets of the PDFs that ask for one: each stands for a PDF of its own, with another name and title."""
    asked = [(job, it) for job, it in done if job.booklet]
    if not asked:
        return Outcome([])
    wanted = [replace(job, name=job.booklet, title=_booklet_title(job, sources), booklet="") for job, _ in asked]
    bleeds = [job.press.bleed if job.press else Decimal(0) for job in wanted]
    jobs = [
        BookletJob(job.name, job.title, asset(it.pdf), bleed)
        for job, (_, it), bleed in zip(wanted, asked, bleeds, strict=True)
    ]
    made = workers.run(IMPOSE, jobs)
    return Outcome([(job, it) for job, it in zip(wanted, made.value, strict=True) if it], made.diagnostics)


def _booklet_title(job: PdfJob, sources: ProjectSources) -> str:
    return wording(sources.theme, job.lang).gettext("%(title)s: booklet") % {"title": job.title}


def pdf_paths(editions: Editions) -> frozenset[str]:
    """Where the PDFs will stand."""
    briefs = [article for edition in editions.values() for article in edition.articles.values()]
    packs = (pack.pdfs for edition in editions.values() for pack in edition.packs.values())
    slips = (slip.path for article in briefs if article.history for slip in article.history.slips)
    return frozenset((*(pdf.path for pdfs in (*(it.pdfs for it in briefs), *packs) for pdf in pdfs), *slips))


def kept_files(sources: ProjectSources) -> tuple[File, ...]:
    """The PDFs of versions that were kept, at addresses that stay."""
    of_briefs = [(kept, slug) for slug, brief in sources.site.briefs.items() for kept in brief.versions.values()]
    placed = {path: pdf.path for kept, slug in of_briefs for path, pdf in pdfs_of(kept, slug).items()}
    return tuple(File(placed[path], sources.kept[path], f"the file {path}") for path in placed if path in sources.kept)
