"""Everything as its authors wrote it: what ``load`` hands on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefgen.model.core.diagnostics import Span
from briefgen.model.core.written import Lang, Written
from briefgen.model.profile.language import Language
from briefgen.model.records.links import LinkRecord
from briefgen.model.records.marks import Signoffs
from briefgen.model.written.briefs import Brief, Text
from briefgen.model.written.facts import Fact
from briefgen.model.written.glossary import Term
from briefgen.model.written.packs import Pack
from briefgen.model.written.settings import Settings
from briefgen.model.written.sources import Source
from briefgen.model.written.timeline import Event

Entry = tuple[str, str]
"""What a text may use, by kind (``fact``, ``term``, ``source``, ``event``, ``topic``) and id."""


@dataclass(frozen=True, slots=True)
class Site:
    """All of ``content/``, each part by its id, in the order the author wrote it."""

    settings: Written[Settings]
    sources: Mapping[str, Written[Source]] = field(default_factory=dict)
    facts: Mapping[str, Written[Fact]] = field(default_factory=dict)
    glossary: Mapping[str, Written[Term]] = field(default_factory=dict)
    timeline: Mapping[str, Written[Event]] = field(default_factory=dict)
    briefs: Mapping[str, Brief] = field(default_factory=dict)
    packs: Mapping[str, Written[Pack]] = field(default_factory=dict)
    pack_signoffs: Mapping[str, Written[Signoffs]] = field(default_factory=dict)
    """Who has signed a pack, by its id."""
    pages: Mapping[str, Mapping[Lang, Text]] = field(default_factory=dict)
    links: Mapping[str, Written[LinkRecord]] = field(default_factory=dict)
    """What external addresses gave when they were asked, by address."""
    profiles: Mapping[Lang, Language] = field(default_factory=dict)
    """What makes each language of the site."""
    sheets: Mapping[str, str] = field(default_factory=dict)
    """The spreadsheets that facts take their values from: path in the project → SHA-256."""
    unread: frozenset[str] = frozenset()
    """Files of YAML that are not there or cannot be read whole: what they hold is not known."""

    @property
    def logos(self) -> dict[str, Span]:
        """Path of each image that a pack or the publisher names as a logo → where it is named."""
        named = [(f"content/packs/{it.value.logo}", it.at("logo")) for it in self.packs.values() if it.value.logo]
        if logo := self.settings.value.publisher.logo:
            named.append((f"content/{logo}", self.settings.at("publisher", "logo")))
        return dict(reversed(named))

    def shared_entries(self) -> Iterator[Written[Any]]:
        """Every file and entry of YAML that belongs to no brief."""
        yield self.settings
        for group in (self.sources, self.facts, self.glossary, self.timeline, self.packs):
            yield from group.values()

    def entries(self) -> Iterator[Written[Any]]:
        """Every file and entry of YAML."""
        yield from self.shared_entries()
        for brief in self.briefs.values():
            yield from brief.entries()

    def slug_of(self, name: str) -> str | None:
        """The slug of the brief called ``name``, by slug or number; None where there is none."""
        numbered = (slug for slug, brief in self.briefs.items() if name and brief.data.value.number == name)
        return name if name in self.briefs else next(numbered, None)

    def texts_in(self, lang: Lang) -> list[Text]:
        """The texts of briefs and pages in a language."""
        groups = (*(brief.texts for brief in self.briefs.values()), *self.pages.values())
        return [texts[lang] for texts in groups if lang in texts]

    def texts(self) -> list[Text]:
        """The texts of briefs and pages in every language."""
        return [text for lang in self.languages for text in self.texts_in(lang)]

    @property
    def languages(self) -> tuple[Lang, ...]:
        """The languages of the site; the first is the original."""
        return self.settings.value.languages
