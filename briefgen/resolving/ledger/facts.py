"""Facts in words: the value in each form an author can ask for, and the ledger's own view."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from briefgen.language.words.precision import can_change, change_in_percent, change_in_points, span_of
from briefgen.language.words.units import unit_problems
from briefgen.language.words.values import convert, word, word_change, word_date, word_place
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Span, error, warning
from briefgen.model.core.written import Written
from briefgen.model.output import addresses
from briefgen.model.values.quantities import PERCENT, Day, Quantity, Value
from briefgen.model.written.facts import Comparison, Fact, KeyFigure, SourceRefs
from briefgen.resolving.edition.edition import RateView
from briefgen.resolving.edition.views import FactUse, FactView
from briefgen.resolving.site.scope import Scope, suggestion, unknown, untranslated


def _words_full(fact: Fact, scope: Scope) -> Outcome[str]:
    return _value_words(fact.value, scope, "full")


def _words_long(fact: Fact, scope: Scope) -> Outcome[str]:
    """A date as running text has it; any other value in full."""
    return _value_words(fact.value, scope, "long" if isinstance(fact.value, Day) else "full")


def _words_short(fact: Fact, scope: Scope) -> Outcome[str]:
    return _value_words(fact.value, scope, "short")


def _words_bare(fact: Fact, scope: Scope) -> Outcome[str]:
    return _value_words(fact.value, scope, "bare")


def _words_spelled(fact: Fact, scope: Scope) -> Outcome[str]:
    """*four fields* where the language spells small numbers out; any other value in full."""
    return _value_words(fact.value, scope, "spelled")


def _words_label(fact: Fact, scope: Scope) -> Outcome[str]:
    return Outcome(scope.text(fact.label))


def _words_statement(fact: Fact, scope: Scope) -> Outcome[str]:
    return Outcome(scope.text(fact.statement))


def _words_period(fact: Fact, scope: Scope) -> Outcome[str]:
    return Outcome(word_date(fact.period, scope.language) if fact.period is not None else "")


def _words_change(fact: Fact, scope: Scope) -> Outcome[str]:
    change = change_of(fact, scope)
    return word_change(change, scope.language, scope.units) if change is not None else Outcome("")


def _words_converted(fact: Fact, scope: Scope) -> Outcome[str]:
    amount = converted(fact, scope)
    return _value_words(amount, scope, "full") if amount is not None else Outcome("")


def _words_both(fact: Fact, scope: Scope) -> Outcome[str]:
    report = Report()
    own = report.take(_words_full(fact, scope))
    other = report.take(_words_converted(fact, scope))
    return Outcome(scope.language.bracketed(own, other) if other else own, report.sorted())


FORMS: Mapping[str, Callable[[Fact, Scope], Outcome[str]]] = {
    "": _words_full,
    "full": _words_full,
    "long": _words_long,
    "short": _words_short,
    "bare": _words_bare,
    "spelled": _words_spelled,
    "label": _words_label,
    "statement": _words_statement,
    "period": _words_period,
    "change": _words_change,
    "converted": _words_converted,
    "both": _words_both,
}
"""Every form that needs no declaration; a form declared in the ledger comes first."""

_CURRENCY = re.compile(r"[A-Z]{3}")
_FACT = "{fact}`"
_NEEDS: Mapping[str, str] = {
    "statement": "statement",
    "period": "period",
    "change": "compare",
    "converted": "value",
    "both": "value",
    "full": "value",
    "long": "value",
    "short": "value",
    "bare": "value",
    "spelled": "value",
    "": "value",
}


def fact_words(ident: str, form: str, scope: Scope, span: Span | None) -> Outcome[str]:
    """A fact's words in the form asked for; what is unknown is marked in the text and reported.

    A unit that nothing declares is not a problem of the text: ``ledger_problems`` tells it where it is written.
    What a fact lacks that could not be read whole is none either: reading has told why.
    """
    written = scope.site.facts.get(ident)
    if written is None:
        return Outcome(f"[{ident}?]", (unknown("fact-is-known", "fact", ident, scope.site.facts, span),))
    fact = written.value
    if form in fact.forms:
        return Outcome(_value_words(fact.forms[form], scope, "full").value)
    if form not in FORMS or _lacks(fact, form):
        problem = _without_form(ident, fact, form, span)
        return Outcome(f"[{ident}#{form}?]" if form else f"[{ident}?]", (problem,) if written.whole else ())
    words = FORMS[form](fact, scope).value
    if form in ("converted", "both") and converted(fact, scope) is None:
        hint = _rate_hint(fact, scope)
        problem = error("rate-is-declared", f"no exchange rate is declared for “{ident}”", span, hint)
        return Outcome(f"[{ident}#{form}?]", (problem,))
    if form == "change" and fact.compare and change_of(fact, scope) is None:
        message = f"the fact “{ident}” has no change that can be computed from “{fact.compare.to}”"
        hint = "both need a value in one unit, the earlier not zero: add stated: to compare:, or leave the change out"
        known = scope.site.facts.get(fact.compare.to)
        problem = error("fact-form-is-known", message, span, hint)
        return Outcome(f"[{ident}#{form}?]", (problem,) if written.whole and known and known.whole else ())
    return Outcome(words)


def _rate_hint(fact: Fact, scope: Scope) -> str:
    """The rate as it would stand in ``site.yaml``, into a currency that the site has a rate of already."""
    unit = fact.value.unit if isinstance(fact.value, Quantity) else ""
    if not _CURRENCY.fullmatch(unit):
        return "only an amount of money is converted: use another form"
    known = [currency for pair in scope.site.settings.value.rates for currency in reversed(pair.split("/"))]
    into = next((currency for currency in [*known, "KRW", "USD"] if currency != unit), "")
    form = f"{unit}/{into}: {{rate: … {into}, date: 2025-04-11, source: …}}"
    return f"add it to rates: in site.yaml, e.g. {form}"


def _lacks(fact: Fact, form: str) -> bool:
    """Tell whether the fact has nothing that ``form`` could word."""
    needed = _NEEDS.get(form)
    return needed is not None and getattr(fact, needed) is None


def _without_form(ident: str, fact: Fact, form: str, span: Span | None) -> Diagnostic:
    code = "fact-form-is-known"
    if form not in FORMS:
        known = sorted({*fact.forms, *(name for name in FORMS if name and not _lacks(fact, name))})
        hint = f"{suggestion(form, known) or ''} the forms are: {', '.join(known)}".strip()
        return error(code, f"the fact “{ident}” has no form “{form}”", span, hint)
    needed = _NEEDS[form]
    if needed == "value":
        return error(code, f"the fact “{ident}” is a statement and has no value", span, f"write {ident}#statement")
    asked = f"which its form “{form}” needs"
    return error(code, f"the fact “{ident}” has no `{needed}:`, {asked}", span, f"give the fact a `{needed}:`")


def _value_words(value: Value | None, scope: Scope, style: str) -> Outcome[str]:
    return Outcome("") if value is None else word(value, scope.language, scope.units, style=style)


def converted(fact: Fact, scope: Scope) -> Quantity | None:
    """The amount at the first declared rate from its unit, or None."""
    if not isinstance(fact.value, Quantity):
        return None
    for pair, rate in scope.site.settings.value.rates.items():
        base, _, _target = pair.partition("/")
        if base == fact.value.unit:
            return convert(fact.value, rate.rate)
    return None


def change_of(fact: Fact, scope: Scope) -> Quantity | None:
    """The change against the fact it is compared to: as stated, else computed from the two.

    Two percentages are compared in percentage points, everything else in percent.
    """
    if fact.compare is None:
        return None
    if fact.compare.stated is not None:
        return fact.compare.stated
    earlier = scope.site.facts.get(fact.compare.to)
    if earlier is None:
        return None
    return computed_change(fact.value, earlier.value.value)


def computed_change(now: Value | None, before: Value | None) -> Quantity | None:
    """``(now − before) / before`` in percent, as precise as the two are; None when they cannot be compared."""
    if not isinstance(now, Quantity) or not isinstance(before, Quantity) or now.unit != before.unit:
        return None
    if now.unit == PERCENT:
        return change_in_points(now, before)
    return change_in_percent(now, before) if before.value else None


def change_words(fact: Fact, scope: Scope) -> str:
    """The change against the fact it is compared to; empty without one."""
    return _words_change(fact, scope).value


def placed_sources(refs: SourceRefs, scope: Scope) -> tuple[tuple[str, str], ...]:
    """(source id, place in words) for each reference."""
    return tuple((ref.id, word_place(ref.place, scope.language) if ref.place else "") for ref in refs)


def view_fact(ident: str, scope: Scope, uses: tuple[FactUse, ...] = ()) -> FactView:
    """A fact as the ledger shows it. Its problems are reported by ``ledger_problems``."""
    fact = scope.site.facts[ident].value
    compared = scope.site.facts.get(fact.compare.to) if fact.compare else None
    conversions = [_words_converted(fact, scope).value] if converted(fact, scope) else []
    return FactView(
        id=ident,
        path=addresses.section(scope.lang, "facts"),
        anchor=addresses.fact_anchor(ident),
        label=scope.text(fact.label),
        words=_words_full(fact, scope).value or scope.text(fact.statement),
        value=fact.value,
        statement=scope.text(fact.statement),
        period=_words_period(fact, scope).value,
        period_iso=str(fact.period) if fact.period is not None else "",
        change=_words_change(fact, scope).value,
        compared_to=scope.text(compared.value.label) if compared else "",
        compared_as=_words_base(fact.compare, compared.value, scope) if fact.compare and compared else "",
        converted=tuple(conversions),
        stated=tuple(_value_words(amount, scope, "full").value for amount in fact.converted),
        checked=word_date(fact.checked, scope.language) if fact.checked else "",
        sources=placed_sources(fact.source, scope),
        also=placed_sources(fact.also, scope),
        voice=voice_words(fact.voice, scope),
        status=fact.status,
        strength=fact.strength,
        note=scope.text(fact.note),
        doubt=scope.text(fact.doubt),
        uses=uses,
    )


def view_key_figures(
    figures: Iterable[KeyFigure], scope: Scope, written: Written[Any] | None = None, *key: str
) -> tuple[FactView, ...]:
    """The known facts among ``figures``, each with the words that it has there and the sources of all that they name.

    The figures stand at ``key`` of ``written``.
    """
    shown: list[FactView] = []
    for at, figure in enumerate(figures):
        if figure.fact not in scope.site.facts:
            continue
        fact, about = view_fact(figure.fact, scope), scope.text(figure.about)
        place = written.at(*key, at, "about", scope.lang) if written is not None and about else None
        said = scope.site.said_in.get(place.path, ()) if place is not None else ()
        named = [it.fact for it in said if it.span == place]
        base = _base_sources(fact, named if about or not fact.change else _compared_to(figure.fact, scope), scope)
        label = scope.text(figure.label) or fact.label
        shown.append(replace(fact, label=label, about=about, base_sources=base))
    return tuple(shown)


def _compared_to(ident: str, scope: Scope) -> list[str]:
    comparison = scope.site.facts[ident].value.compare
    return [comparison.to] if comparison is not None else []


def _base_sources(fact: FactView, others: Iterable[str], scope: Scope) -> tuple[tuple[str, str], ...]:
    """The sources that only the others have, each once."""
    more = (ref for ident in others if ident in scope.site.facts for ref in view_fact(ident, scope).sources)
    known = {source for source, _ in fact.sources}
    return tuple((source, place) for source, place in dict(more).items() if source not in known)


def _words_base(comparison: Comparison, other: Fact, scope: Scope) -> str:
    """``3981억 위안(2024년)``: what a change is measured against, with what it is called or its time, if it has one."""
    words = _words_full(other, scope).value
    apart = scope.text(comparison.called) or _words_period(other, scope).value
    return scope.language.bracketed(words, apart) if apart and apart not in words else words


def voice_words(voice: str, scope: Scope) -> str:
    """Return who says it: the short name of a term when ``voice`` is a term's id, else as written."""
    term = scope.site.glossary.get(voice)
    if term is None or scope.lang not in term.value.names:
        return voice
    return term.value.names[scope.lang].short


def view_rates(scope: Scope) -> tuple[RateView, ...]:
    """The declared exchange rates in words."""
    return tuple(
        RateView(
            pair=pair,
            unit=_one(pair, scope),
            words=word(rate.rate, scope.language, scope.units).value,
            date=word_date(rate.date, scope.language),
            sources=placed_sources(rate.source, scope),
            note=scope.text(rate.note),
        )
        for pair, rate in scope.site.settings.value.rates.items()
    )


def _one(pair: str, scope: Scope) -> str:
    """One of the unit that is converted: ``1 yuan`` of ``CNY/KRW``."""
    return word(Quantity(Decimal(1), 0, pair.partition("/")[0]), scope.language, scope.units).value


def ledger_problems(scope: Scope) -> tuple[Diagnostic, ...]:
    """Report what is wrong in the ledger itself: unknown sources, units, comparisons, missing wordings."""
    report = Report()
    report.add(unit_problems(scope.site))
    for ident, written in scope.site.facts.items():
        report.add(_fact_problems(ident, written, scope))
    return report.sorted()


def _fact_problems(ident: str, written: Written[Fact], scope: Scope) -> list[Diagnostic]:
    fact = written.value
    found: list[Diagnostic] = []
    for name in ("label", "statement", "note", "doubt"):
        found.extend(untranslated(getattr(fact, name), scope, f"the {name} of fact “{ident}”", written.at(name)))
    if fact.compare is not None:
        what = f"the name of what fact “{ident}” is compared to"
        found.extend(untranslated(fact.compare.called, scope, what, written.at("compare", "called")))
    found.extend(_second_steps(ident, written, scope))
    for name, refs in (("source", fact.source), ("also", fact.also)):
        found.extend(
            unknown("source-is-known", "source", ref.id, scope.site.sources, written.at(name, position))
            for position, ref in enumerate(refs)
            if ref.id not in scope.site.sources
        )
    if fact.compare is not None and fact.compare.to not in scope.site.facts:
        found.append(unknown("fact-is-known", "fact", fact.compare.to, scope.site.facts, written.at("compare", "to")))
    elif fact.compare is not None and fact.compare.to == ident:
        message = f"the fact “{ident}” is compared with itself"
        hint = "name the earlier fact, or take compare: out"
        found.append(error("fact-is-known", message, written.at("compare", "to"), hint))
    elif fact.compare is not None:
        found.extend(_change_problems(ident, written, scope))
    return found


def _second_steps(ident: str, written: Written[Fact], scope: Scope) -> Iterator[Diagnostic]:
    """Where the words of a fact use another's, which use a third's: shown ones have the first step put into words."""
    for name in ("label", "statement"):
        if _FACT in scope.text(getattr(written.value, name)):
            message = f"the {name} of fact “{ident}” uses the words of a fact that use those of another in turn"
            yield error("fact-form-is-known", message, written.at(name), "write the words themselves here")


def _change_problems(ident: str, written: Written[Fact], scope: Scope) -> list[Diagnostic]:
    """A stated change that the two figures do not give, within the precision it is stated to."""
    fact = written.value
    if fact.compare is None or fact.compare.stated is None:
        return []
    now, before = fact.value, scope.site.facts[fact.compare.to].value.value
    computed, stated = computed_change(now, before), fact.compare.stated
    if computed is None or computed.unit != stated.unit:
        return []
    assert isinstance(now, Quantity) and isinstance(before, Quantity)
    if can_change(now, before).meets(span_of(stated)):
        return []
    return [
        warning(
            "change-agrees",
            f"“{ident}” states a change of {_amount(stated)}, but the two figures give {_amount(computed)}",
            written.at("compare", "stated"),
            "correct the figure, or name the fact that the change is measured against",
        )
    ]


def _amount(change: Quantity) -> str:
    return f"{change.amount} %" if change.unit == PERCENT else f"{change.amount} percentage points"
