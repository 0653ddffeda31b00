"""What uses what: the facts, terms, sources, events and topics that a text, a chart or another entry names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefgen.model.core.diagnostics import Span
from briefgen.model.core.document import Node
from briefgen.model.core.written import Written
from briefgen.model.written.briefs import Brief
from briefgen.model.written.charts import Chart
from briefgen.model.written.facts import Fact, SourceRefs
from briefgen.model.written.packs import Pack
from briefgen.model.written.site import Entry, Site
from briefgen.reading.markdown.extensions.attributes import CLAIM
from briefgen.resolving.ledger.wordings import facts_in, facts_in_front

_ROLES = {"fact": "fact", "term": "term", "cite": "source"}
_SCHEMES = frozenset({"fact", "term", "topic"})


@dataclass(frozen=True, slots=True)
class Use:
    """A place that names an entry."""

    entry: Entry
    span: Span | None


def uses_of_brief(brief: Brief) -> Iterator[Use]:
    """All that a brief names: in its texts, its data and its charts."""
    for text in brief.texts.values():
        yield from uses_of_text(text.body)
        yield from (Use(("fact", ident), span) for ident, span in facts_in_front(text))
    data = brief.data
    yield from _said(data)
    yield from (Use(("fact", it.fact), data.at("key_figures", at)) for at, it in enumerate(data.value.key_figures))
    later = data.value.since.facts if data.value.since else ()
    yield from (Use(("fact", it.fact), data.at("since", "facts", at)) for at, it in enumerate(later))
    yield from (Use(("topic", it), data.at("topics", at)) for at, it in enumerate(data.value.topics))
    for key, named in (("recommendations", data.value.recommendations), ("risks", data.value.risks)):
        for ident, part in named.items():
            yield from _sources(part.source, data.at(key, ident, "source"))
            if isinstance(due := getattr(part, "due", None), str):
                yield Use(("event", due), data.at(key, ident, "due"))
    for place, change in enumerate(data.value.changes):
        yield from (Use(("fact", it), data.at("changes", place, "affects", at)) for at, it in enumerate(change.affects))
    for chart in brief.charts.values():
        yield from _uses_of_chart(chart)
    for picture in brief.pictures.values():
        yield from _said(picture)


def uses_of_text(body: Node) -> Iterator[Use]:
    """All that a text names by a role, a citation or a link."""
    return iter(body.about(_uses_of_text))


def _uses_of_text(body: Node) -> tuple[Use, ...]:
    return tuple(_each_use(body))


def _each_use(body: Node) -> Iterator[Use]:
    for part in body.walk():
        if (kind := _ROLES.get(part.kind)) is not None:
            yield Use((kind, part.get("id")), part.span or body.span)
        elif part.get(CLAIM):
            yield Use(("fact", part.get(CLAIM)), part.span or body.span)
        elif part.kind == "link":
            scheme, _, rest = part.get("href").partition(":")
            if scheme in _SCHEMES:
                yield Use((scheme, rest.partition("#")[0]), part.span or body.span)


def _said(written: Written[Any]) -> Iterator[Use]:
    """The facts that wordings name."""
    yield from (Use(("fact", ident), span) for ident, span in facts_in(written))


def _uses_of_chart(chart: Written[Chart]) -> Iterator[Use]:
    yield from _said(chart)
    yield from _sources(chart.value.source, chart.at("source"))
    for position, row in enumerate(chart.value.data):
        for key, cell in row.items():
            place = chart.at("data", position, key)
            if key == "event":
                yield Use(("event", str(cell)), place)
            elif isinstance(cell, Mapping) and "fact" in cell:
                yield Use(("fact", str(cell["fact"])), place)


def uses_of_pack(pack: Written[Pack]) -> Iterator[Use]:
    """The key figures of a pack and what its wordings name: its briefs speak for themselves."""
    yield from _said(pack)
    named = enumerate(pack.value.key_figures)
    yield from (Use(("fact", it.fact), pack.at("key_figures", position)) for position, it in named)
    for position, it in enumerate(pack.value.findings):
        if it.fact is not None:
            yield Use(("fact", it.fact), pack.at("findings", position, "fact"))


def uses_of_settings(site: Site) -> Iterator[Use]:
    """The sources of the exchange rates, and what the wordings of the site name."""
    yield from _said(site.settings)
    for name, rate in site.settings.value.rates.items():
        yield from _sources(rate.source, site.settings.at("rates", name, "source"))


def uses_of_entry(entry: Entry, site: Site) -> Iterator[Use]:
    """What an entry leans on: a fact on its sources, its voice and what it is compared to, an event on its sources."""
    kind, ident = entry
    written = _kinds(site).get(kind, {}).get(ident)
    if written is not None:
        yield from _said(written)
    if kind == "fact" and ident in site.facts:
        yield from _uses_of_fact(site.facts[ident])
    elif kind == "event" and ident in site.timeline:
        yield from _sources(site.timeline[ident].value.source, site.timeline[ident].at("source"))


def _uses_of_fact(written: Written[Fact]) -> Iterator[Use]:
    fact = written.value
    yield from _sources(fact.source, written.at("source"))
    yield from _sources(fact.also, written.at("also"))
    yield Use(("term", fact.voice), written.at("voice"))
    if fact.compare is not None:
        yield Use(("fact", fact.compare.to), written.at("compare", "to"))


def _sources(refs: SourceRefs, span: Span) -> Iterator[Use]:
    yield from (Use(("source", ref.id), span) for ref in refs)


def entries_of(site: Site) -> dict[Entry, Written[Any] | None]:
    """Every entry that there is; a topic has no file of its own."""
    found: dict[Entry, Written[Any] | None] = {
        (kind, ident): written for kind, given in _kinds(site).items() for ident, written in given.items()
    }
    return found | {("topic", ident): None for ident in site.settings.value.topics}


def _kinds(site: Site) -> dict[str, Mapping[str, Written[Any]]]:
    return {"fact": site.facts, "term": site.glossary, "source": site.sources, "event": site.timeline}


def closure(uses: Iterable[Use], site: Site) -> dict[Entry, list[Use]]:
    """Every entry that is reached from ``uses``, with the places that name it."""
    known = entries_of(site)
    found: dict[Entry, list[Use]] = {}
    waiting = list(uses)
    while waiting:
        use = waiting.pop()
        if use.entry not in known:
            continue
        if use.entry not in found:
            waiting.extend(uses_of_entry(use.entry, site))
        found.setdefault(use.entry, []).append(use)
    return found
