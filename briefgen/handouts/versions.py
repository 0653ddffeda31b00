"""A version of a brief kept as it is handed out: its text in words, and its PDFs. Also the slips that correct it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from hashlib import sha256

from briefgen.building.charts import Editions, draw_charts
from briefgen.building.images import with_images
from briefgen.building.paper import LAY_OUT, lay_out_pdfs, over_the_page, presses, print_jobs
from briefgen.building.pdf_files import LaidPapers
from briefgen.building.project import ProjectSources
from briefgen.building.workers import Workers
from briefgen.handouts.named import checked_project, slug_of
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Span, error, has_errors
from briefgen.model.core.written import Lang
from briefgen.model.output import addresses
from briefgen.model.output.page_breaks import Break
from briefgen.model.output.tree import Tree
from briefgen.model.records.versions import NAME, KeptPdf, KeptVersion
from briefgen.model.written.briefs import Brief
from briefgen.model.written.shown import Shown
from briefgen.reading.layout import VERSION, VERSIONS
from briefgen.reading.world import World
from briefgen.rendering.html.tokens import tokens
from briefgen.rendering.paper.jobs.erratum import slip_jobs
from briefgen.resolving.edition.edition import Article, Edition
from briefgen.resolving.site.scope import held_as, why_held
from briefgen.resolving.versions.block_changes import Difference, Fate, differences, kept_said, marked, said_of
from briefgen.running.progress import SILENT, Progress
from briefgen.running.store import Store
from briefgen.writing.content.records import version_file

_CODE = "version-is-kept"
_FOLLOWS = frozenset({"change-is-logged"})
"""Problems that keeping a version anew does away with."""


@dataclass(frozen=True, slots=True)
class VersionOptions:
    """Which briefs to keep, by slug or number (none: all that are published); ``anew`` puts a version in the place of
    the one that was kept before.
    """

    briefs: tuple[str, ...] = ()
    base_url: str | None = None
    revision: str = ""
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is to be written, by path in the project, and what became of each brief in words."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ready:
    """A project that is read and settled, with no error in it."""

    sources: ProjectSources
    editions: Editions
    slugs: tuple[str, ...]


def keep(
    world: World, order: VersionOptions, *, executor: Executor, store: Store, progress: Progress = SILENT
) -> Outcome[Keeping]:
    """The current version of each brief as files of the project; none, and why, when that cannot be."""
    report, workers = Report(), Workers(executor, store, progress)
    ready = report.take(_ready(world, order, progress, _FOLLOWS if order.anew else frozenset()))
    if ready is None:
        return Outcome(Keeping(), report.sorted())
    report.judge = ready.sources.judge
    workers = workers.bound_by(ready.sources.site)
    files: dict[str, bytes] = {}
    said: list[str] = []
    wanted: list[str] = []
    for slug in ready.slugs:
        brief = ready.sources.site.briefs[slug]
        version = brief.data.value.edition
        if version in brief.versions and not order.anew:
            said.append(f"{slug}: version {version} has been kept before")
        elif lacking := tuple(_lacking(brief)):
            report.add(lacking)
        else:
            wanted.append(slug)
    alone = {lang: _only(edition, wanted) for lang, edition in ready.editions.items()}
    charts = report.take(draw_charts(alone, ready.sources, workers))
    sources = replace(report.take(with_images(ready.sources, workers)), revision=order.revision)
    jobs = report.take(print_jobs(_without_slips(alone), sources, charts))
    paper = report.take(lay_out_pdfs(jobs, alone, sources, workers))
    if has_errors(report):
        return Outcome(Keeping(), report.sorted())
    html = {job.name: job.html for job in jobs}
    for slug in wanted:
        own = {lang: edition.articles[slug] for lang, edition in alone.items() if slug in edition.articles}
        made = _kept(slug, own, paper, html)
        files.update(made)
        version = sources.site.briefs[slug].data.value.edition
        said.append(f"{slug}: version {version} kept, {len(made) - 1} PDF{'' if len(made) == 2 else 's'}")
    return Outcome(Keeping(files, tuple(said)), report.sorted())


def _lacking(brief: Brief) -> Iterator[Diagnostic]:
    """Report what a brief lacks for its version to be kept."""
    data = brief.data
    if NAME.fullmatch(data.value.edition) is None:
        message = f"the version “{data.value.edition}” cannot be part of an address"
        yield error(_CODE, message, data.at("version"), "write it with digits and dots, e.g. 1.1")
    if data.value.published is None:
        message = f"a version is kept with its day, and the brief “{brief.slug}” does not say when it was published"
        yield error(_CODE, message, data.span, "write published: with the day, e.g. 2026-03-05")


def slips(
    world: World, order: VersionOptions, *, executor: Executor, store: Store, progress: Progress = SILENT
) -> Outcome[Tree]:
    """The erratum slips of the briefs by file name; none, and why, when there is nothing to correct."""
    report, workers = Report(), Workers(executor, store, progress)
    ready = report.take(_ready(world, order, progress))
    if ready is None:
        return Outcome(Tree({}), report.sorted())
    report.judge = ready.sources.judge
    workers = workers.bound_by(ready.sources.site)
    alone = {lang: _only(edition, ready.slugs) for lang, edition in ready.editions.items()}
    rooms = presses(alone, replace(ready.sources, revision=order.revision), {})
    jobs = [report.take(job) for lang, edition in alone.items() for job in slip_jobs(edition, rooms[lang])]
    if not jobs:
        report.add(_nothing(slug, ready.sources.site) for slug in ready.slugs)
        return Outcome(Tree({}), report.sorted())
    laid = report.take(workers.run(LAY_OUT, jobs))
    done = {job.name: it for job, it in zip(jobs, laid, strict=True) if it is not None}
    report.add(over_the_page(alone, done))
    return Outcome(Tree({_file_name(name): it.pdf for name, it in done.items()}), report.sorted())


def since_kept(world: World, name: str) -> Outcome[tuple[str, tuple[str, ...]] | None]:
    """The last version of a brief that was kept, and what its text says otherwise now, a line a block."""
    report = Report()
    ready = report.take(
        _ready(world, VersionOptions((name,)), SILENT, _FOLLOWS | {"erratum-quotes-the-text", "version-rises"})
    )
    if ready is None:
        return Outcome(None, report.sorted())
    (slug,) = ready.slugs
    brief = ready.sources.site.briefs[slug]
    if not brief.versions:
        message = f"no version of the brief “{slug}” has been kept"
        hint = f"run briefgen version keep {slug}"
        return Outcome(None, (error(_CODE, message, brief.data.at("version"), hint),))
    version, kept = list(brief.versions.items())[-1]
    lines = [
        f"  {lang}: {_where(it)}: {_marked(it)}"
        for lang, edition in ready.editions.items()
        if slug in edition.articles and lang in kept.data.value.texts
        for it in differences(kept_said(kept.data.value, lang), said_of(edition.articles[slug]))
    ]
    return Outcome((version, tuple(lines)))


def _where(difference: Difference) -> str:
    block = difference.now or difference.was
    assert block is not None
    number = f" {block.number}" if block.number else ""
    return f"{block.kind}{number}" + (f" under “{block.under}”" if block.under else "")


def _marked(difference: Difference) -> str:
    if difference.fate is Fate.MOVED and difference.now:
        return f"[moved] {difference.now.words}"
    return marked(difference.runs())


def _file_name(path: str) -> str:
    """``ko/briefs/trade/erratum-1.0.pdf`` → ``trade-ko-erratum-1.0.pdf``."""
    lang, _, slug, name = path.split("/")
    return f"{slug}-{lang}-{name}"


def _nothing(slug: str, site: Shown) -> Diagnostic:
    data = site.briefs[slug].data
    message = f"there is nothing to correct in printed copies of the brief “{slug}”"
    hint = "a slip needs a kept version, and a later one with an entry of kind: correction in changes:"
    return error("change-is-logged", message, data.at("changes"), hint)


def _ready(
    world: World, order: VersionOptions, progress: Progress, passed_over: frozenset[str] = frozenset()
) -> Outcome[_Ready | None]:
    report = Report()
    sources, editions = report.take(checked_project(world, order.base_url, progress))
    report.judge = sources.judge
    slugs = report.take(_slugs(order.briefs, sources.site))
    left = tuple(found for found in report.sorted() if found.code not in passed_over)
    return Outcome(None if has_errors(left) else _Ready(sources, editions, slugs), left)


def _slugs(names: tuple[str, ...], site: Shown) -> Outcome[tuple[str, ...]]:
    """The briefs named by slug or number; all that hold when none is."""
    if not names:
        return Outcome(tuple(slug for slug, brief in site.briefs.items() if brief.data.value.status == "published"))
    problems: list[Diagnostic] = []
    place = Span("content/briefs")
    for name in names:
        if (held := held_as(name, site)) is not None:
            message = f"the brief “{name}” {why_held(held)}: nothing of it has been handed out"
            problems.append(error(_CODE, message, place, "keep it when it is published"))
        else:
            problems += slug_of(name, site, place).diagnostics
    found = tuple(dict.fromkeys(site.slug_of(name) or name for name in names))
    return Outcome(() if problems else found, tuple(problems))


def _only(edition: Edition, slugs: tuple[str, ...] | list[str]) -> Edition:
    return replace(edition, articles={slug: it for slug, it in edition.articles.items() if slug in slugs}, packs={})


def _without_slips(editions: Editions) -> Editions:
    """Slips correct what was kept before: they are not part of a version."""
    return {
        lang: replace(edition, articles={slug: replace(it, history=None) for slug, it in edition.articles.items()})
        for lang, edition in editions.items()
    }


def _kept(slug: str, articles: Mapping[Lang, Article], paper: LaidPapers, html: Mapping[str, str]) -> dict[str, bytes]:
    """The files of a version."""
    first = next(iter(articles.values()))
    assert first.data.published is not None, "none is kept without"
    made = {file.path: file.content for file in paper.files}
    views = {pdf.path: pdf for article in articles.values() for pdf in article.pdfs}
    pdfs = {addresses.kept_name(path, slug, pdf.languages): (pdf, made[path]) for path, pdf in views.items()}
    texts = {}
    for lang, article in articles.items():
        pages = _pages(html[article.pdf_path], paper.extents[article.pdf_path].breaks)
        texts[lang] = tuple(it.kept(pages.get(it.key, 0)) for it in said_of(article))
    data = KeptVersion(
        published=first.data.published,
        updated=first.data.updated,
        pdfs={
            name: KeptPdf(
                profile=pdf.profile,
                languages=pdf.languages,
                booklet=pdf.booklet,
                sha256=sha256(content).hexdigest(),
            )
            for name, (pdf, content) in pdfs.items()
        },
        texts=texts,
    )
    folder = f"content/briefs/{slug}/{VERSIONS}/{first.data.edition}"
    files = {f"{folder}/{name}": content for name, (_, content) in pdfs.items()}
    return {f"{folder}/{VERSION}": version_file(first.data.edition, data).encode(), **files}


def _pages(html: str, breaks: tuple[Break, ...]) -> dict[str, int]:
    """Key of each block of a PDF → the page on which it begins."""
    keys = (token.block for token in tokens(html) if token.block)
    order = {key: place for place, key in enumerate(keys)}
    starts = sorted((order.get(it.block, 0), it.offset > 0, it.page) for it in breaks)
    found: dict[str, int] = {}
    for key, place in order.items():
        begun = (page for at, within, page in starts if at < place or (at == place and not within))
        found[key] = max(begun, default=1)
    return found
