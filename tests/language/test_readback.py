"""What is written can be read back: no figure changes on its way into words."""

import random
import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.language.figures.numerals import scaled
from briefgen.language.words.values import convert, word
from briefgen.model.values.quantities import Bound, Quantity

from profiles import profile  # isort: skip

KOREAN_NAMES = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}
ENGLISH_NAMES = {"million": 10**6, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15}
WORDS = {
    "ko": {"위안": "CNY", "원": "KRW", "명": "people", "%": "%", "%포인트": "pp", "": ""},
    "en": {"yuan": "CNY", "won": "KRW", "person": "people", "people": "people", "%": "%", "": ""}
    | {"percentage point": "pp", "percentage points": "pp"},
}
BOUNDS = {
    "ko": {Bound.ABOUT: "약 (.*)", Bound.OVER: "(.*) 초과", Bound.UNDER: "(.*) 미만", Bound.NEARLY: "(.*) 가까이"}
    | {Bound.AT_LEAST: "(.*) 이상", Bound.AT_MOST: "(.*) 이하"},
    "en": {Bound.ABOUT: "about (.*)", Bound.OVER: "more than (.*)", Bound.UNDER: "less than (.*)"}
    | {Bound.NEARLY: "nearly (.*)", Bound.AT_LEAST: "at least (.*)", Bound.AT_MOST: "at most (.*)"},
}


def read(text: str, tag: str) -> tuple[Decimal, str, Bound]:
    """A small reader of both languages, written from their rules and not from the profiles."""
    bound = Bound.EXACT
    for candidate, pattern in BOUNDS[tag].items():
        if found := re.fullmatch(pattern, text):
            bound, text = candidate, found[1]
    found = re.fullmatch(r"([−+]?)([\d,. 만억조경]*[\d만억조경])(.*)", text)
    assert found, text
    sign, number, rest = found.groups()
    value = korean(number) if tag == "ko" else Decimal(number.replace(",", ""))
    name, _, after = rest.strip().partition(" ")
    if name in ENGLISH_NAMES:
        value, rest = value * ENGLISH_NAMES[name], after
    return -value if sign == "−" else value, WORDS[tag][rest.strip()], bound


def korean(number: str) -> Decimal:
    total = Decimal(0)
    for part in number.split():
        power = KOREAN_NAMES.get(part[-1], 1)
        total += Decimal(part.rstrip("만억조경").replace(",", "")) * power
    return total


def check(quantity: Quantity) -> None:
    for tag in ("ko", "en"):
        text = word(quantity, profile(tag)).value
        assert read(text, tag) == (quantity.value, quantity.unit, quantity.bound), (quantity, text)


def test_twenty_thousand_figures_are_read_back_in_both_languages() -> None:
    chance = random.Random(20250411)
    for _ in range(20_000):
        digits = chance.randint(1, 15)
        amount = Decimal(chance.randint(-(10**digits), 10**digits)).scaleb(-chance.choice([0, 0, 1, 2, 3]))
        scale = chance.choice([0, 0, 3, 4, 6, 8, 9, 12])
        unit, bound = chance.choice(["", "CNY", "KRW", "people", "%", "pp"]), chance.choice(list(Bound))
        check(Quantity(amount, scale, unit, bound, amount > 0 and chance.random() < 0.2))


@given(st.integers(1, 10**12), st.integers(0, 12), st.integers(1, 10**5), st.integers(-3, 0))
def test_a_conversion_stays_within_the_precision_it_states(amount: int, scale: int, rate: int, places: int) -> None:
    left, right = Quantity(Decimal(amount), scale, "CNY"), Quantity(Decimal(rate).scaleb(places), 0, "KRW")
    exact, found = left.value * right.value, convert(left, right)
    digits = min(len(str(amount)), len(str(rate)))
    assert len(found.value.normalize().as_tuple().digits) <= digits
    assert abs(found.value - exact) * 2 <= Decimal(10) ** (exact.adjusted() - digits + 1)


@pytest.mark.parametrize(
    ("group", "text", "values"),
    [
        ("\u202f", "50.0 et 12.04, 3,5 et 17\u202f000", ["50", "12.04", "3.5", "17000"]),
        (".", "Version 50.0, 12.04, 3,5 und 17.000", ["50", "12.04", "3.5", "17000"]),
        ("\u202f", "16 383, 17\u00a0000 et 1\u202f234\u202f567,5 en 2019", ["16383", "17000", "1234567.5", "2019"]),
        ("\u00a0", "en 2019 300 places, 5 10", ["2019", "300", "5", "10"]),
        (".", "1.234.567,8 und 21.10", ["1234567.8", "21.1"]),
    ],
)
def test_a_version_is_one_number_where_the_decimal_mark_is_a_comma(group: str, text: str, values: list[str]) -> None:
    assert [it.value for it in scaled({}, ",", group)(text)] == list(map(Fraction, values))
