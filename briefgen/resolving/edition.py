"""One language of the site with everything settled: what templates, checks and feeds see.

All text here is in the edition's language and plain (not HTML) unless the name says ``html`` or the
type is ``Node``. Paths are output paths from the root of the site, e.g. ``ko/briefs/trade.html``; a
template turns them into links with ``url(path)``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.model.briefs import BriefData
from briefgen.model.diagnostics import Span
from briefgen.model.document import Node
from briefgen.model.facts import Status, Strength
from briefgen.model.glossary import TermKind
from briefgen.model.packs import Pack
from briefgen.model.profiles import Profile
from briefgen.model.quantities import Day, Interval, Value
from briefgen.model.written import Lang
from briefgen.resolving.translation.standing import Standing as TranslationStanding


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a chart's data: ``words`` for people, ``number`` for drawing, ``fact`` it came from."""

    words: str
    number: float | str | None = None
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart in one language, ready to draw: a closed value, all words and numbers in it.

    ``spec`` is complete Vega-Lite (data inside, no theme); ``columns`` are the shown columns of the
    data table as (key, label); ``rows`` map every key to its cell.
    """

    id: str
    lang: Lang
    title: str
    subtitle: str
    alt: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Mapping[str, Cell], ...]
    spec: Mapping[str, object]
    note: str = ""
    source_ids: tuple[str, ...] = ()
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a brief, for its table of contents."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A figure or a table with its number in the brief."""

    id: str
    kind: str
    """``figure`` or ``table``."""
    number: int
    label: str
    """``그림 1``, ``Figure 1``."""
    title: str
    drawing: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its number, its id and its blocks."""

    number: int
    id: str
    body: Node


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the list of References, formatted in the edition's language."""

    number: int
    id: str
    """Id of the source."""
    anchor: str
    html: str
    url: str
    note: str = ""
    cited: bool = True
    """False when only the ledger names it."""


@dataclass(frozen=True, slots=True)
class FactUse:
    """One place where a fact's value is written."""

    fact: str
    form: str
    words: str
    slug: str
    brief_number: str
    brief_title: str
    path: str
    anchor: str


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact in one language."""

    id: str
    path: str
    """The ledger page; ``anchor`` is the fact's id on it."""
    anchor: str
    label: str
    words: str
    """The value in words, or the statement."""
    value: Value | None
    statement: str
    period: str
    period_iso: str
    """As an ISO date or interval; empty when the fact speaks of no time."""
    change: str
    """``10% 증가``, ``up 10%``; empty without a comparison."""
    compared_to: str
    """Label of the fact it is compared to."""
    converted: tuple[str, ...]
    """At the site's declared rate."""
    stated: tuple[str, ...]
    """In another unit, as the source itself states it."""
    checked: str
    """Day on which it was checked; empty when not given."""
    sources: tuple[tuple[str, str], ...]
    """(source id, place in it)."""
    also: tuple[tuple[str, str], ...]
    voice: str
    status: Status
    strength: Strength
    note: str
    doubt: str
    uses: tuple[FactUse, ...] = ()


@dataclass(frozen=True, slots=True)
class TermView:
    """A term in one language."""

    id: str
    kind: TermKind
    short: str
    full: str
    reading: str
    scripts: tuple[tuple[str, str], ...]
    """(BCP 47 tag, form)."""
    others: tuple[tuple[Lang, str], ...]
    """The short form in the site's other languages."""
    definition: str
    note: str
    confirmed: bool
    """False: the spelling of the name, or the title, could not be confirmed."""
    sort_key: str
    path: str
    anchor: str


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """A recommendation as one edition words it."""

    id: str
    number: int
    slug: str
    brief_number: str
    brief_title: str
    anchor: str
    text: Node
    owner: str
    due: str
    success: str
    editorial: bool
    """True when owner and time are our proposal and no source names them."""
    sources: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """The text in plain words, without notes and citations: for lists in which it is named again."""
        return " ".join(self.text.said().split())

    @property
    def again(self) -> Node:
        """The text for where it is named again: its numbers still lead to the ledger."""
        return self.text.again()

    @property
    def behind(self) -> Node:
        """What is said of the text where it is older than its original, without the text."""
        marked = (part for part in self.text.walk() if part.get("stale") or part.get("untranslated"))
        marks = tuple(part.with_children(()).with_attrs(tight="true") for part in marked if part.kind == "paragraph")
        return Node("document", children=marks)


@dataclass(frozen=True, slots=True)
class RiskView:
    """A risk that a brief names."""

    id: str
    briefs: tuple[str, ...]
    """Numbers of the briefs that name it: several in a pack, where they word it alike."""
    text: str
    answer: str
    recommendations: tuple[RecommendationView, ...]
    """Those that answer it."""
    likelihood: str
    """Empty where nobody says it; so is ``effect``."""
    effect: str
    editorial: bool
    """True when no source names the risk: it is our judgement."""
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """An event of the timeline."""

    id: str
    when: Day | Interval
    when_words: str
    label: str
    text: str
    sources: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """An author or reviewer."""

    name: str
    role: str
    affiliation: str
    email: str
    orcid: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """An entry of the change log."""

    date: str
    iso: str
    kind: str
    level: str
    text: str


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in a language: ``path`` is None when there is no such translation."""

    lang: Lang
    name: str
    """The language's own name: 한국어, English."""
    path: str | None
    title: str = ""
    """Of the page in that language, where pages have titles of their own."""


@dataclass(frozen=True, slots=True)
class TranslationView:
    """How a brief in a language that it was not written in stands to its original."""

    original: Lang
    original_name: str
    """In the language of the edition: Korean, 한국어."""
    path: str
    """Of the original's page."""
    stale: int = 0
    """Parts that are older than the original."""
    missing: int = 0
    """Parts of the original that are not translated."""


@dataclass(frozen=True, slots=True)
class PdfView:
    """One form of a document as PDF."""

    profile: Profile
    path: str
    languages: tuple[Lang, ...]
    """Of its text: one, or the two that face each other."""
    booklet: bool = False
    """Whether it is the form ``print`` imposed on sheets to fold, which is made from the PDF of that form."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a brief stands, when a reader has to be told."""

    kind: str
    """``draft``, ``review``, ``embargo`` (in a preview alone), ``superseded`` or ``withdrawn``."""
    until: str = ""
    """End of its embargo in words, with the offset."""
    until_iso: str = ""
    reason: str = ""
    """Why it was withdrawn."""
    successor: str = ""
    """Title of the brief that stands in its place."""
    successor_path: str = ""
    copy: str = ""
    """Which numbered copy it is, and whose."""


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
    published_iso: str
    updated: str
    updated_iso: str
    version: str
    evidence: Strength
    body: Node
    headings: tuple[Heading, ...]
    numbered: tuple[Numbered, ...]
    notes: tuple[Note, ...]
    references: tuple[Reference, ...]
    key_figures: tuple[FactView, ...]
    facts: tuple[FactView, ...]
    """Facts whose value is written in the brief, in the order of first use."""
    uses: tuple[FactUse, ...]
    terms: tuple[TermView, ...]
    recommendations: tuple[RecommendationView, ...]
    risks: tuple[RiskView, ...]
    changes: tuple[ChangeView, ...]
    related: tuple[str, ...]
    path: str
    """The page, e.g. ``ko/briefs/<slug>.html``."""
    pdf_path: str
    """Of the form for the screen."""
    pdfs: tuple[PdfView, ...]
    """Every form, the one for the screen first."""
    data: BriefData
    alternates: tuple[Alternate, ...]
    break_rule: str = "eojeol"
    translation: TranslationView | None = None
    """None for the original, and for a translation that has never been stamped."""
    standing: Standing | None = None
    """None for a brief that is published and holds."""

    @property
    def is_listed(self) -> bool:
        """Whether lists, packs and feeds have it: not when it is superseded or withdrawn."""
        return self.standing is None or self.standing.kind not in ("superseded", "withdrawn")

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
    path: str
    alternates: tuple[Alternate, ...]


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
    questions: tuple[tuple[str, str], ...]
    """(question, slug of the brief or empty)."""
    recommendations: tuple[RecommendationView, ...]
    risks: tuple[RiskView, ...]
    facts: tuple[FactView, ...]
    terms: tuple[TermView, ...]
    names: tuple[TermView, ...]
    """People and organisations that its texts and its timeline name, people first."""
    references: tuple[Reference, ...]
    events: tuple[EventView, ...]
    max_pages: int | None
    path: str
    pdf_path: str
    """Of the form for the screen."""
    pdfs: tuple[PdfView, ...]
    """Every form, the one for the screen first."""
    data: Pack
    alternates: tuple[Alternate, ...]
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class TopicView:
    """A subject and its briefs, by slug."""

    id: str
    name: str
    description: str
    slugs: tuple[str, ...]
    path: str
    alternates: tuple[Alternate, ...]


@dataclass(frozen=True, slots=True)
class RateView:
    """A declared exchange rate in words."""

    pair: str
    words: str
    date: str
    sources: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class SiteView:
    """What the whole site shows in this language."""

    title: str
    tagline: str
    description: str
    publisher: str
    publisher_url: str
    email: str
    disclaimer: str
    licence: str
    base_url: str
    pdf: str
    """``ua-1`` or ``ua-2``: what the PDFs conform to."""
    updated: str
    updated_iso: str
    preview: bool = False
    """Whether pages are shown that readers may not see yet."""


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
    standings: Mapping[str, TranslationStanding] = field(default_factory=dict)
    """How the translations stand to their originals, by slug: for the checks."""

    @property
    def listed(self) -> dict[str, Article]:
        """The briefs that lists and feeds have: without those that are superseded or withdrawn."""
        return {slug: article for slug, article in self.articles.items() if article.is_listed}
