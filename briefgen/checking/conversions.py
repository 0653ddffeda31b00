"""Conversions that facts state: each is held against the declared rate, and all against one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from briefgen.checking.waivers import Waived, settled
from briefgen.language.words.precision import NumberSpan, span_of
from briefgen.model.core.diagnostics import Diagnostic, warning
from briefgen.model.core.diagnostics import Span as Place
from briefgen.model.values.quantities import Quantity
from briefgen.model.written.facts import Rate
from briefgen.model.written.shown import Shown

RATE, ONE_ANOTHER = "conversion-fits-rate", "conversions-agree"
_SHOWN = 4
"""Significant digits of an end of a span, in a message."""
_SCALES = ((12, "trillion"), (9, "billion"), (6, "million"), (3, "thousand"))


@dataclass(frozen=True, slots=True, eq=False)
class _Stated:
    """A conversion that a fact states; ``implied`` is what one of its own unit is then worth in the other."""

    ident: str
    amount: Quantity
    other: Quantity
    implied: NumberSpan
    place: Place
    waived: Waived


def conversions_agree(site: Shown) -> Iterator[Diagnostic]:
    """Report stated conversions that do not fit the declared rate, or one another.

    A source converts the figure that it prints, so the amount is taken as it stands, and what is left open is the
    rounding of the conversion and of the rate.
    """
    stated = list(_stated(site))
    wrong = dict(_against_rates(stated, site))
    rest = [it for it in stated if it not in wrong]
    for it, found in (*wrong.items(), *_against_one_another(rest, site)):
        yield settled(found, it.waived)


def _stated(site: Shown) -> Iterator[_Stated]:
    for ident, written in site.facts.items():
        amount = written.value.value
        if not isinstance(amount, Quantity) or not amount.value:
            continue
        waived = {**site.settings.value.allow, **written.value.allow}
        for at, other in enumerate(written.value.converted):
            if other.unit != amount.unit:
                implied = span_of(other).times(1 / Fraction(amount.value))
                yield _Stated(ident, amount, other, implied, written.at("converted", at), waived)


def _against_rates(stated: Iterable[_Stated], site: Shown) -> Iterator[tuple[_Stated, Diagnostic]]:
    rates = site.settings.value.rates
    for it in stated:
        found = _declared(it, rates)
        if found is not None and not it.implied.meets(found[1]):
            pair, rate = found
            worth = rate.times(Fraction(it.amount.value))
            message = (
                f"“{it.ident}” is stated as {_typed(it.other)}, but {_typed(it.amount)} at the rate of {pair} is"
                f" {_between(worth, it.other.unit)}"
            )
            hint = "correct the figure or the rate, or say under allow: why the source converts differently"
            problem = warning(RATE, message, it.place, hint)
            where = (site.settings.at("rates", pair, "rate"), f"the declared rate: {_typed(rates[pair].rate)}")
            yield it, replace(problem, related=(where,))


def _declared(it: _Stated, rates: Mapping[str, Rate]) -> tuple[str, NumberSpan] | None:
    """The rate from the one unit to the other, or back, and what it leaves open."""
    forth, back = f"{it.amount.unit}/{it.other.unit}", f"{it.other.unit}/{it.amount.unit}"
    if forth in rates:
        return forth, span_of(rates[forth].rate)
    if back in rates and (span := span_of(rates[back].rate)).low > 0:
        return back, NumberSpan(Fraction(1), Fraction(1)).over(span)
    return None


def _against_one_another(stated: Iterable[_Stated], site: Shown) -> Iterator[tuple[_Stated, Diagnostic]]:
    groups: dict[tuple[str, str], list[_Stated]] = defaultdict(list)
    for it in stated:
        one, other = sorted((it.amount.unit, it.other.unit))
        turned = it.implied if it.amount.unit == one else _turned(it.implied)
        if turned is not None:
            groups[one, other].append(replace(it, implied=turned))
    for (one, other), group in groups.items():
        rate = _declared(replace(group[0], amount=_one(one), other=_one(other)), site.settings.value.rates)
        agreed = _agreed(group, rate[1] if rate else None)
        for it in group:
            if not it.implied.meets(agreed):
                yield it, _outlier(it, next(other for other in group if other.implied.meets(agreed)), (one, other))


def _one(unit: str) -> Quantity:
    return Quantity(Decimal(1), 0, unit)


def _turned(implied: NumberSpan) -> NumberSpan | None:
    return NumberSpan(Fraction(1), Fraction(1)).over(implied) if implied.low > 0 else None


def _agreed(group: Sequence[_Stated], declared: NumberSpan | None) -> NumberSpan:
    """A rate that as many as can be have in common; among several the nearest to the declared one, or to the first."""
    near = declared or group[0].implied
    middle = (near.low + near.high) / 2
    points = {middle, *(end for it in group for end in (it.implied.low, it.implied.high))}

    def weight(point: Fraction) -> tuple[int, Fraction, Fraction]:
        shared = sum(it.implied.meets(NumberSpan(point, point)) for it in group)
        return shared, -abs(point - middle), -point

    best = max(points, key=weight)
    return NumberSpan(best, best)


def _outlier(it: _Stated, other: _Stated, units: tuple[str, str]) -> Diagnostic:
    message = (
        f"“{it.ident}” implies {_between(it.implied, units[1])} to 1 {units[0]},"
        f" “{other.ident}” {_between(other.implied, units[1])}"
    )
    hint = "the two are converted differently: correct one, or say under allow: why they differ"
    problem = warning(ONE_ANOTHER, message, it.place, hint)
    return replace(problem, related=((other.place, f"“{other.ident}” is stated as {_typed(other.other)}"),))


def _typed(quantity: Quantity) -> str:
    """As an author writes it."""
    scale = next((name for power, name in _SCALES if power == quantity.scale), "")
    digits = f"{quantity.amount:,f}" if scale or not quantity.scale else f"{quantity.value:,f}"
    return " ".join(filter(None, (f"{quantity.bound.value}{digits}", scale, quantity.unit)))


def _between(span: NumberSpan, unit: str) -> str:
    power, name = next(((power, name) for power, name in _SCALES if abs(span.high) >= 10**power), (0, ""))
    ends = dict.fromkeys(_short(end / 10**power) for end in (span.low, span.high))
    return " ".join(filter(None, (" to ".join(ends), name, unit)))


def _short(value: Fraction) -> str:
    """To a few significant digits, without zeros at the end."""
    number = Decimal(value.numerator) / Decimal(value.denominator)
    place = number.adjusted() - _SHOWN + 1 if number else 0
    rounded = number.quantize(Decimal(1).scaleb(min(place, 0)))
    return f"{rounded.normalize():,f}" if rounded else "0"
