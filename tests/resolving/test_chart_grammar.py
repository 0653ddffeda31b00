"""What is not of Vega-Lite's grammar is reported, whatever stands in its place."""

from __future__ import annotations

import pytest

from briefgen.model.written.charts import Chart
from briefgen.reading.yaml.nodes import decode
from briefgen.resolving.charts.grammar import grammar_problems

CHART = "title: Bars\nalt: Bars.\ncolumns:\n  x: {label: X}\ndata:\n  - {x: a}\nsource: report-a\nspec:\n"


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
    chart = decode(Chart, f"{CHART}  {spec}\n".encode(), "a.chart.yaml").value
    assert chart is not None
    told = list(grammar_problems(chart.value.spec, chart))
    assert {it.code for it in told} == {"chart-is-drawable"}
    assert all(it.span and it.span.line >= 9 for it in told)
