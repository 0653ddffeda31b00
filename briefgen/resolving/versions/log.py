"""The change log in words: what each change touches, and where it is told at length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefgen.language.words.values import word_date
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.output import addresses
from briefgen.model.written.briefs import Brief, Change
from briefgen.resolving.edition.views import AffectedView, ChangeView
from briefgen.resolving.ledger.facts import view_fact
from briefgen.resolving.site.scope import Scope, unknown, untranslated
from briefgen.resolving.text.settling_state import Settled

_CODE = "change-affects-what-is-there"


@dataclass(frozen=True, slots=True)
class Affectable:
    """What a change of a brief may touch, by the name that the author gives it."""

    known: Mapping[str, AffectedView]
    scope: Scope

    def get(self, name: str) -> AffectedView | None:
        """What ``name`` stands for: something of the brief, or a fact of the ledger."""
        if name in self.known or name not in self.scope.site.facts:
            return self.known.get(name)
        fact = view_fact(name, self.scope)
        return AffectedView("fact", fact.label, fact.path, fact.anchor)

    def names(self) -> Iterator[str]:
        """All of them."""
        yield from self.known
        yield from self.scope.site.facts


def affectable(brief: Brief, settled: Settled, scope: Scope, prefix: str = "") -> Affectable:
    """What the text of a brief has, ``settled`` with a ``prefix`` before its ids; empty for a brief without changes."""
    if not brief.data.value.changes:
        return Affectable({}, scope)
    path = addresses.brief(scope.lang, brief.slug)
    found: dict[str, AffectedView] = {}

    def add(name: str, kind: str, words: str, anchor: str) -> None:
        found.setdefault(name, AffectedView(kind, words, path, anchor))

    for item in settled.recommendations:
        add(item.id, "recommendation", str(item.number), item.anchor.removeprefix(prefix))
    for heading in settled.headings:
        anchor = heading.id.removeprefix(prefix)
        add(f"#{anchor}", "heading", heading.text, anchor)
    for it in settled.numbered:
        anchor = it.id.removeprefix(prefix)
        add(f"#{anchor}", it.kind, it.label, anchor)
        if it.drawing is not None:
            add(it.drawing.id, it.kind, it.label, anchor)
    for part in settled.body.walk():
        if part.get("number") and part.get("anchor"):
            anchor = part.get("anchor").removeprefix(prefix)
            add(f"#{anchor}", "paragraph", part.get("number"), anchor)
        if part.get("id") and part.get("loose"):
            anchor = part.get("id").removeprefix(prefix)
            add(f"#{anchor}", "paragraph", part.get("number"), anchor)
    return Affectable(found, scope)


def view_changes(brief: Brief, scope: Scope, there: Affectable) -> tuple[ChangeView, ...]:
    """The change log in the author's order."""
    path = addresses.changes(scope.lang, brief.slug)
    seen: dict[str, int] = {}
    found: list[ChangeView] = []
    for change in brief.data.value.changes:
        day = str(change.date)
        seen[day] = seen.get(day, 0) + 1
        anchor = f"change-{day}" + (f"-{seen[day]}" if seen[day] > 1 else "")
        found.append(_view(change, scope, there, path, anchor))
    return tuple(found)


def _view(change: Change, scope: Scope, there: Affectable, path: str, anchor: str) -> ChangeView:
    return ChangeView(
        date=word_date(change.date, scope.language),
        iso=str(change.date),
        kind=change.kind,
        level=change.level,
        text=scope.text(change.text),
        version=change.version or "",
        was=(change.was and change.was.get(scope.lang)) or "",
        now=(change.now and change.now.get(scope.lang)) or "",
        affects=tuple(it for name in change.affects if (it := there.get(name)) is not None),
        path=path,
        anchor=anchor,
    )


def log_problems(brief: Brief, scope: Scope, there: Affectable) -> Iterator[Diagnostic]:
    """What a change says it touches and the brief has not; a text that a language lacks."""
    for place, change in enumerate(brief.data.value.changes):
        what = f"what changed in the brief “{brief.slug}” on {change.date}"
        yield from untranslated(change.text, scope, what, brief.data.at("changes", place, "text"))
        for position, name in enumerate(change.affects):
            if there.get(name) is None and ("fact", name) not in scope.site.held_entries:
                span = brief.data.at("changes", place, "affects", position)
                what = "block with the id" if name.startswith("#") else "fact, recommendation or chart"
                yield unknown(_CODE, what, name, there.names(), span)
