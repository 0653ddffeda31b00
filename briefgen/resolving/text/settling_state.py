"""What settling a text needs and gives: whose text it is, what counts through it, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.language.korean.particles import Running
from briefgen.model.core.diagnostics import Diagnostic, Outcome
from briefgen.model.core.document import Node
from briefgen.model.written.briefs import Brief
from briefgen.resolving.edition.views import FactUse, Heading, Note, Numbered, RecommendationView


@dataclass(slots=True)
class Numbering:
    """What counts through an edition of a brief or a pack."""

    counted: dict[str, int] = field(default_factory=dict)
    """How many figures and tables there have been, by kind."""
    notes: int = 0
    sources: dict[str, int] = field(default_factory=dict)
    """Source id → number, in the order of first citation."""
    terms_seen: set[str] = field(default_factory=set)
    given: Mapping[str, int] = field(default_factory=dict)
    """The numbers that sources have in the language of the site that comes first: they have them in every one."""

    def next(self, kind: str) -> int:
        """The next number of a figure or a table."""
        self.counted[kind] = number = self.counted.get(kind, 0) + 1
        return number

    def cite(self, ident: str) -> int:
        """The number of a source, given at its first citation."""
        if ident not in self.sources:
            last = max((*self.given.values(), *self.sources.values()), default=0)
            self.sources[ident] = self.given.get(ident, last + 1)
        return self.sources[ident]

    def go_on_from(self, other: Numbering) -> None:
        """Count on from where ``other`` has stopped."""
        self.counted, self.notes = other.counted, other.notes
        self.sources, self.terms_seen = other.sources, other.terms_seen


@dataclass(frozen=True, slots=True)
class Host:
    """The text being settled: whose it is and where it stands.

    ``prefix`` is put before every id, so that several texts can share one page; ``pack`` holds the
    slugs of the briefs that stand on the same page, with the prefix of each.
    """

    slug: str
    number: str
    title: str
    path: str
    brief: Brief | None = None
    prefix: str = ""
    pack: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class CurrentBlock:
    """The text block being settled: what a particle would follow, which sources it cites and its facts have."""

    running: Running
    cited: set[str] = field(default_factory=set)
    owed: list[str] = field(default_factory=list)
    """Sources of the facts written here, in their order: a cell of a table names those that it has yet to name."""

    def put_in(self, words: Outcome[str]) -> None:
        """The words of a fact or a term; what stands for one that is unknown has no last sound."""
        if words.diagnostics:
            self.running.lose()
        else:
            self.running.put_in(words.value)


@dataclass(slots=True)
class Settled:
    """What settling one text gives."""

    body: Node
    headings: list[Heading] = field(default_factory=list)
    numbered: list[Numbered] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    uses: list[FactUse] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    recommendations: list[RecommendationView] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
