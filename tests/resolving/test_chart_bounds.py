"""A specification that would keep the engine busy without end is refused at its line; ordinary ones are not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from briefgen.model.written.charts import Chart
from briefgen.reading.yaml.nodes import decode
from briefgen.resolving.charts.bounds import bound_problems

CHART = """\
title: Bars
alt: Bars.
columns:
  x: {label: X}
  y: {label: Y}
data:
  - {x: a, y: 1}
source: report-a
spec:
  mark: bar
  encoding:
    x: {field: x}
"""
ENDLESS = {
    "a series": "transform: [{calculate: 'sequence(1e8)', as: z}]",
    "a series within": "transform: [{calculate: 'length( sequence (0, 1e8))', as: z}]",
    "padding": "transform: [{calculate: \"pad('a', 3e8)\", as: z}]",
    "a pattern": "transform: [{filter: \"test(regexp('(a+)+$'), datum.x)\"}]",
    "a pattern as such": 'transform: [{filter: "test(/(a+)+$/, datum.x)"}]',
    "replacing": "transform: [{calculate: \"replace(datum.x, /(a+)+$/, '')\", as: z}]",
    "values of an axis": "layer: [{mark: bar, encoding: {x: {field: x, axis: {values: {expr: 'sequence(3e7)'}}}}}]",
    "labels of an axis": "layer: [{mark: bar, encoding: {x: {field: x, axis: {labelExpr: \"pad('a', 3e8)\"}}}}]",
    "bins": "transform: [{bin: {maxbins: 1000000000}, field: y, as: z}]",
    "steps of bins": "transform: [{bin: {extent: [0, 100], step: 0.000001}, field: y, as: z}]",
    "no step": "transform: [{bin: {step: 0}, field: y, as: z}]",
    "ticks": "layer: [{mark: bar, encoding: {x: {field: x, axis: {tickCount: 1000000}}}}]",
    "filling in": "transform: [{impute: y, key: x, keyvals: {start: 0, stop: 1000000000}}]",
    "a width": "width: 1000000000",
    "a height below zero": "height: -50",
    "no width": "width: 0",
    "a height for each row": "height: {step: 1000000000}",
    "density": "transform: [{density: y, steps: 1000000000}]",
    "lines of a title": f"title: {{text: [{', '.join(['x'] * 1001)}]}}",
    "values of a scale": f"layer: [{{encoding: {{x: {{field: x, sort: [{', '.join(['x'] * 1001)}]}}}}}}]",
    "a size of letters": "layer: [{mark: {type: text, fontSize: 1.0e9}}]",
    "a size of labels": "config: {axis: {labelFontSize: 1001}}",
    "a font that is markup": "config: {font: 'a<b'}",
    "a font of an axis": "layer: [{mark: bar, encoding: {x: {field: x, axis: {labelFont: 'a & b'}}}}]",
    "a style that is markup": "title: {text: A, fontStyle: 'a&b'}",
    "a weight that is markup": "config: {axis: {titleFontWeight: 'a<b'}}",
}
ANOTHER_EACH_TIME = {
    "chance": "transform: [{calculate: 'datum.y + random()', as: z}]",
    "the clock": "transform: [{calculate: 'now()', as: z}]",
    "today": "transform: [{calculate: 'year( datetime( ))', as: z}]",
    "some rows": "transform: [{sample: 2}]",
}
ORDINARY = [
    "transform: [{filter: \"datum.kind === 'test' && datum.x / 2 > 1\"}]",
    "transform: [{calculate: 'datum.x_label + in_2024', as: z}]",
    "transform: [{calculate: '(datum.a + datum.b) / 2 / 3', as: z}]",
    "transform: [{bin: {step: 5}, field: y, as: z}, {bin: {extent: [0, 100], step: 5}, field: y, as: b}]",
    "transform: [{bin: true, field: y, as: z}, {bin: {maxbins: 20}, field: y, as: b}]",
    "transform: [{impute: y, key: x, keyvals: {start: 0, stop: 10, step: 2}}]",
    "width: 400",
    f"layer: [{{encoding: {{x: {{field: x, sort: [{', '.join(['x'] * 1000)}]}}}}}}]",
    "height: {step: 30}",
    "config: {font: \"'Noto Sans KR', sans-serif\", axis: {labelFontWeight: bold, labelFontStyle: italic}}",
    "title: 'A test (with sequence(s) and a pad (of paper))'",
    "layer: [{mark: bar, encoding: {x: {field: x, axis: {tickCount: 5, format: '.2f'}}}}]",
]


def found(more: str) -> list[tuple[str, int]]:
    chart = decode(Chart, (CHART + f"  {more}\n").encode(), "a.chart.yaml").value
    assert chart is not None
    problems = list(bound_problems(chart.value.spec, chart))
    assert all(it.hint for it in problems)
    return [(it.code, it.span.line) for it in problems if it.span]


@pytest.mark.parametrize("what", ENDLESS)
def test_what_has_no_end_is_refused_at_its_line(what: str) -> None:
    assert found(ENDLESS[what]) == [("chart-is-drawable", 13)]


@pytest.mark.parametrize("what", ANOTHER_EACH_TIME)
def test_what_differs_each_time_it_is_drawn_is_refused_at_its_line(what: str) -> None:
    assert found(ANOTHER_EACH_TIME[what]) == [("chart-is-drawable", 13)]


@pytest.mark.parametrize("more", ORDINARY)
def test_what_is_ordinary_is_not_refused(more: str) -> None:
    assert found(more) == []


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e400", "-5"])
def test_any_number_is_judged(number: str) -> None:
    chart = decode(Chart, CHART.encode(), "a.chart.yaml").value
    assert chart is not None
    spec = {"width": Decimal(number), "bin": {"step": Decimal(number), "extent": [Decimal(0), Decimal(number)]}}
    assert isinstance(list(bound_problems(spec, chart)), list)
