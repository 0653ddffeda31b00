"""The pipeline, top to bottom: a project folder becomes the whole site in memory.

Nothing is written here. Each step takes values and gives a value with the problems it met; no step
stops at a problem, so that one run shows them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefgen.building.assets import make_assets
from briefgen.building.cards import card_jobs, draw_cards
from briefgen.building.charts import Charts, Editions, draw_charts, web_contexts
from briefgen.building.images import attachments, with_copies, with_images
from briefgen.building.pdf_files import LaidPapers, kept_files, pdf_paths, without_pdfs
from briefgen.building.project import ProjectSources, read_all
from briefgen.building.remembered import (
    RememberedChecks,
    RememberedFormats,
    RememberedPages,
    RememberedTwins,
    keep_templates,
    settler,
)
from briefgen.building.search import ReadPages, links_of, make_search, read_pages
from briefgen.building.workers import KnownTexts, Workers
from briefgen.checking.links.inside import links_lead_somewhere
from briefgen.checking.links.redirects import old_addresses_hold
from briefgen.checking.rules import check_editions, check_site, rules_by_text
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Span, error, has_errors
from briefgen.model.core.levels import Level, RuleSetting, asks_of, judge_of
from briefgen.model.core.written import Lang
from briefgen.model.output.spill import Spill
from briefgen.model.output.tree import File, Tree, join
from briefgen.model.values.pdf_forms import Profile
from briefgen.model.written.settings import PdfMaking
from briefgen.model.written.site import Site
from briefgen.reading.bounded import allowing
from briefgen.reading.starter.starter import words_of_the_start
from briefgen.reading.world import World
from briefgen.rendering.fonts.faces import unset_letters
from briefgen.rendering.office.plain.twin import empty_twins, twin_list
from briefgen.rendering.theme.context import RenderContext
from briefgen.rendering.web.assets import copy_files, image_files, name_assets
from briefgen.rendering.web.data.downloads import downloads
from briefgen.rendering.web.data.feeds import render_feeds
from briefgen.rendering.web.page import Made, Page
from briefgen.rendering.web.pages import render_pages, render_root
from briefgen.rendering.web.redirects import copies, render_moved
from briefgen.rendering.web.side_by_side import first_of_each, side_by_side_pages
from briefgen.resolving.documents.resolve import resolve
from briefgen.resolving.edition.edition import Article, Edition
from briefgen.resolving.embargo.embargo import Calendar
from briefgen.resolving.site.redirects import Moved, moved_of
from briefgen.running.pool.inline import Share
from briefgen.running.progress import SILENT, Explain, Progress, nobody
from briefgen.running.store import Store

if TYPE_CHECKING:
    from briefgen.rendering.paper.job import FacingJob, PdfJob

_FEW_CHECKED, _FEW_FILLED, _FEW_SKETCHED = 250, 50, 500
"""Texts that one process checks, pages that it fills, and pages that it fills for a check: some seconds each."""
NO_JEKYLL = File(".nojekyll", b"", "the site")
"""Tells GitHub to publish the folder as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """What a caller may choose. ``base_url`` stands in for the one in site.yaml; None keeps that.

    ``profiles`` are made of every brief and pack, besides what their files ask for. ``revision`` is printed in the
    PDFs; without one they are the same whatever commit they are made of, as long as the content is. ``preview`` shows
    what readers may not see yet, marked as such. ``release`` asks for all signatures that the site declares;
    ``web_only`` makes a site whose pages name no PDFs. ``only_checked`` makes none that could be written: files that
    texts link to are not opened. ``only_pdfs`` are the output paths of the PDFs to lay out; None for all. With a
    ``share`` no site is made: its part of the work is put into the store.
    """

    base_url: str | None = None
    profiles: tuple[Profile, ...] = ()
    revision: str = ""
    pdfs: bool = True
    only_pdfs: frozenset[str] | None = None
    web_only: bool = False
    preview: bool = False
    release: bool = False
    only_checked: bool = False
    share: Share | None = None

    @property
    def draws_cards(self) -> bool:
        """Whether the pictures are drawn that other sites show for a page: not where a few PDFs are looked at."""
        return self.pdfs and self.only_pdfs is None

    def wants_pdf(self, path: str) -> bool:
        """Tell whether the PDF at an output path is to be laid out."""
        return self.pdfs and (self.only_pdfs is None or path in self.only_pdfs)


def build(
    world: World,
    options: BuildOptions,
    *,
    executor: Executor,
    store: Store,
    progress: Progress = SILENT,
    tell: Callable[[Calendar], None] = lambda _: None,
    explain: Explain = nobody,
    spill: Spill | None = None,
) -> Outcome[Tree]:
    """Make the whole site; the tree is empty, and an error says why, when there is nothing to make.

    What is made lies in the ``spill`` until it is published; without one it is all in memory. ``tell`` hears when
    embargoes end: no part of the site, whose every byte is for readers. ``explain`` hears what is made since nothing of
    it is remembered, and why.
    """
    report = Report()
    workers = Workers(executor, store, progress, texts=KnownTexts(store), share=options.share, explain=explain)
    workers = workers.making_room(spill)
    keep_templates(store)
    with progress.stage("read"):
        read = read_all(world, options.base_url, options.profiles, preview=options.preview, workers=workers)
        sources = report.take(read)
        sources = replace(sources, revision=options.revision)
    tell(sources.calendar)
    options = replace(options, web_only=_is_web_only(sources.site, options))
    if sources.is_empty:
        return Outcome(Tree({}), _why_nothing(report))
    report.judge = judge_of(*_strictness(sources.site, options), release=options.release)
    with allowing(sources.site.settings.value.limits):
        made = _made(sources, world, options, workers.bound_by(sources.site), report)
    if workers.texts is not None:
        workers.texts.keep()
    return made


def _made(
    sources: ProjectSources, world: World, options: BuildOptions, workers: Workers, report: Report
) -> Outcome[Tree]:
    """The whole site of what was read; ``report`` has the problems so far."""
    progress = workers.progress
    sources = report.take(with_images(sources, workers))
    editions = report.take(_checked(sources, world, options, workers))
    if not options.only_checked and not has_errors(report):  # a site with errors is not published
        sources = report.take(with_copies(sources, workers))
    told = frozenset(found.span.path for found in report if found.span and found.code == "chart-is-drawable")
    charts = report.take(draw_charts(editions, sources, workers, told, on_paper=not options.web_only))
    with progress.stage("paper"):
        jobs = report.take(_print_jobs(editions, sources, charts, options, workers))
        if boxes := unset_letters(report):
            editions = without_pdfs(editions, {job.name for job in jobs if not boxes.isdisjoint(job.html)})
            jobs = tuple(job for job in jobs if job.name in pdf_paths(editions))
    # While the text has errors nothing is published: laying it out would only bury them under what follows from them.
    sound = not has_errors(report)
    paper = report.take(_laid(jobs, editions, sources, workers, report)) if jobs and sound else LaidPapers()
    cards = report.take(draw_cards(card_jobs(editions, sources), workers)) if options.draws_cards and sound else ()
    contexts = web_contexts(editions, sources, charts, paper.extents, only_checked=options.only_checked)
    if workers.share is not None:
        if sound and {job.name for job in jobs} <= paper.extents.keys():
            report.add(_share_filled(sources, editions, contexts, workers, options))
        return Outcome(Tree({}), report.sorted())
    with progress.stage("pages"):
        filled = _filled(sources, editions, contexts, workers, options)
        web = report.take(filled)
        data = tuple(map(workers.put, downloads(editions, contexts, charts)))
    read = report.take(read_pages(web.pages, editions, sources, workers, only_checked=options.only_checked))
    assets = make_assets(web.pages, read, sources, workers, only_checked=options.only_checked)
    sound = sound and not has_errors(Report(report.judge, [*filled.diagnostics, *assets.diagnostics]))
    with progress.stage("search"):
        index, searched = make_search(read, editions, sources, workers)
    with progress.stage("assemble"):
        made = (*report.take(assets), *index)
        named = report.take(name_assets((*web.every, *web.feeds), made, workers.spill.put))
        linked = attachments(editions, sources, world, only_checked=options.only_checked)
        data += report.take(_beside(editions, contexts, sources, workers, options))
        images = (*image_files(sources.image_paths, sources.shown), *copy_files(sources.copies), *report.take(linked))
        files = [*named, *images, *data, *cards, *paper.files, *searched, *kept_files(sources), NO_JEKYLL]
        tree = _assembled(files, web, read, editions, sources, report, sound and not linked.diagnostics)
    return Outcome(tree, report.sorted())


def _is_web_only(site: Site, options: BuildOptions) -> bool:
    """Tell whether this build makes no PDFs. A check looks at the paper of all that will ever be made."""
    wanted = site.settings.value.pdfs
    if options.web_only or wanted is PdfMaking.NEVER:
        return True
    is_asked_for = options.release or options.only_checked or bool(options.profiles)
    return wanted is PdfMaking.ON_RELEASE and not is_asked_for


def _print_jobs(
    editions: Editions, sources: ProjectSources, charts: Charts, options: BuildOptions, workers: Workers
) -> Outcome[tuple[PdfJob | FacingJob, ...]]:
    """Return what PDFs are laid out from; none without PDFs, with what is wrong with the print templates."""
    if not pdf_paths(editions):
        return Outcome(())
    from briefgen.building.paper import paper_problems, print_jobs

    if options.pdfs:
        return print_jobs(editions, sources, charts, options.wants_pdf)
    return Outcome((), paper_problems(editions, sources, charts, workers))


def _laid(
    jobs: tuple[PdfJob | FacingJob, ...], editions: Editions, sources: ProjectSources, workers: Workers, told: Report
) -> Outcome[LaidPapers]:
    from briefgen.building.paper import lay_out_pdfs

    return lay_out_pdfs(jobs, editions, sources, workers, told)


def _beside(
    editions: Editions,
    contexts: Mapping[Lang, RenderContext],
    sources: ProjectSources,
    workers: Workers,
    options: BuildOptions,
) -> Outcome[tuple[File, ...]]:
    """What each brief says as Markdown and plain text, the list of all, and what the formats of packages make of it.

    The texts are empty where nothing is to be written and no package asks for them.
    """
    report, wording = Report(), next(iter(contexts.values())).catalogues
    made, formats = RememberedTwins(sources, workers), RememberedFormats(sources, workers)
    are_empty = options.only_checked and not sources.extensions
    files: list[File] = []
    for lang, edition in editions.items():
        for article in (it for it in edition.articles.values() if not it.is_withdrawn):
            if are_empty:
                files += map(workers.put, empty_twins(article))
                continue
            twins = made.files(article, edition, wording[lang])
            own = report.take(formats.files(article, edition, twins[0].content.decode()))
            files += map(workers.put, (*twins, *own))
    return Outcome((*files, twin_list(editions, wording)), report.sorted())


def _checked(
    sources: ProjectSources, world: World, options: BuildOptions, workers: Workers
) -> Outcome[dict[Lang, Edition]]:
    """Every edition, settled, and all that is wrong with the texts."""
    report, progress = Report(), workers.progress
    with progress.stage("resolve"):
        known = settler(sources.site, workers)
        editions = report.take(resolve(sources.site, sources.styles, known))
        known.keep()
    with progress.stage("check"):
        report.add(_found_in_texts(editions, sources, options, workers))
        if options.release:
            from briefgen.building.signing import release_problems

            report.add(release_problems(sources, editions))
            report.add(words_of_the_start(world))
    if options.web_only:
        editions = without_pdfs(editions, pdf_paths(editions))
    return Outcome(editions, report.sorted())


def _found_in_texts(
    editions: Editions, sources: ProjectSources, options: BuildOptions, workers: Workers
) -> tuple[Diagnostic, ...]:
    """What the rules find; of many texts that have not been looked at yet, other processes look at a share each."""
    asks = asks_of(*_strictness(sources.site, options))

    def look(workers: Workers) -> tuple[Diagnostic, ...]:
        recall = RememberedChecks(sources.site, workers).recall
        return check_site(rules_by_text(recall, asks), sources.site)

    recall = RememberedChecks(sources.site, workers, workers.ahead(_texts(editions), _FEW_CHECKED, look)).recall
    return check_editions(editions, sources.site, sources.fonts, sources.extensions, recall, asks)


def _texts(editions: Editions) -> int:
    """Return how many briefs and pages there are, in all languages."""
    return sum(len(it.articles) + len(it.pages) for it in editions.values())


def _strictness(site: Site, options: BuildOptions) -> tuple[Level, Mapping[str, RuleSetting]]:
    """Return how strictly problems are taken: a release always as strictly as can be."""
    settings = site.settings.value
    return Level.PUBLICATION if options.release else settings.level, settings.rules


@dataclass(frozen=True, slots=True)
class _Web:
    """What is filled for the web: the pages of each language, the feeds, and what stands at old addresses."""

    pages: Mapping[Lang, tuple[Made, ...]]
    feeds: tuple[Made, ...]
    moved: tuple[Moved, ...]
    leading: frozenset[str]
    """Paths of pages that only lead on to others."""

    @property
    def every(self) -> tuple[Made, ...]:
        """The pages of all languages."""
        return tuple(page for made in self.pages.values() for page in made)


def _filled(
    sources: ProjectSources,
    editions: Editions,
    contexts: Mapping[Lang, RenderContext],
    workers: Workers,
    options: BuildOptions,
) -> Outcome[_Web]:
    """The web templates filled: every page and feed."""

    def fill_share(workers: Workers) -> None:
        _pages_of_share(sources, editions, contexts, workers, options, are_kept=False)

    few = _FEW_SKETCHED if options.only_checked else _FEW_FILLED
    missed = workers.ahead(_texts(editions), few, fill_share)
    report, filler = Report(), RememberedPages(editions, contexts, sources, workers, missed)
    pages = {lang: report.take(render_pages(it, contexts[lang], filler.page)) for lang, it in editions.items()}
    fill = first_of_each(filler.beside) if options.only_checked else filler.beside
    beside = report.take(side_by_side_pages(editions, fill))
    pages = {lang: made + beside[lang] for lang, made in pages.items()}
    first = next(iter(editions))
    pages[first] += report.take(render_root(editions, contexts[first]))
    moved, live = moved_of(sources.site, editions), {page.path for made in pages.values() for page in made}
    leading = {lang: report.take(render_moved(moved, it, contexts[lang], live)) for lang, it in editions.items()}
    pages = {lang: made + leading[lang] for lang, made in pages.items()}
    there = frozenset(page.path for made in leading.values() for page in made)
    return Outcome(
        _Web(pages, report.take(render_feeds(editions, contexts, filler.feed)), moved, there), report.sorted()
    )


def _share_filled(
    sources: ProjectSources,
    editions: Editions,
    contexts: Mapping[Lang, RenderContext],
    workers: Workers,
    options: BuildOptions,
) -> tuple[Diagnostic, ...]:
    """Fill and read this machine's share of the pages, for the store; all PDFs that pages name are there."""
    report = Report()
    with workers.progress.stage("pages"):
        pages = report.take(_pages_of_share(sources, editions, contexts, workers, options))
    report.take(read_pages(pages, editions, sources, workers))
    return report.sorted()


def _pages_of_share(
    sources: ProjectSources,
    editions: Editions,
    contexts: Mapping[Lang, RenderContext],
    workers: Workers,
    options: BuildOptions,
    *,
    are_kept: bool = True,
) -> Outcome[dict[Lang, tuple[Made, ...]]]:
    """The pages of a share. All those of a brief are in one: they have much in common.

    Pages that are not kept are only filled for the store: a process that was forked has no room for them but memory.
    """
    report, filler = Report(), RememberedPages(editions, contexts, sources, workers)
    nothing = Outcome(Made("", ""))

    def kept(made: Outcome[Made]) -> Outcome[Made]:
        return made if are_kept else nothing

    def page(page: Page, edition: Edition, context: RenderContext) -> Outcome[Made]:
        key = page.article.slug if page.article is not None else page.info.path
        return kept(filler.page(page, edition, context)) if workers.has(key) else nothing

    def beside(article: Article, there: Article) -> Outcome[Made]:
        return kept(filler.beside(article, there)) if workers.has(article.slug) else nothing

    pages = {lang: report.take(render_pages(it, contexts[lang], page)) for lang, it in editions.items()}
    both = report.take(side_by_side_pages(editions, first_of_each(beside) if options.only_checked else beside))
    own = {lang: tuple(it for it in made + both[lang] if it.path) for lang, made in pages.items()}
    return Outcome(own, report.sorted())


def _assembled(
    files: list[File],
    web: _Web,
    read: ReadPages,
    editions: Editions,
    sources: ProjectSources,
    report: Report,
    sound: bool,
) -> Tree:
    """The files as a tree; what is wrong with it goes to ``report``. Links are followed in a ``sound`` site."""
    joined = _joined([*files, *copies(web.moved, files)], report)
    promised = pdf_paths(editions) | {file.path for file in files}
    report.add(old_addresses_hold(web.moved, promised - web.leading))
    tree = replace(report.take(joined), sheets=sources.site.sheets)
    if sound and not joined.diagnostics:
        links = links_of({path: page for path, page in read.items() if path not in web.leading})
        there, shown = promised.union(tree), tuple(editions.values())
        report.add(links_lead_somewhere(links, there, sources.theme.pages, shown))
    return tree


def _joined(files: list[File], report: Report) -> Outcome[Tree]:
    """The files as a tree. That two have one path follows where the sources have been told to be named alike."""
    joined = join(files)
    alike = any(found.code == "file-name-is-unique" for found in report)
    return Outcome(joined.value, ()) if alike else joined


def check(
    world: World, options: BuildOptions, *, executor: Executor, store: Store, progress: Progress = SILENT
) -> Outcome[Tree]:
    """The same pipeline up to the PDFs: paper is filled, but not laid out."""
    return build(
        world, replace(options, pdfs=False, only_checked=True), executor=executor, store=store, progress=progress
    )


def _why_nothing(report: Report) -> tuple[Diagnostic, ...]:
    """The problems of a project without content, with at least one error, so that an empty site is not published."""
    if not has_errors(report):
        hint = "write a first one with: briefgen new brief NAME"
        report.add([error("file-exists", "there is no brief in content/briefs", Span("content/site.yaml"), hint)])
    return report.sorted()
