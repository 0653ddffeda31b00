"""The PDFs of briefs and packs: filled, laid out, folded into booklets; and those that are longer than they may be.

Only what makes PDFs, or looks at them, imports this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from briefgen.building.charts import Charts, Editions, context_of
from briefgen.building.pdf_files import LaidPapers
from briefgen.building.project import ProjectSources
from briefgen.building.remembered import EDITION
from briefgen.building.workers import Workers
from briefgen.checking.layout.overflow import misfit_problems
from briefgen.checking.layout.page_fill import filled_problems
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Span, error
from briefgen.model.core.written import Lang
from briefgen.model.output.addresses import pdf_of
from briefgen.model.output.assets import asset
from briefgen.model.output.page_breaks import PdfExtent
from briefgen.model.output.tree import File
from briefgen.model.theme import Theme
from briefgen.model.values.pdf_forms import Profile
from briefgen.model.values.plain import one_line
from briefgen.model.written.site import Site
from briefgen.reading.world import default_theme
from briefgen.rendering.charts.draw import BESIDE, LARGE_PRINT, PAPER
from briefgen.rendering.fonts.faces import GLYPH
from briefgen.rendering.fonts.print_faces import print_assets, print_font_css
from briefgen.rendering.paper.facing.edition import lay_out
from briefgen.rendering.paper.file.booklet import BookletJob, impose
from briefgen.rendering.paper.job import FacingJob, PdfJob
from briefgen.rendering.paper.jobs.documents import IsWanted, Press, every_pdf, form_sheet, forms_of, job_of, jobs_of
from briefgen.rendering.paper.jobs.erratum import slip_jobs
from briefgen.rendering.paper.jobs.facing import facing_jobs
from briefgen.rendering.paper.laid import Laid
from briefgen.rendering.theme.design_tokens import inks, pack_colours
from briefgen.rendering.theme.templates import wording
from briefgen.resolving.edition.edition import Article, Edition, PackView
from briefgen.running.code_digest import own_code, versions
from briefgen.running.fingerprint import fingerprint
from briefgen.running.reads import ENTRIES, Memory, ReadDetail
from briefgen.running.run import Stage

_LEAVE_OUT = "leave out a brief, shorten one, add parts to leave_out, reduce notes_pages, or raise max_pages"
_SHORTEN = "shorten the main points, the recommendations or the questions, or remove leave-behind from profiles"
SETTERS = versions("weasyprint", "pydyf", "fonttools", "tinycss2", "cssselect2", "pyphen", "lxml", "pikepdf")
LAY_OUT: Stage[PdfJob | FacingJob, Laid | None] = Stage("PDFs", f"{own_code(lay_out)}, {SETTERS}", lay_out, limit="pdf")
IMPOSE: Stage[BookletJob, Laid | None] = Stage(
    "booklets", f"{own_code(impose)}, {versions('pikepdf')}", impose, limit="booklet"
)


def presses(editions: Editions, sources: ProjectSources, charts: Charts) -> dict[Lang, Press]:
    """Return what the PDFs of each language are made with."""
    large = {key: drawn[LARGE_PRINT] for key, drawn in charts.items() if LARGE_PRINT in drawn}
    drawings, forms = _on_paper(charts), {Profile.LARGE_PRINT: large}
    colours, on_press = pack_colours(sources.theme), inks(sources.theme, form_sheet(Profile.PRINT))
    css, faces = print_font_css(sources.fonts), print_assets(sources.fonts)
    return {
        lang: Press(
            context=context_of(lang, sources, drawings),
            theme=sources.theme,
            font_css=css,
            fonts=faces,
            images={**sources.shown, **sources.reduced},
            revision=sources.revision,
            drawings=forms,
            inks=on_press,
            colours=colours,
            families=_families(sources, lang),
        )
        for lang in editions
    }


def _on_paper(charts: Charts) -> dict[str, str]:
    """Each chart as it is drawn for the whole column, and for beside the text where it stands there."""
    across = {key: drawn[PAPER] for key, drawn in charts.items() if PAPER in drawn}
    return across | {f"{key}:{BESIDE}": drawn[BESIDE] for key, drawn in charts.items() if BESIDE in drawn}


def _families(sources: ProjectSources, lang: Lang) -> tuple[str, ...]:
    known = {face.family for face in sources.fonts.faces}
    return tuple(family for family in sources.fonts.roles(lang).get("sans", ()) if family in known)


def print_jobs(
    editions: Editions, sources: ProjectSources, charts: Charts, is_wanted: IsWanted = every_pdf
) -> Outcome[tuple[PdfJob | FacingJob, ...]]:
    """Every brief and pack for paper: the print templates filled, nothing laid out yet."""
    report, rooms = Report(), presses(editions, sources, charts)
    jobs: list[PdfJob | FacingJob] = []
    both = [(edition, rooms[lang]) for lang, edition in editions.items()]
    jobs += [report.take(job) for edition, press in both for job in jobs_of(edition, press, is_wanted)]
    jobs += [report.take(job) for job in facing_jobs(editions, rooms, is_wanted)]
    jobs += [report.take(job) for edition, press in both for job in slip_jobs(edition, press, is_wanted)]
    return Outcome(tuple(jobs), report.sorted())


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
    laid = report.take(workers.run_share(replace(LAY_OUT, place=lambda job: places.get(job.name)), longest))
    done = [(job, it) for job, it in zip(longest, laid, strict=True) if it]
    done += report.take(_imposed([(job, it) for job, it in done if isinstance(job, PdfJob)], sources, workers))
    report.add(over_budget(editions, sources.site, {job.name: it.pages for job, it in done}))
    report.add(over_the_sheet(editions, {job.name: it for job, it in done}))
    report.add(over_the_page(editions, {job.name: it for job, it in done}))
    report.add(misfit_problems(editions, {job.name: it for job, it in done}, sources.site))
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


def paper_problems(
    editions: Mapping[Lang, Edition], sources: ProjectSources, charts: Charts, workers: Workers
) -> tuple[Diagnostic, ...]:
    """Report what is wrong with the print templates as they are filled; nothing is prepared to be laid out.

    Those that come with briefgen are filled once for each form and language, a project's own with every document.
    """
    rooms = {lang: replace(it, only_checked=True) for lang, it in presses(editions, sources, charts).items()}
    room = next(iter(rooms.values()))
    code = f"{own_code(job_of)}, {versions('jinja2', 'markupsafe', 'babel')}"
    whole = (sources.theme.files, sources.site.profiles, workers.limits, room.revision, room.families)
    roots = {
        "editions": (editions, ReadDetail(each=EDITION)),
        "drawings": (room.context.drawings, ENTRIES),
        "forms": (room.drawings, ReadDetail(each=ENTRIES)),
        "images": (room.context.images, ENTRIES),
    }
    digests, report = workers.digests, Report()
    memory = Memory(workers.store, fingerprint(("paper", code, whole)), roots, digests)

    def filled(document: Article | PackView, profile: Profile, lang: Lang, seen: Mapping[str, Any]) -> Outcome[None]:
        context = replace(rooms[lang].context, drawings=seen["drawings"], images=seen["images"])
        press = replace(rooms[lang], context=context, drawings=seen["forms"])
        return Outcome(None, job_of(document, seen["editions"][lang], press, profile).diagnostics)

    seen: set[tuple[object, ...]] = set()
    are_own = _has_own_templates(sources.theme)
    for lang, edition in editions.items():
        for document, profile in forms_of(edition):
            kind = (lang, profile, type(document))
            if kind in seen and not are_own:
                continue
            seen.add(kind)
            key = ("paper", lang, digests.of(document), profile)
            report.add(memory.recall(key, partial(filled, document, profile, lang)).diagnostics)
    slips = (job for lang, edition in editions.items() for job in slip_jobs(edition, rooms[lang]))
    for job in (*facing_jobs(editions, rooms), *slips):
        report.take(job)
    return report.sorted()


def _has_own_templates(theme: Theme) -> bool:
    """Tell whether paper is filled by a template, or with a wording, that did not come with briefgen."""
    packaged = default_theme()
    return any(
        not (packaged / path).is_file() or (packaged / path).read_bytes() != content
        for path, content in theme.files.items()
        if path.startswith(("print/", "parts/", "locale/"))
    )


# PDFs that are longer than they may be


def over_budget(editions: Editions, site: Site, pages: Mapping[str, int]) -> Iterator[Diagnostic]:
    """An error for each pack with more pages than it may have; ``pages`` by output path."""
    for edition in editions.values():
        for pack in edition.packs.values():
            count = pages.get(pack.pdf_path, 0)
            if pack.max_pages is not None and count > pack.max_pages:
                message = f"the pack “{pack.id}” has {count} pages in {edition.lang}; max_pages allows {pack.max_pages}"
                yield error("pack-fits", message, site.packs[pack.id].at("max_pages"), _LEAVE_OUT)


def over_the_sheet(editions: Editions, laid: Mapping[str, Laid]) -> Iterator[Diagnostic]:
    """An error for each leave-behind that needs more than its sheet, at the paragraph that no longer fits."""
    for edition in editions.values():
        documents: tuple[Article | PackView, ...] = (*edition.articles.values(), *edition.packs.values())
        for document in documents:
            it = laid.get(pdf_of(document.path, Profile.LEAVE_BEHIND))
            if it is None or not it.beyond:
                continue
            message = f"{_name(document)} takes {it.pages} pages as a leave-behind in {edition.lang}, which has two"
            where = f"“{one_line(it.beyond)}” is the first text that does not fit"
            yield error("leave-behind-fits", f"{message}: {where}", _place(it.beyond, document), _SHORTEN)


def over_the_page(editions: Editions, laid: Mapping[str, Laid]) -> Iterator[Diagnostic]:
    """An error for each erratum slip that is longer than its page."""
    for edition in editions.values():
        for article in edition.articles.values():
            for slip in article.history.slips if article.history else ():
                if slip.path in laid and laid[slip.path].beyond:
                    about = f"the slip for version {slip.version} of the brief “{article.slug}” in {edition.lang}"
                    where = f"“{one_line(laid[slip.path].beyond)}” is the first text that does not fit"
                    place = article.body.span and Span(article.body.span.path)
                    hint = "quote less in was: and now:, or shorten the texts of the changes"
                    yield error("erratum-fits", f"{about} takes more than one page: {where}", place, hint)


def _name(document: Article | PackView) -> str:
    return f"the brief “{document.slug}”" if isinstance(document, Article) else f"the pack “{document.id}”"


def _place(words: str, document: Article | PackView) -> Span | None:
    """Return where a line on paper is written: the innermost block of the text that has its words, else the file."""
    articles = (document,) if isinstance(document, Article) else document.articles
    said = words.partition("[")[0].strip(" -") or words
    found: Span | None = None
    for part in (part for article in articles for part in article.body.walk()):
        if part.span is not None and said in " ".join(part.plain().split()):
            found = part.span
    spare = document.body.span if isinstance(document, Article) else document.span
    return found or (Span(spare.path) if spare else None)
