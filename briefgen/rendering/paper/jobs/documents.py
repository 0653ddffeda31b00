"""Briefs and packs for paper: the print templates filled, and everything their PDF depends on put into one value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from gettext import NullTranslations
from urllib.parse import unquote

from markupsafe import Markup, escape

from briefgen import __version__
from briefgen.language.words.values import word_place
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span
from briefgen.model.output import addresses
from briefgen.model.output.assets import INSIDE, Asset, asset, inside
from briefgen.model.output.pdf_manifest import BriefInside, ChangeInside, PdfManifest
from briefgen.model.profile.language import Language
from briefgen.model.theme import Theme
from briefgen.model.values.pdf_forms import Profile, Tier, tier_of
from briefgen.model.written.briefs import FIRST_VERSION
from briefgen.model.written.licences import licence_url
from briefgen.model.written.print_options import PressSheet
from briefgen.reading.bounded import within
from briefgen.rendering.charts.draw import for_print
from briefgen.rendering.charts.motif import Tones, drawn_for
from briefgen.rendering.html.body import PRINT, Links, Medium, render
from briefgen.rendering.html.list_numbers import list_marks
from briefgen.rendering.html.typeset import typeset
from briefgen.rendering.paper.file.plates import press_css
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.jobs.attachments import with_enclosures
from briefgen.rendering.paper.jobs.digest import DIGEST_MARK
from briefgen.rendering.paper.jobs.mirrored_css import for_direction
from briefgen.rendering.paper.jobs.qr import qr_svg
from briefgen.rendering.paper.jobs.watermark import STANDINGS, Watermark, stamp_css
from briefgen.rendering.theme import design_tokens
from briefgen.rendering.theme.context import RenderContext, numbered_of, recommendations_of, shown_drawing
from briefgen.rendering.theme.sheets import LANGUAGE_TOKENS
from briefgen.rendering.theme.sheets import PRINT as PRINT_SHEET
from briefgen.rendering.theme.templates import STAND_IN, part_filler
from briefgen.resolving.edition.edition import Article, Edition, PackView
from briefgen.resolving.edition.views import Alternate, FactView, PdfView, Reference
from briefgen.resolving.ledger.records import Contents

SHEETS = (design_tokens.FILE, PRINT_SHEET)
PACK_SHEET = "css/print-pack.css"
BRIEF_TEMPLATES = {Profile.LEAVE_BEHIND: "print/leave-behind-brief.html"}
PACK_TEMPLATES = {Profile.LEAVE_BEHIND: "print/leave-behind-pack.html"}
"""Forms that have a template of their own; the others are ``print/brief.html`` and ``print/pack.html`` with another
style sheet, ``css/print-<profile>.css``, after the common one."""
SHEET_PAGES = {Profile.LEAVE_BEHIND: 2}
"""Pages of the forms that have so many and no more: one sheet has two sides."""
WITHOUT_SOURCES = frozenset({"slides/brief.html"})
"""Templates of what has no list of sources, as a single sheet has none."""
_IMAGE = re.compile(rf'\bsrc="{re.escape(INSIDE)}([^"]+)"')
_LOCAL = re.compile(r' href="#([^"]+)"')
_ID = re.compile(r' id="([^"]+)"')
_LEADS_NOWHERE = re.compile(r'<a\b[^>]*\shref=""[^>]*>(.*?)</a>', re.DOTALL)
_ONLINE = re.compile(r'<span class="online">.*?<span class="uri">(.*?)</span>.*?</span>', re.DOTALL)
_SAMPLE_PAGE = "8"
GLUE = "\u2060"
"""Holds a page number, the word for page and a particle after it on one line."""


IsWanted = Callable[[str], bool]
"""Whether the PDF at an output path is to be laid out."""


def every_pdf(path: str) -> bool:
    """Tell whether it is wanted where all are."""
    return True


@dataclass(frozen=True, slots=True)
class Press:
    """What is needed for paper beyond what pages for the web are made with.

    ``font_css`` and ``fonts`` name the same addresses; ``images`` holds the bytes of the project's
    images by the path that the author gives them. ``drawings`` has those of forms that draw otherwise:
    in the inks of the press, or larger.
    """

    context: RenderContext
    theme: Theme
    font_css: str
    fonts: Mapping[str, Asset]
    images: Mapping[str, bytes] = field(default_factory=dict)
    revision: str = ""
    """What the state of the sources is called, e.g. a commit; printed where the publisher asked for it."""
    drawings: Mapping[Profile, Mapping[str, str]] = field(default_factory=dict)
    inks: Mapping[str, str] = field(default_factory=dict)
    """Token → ink, for the form for a printer."""
    colours: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Colour of a pack → token → value."""
    families: tuple[str, ...] = ()
    """The faces of headings, for what is stamped on pages."""
    stamp: Watermark | None = None
    """What every page says of a copy that is made for one reader."""
    only_checked: bool = False
    """Whether the pages are filled for their problems alone, and not laid out."""

    def context_of(self, profile: Profile) -> RenderContext:
        """Return what the pages of a form are made with."""
        return replace(self.context, drawings=self.drawings.get(profile, self.context.drawings))

    def drawn(self, given: Mapping[str, object]) -> Callable[..., Markup]:
        """How a template gets a chart: as wide as the form, in the colour of the pack and the inks of the press."""
        profile, pack = Profile(str(given["profile"])), given.get("pack")
        own = self.colours.get(pack.data.colour, {}) if isinstance(pack, PackView) else {}
        inks = {**own, **(self.inks if profile is Profile.PRINT else {})}
        drawings = self.context_of(profile).drawings
        return lambda drawing, place="across": Markup(for_print(shown_drawing(drawings, drawing, place), inks))


def jobs_of(edition: Edition, press: Press, is_wanted: IsWanted = every_pdf) -> Iterator[Outcome[PdfJob]]:
    """Every PDF of an edition's briefs and packs that is in its language alone, or that a wanted one is made from."""
    return (job_of(document, edition, press, profile) for document, profile in forms_of(edition, is_wanted))


def forms_of(edition: Edition, is_wanted: IsWanted = every_pdf) -> Iterator[tuple[Article | PackView, Profile]]:
    """The briefs and packs of an edition, each with every form in its language alone; a booklet is made from one."""
    documents: list[Article | PackView] = [*edition.articles.values(), *edition.packs.values()]
    for document in documents:
        wanted = {pdf.profile for pdf in document.pdfs if is_wanted(pdf.path)}
        yield from ((document, pdf.profile) for pdf in document.pdfs if _is_set_alone(pdf) and pdf.profile in wanted)


def job_of(document: Article | PackView, edition: Edition, press: Press, profile: Profile) -> Outcome[PdfJob]:
    """The PDF of a brief or a pack in one of its forms, ready to be laid out."""
    if isinstance(document, PackView):
        return pack_job(edition, document, press, profile)
    return brief_job(edition, document, press, profile)


def _is_set_alone(pdf: PdfView) -> bool:
    return len(pdf.languages) == 1 and not pdf.booklet


def _booklet(pdfs: Sequence[PdfView], profile: Profile) -> str:
    """Return where the imposed sheets of the form will stand, if they are asked for."""
    return next((pdf.path for pdf in pdfs if pdf.booklet and pdf.profile is profile), "")


def brief_job(edition: Edition, article: Article, press: Press, profile: Profile = Profile.SCREEN) -> Outcome[PdfJob]:
    """The PDF of one brief in one of its forms, ready to be laid out."""
    template = BRIEF_TEMPLATES.get(profile, "print/brief.html")
    given = {"article": article, "profile": profile, "revision": press.revision}
    filled = fill(template, given, (article,), article.references, edition, press, article.break_rule, article.path)
    job = replace(
        form_job(article, filled.value, edition, press, profile),
        authors=tuple(person.name for person in article.authors) or (edition.site.publisher,),
        keywords=article.keywords,
        modified=article.day_iso,
    )
    return Outcome(_enclosing(job, article, edition, press), filled.diagnostics)


def pack_job(edition: Edition, pack: PackView, press: Press, profile: Profile = Profile.SCREEN) -> Outcome[PdfJob]:
    """The PDF of a pack in one of its forms, ready to be laid out."""
    template = PACK_TEMPLATES.get(profile, "print/pack.html")
    given = {"pack": pack, "doubts": doubts(pack.facts), "profile": profile, "revision": press.revision}
    rules = {article.break_rule for article in pack.articles}
    rule = rules.pop() if len(rules) == 1 else "eojeol"
    # A single sheet has no list of sources: its numbers lead to the page of the pack, which has them all.
    is_sheet = profile in SHEET_PAGES
    references = pack.page_references if is_sheet else pack.references
    elsewhere = pack.path if is_sheet else addresses.section(edition.lang, "sources")
    filled = fill(template, given, pack.articles, references, edition, press, rule, elsewhere)
    job = replace(
        form_job(pack, filled.value, edition, press, profile),
        keywords=tuple(dict.fromkeys(word for article in pack.articles for word in article.keywords)),
        modified=pack.published_iso,
    )
    return Outcome(_enclosing(job, pack, edition, press), filled.diagnostics)


def form_job(
    document: Article | PackView, html: str, edition: Edition, press: Press, profile: Profile = Profile.SCREEN
) -> PdfJob:
    """Return what a brief and a pack have in common as a PDF; the publisher stands for authors that are not named."""
    name = addresses.pdf_of(document.path, profile)
    printer = document.data.print_ if profile is Profile.PRINT else None
    return PdfJob(
        name=name,
        lang=document.lang,
        html=html,
        title=document.title,
        authors=(edition.site.publisher,),
        subject=document.summary,
        created=document.published_iso,
        identifier=edition.site.base_url + name,
        css=_sheets(
            press,
            profile,
            printer,
            press.stamp or _preview_stamp(document, edition, press),
            is_pack=isinstance(document, PackView) and profile not in SHEET_PAGES,
        ),
        assets=_assets(html, press),
        profile=profile,
        standard=edition.site.pdf,
        titles=_titles(document.alternates),
        version=document.version or FIRST_VERSION,
        publisher=edition.site.publisher,
        rights=_rights(edition, press),
        licence=licence_url(edition.site.licence),
        max_pages=SHEET_PAGES.get(profile),
        press=printer,
        booklet=_booklet(document.pdfs, profile),
    )


def _enclosing(job: PdfJob, document: Article | PackView, edition: Edition, press: Press) -> PdfJob:
    return with_enclosures(job, (contents_of(document, edition, press),), manifest_of(job, document, edition))


def contents_of(document: Article | PackView, edition: Edition, press: Press) -> Contents:
    """Return what a brief or pack holds in the language of ``edition``."""
    facts = tuple({fact.id: fact for fact in (*document.facts, *document.key_figures)}.values())
    return Contents(_articles_of(document), facts, edition, say_of(edition, press))


def _articles_of(document: Article | PackView) -> tuple[Article, ...]:
    return document.articles if isinstance(document, PackView) else (document,)


def manifest_of(job: PdfJob, document: Article | PackView, edition: Edition) -> PdfManifest:
    """Return what the PDF of ``job`` says of itself to a program."""
    names = ("pack", document.id, "") if isinstance(document, PackView) else ("brief", document.slug, document.number)
    kind, ident, number = names
    return PdfManifest(
        kind=kind,
        id=ident,
        number=number,
        title=job.title,
        version=job.version,
        languages=job.languages or (job.lang,),
        profile=job.profile.value,
        standard=job.standard,
        published=job.created,
        updated=job.modified,
        base_url=edition.site.base_url,
        page=document.path,
        pdf=job.name,
        briefs=tuple(_inside(article) for article in _articles_of(document)),
        generator="briefgen",
        generator_version=__version__,
        titles=job.titles,
        left_out=tuple(document.data.leave_out) if isinstance(document, PackView) else (),
    )


def _inside(article: Article) -> BriefInside:
    days = (article.published_iso, article.day_iso)
    changes = tuple(ChangeInside(it.version, it.iso, it.kind, it.level, it.text) for it in article.changes)
    return BriefInside(
        article.slug, article.number, article.title, article.version or FIRST_VERSION, *days, article.path, changes
    )


def _titles(alternates: Sequence[Alternate]) -> dict[str, str]:
    """The title in each language that there is a text in."""
    return {it.lang: it.title for it in alternates if it.path and it.title}


def say_of(edition: Edition, press: Press) -> Callable[[str], str]:
    """Interface wording in the language of an edition."""
    return press.context.catalogues.get(edition.lang, NullTranslations()).gettext


def _rights(edition: Edition, press: Press) -> str:
    site, say = edition.site, say_of(edition, press)
    licence = say("Licence: %(licence)s") % {"licence": site.terms.worded_in_files(say)}
    return f"{site.publisher}. {licence}" if site.licence else ""


def doubts(facts: Sequence[FactView]) -> tuple[FactView, ...]:
    """The facts about which something is in doubt."""
    return tuple(fact for fact in facts if fact.doubt)


def fill(
    template: str,
    given: Mapping[str, object],
    articles: Sequence[Article],
    references: Sequence[Reference],
    edition: Edition,
    press: Press,
    break_rule: str,
    elsewhere: str,
) -> Outcome[str]:
    """The pages as HTML; a link to what a single sheet leaves out leads to ``elsewhere`` on the web."""
    place = next((it.body.span for it in articles if it.body.span), None)

    def work() -> Outcome[str]:
        problems: list[Diagnostic] = []
        shown = {"svg": press.drawn(given), "motif": lambda pack: drawn_for(pack, _tones(pack, press.theme)), **given}
        context = print_context(shown, articles, references, edition, press.context, problems)
        filled = press.context.templates.fill(template, context)
        if press.only_checked:
            return Outcome(filled.value, (*problems, *filled.diagnostics))
        html = _each_address_once(filled.value)
        if given["profile"] in SHEET_PAGES or template in WITHOUT_SOURCES:
            html = _to_the_web(html, lambda anchor: _links(edition.site.base_url)(elsewhere, anchor))
        linked = _LEADS_NOWHERE.sub(r"<span>\1</span>", html)
        finished = typeset(linked, edition.lang, PRINT, press.context.language, break_rule)
        return Outcome(finished, (*problems, *filled.diagnostics))

    return within("filling the pages on paper", place and Span(place.path), work, lambda: STAND_IN)


def _tones(pack: PackView, theme: Theme) -> Tones:
    """The motif stands on a field in the colour of its pack."""
    known = design_tokens.read_tokens(theme) | design_tokens.colour_tokens(theme).get(pack.data.colour, {})
    names = ("--on-band", "--accent-mid")
    found = [design_tokens.light_colour(name, known).value if name in known else None for name in names]
    return Tones(*(it or "currentColor" for it in found))


def _to_the_web(html: str, link: Callable[[str], str]) -> str:
    """Links to places that are not in these pages (the references, say) lead to them on the web."""
    here = set(_ID.findall(html))
    return _LOCAL.sub(lambda it: it[0] if it[1] in here else f' href="{escape(link(it[1]))}"', html)


def _each_address_once(html: str) -> str:
    """An address is written out where it is first needed, and not again after every link to it."""
    seen: set[str] = set()

    def first(found: re.Match[str]) -> str:
        again = found[1] in seen
        seen.add(found[1])
        return "" if again else found[0]

    return _ONLINE.sub(first, html)


def print_context(
    given: Mapping[str, object],
    articles: Sequence[Article],
    references: Sequence[Reference],
    edition: Edition,
    context: RenderContext,
    problems: list[Diagnostic],
) -> dict[str, object]:
    """All that a print template sees."""
    by_source = {reference.id: reference for reference in references}
    url = _links(edition.site.base_url)
    shared: dict[str, object] = {
        "edition": edition,
        "site": edition.site,
        "language": context.language,
        "medium": PRINT,
        "tier": _tier(given),
        "url": url,
        "absolute": url,
        "address": partial(_short_address, edition.site.base_url),
        "qr": lambda path, title: qr_svg(url(path), title) if edition.site.base_url else "",
        "digest": DIGEST_MARK,
        "motif": drawn_for,
        "image": inside,
        "svg": partial(shown_drawing, context.drawings),
        "reference": by_source.get,
        "reference_url": lambda ident: f"#{by_source[ident].anchor}",
        **given,
    }
    shared["body"] = partial(render, medium=_medium(articles, edition, context, url, shared, problems))
    return shared


def _medium(
    articles: Sequence[Article],
    edition: Edition,
    context: RenderContext,
    url: Links,
    shared: Mapping[str, object],
    problems: list[Diagnostic],
) -> Medium:
    return Medium(
        name=PRINT,
        url=url,
        part=part_filler(context.templates, shared, problems),
        image=inside,
        ledger=addresses.section(edition.lang, "facts"),
        glossary=addresses.section(edition.lang, "glossary"),
        numbered={key: value for article in articles for key, value in numbered_of(article).items()},
        recommendations={key: value for article in articles for key, value in recommendations_of(article).items()},
        tiers=frozenset({_tier(shared)}),
    )


def _tier(given: Mapping[str, object]) -> Tier:
    """Return how much the pages say of where their text comes from."""
    return tier_of(Profile(str(given.get("profile") or Profile.SCREEN)))


def _links(base_url: str) -> Callable[..., str]:
    """Links from paper lead to the public site; while it has no address there is nothing to lead to."""

    def link(path: str, anchor: str = "") -> str:
        if not base_url:
            return ""
        target = addresses.absolute(path, base_url)
        return f"{target}#{anchor}" if anchor else target

    return link


def _short_address(base_url: str, path: str) -> str:
    """An address as it is typed: without the scheme, which every browser adds, and without a slash at its end."""
    address = addresses.absolute(path, base_url).partition("://")[2] if base_url else path
    return address.rstrip("/") or address


def form_sheet(profile: Profile) -> str:
    """The style sheet of the theme for one form alone; there need not be one."""
    return f"css/print-{profile}.css"


def _preview_stamp(document: Article | PackView, edition: Edition, press: Press) -> Watermark | None:
    """Across what readers may not see yet: where it stands, in a word and in a sentence."""
    kinds = [article.standing.kind for article in _articles_of(document) if article.standing and article.is_held]
    if not kinds:
        return None
    word, sentence = STANDINGS[min(kinds, key=list(STANDINGS).index)]
    say = say_of(edition, press)
    return Watermark((say(word),), say(sentence))


def _sheets(
    press: Press, profile: Profile, printer: PressSheet | None, stamp: Watermark | None, *, is_pack: bool
) -> tuple[tuple[str, str], ...]:
    """Style sheets in the order of the cascade: values, fonts, rules, those of packs, language, press, form, stamp."""
    values, rules = ((f"templates/{path}", press.theme.text(path)) for path in SHEETS)
    own = form_sheet(profile)
    form = [(f"templates/{own}", press.theme.text(own))] if own in press.theme.files else []
    told = [("press", press_css(printer))] if printer is not None else []
    language = ("language", language_css(press.context.language))
    stamped = [("stamp", stamp_css(stamp, press.families))] if stamp is not None else []
    pack = [(f"templates/{PACK_SHEET}", press.theme.text(PACK_SHEET))] if is_pack else []
    sheets = (values, ("fonts", press.font_css), rules, *pack, language, *told, *form, *stamped)
    return for_direction(sheets, press.context.language)


def _assets(html: str, press: Press) -> dict[str, Asset]:
    """The fonts, and the images that the pages show."""
    shown = dict.fromkeys(unquote(path) for path in _IMAGE.findall(html))
    images = {inside(path): asset(press.images[path]) for path in shown if path in press.images}
    return {**press.fonts, **images}


def language_css(language: Language) -> str:
    """Return how a page number follows a reference, and the marks of nested lists, as the language has them."""
    page = word_place(f"p. {_SAMPLE_PAGE}", language).replace(" ", "\u00a0")
    before, _, rest = language.bracketed("", page).partition(_SAMPLE_PAGE)
    within, _, rest_within = f", {page}".partition(_SAMPLE_PAGE)
    signs = (before, f"{GLUE}{rest}{GLUE}", within, f"{GLUE}{rest_within}{GLUE}")
    given = zip(LANGUAGE_TOKENS, signs, strict=True)
    words = " ".join(f"{name}: {_css_text(text)};" for name, text in given)
    return f":root {{ {words} }}\n{list_marks(language)}"


def _css_text(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ")
    return f'"{escaped}"'
