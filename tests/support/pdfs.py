"""PDFs laid out in this process: pages of a few lines in the faces of the theme, and those of a project."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pikepdf

from briefgen.building.charts import draw_charts
from briefgen.building.images import with_images
from briefgen.building.paper import presses
from briefgen.building.project import read_all
from briefgen.building.workers import Workers
from briefgen.model.output.assets import INSIDE, asset
from briefgen.model.values.pdf_forms import Profile
from briefgen.reading.world import default_theme
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.jobs.documents import Press, brief_job, pack_job
from briefgen.rendering.paper.laid import Laid
from briefgen.rendering.paper.layout.lay_out import lay_out
from briefgen.resolving.documents.resolve import resolve
from briefgen.resolving.edition.edition import Edition
from briefgen.running.pool.inline import Inline
from briefgen.running.progress import SILENT
from support.paper import tool
from support.project import Project

FACES = {"sans": "briefgen-sans-400.ttf", "serif": "briefgen-serif-400.ttf", "korean": "noto-sans-kr-400.otf"}
"""Families for small pages → the files of the theme."""


def small_job(body: str, css: str = "", face: str = "sans", *, lang: str = "en", **more: Any) -> PdfJob:
    """A job of a few lines, set in the families of ``face`` and by the sheet ``mine.css``."""
    html = f'<!doctype html><html lang="{lang}"><title>t</title><body>{body}</body></html>'
    files = {name: f"{INSIDE}{FACES[name]}" for name in face.split(", ")}
    sheet = "".join(f"@font-face {{ font-family: {name}; src: url({url}) }}\n" for name, url in files.items())
    fonts = {url: asset((default_theme() / "fonts" / FACES[name]).read_bytes()) for name, url in files.items()}
    about = {"name": "test.pdf", "title": "t", "css": (("mine.css", f"{sheet}html {{ font-family: {face} }}\n{css}"),)}
    return PdfJob(**about | more | {"assets": fonts | more.get("assets", {})}, lang=lang, html=html)


def laid_out(job: PdfJob) -> Laid:
    """What a job gives when nothing is wrong with it."""
    outcome = lay_out(job)
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return outcome.value


def opened(pdf: bytes | Laid) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf.pdf if isinstance(pdf, Laid) else pdf))


def pages_said(pdf: bytes | Laid, *options: str) -> list[str]:
    """The words of each page in one line, or with options of ``pdftotext`` those of a part of each page."""
    said = tool("pdftotext", *options, "-", "-", given=pdf.pdf if isinstance(pdf, Laid) else pdf)
    return [" ".join(page.split()) for page in said.split("\f")][:-1]


def pressed(
    project: Project, base_url: str | None = None, *, revision: str = "", drawn: bool = True
) -> tuple[dict[str, Edition], dict[str, Press]]:
    """The editions of a project and what their PDFs are made with; ``drawn`` says whether charts and pictures are."""
    sources = replace(read_all(project.world(), base_url).value, revision=revision)
    editions = resolve(sources.site, sources.styles).value
    if not drawn:
        return editions, presses(editions, sources, {})
    workers = Workers(Inline(), project.store, SILENT)
    charts = draw_charts(editions, sources, workers).value
    return editions, presses(editions, with_images(sources, workers).value, charts)


def made_of(
    pressed: tuple[dict[str, Edition], dict[str, Press]], lang: str, slug: str, profile: Profile = Profile.SCREEN
) -> PdfJob:
    """The job of a brief or a pack in one form; filling the templates meets no problem."""
    edition, press = pressed[0][lang], pressed[1][lang]
    if slug in edition.packs:
        outcome = pack_job(edition, edition.packs[slug], press, profile)
    else:
        outcome = brief_job(edition, edition.articles[slug], press, profile)
    assert outcome.diagnostics == ()
    return outcome.value
