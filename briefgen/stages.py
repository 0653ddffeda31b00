"""The work that is shared out and remembered: which jobs there are, who does them, what becomes of the results.

A stage's version names everything that its results depend on besides the job itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from briefgen.checking.misfits import misfit_problems
from briefgen.checking.setting import setting_problems
from briefgen.model.diagnostics import Diagnostic, Outcome, Report, Span, error
from briefgen.model.profiles import Profile
from briefgen.model.site import Site
from briefgen.model.theme import Theme
from briefgen.model.tree import File
from briefgen.model.written import Lang, Written
from briefgen.reading.load import load
from briefgen.reading.theme import read_theme, theme_files
from briefgen.reading.world import World
from briefgen.rendering.assets import Asset, image_path, style_asset, theme_assets
from briefgen.rendering.charts import LARGE_PRINT, ChartJob, chart_jobs, draw, for_print, for_web
from briefgen.rendering.charts_theme import read_chart_theme
from briefgen.rendering.facing import facing_jobs
from briefgen.rendering.fonts import Fonts, read_fonts
from briefgen.rendering.fonts_print import print_assets, print_font_css
from briefgen.rendering.fonts_usage import FontRules, font_rules, page_usage, site_usage
from briefgen.rendering.fonts_web import FontSubsetJob, WebFont, cut_font, subset_jobs, web_font, web_font_css
from briefgen.rendering.html import Made, Studio, drawing_key
from briefgen.rendering.lists import list_marks
from briefgen.rendering.packs import Press, form_sheet, jobs_of
from briefgen.rendering.page_breaks import with_sample
from briefgen.rendering.pdf_booklet import BookletJob, impose
from briefgen.rendering.pdf_facing import lay_out
from briefgen.rendering.pdf_job import Break, FacingJob, Laid, PdfJob, asset
from briefgen.rendering.sheets_fonts import family_problems
from briefgen.rendering.strays import stray_files
from briefgen.rendering.templates import make_templates, theme_problems, wording
from briefgen.rendering.tokens import inks
from briefgen.resolving.addresses import home, pdf_of
from briefgen.resolving.edition import Article, Drawing, Edition, PackView
from briefgen.resolving.held_back import Calendar, calendar, shown_at
from briefgen.running.progress import Progress
from briefgen.running.run import Stage, own_code, run, versions
from briefgen.running.store import Store

J = TypeVar("J")
R = TypeVar("R")

_SHOWN = 60
"""Letters of a line that a message quotes."""
_SHORTEN = "shorten what is at a glance, the recommendations or the questions, or take leave-behind out of profiles"

MAKERS = "briefgen.rendering"
"""Where the code of the stages stands."""

Editions = Mapping[Lang, Edition]
Charts = Mapping[str, Mapping[str, str]]
"""``drawing_key`` → variant of the width → SVG, the widest (which is also for paper) first."""


@dataclass(frozen=True, slots=True)
class Shop:
    """Where work is done: by whom, remembered where, watched by whom."""

    executor: Executor
    store: Store
    progress: Progress

    def run(self, stage: Stage[J, R], jobs: Iterable[J]) -> Outcome[tuple[R | None, ...]]:
        """The result of every job, in their order."""
        return run(stage, jobs, self.executor, self.store, self.progress)


@dataclass(frozen=True, slots=True)
class Kit:
    """Everything that was read: the sources, the theme, the fonts, the images."""

    site: Site
    theme: Theme
    fonts: Fonts
    images: Mapping[str, bytes] = field(default_factory=dict)
    """Path in the project → bytes."""
    revision: str = ""
    """What the state of the sources is called; empty when it is not to be shown."""
    calendar: Calendar = field(default_factory=Calendar)
    """When embargoes end."""

    @property
    def styles(self) -> dict[Lang, str]:
        """The CSL style of each language; a language without one takes the first there is."""
        spare = next(iter(self.theme.below("csl")), "")
        wanted = {lang: f"csl/{lang}.csl" for lang in self.site.languages}
        return {lang: self.theme.text(path if path in self.theme.files else spare) for lang, path in wanted.items()}

    @property
    def image_paths(self) -> dict[str, str]:
        """Path in the project → path in the output."""
        return {path: image_path(path, content) for path, content in self.images.items()}


def read_all(
    world: World,
    base_url: str | None,
    profiles: tuple[Profile, ...] = (),
    *,
    preview: bool = False,
    now: datetime | None = None,
) -> Outcome[Kit]:
    """Read the whole project; ``base_url`` stands in for the one in site.yaml, ``profiles`` are made of everything.

    What readers may not see yet is left out here, before anything is made of it, but for a ``preview``; ``now`` stands
    in for the world's time.
    """
    report = Report()
    written = report.take(load(world))
    site = report.take(shown_at(written, now := now or world.now(), preview=preview))
    if base_url is not None:
        settings = replace(site.settings, value=site.settings.value.model_copy(update={"base_url": base_url}))
        site = replace(site, settings=settings)
    site = _with_profiles(site, profiles)
    images = report.take(_read_images(site, world))
    theme = read_theme(world)
    report.add(theme_problems(theme, site.languages))
    report.add(stray_files(theme, *theme_files(world)))
    fonts = report.take(read_fonts(world))
    report.add(family_problems(theme, fonts))
    return Outcome(Kit(site, theme, fonts, images, calendar=calendar(written, now)), report.sorted())


def _with_profiles(site: Site, profiles: tuple[Profile, ...]) -> Site:
    """The same site, its briefs and packs asking for these forms besides their own."""
    if not profiles:
        return site

    def asking(written: Written[Any]) -> Written[Any]:
        asked = (*written.value.profiles, *profiles)
        return replace(written, value=written.value.model_copy(update={"profiles": asked}))

    briefs = {slug: replace(brief, data=asking(brief.data)) for slug, brief in site.briefs.items()}
    return replace(site, briefs=briefs, packs={ident: asking(pack) for ident, pack in site.packs.items()})


def _read_images(site: Site, world: World) -> Outcome[dict[str, bytes]]:
    found: dict[str, bytes] = {}
    report = Report()
    for path in sorted({path for brief in site.briefs.values() for path in brief.images.values()}):
        try:
            found[path] = world.read(path)
        except OSError as problem:
            report.add([error("image-exists", f"{path} cannot be read: {problem}", Span(path))])
    return Outcome(found, report.sorted())


# Charts

DRAW: Stage[ChartJob, str] = Stage(
    "charts", f"{own_code(MAKERS, 'charts*.py')}, {versions('vl-convert-python', 'lxml', 'tinycss2')}", draw
)


def draw_charts(editions: Editions, kit: Kit, shop: Shop, undrawable: frozenset[str] = frozenset()) -> Outcome[Charts]:
    """Every chart of every edition at every width of the theme, but for the files in ``undrawable``.

    What is wrong in those has been told in the author's words; the engine would tell it again in its own.
    """
    report = Report()
    look = report.take(read_chart_theme(kit.theme))
    jobs = [
        (drawing_key(drawing), job)
        for edition in editions.values()
        for drawing in _drawings(edition)
        if drawing.span is None or drawing.span.path not in undrawable
        for job in chart_jobs(drawing, look, kit.fonts, kit.site.profiles[edition.lang], _has_large_print(edition))
    ]
    outcome = shop.run(DRAW, (job for _, job in jobs))
    charts: dict[str, dict[str, str]] = {}
    for (key, job), svg in zip(jobs, report.take(outcome), strict=True):
        if svg is not None:
            charts.setdefault(key, {})[job.variant] = svg
    return Outcome(charts, report.sorted())


def _has_large_print(edition: Edition) -> bool:
    documents: tuple[Article | PackView, ...] = (*edition.articles.values(), *edition.packs.values())
    return any(pdf.profile is Profile.LARGE_PRINT for document in documents for pdf in document.pdfs)


def _drawings(edition: Edition) -> Iterator[Drawing]:
    for article in edition.articles.values():
        for numbered in article.numbered:
            if numbered.drawing is not None:
                yield numbered.drawing


def web_studios(editions: Editions, kit: Kit, charts: Charts) -> dict[Lang, Studio]:
    """What the pages of each language are made with."""
    drawings = {key: for_web(drawn) for key, drawn in charts.items()}
    return {lang: _studio(lang, kit, drawings) for lang in editions}


def presses(editions: Editions, kit: Kit, charts: Charts) -> dict[Lang, Press]:
    """What the PDFs of each language are made with."""
    drawings = {key: for_print(next(iter(drawn.values()))) for key, drawn in charts.items()}
    on_press = inks(kit.theme, form_sheet(Profile.PRINT))
    forms = {
        Profile.PRINT: {key: for_print(next(iter(drawn.values())), on_press) for key, drawn in charts.items()},
        Profile.LARGE_PRINT: {
            key: for_print(drawn[LARGE_PRINT]) for key, drawn in charts.items() if LARGE_PRINT in drawn
        },
    }
    css, faces = print_font_css(kit.fonts), print_assets(kit.fonts)
    return {
        lang: Press(
            _studio(lang, kit, drawings), kit.theme, css, faces, kit.images, kit.revision, forms, _families(kit, lang)
        )
        for lang in editions
    }


def _families(kit: Kit, lang: Lang) -> tuple[str, ...]:
    known = {face.family for face in kit.fonts.faces}
    return tuple(family for family in kit.fonts.roles(lang).get("sans", ()) if family in known)


def _studio(lang: Lang, kit: Kit, drawings: Mapping[str, str]) -> Studio:
    return Studio(
        templates=make_templates(kit.theme, lang),
        language=kit.site.profiles[lang],
        drawings=drawings,
        images=kit.image_paths,
        catalogues={other: wording(kit.theme, other) for other in kit.site.languages},
    )


# Fonts of the site

CUT: Stage[FontSubsetJob, bytes] = Stage(
    "fonts", f"{own_code(MAKERS, 'fonts*.py')}, {versions('fonttools', 'brotli')}", cut_font
)


def make_assets(pages: Mapping[Lang, Sequence[Made]], kit: Kit, shop: Shop) -> Outcome[tuple[Asset, ...]]:
    """Style sheets with the site's own characters as fonts, a sheet for each language, and the theme's other files."""
    rules = font_rules(kit.theme.text("css/tokens.css") + kit.theme.text("css/web.css"))
    jobs = {lang: _cuts(lang, _sampled(lang, made, kit), rules, kit.fonts) for lang, made in pages.items()}
    every = [job for cuts in jobs.values() for job in cuts]
    outcome = shop.run(CUT, every)
    cut = {job: content for job, content in zip(every, outcome.value, strict=True) if content}
    assets = dict.fromkeys(theme_assets(kit.theme))
    for lang, cuts in jobs.items():
        fonts = [web_font(job, cut[job]) for job in cuts if job in cut]
        assets.update(dict.fromkeys(_font_asset(font) for font in fonts))
        own = web_font_css(fonts, kit.fonts, lang) + list_marks(kit.site.profiles[lang])
        assets[style_asset(lang, kit.theme, own)] = None
    return Outcome(tuple(assets), outcome.diagnostics)


def _sampled(lang: Lang, pages: Sequence[Made], kit: Kit) -> list[Made]:
    """The pages with the characters of the page breaks that they will have."""
    templates = make_templates(kit.theme, lang)
    return [replace(page, html=with_sample(page.html, templates)) for page in pages]


def _cuts(lang: Lang, pages: Sequence[Made], rules: FontRules, fonts: Fonts) -> tuple[FontSubsetJob, ...]:
    usages = {page.path: page_usage(page.html, rules, fonts, lang) for page in pages if page.path.endswith(".html")}
    arrivals = [usage for path, usage in usages.items() if path == home(lang) or path.startswith(f"{lang}/briefs/")]
    return subset_jobs(site_usage(usages.values(), rules, fonts, lang), arrivals)


def _font_asset(font: WebFont) -> Asset:
    return Asset(font.path.rpartition("/")[2], font.path, font.content)


# Paper

SETTERS = versions("weasyprint", "pydyf", "fonttools", "tinycss2", "cssselect2", "pyphen", "lxml", "pikepdf")
LAY_OUT: Stage[PdfJob | FacingJob, Laid | None] = Stage("PDFs", f"{own_code(MAKERS, 'pdf*.py')}, {SETTERS}", lay_out)
IMPOSE: Stage[BookletJob, Laid | None] = Stage(
    "booklets", f"{own_code(MAKERS, 'pdf*.py')}, {versions('pikepdf')}", impose
)


@dataclass(frozen=True, slots=True)
class Paper:
    """The PDFs: their files, where the pages of each begin, and its length and size in the words of each language."""

    files: tuple[File, ...] = ()
    words: Mapping[Lang, Mapping[str, str]] = field(default_factory=dict)
    breaks: Mapping[str, tuple[Break, ...]] = field(default_factory=dict)


def print_jobs(editions: Editions, kit: Kit, charts: Charts) -> Outcome[tuple[PdfJob | FacingJob, ...]]:
    """Every brief and pack for paper: the print templates filled, nothing laid out yet."""
    report = Report()
    rooms = presses(editions, kit, charts)
    jobs: list[PdfJob | FacingJob] = []
    jobs += [report.take(job) for lang, edition in editions.items() for job in jobs_of(edition, rooms[lang])]
    jobs += [report.take(job) for job in facing_jobs(editions, rooms)]
    return Outcome(tuple(jobs), report.sorted())


def lay_out_pdfs(jobs: Iterable[PdfJob | FacingJob], editions: Editions, kit: Kit, shop: Shop) -> Outcome[Paper]:
    """The PDF of every brief and pack."""
    report = Report()
    # The longest first: with few workers the last to finish should be a short one.
    longest = sorted(jobs, key=lambda job: -len(job.html))
    laid = report.take(shop.run(LAY_OUT, longest))
    done = [(job, it) for job, it in zip(longest, laid, strict=True) if it]
    done += report.take(_imposed([(job, it) for job, it in done if isinstance(job, PdfJob)], kit, shop))
    report.add(_over_budget(editions, {job.name: it.pages for job, it in done}))
    report.add(_over_the_sheet(editions, {job.name: it for job, it in done}))
    report.add(misfit_problems(editions, {job.name: it for job, it in done}))
    report.add(setting_problems(editions, {job.name: it for job, it in done}))
    files = tuple(File(job.name, it.pdf, f"the PDF {job.name}") for job, it in done)
    # In every language: a page may lead to the PDF of another, and to one of two.
    words = {lang: {job.name: _size_words(it, lang, kit) for job, it in done} for lang in editions}
    return Outcome(Paper(files, words, {job.name: it.breaks for job, it in done}), report.sorted())


def _imposed(done: Sequence[tuple[PdfJob, Laid]], kit: Kit, shop: Shop) -> Outcome[list[tuple[PdfJob, Laid]]]:
    """The booklets of the PDFs that ask for one: each stands for a PDF of its own, with another name and title."""
    asked = [(job, it) for job, it in done if job.booklet]
    if not asked:
        return Outcome([])
    wanted = [replace(job, name=job.booklet, title=_booklet_title(job, kit), booklet="") for job, _ in asked]
    bleeds = [job.press.bleed if job.press else Decimal(0) for job in wanted]
    jobs = [
        BookletJob(job.name, job.title, asset(it.pdf), bleed)
        for job, (_, it), bleed in zip(wanted, asked, bleeds, strict=True)
    ]
    made = shop.run(IMPOSE, jobs)
    return Outcome([(job, it) for job, it in zip(wanted, made.value, strict=True) if it], made.diagnostics)


def _booklet_title(job: PdfJob, kit: Kit) -> str:
    return wording(kit.theme, job.lang).gettext("%(title)s: booklet") % {"title": job.title}


def _size_words(laid: Laid, lang: Lang, kit: Kit) -> str:
    """``, 4 pages, 310 KB``: what follows the word PDF on a button."""
    catalogue = wording(kit.theme, lang)
    pages = catalogue.ngettext("%(num)d page", "%(num)d pages", laid.pages) % {"num": laid.pages}
    return f", {pages}, {max(1, round(len(laid.pdf) / 1000))} KB"


def _over_budget(editions: Editions, pages: Mapping[str, int]) -> Iterator[Diagnostic]:
    """An error for each pack with more pages than it may have; ``pages`` by output path."""
    for edition in editions.values():
        for pack in edition.packs.values():
            count = pages.get(pack.pdf_path, 0)
            if pack.max_pages is not None and count > pack.max_pages:
                message = f"the pack “{pack.id}” has {count} pages in {edition.lang}; max_pages allows {pack.max_pages}"
                yield error("pack-fits", message, pack.span, "leave a brief out, shorten one, or allow more pages")


def _over_the_sheet(editions: Editions, laid: Mapping[str, Laid]) -> Iterator[Diagnostic]:
    """An error for each leave-behind that needs more than its sheet, at the paragraph that no longer fits."""
    for edition in editions.values():
        documents: tuple[Article | PackView, ...] = (*edition.articles.values(), *edition.packs.values())
        for document in documents:
            it = laid.get(pdf_of(document.path, Profile.LEAVE_BEHIND))
            if it is None or not it.beyond:
                continue
            message = f"{_name(document)} takes {it.pages} pages as a leave-behind in {edition.lang}, which has two"
            where = f"“{_beginning(it.beyond)}” is the first that no longer fits"
            yield error("leave-behind-fits", f"{message}: {where}", _place(it.beyond, document), _SHORTEN)


def _name(document: Article | PackView) -> str:
    return f"the brief “{document.slug}”" if isinstance(document, Article) else f"the pack “{document.id}”"


def _beginning(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"


def _place(words: str, document: Article | PackView) -> Span | None:
    """Where a line on paper is written: the innermost block of the text that has its words, else the file."""
    articles = (document,) if isinstance(document, Article) else document.articles
    said = words.partition("[")[0].strip(" -") or words
    found: Span | None = None
    for part in (part for article in articles for part in article.body.walk()):
        if part.span is not None and said in " ".join(part.plain().split()):
            found = part.span
    spare = document.body.span if isinstance(document, Article) else document.span
    return found or (Span(spare.path) if spare else None)


def pdf_paths(editions: Editions) -> frozenset[str]:
    """Where the PDFs will stand."""
    articles = (article.pdfs for edition in editions.values() for article in edition.articles.values())
    packs = (pack.pdfs for edition in editions.values() for pack in edition.packs.values())
    return frozenset(pdf.path for pdfs in (*articles, *packs) for pdf in pdfs)


__all__ = [
    "Kit",
    "Shop",
    "draw_charts",
    "lay_out_pdfs",
    "make_assets",
    "pdf_paths",
    "print_jobs",
    "read_all",
    "web_studios",
]
