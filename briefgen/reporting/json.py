"""Problems for another program: one JSON object whose shape only ever grows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from briefgen.model.core.diagnostics import Diagnostic, Severity, Span

FORMAT = "briefgen-report"
VERSION = 1


def render(
    diagnostics: Iterable[Diagnostic],
    result: Mapping[str, Any] | None = None,
    left_out: Iterable[Diagnostic] = (),
) -> str:
    """The whole report as one JSON object and a line end; ``schemas/report`` says what it holds."""
    found = tuple(diagnostics)
    counts = Counter(one.severity for one in found)
    report = {
        "format": FORMAT,
        "version": VERSION,
        "summary": {f"{severity.value}s": counts[severity] for severity in Severity},
        "diagnostics": encode(found),
        "left_out": dict(sorted(Counter(one.code for one in left_out).items())),
        "result": dict(result) if result is not None else None,
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def encode(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Each problem as JSON values."""
    return [
        {
            "code": found.code,
            "severity": found.severity.value,
            "stops_publication": found.stops_publication,
            "message": found.message,
            "hint": found.hint,
            "span": _span(found.span) if found.span else None,
            "related": [{"span": _span(span), "message": words} for span, words in found.related],
        }
        for found in diagnostics
    ]


def decode(values: Iterable[Mapping[str, Any]]) -> tuple[Diagnostic, ...]:
    """Report what ``encode`` made, as problems again. Raises KeyError, TypeError or ValueError for anything else."""
    return tuple(
        Diagnostic(
            code=_words(value["code"]),
            message=_words(value["message"]),
            span=_place(value["span"]) if value["span"] else None,
            severity=Severity(value["severity"]),
            hint=_words(value["hint"]),
            related=tuple((_place(entry["span"]), _words(entry["message"])) for entry in value["related"]),
            stops_publication=value["stops_publication"] is True,
        )
        for value in values
    )


def _place(value: Mapping[str, Any]) -> Span:
    span = Span(**value)
    _words(span.path)
    if not all(isinstance(number, int) for number in (span.line, span.column, span.end_line, span.end_column)):
        raise TypeError("a place has numbers")
    return span


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} is not text")
    return value


def _span(span: Span) -> dict[str, Any]:
    return {
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
