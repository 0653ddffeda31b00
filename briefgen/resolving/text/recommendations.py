"""A recommendation as one edition words it: the text's words with what all languages share."""

from __future__ import annotations

from briefgen.language.words.dates import word_date
from briefgen.model.core.document import Node
from briefgen.model.profile.language import Language
from briefgen.model.values.parsing import parse_day
from briefgen.model.written.briefs import BriefData, Recommendation
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
        due=_due(scope.text(shared.due), scope.language),
        success=scope.text(shared.success),
        editorial=shared.basis == "editorial" and bool(shared.owner or shared.due),
        sources=placed_sources(shared.source, scope),
        code=_code(ident, host),
        title=scope.text(shared.title),
        how=scope.text(shared.how),
        cost=scope.text(shared.cost),
        by=scope.text(shared.by),
    )


def _due(words: str, language: Language) -> str:
    """A date such as 2026-06 as the language writes it; any other words as they are."""
    try:
        return word_date(parse_day(words), language)
    except ValueError:
        return words


def codes_of(data: BriefData) -> dict[str, str]:
    """Id → ``03-1`` for the first recommendation that brief.yaml of TS2025-03 declares; none without a number."""
    prefix = (data.number or "").rpartition("-")[2]
    return {ident: f"{prefix}-{at}" for at, ident in enumerate(data.recommendations, 1)} if prefix else {}


def _code(ident: str, host: Host) -> str:
    return codes_of(host.brief.data.value).get(ident, "") if host.brief is not None else ""
