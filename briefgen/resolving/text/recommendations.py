"""A recommendation as one edition words it: the text's words with what all languages share."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.language.words.dates import word_date
from briefgen.model.core.document import Node
from briefgen.model.values.quantities import Day, Interval
from briefgen.model.written.briefs import BriefData, Recommendation
from briefgen.resolving.edition.views import RecommendationView
from briefgen.resolving.ledger.facts import placed_sources
from briefgen.resolving.site.scope import Scope
from briefgen.resolving.text.settling_state import Host


def recommendation_view(
    ident: str, shared: Recommendation, number: int, anchor: str, text: Node, host: Host, scope: Scope
) -> RecommendationView:
    """``shared`` as brief.yaml declares it, ``text`` as the brief words it, under ``number`` at ``anchor``."""
    due_iso, due = due_words(shared.due, scope)
    return RecommendationView(
        id=ident,
        number=number,
        slug=host.slug,
        brief_number=host.number,
        brief_title=host.title,
        anchor=anchor,
        text=text,
        owner=owner_words(shared.owner, scope),
        due=due,
        due_iso=due_iso,
        sign=scope.text(shared.sign),
        editorial=shared.basis == "editorial" and bool(shared.owner or shared.due),
        sources=placed_sources(shared.source, scope),
        code=_code(ident, host),
        title=scope.text(shared.title),
        ask=scope.text(shared.ask),
        needs=scope.text(shared.needs),
        by=scope.text(shared.by),
        priority=shared.priority,
        watch=shared.watch,
    )


def owner_words(owners: Sequence[str], scope: Scope) -> str:
    """The names of owners as one line begins; those that site.yaml does not have are left out."""
    known = scope.site.settings.value.owners
    words = ", ".join(scope.text(known[it]) for it in owners if it in known)
    return words[:1].upper() + words[1:]


def due_words(due: Day | str | None, scope: Scope) -> tuple[str, str]:
    """A day, or that on which an event begins, to sort by and as the language words it."""
    event = scope.site.timeline.get(due) if isinstance(due, str) else None
    day = event.value.when if event else due
    day = day.start if isinstance(day, Interval) else day
    return (str(day), word_date(day, scope.language)) if isinstance(day, Day) else ("", "")


def codes_of(data: BriefData) -> dict[str, str]:
    """Id → ``03-1`` for the first recommendation that brief.yaml of TS2025-03 declares; none without a number."""
    prefix = (data.number or "").rpartition("-")[2]
    return {ident: f"{prefix}-{at}" for at, ident in enumerate(data.recommendations, 1)} if prefix else {}


def _code(ident: str, host: Host) -> str:
    return codes_of(host.brief.data.value).get(ident, "") if host.brief is not None else ""
