"""The site as readers may see it: without what is held back, and with the words of facts in every wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from briefgen.model.core.diagnostics import Span
from briefgen.model.core.written import Lang
from briefgen.model.written.briefs import BriefStatus
from briefgen.model.written.site import Entry, Site


@dataclass(frozen=True, slots=True)
class HeldBrief:
    """A brief that readers are not shown yet: what it is called by, and why."""

    slug: str
    number: str
    status: BriefStatus
    until: datetime | None = None
    """The end of its embargo, while that is to come."""


@dataclass(frozen=True, slots=True)
class NamedFact:
    """A fact that a wording or a title names."""

    fact: str
    form: str
    words: str
    lang: Lang
    slug: str
    """Of the brief whose files say it; empty for what stands above briefs."""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Site):
    """A site as readers may see it at one time; only ``resolving.site.embargo.shown_at`` makes one.

    What is held back is left out, but for a preview, and each wording and title has words where it names a fact.
    """

    held: Mapping[str, HeldBrief] = field(default_factory=dict)
    """Briefs that readers are not shown yet, by slug; in a preview they stand among ``briefs`` all the same."""
    held_entries: frozenset[Entry] = frozenset()
    """What only such briefs use, and what is under an embargo of its own."""
    said: tuple[NamedFact, ...] = ()
    """The facts that wordings and titles name."""
    written: Site | None = None
    """The same before its wordings had the words of facts; None where they are as they were written."""
    preview: bool = False
    """Whether what readers are not shown yet is shown."""

    numbers: Mapping[str, str] = field(init=False, repr=False, compare=False)
    """The number of each brief, by its slug."""
    slugs: Mapping[str, str] = field(init=False, repr=False, compare=False)
    """The slug of each brief, by its slug and by its number."""
    names: frozenset[str] = field(init=False, repr=False, compare=False)
    """What a brief may be called by, its slug or its number; one that is not published yet is not an unknown one."""
    written_in: Mapping[str, tuple[Lang, ...]] = field(init=False, repr=False, compare=False)
    """The languages of each brief, by its slug."""
    said_in: Mapping[str, tuple[NamedFact, ...]] = field(init=False, repr=False, compare=False)
    """What is ``said``, by the path of the file."""

    def __post_init__(self) -> None:
        """Make the tables: every text looks into them, so that one made for each would cost the square of the site."""
        numbers = {slug: brief.data.value.number for slug, brief in self.briefs.items()}
        slugs = {slug: slug for slug in numbers} | {number: slug for slug, number in numbers.items() if number}
        held = [name for it in self.held.values() for name in (it.slug, it.number) if name]
        said: dict[str, list[NamedFact]] = {}
        for it in self.said:
            said.setdefault(it.span.path, []).append(it)
        for name, made in {
            "numbers": numbers,
            "slugs": slugs,
            "names": frozenset((*slugs, *held)),
            "written_in": {slug: tuple(brief.texts) for slug, brief in self.briefs.items()},
            "said_in": {path: tuple(facts) for path, facts in said.items()},
        }.items():
            object.__setattr__(self, name, made)

    @property
    def as_written(self) -> Site:
        """The same with its wordings as their authors wrote them: a value that changes makes no translation older."""
        return self.written or self
