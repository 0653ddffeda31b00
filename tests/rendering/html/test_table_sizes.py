"""Key figures and tables are set as large as their column allows."""

from __future__ import annotations

import re

import pytest

from briefgen.model.core.document import Node, node, words
from briefgen.rendering.html.figure_words import FigureWords, figure_words
from briefgen.rendering.html.table_sizes import sized


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("5% 안팎", FigureWords("", "5%", "안팎")),
        ("about 5%", FigureWords("about", "5%", "")),
        ("3,000억 위안", FigureWords("", "3,000억", "위안")),
        ("300 billion yuan", FigureWords("", "300", "billion yuan")),
        ("11조 8,600억 위안", FigureWords("", "11조 8,600억", "위안", 2)),
        ("4.5~5%", FigureWords("", "4.5~5%", "")),
        ("11.86 trillion yuan", FigureWords("", "11.86", "trillion yuan", 1)),
        ("about 900 million visits", FigureWords("about", "900", "million visits", 0, tight=True)),
        ("130.8 billion US dollars", FigureWords("", "130.8", "billion US dollars", 1, tight=True)),
        ("3 " + "very " * 9 + "long words", FigureWords("", "3", "very " * 9 + "long words", 0, stacked=True)),
        ("123,456,789,012,345,678,901", FigureWords("", "123,456,789,012,345,678,901", "", 3)),
        ("85.9%", FigureWords("", "85.9%", "")),
        ("12차례", FigureWords("", "12", "차례")),
        ("2025년 3월", FigureWords("", "2025", "년 3월")),
        ("as before", FigureWords("", "as before", "", 3)),
    ],
)
def test_a_figure_is_cut_where_its_number_ends(words: str, parts: FigureWords) -> None:
    assert figure_words(words) == parts


@pytest.mark.parametrize("words", ["5% 안팎", "at least 12 million jobs", "1 2", "11조 8,600억 위안"])
def test_no_word_is_lost(words: str) -> None:
    parts = figure_words(words)
    assert " ".join(filter(None, (parts.before, parts.number, parts.after))) == words


def test_in_a_strip_a_figure_takes_the_size_of_the_strip() -> None:
    assert figure_words("130.8 billion US dollars", step=1).tight
    assert figure_words("130.8 billion US dollars", step=3) == FigureWords("", "130.8", "billion US dollars", 3)


@pytest.mark.parametrize(
    "words",
    [
        "130.8 billion US dollars",
        "−18.1 billion US dollars",
        "at least 50 million US dollars",
        "11조 8,600억 위안",
        "548만 명",
    ],
)
def test_a_number_and_its_unit_stand_on_one_line(words: str) -> None:
    assert not figure_words(words).stacked
    assert not figure_words(words, room=5.3).stacked


def test_a_figure_is_as_large_as_there_is_room() -> None:
    assert figure_words("1만 1,200원").step == 1
    assert figure_words("1만 1,200원", room=5.3).step == 0


def test_the_names_of_powers_in_japanese_and_chinese_are_set_smaller_and_the_unit_beside_them() -> None:
    parts = figure_words("3,981億1,900万ユーロ")
    assert parts.pieces == (("3,981", False), ("億", True), ("1,900", False), ("万", True))
    assert (parts.after, parts.stacked) == ("ユーロ", False)
    assert figure_words("11조 8,600억 위안").pieces == (("11조 8,600억", False),)


def table(*rows: list[str]) -> Node:
    made = (node("row", *(node("cell", words(cell)) for cell in row)) for row in rows)
    return node("table", *made)


def code(text: str) -> Node:
    return node("cell", Node("literal", text=text))


def step(part: Node) -> int:
    found = re.search(r"small-(\d)", sized(part).get("class"))
    return int(found[1]) if found else 0


def test_a_table_that_has_room_is_set_as_others_are() -> None:
    assert step(table(["구분", "2023년", "2024년"], ["총투자", "651.5", "639.5"])) == 0
    assert step(table(["Measure"] + ["quarter"] * 7, ["a long text that breaks at its blanks " * 9] + ["1.5"] * 7)) == 0
    assert sized(table(["a"])).get("class") == ""


def test_the_more_its_columns_need_the_smaller_a_table_is() -> None:
    steps = [step(table(["구분"] + ["1분기"] * count, ["증감률"] + ["(△51.1)"] * count)) for count in (4, 9, 12, 15)]
    assert steps == sorted(set(steps)) and steps[0] == 0


def test_cells_over_several_columns_and_rows_do_not_count_for_one() -> None:
    wide = "Wirtschaftswissenschaftliches"
    head = node("row", *(node("cell", words(wide), colspan="4") for _ in range(3)))
    assert step(node("table", head, *table(["1.5"] * 12).children)) == 1
    first = node("row", node("cell", words("가"), rowspan="2"), node("cell", words("나")))
    assert step(node("table", first, *table([wide]).children)) == 0


def test_a_table_of_raw_html_is_sized_as_well() -> None:
    cells = (node("block", node("paragraph", words("(△51.1)")), tag="td") for _ in range(13))
    raw = node("block", node("block", node("block", *cells, tag="tr"), tag="tbody"), tag="table")
    assert step(raw) == 2


def test_code_needs_room_for_its_wide_letters() -> None:
    name = "fill_if_still_little_until_lit"
    assert step(table([name] * 4)) < step(node("table", node("row", *(code(name) for _ in range(4)))))


def test_in_the_last_step_figures_stay_whole() -> None:
    last = sized(table(["Wirtschaftswissenschaften"] * 9 + ["(△1,234.5)"]))
    assert "small-5" in last.get("class")
    assert [it.get("class") for it in last.walk() if it.kind == "cell"] == [""] * 9 + ["whole"]
