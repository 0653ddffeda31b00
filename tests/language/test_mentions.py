"""Figures are read out of prose whatever house style they are written in."""

from __future__ import annotations

import os
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.language.figures.reader import FigureReader
from briefgen.model.values.figures import FigureKind
from briefgen.model.values.quantities import Bound, Day

from profiles import profile  # isort: skip

READERS = {tag: FigureReader(profile(tag)) for tag in ("ko", "en", "vol")}
EXAMPLES = int(os.environ.get("BRIEFGEN_EXAMPLES", "1500"))
"""How many values the property takes; ``benchmarks/quantities.py`` takes 100,000."""
_GROUPS = ((16, "경"), (12, "조"), (8, "억"), (4, "만"), (0, ""))
_SMALL = ((3, "천"), (2, "백"), (1, "십"))


def groups(value: int) -> list[tuple[int, str]]:
    found = []
    for power, name in _GROUPS:
        count, value = divmod(value, 10**power)
        if count:
            found.append((count, name))
    return found


def official(value: int) -> str:
    """3,981억 1,900만"""
    return " ".join(f"{count:,}{name}" for count, name in groups(value))


def closed(value: int) -> str:
    """3981억1900만"""
    return "".join(f"{count}{name}" for count, name in groups(value))


def press(value: int) -> str:
    """3천981억 1천900만"""
    return " ".join(
        f"{count // 1000}천{count % 1000 or ''}{name}" if count >= 1000 else f"{count}{name}"
        for count, name in groups(value)
    )


def spelt(value: int) -> str:
    """3천9백8십1억1천9백만"""
    said = ""
    for count, name in groups(value):
        for power, small in _SMALL:
            digit, count = divmod(count, 10**power)
            said += f"{digit}{small}" if digit else ""
        said += (str(count) if count else "") + name
    return said


def decimal(value: int) -> str:
    """3981.19억"""
    power, name = next((p, n) for p, n in _GROUPS if value >= 10**p)
    return f"{Decimal(value).scaleb(-power):f}{name}"


def english(value: int) -> str:
    """398.119 billion"""
    for power, name in ((12, " trillion"), (9, " billion"), (6, " million")):
        if value >= 10**power:
            return f"{Decimal(value).scaleb(-power).normalize():,f}{name}"
    return f"{value:,}"


def millions(value: int) -> str:
    """398,119 million"""
    return f"{Decimal(value).scaleb(-6).normalize():,f} million"


def one(tag: str, text: str) -> tuple[Fraction, str, Bound]:
    (found,) = READERS[tag].read(text)
    return found.value, found.unit, found.bound


VALUES = st.one_of(
    st.integers(2, 10**17),
    st.builds(lambda digits, power: digits * 10**power, st.integers(2, 99_999), st.integers(0, 12)),
)
FRAMES = {
    "ko": [("{} 위안이다", "CNY"), ("{}원을 썼다", "KRW"), ("모두 {}명이", "people"), ("{}달러로", "USD")],
    "en": [("It is {} yuan.", "CNY"), ("cost {} won,", "KRW"), ("{} people came", "people"), ("of {} dollars", "USD")],
}


@settings(max_examples=EXAMPLES)
@given(
    VALUES,
    st.integers(0, 3),
    st.sampled_from([official, closed, press, spelt, decimal]),
    st.sampled_from([english, millions]),
)
def test_a_value_is_read_back_from_every_house_style(value: int, frame: int, korean: object, other: object) -> None:
    for tag, style in (("ko", korean), ("en", other)):
        sentence, unit = FRAMES[tag][frame]
        text = sentence.format(style(value))  # type: ignore[operator]
        assert one(tag, text) == (value, unit, Bound.EXACT), text


@pytest.mark.parametrize(
    ("tag", "text", "value", "unit", "bound"),
    [
        ("ko", "약 80조 원", 80 * 10**12, "KRW", Bound.ABOUT),
        ("ko", "20여 개 기관", 20, "items", Bound.ABOUT),
        ("ko", "1조 위안을 넘는", 10**12, "CNY", Bound.OVER),
        ("ko", "100명 이상", 100, "people", Bound.AT_LEAST),
        ("ko", "5%포인트", 5, "pp", Bound.EXACT),
        ("ko", "5%p", 5, "pp", Bound.EXACT),
        ("ko", "△3.2%", Fraction(-16, 5), "%", Bound.EXACT),
        ("ko", "134.9조 위안", Fraction("134.9") * 10**12, "CNY", Bound.EXACT),
        ("ko", "18만 494GWh였다", 180_494, "gwh", Bound.EXACT),
        ("ko", "10만 4천㏊", 104_000, "ha", Bound.EXACT),
        ("en", "about ¥43 trillion", 43 * 10**12, "CNY|JPY", Bound.ABOUT),
        ("ko", "1만 9,179호", 19_179, "", Bound.EXACT),
        ("en", "three decades earlier", 30, "", Bound.EXACT),
        ("en", "a decade and a half ahead", 15, "", Bound.EXACT),
        ("ko", "37년 반 만에", Fraction(75, 2), "years", Bound.EXACT),
        ("ko", "3년 반도체", 3, "years", Bound.EXACT),
        ("ko", "6할 5푼", Fraction(13, 20), "", Bound.EXACT),
        ("ko", "14분 30초", 870, "seconds", Bound.EXACT),
        ("en", "an hour and 40 minutes", 100, "minutes", Bound.EXACT),
        ("en", "92 points", 92, "pp|", Bound.EXACT),
        ("en", "a quarter of a century", 25, "", Bound.EXACT),
        ("en", "two and a half times", Fraction(5, 2), "times", Bound.EXACT),
        ("en", "two and a half million people", 2_500_000, "people", Bound.EXACT),
        ("en", "plus or minus 2.8 percentage points", Fraction(14, 5), "pp", Bound.EXACT),
        ("en", "by 0.01 of a percentage point", Fraction(1, 100), "pp", Bound.EXACT),
        ("en", "minus 2°C", -2, "celsius", Bound.EXACT),
        ("ko", "영하 2도", -2, "celsius", Bound.EXACT),
        ("en", "about $3.2bn", 3_200_000_000, "USD", Bound.ABOUT),
        ("en", "RMB 398 billion", 398 * 10**9, "CNY", Bound.EXACT),
        ("en", "more than 140 million people", 140_000_000, "people", Bound.OVER),
        ("en", "5 percentage points", 5, "pp", Bound.EXACT),
        ("en", "5 per cent", 5, "%", Bound.EXACT),
        ("en", "up to 20 km", 20, "km", Bound.AT_MOST),
        ("vol", "ba 3,5 balion vons", 3_500_000, "KRW", Bound.ABOUT),
    ],
)
def test_unit_and_bound_are_read(tag: str, text: str, value: object, unit: str, bound: Bound) -> None:
    assert one(tag, text) == (value, unit, bound)


@pytest.mark.parametrize(
    ("tag", "text", "days"),
    [
        ("ko", "2025. 4. 11.(금)에", ["2025-04-11"]),
        ("ko", "2025년 3월 4일~11일에", ["2025-03-04", "2025-03-11"]),
        ("ko", "2025. 3. 4.~3. 11.", ["2025-03-04", "2025-03-11"]),
        ("ko", "2024~2025년", ["2024", "2025"]),
        ("ko", "’24년에", ["2024"]),
        ("ko", "'24. 10. 1. 기념식", ["2024-10-01"]),
        ("ko", "이후 4. 9. 유예하고", ["0000-04-09"]),
        ("en", "on 4–11 March 2025", ["2025-03-04", "2025-03-11"]),
        ("en", "in 2019 and 2021–2025", ["2019", "2021", "2025"]),
        ("en", "on April 11, 2025", ["2025-04-11"]),
        ("en", "in 2024", ["2024"]),
        ("en", "the 11 April report", ["0000-04-11"]),
        ("vol", "2025/3/4", ["2025-03-04"]),
    ],
)
def test_dates_are_read(tag: str, text: str, days: list[str]) -> None:
    assert [str(found.day) for found in READERS[tag].read(text)] == days


@pytest.mark.parametrize(
    ("tag", "text", "kind", "values"),
    [
        ("ko", "제3조 제2항에 따라", FigureKind.ARTICLE, [3, 2]),
        ("en", "under Article 3(2)", FigureKind.ARTICLE, [3, 2]),
        ("ko", "제13차 협상", FigureKind.ORDINAL, [13]),
        ("en", "the thirteenth round", FigureKind.ORDINAL, [13]),
        ("en", "No. 13 on the list", FigureKind.ORDINAL, [13]),
        ("ko", "오후 2시 30분", FigureKind.TIME, [870]),
        ("en", "at 2:30 p.m.", FigureKind.TIME, [870]),
        ("ko", "3~5조 위안", FigureKind.AMOUNT, [3 * 10**12, 5 * 10**12]),
        ("en", "between 3 and 5 trillion won", FigureKind.AMOUNT, [3 * 10**12, 5 * 10**12]),
    ],
)
def test_ordinals_articles_times_and_ranges_are_told_apart(
    tag: str, text: str, kind: FigureKind, values: list[int]
) -> None:
    assert [(found.kind, found.value) for found in READERS[tag].read(text)] == [(kind, value) for value in values]


@pytest.mark.parametrize(("text", "value"), [("No. 93.7% of it is new.", "93.7"), ("No. 94% of it is new.", "94")])
def test_an_answer_that_begins_with_no_is_not_a_number(text: str, value: str) -> None:
    hard = [found for found in READERS["en"].read(text) if not found.soft]
    assert [(found.kind, found.value) for found in hard] == [(FigureKind.PERCENT, Fraction(value))]


@pytest.mark.parametrize(
    "text", ["TS2025-03을 보라", "전화는 02-788-4500이다", "https://example.org/2025/3", "K-200 지수"]
)
def test_digits_in_names_and_addresses_are_no_figures(text: str) -> None:
    assert [found for found in READERS["ko"].read(text) if not found.soft] == []


def test_the_place_of_a_figure_is_that_of_its_letters() -> None:
    text = "예산은 약 3,981억 1,900만 위안이며 10% 많다"
    assert [text[found.start : found.end] for found in READERS["ko"].read(text)] == ["약 3,981억 1,900만 위안", "10%"]


def test_a_day_without_a_year_has_none() -> None:
    (found,) = READERS["ko"].read("4월 11일에")
    assert found.day == Day(0, 4, 11)


LONG = "7" * 5000


@pytest.mark.parametrize("tag", READERS)
@pytest.mark.parametrize(
    "text",
    [
        LONG,
        f"{LONG}억",
        f"{LONG} billion",
        f"{LONG}th",
        f"제{LONG}조의{LONG}",
        f"{LONG}분의 {LONG}",
        f"{LONG}시 {LONG}분",
        f"{LONG}년 3월",
        f"1.{LONG}",
        ",".join(["777"] * 2000),
        f"-{LONG}%",
    ],
)
def test_digits_without_end_are_no_figure(tag: str, text: str) -> None:
    assert [it.text for it in READERS[tag].read(f"{text} and 12 samples") if len(it.text) > 100] == []
    assert all(it.end - it.start <= 100 for it in READERS[tag].numerals(text))


@pytest.mark.parametrize(
    "text", ["fıve ſamples", "the firſt", "two thırds", "3 millıon", "5 \u212am", "ſeven percent", "a thİrd"]
)
@pytest.mark.parametrize("tag", READERS)
def test_letters_that_only_look_alike_are_read_and_nothing_fails(tag: str, text: str) -> None:
    READERS[tag].read(text)
    READERS[tag].numerals(text)


@pytest.mark.parametrize(
    "text", ["around the clock", "around-the-clock care", "Round-The\u00a0clock", "round the\nclock"]
)
def test_a_word_for_a_number_may_have_hyphens_for_its_blanks(text: str) -> None:
    (found,) = READERS["en"].read(text)
    assert (found.value, found.soft) == (24, True)


@pytest.mark.parametrize("tag", READERS)
@pytest.mark.parametrize(
    "text", ["{} 5 March 2024 to 4 April", "제{}차, ’24년 3~4월", "9:30 p.m. {}", "Article IV, {}"]
)
def test_a_text_in_capitals_has_the_same_figures(tag: str, text: str) -> None:
    said = text.format(3)
    figures = [
        [(it.value, it.day, it.start, it.end) for it in READERS[tag].read(each)] for each in (said, said.upper())
    ]
    assert figures[0] == figures[1]


@pytest.mark.parametrize("pattern", ["{} person-years", "{} wide  spaced", "{} kWh-eq.", '{}<b>-"x"'])
def test_a_unit_may_have_hyphens_and_signs_in_its_words(pattern: str) -> None:
    (found,) = FigureReader(profile("en"), {"own": [pattern]}).read(f"It took {pattern.format(21)}")
    assert (found.value, found.unit) == (21, "own")


def test_a_far_figure_behind_does_not_keep_a_list_from_being_read() -> None:
    text = "It sold 3, 4 and 5 tonnes; later, after the new rules, it sold 7 tonnes."
    found = READERS["en"].read(text)
    assert [(it.value, it.open) for it in found] == [(3, True), (4, True), (5, False), (7, False)]
