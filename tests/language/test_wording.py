"""Figures, dates and places in the words of each language."""

import pytest

from briefgen.language.words.values import convert, word, word_change, word_date, word_list, word_place
from briefgen.model.values.parsing import parse_value
from briefgen.model.values.quantities import Bound, Quantity, Value
from briefgen.model.written.settings import Unit

from profiles import profile  # isort: skip

OWN_UNITS = {
    "readings": Unit(words={"ko": "{}독회", "en": {"one": "{} reading", "other": "{} readings"}}),
    "bare": Unit(words={"ko": "회", "en": "{} rounds"}),
    "korean": Unit(words={"ko": "{}회"}),
    "points": Unit(words={"*": "{} pt"}),
    "passages": Unit(words={"ko": "연인원 {}명", "en": "a total of {} trips"}),
}


def said(typed: str, tag: str, style: str = "full") -> str:
    return word(parse_value(typed), profile(tag), OWN_UNITS, style=style).value


@pytest.mark.parametrize(
    ("typed", "korean", "english"),
    [
        ("398.119 billion CNY", "3,981억 1,900만 위안", "398.119 billion yuan"),
        ("398_119_000_000 CNY", "3,981억 1,900만 위안", "398.119 billion yuan"),
        ("3,981억 1,900만 CNY", "3,981억 1,900만 위안", "398.119 billion yuan"),
        ("~80 trillion KRW", "약 80조 원", "about 80 trillion won"),
        (">1 trillion CNY", "1조 위안 초과", "more than 1 trillion yuan"),
        ("<~1 trillion CNY", "1조 위안 가까이", "nearly 1 trillion yuan"),
        (">=5 million CNY", "500만 위안 이상", "at least 5 million yuan"),
        ("<=5 %", "5% 이하", "at most 5%"),
        ("<5 %", "5% 미만", "less than 5%"),
        ("140 million people", "1억 4,000만 명", "140 million people"),
        ("21 people", "21명", "21 people"),
        ("128 thousand visits", "12만 8,000회", "128,000 visits"),
        ("1 people", "1명", "1 person"),
        ("1 readings", "1독회", "1 reading"),
        ("21 readings", "21독회", "21 readings"),
        ("20,000 readings", "2만 독회", "20,000 readings"),
        ("4 points", "4 pt", "4 pt"),
        ("~9억 passages", "연인원 약 9억 명", "a total of about 900 million trips"),
        (">9억 passages", "연인원 9억 명 초과", "a total of more than 900 million trips"),
        ("+10 %", "+10%", "+10%"),
        ("-4.3 %", "−4.3%", "−4.3%"),
        ("1.0 pp", "1.0%포인트", "1.0 percentage points"),
        ("1 pp", "1%포인트", "1 percentage point"),
        ("~200 KRW", "약 200원", "about 200 won"),
        ("1,234,567 KRW", "123만 4,567원", "1,234,567 won"),
        ("12,345.5 USD", "12,345.5달러", "12,345.5 US dollars"),
        ("1.50 billion USD", "15억 달러", "1.50 billion US dollars"),
        ("0.5 trillion KRW", "5,000억 원", "500 billion won"),
        ("1,000 million CNY", "10억 위안", "1 billion yuan"),
        ("10,000,000 KRW", "1,000만 원", "10 million won"),
        ("3-5 trillion KRW", "3조~5조 원", "3–5 trillion won"),
        ("~3-5 trillion KRW", "약 3조~5조 원", "about 3–5 trillion won"),
        ("900 million-1.1 billion CNY", "9억~11억 위안", "900 million – 1.1 billion yuan"),
        ("3-5 %", "3~5%", "3–5%"),
        ("5 CHF", "5 스위스 프랑", "5 Swiss francs"),
        ("0 KRW", "0원", "0 won"),
        ("2025", "2025년", "2025"),
        ("2025-04", "2025년 4월", "April 2025"),
        ("2025-04-11", "2025. 4. 11.", "11 April 2025"),
        ("2025-03-04/2025-03-11", "2025. 3. 4.~3. 11.", "4–11 March 2025"),
        ("2025-02-28/2025-03-11", "2025. 2. 28.~3. 11.", "28 February – 11 March 2025"),
        ("2024-12-30/2025-01-02", "2024. 12. 30.~2025. 1. 2.", "30 December 2024 – 2 January 2025"),
        ("2025-03/2025-05", "2025년 3~5월", "March–May 2025"),
        ("2024/2025", "2024~2025년", "2024–2025"),
        ("2025-03-04/2025-03-04", "2025. 3. 4.", "4 March 2025"),
    ],
)  # fmt: skip
def test_a_value_in_both_languages(typed: str, korean: str, english: str) -> None:
    assert said(typed, "ko") == korean
    assert said(typed, "en") == english


@pytest.mark.parametrize(
    ("typed", "korean", "english"),
    [
        ("398.119 billion CNY", "3,981억 위안", "398 billion yuan"),
        ("140 million people", "1억 4,000만 명", "140 million people"),
        ("79.6238 trillion KRW", "79조 6,000억 원", "79.6 trillion won"),
        (">79.69 trillion KRW", "79조 6,000억 원 초과", "more than 79.6 trillion won"),
        ("<=79.61 trillion KRW", "79조 7,000억 원 이하", "at most 79.7 trillion won"),
        ("4.25 %", "4.25%", "4.25%"),
        ("999.9 billion KRW", "9,999억 원", "1 trillion won"),
    ],
)
def test_the_short_style_rounds_what_has_a_name(typed: str, korean: str, english: str) -> None:
    assert said(typed, "ko", "short") == korean
    assert said(typed, "en", "short") == english


def test_the_bare_style_leaves_the_unit_out() -> None:
    assert said("398.119 billion CNY", "ko", "bare") == "3,981억 1,900만"
    assert said("~398.119 billion CNY", "en", "bare") == "about 398.119 billion"
    assert said("2025", "ko", "bare") == "2025"


@pytest.mark.parametrize(
    ("typed", "korean", "english"),
    [
        ("+10 %", "10% 증가", "up 10%"),
        ("~-4.3 %", "약 4.3% 감소", "down about 4.3%"),
        ("3.5 pp", "3.5%포인트 상승", "up 3.5 percentage points"),
        ("-1 pp", "1%포인트 하락", "down 1 percentage point"),
        ("0 %", "변동 없음", "no change"),
    ],
)
def test_a_change_says_its_direction(typed: str, korean: str, english: str) -> None:
    change = parse_value(typed)
    assert isinstance(change, Quantity)
    assert word_change(change, profile("ko")).value == korean
    assert word_change(change, profile("en")).value == english


@pytest.mark.parametrize(
    ("amount", "rate", "korean", "english"),
    [
        ("398.119 billion CNY", "~200 KRW", "약 79조 6,000억 원", "about 79.6 trillion won"),
        ("398.119 billion CNY", "201.2 KRW", "약 80조 1,000억 원", "about 80.1 trillion won"),
        ("1 trillion CNY", "201.2 KRW", "약 200조 원", "about 200 trillion won"),
        ("5 million CNY", "200 KRW", "10억 원", "1 billion won"),
        ("~5 million CNY", "200 KRW", "약 10억 원", "about 1 billion won"),
        ("2.00 CNY", "201 KRW", "402원", "402 won"),
    ],
)
def test_a_conversion_is_no_more_precise_than_what_it_is_made_of(
    amount: str, rate: str, korean: str, english: str
) -> None:
    left, right = parse_value(amount), parse_value(rate)
    assert isinstance(left, Quantity)
    assert isinstance(right, Quantity)
    converted = convert(left, right)
    assert word(converted, profile("ko")).value == korean
    assert word(converted, profile("en")).value == english


def test_a_conversion_that_was_rounded_is_not_exact() -> None:
    rounded = convert(exact("1 trillion CNY"), exact("201.2 KRW"))
    whole = convert(exact("1.000 trillion CNY"), exact("201.2 KRW"))
    assert rounded.bound is Bound.ABOUT
    assert whole.bound is Bound.EXACT


def exact(typed: str) -> Quantity:
    found: Value = parse_value(typed)
    assert isinstance(found, Quantity)
    return found


def test_a_unit_nobody_declares_stays_visible_and_is_reported() -> None:
    outcome = word(parse_value("5 reading"), profile("ko"), OWN_UNITS)
    assert outcome.value == "5 reading"
    (found,) = outcome.diagnostics
    assert found.code == "unit-is-known"
    assert found.hint.startswith("did you mean “readings”?")


COMPLAINTS = [("bare", "need {} once for the number"), ("korean", "no words in English")]


@pytest.mark.parametrize(("unit", "complaint"), COMPLAINTS)
def test_a_unit_that_cannot_be_worded_is_reported(unit: str, complaint: str) -> None:
    tag = "ko" if unit == "bare" else "en"
    outcome = word(parse_value(f"5 {unit}"), profile(tag), OWN_UNITS)
    assert outcome.value == f"5 {unit}"
    assert [found.code for found in outcome.diagnostics] == ["unit-is-known"]
    assert complaint in outcome.diagnostics[0].message


def test_a_date_in_every_style() -> None:
    day = parse_value("2025-04-11")
    assert not isinstance(day, Quantity)
    styles = ("full", "weekday", "long", "short", "nothing")
    assert [word_date(day, profile("ko"), style) for style in styles] == [
        "2025. 4. 11.", "2025. 4. 11.(금)", "2025년 4월 11일", "2025. 4. 11.", "2025. 4. 11."
    ]  # fmt: skip
    assert [word_date(day, profile("en"), style) for style in styles] == [
        "11 April 2025", "Friday 11 April 2025", "11 April 2025", "11 Apr 2025", "11 April 2025"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "korean", "english"),
    [
        ("p. 3", "3쪽", "p. 3"),
        ("pp. 3-5", "3~5쪽", "pp. 3–5"),
        ("p.3", "3쪽", "p. 3"),
        ("pp. 3, 7-9", "3, 7~9쪽", "pp. 3, 7–9"),
        ("§ 2", "2절", "section 2"),
        ("§2", "2절", "section 2"),
        ("para. 4", "4문단", "para. 4"),
        ("table 2", "표 2", "table 2"),
        ("Table 2", "표 2", "table 2"),
        ("p. 3, table 2", "3쪽, 표 2", "p. 3, table 2"),
        ("art. 12", "제12조", "article 12"),
        ("p. iv", "iv쪽", "p. iv"),
        ("3쪽", "3쪽", "3쪽"),
        ("opening remarks", "opening remarks", "opening remarks"),
        ("", "", ""),
    ],
)
def test_a_place_in_a_source(written: str, korean: str, english: str) -> None:
    assert word_place(written, profile("ko")) == korean
    assert word_place(written, profile("en")) == english


def test_lists() -> None:
    assert word_list((), profile("en")) == ""
    assert word_list(("a", "b"), profile("en")) == "a and b"
    assert word_list(("a", "b", "c"), profile("en")) == "a, b and c"
    assert word_list(("소비", "개방"), profile("ko")) == "소비·개방"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1 million KRW", "1 balion vons"),
        ("3 million KRW", "3 baliona vons"),
        ("1.5 million KRW", "1,5 balions vons"),
        ("~2 thousand KRW", "ba 2 mila vons"),
        ("2 KRW", "2 vona"),
        ("<5 %", "<5 %"),
        ("5 EUR", "5 eur"),
        ("2025-03-04/2025-03-11", "2025/3/4–11"),
    ],
)
def test_a_language_of_one_s_own_needs_no_code(typed: str, words: str) -> None:
    assert said(typed, "vol") == words
