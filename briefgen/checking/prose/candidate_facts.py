"""The ledger by value: which fact a figure could be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from briefgen.comparing.numbers import may_be_one_unit, measured
from briefgen.model.core.written import Lang
from briefgen.model.values.figures import Mention
from briefgen.model.values.quantities import PERCENT, POINTS, Quantity, QuantityRange, Value
from briefgen.model.written.facts import Fact
from briefgen.model.written.shown import Shown
from briefgen.resolving.ledger.facts import change_of, converted
from briefgen.resolving.site.scope import Scope, scope_of


@dataclass(frozen=True, slots=True)
class LedgerFigure:
    """A figure that the ledger has: ``role`` is how a text writes it, empty where none can."""

    role: str
    unit: str


_LARGE = 1000

Ledger = Mapping[str, tuple[LedgerFigure, ...]]
"""By the size of the figure as a fraction, whatever its sign: a text says *fell by 3%*."""


def ledger_of(site: Shown, lang: Lang) -> Ledger:
    """Every figure of the ledger: values, their other forms, changes, conversions, rates."""
    scope, found = scope_of(site, lang), dict[str, list[LedgerFigure]]()
    for ident, written in site.facts.items():
        for form, value in _said(written.value, scope):
            role = "" if form is None else f"{{fact}}`{ident}#{form}`" if form else f"{{fact}}`{ident}`"
            for quantity in _quantities(value):
                found.setdefault(_size(quantity), []).append(LedgerFigure(role, quantity.unit))
    for rate in site.settings.value.rates.values():
        found.setdefault(_size(rate.rate), []).append(LedgerFigure("", rate.rate.unit))
    return {size: tuple(held) for size, held in found.items()}


def _size(quantity: Quantity) -> str:
    return str(abs(Fraction(quantity.value)))


def _said(fact: Fact, scope: Scope) -> Iterator[tuple[str | None, Value | None]]:
    yield "", fact.value
    yield from fact.forms.items()
    yield "change", change_of(fact, scope)
    yield "converted", converted(fact, scope)
    yield from ((None, amount) for amount in fact.converted)


def _quantities(value: Value | None) -> Iterator[Quantity]:
    if isinstance(value, Quantity):
        yield value
    elif isinstance(value, QuantityRange):
        yield from (value.low, value.high)


def _alike(unit: str, mention: Mention) -> bool:
    """Whether the units are the same, or a large number has none of its own: *nearly a trillion of local capital*."""
    bare = not mention.unit and abs(mention.value) >= _LARGE and unit not in (PERCENT, POINTS)
    return bare or may_be_one_unit(measured(unit), measured(mention.unit))


def held_as(mention: Mention, ledger: Ledger) -> LedgerFigure | None:
    """Return what the ledger has of the same size and unit, first what a text can write."""
    same = [it for it in ledger.get(str(abs(mention.value)), ()) if _alike(it.unit, mention)]
    same.sort(key=lambda it: (not it.role, it.unit != mention.unit))
    return same[0] if same else None
