"""Problems in SARIF 2.1.0, which code hosts and editors read: every code as a rule, every problem as a result."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from briefgen import __version__
from briefgen.model.core.diagnostics import Diagnostic, Severity, Span, has_errors
from briefgen.model.core.rules import RULES
from briefgen.reporting.explain import Explained, explained
from briefgen.reporting.human import ReadLine, no_lines

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "PROJECT"
"""What paths are relative to: the project's folder."""
WHOLE_SITE = "content/site.yaml"
"""Where a problem of the whole site is shown: hosts refuse a result without a file."""
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_PLACES = {code: place for place, code in enumerate(RULES)}


def render(
    diagnostics: Iterable[Diagnostic],
    folder: Path,
    read_line: ReadLine = no_lines,
    *,
    documentation: str = "",
    left_out: Iterable[Diagnostic] = (),
) -> str:
    """One SARIF log with one run, and a line end.

    ``folder`` is the project's; ``documentation`` is the address of diagnostics.md, where it is known. Columns count
    UTF-16 code units, as most readers of SARIF take them to, whatever it declares.
    """
    found, hidden = tuple(diagnostics), tuple(left_out)
    driver = {
        "name": "briefgen",
        "version": __version__,
        "semanticVersion": __version__,
        **({"informationUri": documentation} if documentation else {}),
        "rules": [_rule(each, documentation) for each in explained().values()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",
        "originalUriBaseIds": {ROOT: {"uri": folder.resolve().as_uri().rstrip("/") + "/"}},
        "invocations": [{"executionSuccessful": not has_errors((*found, *hidden))}],
        "results": list(_results(found, read_line)),
    }
    if hidden:
        run["properties"] = {"leftOut": dict(sorted(Counter(each.code for each in hidden).items()))}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(about: Explained, documentation: str) -> dict[str, Any]:
    return {
        "id": about.code,
        "name": "".join(word.capitalize() for word in about.code.split("-")),
        "shortDescription": {"text": about.claim},
        "help": {"text": about.remedy, "markdown": about.body},
        **({"helpUri": f"{documentation}#{about.code}"} if documentation else {}),
        "defaultConfiguration": {"level": _LEVELS[about.severity]},
    }


def _results(found: Iterable[Diagnostic], read_line: ReadLine) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for each in found:
        print_ = _fingerprint(each, read_line)
        seen[print_] += 1
        yield _result(each, f"{print_}:{seen[print_]}", read_line)


def _result(found: Diagnostic, fingerprint: str, read_line: ReadLine) -> dict[str, Any]:
    location = partial(_location, read_line=read_line)
    related = [
        {"id": number, **location(span), "message": {"text": words}}
        for number, (span, words) in enumerate(found.related, 1)
    ]
    return {
        "ruleId": found.code,
        **({"ruleIndex": _PLACES[found.code]} if found.code in _PLACES else {}),
        "level": _LEVELS[found.severity],
        "message": {"text": f"{found.message}\nhint: {found.hint}" if found.hint else found.message},
        "locations": [location(found.span) if found.span else {"physicalLocation": _artifact(WHOLE_SITE)}],
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
    }


def _fingerprint(found: Diagnostic, read_line: ReadLine) -> str:
    """The same wherever the line stands in its file; without a line, as long as the message is the same."""
    line = read_line(found.span.path, found.span.line) if found.span else None
    parts = (found.code, found.span.path if found.span else "", " ".join(line.split()) if line else found.message)
    return sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def _location(span: Span, read_line: ReadLine) -> dict[str, Any]:
    return {"physicalLocation": {**_artifact(span.path), "region": _region(span, read_line)}}


def _artifact(path: str) -> dict[str, Any]:
    if path.startswith("/"):  # outside the project
        return {"artifactLocation": {"uri": Path(path).as_uri()}}
    return {"artifactLocation": {"uri": quote(path), "uriBaseId": ROOT}}


def _region(span: Span, read_line: ReadLine) -> dict[str, int]:
    line, column = max(span.line, 1), max(span.column, 1)
    region = {"startLine": line, "startColumn": _units(read_line(span.path, line), column)}
    end_line = max(span.end_line, line)
    if span.end_column and (end_line, span.end_column) > (line, column):
        ending = {"endLine": end_line, "endColumn": _units(read_line(span.path, end_line), span.end_column)}
        return {**region, **ending}
    return {**region, "endLine": end_line} if end_line > line else region


def _units(line: str | None, column: int) -> int:
    """A column in UTF-16 code units: letters beyond U+FFFF take two."""
    before = (line or "")[: column - 1]
    return column + sum(ord(letter) > 0xFFFF for letter in before)
