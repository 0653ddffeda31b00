"""One language of the site with everything settled: what templates, checks and feeds see.

All text here is in the edition's language and plain (not HTML) unless the name says ``html`` or the
type is ``Node``. Paths are output paths from the root of the site, e.g. ``ko/briefs/trade.html``; a
template turns them into links with ``url(path)``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from briefgen.language.words.durations import minutes_to_read
from briefgen.model.core.diagnostics import Span
from briefgen.model.core.document import Node
from briefgen.model.core.written import Lang
from briefgen.model.output import addresses
from briefgen.model.written.briefs import BriefData, ChangeLevel
from briefgen.model.written.facts import Strength
from briefgen.model.written.licences import Licence
from briefgen.model.written.packs import Pack, PackPart
from briefgen.resolving.edition.history_views import History
from briefgen.resolving.edition.page_sections import PageSection, glance_of, lead_of, sections_of
from briefgen.resolving.edition.views import (
    Alternate,
    ChangeView,
    Drawing,
    EventView,
    FactUse,
    FactView,
    FindingView,
    Heading,
    LogoView,
    MotifView,
    Note,
    Numbered,
    PackName,
    PdfView,
    PersonView,
    PublicationStatus,
    QuestionView,
    RecommendationView,
    Reference,
    RiskView,
    SinceView,
    TermView,
)
from briefgen.resolving.translation.standing import TranslationStatus, TranslationView


@dataclass(frozen=True, slots=True)
class Article:
    """One brief in one language."""

    slug: str
    lang: Lang
    number: str
    series: str
    title: str
    short_title: str
    subtitle: str
    summary: str
    keywords: tuple[str, ...]
    topics: tuple[str, ...]
    """Ids of topics."""
    authors: tuple[PersonView, ...]
    published: str
    """Empty where no day is given."""
    published_iso: str
    updated: str
    updated_iso: str
    version: str
    evidence: Strength | None
    body: Node
    headings: tuple[Heading, ...]
    numbered: tuple[Numbered, ...]
    notes: tuple[Note, ...]
    references: tuple[Reference, ...]
    key_figures: tuple[FactView, ...]
    facts: tuple[FactView, ...]
    """Facts that the brief tells: key figures, then those of the text and its charts in the order of first use,
    then what a change that is shown is measured against.
    """
    uses: tuple[FactUse, ...]
    """Every place of the text and its charts that shows a fact or leads to it."""
    terms: tuple[TermView, ...]
    recommendations: tuple[RecommendationView, ...]
    risks: tuple[RiskView, ...]
    changes: tuple[ChangeView, ...]
    related: tuple[str, ...]
    packs: tuple[PackName, ...]
    path: str
    """The page, e.g. ``ko/briefs/<slug>.html``."""
    pdf_path: str
    """Of the form for the screen."""
    pdfs: tuple[PdfView, ...]
    """Every form, the one for the screen first."""
    data: BriefData
    alternates: tuple[Alternate, ...]
    break_rule: str = "eojeol"
    citation: Markup = field(default_factory=Markup)
    """How it asks to be cited, as HTML; empty in packs."""
    translation: TranslationView | None = None
    """None for the original, and for a translation that has never been stamped."""
    standing: PublicationStatus | None = None
    """None for a brief that is published and holds."""
    history: History | None = None
    """What has changed in it from version to version; None where nothing has, and in packs."""
    message: str = ""
    """What it says in one line, for the contents of a pack."""
    since: SinceView | None = None
    standfirst: str = ""
    """The sentence under the title; empty where the author has written a summary alone."""
    is_shown_beside: bool = True
    """Whether the site has pages that show two languages side by side."""

    @property
    def day(self) -> str:
        """The day, in words, on which it was last changed, or else published; empty where neither is given."""
        return self.updated or self.published

    @property
    def day_iso(self) -> str:
        """The same day as an ISO date."""
        return self.updated_iso or self.published_iso

    @property
    def opening(self) -> str:
        """What stands under the title: the standfirst, or the summary."""
        return self.standfirst or self.summary

    @property
    def says_more(self) -> bool:
        """Whether the opening says what is not there again at once: as the title, or as the first words of the text."""
        said = self.opening.rstrip("…").split()
        first = next((part.plain() for part in self.body.children if part.kind == "paragraph"), "")
        return said not in (self.title.split(), first.split()[: len(said)])

    @property
    def minutes(self) -> int:
        """How many minutes its text takes to read, without blocks of code."""
        return minutes_to_read(" ".join(it.plain() for it in self.body.children if it.kind != "code"))

    @property
    def glance(self) -> tuple[Node, ...]:
        """The points to take away, for ``body(…)``."""
        return glance_of(self.body)

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        """Its charts."""
        return tuple(it.drawing for it in self.numbered if it.drawing is not None)

    @property
    def lead(self) -> tuple[Node, ...]:
        """The chart before the text; none or one."""
        return lead_of(self.body)

    @property
    def sections(self) -> tuple[PageSection, ...]:
        """The rest of the text in sections, each with what stands beside it."""
        return sections_of(self.body)

    @property
    def is_listed(self) -> bool:
        """Whether lists, packs and feeds have it: not when it is superseded or withdrawn."""
        return self.standing is None or self.standing.kind not in ("superseded", "withdrawn")

    @property
    def is_withdrawn(self) -> bool:
        """Whether its text is no longer shown: its page gives the reason alone."""
        return self.standing is not None and self.standing.kind == "withdrawn"

    @property
    def beside(self) -> tuple[Alternate, ...]:
        """The pages that show it beside its text in another language; none where its text is no longer shown."""
        if self.is_withdrawn or not self.is_shown_beside:
            return ()
        others = (it for it in self.alternates if it.lang != self.lang and it.path is not None)
        return tuple(replace(it, path=addresses.side_by_side(self.path, it.lang)) for it in others)

    @property
    def notices(self) -> tuple[ChangeView, ...]:
        """Changes that a reader has to be told of before the text."""
        return tuple(change for change in self.changes if change.level == ChangeLevel.SIGNIFICANT)

    @property
    def log(self) -> tuple[ChangeView, ...]:
        """Every change, the newest first; those of a day in the author's order."""
        return tuple(sorted(self.changes, key=lambda change: change.iso, reverse=True))

    @property
    def latest(self) -> ChangeView | None:
        """The newest change that is told of beside the version: a correction, or an update, that is not minor."""
        told = [change for change in self.changes if change.level != ChangeLevel.MINOR]
        return max(told, key=lambda change: change.iso, default=None)

    @property
    def label(self) -> str:
        """What it is called by where there is room for a few words: its number, else its title."""
        return self.number or self.short_title

    @property
    def is_held(self) -> bool:
        """Whether readers are not shown it yet: it stands in a preview."""
        return self.standing is not None and self.is_listed


@dataclass(frozen=True, slots=True)
class Missing:
    """A brief or page that has no text in this language."""

    slug: str
    number: str
    title: str
    """In the language that there is."""
    lang: Lang
    path: str


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page of ``content/pages``: about, method, accessibility statement."""

    slug: str
    lang: Lang
    title: str
    summary: str
    body: Node
    headings: tuple[Heading, ...]
    notes: tuple[Note, ...]
    references: tuple[Reference, ...]
    uses: tuple[FactUse, ...]
    path: str
    alternates: tuple[Alternate, ...]

    @property
    def sections(self) -> tuple[PageSection, ...]:
        """Its text in sections."""
        return sections_of(self.body)


@dataclass(frozen=True, slots=True)
class PackView:
    """A pack in one language. Its articles carry the pack's own numbering of figures, tables, notes and references."""

    id: str
    lang: Lang
    title: str
    subtitle: str
    summary: str
    audience: str
    purpose: str
    published: str
    published_iso: str
    version: str
    articles: tuple[Article, ...]
    missing: tuple[Missing, ...]
    key_figures: tuple[FactView, ...]
    questions: tuple[QuestionView, ...]
    recommendations: tuple[RecommendationView, ...]
    risks: tuple[RiskView, ...]
    facts: tuple[FactView, ...]
    terms: tuple[TermView, ...]
    names: tuple[TermView, ...]
    """People and organisations that its texts and its timeline name, people first."""
    references: tuple[Reference, ...]
    """On paper."""
    page_references: tuple[Reference, ...]
    """On the page, under the same numbers; its timeline may have further ones."""
    events: tuple[EventView, ...]
    max_pages: int | None
    path: str
    pdf_path: str
    """Of the form for the screen."""
    pdfs: tuple[PdfView, ...]
    """Every form, the one for the screen first."""
    data: Pack
    alternates: tuple[Alternate, ...]
    occasion: str = ""
    findings: tuple[FindingView, ...] = ()
    proposals: tuple[RecommendationView, ...] = ()
    """Those of its recommendations that its cover and its leave-behind have."""
    motif: MotifView | None = None
    logo: LogoView | None = None
    span: Span | None = field(default=None, compare=False)

    @property
    def count(self) -> int:
        """How many briefs it has: what lists show of it, whatever these say."""
        return len(self.articles)

    @property
    def owner(self) -> str:
        """Who is asked for most, first asks counted twice."""
        named = [it.owner for it in (*self.proposals, *self.recommendations) if it.owner]
        return max(named, key=named.count, default="")

    @property
    def next_date(self) -> str:
        """The first day by which something is due."""
        return min(((it.due_iso, it.due) for it in self.recommendations if it.due_iso), default=("", ""))[1]

    @property
    def parts(self) -> tuple[PackPart, ...]:
        """The parts that its PDFs have: those with something in them that the author has not left out."""
        named = {name.id for name in self.names}
        there = {
            PackPart.TIMELINE: self.events,
            PackPart.NAMES: self.names,
            PackPart.GLOSSARY: tuple(term for term in self.terms if term.id not in named),
            PackPart.EVIDENCE: self.facts,
        }
        return tuple(part for part, entries in there.items() if entries and part not in self.data.leave_out)

    @property
    def lead(self) -> tuple[Node, ...]:
        """The chart before the text of one brief, none or one: of the brief that shows most of the pack's own figures,
        or else has most of its findings.
        """
        own = {it.id for it in self.key_figures} | {it.fact.id for it in self.findings if it.fact}

        def nearness(article: Article) -> tuple[int, int]:
            shown = {cell.fact for it in article.drawings for row in it.rows for cell in row.values()}
            return len(own & shown), sum(it.slug == article.slug for it in self.findings)

        nearest = max((it for it in self.articles if it.lead), key=nearness, default=None)
        return nearest.lead if nearest else ()


@dataclass(frozen=True, slots=True)
class TopicView:
    """A subject and its briefs, by slug."""

    id: str
    name: str
    description: str
    slugs: tuple[str, ...]
    path: str
    alternates: tuple[Alternate, ...]
    span: Span | None = field(default=None, compare=False)

    @property
    def feed_path(self) -> str:
        """Its own Atom feed, where the site has an address."""
        return addresses.feed_of(self.path)

    @property
    def json_feed_path(self) -> str:
        """The same as JSON Feed."""
        return addresses.json_feed(self.feed_path)


@dataclass(frozen=True, slots=True)
class RateView:
    """A declared exchange rate in words."""

    pair: str
    unit: str
    """One of the first of the pair, in words."""
    words: str
    date: str
    sources: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class SiteView:
    """What the whole site shows in this language."""

    title: str
    short_title: str
    """For where there is little room; empty where the author gives none."""
    tagline: str
    description: str
    publisher: str
    publisher_url: str
    email: str
    disclaimer: str
    licence: str
    terms: Licence
    """What the licence is called, and where it is written down."""
    base_url: str
    pdf: str
    """``ua-1`` or ``ua-2``: what the PDFs conform to."""
    updated: str
    updated_iso: str
    preview: bool = False
    """Whether pages are shown that readers may not see yet."""
    holds: frozenset[str] = frozenset()
    """The sections that have an entry."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The whole site in one language, settled."""

    lang: Lang
    lang_name: str
    direction: str
    """``ltr`` or ``rtl``."""
    languages: tuple[Alternate, ...]
    """The home page of each language."""
    site: SiteView
    articles: Mapping[str, Article]
    """By slug, in the order of their numbers."""
    missing: tuple[Missing, ...]
    packs: Mapping[str, PackView]
    pages: Mapping[str, PlainPage]
    topics: Mapping[str, TopicView]
    facts: Mapping[str, FactView]
    terms: Mapping[str, TermView]
    """Sorted for a reader of this language."""
    references: tuple[Reference, ...]
    """The whole bibliography, numbered for the sources page."""
    timeline: tuple[EventView, ...]
    rates: tuple[RateView, ...]
    home: tuple[str, ...]
    """Slugs shown first."""
    standings: Mapping[str, TranslationStatus] = field(default_factory=dict)
    """How the translations stand to their originals, by slug: for the checks."""
    listed: Mapping[str, Article] = field(init=False, repr=False, compare=False)
    """The briefs that lists and feeds have: without those that are superseded or withdrawn."""

    def __post_init__(self) -> None:
        """Make the table: every page looks into it, so that one made for each would cost the square of the site."""
        listed = {slug: article for slug, article in self.articles.items() if article.is_listed}
        object.__setattr__(self, "listed", listed)

    @property
    def turning_points(self) -> tuple[EventView, ...]:
        """The few events that the front page shows."""
        return tuple(event for event in self.timeline if event.turning_point)
