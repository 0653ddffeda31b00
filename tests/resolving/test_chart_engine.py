"""What the engine would draw otherwise than is meant, or could not draw, whatever stands in its place."""

from __future__ import annotations

import pytest

from briefgen.model.written.charts import Chart
from briefgen.reading.yaml.nodes import decode
from briefgen.resolving.charts.grammar import engine_problems, grammar_problems

CHART = """\
title: Bars
columns:
  year: {label: Year}
  members: {label: Members}
  value: {label: Value}
  place: {label: Place, hidden: true}
data:
  - {year: "1945", members: {fact: a}, value: {fact: b}, place: 1}
  - {year: "1975", members: {ko: 모름, en: unknown}, value: {fact: c}, place: 2}
spec:
  mark: bar
"""
OVERWRITES = [
    "transform: [{calculate: 'datum.members * 10', as: members}]",
    "transform: [{calculate: \"'999'\", as: members_label}]",
    "transform: [{aggregate: [{op: sum, field: place, as: members}], groupby: [year]}]",
    "transform: [{joinaggregate: [{op: max, field: members, as: members}]}]",
    "transform: [{window: [{op: sum, field: members, as: members}]}]",
    "transform: [{bin: true, field: members, as: members}]",
    "transform: [{bin: true, field: place, as: [from, members]}]",
    "transform: [{stack: place, groupby: [year], as: [members, to]}]",
    "transform: [{timeUnit: year, field: year, as: members}]",
    "transform: [{lookup: year, from: {param: p, key: year, fields: [x]}, as: [members]}]",
    "transform: [{fold: [place, members], as: [what, members]}]",
    "layer: [{transform: [{calculate: '999', as: members}]}]",
    "spec: {layer: [{transform: [{calculate: '999', as: members}]}]}",
]
KEEPS = [
    "transform: [{calculate: 'datum.members * 10', as: tenfold}]",
    "transform: [{calculate: 'datum.place * 10', as: place}]",
    "transform: [{calculate: 'datum.year', as: year}]",
    "transform: [{fold: [place, members], as: [what, much]}]",
    "transform: [{regression: members, on: year, as: [at, line]}]",
    "transform: [{impute: members, key: year, value: null}]",
    "transform: [{impute: place, key: year, value: 3}]",
    "encoding: {y: {field: members, impute: {value: null}}}",
    "transform: [{aggregate: [{op: sum, field: members}], groupby: [year]}]",
    "transform: [{pivot: year, value: members}]",
    "params: [{name: as, value: 3}]",
]


def told(more: str, chart: str = CHART, key: str = "spec") -> list[tuple[str, int, str, str]]:
    read = decode(Chart, f"{chart}  {more}\n".encode(), "a.chart.yaml").value
    assert read is not None
    return [
        (it.code, it.span.line, it.message, it.hint)
        for it in engine_problems(getattr(read.value, key), read, (key,))
        if it.span
    ]


@pytest.mark.parametrize("more", OVERWRITES)
def test_what_would_replace_facts_is_refused_at_its_line(more: str) -> None:
    assert {(code, line) for code, line, _, _ in told(more)} == {("chart-is-drawable", 12)}


@pytest.mark.parametrize("more", KEEPS)
def test_what_leaves_the_facts_as_they_are_may_be_made(more: str) -> None:
    assert told(more) == []


@pytest.mark.parametrize(
    "more",
    [
        "transform: [{calculate: 'datum.place + random()', as: z}]",
        "transform: [{calculate: 'year( datetime( ))', as: z}]",
        "transform: [{sample: 2}]",
    ],
)
def test_what_differs_each_time_it_is_drawn_is_refused_at_its_line(more: str) -> None:
    assert [(code, line) for code, line, _, _ in told(more)] == [("chart-is-drawable", 12)]


@pytest.mark.parametrize("more", ["config: {font: 'a<b'}", "config: {axis: {titleFontWeight: 'a & b'}}"])
def test_markup_in_a_font_is_refused_before_it_stops_the_engine(more: str) -> None:
    assert [(code, line) for code, line, _, _ in told(more)] == [("chart-is-drawable", 12)]


def test_rows_of_the_timeline_are_kept_too() -> None:
    events = CHART.replace('{year: "1945", members: {fact: a}, value: {fact: b}, place: 1}', "{event: round-11}")
    made = "transform: [{calculate: '0', as: start}]"
    assert [line for _, line, _, _ in told(made, events)] == [12]
    assert told(made) == []


def test_a_narrow_drawing_is_held_to_the_same() -> None:
    narrow = CHART + "narrow:\n"
    assert [line for _, line, _, _ in told(OVERWRITES[0], narrow, "narrow")] == [13]


PLAIN = "title: Bars\nalt: Bars.\ncolumns:\n  x: {label: X}\ndata:\n  - {x: a}\nsource: report-a\nspec:\n"


@pytest.mark.parametrize(
    "spec",
    [
        "mark: [bar, {type: 5}]",
        "mark: {type: [bar]}",
        "mark: bar\n  encoding: {x: {field: x, type: [nominal]}}",
        "mark: bar\n  encoding: [x]",
        "mark: bar\n  5: {a: b}",
    ],
)
def test_a_list_or_a_number_for_a_word_is_reported(spec: str) -> None:
    chart = decode(Chart, f"{PLAIN}  {spec}\n".encode(), "a.chart.yaml").value
    assert chart is not None
    told = list(grammar_problems(chart.value.spec, chart))
    assert {it.code for it in told} == {"chart-is-drawable"}
    assert all(it.span and it.span.line >= 9 for it in told)
