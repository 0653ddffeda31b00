"""A recommendation as one edition words it: the text's words with what all languages share."""

from __future__ import annotations

from briefgen.model.core.document import Node
from briefgen.model.written.briefs import Recommendation
from briefgen.resolving.edition.views import RecommendationView
from briefgen.resolving.ledger.facts import placed_sources
from briefgen.resolving.site.scope import Scope
from briefgen.resolving.text.settling_state import Host


def recommendation_view(
    ident: str, shared: Recommendation, number: int, anchor: str, text: Node, host: Host, scope: Scope
) -> RecommendationView:
    """``shared`` as brief.yaml declares it, ``text`` as the brief words it, under ``number`` at ``anchor``."""
    return RecommendationView(
        id=ident,
        number=number,
        slug=host.slug,
        brief_number=host.number,
        brief_title=host.title,
        anchor=anchor,
        text=text,
        owner=scope.text(shared.owner),
        due=scope.text(shared.due),
        success=scope.text(shared.success),
        editorial=shared.basis == "editorial" and bool(shared.owner or shared.due),
        sources=placed_sources(shared.source, scope),
        code=_code(ident, host),
        title=scope.text(shared.title),
        how=scope.text(shared.how),
        cost=scope.text(shared.cost),
        by=scope.text(shared.by),
    )


def _code(ident: str, host: Host) -> str:
    """``03-1`` for the first recommendation that brief.yaml of TS2025-03 declares."""
    if host.brief is None or not (number := host.brief.data.value.number):
        return ""
    declared = list(host.brief.data.value.recommendations)
    return f"{number.rpartition('-')[2]}-{declared.index(ident) + 1}" if ident in declared else ""
