"""What an author types in the ledger: every form is read as meant, and what is none says what to write."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.values.parsing import parse_day, parse_value
from briefgen.model.values.quantities import Bound, Day, Interval, Quantity, QuantityRange, Value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("398.119 billion CNY", Quantity(Decimal("398.119"), 9, "CNY")),
        ("~80 trillion KRW", Quantity(Decimal(80), 12, "KRW", Bound.ABOUT)),
        (">1 trillion CNY", Quantity(Decimal(1), 12, "CNY", Bound.OVER)),
        ("<~1 trillion CNY", Quantity(Decimal(1), 12, "CNY", Bound.NEARLY)),
        (">= 5 million CNY", Quantity(Decimal(5), 6, "CNY", Bound.AT_LEAST)),
        ("≤5 %", Quantity(Decimal(5), 0, "%", Bound.AT_MOST)),
        ("140 million visits", Quantity(Decimal(140), 6, "visits")),
        ("140 Million visits", Quantity(Decimal(140), 6, "visits")),
        ("21 mentions", Quantity(Decimal(21), 0, "mentions")),
        ("21", Quantity(Decimal(21))),
        ("+10 %", Quantity(Decimal(10), 0, "%", signed=True)),
        ("10%", Quantity(Decimal(10), 0, "%")),
        ("−4.3 %", Quantity(Decimal("-4.3"), 0, "%")),
        ("3.5 pp", Quantity(Decimal("3.5"), 0, "pp")),
        ("3.5 %p", Quantity(Decimal("3.5"), 0, "pp")),
        ("~200 KRW", Quantity(Decimal(200), 0, "KRW", Bound.ABOUT)),
        ("1,234,567 KRW", Quantity(Decimal(1234567), 0, "KRW")),
        ("398_119_000_000 CNY", Quantity(Decimal(398119000000), 0, "CNY")),
        ("80조 KRW", Quantity(Decimal(80), 12, "KRW")),
        ("3천억 KRW", Quantity(Decimal(3), 11, "KRW")),
        ("3,981억 1,900만 CNY", Quantity(Decimal(39811900), 4, "CNY")),
        ("2조9천억 CNY", Quantity(Decimal(29), 11, "CNY")),
        ("21회", Quantity(Decimal(21), 0, "회")),
        ("1.10 %", Quantity(Decimal("1.10"), 0, "%")),
        ("2,025", Quantity(Decimal(2025))),
        ("2025 visits", Quantity(Decimal(2025), 0, "visits")),
        ("3-5 trillion KRW", QuantityRange(Quantity(Decimal(3), 12, "KRW"), Quantity(Decimal(5), 12, "KRW"))),
        ("900 million–1.1 billion CNY", QuantityRange(
            Quantity(Decimal(900), 6, "CNY"), Quantity(Decimal("1.1"), 9, "CNY"))),
        ("-5--3 %", QuantityRange(Quantity(Decimal(-5), 0, "%"), Quantity(Decimal(-3), 0, "%"))),
        ("2025", Day(2025)),
        ("2025-04", Day(2025, 4)),
        ("2025-04-11", Day(2025, 4, 11)),
        ("2025-03-04/2025-03-11", Interval(Day(2025, 3, 4), Day(2025, 3, 11))),
        ("2024/2025-03", Interval(Day(2024), Day(2025, 3))),
    ],
)  # fmt: skip
def test_typed_values_are_read_as_meant(typed: str, value: Value) -> None:
    assert parse_value(typed) == value


def test_the_author_s_own_digits_are_kept() -> None:
    found = parse_value("398.1190 billion CNY")
    assert isinstance(found, Quantity)
    assert str(found.amount) == "398.1190"
    assert found.value == Decimal(398119000000)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2025-02-30", "2025-02-30 is not a day of the calendar"),
        ("2025-13", "2025-13 is not a month of the calendar"),
        ("2025-4-1", "is not a date; write 2025-04-01"),
        ("2025-4", "with two digits: 2025-04-11"),
        ("26.11.2026", "is not a date; write 2026-11-26"),
        ("2026년 3월 4일", "is not a date; write 2026-03-04"),
        ("05/05/2026", "is not a date; write 2026-05-05"),
        ("11 April 2025", "looks like a date; write it as 2025-04-11"),
        ("April 11, 2025", "looks like a date; write it as 2025-04-11"),
        ("2025. 4. 11.", "is not a date; write 2025-04-11"),
        ("2024-2025", "write 2024/2025 for an interval"),
        ("2025-05/2025-03", "ends before it starts"),
        ("2025/", "write its first and last day"),
        ("5-3 %", "write the smaller figure first"),
        ("$5 million", "starts with “$”"),
        ("about 80 trillion KRW", "starts with “about”"),
        ("5 bn CNY", "write billion instead of bn"),
        ("1,23 CNY", "write thousands as 1,234 and decimals as 1.234"),
        ("5 person visits", "a unit is one word"),
        ("1만 2억 CNY", "do not fall from large to small"),
        ("9" * 29, "more than 28 digits"),
        (f"0.{'0' * 90_000}1 CNY", "more than 40 digits"),
        (f"0.{'0' * 40}1 CNY", "more than 40 digits"),
        (f"{'0' * 90_000}1 CNY", "more than 40 digits"),
        (f"3조 0.{'0' * 90_000}1억 CNY", "more than 40 digits"),
        ("", "nothing is written here"),
        ("a lot", "neither a figure nor a date"),
    ],
)
def test_what_is_no_value_says_what_to_write(typed: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r"write") as raised:
        parse_value(typed)
    assert sentence in str(raised.value)


def test_a_value_of_many_digits_is_named_by_its_beginning() -> None:
    for typed in (f"0.{'0' * 90_000}1 CNY", "9" * 90_000):
        with pytest.raises(ValueError, match="more than 40 digits; round it") as raised:
            parse_value(typed)
        assert len(str(raised.value)) < 200
    assert parse_value(f"0.{'0' * 30}1 CNY")


@pytest.mark.parametrize("typed", ["21 mentions", "", "0000", "2025-00", "2025-04-11T10:00", "yesterday", "2025-04-31"])
def test_a_day_is_nothing_else(typed: str) -> None:
    with pytest.raises(ValueError, match="2025"):
        parse_day(typed)


UNITS = st.sampled_from(["", "CNY", "%", "pp", "visits", "회", "m-2"])
AMOUNTS = st.decimals(min_value=Decimal("-1e12"), max_value=Decimal("1e12"), allow_nan=False, places=3) | st.integers(
    -(10**15), 10**15
).map(Decimal)
SCALE_WORDS = {0: "", 3: "thousand", 6: "million", 9: "billion", 12: "trillion", 4: "만", 8: "억"}


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    amount = draw(AMOUNTS)
    signed = amount > 0 and draw(st.booleans())
    bound = draw(st.sampled_from(Bound))
    return Quantity(amount, draw(st.sampled_from(sorted(SCALE_WORDS))), draw(UNITS), bound, signed)


def typed(quantity: Quantity, group: str = "") -> str:
    """A quantity as an author types it."""
    whole, point, decimals = f"{abs(quantity.amount):f}".partition(".")
    digits = f"{int(whole):,}".replace(",", group) + point + decimals
    sign = "-" if quantity.amount.is_signed() else "+" if quantity.signed else ""
    return f"{quantity.bound}{sign}{digits} {SCALE_WORDS[quantity.scale]} {quantity.unit}"


@given(quantities(), st.sampled_from(["", ",", "_"]))
def test_a_quantity_is_read_back_from_its_own_text(quantity: Quantity, group: str) -> None:
    text = typed(quantity, group)
    found = parse_value(text)
    if isinstance(found, Day):
        assert text.strip() == str(found.year)
    else:
        assert found == quantity
        assert str(found.amount) == str(quantity.amount)


@given(st.dates(), st.sampled_from(["day", "month", "year"]))
def test_a_day_is_read_back_from_its_own_text(date: object, precision: str) -> None:
    year, month, day = str(date).split("-")
    value = {"day": Day(int(year), int(month), int(day)), "month": Day(int(year), int(month)), "year": Day(int(year))}
    assert parse_day(str(value[precision])) == value[precision]


@pytest.mark.parametrize("typed", ["03/04/2026", "3.4.2026", "31/02/2026", "2026/13/01"])
def test_a_date_that_may_be_two_days_or_none_is_not_guessed_at(typed: str) -> None:
    with pytest.raises(ValueError, match="2025-04-11, 2025-04 or 2025"):
        parse_day(typed)


@pytest.mark.parametrize("typed", ["26.11.2026", "26/11/2026", "11/26/2026", "2026/11/26", "2026.11.26", "2026-11-6"])
def test_a_date_in_other_marks_is_offered_as_it_should_be(typed: str) -> None:
    meant = "2026-11-06" if typed.endswith("-6") else "2026-11-26"
    with pytest.raises(ValueError, match=f"is not a date; write {meant}$"):
        parse_day(typed)
