"""Another program can rely on the shape of the report."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.codes import CODES
from briefgen.model.diagnostics import Diagnostic, Severity, Span, error
from briefgen.reporting.explain import all_codes, explain, nearest_code
from briefgen.reporting.json import decode, encode, render

spans = st.builds(Span, st.text(), st.integers(1, 99), st.integers(1, 99), st.integers(0, 99), st.integers(0, 99))
problems = st.builds(
    Diagnostic,
    code=st.sampled_from(sorted(CODES)),
    message=st.text(),
    span=st.none() | spans,
    severity=st.sampled_from(Severity),
    hint=st.text(),
    related=st.lists(st.tuples(spans, st.text()), max_size=2).map(tuple),
)


def test_the_report_has_its_shape() -> None:
    problem = error("fact-is-known", "“예산” is not in the ledger", Span("content/a.md", 3, 4), "write budget")
    assert json.loads(render([problem], {"folder": "site"})) == {
        "format": "briefgen-report",
        "version": 1,
        "summary": {"errors": 1, "warnings": 0, "notes": 0},
        "diagnostics": [
            {
                "code": "fact-is-known",
                "severity": "error",
                "message": "“예산” is not in the ledger",
                "hint": "write budget",
                "span": {"path": "content/a.md", "line": 3, "column": 4, "end_line": 0, "end_column": 0},
                "related": [],
            }
        ],
        "result": {"folder": "site"},
    }


def test_korean_can_be_read_in_it() -> None:
    assert "예산" in render([error("x", "예산")])


@given(st.lists(problems, max_size=4))
def test_problems_survive_the_way_through_json(found: list[Diagnostic]) -> None:
    assert decode(json.loads(json.dumps(encode(found)))) == tuple(found)


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_explained(code: str) -> None:
    assert explain(code) == f"{code}: {CODES[code]}"
    assert f"{code} " in all_codes()


def test_an_unknown_code_has_a_neighbour() -> None:
    assert explain("fact-is-unknown") is None
    assert nearest_code("fact-is-unknown") == "fact-is-known"
    assert nearest_code("양회") is None
