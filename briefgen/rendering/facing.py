"""Facing editions: the same brief or pack in two languages, the texts page by page opposite each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefgen.model.diagnostics import Outcome
from briefgen.model.profiles import Profile
from briefgen.model.written import Lang
from briefgen.rendering.packs import Press, brief_job, pack_job
from briefgen.rendering.pdf_job import FacingJob, PdfJob
from briefgen.resolving.edition import Article, Edition, PackView, PdfView

_BETWEEN = " · "
"""Between a title and the same title in the other language."""


def facing_jobs(editions: Mapping[Lang, Edition], presses: Mapping[Lang, Press]) -> Iterator[Outcome[FacingJob]]:
    """Every facing edition of the site, ready to be laid out: each once, though both languages have it."""
    for lang, edition in editions.items():
        documents: list[Article | PackView] = [*edition.articles.values(), *edition.packs.values()]
        for document in documents:
            for pdf in document.pdfs:
                if pdf.profile is Profile.FACING and pdf.languages[0] == lang:
                    yield _job(pdf, document, editions, presses)


def _job(
    pdf: PdfView, document: Article | PackView, editions: Mapping[Lang, Edition], presses: Mapping[Lang, Press]
) -> Outcome[FacingJob]:
    left, right = (_half(document, editions[lang], presses[lang]) for lang in pdf.languages)
    halves = left.value, right.value
    names = tuple((lang, editions[lang].lang_name) for lang in pdf.languages)
    return Outcome(FacingJob(_about(pdf, *halves), halves, names), (*left.diagnostics, *right.diagnostics))


def _half(document: Article | PackView, edition: Edition, press: Press) -> Outcome[PdfJob]:
    if isinstance(document, PackView):
        return pack_job(edition, edition.packs[document.id], press, Profile.FACING)
    return brief_job(edition, edition.articles[document.slug], press, Profile.FACING)


def _about(pdf: PdfView, left: PdfJob, right: PdfJob) -> PdfJob:
    """The whole: described in both languages, one after the other."""
    return replace(
        left,
        name=pdf.path,
        html="",
        also=(right.lang,),
        assets={},
        title=_BETWEEN.join((left.title, right.title)),
        subject=_BETWEEN.join((left.subject, right.subject)),
        authors=tuple(dict.fromkeys((*left.authors, *right.authors))),
        keywords=tuple(dict.fromkeys((*left.keywords, *right.keywords))),
        created=max(left.created, right.created),
        modified=max(left.modified, right.modified),
        identifier=left.identifier.removesuffix(left.name) + pdf.path,
    )
