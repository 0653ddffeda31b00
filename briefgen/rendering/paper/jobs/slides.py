"""A brief as slides: its figures, points, charts and proposals in large type, for a screen that several people see."""

from __future__ import annotations

from dataclasses import replace

from briefgen.model.core.diagnostics import Outcome
from briefgen.model.values.pdf_forms import Profile
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.jobs.digest import with_digest
from briefgen.rendering.paper.jobs.documents import Press, fill, form_job, language_css
from briefgen.rendering.paper.jobs.mirrored_css import for_direction
from briefgen.rendering.theme import design_tokens
from briefgen.resolving.edition.edition import Article, Edition

SHEET, TEMPLATE = "css/slides.css", "slides/brief.html"


def slides_job(article: Article, edition: Edition, press: Press) -> Outcome[PdfJob]:
    """The slides of a brief, ready to be laid out; numbers of sources lead to its page."""
    given = {"article": article, "profile": Profile.SCREEN, "revision": press.revision}
    filled = fill(TEMPLATE, given, (article,), article.references, edition, press, article.break_rule, article.path)
    name = f"{article.slug}-{article.lang}.pdf"
    job = replace(
        form_job(article, filled.value, edition, press),
        name=name,
        css=_sheets(press),
        authors=tuple(person.name for person in article.authors) or (edition.site.publisher,),
        keywords=article.keywords,
        modified=article.day_iso,
        identifier=f"{edition.site.base_url}slides/{name}",
        booklet="",
    )
    return Outcome(with_digest(job), filled.diagnostics)


def _sheets(press: Press) -> tuple[tuple[str, str], ...]:
    values, rules = ((f"templates/{path}", press.theme.text(path)) for path in (design_tokens.FILE, SHEET))
    sheets = (values, ("fonts", press.font_css), rules, ("language", language_css(press.context.language)))
    return for_direction(sheets, press.context.language)
