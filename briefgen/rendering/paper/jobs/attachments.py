"""Files attached to a PDF: the figures behind its charts, its facts with their sources, what the PDF is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.model.output.pdf_manifest import NAME, PdfManifest
from briefgen.rendering.paper.job import Enclosure, PdfJob
from briefgen.rendering.paper.jobs.digest import with_digest
from briefgen.resolving.edition.views import Drawing, Numbered
from briefgen.resolving.ledger.records import Contents, chart_rows, fact_rows, facts_json, to_csv

CSV, JSON = "text/csv", "application/json"


def with_enclosures(job: PdfJob, contents: Sequence[Contents], manifest: PdfManifest) -> PdfJob:
    """``job`` with everything that travels in it; the manifest's digest speaks of all the rest.

    A document in two languages has ``contents`` of both, and the language in the names of its files.
    """
    if len(contents) > 1:
        contents = [replace(it, mark=f"-{it.edition.lang}") for it in contents]
    files = tuple(file for it in contents for file in (*_charts(it), *_ledger(it)))
    filled = with_digest(replace(job, enclosures=files))
    about = replace(manifest, digest=filled.digest).to_json()
    last = Enclosure(NAME, JSON, "Supplement", contents[0].say("What this file is, for programs"), about)
    return replace(filled, enclosures=(*files, last))


# Charts


def _charts(contents: Contents) -> Iterator[Enclosure]:
    several = len(contents.articles) > 1
    for article in contents.articles:
        for numbered in article.numbered:
            if numbered.drawing is not None:
                prefix = f"{article.slug}-" if several else ""
                yield _chart(numbered, numbered.drawing, prefix, contents)


def _chart(numbered: Numbered, drawing: Drawing, prefix: str, contents: Contents) -> Enclosure:
    title = f"{numbered.label} {drawing.title}"
    words = contents.say("Figures: %(title)s") % {"title": title}
    content = to_csv(chart_rows(drawing, contents.say))
    name = f"chart-{prefix}{drawing.id}{contents.mark}.csv"
    return Enclosure(name, CSV, "Data", words, content, contents.prefix + numbered.id)


# Facts


def _ledger(contents: Contents) -> Iterator[Enclosure]:
    if not contents.facts:
        return
    words = contents.say("Every figure and statement here, with its source and how far it can be trusted")
    yield Enclosure(f"facts{contents.mark}.csv", CSV, "Supplement", words, to_csv(fact_rows(contents)))
    yield Enclosure(f"facts{contents.mark}.json", JSON, "Source", words, facts_json(contents))
