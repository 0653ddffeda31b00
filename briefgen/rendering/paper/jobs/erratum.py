"""Erratum slips: one page for copies of a version that have been handed out and were corrected since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefgen.model.core.diagnostics import Outcome
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.jobs.attachments import with_enclosures
from briefgen.rendering.paper.jobs.documents import IsWanted, Press, every_pdf, fill, form_job, manifest_of, say_of
from briefgen.rendering.paper.jobs.mirrored_css import for_direction
from briefgen.resolving.edition.edition import Article, Edition
from briefgen.resolving.edition.history_views import SlipView
from briefgen.resolving.ledger.records import Contents

TEMPLATE, SHEET = "print/erratum.html", "css/print-erratum.css"


def slip_jobs(edition: Edition, press: Press, is_wanted: IsWanted = every_pdf) -> Iterator[Outcome[PdfJob]]:
    """Every wanted slip of an edition."""
    for article in edition.articles.values():
        for slip in (it for it in (article.history.slips if article.history else ()) if is_wanted(it.path)):
            yield slip_job(edition, article, slip, press)


def slip_job(edition: Edition, article: Article, slip: SlipView, press: Press) -> Outcome[PdfJob]:
    """The PDF of one slip, ready to be laid out."""
    say = say_of(edition, press)
    given = {"article": article, "slip": slip, "profile": "screen", "revision": press.revision}
    filled = fill(TEMPLATE, given, (article,), (), edition, press, article.break_rule, article.path)
    about = {"number": article.number, "title": article.title, "version": slip.version}
    title = say("Erratum to %(number)s “%(title)s”, version %(version)s") % about
    own = ((f"templates/{SHEET}", press.theme.text(SHEET)),) if SHEET in press.theme.files else ()
    day = max((it.change.iso for it in slip.errata), default=article.published_iso)
    job = form_job(article, filled.value, edition, press)
    job = replace(
        job,
        name=slip.path,
        title=title,
        subject=title,
        titles={article.lang: title},
        created=day,
        modified=day,
        identifier=edition.site.base_url + slip.path,
        css=(*job.css, *for_direction(own, press.context.language)),
        max_pages=1,
    )
    manifest = replace(manifest_of(job, article, edition), kind="erratum")
    return Outcome(with_enclosures(job, (Contents((), (), edition, say),), manifest), filled.diagnostics)
