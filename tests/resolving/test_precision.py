"""What the digits of a figure leave open, and how many a computed change may show."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefgen.language.words.numbers import exponent_of
from briefgen.language.words.precision import UNCERTAIN, can_change, span_of
from briefgen.model.values.parsing import parse_value
from briefgen.model.values.quantities import Bound, Quantity
from briefgen.resolving.ledger.facts import computed_change

CHANGES = [
    ("12 samples", "10 samples", "20", ""),
    ("120 people", "100 people", "20", ""),
    ("32 mentions", "21 mentions", "52", ""),
    ("1203 items", "1100 items", "9.4", ""),
    ("398.5 billion CNY", "362 billion CNY", "10.1", ""),
    ("398.119 billion CNY", "361.9 billion CNY", "10.0", ""),
    ("12 billion CNY", "10 billion CNY", "20", ""),
    ("63 hours", "54 hours", "17", ""),
    ("54 hours", "63 hours", "-14", ""),
    ("63 samples", "54 samples", "17", ""),
    ("58 hours", "54 hours", "7", ""),
    ("5 trillion CNY", "3 trillion CNY", "70", ""),
    ("2 trillion CNY", "1 trillion CNY", "100", ""),
    ("1 trillion CNY", "2 trillion CNY", "-50", ""),
    ("~80 trillion KRW", "70 trillion KRW", "14", "~"),
    ("7 samples", "7 samples", "0", ""),
    ("97.6 %", "95 %", "3", ""),
    ("97.6 %", "95.0 %", "2.6", ""),
]


@pytest.mark.parametrize(("now", "before", "change", "bound"), CHANGES)
def test_a_change_has_no_more_digits_than_its_figures_bear(now: str, before: str, change: str, bound: str) -> None:
    found = computed_change(parse_value(now), parse_value(before))
    assert found is not None
    assert (str(found.amount), found.bound.value) == (change, bound)


def test_a_count_leaves_nothing_open_and_a_rounded_figure_half_its_last_digit() -> None:
    count, money = (parse_value(it) for it in ("21 mentions", "398.1 billion CNY"))
    assert isinstance(count, Quantity) and isinstance(money, Quantity)
    assert span_of(count).low == span_of(count).high == 21
    assert span_of(money).low == 398_050_000_000 and span_of(money).high == 398_150_000_000


QUANTITIES = st.builds(
    lambda digits, places, scale: Quantity(Decimal(digits).scaleb(-places), scale, "CNY"),
    st.integers(1, 10**6),
    st.integers(0, 3),
    st.sampled_from([0, 6, 9, 12]),
)


@given(now=QUANTITIES, before=QUANTITIES)
def test_the_change_is_the_true_one_rounded_to_what_is_certain(now: Quantity, before: Quantity) -> None:
    found = computed_change(now, before)
    assert found is not None and found.bound is Bound.EXACT
    true = (Fraction(now.value) / Fraction(before.value) - 1) * 100
    place = Fraction(10) ** max(exponent_of(found.amount), _trailing(found.amount))
    assert abs(Fraction(found.value) - true) <= place / 2
    left_open = can_change(now, before)
    fewest = 10 if min(len(it.amount.as_tuple().digits) for it in (now, before)) > 1 else 1
    few_digits = len(str(abs(int(found.value)))) == 1 or place > abs(true) / 10 / fewest
    assert (left_open.high - left_open.low) / 2 <= UNCERTAIN * place or few_digits
    assert exponent_of(found.amount) >= -1


@given(now=QUANTITIES, before=QUANTITIES, shift=st.sampled_from([3, 6]))
def test_it_is_the_same_however_the_figures_are_scaled(now: Quantity, before: Quantity, shift: int) -> None:
    assume(now.scale and before.scale)

    def typed(it: Quantity) -> Quantity:
        return Quantity(it.amount.scaleb(shift), it.scale - shift, it.unit)

    assert computed_change(typed(now), typed(before)) == computed_change(now, before)


def _trailing(amount: Decimal) -> int:
    """The zeros before the point."""
    digits = str(abs(int(amount)))
    return len(digits) - len(digits.rstrip("0")) if exponent_of(amount) >= 0 and int(amount) else 0
