"""Numbered copies of a brief under embargo, for readers who have promised to keep it: never a part of the site.

A copy shows what will be published when the embargo ends. Every page says until when it must be kept, in all
languages of the site, and whose copy it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime

from briefgen.building.charts import draw_charts
from briefgen.building.images import with_images
from briefgen.building.paper import LAY_OUT, presses
from briefgen.building.project import ProjectSources, read_around
from briefgen.building.workers import Workers
from briefgen.checking.rules import check_editions
from briefgen.handouts.named import Order, slug_of
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Span, error, has_errors
from briefgen.model.core.written import Lang
from briefgen.model.output.tree import Tree
from briefgen.model.values.instants import moment_words
from briefgen.model.written.briefs import BriefStatus
from briefgen.model.written.site import Site
from briefgen.reading.load import load
from briefgen.reading.world import World
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.jobs.documents import Press, brief_job
from briefgen.rendering.paper.jobs.watermark import Watermark
from briefgen.resolving.documents.resolve import resolve
from briefgen.resolving.edition.edition import Article, Edition
from briefgen.resolving.edition.views import PublicationStatus
from briefgen.resolving.site.publication_status import until_words
from briefgen.resolving.site.scope import scope_of
from briefgen.running.progress import SILENT, Progress
from briefgen.running.store import Store

_CODE = "copy-is-embargoed"


@dataclass(frozen=True, slots=True)
class _Copy:
    number: int
    count: int
    name: str


def press_copies(
    world: World,
    order: Order,
    names: tuple[str, ...],
    *,
    executor: Executor,
    store: Store,
    progress: Progress = SILENT,
) -> Outcome[Tree]:
    """The PDFs by file name, one for each language and for each of ``names``; an empty one is nobody's yet.

    None, and why, when there is nothing to copy.
    """
    report, workers = Report(), Workers(executor, store, progress)
    with progress.stage("read"):
        content = load(world)
        found = _slug_and_end(content.value, order.name, world.now())
    report.add(found.diagnostics)
    if found.value is None:
        return Outcome(Tree({}), report.sorted())
    slug, until = found.value
    sources = report.take(read_around(content, world, order.base_url, now=until))
    report.judge = sources.judge
    workers = workers.bound_by(sources.site)
    sources = report.take(with_images(sources, workers))
    with progress.stage("resolve"):
        editions = report.take(resolve(sources.site, sources.styles))
        report.add(check_editions(editions, sources.site, sources.fonts, sources.extensions))
    if has_errors(report):
        return Outcome(Tree({}), report.sorted())
    alone = {lang: _alone(edition, slug) for lang, edition in editions.items() if slug in edition.articles}
    rooms = presses(alone, sources, report.take(draw_charts(alone, sources, workers)))
    jobs = dict(_jobs(slug, names, until, alone, rooms, sources, report))
    laid = report.take(workers.run(LAY_OUT, jobs.values()))
    return Outcome(Tree({name: it.pdf for name, it in zip(jobs, laid, strict=True) if it is not None}), report.sorted())


def _slug_and_end(site: Site, name: str, now: datetime) -> Outcome[tuple[str, datetime] | None]:
    """The slug of the brief, and the end of its embargo."""
    found = slug_of(name, site)
    if (slug := found.value) is None:
        return Outcome(None, found.diagnostics)
    written = site.briefs[slug].data
    until, status = written.value.embargo_until, written.value.status
    if status is not BriefStatus.PUBLISHED:
        hint = "write status: published; the embargo keeps it back until its time"
        return Outcome(None, (_refused(f"the brief “{name}” is {status.value}", written.at("status"), hint),))
    if until is None:
        hint = "add embargo_until: 2026-03-05T09:00+09:00"
        return Outcome(None, (_refused(f"the brief “{name}” is not under embargo", written.span, hint),))
    if leftward := [lang for lang in site.languages if site.profiles[lang].direction == "rtl"]:
        message = f"press copies cannot be made with a language that is read from right to left (“{leftward[0]}”)"
        return Outcome(None, (_refused(message, written.span, "hand out the PDF of the site when the embargo ends"),))
    if until <= now:
        message = f"the embargo of the brief “{name}” has ended at {moment_words(until)}"
        return Outcome(None, (_refused(message, written.at("embargo_until"), "hand out the PDF of the site"),))
    return Outcome((slug, until))


def _refused(message: str, span: Span, hint: str) -> Diagnostic:
    return error(_CODE, message, span, hint)


def _alone(edition: Edition, slug: str) -> Edition:
    return replace(edition, articles={slug: edition.articles[slug]}, packs={})


def _jobs(
    slug: str,
    names: tuple[str, ...],
    until: datetime,
    editions: Mapping[Lang, Edition],
    rooms: Mapping[Lang, Press],
    sources: ProjectSources,
    report: Report,
) -> Iterator[tuple[str, PdfJob]]:
    """File name → PDF, the copies of one reader together."""
    moments = {lang: until_words(until, scope_of(sources.site, lang)) for lang in sources.site.languages}
    for number, name in enumerate(names, start=1):
        copy = _Copy(number, len(names), name)
        for lang, edition in editions.items():
            room = replace(rooms[lang], stamp=_stamp(copy, moments, rooms[lang]))
            article = _marked(edition.articles[slug], copy, moments[lang], until, room)
            job = report.take(brief_job(edition, article, room))
            own = f"{job.identifier}#copy-{number}"
            yield f"{slug}-{lang}-copy-{number:03d}.pdf", replace(job, identifier=own)


def _stamp(copy: _Copy, moments: Mapping[Lang, str], press: Press) -> Watermark:
    """Until when in every language of the site; whose copy it is in that of the text."""
    said = [_say(press, lang, "EMBARGOED UNTIL %(moment)s", moment=moment) for lang, moment in moments.items()]
    whose = _whose(copy, press, press.context.language.tag)
    return Watermark((*said, whose), " · ".join((*said, whose)))


def _marked(article: Article, copy: _Copy, words: str, until: datetime, press: Press) -> Article:
    """The article with the same said at its head, where it is text that can be read aloud."""
    whose = _whose(copy, press, article.lang)
    standing = PublicationStatus("embargo", until=words, until_iso=moment_words(until), copy=f"{whose}.")
    return replace(article, standing=standing)


def _whose(copy: _Copy, press: Press, lang: Lang) -> str:
    numbers = {"number": str(copy.number), "count": str(copy.count)}
    if not copy.name:
        return _say(press, lang, "Copy %(number)s of %(count)s", **numbers)
    return _say(press, lang, "Copy %(number)s of %(count)s, for %(name)s", **numbers, name=copy.name)


def _say(press: Press, lang: Lang, message: str, **given: str) -> str:
    catalogue = press.context.catalogues.get(lang)
    return (catalogue.gettext(message) if catalogue else message) % given
