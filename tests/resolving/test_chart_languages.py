"""A chart draws the same numbers in every language: words that differ may be shown, and decide nothing."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import pytest
import yaml

from briefgen.model.core.diagnostics import Diagnostic, Severity
from briefgen.model.written.charts import Chart
from briefgen.model.written.shown import Shown
from briefgen.reading.load import load
from briefgen.reading.world import MemoryWorld
from briefgen.reading.yaml.nodes import decode
from briefgen.resolving.charts.languages import language_problems
from briefgen.resolving.site.embargo import shown_at

CHART = """\
title: Bars
columns:
  area: {label: Area}
  year: {label: Year}
  amount: {label: Amount}
  kind: {label: Kind, hidden: true}
data:
  - {area: {ko: 서울, en: Seoul}, year: "2024", amount: {fact: a}, kind: 1}
  - {area: {ko: 부산, en: Busan}, year: "2025", amount: {fact: b}, kind: 2}
  - {area: {ko: 대구, en: Daegu}, year: "2026", amount: {ko: 모름, en: unknown}, kind: 2}
texts:
  word: {ko: 가, en: a}
  counted: {ko: 억, en: billion}
  form: {ko: ",.0f", en: ",.1f"}
  most: {ko: "100", en: "200"}
  rule: {ko: datum.amount, en: datum.amount * 2}
  same: {ko: x, en: x}
spec:
"""
PARAMS = "  params: [{name: word, value: $word}, {name: counted, value: $counted}, {name: form, value: $form}]\n"
PARTS = yaml.safe_load((Path(__file__).parent / "chart_languages.yaml").read_text("utf-8"))
WRONG, RIGHT = ({what: indent(part, "  ") for what, part in PARTS[name].items()} for name in ("wrong", "right"))


@pytest.fixture(scope="module")
def site() -> Shown:
    settings = "title: T\ndescription: D\nlanguages: [ko, en]\npublisher: {name: P}\n"
    world = MemoryWorld({"content/site.yaml": settings})
    return shown_at(load(world).value, world.now()).value


def found(text: str, site: Shown, key: str = "spec") -> list[Diagnostic]:
    chart = decode(Chart, text.encode(), "a.chart.yaml").value
    assert chart is not None
    return list(language_problems(key, chart, site))


@pytest.mark.parametrize("what", WRONG)
def test_what_another_language_would_draw_otherwise_is_an_error_at_its_line(site: Shown, what: str) -> None:
    problems = found(f"{CHART}{PARAMS}{WRONG[what]}", site)
    first = CHART.count("\n") + 2
    assert problems and {(it.code, it.severity) for it in problems} == {("chart-agrees", Severity.ERROR)}
    assert all(it.span and first <= it.span.line <= first + 1 and it.hint for it in problems)


@pytest.mark.parametrize("what", RIGHT)
def test_what_is_the_same_in_every_language_is_drawn(site: Shown, what: str) -> None:
    assert found(f"{CHART}{PARAMS}{RIGHT[what]}", site) == []


def test_a_site_in_one_language_may_use_its_names(site: Shown) -> None:
    world = MemoryWorld({"content/site.yaml": "title: T\ndescription: D\nlanguages: [ko]\npublisher: {name: P}\n"})
    alone = shown_at(load(world).value, world.now()).value
    assert found(f"{CHART}{PARAMS}{WRONG['a name in one language']}", alone) == []


def test_two_rows_with_one_name_in_one_language_are_an_error_at_the_second(site: Shown) -> None:
    text = CHART.replace("en: Busan", "en: Seoul") + "  encoding: {y: {field: area}}\n"
    (problem,) = found(text, site)
    assert (problem.code, problem.span and problem.span.line) == ("chart-agrees", 9)
    assert found(CHART + "  encoding: {y: {field: area}}\n", site) == []


def test_a_narrow_drawing_is_held_to_the_same(site: Shown) -> None:
    spec = "  transform: [{calculate: 'datum.area + 1', as: said}]\n  encoding: {text: {field: said}}\n"
    text = f"{CHART}{spec}narrow:\n  encoding: {{x: {{field: said, type: quantitative}}}}\n"
    assert found(text, site) == []
    (problem,) = found(text, site, "narrow")
    assert problem.span and problem.span.line == text.count("\n")
