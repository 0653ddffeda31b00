"""Figures that are typed where a chart draws words: in its specification, and in the `texts:` that it names."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.building.project import read_all
from briefgen.checking.prose.rule import prose_is_plain
from briefgen.model.core.diagnostics import Diagnostic

CHART = "content/briefs/first/bars.chart.yaml"
OLD = "  mark: bar\n"


def found(spec: str, before: str = "") -> list[Diagnostic]:
    project = Project().with_change(CHART, OLD, f"{spec}\n")
    project = project.with_change(CHART, "spec:\n", f"{before}spec:\n")
    sources = read_all(project.world(), None).value
    return list(prose_is_plain(sources.site))


TYPED = {
    "a mark": "  mark: {type: text, text: 999 members}",
    "lines of a mark": "  mark: {type: text, text: [Members, 999 in all]}",
    "a value": "  layer: [{mark: text, encoding: {text: {value: '999'}}}]",
    "a number": "  layer: [{mark: text, encoding: {text: {datum: 999}}}]",
    "a condition": "  layer: [{mark: text, encoding: {text: {condition: {test: 'true', value: '999'}, value: ''}}}]",
    "a title": "  title: The 999 members",
    "a subtitle": "  title: {text: Members, subtitle: '999 of them'}",
    "a title of an axis": "  layer: [{mark: bar, encoding: {x: {field: amount, axis: {title: 35 million won}}}}]",
    "a title of a channel": "  layer: [{mark: bar, encoding: {x: {field: amount, title: 35 million won}}}]",
    "a title of a legend": "  layer: [{mark: bar, encoding: {color: {field: year, legend: {title: 37.5%}}}}]",
    "Korean": "  mark: {type: text, text: 회원 999개국}",
}
LEFT = {
    "a year": "  layer: [{mark: text, encoding: {text: {value: '2024'}}}]",
    "a year as a number": "  layer: [{mark: text, encoding: {text: {datum: 2024}}}]",
    "years": "  layer: [{mark: text, encoding: {text: {value: 2024/25}}}]",
    "a year in Korean": "  mark: {type: text, text: 2024년}",
    "a title": "  title: {text: Members in 2024, color: $ink, fontSize: 99}",
    "a format": "  layer: [{mark: text, encoding: {text: {field: amount, type: quantitative, format: ',.10f'}}}]",
    "a format of an axis": "  layer: [{encoding: {x: {field: amount, axis: {format: '%Y', labelAngle: 45}}}}]",
    "a size": "  config: {text: {fontSize: 99}, axis: {titleFontSize: 99}}",
    "a position": "  layer: [{mark: rule, encoding: {x: {datum: 999}, y: {value: 888}}}]",
    "a test": "  layer: [{mark: text, encoding: {text: {condition: {test: 'datum.x > 999', value: x}, value: y}}}]",
    "a unit": "  layer: [{mark: bar, encoding: {x: {field: amount, title: 10억 위안}}}]",
    "a unit in English": "  layer: [{mark: bar, encoding: {x: {field: amount, title: 'Per 100,000 people'}}}]",
    "a base": "  layer: [{mark: bar, encoding: {x: {field: amount, title: 2015 = 100}}}]",
    "a name": "  mark: {type: text, text: G20}",
    "a count": "  mark: {type: text, text: 3 countries}",
}


@pytest.mark.parametrize("what", TYPED)
def test_a_typed_figure_is_told_once_at_its_line(what: str) -> None:
    (problem,) = found(TYPED[what])
    assert (problem.code, problem.span and (problem.span.path, problem.span.line)) == ("figure-is-fact", (CHART, 10))
    assert "data:" in problem.hint and "allow: {figure-is-fact: …}" in problem.hint


@pytest.mark.parametrize("what", LEFT)
def test_what_is_no_figure_of_a_ledger_is_let_be(what: str) -> None:
    assert found(LEFT[what]) == []


def test_a_figure_of_the_ledger_may_be_typed_as_in_a_title() -> None:
    value = "content/facts/counts.yaml"
    held = next(line for line in Project().text(value).splitlines() if "value:" in line)
    assert found(f"  title: {held.split('value:')[1].split(',')[0].strip().strip('{}')}") == []


def test_words_that_a_specification_names_are_looked_at_too() -> None:
    texts = "texts:\n  n: {ko: 999개국, en: 999 countries}\n"
    assert [(it.code, it.span and it.span.line) for it in found("  mark: {type: text, text: $n}", texts)] == [
        ("figure-is-fact", 10),
        ("figure-is-fact", 10),
    ]
    unit = "texts:\n  n: {ko: 10억 위안, en: Billion yuan}\n  m: {ko: 만, en: million}\n"
    assert found("  mark: {type: text, text: $n}", unit) == []


def test_it_is_allowed_with_a_reason() -> None:
    (note,) = found("  title: The 999 members", "allow: {figure-is-fact: an example}\n")
    assert note.code == "exception-is-meant"


def test_a_narrow_drawing_is_held_to_the_same() -> None:
    (problem,) = found(OLD.rstrip(), "narrow: {title: The 999 members}\n")
    assert (problem.code, problem.span and problem.span.line) == ("figure-is-fact", 9)
