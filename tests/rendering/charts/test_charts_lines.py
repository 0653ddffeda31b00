"""Words of columns that would run into each other on a narrow page stand in lines; others stay as they are."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from lxml import etree
from support.project import Project

from briefgen.model.theme import Theme
from briefgen.reading.world import MemoryWorld, default_theme
from briefgen.rendering.charts.boxes import Box, words_box
from briefgen.rendering.charts.draw import BESIDE, LARGE_PRINT, chart_jobs, draw
from briefgen.rendering.charts.fonts import ChartFont
from briefgen.rendering.charts.theme import FILE, read_chart_theme
from briefgen.rendering.fonts.faces import read_fonts
from briefgen.rendering.theme.design_tokens import FILE as TOKENS
from briefgen.resolving.edition.views import Drawing

LANGUAGES = Project().site().value.profiles
NAMES = {
    "en": ["Nuclear power stations", "Liquefied natural gas", "Bituminous coal and anthracite", "Renewable sources"],
    "ko": ["원자력 발전", "액화천연가스 발전", "유연탄과 무연탄", "신재생에너지 발전"],
}
YEARS = ["2022", "2023", "2024"]
AMOUNTS = ["217 billion US dollars", "172 billion US dollars", "164 billion US dollars"]
PLANS = {
    "en": ["Generated in 2024", "Planned for 2038, renewables", "Planned for 2038, carbon-free"],
    "ko": ["2024년에 이룬 실적", "2038년 신재생 계획", "2038년 무탄소 발전 계획"],
}


def drawing(lang: str, names: list[str], words: list[str], mark: str = "bar", **text: Any) -> Drawing:
    """Columns, or dots of a line, with their names below and words above them."""
    sizes = [40, 31, 28, 11]
    rows = [{"item": it, "words": said, "size": size} for it, said, size in zip(names, words, sizes, strict=False)]
    axis = {"labelAngle": 0}
    spec = {
        "height": 150,
        "encoding": {
            "x": {"field": "item", "type": "ordinal", "sort": None, "title": None, "axis": axis},
            "y": {"field": "size", "type": "quantitative", "axis": None},
        },
        "layer": [
            {"mark": mark},
            {"mark": {"type": "text", "dy": -10, **text}, "encoding": {"text": {"field": "words"}}},
        ],
    }
    return Drawing("sample", lang, "Title", "", "", (), (), {"data": {"values": rows}, **spec}, "", ())


CROWDED = {
    "names-en": drawing("en", NAMES["en"], ["31.7%", "28.1%", "28.1%", "10.6%"]),
    "names-ko": drawing("ko", NAMES["ko"], ["31.7%", "28.1%", "28.1%", "10.6%"]),
    "units-en": drawing("en", YEARS, AMOUNTS, fontWeight=700),
    "plans-en": drawing("en", PLANS["en"], ["10.6%", "29.2%", "70.7%"], "point"),
    "plans-ko": drawing("ko", PLANS["ko"], ["10.6%", "29.2%", "70.7%"], "point"),
}


def drawn(chart: Drawing, variant: str) -> tuple[etree._Element, tuple[ChartFont, ...]]:
    folder = default_theme()
    files = {name: (folder / name).read_bytes() for name in (FILE, TOKENS)}
    theme = read_chart_theme(Theme(files)).value
    jobs = chart_jobs(chart, theme, read_fonts(MemoryWorld({})).value, LANGUAGES[chart.lang], (BESIDE, LARGE_PRINT))
    (job,) = (it for it in jobs if it.variant == variant)
    outcome = draw(job)
    assert outcome.diagnostics == ()
    return etree.fromstring(outcome.value.encode()), job.fonts


def lines_of(svg: etree._Element) -> list[list[str]]:
    return [["".join(it.itertext()) for it in text.iter("{*}tspan")] or [text.text] for text in svg.iter("{*}text")]


def overlapping(boxes: list[Box]) -> int:
    return sum(
        min(one.right, other.right) > max(one.left, other.left)
        and min(one.bottom, other.bottom) > max(one.top, other.top)
        for one, other in combinations(boxes, 2)
    )


@pytest.mark.parametrize("variant", ["narrow", LARGE_PRINT])
@pytest.mark.parametrize("name", CROWDED)
def test_words_of_columns_do_not_run_into_each_other(name: str, variant: str) -> None:
    svg, fonts = drawn(CROWDED[name], variant)
    boxes = [words_box(text, fonts) for text in svg.iter("{*}text")]
    assert overlapping(boxes) == 0
    _, _, width, height = map(float, svg.get("viewBox").split())
    assert all(it.left >= -1 and it.right <= width + 1 and it.top >= -1 and it.bottom <= height + 1 for it in boxes)
    said = [" ".join(lines) for lines in lines_of(svg)]
    rows = CROWDED[name].spec["data"]["values"]
    assert sorted(said) == sorted(words for row in rows for words in (row["item"], row["words"]))


def test_lines_are_even_and_grow_upwards_from_a_column() -> None:
    svg, fonts = drawn(CROWDED["units-en"], "narrow")
    alone, _ = drawn(drawing("en", YEARS, ["217", "172", "164"], fontWeight=700), "narrow")
    assert ["217 billion", "US dollars"] in lines_of(svg)
    over_the_year = [years_below(each, fonts) for each in (svg, alone)]
    assert over_the_year[0] == pytest.approx(over_the_year[1], abs=0.5)


def years_below(svg: etree._Element, fonts: tuple[ChartFont, ...]) -> float:
    """How far a year stands below the words above its column."""
    boxes = {"".join(it.itertext())[:3]: words_box(it, fonts) for it in svg.iter("{*}text") if it.text != "2023"}
    return boxes["202"].bottom - boxes["164"].bottom


def test_words_that_have_room_stay_on_one_line() -> None:
    svg, _ = drawn(CROWDED["names-en"], "wide")
    assert {len(lines) for lines in lines_of(svg)} == {1}
