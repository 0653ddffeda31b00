"""Figures that are typed in both languages: another value in words, and a qualifier that one language has lost."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.checking.languages.rule import Parity
from briefgen.model.core.diagnostics import Diagnostic, Severity

KO, EN = "content/briefs/first/ko.md", "content/briefs/first/en.md"


def compared(project: Project, ko: str, en: str) -> list[Diagnostic]:
    return list(Parity(project.with_body(KO, ko).with_body(EN, en).shown()).everything())


@pytest.mark.parametrize(
    ("ko", "en", "said"),
    [
        ("수출이 4배로 늘었다.", "Exports grew fivefold.", "“fivefold” is where ko has “4배”"),
        ("수출이 4배로 늘었다.", "Exports tripled.", "“tripled” is where ko has “4배”"),
        ("수출이 4배로 늘었다.", "Exports were three times as high.", "“three times” is where ko has “4배”"),
        ("수출이 두 배로 늘었다.", "Exports tripled.", "“tripled” is where ko has “두 배”"),
        ("수출이 세 배로 늘었다.", "Exports grew 4-fold.", "“4-fold” is where ko has “세 배”"),
        ("세계 3위다.", "It ranks fifth.", "“fifth” is where ko has “3위”"),
        ("1~3월에 늘었다.", "It grew in January–April.", "“April” is where ko has “1~3월”"),
        ("3월에 늘었다.", "It grew in April.", "“April” is where ko has “3월”"),
        ("1990년대에 늘었다.", "It grew in the 1980s.", "“1980” is where ko has “1990년”"),
        ("3분의 1이 찬성했다.", "Two thirds were in favour.", "“Two thirds” is where ko has “3분의 1”"),
    ],
)
def test_another_value_in_words_is_an_error(project: Project, ko: str, en: str, said: str) -> None:
    (found,) = compared(project, ko, en)
    assert (found.code, found.severity, found.message) == ("numbers-agree", Severity.ERROR, said)


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("수출이 4배로 늘었다.", "Exports grew fourfold."),
        ("수출이 두 배로 늘었다.", "Exports doubled."),
        ("수출이 두 배 늘어 세 나라가 반겼다.", "Exports doubled, and three countries welcomed it."),
        ("세계 3위다.", "It ranks third."),
        ("1~3월에 늘었다.", "It grew from January to March."),
        ("1990년대에 늘었다.", "It grew in the 1990s."),
        ("3분의 1이 찬성했다.", "A third voted in favour."),
        ("네 번째 회의", "The fourth meeting"),
    ],
)
def test_the_same_value_in_words_is_no_difference(project: Project, ko: str, en: str) -> None:
    assert [it.message for it in compared(project, ko, en)] == []


def test_code_is_one_in_every_language(project: Project) -> None:
    assert compared(project, "`4만`을 붙인다.", "Add `4만` to it.") == []
    assert compared(project, "`4만`을 붙이면 3번 한다.", "With `4만` it is done 3 times.") == []
    assert compared(project, "`12:30:45`를 넘겨짚지 않는다.", "Nobody guesses at `12:30:45`.") == []


def test_another_figure_in_code_is_reported(project: Project) -> None:
    (found,) = compared(project, "`--retries 3`을 붙인다.", "Add `--retries 5` to it.")
    assert found.code == "numbers-agree"


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("수출이 4배로 늘었다.", "Exports grew, a double success."),
        ("세계 3위다.", "First of all, it ranks high."),
        ("3월에 늘었다.", "It may march on."),
        ("3월에 늘었다.", "It grew in the months before May and after January."),
        ("4배가 되고 5배가 되었다.", "It tripled."),
    ],
)
def test_words_that_may_be_another_figure_raise_no_error(project: Project, ko: str, en: str) -> None:
    assert {it.severity for it in compared(project, ko, en)} <= {Severity.WARNING}


@pytest.mark.parametrize(
    ("ko", "en", "place"),
    [
        ("예산은 약 80조 원이다.", "The budget is 80 trillion won.", EN),
        ("예산은 80조 원이다.", "The budget is about 80 trillion won.", KO),
        ("기업 300개사 이상이 왔다.", "300 firms came.", ""),
        ("지난 15년 동안 늘었다.", "It grew over 15 years.", ""),
        ("기업 300개사가 왔다.", "Some 300 firms came.", ""),
        ("거의 90%가 찬성했다.", "90% were in favour.", EN),
        ("30일 이내에 답한다.", "It answers within 30 days, and at most 5% do not.", ""),
    ],
)
def test_a_lost_qualifier_is_a_warning_where_it_is_missing(project: Project, ko: str, en: str, place: str) -> None:
    found = [it for it in compared(project, ko, en) if "lacks the qualifier" in it.message]
    assert [(it.code, it.severity, it.span and it.span.path) for it in found] == (
        [("numbers-agree", Severity.WARNING, place)] if place else []
    )


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("예산은 약 80조 원이다.", "The budget is nearly 80 trillion won."),
        ("예산은 80조 원 안팎이다.", "The budget is 80 trillion won or so."),
        ("`~80`이라고 쓴다.", "Write `~80`."),
        ("예산은 80조 원 규모다.", "The budget is some 80 trillion won."),
        ("기업 300여 개사가 왔다.", "More than 300 firms came."),
        ("기업 300개사가 넘게 왔다.", "Over 300 firms came."),
        ("약 80조 원, 곧 80조 원이다.", "It is 80 trillion won, or about 80 trillion won."),
        ("기업 300개사 이상이 왔다. 300개사는 많다.", "300 firms or more came. 300 firms are many."),
        ("약 30~40%다.", "It is 30–40%."),
        ("최대 30명이 온다.", "As many as 30 people come."),
    ],
)
def test_a_qualifier_in_other_words_is_not_lost(project: Project, ko: str, en: str) -> None:
    assert [it.message for it in compared(project, ko, en)] == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('{ko: 2000년, en: "2003"}', "“2003” is where ko has “2000년”"),
        ("{ko: 상반기, en: Second half}", "“Second half” is where ko has “상반기”"),
        ('{ko: 2000년, en: "2000"}', ""),
    ],
)
def test_figures_in_the_cells_of_a_chart_are_compared(project: Project, cell: str, said: str) -> None:
    chart = "content/briefs/first/bars.chart.yaml"
    other = project.with_change(chart, 'year: "2000"', f"year: {cell}")
    assert [it.message for it in Parity(other.shown()).everything()] == ([said] if said else [])


@pytest.mark.parametrize(
    ("ko", "en", "said"),
    [
        (
            "2023년에는 10%, 2024년에는 12%, 2025년에는 10%였다.",
            "It was 10% in 2023, 12% in 2024 and 12% in 2025.",
            "“12%” is where ko has “10%”",
        ),
        (
            "수출은 5%, 수입은 7% 늘었다. 투자는 5% 늘었다.",
            "Exports rose by 5% and imports by 7%. Investment rose by 7%.",
            "“7%” is where ko has “5%”",
        ),
        ("길이는 각각 3km, 4km, 3km이다.", "They are 3 km, 4 km and 4 km long.", "“4 km” is where ko has “3km”"),
        ("A 15개, B 16개, C 15개", "15 of A, 16 of B and 16 of C", "“16” is where ko has “15개”"),
    ],
)
def test_a_figure_that_repeats_another_of_its_block_is_an_error(project: Project, ko: str, en: str, said: str) -> None:
    (found,) = compared(project, ko, en)
    assert (found.code, found.severity, found.message) == ("numbers-agree", Severity.ERROR, said)


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("수출은 5%, 수입은 7% 늘었다. 투자는 5% 늘었다.", "Exports and investment rose by 5%, imports by 7%."),
        ("2023년에는 10%, 2024년에는 12%, 2025년에는 10%였다.", "It was 10% in 2023 and 2025 and 12% in 2024."),
        ("5%, 7%, 5%였다.", "It was 7%, 5% and 5%."),
        ("5%, 7%, 5명, 7명, 7명", "5%, 7%, 7 people, 5 people, 7 people"),
        ("5%에서 7%로, 다시 5%로 바뀌었다.", "It went from 5% to 7% and back to five percent."),
        ("15개 가운데 12개가, 16개 가운데 12개가 남았다.", "12 of 15 and 12 of 16 are left."),
    ],
)
def test_a_figure_said_twice_in_one_language_only_is_no_difference(project: Project, ko: str, en: str) -> None:
    assert [it.message for it in compared(project, ko, en)] == []


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("길이는 4,000m이다.", "It is 4,000 km long."),
        ("높이는 20㎝이다.", "It is 20 mm high."),
        ("두께는 3밀리미터이다.", "It is 3 centimetres thick."),
        ("무게는 20kg이다.", "It weighs 20 grams."),
        ("무게는 20그램이다.", "It weighs 20 kilograms."),
        ("300GWh를 만든다.", "It produces 300 MWh."),
        ("300TWh를 만든다.", "It produces 300 gigawatt-hours."),
        ("300킬로와트시를 쓴다.", "It uses 300 MWh."),
        ("용량은 15GW이다.", "The capacity is 15 TW."),
        ("용량은 15㎾이다.", "The capacity is 15 MW."),
        ("용량은 15와트이다.", "The capacity is 15 kilowatts."),
        ("면적은 10㎢이다.", "It covers 10 hectares."),
        ("면적은 10㏊이다.", "It covers 10 square metres."),
        ("부피는 10㎥이다.", "It holds 10 litres."),
    ],
)
def test_a_unit_of_another_size_is_an_error(project: Project, ko: str, en: str) -> None:
    (found,) = compared(project, ko, en)
    assert (found.code, found.severity) == ("units-agree", Severity.ERROR)


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("길이는 4,000m이다.", "It is 4,000 metres long."),
        ("길이는 4,000m이다.", "It is 4,000 m long."),
        ("길이는 4,000m이다.", "It is 4 km long."),
        ("길이는 1.5㎞이다.", "It is 1,500 meters long."),
        ("키는 1m 80㎝이다.", "The height is 1.8 m."),
        ("무게는 500g이다.", "It weighs 500 grams."),
        ("무게는 500g이다.", "It weighs 500 g."),
        ("무게는 2톤이다.", "It weighs 2,000 kg."),
        ("1.2TWh를 만든다.", "It produces 1,200 GWh."),
        ("용량은 100만㎾이다.", "The capacity is 1 GW."),
        ("용량은 60W이다.", "The capacity is 60 watts."),
        ("면적은 10㎢이다.", "It covers 1,000 hectares."),
        ("면적은 10ha이다.", "It covers 10 ha."),
        ("면적은 85㎡이다.", "It covers 85 square metres."),
        ("물 5리터", "5 litres of water"),
        ("물 5L", "5 L of water"),
        ("500만 명이 산다.", "It has 5m people."),
        ("5G 통신과 4G 통신", "5G and 4G networks"),
        ("5세대 이동통신", "5G mobile networks"),
        ("시속 350㎞로 달린다.", "It runs at 350 km/h."),
        ("초속 10m의 바람", "Wind of 10 m/s"),
        ("계량기 5대를 달았다.", "It installed 5 meters."),
        ("100m 달리기와 200m 달리기", "The 100 metres and the 200-metre race"),
    ],
)
def test_the_same_size_in_another_unit_is_no_difference(project: Project, ko: str, en: str) -> None:
    assert [it.message for it in compared(project, ko, en)] == []
