"""A facing edition: one PDF in which a text in one language stands opposite the same text in another.

Each text is laid out as a document of its own, whose pages are all of one side; a spread is a page of each. Two passes:
the first, on pages without end, measures every block; from that follows what stands on which spread. The second sets
the pages. What it shows to be otherwise is corrected and set again.
"""

from __future__ import annotations

from itertools import chain
from typing import Any

from briefgen.model.core.diagnostics import Diagnostic, Outcome, error
from briefgen.rendering.paper.engine.fetcher import fetcher
from briefgen.rendering.paper.engine.fontconfig import has_fonts
from briefgen.rendering.paper.engine.log import Log
from briefgen.rendering.paper.engine.sheets import Workshop
from briefgen.rendering.paper.facing.half import HalfSetting
from briefgen.rendering.paper.facing.measure import spilling
from briefgen.rendering.paper.facing.spreads import SIDES, Stretch, corrected, pair, plan, spaces
from briefgen.rendering.paper.file.finish import finish
from briefgen.rendering.paper.file.reading_orders import outline_by_language, tags_by_language
from briefgen.rendering.paper.job import FacingJob, PdfJob
from briefgen.rendering.paper.laid import Laid
from briefgen.rendering.paper.layout import lay_out as pdf
from briefgen.rendering.paper.layout.page_numbers import anchors_of
from briefgen.rendering.paper.tags.tree import structure_of

_ROUNDS = 8
"""Layouts after the first: each corrects what the one before has shown, and nearly always there is nothing."""
_THEME = "shorten the title or the subtitle, or give them less room in templates/css/print-facing.css"


def lay_out(job: PdfJob | FacingJob) -> Outcome[Laid | None]:
    """Lay out a PDF of one language or of two; otherwise like ``lay_out`` of ``layout/document``."""
    if isinstance(job, PdfJob):
        return pdf.lay_out(job)
    return pdf.guarded(job.whole, lambda log, misses: _lay_out(job, log, misses))


def _lay_out(job: FacingJob, log: Log, misses: list[Diagnostic]) -> Laid | None:
    from weasyprint.text.fonts import FontConfiguration

    workers = Workshop(FontConfiguration(), fetcher(job.whole, misses), log)
    halves = tuple(HalfSetting(half, side, workers) for side, half in enumerate(job.halves))
    if not has_fonts(workers.fonts):
        misses.append(error("pdf-is-clean", f"{job.name} has no font that can be read", hint=pdf.FONTS))
        return None
    if not _set(halves[0], halves[1]):
        misses.append(error("pdf-is-clean", f"{job.name}: the two languages cannot be brought onto the same spreads"))
    document = _joined(job, halves, misses)
    misses.extend(pdf.links_to_nowhere(document, job.about))
    content = _write(document, job, misses)
    return Laid(content, len(document.pages), anchors_of(document))


# Setting


def _set(left: HalfSetting, right: HalfSetting) -> bool:
    """Set both texts so that they begin together on every spread; False when that cannot be reached."""
    units = pair(left.measure(), right.measure())
    rooms, known = (left.room, right.room), dict[int, Stretch]()
    for _ in range(_ROUNDS):
        stretches = plan(units, rooms, known)
        room = list(spaces(units, rooms, stretches))
        seen = zip(left.lay_out(units, stretches, room), right.lay_out(units, stretches, room), strict=True)
        wrong = [(it, took) for it, took in zip(stretches, seen, strict=True) if took != it.pages]
        if not wrong:
            return True
        known.update((it.start, corrected(units, it, took)) for it, took in wrong)
    return False


# Joining


def _joined(job: FacingJob, halves: tuple[HalfSetting, ...], misses: list[Diagnostic]) -> Any:
    """One document: the shared cover, the pages of both texts in turn, the shared back."""
    shared = halves[0].render_shared([half.half for half in halves])
    if len(shared.pages) != len(SIDES) or spilling(shared):
        found = f"{job.name}: cover and back do not fit on one page each in two languages"
        misses.append(error("pdf-is-clean", found, hint=_THEME))
    for page in shared.pages:
        page.bookmarks = []
    cover, back = shared.pages[:1], shared.pages[1:]
    inside = chain.from_iterable(zip(*(half.document.pages for half in halves), strict=False))
    document = shared.copy([*cover, *inside, *back])
    pdf.describe(document, job.about)
    return document


def _write(document: Any, job: FacingJob, misses: list[Diagnostic]) -> bytes:
    names = dict(job.names)
    spreads = (len(document.pages) - len(SIDES)) // len(SIDES)
    languages = ["", *([half.lang for half in job.halves] * spreads)]
    languages += [""] * (len(document.pages) - len(languages))
    outline_by_language(document, names, languages)

    def finished(_: Any, written: Any) -> None:
        tags_by_language(structure_of(written), names, languages)
        finish(written, job.about)
        written.catalog["PageLayout"] = "/TwoPageRight"

    return pdf.written(document, job.about, misses, finished, more_bookmarks=len(names))
