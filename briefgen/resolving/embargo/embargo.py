"""What readers are not shown yet: drafts, texts in review, what is under embargo, and what only these use.

The site that goes on from here does not have it at all, so that no later stage can let a word of it through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from itertools import chain
from typing import TypeVar

from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, error, warning
from briefgen.model.core.document import Node
from briefgen.model.core.written import Lang, Written
from briefgen.model.values.instants import moment_words
from briefgen.model.written.briefs import Brief, BriefStatus, Text
from briefgen.model.written.packs import Pack
from briefgen.model.written.shown import HeldBrief, Shown
from briefgen.model.written.site import Entry, Site
from briefgen.resolving.embargo.references_between import (
    Use,
    closure,
    entries_of,
    uses_of_brief,
    uses_of_entry,
    uses_of_pack,
    uses_of_settings,
    uses_of_text,
)
from briefgen.resolving.ledger.wordings import facts_in_front, filled

V = TypeVar("V")

_UNFINISHED = (BriefStatus.DRAFT, BriefStatus.REVIEW)
_NOT_QUOTED: dict[str, object] = {"affects": (), "was": None, "now": None}
"""A change of a brief that has been withdrawn quotes nothing of its text."""
_LETTER = "[A-Za-z]"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The ends of embargoes: those that have passed, and those that are to come, in order; and what has no time yet."""

    passed: tuple[datetime, ...] = ()
    waiting: tuple[datetime, ...] = ()
    """One for each brief and pack that waits."""
    later: tuple[datetime, ...] = ()
    """Of all that waits, entries too."""
    unfinished: tuple[str, ...] = ()
    """The briefs that are drafts or in review, each with which of the two: ``trade (draft)``."""


def calendar(site: Site, now: datetime) -> Calendar:
    """Every embargo of the site as it was written."""
    data = [brief.data.value for brief in site.briefs.values() if not _is_unfinished(brief)]
    documents = [it.embargo_until for it in data] + [pack.value.embargo_until for pack in site.packs.values()]
    entries = [it.value.embargo_until for it in entries_of(site).values() if it is not None]
    ends = sorted(end for end in (*documents, *entries) if end is not None)
    return Calendar(
        passed=tuple(end for end in ends if end <= now),
        waiting=tuple(sorted(end for end in documents if end is not None and end > now)),
        later=tuple(end for end in ends if end > now),
        unfinished=tuple(_with_status(brief) for brief in site.briefs.values() if _is_unfinished(brief)),
    )


def shown_at(site: Site, now: datetime, *, preview: bool = False) -> Outcome[Shown]:
    """``site`` as readers may see it at ``now``; a ``preview`` has all of it, and knows what readers have not.

    A fact that is not known stays visible by its name in the wording that names it, and is reported.
    """
    report = Report()
    everything = _with_held(site, now)
    left = everything if preview else report.take(_public(everything, site, now))
    return Outcome(report.take(filled(left)), report.sorted())


def is_whole(shown: Shown, site: Site) -> bool:
    """Tell whether readers are shown all of ``site``."""
    held = not shown.preview and (shown.held or shown.held_entries)
    return not held and shown.packs.keys() == site.packs.keys()


def _with_held(site: Site, now: datetime) -> Shown:
    """All of ``site``, with what readers are not shown at ``now``, and which briefs these are."""
    held = {slug: _held(brief, now) for slug, brief in site.briefs.items() if _is_held(brief, now)}
    emptied = {slug: _emptied(brief) if _is_withdrawn(brief) else brief for slug, brief in site.briefs.items()}
    parts = {part.name: getattr(site, part.name) for part in fields(Site)}
    return Shown(**(parts | {"briefs": emptied}), held=held, preview=True)


def _public(everything: Shown, site: Site, now: datetime) -> Outcome[Shown]:
    """``everything`` without what is held at ``now``."""
    held = everything.held
    emptied = {slug: _not_yet_superseded(brief, held) for slug, brief in everything.briefs.items()}
    whole = replace(everything, briefs=emptied, preview=False)
    packs, problems = _packs(whole, now)
    barred = {entry for entry, it in entries_of(site).items() if it and _is_to_come(it.value.embargo_until, now)}
    if not held and not barred and not any(map(_is_withdrawn, site.briefs.values())):
        return Outcome(replace(whole, packs=packs), tuple(problems))
    public = closure(_public_uses(whole, packs), site)
    gone = _held_entries(site, held, public, barred)
    return Outcome(
        _without(replace(whole, briefs=_left(emptied, held), packs=packs), gone),
        (*problems, *_used_too_early(site, public, barred)),
    )


def _is_unfinished(brief: Brief) -> bool:
    return brief.data.value.status in _UNFINISHED


def _with_status(brief: Brief) -> str:
    return f"{brief.slug} ({'draft' if brief.data.value.status is BriefStatus.DRAFT else 'in review'})"


def _is_held(brief: Brief, now: datetime) -> bool:
    return _is_unfinished(brief) or _is_to_come(brief.data.value.embargo_until, now)


def _is_to_come(until: datetime | None, now: datetime) -> bool:
    return until is not None and until > now


def _held(brief: Brief, now: datetime) -> HeldBrief:
    data = brief.data.value
    waits = not _is_unfinished(brief) and _is_to_come(data.embargo_until, now)
    until = data.embargo_until if waits else None
    return HeldBrief(brief.slug, data.number, data.status, until)


def _is_withdrawn(brief: Brief) -> bool:
    return brief.data.value.status is BriefStatus.WITHDRAWN


def _emptied(brief: Brief) -> Brief:
    """A brief that has been withdrawn: what it is called, and why it is gone."""
    data = brief.data.value
    cleared: dict[str, object] = {
        "key_figures": (),
        "lead_chart": None,
        "since": None,
        "recommendations": {},
        "risks": {},
        "related": (),
        "profiles": (),
        "keywords": None,
        "changes": tuple(change.model_copy(update=_NOT_QUOTED) for change in data.changes),
    }
    texts = {lang: _withheld(text, lang, brief) for lang, text in brief.texts.items()}
    return replace(
        brief,
        data=replace(brief.data, value=data.model_copy(update=cleared)),
        texts=texts,
        charts={},
        images={},
        pictures={},
        versions={},
    )


def _withheld(text: Text, lang: Lang, brief: Brief) -> Text:
    reason = brief.data.value.withdrawn_because
    summary = reason.best(lang) if reason else ""
    front = text.front.value.model_copy(update={"summary": summary, "standfirst": None, "keywords": ()})
    return replace(text, front=replace(text.front, value=front), body=Node("document", span=text.body.span))


def _not_yet_superseded(brief: Brief, held: Mapping[str, HeldBrief]) -> Brief:
    """A brief whose successor is under embargo holds until that ends: to say otherwise would tell of it."""
    data = brief.data.value
    names = {name for it in held.values() if it.until is not None for name in (it.slug, it.number)}
    if data.status is not BriefStatus.SUPERSEDED or data.superseded_by not in names:
        return brief
    holds = data.model_copy(update={"status": BriefStatus.PUBLISHED, "superseded_by": None})
    return replace(brief, data=replace(brief.data, value=holds))


# Packs


def _packs(site: Shown, now: datetime) -> tuple[dict[str, Written[Pack]], list[Diagnostic]]:
    """The packs that readers may see: not under embargo, and with a brief in them that is not held."""
    names = {**{held.number: slug for slug, held in site.held.items()}, **{slug: slug for slug in site.held}}
    packs: dict[str, Written[Pack]] = {}
    problems: list[Diagnostic] = []
    for ident, written in site.packs.items():
        if _is_to_come(written.value.embargo_until, now):
            continue
        if all(name in names for name in written.value.briefs):
            message = f"no brief of the pack “{ident}” is published yet: the pack is left out"
            problems.append(warning("brief-is-published", message, written.at("briefs"), _when(site, names, written)))
        else:
            packs[ident] = written
    return packs, problems


def _when(site: Shown, names: Mapping[str, str], pack: Written[Pack]) -> str:
    ends = [site.held[names[name]].until for name in pack.value.briefs]
    until = max((end for end in ends if end is not None), default=None)
    if until is None:
        return "it is made as soon as one of them is published"
    return f"give the pack its own embargo_until: {moment_words(until)}"


# What only hidden briefs use


def _public_uses(site: Shown, packs: Mapping[str, Written[Pack]]) -> Iterator[Use]:
    """All that published texts name. The key figures of a pack that waits for a brief do not make a fact public."""
    public = [brief for slug, brief in site.briefs.items() if slug not in site.held and not _is_withdrawn(brief)]
    yield from chain.from_iterable(uses_of_brief(brief) for brief in public)
    gone = [brief.data for slug, brief in site.briefs.items() if slug not in site.held and _is_withdrawn(brief)]
    yield from (Use(("topic", ident), data.span) for data in gone for ident in data.value.topics)
    for text in (text for texts in site.pages.values() for text in texts.values()):
        yield from uses_of_text(text.body)
        yield from (Use(("fact", ident), span) for ident, span in facts_in_front(text))
    numbers = {held.number for held in site.held.values()}
    whole = [it for it in packs.values() if not any(name in site.held or name in numbers for name in it.value.briefs)]
    yield from chain.from_iterable(uses_of_pack(pack) for pack in whole)
    yield from uses_of_settings(site)
    yield from _named_terms(site, public)


def _named_terms(site: Site, public: list[Brief]) -> Iterator[Use]:
    """Terms that a published text says by name, without a role: that they are in the glossary tells nothing new."""
    said: dict[Lang, list[str]] = {}
    for texts in (*(brief.texts for brief in public), *site.pages.values()):
        for lang, text in texts.items():
            said.setdefault(lang, []).append(text.body.plain())
    whole = {lang: "\n".join(texts) for lang, texts in said.items()}
    for ident, written in site.glossary.items():
        for lang, forms in written.value.names.items():
            name = re.escape(forms.short)
            if re.search(f"(?<!{_LETTER}){name}(?!{_LETTER})", whole.get(lang, "")):
                yield Use(("term", ident), written.span)


def _held_entries(
    site: Site, held: Mapping[str, HeldBrief], public: Mapping[Entry, object], barred: set[Entry]
) -> frozenset[Entry]:
    """What readers must not find: used by hidden briefs alone, under embargo itself, or leaning on such an entry.

    An entry that nothing uses is the author's own to show, unless it would tell of what is held back. What a
    published text uses although it is under embargo stays in: it is an error, told at its place.
    """
    hidden = [brief for slug, brief in site.briefs.items() if slug in held or _is_withdrawn(brief)]
    secret = closure(chain.from_iterable(uses_of_brief(brief) for brief in hidden), site)
    gone = {entry for entry in (*secret, *barred) if entry not in public}
    idle = [entry for entry in entries_of(site) if entry not in public and entry not in gone]
    while leaning := [entry for entry in idle if any(use.entry in gone for use in uses_of_entry(entry, site))]:
        gone.update(leaning)
        idle = [entry for entry in idle if entry not in gone]
    return frozenset(gone)


def _used_too_early(site: Site, public: Mapping[Entry, list[Use]], barred: set[Entry]) -> Iterator[Diagnostic]:
    entries = entries_of(site)
    for entry in sorted(barred & public.keys()):
        kind, ident = entry
        written = entries[entry]
        until = moment_words(written.value.embargo_until) if written else ""
        message = f"the {kind} “{ident}” is under embargo until {until}, but what is published uses it"
        hint = "remove it until then, or put the text that uses it under the same embargo"
        places = dict.fromkeys(use.span for use in public[entry])
        yield from (error("use-is-published", message, place, hint) for place in places)


def _left(given: Mapping[str, V], gone: Mapping[str, object]) -> dict[str, V]:
    return {key: value for key, value in given.items() if key not in gone}


def _without(site: Shown, gone: frozenset[Entry]) -> Shown:
    def left(kind: str, given: Mapping[str, V]) -> dict[str, V]:
        return {ident: value for ident, value in given.items() if (kind, ident) not in gone}

    settings = site.settings.value.model_copy(update={"topics": left("topic", site.settings.value.topics)})
    return replace(
        site,
        settings=replace(site.settings, value=settings),
        facts=left("fact", site.facts),
        glossary=left("term", site.glossary),
        sources=left("source", site.sources),
        timeline=left("event", site.timeline),
        held_entries=gone,
    )
