"""The parts of an edition: what a brief, a pack or a page shows of facts, terms, people, events and itself.

Text is in the edition's language and plain (not HTML) unless the name says ``html`` or the type is ``Node``; paths are
output paths from the root of the site.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from markupsafe import Markup

from briefgen.model.core.diagnostics import Span
from briefgen.model.core.document import BLOCK_KINDS, Node, words
from briefgen.model.core.written import Lang
from briefgen.model.values.pdf_forms import Profile
from briefgen.model.values.quantities import Day, Interval, Value
from briefgen.model.written.facts import Status, Strength
from briefgen.model.written.glossary import TermKind


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
    data table as (key, label); ``rows`` map every key to its cell. ``narrow`` is the specification for
    a narrow drawing, where the author gives one.
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
    narrow: Mapping[str, object] | None = None
    spec_span: Span | None = field(default=None, compare=False)
    """Of its specification, which the words of the engine are about."""


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
    place: str = "across"
    """``beside`` where it stands in a column beside the text of its section."""
    is_named: bool = True
    """Whether the text refers to it by its number."""


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
    html: Markup
    url: str
    note: str = ""
    cited: bool = True
    """False when only the ledger names it."""
    kind: str = ""
    """``official``, ``research``, ``press`` or ``other``, by the CSL type of its source."""
    name: str = ""
    """A short name of the source, for a line below a chart."""
    short: str = ""
    """What it is called in a few words: ``아시아경제 2025. 4.``"""


@dataclass(frozen=True, slots=True)
class FactUse:
    """One place where a fact is shown or led to."""

    fact: str
    form: str
    words: str
    slug: str
    """Of the brief, pack or page; id of the fact that is compared to it."""
    brief_number: str
    """Empty where it is not a brief."""
    brief_title: str
    """Title of the brief, pack or page, or label of the fact."""
    path: str
    anchor: str
    what: str = "text"
    """``text``, ``chart``, ``key-figure``, ``link``, ``wording``, or ``comparison``: another fact is measured by it."""


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
    compared_as: str
    """The value of that fact, and its time."""
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
    about: str = ""
    """What it is measured against, in a line below it among key figures."""
    base_sources: tuple[tuple[str, str], ...] = ()
    """Sources of what it is measured against among key figures, without its own."""


@dataclass(frozen=True, slots=True)
class SinceView:
    """What has become known after the events of a brief."""

    as_of: str
    as_of_iso: str
    facts: tuple[FactView, ...]


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


def _in_line(part: Node) -> Iterator[Node]:
    """Yield what stands in the lines of a text, with a space after each block."""
    if part.kind == "document" or part.kind in BLOCK_KINDS:
        for child in part.children:
            yield from _in_line(child)
        yield words(" ")
    elif part.kind != "image":
        yield part


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
    """Names of its owners, the first in front."""
    due: str
    due_iso: str
    """The same to sort by; empty where no day is known."""
    sign: str
    editorial: bool
    """True when owner and time are our proposal and no source names them."""
    sources: tuple[tuple[str, str], ...] = ()
    code: str = ""
    """``03-1``: the same in the brief and in every pack."""
    title: str = ""
    ask: str = ""
    """What is to be decided or signed, as the editors put it."""
    needs: str = ""
    by: str = ""
    """Whose proposal it is; empty where no one is named."""
    priority: int | None = None
    watch: bool = False
    """True where it only watches."""
    merges: tuple[RecommendationView, ...] = ()
    """Of a pack: the recommendations of its briefs that it stands for."""

    @property
    def origins(self) -> tuple[RecommendationView, ...]:
        """The recommendations that it stands for: itself, unless it is one of a pack."""
        return self.merges or (self,)

    @property
    def words(self) -> str:
        """The text in plain words, without notes and citations: for lists in which it is named again."""
        return " ".join(self.text.said().split())

    @property
    def again(self) -> Node:
        """The text for where it is named again: its numbers still lead to the ledger."""
        return self.text.again()

    @property
    def line(self) -> Node:
        """The same in one line, for the cell of a table: its links still lead where they lead."""
        return Node("document", children=tuple(_in_line(self.text.again())))

    @property
    def behind(self) -> Node:
        """What is said of the text where it is older than its original, without the text."""
        marked = (part for part in self.text.walk() if part.get("stale") or part.get("untranslated"))
        marks = tuple(part.with_children(()).with_attrs(tight="true") for part in marked if part.kind == "paragraph")
        return Node("document", children=marks)


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question of a pack, with its answer where the author gives one."""

    text: str
    slug: str
    """Of the brief that it comes from; empty where none is named."""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding of a pack."""

    message: str
    fact: FactView | None
    slug: str
    """Of the brief that shows it; empty where none is named."""


@dataclass(frozen=True, slots=True)
class LogoView:
    """An image that stands for who publishes a pack, on its cover."""

    path: str
    """In the project."""
    span: Span = field(compare=False)
    """Where it is named."""


@dataclass(frozen=True, slots=True)
class MotifPart:
    """A fact in the picture on the cover of a pack."""

    fact: FactView
    """With the words that it has there."""
    amount: Decimal


@dataclass(frozen=True, slots=True)
class MotifView:
    """The picture on the cover of a pack."""

    kind: str
    caption: str
    parts: tuple[MotifPart, ...]
    """The last carries the message."""


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
    """Empty where nobody says it; so is ``trigger``."""
    trigger: str
    owner: str
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
    turning_point: bool = False
    gap: str = ""
    """Of a turning point: the time from it to the next one, in words; empty for the last."""

    @property
    def year(self) -> int:
        """In which it began."""
        return (self.when.start if isinstance(self.when, Interval) else self.when).year


@dataclass(frozen=True, slots=True)
class PersonView:
    """An author or reviewer."""

    name: str
    role: str
    affiliation: str
    email: str
    orcid: str


@dataclass(frozen=True, slots=True)
class AffectedView:
    """What a change touches, and where it stands."""

    kind: str
    """``fact``, ``recommendation``, ``figure``, ``table``, ``heading`` or ``paragraph``."""
    words: str
    """Label of the fact, heading, ``Figure 1``, the number of a paragraph or recommendation."""
    path: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """An entry of the change log."""

    date: str
    iso: str
    kind: str
    level: str
    text: str
    version: str = ""
    """The version that it made; empty where that is not said."""
    was: str = ""
    """What was printed, where a wording is corrected; ``now`` is what stands in its place."""
    now: str = ""
    affects: tuple[AffectedView, ...] = ()
    path: str = ""
    """The page that says what has changed; ``anchor`` is the entry's id on it."""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class PackName:
    """A pack that a brief is in: its title, and the path of its page."""

    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in a language: ``path`` is None when there is no such translation."""

    lang: Lang
    name: str
    """The language's own name: 한국어, English."""
    path: str | None
    title: str = ""
    """Of the page in that language, where pages have titles of their own."""
    called: str = ""
    """The language in the words of this edition: Korean."""


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
class PublicationStatus:
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
