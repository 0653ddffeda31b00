"""A spreadsheet’s figures become proposed facts, named by their row and head, with the unit and period it says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from support.office import sheet_rows, xlsx

from briefgen.importing.imported import Remark
from briefgen.importing.sheets.proposals import (
    KnownUnit,
    ProposedFact,
    proposal_file,
    proposals_of,
    tables_of,
    unit_reader,
    value_words,
)
from briefgen.language.figures.reader import FigureReader
from briefgen.model.profile.language import Language
from briefgen.model.values.parsing import parse_value
from briefgen.model.values.quantities import Quantity
from briefgen.reading.files.archive import UnreadableDocumentError
from briefgen.reading.texts import read_one
from briefgen.reading.world import MemoryWorld


def profile(lang: str) -> Language:
    found = read_one(MemoryWorld({}), f"templates/locale/{lang}.yaml", Language, None).value
    assert found is not None
    return found.value


UNIT_OF = unit_reader([FigureReader(profile("ko")), FigureReader(profile("en"))])


def proposed(name: str, content: bytes) -> tuple[list[ProposedFact], list[Remark]]:
    found = proposals_of(tables_of(name, content), UNIT_OF)
    return found.facts, found.remarks


def told(name: str, content: bytes) -> list[tuple[str, str, str, str]]:
    return [(it.ident, it.value, it.period, it.place) for it in proposed(name, content)[0]]


def test_heads_units_and_years_are_understood() -> None:
    text = """표 1. 예산,,,(단위: 백만원)
구분,2024,2025년,증감률(%),비고
연구개발비,"29,700","31,000",4.4,확정
장학금,1200,1300,,
"""
    assert told("예산.csv", text.encode("cp949")) == [
        ("연구개발비-2024", "29,700 million KRW", "2024", "B3"),
        ("연구개발비-2025", "31,000 million KRW", "2025", "C3"),
        ("연구개발비-증감률", "4.4 %", "", "D3"),
        ("장학금-2024", "1,200 million KRW", "2024", "B4"),
        ("장학금-2025", "1,300 million KRW", "2025", "C4"),
    ]


def test_a_long_table_has_its_year_and_unit_in_columns() -> None:
    text = "Region,Year,Unit,Value,Code\nSeoul,2019,persons,9729107,11\nBusan,2019,GWh,3.5,26\n"
    facts, _ = proposed("a.csv", text.encode())
    assert [(it.ident, it.value, it.period, it.unknown_unit) for it in facts] == [
        ("seoul-value-2019", "9,729,107 people", "2019", ""),
        ("busan-value-2019", "3.5", "2019", "GWh"),
    ]


def test_heads_of_two_rows_and_merged_labels_are_joined() -> None:
    rows = sheet_rows(
        ("구분", "항목", "예산(억원)", None), (None, None, 2024, 2025), ("중앙", "인건비", 3, 4), (None, "기타", 5, 6)
    )
    merged = "".join(f'<mergeCell ref="{it}"/>' for it in ("A1:A2", "B1:B2", "C1:D1", "A3:A4"))
    book = xlsx({"본예산": f"<sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells>"})
    facts, remarks = proposed("b.xlsx", book)
    assert [(it.label, it.value, it.period, it.place) for it in facts] == [
        ("중앙, 인건비, 예산", "3 억 KRW", "2024", "본예산!C3"),
        ("중앙, 인건비, 예산", "4 억 KRW", "2025", "본예산!D3"),
        ("중앙, 기타, 예산", "5 억 KRW", "2024", "본예산!C4"),
        ("중앙, 기타, 예산", "6 억 KRW", "2025", "본예산!D4"),
    ]
    assert remarks == []


def test_what_is_not_taken_is_told_by_its_cell() -> None:
    rows = sheet_rows(
        ("item", "plan", "done"),
        ("a", 1, "<c><f>B2*2</f></c>"),
        ("b", '<c t="e"><v>#REF!</v></c>', "n/a"),
        ("c", '<c s="1"><v>45000</v></c>', 7),
    )
    book = xlsx(
        {"s": f'<sheetData>{rows}</sheetData><mergeCells><mergeCell ref="C4:C5"/></mergeCells>'},
        formats=("yyyy-mm-dd",),
    )
    facts, remarks = proposed("b.xlsx", book)
    assert [it.place for it in facts] == ["s!B2", "s!C4"]
    assert [(it.place, it.message.partition(":")[0]) for it in remarks] == [
        ("s!C2", "a formula without a saved value"),
        ("s!B3", "an error, #REF!"),
        ("s!C3", "text, not a figure"),
        ("s!B4", "a date, not a figure"),
        ("s!C4", "merged with others"),
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Année de naissance;hommes\n2016;5,5\n2015;6,5\n", ("hommes-2016", "5.5", "2016", "B2")),
        (",15 ans\n1947,9\n1946,8\n", ("15-ans-1947", "9", "1947", "B2")),
        ("Âge,hommes\n0,7\n1,8\n", ("age-0-hommes", "7", "", "B2")),
        ("No. Municipality,Name,tax\n7,Moncton,3.5\n", ("moncton-tax", "3.5", "", "C2")),
        ("코드,이름,값\nK-1,서울,3.5\n", ("서울-값", "3.5", "", "C2")),
        (",시군구,투표\n0,종로구,7.5\n1,중구,8.5\n", ("종로구-투표", "7.5", "", "C2")),
        ("코드,값\nK-1,3.5\n", ("k-1-값", "3.5", "", "B2")),
        ("계정,지수(2020=100)\n-,3.7\n", ("지수-2020-100", "3.7", "", "B2")),
    ],
)
def test_numbers_that_name_a_row_are_not_figures(text: str, first: tuple[str, str, str, str]) -> None:
    assert told("a.csv", text.encode())[0] == first


def test_characters_that_cannot_be_seen_are_left_out() -> None:
    (fact,) = proposed("a.csv", "it\x1bem,pl\u200ban\nx\u3164y,3\n".encode())[0]
    assert (fact.ident, fact.label) == ("xy-plan", "xy, plan")


def test_a_head_without_figures_is_passed_over() -> None:
    assert told("a.csv", b"item,plan,,done\nx,3,,\n") == [("x-plan", "3", "", "B2")]


def test_notes_below_the_figures_are_passed_over() -> None:
    assert proposed("a.csv", "a,b,c\nx,1,-\ny,2,3\n주: 잠정치,,\n".encode())[1] == [
        Remark("C2", "text, not a figure: not taken")
    ]


def test_a_sheet_without_heads_and_a_hidden_one_give_nothing() -> None:
    book = xlsx({"a": sheet_rows((1, 2), (3, 4)), "b": sheet_rows(("x", "y"), ("z", 1))}, states={"b": "hidden"})
    facts, remarks = proposed("b.xlsx", book)
    assert facts == [] and [it.place for it in remarks] == ["a"] and "no row of heads" in remarks[0].message


def test_ids_are_one_each_and_no_more_than_a_thousand_facts_are_proposed() -> None:
    rows = "".join(f"x,{at}.5\n" for at in range(1_003))
    facts, remarks = proposed("a.csv", f"a,b\n{rows}".encode())
    assert len({it.ident for it in facts}) == len(facts) == 1_000
    assert [it.message.partition(":")[0] for it in remarks] == ["3 more figures were left out"]


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("백만원", KnownUnit("KRW", 6)),
        ("억 원", KnownUnit("KRW", 8)),
        ("억원", KnownUnit("KRW", 8)),
        ("천명", KnownUnit("people", 3)),
        ("%", KnownUnit("%")),
        ("%p", KnownUnit("pp")),
        ("USD million", KnownUnit("USD", 6)),
        ("million won", KnownUnit("KRW", 6)),
        ("thousand", KnownUnit("", 3)),
        ("명/㎢", None),
        ("가구", None),
        ("kWh", None),
    ],
)
def test_units_are_those_that_a_fact_may_have(words: str, unit: KnownUnit | None) -> None:
    assert UNIT_OF(words) == unit


@pytest.mark.parametrize(
    ("amount", "scale", "unit"),
    [
        ("2024", 0, None),
        ("-1.50", 3, KnownUnit("KRW", 6)),
        ("7", 2, None),
        ("0.5", 0, KnownUnit("people", 8)),
        ("12", 0, KnownUnit("%")),
    ],
)
def test_the_words_of_a_value_are_read_back_as_it(amount: str, scale: int, unit: KnownUnit | None) -> None:
    read = parse_value(value_words(Quantity(Decimal(amount), scale), unit))
    assert isinstance(read, Quantity)
    assert read.value == Decimal(amount).scaleb(scale + (unit.scale if unit else 0))
    assert read.unit == (unit.ident if unit else "")


FACT = ProposedFact("a-2024", 'a "b"', "1,200 KRW", "2024", "s!B2")


def test_the_file_says_that_it_is_not_part_of_the_site_and_marks_the_source() -> None:
    made = proposal_file("", [FACT], "b.xlsx", ("ko", "en"), ())
    assert "# Proposed from b.xlsx. Nothing in this folder is part of the site.\n" in made.text
    assert made.text.endswith(
        'a-2024:\n  label: {en: "a \\"b\\""}\n  value: 1,200 KRW\n  period: 2024\n'
        '  source: "to-be-named, b.xlsx, s!B2"\n  status: unverified\n'
    )
    assert 'label: "a' in proposal_file("", [FACT], "b.xlsx", ("ko",), ()).text


def test_a_second_run_adds_what_is_new_and_changes_nothing() -> None:
    before = "# mine\na-2024:\n  value: 1,100 KRW\n"
    new = ProposedFact("c", "c", "5", "", "s!C3")
    made = proposal_file(before, [FACT, new, ProposedFact("d", "d", "6", "", "s!C4")], "b.xlsx", ("en",), {"d"})
    assert made.added == ("c",) and made.text.startswith(before)
    assert [it.place for it in made.remarks] == ["s!B2"] and "now 1,200 KRW" in made.remarks[0].message


def test_a_file_that_is_not_yaml_is_left_alone() -> None:
    with pytest.raises(UnreadableDocumentError, match="fix it first"):
        proposal_file("a: [", [FACT], "b.xlsx", ("en",), ())


def test_the_row_that_names_a_group_is_part_of_the_labels_below_it() -> None:
    text = b""",2015,2016
Art Museum,,
Personal Services,18,24
Total,23,29
Police,,
Personal Services,59,63
Total,63,65
Grand total,86,94
"""
    assert [it.label for it in proposed("budget.csv", text)[0]][::2] == [
        "Art Museum, Personal Services",
        "Art Museum, Total",
        "Police, Personal Services",
        "Police, Total",
        "Grand total",
    ]


def test_an_empty_row_or_a_note_is_no_group() -> None:
    text = "구분,예산,결산\n본부,,\n인건비,1,2\n,,\n합계,3,4\n※ 잠정치,,\n기타,5,6\n"
    assert [it.label for it in proposed("예산.csv", text.encode())[0]][::2] == [
        "본부, 인건비, 예산",
        "합계, 예산",
        "기타, 예산",
    ]


@pytest.mark.parametrize("head", ["fiscal_year", "Year", "연도", "회계연도", "FY"])
def test_a_column_of_years_says_the_period(head: str) -> None:
    text = f"{head},department,class_id,total\n2017,Council,01,100\n2018,Council,01,200\n"
    found = proposed("adopted.csv", text.encode())[0]
    assert [(it.label, it.value, it.period) for it in found] == [
        ("Council, total", "100", "2017"),
        ("Council, total", "200", "2018"),
    ]


def test_an_import_says_how_a_file_was_read_that_is_not_as_usual() -> None:
    commas = "it was read with ; between columns and a comma as decimal mark"
    assert [it.message for it in proposed("a.csv", b"item;rate\nx;2,4\ny;3,5\n")[1]] == [commas]
    assert proposed("a.csv", b"item,rate\nx,2.4\ny,3.5\n")[1] == []
