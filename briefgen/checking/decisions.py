"""What is recommended can be decided: by whom, by which day, and on more than to go on watching."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefgen.checking.waivers import settled
from briefgen.model.core.diagnostics import Diagnostic, Span, error, warning
from briefgen.model.values.quantities import Day, Interval
from briefgen.model.written.briefs import Decision
from briefgen.model.written.shown import Shown
from briefgen.resolving.site.scope import unknown

_CODE = "recommendation-can-be-decided"
_WANTED = {
    "ask": "ask: {ko: …, en: …}",
    "owner": "owner: an id of owners: in site.yaml",
    "due": "due: a day such as 2026-12-31, or an event of timeline.yaml",
}
"""Key that a recommendation should have → how it is written."""


def recommendations_can_be_decided(site: Shown) -> Iterable[Diagnostic]:
    """Report owners and events that there are not, days that are past, and what nobody can decide."""
    own = [(it.data, name, told) for it in site.briefs.values() for name, told in it.data.value.recommendations.items()]
    for data, name, it in own:
        yield from _unknown(it.owner, data.at("recommendations", name, "owner"), site)
        yield from _wrong_day(it, data.value.published, data.at("recommendations", name, "due"), site)
        if missing := [key for key in _WANTED if not getattr(it, key)]:
            told = f"“{name}” has no {' and no '.join(f'“{key}”' for key in missing)}"
            hint = f"write {'; '.join(_WANTED[key] for key in missing)}"
            found = warning(_CODE, told, data.at("recommendations", name), hint)
            yield settled(replace(found, subject=("undecided",)), data.value.allow)
    for brief in site.briefs.values():
        for name, risk in brief.data.value.risks.items():
            yield from _unknown(risk.owner, brief.data.at("risks", name, "owner"), site)
    for pack in site.packs.values():
        for at, ask in enumerate(pack.value.proposals):
            yield from _unknown(ask.owner, pack.at("proposals", at, "owner"), site)
            yield from _wrong_day(ask, pack.value.published, pack.at("proposals", at, "due"), site)
    watching = [(data, name) for data, name, it in own if it.watch]
    for data, name in watching[len(own) // 3 :]:
        told = f"{len(watching)} of {len(own)} recommendations only watch, more than a third"
        place = data.at("recommendations", name, "watch")
        found = warning(_CODE, told, place, "say what is to be decided, without watch:")
        yield settled(replace(found, subject=("undecided",)), data.value.allow)


def _unknown(owners: Iterable[str], place: Span, site: Shown) -> Iterator[Diagnostic]:
    known = site.settings.value.owners
    yield from (unknown("owner-is-known", "owner", name, known, place) for name in owners if name not in known)


def _wrong_day(it: Decision, published: Day | None, place: Span, site: Shown) -> Iterator[Diagnostic]:
    """Report an event that there is not or that has no day, and a day before that of the brief or pack."""
    event = site.timeline.get(it.due) if isinstance(it.due, str) else None
    day = event.value.when if event else it.due
    day = day.start if isinstance(day, Interval) else day
    if isinstance(day, str) and ("event", day) not in site.held_entries:
        yield unknown("event-is-known", "event", day, site.timeline, place)
    elif isinstance(day, Day) and not day.day:
        yield error(_CODE, f"the event “{it.due}” has no day, only {day}", place, "give its day, or write a day here")
    elif isinstance(day, Day) and published and str(day) < str(published):
        yield error(_CODE, f"it is due on {day}, before it is published, on {published}", place, "give a day to come")
