"""The ledger from the side of its author: what there is, what it says, where it is used, and where it is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefgen.model.core.diagnostics import Span
from briefgen.model.core.written import Lang
from briefgen.model.written.shown import Shown
from briefgen.reading.markdown.extensions.attributes import CLAIM
from briefgen.resolving.edition.edition import Edition
from briefgen.resolving.edition.views import FactView

_WIDEST = 48
"""Places of a terminal that the words of a fact take in a list."""


@dataclass(frozen=True, slots=True)
class FactMention:
    """Where a fact is named: the file and line, and as what."""

    span: Span
    what: str
    lang: Lang = ""

    def as_data(self) -> dict[str, object]:
        """As JSON has it."""
        return {"path": self.span.path, "line": self.span.line, "column": self.span.column, "as": self.what}


Places = Mapping[str, tuple[FactMention, ...]]
"""By the id of the fact, in the order of files and lines."""


def places_of(site: Shown) -> Places:
    """Every place of the sources that names a fact."""
    found: dict[str, list[FactMention]] = {ident: [] for ident in site.facts}
    for ident, place in _named(site):
        if ident in found:
            found[ident].append(place)
    return {ident: tuple(sorted(places, key=lambda it: it.span)) for ident, places in found.items()}


def _named(site: Shown) -> Iterator[tuple[str, FactMention]]:
    for brief in site.briefs.values():
        texts = list(brief.texts.values())
        for at, figure in enumerate(brief.data.value.key_figures):
            yield figure.fact, FactMention(brief.data.at("key_figures", at), "key figure")
        for at, figure in enumerate(brief.data.value.since.facts if brief.data.value.since else ()):
            yield figure.fact, FactMention(brief.data.at("since", "facts", at), "what has happened since")
        for chart in brief.charts.values():
            yield from _in_data(chart.value.data, chart, ("data",))
        for text in texts:
            yield from _in_text(text.body, text.lang)
    for page in site.pages.values():
        for text in page.values():
            yield from _in_text(text.body, text.lang)
    for said in site.said:
        yield said.fact, FactMention(said.span, "wording", said.lang)
    for pack in site.packs.values():
        for at, figure in enumerate(pack.value.key_figures):
            yield figure.fact, FactMention(pack.at("key_figures", at), "key figure")
        for at, finding in enumerate(pack.value.findings):
            if finding.fact is not None:
                yield finding.fact, FactMention(pack.at("findings", at, "fact"), "finding")
    for ident, fact in site.facts.items():
        if fact.value.compare is not None:
            yield fact.value.compare.to, FactMention(fact.at("compare", "to"), f"what {ident} is compared to")


def _in_text(body: Any, lang: Lang) -> Iterator[tuple[str, FactMention]]:
    for part in body.walk():
        if part.kind == "fact" and part.span is not None:
            form = f"#{part.get('form')}" if part.get("form") else ""
            yield part.get("id"), FactMention(part.span, f"text{form}", lang)
        elif part.get(CLAIM) and part.span is not None:
            yield part.get(CLAIM), FactMention(part.span, CLAIM, lang)
        elif part.kind == "link" and part.get("href").startswith("fact:"):
            yield part.get("href").removeprefix("fact:"), FactMention(part.span or body.span, "link", lang)


def _in_data(rows: Any, chart: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str, FactMention]]:
    for at, row in enumerate(rows):
        for key, cell in row.items():
            if isinstance(cell, Mapping) and (ident := cell.get("fact")) is not None:
                yield ident, FactMention(chart.at(*path, at, key, "fact"), "chart")


# What is shown


def listed(edition: Edition, places: Places) -> str:
    """Every fact with its value, its status and how often it is used."""
    rows = [
        (
            view.id,
            _short(view.words or view.statement),
            view.status.value,
            view.strength.value,
            str(len(places[view.id])),
        )
        for view in edition.facts.values()
    ]
    return _table(("fact", "what it says", "status", "strength", "used"), rows)


def shown(ident: str, editions: Mapping[Lang, Edition], places: Places) -> str:
    """All that is known of a fact, in every language, and where it is used."""
    lines = [ident]
    for lang, edition in editions.items():
        view = edition.facts[ident]
        lines += ["", f"  {lang}: {view.label}: {view.words or view.statement}"]
        lines += [f"      {name}: {said}" for name, said in _told(view) if said]
    lines += ["", *_where_lines(ident, places)]
    return "\n".join(lines) + "\n"


def _told(view: FactView) -> Iterator[tuple[str, str]]:
    yield "period", view.period
    yield "change", f"{view.change} ({view.compared_to})" if view.change else ""
    yield "converted", "; ".join(view.converted)
    yield "stated as well", "; ".join(view.stated)
    yield "source", "; ".join(_cited(view.sources))
    yield "also", "; ".join(_cited(view.also))
    yield "who says it", view.voice
    yield "status", f"{view.status.value}, {view.strength.value}"
    yield "checked", view.checked
    yield "note", view.note
    yield "doubt", view.doubt


def _cited(sources: Sequence[tuple[str, str]]) -> list[str]:
    return [f"{ident}, {place}" if place else ident for ident, place in sources]


def where(ident: str, places: Places) -> str:
    """Every place that names a fact."""
    return "\n".join(_where_lines(ident, places)) + "\n"


def _where_lines(ident: str, places: Places) -> list[str]:
    if not places[ident]:
        return ["used nowhere"]
    return [f"{place.span}: {place.what}" for place in places[ident]]


def unused(site: Shown, places: Places) -> tuple[str, ...]:
    """The facts that nothing names and that give no reason for it, each with the place where it is declared."""
    rest = (ident for ident, found in places.items() if not found and not site.facts[ident].value.unused)
    return tuple(f"{site.facts[ident].span}: {ident}" for ident in rest)


def meant_unused(site: Shown, places: Places) -> tuple[str, ...]:
    """The facts that nothing names for a reason that they give, each with its place and the reason."""
    facts = {ident: site.facts[ident] for ident, found in places.items() if not found}
    return tuple(f"{it.span}: {ident}: {it.value.unused}" for ident, it in facts.items() if it.value.unused)


def as_data(ident: str, editions: Mapping[Lang, Edition], places: Places) -> dict[str, object]:
    """One fact for a program."""
    first = next(iter(editions.values())).facts[ident]
    return {
        "id": ident,
        "words": {lang: edition.facts[ident].words for lang, edition in editions.items()},
        "labels": {lang: edition.facts[ident].label for lang, edition in editions.items()},
        "status": first.status.value,
        "strength": first.strength.value,
        "sources": [{"id": source, "place": place} for source, place in first.sources],
        "also": [{"id": source, "place": place} for source, place in first.also],
        "checked": first.checked,
        "places": [place.as_data() for place in places[ident]],
    }


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Columns as wide as their widest entry on a terminal, on which a Korean letter takes two places."""
    every = [head, *rows]
    widths = [max(_cells(row[column]) for row in every) for column in range(len(head))]
    lines = ("  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)) for row in every)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _padded(words: str, width: int) -> str:
    return words + " " * (width - _cells(words))


def _short(words: str) -> str:
    """As much as a column takes; ``show`` has the whole."""
    at = next((at for at in range(len(words)) if _cells(words[: at + 1]) > _WIDEST), len(words))
    return words if at == len(words) else words[:at].rstrip() + "…"


def _cells(words: str) -> int:
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)
