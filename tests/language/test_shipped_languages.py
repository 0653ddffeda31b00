"""Every language that comes with briefgen: its words for figures and dates, and the same read back."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
import yaml

from briefgen.language.figures.reader import FigureReader
from briefgen.language.lines.quotes import nested
from briefgen.language.lines.spaced_marks import marked_blanks
from briefgen.language.matching.sorting import sort_key
from briefgen.language.words.sentences import sentence_ends
from briefgen.language.words.values import word, word_change, word_date
from briefgen.model.profile.language import Language
from briefgen.model.values.figures import End, Mention
from briefgen.model.values.parsing import parse_day, parse_value
from briefgen.model.values.quantities import Bound, Interval, Quantity, QuantityRange
from briefgen.reading.world import default_theme
from briefgen.rendering.html.figure_words import figure_words

LANGUAGES = {
    path.stem: Language.model_validate(yaml.safe_load(path.read_text("utf-8")))
    for path in sorted(default_theme().glob("locale/*.yaml"))
}
VALUES = (
    "398.119 billion CNY",
    "~80 trillion KRW",
    ">= 3 million EUR",
    "1.5 million EUR",
    "4000 people",
    "12500 people",
    "12.5%",
    "-3.4%",
    "1.2 pp",
    "3-5 trillion EUR",
    "21-25 people",
    "2025-03-01",
    "2025-03",
    "2025-03-04/2025-03-11",
    "2025-02-28/2025-03-04",
)


def said(lang: str, value: str) -> str:
    return word(parse_value(value), LANGUAGES[lang]).value


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("value", VALUES)
def test_a_value_in_words_is_read_back(lang: str, value: str) -> None:
    words = said(lang, value)
    text = f"規模は{words}である。" if lang in ("ja", "zh-Hans") else f"It is {words}."
    read = FigureReader(LANGUAGES[lang]).read(text)
    meant = parse_value(value)
    if isinstance(meant, Quantity):
        assert [(it.value, it.unit, it.bound) for it in read] == [(Fraction(meant.value), meant.unit, meant.bound)]
    elif isinstance(meant, QuantityRange):
        ends = [(Fraction(end.value), meant.high.unit) for end in (meant.low, meant.high)]
        assert [(it.value, it.unit) for it in read] == ends
        assert [it.range for it in read] == [End.LOW, End.HIGH]
    else:
        assert [it.day for it in read] == ([meant.start, meant.end] if isinstance(meant, Interval) else [meant])


@pytest.mark.parametrize("lang", sorted(set(LANGUAGES) - {"en"}))
def test_a_profile_names_all_that_the_english_one_names(lang: str) -> None:
    own, english = LANGUAGES[lang], LANGUAGES["en"]
    assert set(own.units) >= set(english.units)
    assert set(own.bounds) == set(english.bounds)
    assert set(own.places) == set(english.places)
    assert set(own.dates) == set(english.dates)
    assert set(own.labels) == set(english.labels)
    assert set(own.reading.classes) & set(english.reading.classes)
    assert own.prose.relative_dates and own.prose.attributions


def test_a_unit_follows_the_name_of_a_power_as_french_and_spanish_have_it() -> None:
    assert said("fr", "3 million EUR") == "3 millions d’euros"
    assert said("fr", "3.5 billion CNY") == "3,5 milliards de yuans"
    assert said("fr", "12500 people") == "12\u202f500 personnes"
    assert said("es", "1.5 million EUR") == "1,5 millones de euros"
    assert said("es", "4000 people") == "4000 personas"


def test_what_is_counted_follows_the_number_in_arabic() -> None:
    said_of = {number: said("ar", f"{number} people") for number in (1, 3, 10, 11, 99, 100, 103)}
    assert list(said_of.values()) == [
        "1 شخص", "3 أشخاص", "10 أشخاص", "11 شخصًا", "99 شخصًا", "100 شخص", "103 أشخاص",
    ]  # fmt: skip
    assert said("ar", "3 million EUR") == "3 ملايين يورو"
    assert said("ar", "398.119 billion CNY") == "398.119 مليار يوان"
    assert said("ar", "3-5 trillion EUR") == "3 إلى 5 تريليونات يورو"
    assert said("ar", "2025-03-04/2025-03-11") == "4 إلى 11 مارس 2025"


def test_the_first_of_a_month_is_an_ordinal_in_french() -> None:
    french = LANGUAGES["fr"]
    assert said("fr", "2025-03-01") == "1er mars 2025"
    assert word_date(parse_day("2025-03-01"), french, "weekday") == "samedi 1er mars 2025"
    assert said("fr", "2025-03-01/2025-03-04") == "1er–4 mars 2025"
    assert said("fr", "2025-03-11") == "11 mars 2025"


def test_a_change_is_said_as_each_language_says_it() -> None:
    rise = parse_value("10%")
    assert isinstance(rise, Quantity)
    words = {lang: word_change(rise, language).value for lang, language in LANGUAGES.items()}
    assert words["fr"] == "en hausse de 10\u202f%"
    assert words["de"] == "plus 10\u00a0%"
    assert words["es"] == "un 10\u202f% más"
    assert words["ja"] == "10%増"
    assert words["zh-Hans"] == "增长10%"
    assert words["ar"] == "بزيادة 10%"


READ = [
    ("fr", "2 500 km", 2500, "km"),
    ("fr", "2\u00a0500\u00a0km", 2500, "km"),
    ("fr", "2\u202f500 km", 2500, "km"),
    ("fr", "au moins 5 %", 5, "%"),
    ("fr", "moins 3 degrés", -3, "celsius"),
    ("de", "1.250.000 Euro", 1_250_000, "EUR"),
    ("de", "398 000 Menschen", 398_000, "people"),
    ("de", "12,5 Mio. Euro", 12_500_000, "EUR"),
    ("es", "1.250.000 euros", 1_250_000, "EUR"),
    ("es", "12 500 habitantes", 12_500, "people"),
    ("ja", "予算は約2兆9千億円", 2_900_000_000_000, "JPY"),
    ("ja", "輸出は▲3.2％", Fraction(-16, 5), "%"),
    ("ja", "三百万人が", 3_000_000, "people"),
    ("zh-Hans", "达3亿5000万美元", 350_000_000, "USD"),
    ("zh-Hans", "占三分之一", Fraction(1, 3), ""),
    ("ar", "بلغ العجز 3.5 ملايين دولار", 3_500_000, "USD"),
    ("ar", "نحو 12 ألف نسمة", 12_000, "people"),
    ("ar", "أكثر من 12 500 شخص", 12_500, "people"),
    ("ar", "نمو بنسبة 4.5 في المئة", Fraction(9, 2), "%"),
    ("ar", "بزيادة ١٢٪", 12, "%"),
    ("ar", "بلغت ١٢٫٥ مليار دولار", 12_500_000_000, "USD"),
    ("ar", "شملت 14 دولة", 14, "countries"),
    ("ar", "خلال 3 سنوات", 3, "years"),
]


@pytest.mark.parametrize(("lang", "text", "value", "unit"), READ, ids=[text for _, text, _, _ in READ])
def test_what_authors_write_is_read(lang: str, text: str, value: int | Fraction, unit: str) -> None:
    assert [(it.value, it.unit) for it in FigureReader(LANGUAGES[lang]).read(text)] == [(value, unit)]


def test_words_with_a_character_of_a_number_are_no_numbers() -> None:
    for lang, text in (("ja", "一方、千葉県は一般に十分である"), ("zh-Hans", "一方面，数千人一起走万万没想到")):
        assert [it.text for it in FigureReader(LANGUAGES[lang]).read(text) if not it.soft] == []


def test_days_written_with_points_are_dates_in_german() -> None:
    (mention,) = FigureReader(LANGUAGES["de"]).read("am 12.04.2025 beschlossen")
    assert mention.day == parse_day("2025-04-12")


def test_years_in_characters_are_years() -> None:
    (mention,) = FigureReader(LANGUAGES["ja"]).read("改革は二〇二五年に始まった")
    assert mention.day == parse_day("2025")


def test_a_bound_is_heard_without_a_blank_before_it() -> None:
    (mention,) = FigureReader(LANGUAGES["zh-Hans"]).read("规模不到300万元")
    assert (mention.value, mention.bound) == (3_000_000, Bound.UNDER)


def test_a_sentence_ends_where_nothing_parts_words_and_not_after_a_german_ordinal() -> None:
    text = "規模は大きい。費用も増えた。「高い。」と述べた。"
    assert [text[:end] for end in sentence_ends(text, ())][:2] == ["規模は大きい。", "規模は大きい。費用も増えた。"]
    dotted = LANGUAGES["de"].prose.dotted
    german = "Am 4. März begann es. Am 11. April endete es."
    assert list(sentence_ends(german, dotted)) == [21, len(german)]


def test_marks_within_marks_are_the_inner_ones_of_the_language() -> None:
    assert nested("“a “b””") == "“a ‘b’”"
    assert nested("«\u202fa «\u202fb\u202f»\u202f»") == "«\u202fa “b”\u202f»"
    assert nested("„a „b““") == "„a ‚b‘“"
    assert nested("「a「b」」") == "「a『b』」"


def test_a_line_does_not_break_beside_a_french_mark() -> None:
    text = "Il dit : « Vraiment ? » Oui."
    places = marked_blanks(text, LANGUAGES["fr"].spaced_marks)
    assert [text[place - 1 : place + 1] for place in sorted(places)] == [" :", " V", " ?", " »"]
    assert marked_blanks(text, LANGUAGES["en"].spaced_marks) == set()


@pytest.mark.parametrize(
    ("lang", "ordered"),
    [
        ("fr", ["cote", "coté", "école", "zone"]),
        ("es", ["nube", "ñandú", "obra"]),
        ("de", ["Apfel", "Äpfel", "Maß", "Maße", "Zoll"]),
        ("zh-Hans", ["北京", "上海", "中国"]),
        ("ar", ["أحمد", "إمارة", "بغداد", "تونس", "يمن"]),
        ("en", ["Abe", "élan", "zoo"]),
    ],
)
def test_names_are_sorted_as_a_dictionary_has_them(lang: str, ordered: list[str]) -> None:
    assert sorted(ordered, key=lambda it: sort_key(it, "", LANGUAGES[lang])) == ordered


def test_japanese_names_are_sorted_by_their_reading() -> None:
    names = {"東京": "とうきょう", "大阪": "おおさか", "アジア": "アジア"}
    assert sorted(names, key=lambda it: sort_key(it, names[it], LANGUAGES["ja"])) == ["アジア", "大阪", "東京"]


def test_a_key_figure_is_parted_from_its_unit_in_every_language() -> None:
    parts = {lang: figure_words(said(lang, "398.119 billion CNY")).number for lang in LANGUAGES}
    assert parts["ja"] == "3,981億1,900万"
    assert parts["zh-Hans"] == "3981.19亿"
    assert parts["es"] == "398\u202f119"
    assert re.sub(r"\s", " ", figure_words(said("fr", "12.5%")).number) == "12,5 %"


# Figures as authors type them


def read(lang: str, text: str) -> list[Mention]:
    return list(FigureReader(LANGUAGES[lang]).read(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("毎分約 150 万の要求がある。", Fraction(1_500_000)),
        ("毎秒 1 億 2,000 万件を超える。", Fraction(120_000_000)),
        ("元の 20 分の 1 になる。", Fraction(1, 20)),
        ("回答者の 4 分の 1 を超える。", Fraction(1, 4)),
    ],
)
def test_blanks_may_stand_within_a_figure(text: str, value: Fraction) -> None:
    assert [it.value for it in read("ja", text)] == [value]


def test_blanks_may_stand_within_a_date() -> None:
    assert [str(it.day) for it in read("ja", "2025 年 4 月 5 日と 6 月中旬に")] == ["2025-04-05", "0000-06"]


@pytest.mark.parametrize("text", ["Released (Aug. 2021).", "Released (Aug 2021).", "Released (August 2021)."])
def test_a_point_may_stand_after_a_short_month(text: str) -> None:
    assert [str(it.day) for it in read("en", text)] == ["2021-08"]


@pytest.mark.parametrize(
    ("lang", "text"), [("ja", "バージョン1.17.0は修正した。"), ("ko", "버전1.17.0은"), ("en", "Version 1.17.0 is")]
)
def test_a_version_is_no_figure(lang: str, text: str) -> None:
    assert read(lang, text) == []


@pytest.mark.parametrize(
    ("lang", "text"), [("ko", "제3자의 사용"), ("ko", "제 3자가"), ("ko", "(2) 독점 포맷은"), ("en", "(2) A format is")]
)
def test_others_and_the_mark_of_a_paragraph_are_no_figures(lang: str, text: str) -> None:
    assert read(lang, text) == []


def test_a_figure_in_brackets_and_an_ordinal_are_figures() -> None:
    assert [it.value for it in read("ko", "제3조에 따라 (2) 이다")] == [3, 2]
