"""A briefing pack: which briefs, for whom, in what order."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from briefgen.model.core.written import (
    Allowed,
    ImageName,
    LocalText,
    MomentField,
    OldNames,
    Schema,
    Strings,
    one_or_many,
)
from briefgen.model.values.fields import DayField
from briefgen.model.written.briefs import Decision
from briefgen.model.written.facts import KeyFigures
from briefgen.model.written.print_options import PressSheet, Profiles


class PackPart(StrEnum):
    """A part of a pack's PDF that the site has too, so that a short pack may do without it.

    What may go wrong, what is in doubt and the sources stand in every pack; so do the recommendations, in the summary.
    """

    TIMELINE = "timeline"
    NAMES = "who-is-who"
    GLOSSARY = "glossary"
    EVIDENCE = "evidence"


class Opening(StrEnum):
    """The page on which a brief begins in the PDF of a pack."""

    RECTO = "recto"
    """A right-hand page; a page before it may stay blank."""
    NEXT_PAGE = "next-page"


class Colour(StrEnum):
    """The colour of a pack: its band, numbers, headings and the first tone of its charts."""

    PINE = "pine"
    INDIGO = "indigo"
    PLUM = "plum"
    RUSSET = "russet"


class Question(Schema):
    """A question that may come up in the meeting that the pack is for, with its answer, or one to put there."""

    text: LocalText
    answer: LocalText | None = None
    brief: str | None = None


class Finding(Schema):
    """What a pack has found: a message, and the figure that carries it."""

    message: LocalText
    fact: str | None = None
    brief: str | None = None
    """Slug or number of the brief that shows it."""


class Proposal(Decision):
    """What a pack asks for: recommendations of its briefs as one, in the words of the first where it has none. The
    number of one recommendation alone stands for it.
    """

    merges: Annotated[Strings, Field(min_length=1)]
    """Numbers of the recommendations that it stands for: ``03-1``."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, given: Any) -> Any:
        return {"merges": given} if isinstance(given, str) else given


class MotifKind(StrEnum):
    """What the picture on the cover of a pack is made of."""

    SQUARES = "squares"
    """A hundred squares, of which each fact has its share."""
    COINS = "coins"
    """One coin for the smallest amount, as many as it takes for the others."""
    STROKES = "strokes"
    BARS = "bars"


class Motif(Schema):
    """A picture of a pack's own facts, for its cover."""

    kind: MotifKind
    facts: Annotated[KeyFigures, Field(min_length=1, max_length=5)]
    """The last carries the message."""
    caption: LocalText | None = None
    """What is shown, with its year and source."""


class Pack(Schema):
    """``packs/<id>.yaml``."""

    title: LocalText
    subtitle: LocalText | None = None
    summary: LocalText
    audience: LocalText | None = None
    purpose: LocalText | None = None
    occasion: LocalText | None = None
    """The meeting that it is for, with its day, on the cover."""
    colour: Colour = Colour.PINE
    motif: Motif | None = None
    logo: ImageName | None = None
    """An image beside the file of the pack, for its cover; that of the publisher, when there is none."""
    published: DayField
    was: OldNames = ()
    """Ids that it had before: the addresses that they gave lead here."""
    embargo_until: MomentField | None = None
    """Until then readers are shown nothing of it."""
    allow: Allowed = Field(default_factory=dict)
    version: str = "1.0"
    languages: Strings = ()
    """Empty: all languages of the site."""
    briefs: Annotated[Strings, Field(min_length=1)]
    key_figures: KeyFigures = ()
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    proposals: Annotated[tuple[Proposal, ...], BeforeValidator(one_or_many), Field(max_length=6)] = ()
    """What it asks for, or the numbers of recommendations; empty: every recommendation of its briefs."""
    profiles: Profiles = ()
    """Forms of the PDF besides the one for the screen."""
    print_: PressSheet = Field(default_factory=PressSheet, alias="print")
    leave_out: Annotated[tuple[PackPart, ...], BeforeValidator(one_or_many)] = ()
    """Parts that its PDFs do without. Its page on the web has all that it had."""
    briefs_open_on: Opening = Opening.RECTO
    """The facing edition opens every brief on a spread all the same."""
    notes_pages: Annotated[int, Field(ge=0, le=8)] = 0
    """Ruled pages for the reader's own notes, before the back cover."""
    max_pages: int | None = None
    """Pages that its PDF may have; more is an error."""

    @property
    def shown_facts(self) -> tuple[str, ...]:
        """Ids of the facts that it shows beside its briefs: key figures, those of its findings and of its motif."""
        found = (it.fact for it in self.findings if it.fact is not None)
        drawn = self.motif.facts if self.motif else ()
        return (*(figure.fact for figure in self.key_figures), *found, *(figure.fact for figure in drawn))
