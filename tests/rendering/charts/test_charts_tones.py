"""A chart can be read on a black-and-white copy: what only a colour tells apart is told to the author."""

from __future__ import annotations

from typing import Any

import pytest
from support.project import Project

from briefgen.model.core.diagnostics import Severity, Span
from briefgen.reading.files.theme import read_theme
from briefgen.rendering.charts.draw import ChartJob, draw, number_locale, time_locale
from briefgen.rendering.charts.greyscale import tone_problems
from briefgen.rendering.charts.luminance import contrast, luminance
from briefgen.rendering.charts.theme import HATCH_MARK, ChartTheme, read_chart_theme
from briefgen.resolving.edition.views import Drawing

RED, GREEN, DARK, LIGHT = "#d62728", "#2b8a3e", "#0e4739", "#7f958c"
ENGLISH = Project().site().value.profiles["en"]
PLACE = Span("content/briefs/first/bars.chart.yaml")
ROWS = [{"place": "North", "sum": 2, "kind": "imports"}, {"place": "South", "sum": 3, "kind": "exports"}]


def chart(mark: str, colours: tuple[str, str], more: dict[str, Any] | None = None, **colour: Any) -> Drawing:
    encoding = {
        "x": {"field": "sum", "type": "quantitative"},
        "y": {"field": "place", "type": "nominal"},
        "color": {"field": "kind", "type": "nominal", "scale": {"range": list(colours)}, **colour},
        **(more or {}),
    }
    spec = {"data": {"values": ROWS}, "mark": mark, "encoding": encoding}
    return Drawing("bars", "en", "Title", "", "", (), (), spec, "", (), spec_span=PLACE)


def told(drawing: Drawing) -> list[str]:
    numbers, times = number_locale(ENGLISH), time_locale(ENGLISH)
    outcome = draw(ChartJob(drawing, ChartTheme(), "wide", 400, "sans-serif", (), numbers, times))
    assert all(problem.code == "tones-stay-apart" for problem in outcome.diagnostics)
    assert all(problem.severity is Severity.WARNING and problem.span == PLACE for problem in outcome.diagnostics)
    return [problem.message for problem in outcome.diagnostics]


@pytest.mark.parametrize("mark", ["bar", "line", "point"])
def test_two_colours_of_one_grey_are_told(mark: str) -> None:
    (message,) = told(chart(mark, (RED, GREEN)))
    assert "“exports”" in message and "“imports”" in message and "1.2:1" in message


def test_they_are_told_without_a_legend_too() -> None:
    assert len(told(chart("bar", (RED, GREEN), legend=None))) == 1


@pytest.mark.parametrize(
    "drawing",
    [
        pytest.param(chart("bar", (DARK, LIGHT)), id="tones"),
        pytest.param(chart("bar", (DARK, HATCH_MARK)), id="hatch"),
        pytest.param(chart("line", (RED, GREEN), {"strokeDash": {"field": "kind", "type": "nominal"}}), id="dash"),
        pytest.param(chart("point", (RED, GREEN), {"shape": {"field": "kind", "type": "nominal"}}), id="shape"),
        pytest.param(chart("bar", (RED, GREEN), field="place", legend=None), id="on the axis"),
        pytest.param(chart("bar", (RED, GREEN), field="sum", type="quantitative"), id="a scale of tones"),
    ],
)
def test_what_stays_apart_in_grey_is_sound(drawing: Drawing) -> None:
    assert told(drawing) == []


def test_names_beside_the_marks_need_no_tone() -> None:
    drawing = chart("bar", (RED, GREEN))
    encoding = drawing.spec["encoding"]
    layers = [{"mark": "bar"}, {"mark": "text", "encoding": {"text": {"field": "kind"}, "color": {"value": "#000"}}}]
    spec = {"data": {"values": ROWS}, "encoding": encoding, "layer": layers}
    assert told(Drawing("bars", "en", "Title", "", "", (), (), spec, "", (), spec_span=PLACE)) == []


def test_the_contrast_is_the_one_of_wcag() -> None:
    black, white = luminance("#000000"), luminance("white")
    assert black is not None and white is not None
    assert contrast(black, white) == pytest.approx(21)
    assert luminance("no colour") is None


def test_a_theme_whose_tones_are_one_in_grey_is_told() -> None:
    tokens = "templates/css/tokens.css"
    project = Project()
    theme = read_theme(project.world())
    changed = theme.text("css/tokens.css").replace("light-dark(#7a9a8e", "light-dark(#3f7a60")
    outcome = read_chart_theme(read_theme(project.with_file(tokens, changed).world()))
    (problem,) = outcome.diagnostics
    assert problem.code == "tones-stay-apart"
    assert problem.span is not None and problem.span.path == "templates/charts/theme.yaml"
    assert "“muted” and “accent”" in problem.message


def test_a_drawing_without_colour_is_sound() -> None:
    spec = {"data": {"values": ROWS}, "mark": "bar", "encoding": {"x": {"field": "sum", "type": "quantitative"}}}
    drawing = Drawing("bars", "en", "Title", "", "", (), (), spec, "", (), spec_span=PLACE)
    assert tone_problems('<svg xmlns="http://www.w3.org/2000/svg"/>', drawing) == ()
