"""The motif of a pack: whether its facts can be drawn as it asks, and what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from briefgen.model.core.diagnostics import Diagnostic, error
from briefgen.model.core.written import Written
from briefgen.model.values.quantities import PERCENT, Quantity
from briefgen.model.written.facts import Fact
from briefgen.model.written.packs import Motif, MotifKind, Pack
from briefgen.resolving.edition.views import MotifPart, MotifView
from briefgen.resolving.ledger.facts import view_key_figures
from briefgen.resolving.site.scope import Scope

CODE = "motif-has-data"
_HUNDRED = Decimal(100)
_MOST_COINS = 60
_YEAR = re.compile(r"\b(?:19|20)\d\d")


def motif_problems(written: Written[Pack], scope: Scope) -> Iterator[Diagnostic]:
    """An error for the first thing that keeps the motif from being drawn; unknown facts are reported apart."""
    motif = written.value.motif
    if motif is None or any(it.fact not in scope.site.facts for it in motif.facts):
        return
    for position, figure in enumerate(motif.facts):
        amount = _amount(figure.fact, scope)
        if amount is None or amount.value <= 0:
            hint = "use facts with one amount above zero each, all in the same unit"
            place = written.at("motif", "facts", position)
            yield error(CODE, f"“{figure.fact}” has no amount that a motif can show", place, hint)
            return
    if (wrong := _wrong_together(motif, scope)) is not None:
        yield error(CODE, wrong[0], written.at("motif", "facts"), wrong[1])


def _wrong_together(motif: Motif, scope: Scope) -> tuple[str, str] | None:
    amounts = [amount for it in motif.facts if (amount := _amount(it.fact, scope))]
    units = sorted({amount.unit for amount in amounts})
    if len(units) > 1:
        return f"the facts of the motif are in different units: {', '.join(units)}", "use facts in one unit"
    total = sum((amount.value for amount in amounts), Decimal())
    if motif.kind is MotifKind.SQUARES and (units != [PERCENT] or round(total) > _HUNDRED):
        what = f"add up to {total.normalize():f}" if units == [PERCENT] else "are not shares"
        return f"squares show shares of a hundred, and these facts {what}", "use facts in % of one whole"
    if motif.kind is MotifKind.SQUARES and (pair := _at_two_times(motif, scope)):
        what = f"“{pair[0]}” and “{pair[1]}” are one share at two times, not two parts of a whole"
        return what, "write kind: bars to compare them, or use shares of one year in squares"
    if motif.kind is MotifKind.COINS and (count := sum(_coins(amounts))) > _MOST_COINS:
        return f"this would be {count} coins; {_MOST_COINS} can be told apart", "write kind: bars"
    return None


def _at_two_times(motif: Motif, scope: Scope) -> tuple[str, str] | None:
    """Two facts of a motif that say the same of different times."""
    facts = scope.site.facts
    for one, other in combinations([it.fact for it in motif.facts], 2):
        of_one, of_other = facts[one].value, facts[other].value
        compared = one in _base_of(of_other) or other in _base_of(of_one)
        dated = of_one.period and of_other.period and of_one.period != of_other.period
        if compared or dated or _differ_in_year(scope.text(of_one.label), scope.text(of_other.label)):
            return one, other
    return None


def _base_of(fact: Fact) -> set[str]:
    """The fact of the same measure with which one is compared."""
    return {fact.compare.to} if fact.compare is not None and fact.compare.called is None else set()


def _differ_in_year(one: str, other: str) -> bool:
    return one != other and _YEAR.sub("", one) == _YEAR.sub("", other)


def _coins(amounts: list[Quantity]) -> list[int]:
    least = min(amount.value for amount in amounts)
    return [round(amount.value / least) for amount in amounts]


def _amount(fact: str, scope: Scope) -> Quantity | None:
    value = scope.site.facts[fact].value.value
    return value if isinstance(value, Quantity) else None


def motif_view(written: Written[Pack], scope: Scope) -> MotifView | None:
    """Return what the motif shows in one language; None where the pack has none that can be drawn."""
    motif = written.value.motif
    if motif is None or any(it.fact not in scope.site.facts for it in motif.facts):
        return None
    if any(motif_problems(written, scope)):
        return None
    parts = tuple(
        MotifPart(fact, amount.value)
        for fact in view_key_figures(motif.facts, scope)
        if (amount := _amount(fact.id, scope)) is not None
    )
    return MotifView(motif.kind, scope.text(motif.caption), parts)
