"""The JSON Schema of the report that ``--format json`` gives. The shape only ever grows: other keys may come."""

from __future__ import annotations

from typing import Any

from briefgen.model.core.diagnostics import Severity
from briefgen.reporting.json import FORMAT, VERSION

_COUNT = {"type": "integer", "minimum": 0}
_SPAN = {
    "type": "object",
    "description": "A place in a file. Lines and columns (of characters) count from 1; an end of 0 is not known.",
    "required": ["path", "line", "column", "end_line", "end_column"],
    "properties": {
        "path": {"type": "string", "description": "From the project's folder, with forward slashes."},
        "line": _COUNT,
        "column": _COUNT,
        "end_line": _COUNT,
        "end_column": {**_COUNT, "description": "The column after the last."},
    },
}
_PROBLEM = {
    "type": "object",
    "required": ["code", "severity", "stops_publication", "message", "hint", "span", "related"],
    "properties": {
        "code": {"type": "string", "description": "The claim that should have held; briefgen explain tells more."},
        "severity": {"enum": [severity.value for severity in Severity]},
        "stops_publication": {
            "type": "boolean",
            "description": "True for a warning with which briefgen publish refuses the site; an error stops the build.",
        },
        "message": {"type": "string"},
        "hint": {"type": "string", "description": "What to write instead; empty when there is none."},
        "span": {"anyOf": [{"$ref": "#/$defs/span"}, {"type": "null"}]},
        "related": {
            "type": "array",
            "description": "Other places to look at.",
            "items": {
                "type": "object",
                "required": ["span", "message"],
                "properties": {"span": {"$ref": "#/$defs/span"}, "message": {"type": "string"}},
            },
        },
    },
}
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A report of briefgen",
    "type": "object",
    "required": ["format", "version", "summary", "diagnostics", "left_out", "result"],
    "properties": {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "summary": {
            "type": "object",
            "description": "How many problems are listed, by their weight.",
            "required": [f"{severity.value}s" for severity in Severity],
            "properties": {f"{severity.value}s": _COUNT for severity in Severity},
        },
        "diagnostics": {"type": "array", "items": {"$ref": "#/$defs/problem"}},
        "left_out": {
            "type": "object",
            "description": "Problems that --select or --ignore keeps from the list: code → how many.",
            "additionalProperties": _COUNT,
        },
        "result": {
            "type": ["object", "null"],
            "description": "What the command did, e.g. the folder that a build published.",
        },
    },
    "$defs": {"problem": _PROBLEM, "span": _SPAN},
}
