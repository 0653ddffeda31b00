"""The sheet to check facts by: every number, quotation and name of a brief or pack; never a part of the site.

It shows what readers see or will: what is under embargo, and drafts, are checked before they are published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import datetime

from briefgen.building.charts import draw_charts
from briefgen.building.paper import LAY_OUT, presses
from briefgen.building.signing import BRIEF, SignedDocument, Signing, read_signing
from briefgen.building.workers import Workers
from briefgen.checking.rules import check_editions
from briefgen.handouts.named import Order
from briefgen.language.words.values import word_date
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, error, has_errors
from briefgen.model.core.written import Lang
from briefgen.model.output.tree import Tree
from briefgen.model.values.quantities import Day
from briefgen.reading.world import World
from briefgen.rendering.paper.job import FacingJob, PdfJob
from briefgen.rendering.paper.jobs.documents import Press, brief_job, pack_job
from briefgen.rendering.paper.jobs.factcheck import (
    ROLES,
    CheckedDocument,
    Pages,
    Sheet,
    SignedRole,
    factcheck_csv,
    factcheck_job,
)
from briefgen.resolving.claims import ClaimRow, reading_of
from briefgen.resolving.edition.edition import Article, Edition, PackView
from briefgen.resolving.signing import SignoffState
from briefgen.resolving.site.scope import suggestion
from briefgen.running.progress import SILENT, Progress
from briefgen.running.store import Store


def factcheck(
    world: World, order: Order, *, executor: Executor, store: Store, progress: Progress = SILENT
) -> Outcome[Tree]:
    """The sheet as PDF and CSV by file name; none, and why, when there is nothing to check or it cannot be read."""
    report, workers = Report(), Workers(executor, store, progress)
    with progress.stage("read"):
        signing = report.take(read_signing(world, order.base_url))
        report.judge = signing.sources.judge
        workers = workers.bound_by(signing.site)
        document = signing.document(order.name)
    if document is None:
        report.add([_unknown(order.name, signing)])
    if document is None or has_errors(report):
        return Outcome(Tree({}), report.sorted())
    report.add(check_editions(signing.editions, signing.site, signing.sources.fonts, signing.sources.extensions))
    if has_errors(report):
        return Outcome(Tree({}), report.sorted())
    editions = _alone(document, signing.editions)
    rooms = presses(signing.editions, signing.sources, report.take(draw_charts(editions, signing.sources, workers)))
    pages = report.take(_pages(document, editions, rooms, workers))
    lang = order.lang or next(iter(editions))
    sheet = _sheet(document, signing, editions, lang, world.now())
    job = report.take(factcheck_job(sheet, signing.editions[lang], rooms[lang], pages))
    (laid,) = report.take(workers.run(LAY_OUT, [job]))
    files = {f"factcheck-{sheet.name}.csv": factcheck_csv(sheet, signing.editions[lang], rooms[lang], pages)}
    if laid is not None:
        files[job.name] = laid.pdf
    return Outcome(Tree(files), report.sorted())


def _unknown(name: str, signing: Signing) -> Diagnostic:
    known = {it for document in signing.documents for it in (document.name, document.number) if it}
    return error("brief-is-known", f"there is no brief or pack “{name}”", None, suggestion(name, known))


def _alone(document: SignedDocument, editions: Mapping[Lang, Edition]) -> dict[Lang, Edition]:
    """The editions with the document in them, and nothing else to draw."""
    found: dict[Lang, Edition] = {}
    for lang, edition in editions.items():
        if lang not in document.texts:
            continue
        if document.kind == BRIEF:
            articles, packs = {document.name: edition.articles[document.name]}, {}
        else:
            packs = {document.name: edition.packs[document.name]}
            articles = {it.slug: edition.articles[it.slug] for it in packs[document.name].articles}
        found[lang] = replace(edition, articles=articles, packs=packs)
    return found


def _pages(
    document: SignedDocument, editions: Mapping[Lang, Edition], rooms: Mapping[Lang, Press], workers: Workers
) -> Outcome[Pages]:
    """The page of each id in the PDF for the screen; what is wrong with that PDF is for a build to tell."""
    jobs: list[PdfJob | FacingJob] = []
    for lang, edition in editions.items():
        if document.kind == BRIEF:
            jobs.append(brief_job(edition, edition.articles[document.name], rooms[lang]).value)
        else:
            jobs.append(pack_job(edition, edition.packs[document.name], rooms[lang]).value)
    laid = workers.run(LAY_OUT, jobs).value
    return Outcome({lang: it.anchors if it else {} for lang, it in zip(editions, laid, strict=True)})


def _sheet(
    document: SignedDocument, signing: Signing, editions: Mapping[Lang, Edition], lang: Lang, now: datetime
) -> Sheet:
    edition = editions.get(lang) or next(iter(editions.values()))
    documents = (document, *_briefs(document, signing, edition))
    parts = tuple(_parts(documents, signing, editions, edition))
    made = word_date(Day(now.year, now.month, now.day), signing.site.profiles[lang])
    names = tuple((it, signing.site.profiles[it].name) for it in editions)
    return Sheet(document.name, parts[0][0].title, made, names, parts, tuple(_roles(documents, signing)))


def _briefs(document: SignedDocument, signing: Signing, edition: Edition) -> Iterator[SignedDocument]:
    """The briefs of a pack in its order."""
    if document.kind != BRIEF:
        by_slug = {it.name: it for it in signing.documents if it.kind == BRIEF}
        yield from (by_slug[it.slug] for it in edition.packs[document.name].articles if it.slug in by_slug)


def _roles(documents: Sequence[SignedDocument], signing: Signing) -> Iterator[SignedRole]:
    """Yield who has to sign; a role that has signed everything on the sheet as it is has its names."""
    seats = [seat for it in documents for seat in it.seats(signing.site)]
    for role in dict.fromkeys(seat.role for seat in seats) or ROLES:
        own = [seat for seat in seats if seat.role == role]
        done = bool(own) and all(seat.state is SignoffState.SIGNED for seat in own)
        names = (seat.signature.name for seat in own if seat.signature) if done else ()
        yield SignedRole(role, tuple(dict.fromkeys(names)))


def _parts(
    documents: Sequence[SignedDocument], signing: Signing, editions: Mapping[Lang, Edition], edition: Edition
) -> Iterator[tuple[CheckedDocument, tuple[ClaimRow, ...]]]:
    """The pack, if it is one, and each brief, with their claims."""
    reading = reading_of(signing.site)
    pack = None if documents[0].kind == BRIEF else documents[0].name
    for document in documents:
        if document.kind == BRIEF:
            articles = {
                lang: article
                for lang, own in editions.items()
                for article in (own.packs[pack].articles if pack else own.articles.values())
                if article.slug == document.name
            }
            shown = articles.get(edition.lang) or next(iter(articles.values()))
            rows = tuple(reading.of_brief(signing.site.briefs[document.name], articles))
            yield _titled(document, shown), rows
        else:
            yield (
                _titled(document, edition.packs[document.name]),
                tuple(reading.of_pack({lang: own.packs[document.name] for lang, own in editions.items()})),
            )


def _titled(document: SignedDocument, shown: Article | PackView) -> CheckedDocument:
    digests = {lang: text.digest for lang, text in document.texts.items()}
    return CheckedDocument(document.number, shown.title, shown.version, shown.published, digests)
