"""A table of many or wide columns is set smaller on paper, in steps."""

from __future__ import annotations

import re

from briefgen.model.core.document import Node, node, words
from briefgen.rendering.html.table_sizes import sized


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
