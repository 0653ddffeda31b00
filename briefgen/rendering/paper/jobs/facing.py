"""Facing editions: the same brief or pack in two languages, the texts page by page opposite each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefgen.model.core.diagnostics import Outcome
from briefgen.model.core.written import Lang
from briefgen.model.values.pdf_forms import Profile
from briefgen.rendering.paper.facing.half_tree import prefix_of
from briefgen.rendering.paper.job import FacingJob, PdfJob
from briefgen.rendering.paper.jobs.attachments import with_enclosures
from briefgen.rendering.paper.jobs.digest import shown
from briefgen.rendering.paper.jobs.documents import IsWanted, Press, contents_of, every_pdf, job_of, manifest_of
from briefgen.resolving.edition.edition import Article, Edition, PackView
from briefgen.resolving.edition.views import PdfView

_BETWEEN = " · "
"""Between a title and the same title in the other language."""


def facing_jobs(
    editions: Mapping[Lang, Edition], presses: Mapping[Lang, Press], is_wanted: IsWanted = every_pdf
) -> Iterator[Outcome[FacingJob]]:
    """Every wanted facing edition of the site, ready to be laid out: each once, though both languages have it."""
    for lang, edition in editions.items():
        documents: list[Article | PackView] = [*edition.articles.values(), *edition.packs.values()]
        for document in documents:
            for pdf in document.pdfs:
                if pdf.profile is Profile.FACING and pdf.languages[0] == lang and is_wanted(pdf.path):
                    yield _job(pdf, document, editions, presses)


def _job(
    pdf: PdfView, document: Article | PackView, editions: Mapping[Lang, Edition], presses: Mapping[Lang, Press]
) -> Outcome[FacingJob]:
    documents = [_in_language(document, editions[lang]) for lang in pdf.languages]
    left, right = (job_of(it, editions[it.lang], presses[it.lang], Profile.FACING) for it in documents)
    about = replace(_about(pdf, left.value, right.value), html=left.value.html + right.value.html)
    contents = [
        replace(contents_of(it, editions[it.lang], presses[it.lang]), prefix=prefix_of(it.lang)) for it in documents
    ]
    whole = with_enclosures(about, contents, manifest_of(about, documents[0], editions[documents[0].lang]))
    names = tuple((lang, editions[lang].lang_name) for lang in pdf.languages)
    halves = _part_of(whole, left.value), _part_of(whole, right.value)
    return Outcome(FacingJob(replace(whole, html=""), halves, names), (*left.diagnostics, *right.diagnostics))


def _part_of(whole: PdfJob, half: PdfJob) -> PdfJob:
    """``half`` without what travels in the whole alone, showing the digest of the whole."""
    return replace(half, html=half.html.replace(shown(half.digest), shown(whole.digest)), enclosures=())


def _in_language(document: Article | PackView, edition: Edition) -> Article | PackView:
    return edition.packs[document.id] if isinstance(document, PackView) else edition.articles[document.slug]


def _about(pdf: PdfView, left: PdfJob, right: PdfJob) -> PdfJob:
    """The whole: described in both languages, one after the other."""
    return replace(
        left,
        name=pdf.path,
        html="",
        languages=(left.lang, right.lang),
        assets={},
        title=_BETWEEN.join((left.title, right.title)),
        subject=_BETWEEN.join((left.subject, right.subject)),
        authors=tuple(dict.fromkeys((*left.authors, *right.authors))),
        keywords=tuple(dict.fromkeys((*left.keywords, *right.keywords))),
        created=max(left.created, right.created),
        modified=max(left.modified, right.modified),
        identifier=left.identifier.removesuffix(left.name) + pdf.path,
    )
