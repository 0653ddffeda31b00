"""Words in a chart can be read: nothing runs through them, names stand by their marks, crowded ones in lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
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
from briefgen.rendering.charts.rows import with_names_above
from briefgen.rendering.charts.theme import FILE, read_chart_theme
from briefgen.rendering.fonts.faces import read_fonts
from briefgen.rendering.theme.design_tokens import FILE as TOKENS
from briefgen.resolving.edition.views import Drawing

LANGUAGES = Project().site().value.profiles
FONTS = read_fonts(MemoryWorld({})).value
THEME = read_chart_theme(Theme({path: (default_theme() / path).read_bytes() for path in (FILE, TOKENS)})).value
SHORTEST = 9
EVENTS = {
    "points": ["The agreement enters into force", "Second-phase talks open", "Thirteenth round of the talks, Beijing"],
    "periods": ["자유무역협정의 발효", "2단계 협상 시작(베이징에서)", "제13차 후속협상(베이징에서 열린 마지막 협상)"],
}
MARKS = {"points": {"type": "point", "size": 70}, "periods": {"type": "bar", "height": 9, "width": 20}}
DAYS = ["2015-12-20", "2018-03-22", "2026-01-19"]
COUNTS = [{"year": str(2019 + at), "count": count} for at, count in enumerate([17, 18, 10, 29])]

Rows = list[dict[str, Any]]
Drawn = dict[str, etree._Element]


def timeline(kind: str) -> Drawing:
    """Events in rows, each with its date beside its mark: over upright lines of the grid."""
    rows = [{"label": name, "start": day, "day": day} for name, day in zip(EVENTS[kind], DAYS, strict=True)]
    x = {"type": "temporal", "title": None, "scale": {"padding": 10}, "axis": {"format": "%Y"}, "field": "start"}
    spec = {
        "height": {"step": 22},
        "encoding": {"y": {"field": "label", "type": "nominal", "sort": None, "title": None}, "x": x},
        "layer": [
            {"mark": {"type": "text", "align": "left", "dx": 12}, "encoding": {"text": {"field": "day"}}},
            {"mark": MARKS[kind]},
        ],
    }
    return drawing("ko" if kind == "periods" else "en", rows, spec)


def counts() -> Drawing:
    """Figures above the dots of a line, where the grid is level."""
    y = {"field": "count", "type": "quantitative", "title": None}
    spec = {
        "height": 170,
        "encoding": {"x": {"field": "year", "type": "nominal", "title": None}},
        "layer": [
            {"mark": "line", "encoding": {"y": y}},
            {"mark": {"type": "text", "dy": -13}, "encoding": {"y": y, "text": {"field": "count"}}},
        ],
    }
    return drawing("en", COUNTS, spec)


def drawing(lang: str, rows: Rows, spec: dict[str, Any]) -> Drawing:
    return Drawing("sample", lang, "Title", "", "", (), (), {"data": {"values": rows}, **spec}, "", ())


@pytest.fixture(scope="module")
def charts() -> dict[str, Drawn]:
    """Of each kind the drawing at every width, large print with them."""
    made: dict[str, Drawn] = {}
    for kind, what in {"counts": counts(), **{kind: timeline(kind) for kind in EVENTS}}.items():
        for job in chart_jobs(what, THEME, FONTS, LANGUAGES[what.lang], more={LARGE_PRINT}):
            outcome = draw(job)
            assert outcome.diagnostics == ()
            made.setdefault(kind, {})[job.variant] = etree.fromstring(outcome.value)
    return made


# Where things stand: in a finished drawing of level words nothing is turned.


@dataclass(frozen=True)
class At:
    x: float
    y: float
    element: etree._Element

    @property
    def words(self) -> str:
        return "".join(self.element.itertext())

    @property
    def width(self) -> float:
        """About as wide as the words are, rather too little than too much."""
        return sum(11 if letter >= "가" else 3 if letter in " ,.il" else 5.5 for letter in self.words)

    @property
    def ends(self) -> tuple[float, float]:
        """Of words: their left and right ends. Of a line: its ends from left to right."""
        if self.element.tag.endswith("line"):
            return span(self.x, self.element.get("x2"))
        share = {"middle": 0.5, "end": 1.0}.get(self.element.get("text-anchor"), 0.0)
        return self.x - share * self.width, self.x + (1 - share) * self.width


def span(start: float, length: str | None) -> tuple[float, float]:
    first, last = sorted((start, start + float(length or 0)))
    return first, last


def found(root: etree._Element, kind: str) -> Iterator[At]:
    for element in root.iter(f"{{*}}{kind}"):
        moves = [it.get("transform") or "" for it in (element, *element.iterancestors())]
        pairs = [pair for move in moves for pair in re.findall(r"translate\(([-\d.]+),([-\d.]+)\)", move)]
        yield At(sum(float(x) for x, _ in pairs), sum(float(y) for _, y in pairs), element)


def grid(root: etree._Element) -> list[At]:
    return [line for line in found(root, "line") if "--rule" in (line.element.get("stroke") or "")]


def runs_through(line: At, text: At) -> bool:
    """Whether a line meets the middle of the letters, from their foot to two thirds of an em above it."""
    (left, right), (top, bottom) = line.ends, span(line.y, line.element.get("y2"))
    begins, ends = text.ends
    return left < ends and begins < right and top < text.y and text.y - 8.5 < bottom


@pytest.mark.parametrize("kind", ["counts", *EVENTS])
def test_no_line_of_the_grid_runs_through_words(kind: str, charts: dict[str, Drawn]) -> None:
    for variant, root in charts[kind].items():
        lines, texts = grid(root), list(found(root, "text"))
        assert lines
        assert [(variant, it.words) for it in texts for line in lines if runs_through(line, it)] == []


def test_a_line_that_meets_words_is_left_open_there_alone(charts: dict[str, Drawn]) -> None:
    levels: dict[float, list[float]] = {}
    for line in grid(charts["counts"]["wide"]):
        left, right = line.ends
        levels.setdefault(round(line.y), []).append(right - left)
    lengths = [sum(pieces) for pieces in levels.values()]
    whole = max(lengths)
    assert whole in levels[max(levels)], "nothing stands on the line of nought"
    assert any(len(pieces) > 1 for pieces in levels.values())
    # A figure of two digits takes about 20 pixels out of a line.
    assert all(whole - 2 * 30 < length for length in lengths)
    assert min(length for pieces in levels.values() for length in pieces) >= SHORTEST


def test_words_stand_in_a_chart_once_and_marks_stay_whole(charts: dict[str, Drawn]) -> None:
    """Words in a second layer would be found, copied and read out twice; a gap in a mark would change what it says."""
    root = charts["counts"]["wide"]
    figures = [it.words for it in found(root, "text") if it.words in {"17", "18", "29"}]
    assert sorted(figures) == ["17", "18", "29"]
    (line,) = [it for it in root.iter("{*}path") if "chart-accent" in (it.get("stroke") or "")]
    assert line.get("d").count("L") == len(COUNTS) - 1


@pytest.mark.parametrize("kind", EVENTS)
@pytest.mark.parametrize("variant", ["narrow", LARGE_PRINT])
def test_a_name_above_its_mark_begins_there_or_ends_at_the_edge(
    kind: str, variant: str, charts: dict[str, Drawn]
) -> None:
    root = charts[kind][variant]
    at = {it.words: it for it in found(root, "text")}
    width = float(root.get("viewBox").split()[2])
    for name, day in zip(EVENTS[kind], DAYS, strict=True):
        named, dated = at[name], at[day]
        assert 12 <= dated.y - named.y <= 20
        begins, ends = named.ends
        assert begins < dated.x and ends <= width
        assert dated.x - begins < 30 or width - ends < 4


@pytest.mark.parametrize("kind", EVENTS)
@pytest.mark.parametrize("variant", ["narrow", LARGE_PRINT])
def test_the_first_name_stands_under_the_edge_of_the_plot(kind: str, variant: str, charts: dict[str, Drawn]) -> None:
    root = charts[kind][variant]
    (first,) = [it for it in found(root, "text") if it.words == EVENTS[kind][0]]
    edge = min(span(line.y, line.element.get("y2"))[0] for line in found(root, "line"))
    assert first.y - 0.88 * 13 >= edge + 4


# Words of columns that would run into each other on a narrow page


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


def columns(lang: str, names: list[str], words: list[str], mark: str = "bar", **text: Any) -> Drawing:
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
    return drawing(lang, rows, spec)


CROWDED = {
    "names-en": columns("en", NAMES["en"], ["31.7%", "28.1%", "28.1%", "10.6%"]),
    "names-ko": columns("ko", NAMES["ko"], ["31.7%", "28.1%", "28.1%", "10.6%"]),
    "units-en": columns("en", YEARS, AMOUNTS, fontWeight=700),
    "plans-en": columns("en", PLANS["en"], ["10.6%", "29.2%", "70.7%"], "point"),
    "plans-ko": columns("ko", PLANS["ko"], ["10.6%", "29.2%", "70.7%"], "point"),
}


def drawn(chart: Drawing, variant: str) -> tuple[etree._Element, tuple[ChartFont, ...]]:
    jobs = chart_jobs(chart, THEME, FONTS, LANGUAGES[chart.lang], (BESIDE, LARGE_PRINT))
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
    alone, _ = drawn(columns("en", YEARS, ["217", "172", "164"], fontWeight=700), "narrow")
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


def test_bars_with_their_figures_beside_them_keep_their_height_below_their_names() -> None:
    y = {"field": "label", "type": "nominal"}
    spec = {"height": {"step": 20}, "encoding": {"y": y}, "layer": [{"mark": {"type": "bar"}}, {"mark": "text"}]}
    made = with_names_above(spec)
    assert made is not None
    scale, step = made["encoding"]["y"]["scale"], made["height"]["step"]
    assert step * (1 - scale["paddingInner"]) == pytest.approx(20 * 0.9)
