"""An expression of a chart that breaks off is reported at its key; whole ones are not."""

from __future__ import annotations

import pytest

from briefgen.model.written.charts import Chart
from briefgen.reading.yaml.nodes import decode
from briefgen.resolving.charts.expressions import expression_problems

CHART = """\
title: Bars
alt: Bars.
columns:
  x: {label: X}
data:
  - {x: a}
source: report-a
spec:
  mark: bar
  transform:
    - TRANSFORM
"""


def told(line: str) -> list[tuple[int, str]]:
    chart = decode(Chart, CHART.replace("TRANSFORM", "{" + line + "}").encode(), "a.chart.yaml").value
    assert chart is not None
    return [(it.span.line if it.span else 0, it.message) for it in expression_problems(chart.value.spec, chart)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('calculate: "datum.x +", as: z', "the expression of `calculate:` breaks off after “+”"),
        ('calculate: "max(datum.x, 1", as: z', "the expression of `calculate:` has a “(” that is not closed"),
        ('filter: "datum.x > 1)"', "the expression of `filter:` has a “)” too many"),
        ("filter: {field: x, oneOf: 5}", "`oneOf:` is not a list"),
    ],
)
def test_an_expression_that_breaks_off_is_reported_at_its_key(line: str, said: str) -> None:
    assert told(line) == [(11, said)]


@pytest.mark.parametrize(
    "line",
    [
        "calculate: \"datum['x'] + ' (' \", as: z",
        'calculate: "max(datum.x, [1, 2][0])", as: z',
        "filter: {field: x, oneOf: [5]}",
        "filter: {field: x, range: {expr: '[1, 2]'}}",
        "filter: {not: {field: x, equal: 5}}",
    ],
)
def test_whole_expressions_are_left_alone(line: str) -> None:
    assert told(line) == []
