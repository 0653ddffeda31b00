"""Spreadsheets are read as they are shown: numbers rounded as their cell rounds them, nothing calculated."""

from __future__ import annotations

import time
import tracemalloc
from decimal import Decimal

import pytest
from support.office import archive, sheet_rows, xlsx

from briefgen.model.values.quantities import Quantity
from briefgen.reading.files.archive import UnreadableDocumentError
from briefgen.reading.files.sheets.delimited import read_delimited
from briefgen.reading.files.sheets.formats import figure_of, number_format
from briefgen.reading.files.sheets.workbook import CellKind, SheetCell, Workbook, address_of, place_of


def one(cell: str, *formats: str, words: str = "", workbook: str = "") -> SheetCell | None:
    book = Workbook(xlsx({"a": f"<row>{cell}</row>"}, words=words, formats=formats, workbook=workbook))
    return book.table("a").cells.get((1, 1))


def number(amount: str, unit: str = "", scale: int = 0) -> Quantity:
    return Quantity(Decimal(amount), scale, unit)


@pytest.mark.parametrize(
    ("typed", "code", "shown"),
    [
        ("0.05", "0%", number("5", "%")),
        ("0.0512", "0.0%", number("5.1", "%")),
        ("0.05", "General", number("0.05")),
        ("0.28999999999999998", "General", number("0.29")),
        ("1.5E-3", "General", number("0.0015")),
        ("12345678901234", "General", number("12345678901234")),
        ("1234.5", "#,##0", number("1235")),
        ("2.5", "0", number("3")),
        ("-2.5", "#,##0;[Red](#,##0)", number("-3")),
        ("-0.001", "0.0", number("0.0")),
        ("1234.5", "#,##0.00_ ", number("1234.50")),
        ("1234.5", "0.0##", number("1234.5")),
        ("1234567", "#,##0,", number("1235", scale=3)),
        ("5.1", '0.0"%"', number("5.1", "%")),
        ("5", "[>9]0.0;0", number("5")),
        ("5.25", '_-* #,##0.0_-;-* #,##0.0_-;_-* "-"_-', number("5.3")),
        ("7", '#,##0"명"', number("7")),
        ("0.5", "# ?/?", number("0.5")),
        ("1234", "0.00E+00", number("1234")),
        ("7", "@", number("7")),
        ("1e999", "General", None),
    ],
)
def test_a_number_is_rounded_as_its_cell_shows_it(typed: str, code: str, shown: Quantity | None) -> None:
    assert figure_of(typed, number_format(code)) == shown


@pytest.mark.parametrize("code", ["yyyy-mm-dd", "[$-409]d-mmm", "[h]:mm", 'yyyy"년" m"월"', "mm:ss.0"])
def test_a_format_of_dates_is_known(code: str) -> None:
    assert number_format(code).is_date


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        ("<c><v>7</v></c>", CellKind.NUMBER, "7"),
        ('<c t="s"><v>1</v></c>', CellKind.TEXT, "예산"),
        ('<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', CellKind.TEXT, "ab"),
        ('<c t="str"><f>A1</f><v>x</v></c>', CellKind.TEXT, "x"),
        ('<c t="e"><f>A1</f><v>#REF!</v></c>', CellKind.ERROR, "#REF!"),
        ('<c t="b"><v>1</v></c>', CellKind.TRUTH, "1"),
        ("<c><f>SUM(B1:B3)</f></c>", CellKind.UNCALCULATED, "=SUM(B1:B3)"),
        ("<c><f>SUM(B1:B3)</f><v></v></c>", CellKind.UNCALCULATED, "=SUM(B1:B3)"),
        ("<c><f>1+1</f><v>2</v></c>", CellKind.NUMBER, "2"),
        ('<c s="1"><v>45000</v></c>', CellKind.DATE, "2023-03-15"),
        ('<c s="1"><v>0.25</v></c>', CellKind.DATE, "0.25"),
        ('<c s="1"><v>99999999</v></c>', CellKind.DATE, "99999999"),
        ('<c t="d"><v>2026-01-01</v></c>', CellKind.DATE, "2026-01-01"),
    ],
)
def test_what_a_cell_holds_is_told_apart(cell: str, kind: CellKind, text: str) -> None:
    words = "<si><t>x</t></si><si><t>예산</t><rPh><t>yesan</t></rPh></si>"
    found = one(cell, "yyyy-mm-dd", words=words)
    assert found is not None and (found.kind, found.text) == (kind, text)


@pytest.mark.parametrize("cell", ["<c/>", '<c s="1"/>', '<c t="str"><f>A1</f><v></v></c>', '<c t="s"><v>9</v></c>'])
def test_an_empty_cell_is_none(cell: str) -> None:
    assert one(cell, "0") is None


def test_a_file_that_wants_to_be_calculated_has_no_saved_values() -> None:
    stale = one("<c><f>1+1</f><v>0</v></c>", workbook='<calcPr fullCalcOnLoad="1"/>')
    assert stale is not None and stale.kind is CellKind.UNCALCULATED


def test_a_formula_is_kept_beside_its_value() -> None:
    found = one("<c><f>1+1</f><v>2</v></c>")
    assert found is not None and found.formula == "=1+1" and found.figure == number("2")


@pytest.mark.parametrize(
    ("written", "said"), [("a_x000D_b", "a\rb"), ("_x005F_x0041_", "_x0041_"), ("_xD800_", "_xD800_"), ("_x1_", "_x1_")]
)
def test_characters_that_a_file_writes_by_their_number_are_read(written: str, said: str) -> None:
    found = one(f'<c t="inlineStr"><is><t>{written}</t></is></c>')
    assert found is not None and found.text == said


def test_a_file_that_takes_values_from_elsewhere_is_known() -> None:
    assert not Workbook(xlsx({"a": ""})).is_linked


def test_days_are_counted_from_1904_where_the_file_says_so() -> None:
    found = one('<c s="1"><v>1</v></c>', "yyyy-mm-dd", workbook='<workbookPr date1904="1"/>')
    assert found is not None and found.text == "1904-01-02"


def test_sheets_merged_cells_and_places_are_known() -> None:
    inner = '<sheetData><row r="3"><c r="C3"><v>1</v></c><c><v>2</v></c></row></sheetData>'
    inner += '<mergeCells><mergeCell ref="C3:D4"/></mergeCells>'
    book = Workbook(xlsx({"가": inner, "b": ""}, states={"b": "hidden"}))
    assert book.sheets == ("가", "b") and book.hidden == {"b"}
    table = book.table("가")
    assert list(table.cells) == [(3, 3)] and table.merged == (((3, 3), (4, 4)),)
    assert place_of("$AB$12") == (12, 28) and address_of((12, 28)) == "AB12"
    with pytest.raises(ValueError, match="such as B7"):
        place_of("B7:B9")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not an office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "protected by a password or in the old binary format"),
        (archive({"a.txt": "x"}), "it is not an Excel file"),
        (xlsx({"a": ""}, files={"../x": ""}), "points outside the archive"),
        (xlsx({"a": ""}, files={"xl/vbaProject.bin": ""}), "macros"),
        (xlsx({"a": "<row/>" * 3_000_000}), "unpacks to 200 times its size"),
        (xlsx({"a": ""}, files={"xl/styles.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "declares a document type"),
        (xlsx({"a": "<row>"}), "is not valid XML"),
        (xlsx({"a": "<row><c r='x'><v>1</v></c></row>"}), "it is damaged"),
        (xlsx({"a": f"<row>{'<c><v>1</v></c>' * 300_001}</row>"}), "unpacks to 200 times|more than 300,000 cells"),
        (xlsx({"a": "<row>" + "<a>" * 2_000 + "</a>" * 2_000 + "</row>"}), "nested too deeply"),
    ],
)
def test_a_file_that_cannot_or_must_not_be_read_is_refused_in_time(content: bytes, why: str) -> None:
    begun = time.process_time()
    with pytest.raises(UnreadableDocumentError, match=why):
        Workbook(content).table("a")
    assert time.process_time() - begun < 10


def test_too_many_cells_are_refused() -> None:
    rows = "".join(f"<row>{''.join(f'<c><v>{at}{n}</v></c>' for n in range(100))}</row>" for at in range(3_001))
    with pytest.raises(UnreadableDocumentError, match="more than 300,000 cells"):
        Workbook(xlsx({"a": rows})).table("a")


def kinds(content: bytes, **options: bool) -> list[tuple[str, CellKind, str]]:
    cells = read_delimited(content, **options).cells
    return [(address_of(place), cell.kind, cell.text) for place, cell in sorted(cells.items())]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters_are_recognised(encoding: str, delimiter: str) -> None:
    text = delimiter.join(("항목", "예산")) + "\r\n" + delimiter.join(('"연구, 개발"', "12.5")) + "\r\n"
    expected = [("A1", "항목"), ("B1", "예산"), ("A2", "연구, 개발"), ("B2", "12.5")]
    assert [(place, words) for place, _, words in kinds(text.encode(encoding))] == expected


@pytest.mark.parametrize(
    ("typed", "delimiter", "read"),
    [
        ("1234", ",", number("1234")),
        ('"1,234.50"', ",", number("1234.50")),
        ("−5", ",", number("-5")),
        ("+5", ",", Quantity(Decimal(5), signed=True)),
        ("12.5%", ",", number("12.5", "%")),
        ("0.10", ",", number("0.10")),
        ("1\u00a0234", ",", number("1234")),
        ('"1,23"', ",", number("1.23")),
        ('"1,23","1,234"', ",", None),
        ("01234", ",", None),
        ("△5", ",", None),
        ("-", ",", None),
        ("1e5", ",", None),
        ("3,5", ";", number("3.5")),
        ("1.234,5", ";", number("1234.5")),
        ("1,234", ";", None),
        ("1,234", "\t", number("1234")),
    ],
)
def test_numbers_of_text_are_read_where_they_are_clear(typed: str, delimiter: str, read: Quantity | None) -> None:
    table = read_delimited(f"a{delimiter}b\nx{delimiter}{typed}\n".encode())
    assert table.cells[2, 2].figure == read
    assert (table.cells[2, 2].kind is CellKind.NUMBER) == (read is not None)


def test_errors_formulas_and_dates_of_text_are_told_apart() -> None:
    found = kinds(b"a,b\n#REF!,=SUM(A1)\n2026-01-05,2026. 1. 5.\n2026.5,1/2/2026\n")
    assert [kind for _, kind, _ in found[2:]] == [
        CellKind.ERROR,
        CellKind.UNCALCULATED,
        CellKind.DATE,
        CellKind.DATE,
        CellKind.NUMBER,
        CellKind.DATE,
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"a,b\n\xff\xff\xff,1", "not text in UTF-8 or CP949"),
        (b"a,b\n\0,1", "not text in UTF-8 or CP949"),
        (b"a," + b"x" * 200_000, "not a table in row 1"),
        (b"1,2\n" * 160_000, "more than 300,000 cells"),
        (b"\n" * 300_001, "more than 300,000 cells or rows"),
        (b"\r" * 300_001, "more than 300,000 cells or rows"),
        (b"1,2\n" * 6_000_000, "larger than 20 MB"),
    ],
)
def test_a_text_that_is_not_a_table_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=why):
        read_delimited(content)


def test_a_file_of_empty_rows_is_refused_before_it_takes_memory() -> None:
    content = b"\n" * 15_000_000
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableDocumentError, match="more than 300,000 cells or rows"):
            read_delimited(content)
        assert tracemalloc.get_traced_memory()[1] < 150_000_000
    finally:
        tracemalloc.stop()


def test_empty_rows_are_counted_and_not_kept() -> None:
    assert kinds(b"a\n\n\nb\n") == [("A1", CellKind.TEXT, "a"), ("A4", CellKind.TEXT, "b")]


def test_merged_cells_cannot_take_all_the_time() -> None:
    merged = '<mergeCell ref="A1:XFD1048576"/>' * 9_000
    inner = f"<sheetData>{sheet_rows(*[('x', 1)] * 5_000)}</sheetData><mergeCells>{merged}</mergeCells>"
    with pytest.raises(UnreadableDocumentError, match="too many merged cells"):
        Workbook(xlsx({"a": inner})).table("a")


def test_rows_without_addresses_are_counted() -> None:
    table = Workbook(xlsx({"a": sheet_rows(("x", None, 3), (1,))})).table("a")
    assert sorted(map(address_of, table.cells)) == ["A1", "A2", "C1"]


def test_a_format_that_no_program_writes_costs_no_time() -> None:
    begun = time.process_time()
    assert number_format("0." + "0" * 200_000 + "[" * 100_000).decimals
    assert time.process_time() - begun < 0.2
