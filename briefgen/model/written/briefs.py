"""A brief: what its YAML holds for all languages, and what each language's Markdown says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from briefgen.model.core.diagnostics import Span
from briefgen.model.core.document import Node
from briefgen.model.core.written import (
    Allowed,
    Lang,
    LocalText,
    MomentField,
    OldNames,
    Schema,
    Strings,
    Version,
    Written,
    one_or_many,
)
from briefgen.model.records.marks import Remarks, Signoffs, Stamps
from briefgen.model.records.versions import Kept
from briefgen.model.values.fields import DayField, day_or_event
from briefgen.model.values.quantities import Day
from briefgen.model.written.charts import Chart
from briefgen.model.written.facts import KeyFigures, SourceRefs, Strength
from briefgen.model.written.pictures import Picture
from briefgen.model.written.print_options import PressSheet, Profiles

FIRST_VERSION = "1.0"
"""What a brief is kept as that gives no version."""


class BriefStatus(StrEnum):
    """Where a brief stands."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Basis(StrEnum):
    """Whether a source says it (who should do what by when, what may go wrong), or we do."""

    SOURCE = "source"
    EDITORIAL = "editorial"


def _ids_of_owners(given: Any) -> Any:
    if isinstance(given, dict):
        raise ValueError("an owner is an id such as science-ministry; write its names below owners: in site.yaml")
    return one_or_many(given)


Owners = Annotated[Strings, BeforeValidator(_ids_of_owners)]
"""Ids of ``owners`` in ``site.yaml``; the first leads."""


class Decision(Schema):
    """What is to be decided, by whom, by when, and what that takes."""

    renamed: ClassVar = {"how": "ask", "cost": "needs", "success": "sign"}
    """Key that there was → the key that says the same."""

    title: LocalText | None = None
    """What is to be done in a few words, for its card."""
    ask: LocalText | None = None
    """What is to be decided or signed, as the editors put it."""
    owner: Owners = ()
    due: Annotated[Day | str | None, BeforeValidator(day_or_event)] = None
    """The day by which it is to be done, or the id of an event of that day."""
    needs: LocalText | None = None
    """What it takes: money, staff, an agreement, a law."""
    sign: LocalText | None = None
    """How one will see that it worked."""
    priority: Annotated[int, Field(ge=1)] | None = None
    """Its place among the first asks of a pack."""
    watch: bool = False
    """Whether it only watches, and asks nobody to decide."""


class Recommendation(Decision):
    """What a recommendation's texts share."""

    by: LocalText | None = None
    """Whose proposal it is, in the words of a heading: ``NARS``."""
    basis: Basis = Basis.EDITORIAL
    source: SourceRefs = ()


class Risk(Schema):
    """Something that may go wrong, as the brief's text names it, and what the brief sets against it."""

    text: LocalText
    answer: LocalText | None = None
    """What is to be done about it, where no recommendation of the brief says so."""
    recommendations: Strings = ()
    """Ids of the brief's recommendations that answer it."""
    likelihood: LocalText | None = None
    trigger: LocalText | None = None
    """What will show that it is coming true."""
    owner: Owners = ()
    """Who watches for it; the owners of the recommendations that answer it where none is named."""
    basis: Basis = Basis.EDITORIAL
    """Whether a source names the risk, or we see it."""
    source: SourceRefs = ()


class Person(Schema):
    """An author, reviewer or translator."""

    name: LocalText
    role: LocalText | None = None
    affiliation: LocalText | None = None
    email: str | None = None
    orcid: str | None = None


class ChangeKind(StrEnum):
    """New information, or something that was wrong."""

    UPDATE = "update"
    CORRECTION = "correction"


class ChangeLevel(StrEnum):
    """How much a change matters to who has read the text before."""

    MINOR = "minor"
    """The log alone tells of it: a slip of the pen, a link."""
    STANDARD = "standard"
    """The page says beside the version that there has been one; feeds carry it."""
    SIGNIFICANT = "significant"
    """The page and page 1 of the PDF say so before the text."""


class Change(Schema):
    """One entry of the change log."""

    date: DayField
    kind: ChangeKind = ChangeKind.UPDATE
    level: ChangeLevel = ChangeLevel.STANDARD
    version: Version | None = None
    """The version that it made."""
    text: LocalText
    affects: Strings = ()
    """What it touches: ids of facts, recommendations, charts, and ``#`` with the id of a block of the text."""
    was: LocalText | None = None
    """What was printed, word for word, where a wording is corrected."""
    now: LocalText | None = None
    """What stands in its place."""


class Since(Schema):
    """What has become known after the events of the brief."""

    as_of: DayField
    """Up to when it was looked for."""
    facts: KeyFigures


_NO_NUMBER = ("no", "none", "null", "false", "true", "yes")
"""What someone writes who has no number to give."""


class BriefData(Schema):
    """``briefs/<slug>/brief.yaml``."""

    number: str = Field(
        "",
        pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*$",
        description="letters A to Z, digits and hyphens",
    )
    """Empty for a brief without one: it is called by its title."""
    series: LocalText | None = None
    type: str = "brief"
    published: DayField | None = None
    """Not shown where nobody says."""
    updated: DayField | None = None
    version: Version = ""
    """Empty where none is given: then none is shown."""
    status: BriefStatus = BriefStatus.PUBLISHED
    embargo_until: MomentField | None = None
    """Until then readers are shown nothing of it."""
    was: OldNames = ()
    """Slugs that it had before: the addresses that they gave lead here."""
    superseded_by: str | None = None
    """Slug or number of the brief that stands in its place."""
    withdrawn_because: LocalText | None = None
    languages: Strings = ()
    """The languages it has; all of the site's when none is named."""
    original: Lang | None = None
    """The language it was written in; the site's first when none is named."""
    topics: Strings = ()
    keywords: LocalText | None = None
    authors: tuple[Person, ...] = ()
    reviewers: tuple[Person, ...] = ()
    evidence: Strength | None = None
    """How well it is supported; not shown where nobody says."""
    key_figures: KeyFigures = ()
    lead_chart: str | None = None
    """Id of the chart that stands before the text at full width."""
    since: Since | None = None
    recommendations: dict[str, Recommendation] = Field(default_factory=dict)
    risks: dict[str, Risk] = Field(default_factory=dict)
    related: Strings = ()
    allow: Allowed = Field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    profiles: Profiles = ()
    """Forms of the PDF besides the one for the screen."""
    print_: PressSheet = Field(default_factory=PressSheet, alias="print")
    break_: str = Field(default="eojeol", alias="break", pattern="^(eojeol|semi|syllable)$")

    @field_validator("number")
    @classmethod
    def _is_a_number(cls, given: str) -> str:
        if given.lower() in _NO_NUMBER:
            raise ValueError(f"“{given}” is not the number of a brief; leave the key out if the brief has none")
        return given

    @field_validator("updated")
    @classmethod
    def _is_not_before_it_was_published(cls, given: Day | None, info: ValidationInfo) -> Day | None:
        published = info.data.get("published")
        if given is not None and published is not None and given < published:
            raise ValueError(f"“updated” is before “published”, which is {published}")
        return given

    @property
    def edition(self) -> str:
        """The version that it is kept and compared as: the first where none is given."""
        return self.version or FIRST_VERSION

    @property
    def shown_facts(self) -> tuple[str, ...]:
        """Ids of the facts that are shown beside the text: key figures, and what has happened since."""
        later = self.since.facts if self.since else ()
        return tuple(figure.fact for figure in (*self.key_figures, *later))


class FrontMatter(Schema):
    """What stands between the two ``---`` lines at the head of ``<lang>.md``."""

    title: str
    short_title: str | None = None
    subtitle: str | None = None
    standfirst: str | None = None
    """One sentence under the title that says what happened and why it matters."""
    summary: str
    """For lists, feeds and search engines; the standfirst, where the author writes none."""
    message: str | None = None
    """What the brief says in one line, for the contents of a pack."""
    keywords: Strings = ()
    was: OldNames = ()
    """Names that its folder had before, in this language."""
    allow: Allowed = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _standfirst_is_a_summary(cls, given: Any) -> Any:
        if isinstance(given, dict) and "standfirst" in given and "summary" not in given:
            return given | {"summary": given["standfirst"]}
        return given

    def wordings(self) -> dict[str, str]:
        """Return what the author says in words, by key and in reading order."""
        keys = ("title", "short_title", "subtitle", "standfirst", "summary", "message")
        said = {name: getattr(self, name) for name in keys}
        if self.summary == self.standfirst:
            del said["summary"]
        return {name: words for name, words in said.items() if words}


@dataclass(frozen=True, slots=True)
class Text:
    """One language of a brief or page: its front matter and its body as a tree."""

    lang: Lang
    front: Written[FrontMatter]
    body: Node
    span: Span = field(compare=False)
    whole: bool = field(default=True, compare=False)
    """False when the file cannot be read, or a slip in its marks may hide what it has."""


@dataclass(frozen=True, slots=True)
class Brief:
    """One folder of ``briefs/``."""

    slug: str
    data: Written[BriefData]
    texts: Mapping[Lang, Text]
    charts: Mapping[str, Written[Chart]]
    """By id: the file name before ``.chart.yaml``."""
    images: Mapping[str, str]
    """File name as the Markdown writes it → path in the project."""
    stamps: Written[Stamps] | None = None
    """What its translations were made from; None for a brief that has never been stamped."""
    signoffs: Written[Signoffs] | None = None
    """Who has signed it; None for a brief that nobody has."""
    remarks: Written[Remarks] | None = None
    """What editors have said of it; None where nothing was kept."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The same of other files that a text may link to."""
    pictures: Mapping[str, Written[Picture]] = field(default_factory=dict)
    """What files beside its images say of them, by the file name of the image."""
    versions: Mapping[str, Kept] = field(default_factory=dict)
    """Versions of it that have been kept, the oldest first."""

    def entries(self) -> tuple[Written[Any], ...]:
        """Its files of YAML."""
        return (self.data, *self.charts.values(), *self.pictures.values())

    def original(self, site: tuple[Lang, ...]) -> Lang | None:
        """The language it was written in, of those it has a text in; ``site`` has the site's, the first first."""
        named = self.data.value.original
        wanted = (named, *site) if named else site
        return next((lang for lang in wanted if lang in self.texts), None)
