"""A fact may take its value from a cell of a spreadsheet, which is read at every build."""

from __future__ import annotations

import json
from decimal import Decimal
from hashlib import sha256

import pytest
from support.office import archive, sheet_rows, xlsx
from support.project import Project

from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.values.quantities import Quantity
from briefgen.model.written.facts import Fact
from briefgen.writing.site.manifest import manifest_of

FACTS, BOOK, TEXT = "content/facts/sheets.yaml", "content/data/budget.xlsx", "content/data/budget.csv"
ROWS = sheet_rows(
    ("item", 2025),
    ("a", 1234),
    ("b", '<c s="1"><v>0.0512</v></c>'),
    ("c", "n/a"),
    ("d", "<c><f>B2*2</f></c>"),
    ("e", '<c t="e"><v>#REF!</v></c>'),
    ("f", '<c s="2"><v>45000</v></c>'),
)
SHEETS = xlsx({"예산": ROWS, "it's": sheet_rows(("x", 7))}, formats=("0.0%", "yyyy-mm-dd"))
CSV = '항목,2025,비고\n연구,"1,234.50",-\n교육,12.5%,\n교육,3,\n'.encode("cp949")


def project(value: str, book: bytes = SHEETS, text: bytes = CSV) -> Project:
    fact = f"cell:\n  label: Of a sheet\n  value: {value}\n  source: ref-a\n  status: single-source\n"
    return Project().with_file(FACTS, fact).with_file(BOOK, book).with_file(TEXT, text)


def fact(value: str, **files: bytes) -> Fact:
    outcome = project(value, **files).site()
    assert [it for it in outcome.diagnostics if it.span and it.span.path == FACTS] == []
    return outcome.value.facts["cell"].value


def told(value: str, **files: bytes) -> Diagnostic:
    found = [it for it in project(value, **files).site().diagnostics if it.span and it.span.path == FACTS]
    assert len(found) == 1, found
    return found[0]


def number(amount: str, unit: str = "", scale: int = 0) -> Quantity:
    return Quantity(Decimal(amount), scale, unit)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ('{from: data/budget.xlsx, cell: "예산!B2"}', number("1234")),
        ('{from: data/budget.xlsx, cell: "예산!$B$2", unit: million KRW}', number("1234", "KRW", 6)),
        ('{from: data/budget.xlsx, cell: "예산!B3"}', number("5.1", "%")),
        ('{from: data/budget.xlsx, cell: "예산!B3", unit: pp}', number("5.1", "pp")),
        ("{from: data/budget.xlsx, cell: \"'it''s'!B1\"}", number("7")),
        ("{from: data/budget.csv, cell: B2}", number("1234.50")),
        ("{from: data/budget.csv, cell: B3}", number("12.5", "%")),
        ("{from: data/budget.csv, row: 연구, column: 2025, unit: 억 KRW}", number("1234.50", "KRW", 8)),
    ],
)
def test_the_figure_of_a_cell_is_the_value(value: str, read: Quantity) -> None:
    found = fact(value)
    assert type(found) is Fact and found.value == read


def test_a_single_sheet_needs_no_name_and_a_year_is_a_number() -> None:
    assert fact("{from: data/budget.xlsx, cell: A1}", book=xlsx({"a": sheet_rows((2025,))})).value == number("2025")


@pytest.mark.parametrize(
    ("value", "code", "message"),
    [
        ('{from: data/budged.xlsx, cell: "예산!B2"}', "file-exists", "there is no file content/data/budged.xlsx"),
        ("{from: ../budget.xlsx, cell: B2}", "cell-has-figure", "leads out of content/"),
        ("{from: /etc/budget.csv, cell: B2}", "cell-has-figure", "leads out of content/"),
        ("{from: site.yaml, cell: B2}", "cell-has-figure", "not an .xlsx, .csv or .tsv file"),
        ('{from: data/budget.xlsx, cell: "예신!B2"}', "cell-has-figure", "no sheet “예신”"),
        ("{from: data/budget.xlsx, cell: B2}", "cell-has-figure", "several sheets, and none is named"),
        ('{from: data/budget.csv, cell: "a!B2"}', "cell-has-figure", "has no sheets"),
        ('{from: data/budget.xlsx, cell: "예산!B2:B3"}', "cell-has-figure", "not the address of a cell"),
        ('{from: data/budget.xlsx, cell: "예산!B99"}', "cell-has-figure", "is empty"),
        ('{from: data/budget.xlsx, cell: "예산!B4"}', "cell-has-figure", "has text (“n/a”)"),
        ('{from: data/budget.xlsx, cell: "예산!B5"}', "cell-has-figure", "a formula without a saved value"),
        ('{from: data/budget.xlsx, cell: "예산!B6"}', "cell-has-figure", "has an error (“#REF!”)"),
        ('{from: data/budget.xlsx, cell: "예산!B7"}', "cell-has-figure", "has a date"),
        ("{from: data/budget.csv, row: 연구, column: 2026}", "cell-has-figure", "no column “2026”"),
        ("{from: data/budget.csv, row: 연국, column: 2025}", "cell-has-figure", "no row “연국”"),
        ("{from: data/budget.csv, row: 교육, column: 2025}", "cell-has-figure", "2 rows “교육”"),
        ("{from: data/budget.csv, cell: B2, unit: million apples pears}", "cell-has-figure", "is not a unit"),
        ("{from: data/budget.csv, cell: B3, unit: KRW}", "cell-has-figure", "cannot be in KRW"),
        ("{from: data/budget.csv}", "value-has-type", "by cell: or by row: and column:"),
        ("{from: data/budget.csv, row: 연구}", "value-has-type", "by cell: or by row: and column:"),
        ("{from: data/budget.csv, cell: B2, row: a, column: b}", "value-has-type", "by cell: or by row: and column:"),
        ("{from: data/budget.csv, cel: B2, cell: B2}", "value-has-type", "“cel” is not a key of a cell"),
        ("{from: data/budget.csv, cel: B2}", "value-has-type", "“cel” is not a key of a cell"),
        ("{cell: B2}", "key-is-given", "the key “from” is missing"),
    ],
)
def test_what_has_no_figure_is_an_error_at_its_line(value: str, code: str, message: str) -> None:
    found = told(value)
    assert (found.code, found.span and found.span.line) == (code, 3) and message in found.message, found


@pytest.mark.parametrize("typed", ["1e308", "1e62", "-1e29", "1e-300"])
def test_a_number_of_more_digits_than_a_figure_may_have_is_refused(typed: str) -> None:
    book = xlsx({"a": sheet_rows((f"<c><v>{typed}</v></c>",))})
    found = told("{from: data/budget.xlsx, cell: A1}", book=book)
    assert found.code == "cell-has-figure" and "more than 28 digits" in found.message


def test_what_was_probably_meant_is_named() -> None:
    assert "data/budget.xlsx" in told('{from: data/budged.xlsx, cell: "예산!B2"}').hint
    assert "예산" in told('{from: data/budget.xlsx, cell: "예신!B2"}').hint


@pytest.mark.parametrize(
    ("book", "why"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "protected by a password"),
        (b"nothing", "damaged or not an office file"),
        (archive({"xl/a.xml": b" " * 30_000_000}), "unpacks to 200 times its size"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error_at_the_fact(book: bytes, why: str) -> None:
    found = told('{from: data/budget.xlsx, cell: "예산!B2"}', book=book)
    assert found.code == "cell-has-figure" and why in found.message


def test_a_fact_without_its_figure_stands_in_with_its_label() -> None:
    written = project("{from: data/budget.csv, cell: Z9}").site().value.facts["cell"]
    assert written.value.value is None and written.value.statement == written.value.label and not written.whole


def test_sheets_in_their_folder_and_proposals_are_not_strange_files() -> None:
    given = project("5").with_file("content/facts/proposed/a.yaml", "x: {}\n").with_file("content/data/old.txt", "x")
    found = [it.span.path for it in given.site().diagnostics if it.span and it.code == "file-is-expected"]
    assert found == ["content/data/old.txt"]


def test_a_sheet_that_changes_changes_the_page_and_the_manifest() -> None:
    one = project('{from: data/budget.xlsx, cell: "예산!B2", unit: KRW}')
    other = one.with_file(BOOK, xlsx({"예산": sheet_rows((), (None, 4321))}))
    built = [it.build().tree for it in (one, other)]
    assert ["1,234 won" in tree["en/facts.html"].decode() for tree in built] == [True, False]
    assert "4,321 won" in built[1]["en/facts.html"].decode()
    for tree, made in zip(built, (one, other), strict=True):
        content = made.files[BOOK]
        assert isinstance(content, bytes)
        assert json.loads("".join(manifest_of(tree)))["sheets"] == {BOOK: {"sha256": sha256(content).hexdigest()}}
    assert "sheets" not in json.loads("".join(manifest_of(Project().build().tree)))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a;b\n교육;2,4\n", "2.4"),
        ('a,b\n교육,"2,4"\n', "2.4"),
        ("a\tb\n교육\t2,4\n", "2.4"),
        ('a,b\n교육,"1,234"\n', "1234"),
        ('a,b,c\n교육,"1,234","1,2"\n', "1234"),
        ('a,b,c\n교육,2.4,"1,2"\n', "2.4"),
    ],
)
def test_a_decimal_comma_is_read_whatever_stands_between_the_columns(text: str, read: str) -> None:
    assert fact("{from: data/budget.csv, row: 교육, column: b}", text=text.encode()).value == number(read)


def test_a_text_that_is_no_number_says_how_the_file_was_read() -> None:
    found = told("{from: data/budget.csv, row: 교육, column: b}", text="a;b\n교육;1,234\n".encode())
    assert found.message.endswith(
        "has text (“1,234”), not a number; it was read with ; between columns and no sure decimal mark"
    )
