"""Another program can rely on the shape of the report."""

import json

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from briefgen.model.core.diagnostics import Diagnostic, Severity, Span, error
from briefgen.model.core.rules import RULES
from briefgen.reporting.json import decode, encode, render
from briefgen.reporting.schemas.files import REPORT, schema

SCHEMA = schema(REPORT)
VALIDATOR = Draft202012Validator(SCHEMA)

spans = st.builds(Span, st.text(), st.integers(1, 99), st.integers(1, 99), st.integers(0, 99), st.integers(0, 99))
problems = st.builds(
    Diagnostic,
    code=st.sampled_from(sorted(RULES)),
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
                "stops_publication": False,
                "message": "“예산” is not in the ledger",
                "hint": "write budget",
                "span": {"path": "content/a.md", "line": 3, "column": 4, "end_line": 0, "end_column": 0},
                "related": [],
            }
        ],
        "left_out": {},
        "result": {"folder": "site"},
    }


def test_korean_can_be_read_in_it() -> None:
    assert "예산" in render([error("x", "예산")])


@given(st.lists(problems, max_size=4))
def test_problems_survive_the_way_through_json(found: list[Diagnostic]) -> None:
    assert decode(json.loads(json.dumps(encode(found)))) == tuple(found)


@given(
    st.lists(problems, max_size=4), st.lists(problems, max_size=4), st.none() | st.dictionaries(st.text(), st.text())
)
def test_the_published_schema_describes_every_report(
    found: list[Diagnostic], left_out: list[Diagnostic], result: dict[str, str] | None
) -> None:
    VALIDATOR.validate(json.loads(render(found, result, left_out)))


def test_the_published_schema_names_every_key_and_refuses_another_report() -> None:
    report = json.loads(render([error("fact-is-known", "a", Span("a"))], {}, [error("file-exists", "b")]))
    assert set(SCHEMA["properties"]) == set(report) == set(SCHEMA["required"])
    assert set(SCHEMA["$defs"]["problem"]["properties"]) == set(report["diagnostics"][0])
    assert set(SCHEMA["$defs"]["span"]["properties"]) == set(report["diagnostics"][0]["span"])
    assert report["left_out"] == {"file-exists": 1} and report["summary"]["errors"] == 1
    for broken in ({**report, "version": 2}, {**report, "diagnostics": {}}, {"summary": report["summary"]}):
        assert not VALIDATOR.is_valid(broken)
