"""The risks that a brief names, in words, each with the recommendations that answer it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.written.briefs import Basis, Brief, Risk
from briefgen.resolving.edition.views import RecommendationView, RiskView
from briefgen.resolving.ledger.facts import placed_sources
from briefgen.resolving.site.scope import Scope, unknown, untranslated
from briefgen.resolving.text.recommendations import owner_words

_WORDINGS = ("text", "answer", "likelihood", "trigger")


def view_risks(brief: Brief, scope: Scope, settled: Sequence[RecommendationView]) -> tuple[RiskView, ...]:
    """The brief's risks in its order; ``settled`` are its recommendations with their numbers."""
    return tuple(_view(ident, risk, brief, scope, settled) for ident, risk in brief.data.value.risks.items())


def _view(ident: str, risk: Risk, brief: Brief, scope: Scope, settled: Sequence[RecommendationView]) -> RiskView:
    answers = tuple(it for it in settled if it.id in risk.recommendations)
    return RiskView(
        id=ident,
        briefs=(brief.data.value.number or brief.texts[scope.lang].front.value.title,),
        text=scope.text(risk.text),
        answer=scope.text(risk.answer),
        recommendations=answers,
        likelihood=scope.text(risk.likelihood),
        trigger=scope.text(risk.trigger),
        owner=owner_words(risk.owner, scope) or (answers[0].owner if answers else ""),
        editorial=risk.basis is Basis.EDITORIAL,
        sources=placed_sources(risk.source, scope),
    )


def consolidated(risks: Iterable[RiskView]) -> tuple[RiskView, ...]:
    """The register of several briefs: a risk that they word alike stands once, with all answers, sources and briefs."""
    found: dict[str, RiskView] = {}
    for risk in risks:
        found[risk.text] = _joined(found[risk.text], risk) if risk.text in found else risk
    return tuple(found.values())


def _joined(one: RiskView, other: RiskView) -> RiskView:
    recommendations = {it.anchor: it for it in (*one.recommendations, *other.recommendations)}
    return replace(
        one,
        briefs=tuple(dict.fromkeys((*one.briefs, *other.briefs))),
        answer=" ".join(dict.fromkeys(filter(None, (one.answer, other.answer)))),
        recommendations=tuple(recommendations.values()),
        likelihood=one.likelihood or other.likelihood,
        trigger=one.trigger or other.trigger,
        owner=one.owner or other.owner,
        editorial=one.editorial and other.editorial,
        sources=tuple(dict.fromkeys((*one.sources, *other.sources))),
    )


def risk_sources(brief: Brief, scope: Scope) -> list[str]:
    """The known sources that the risks name, each once."""
    named = dict.fromkeys(ref.id for risk in brief.data.value.risks.values() for ref in risk.source)
    return [ident for ident in named if ident in scope.site.sources]


def risk_problems(brief: Brief, scope: Scope) -> list[Diagnostic]:
    """Recommendations and sources that there are not, and wordings that this language lacks."""
    data, found = brief.data, list[Diagnostic]()
    for name, risk in data.value.risks.items():
        found.extend(
            unknown(
                "recommendation-is-known",
                "recommendation",
                ident,
                data.value.recommendations,
                data.at("risks", name, "recommendations", place),
            )
            for place, ident in enumerate(risk.recommendations)
            if ident not in data.value.recommendations
        )
        found.extend(
            unknown("source-is-known", "source", ref.id, scope.site.sources, data.at("risks", name, "source"))
            for ref in risk.source
            if ref.id not in scope.site.sources
        )
        for key in _WORDINGS:
            what = f"the {key} of risk “{name}”"
            found.extend(untranslated(getattr(risk, key), scope, what, data.at("risks", name, key)))
    return found
