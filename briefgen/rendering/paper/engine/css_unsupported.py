"""Slips in a style sheet, out of what WeasyPrint logs: at their line, as written there, the same for every PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.model.core.diagnostics import Span
from briefgen.model.values.plain import one_line
from briefgen.rendering.paper.job import PdfJob

_IGNORED = re.compile(r"(?:Ignored|Deprecated) `([^:`]+):.*` at (\d+):(\d+), (.+?)\.?", re.DOTALL)
_MATHS = re.compile(r"Invalid math function at (\d+):(\d+): .*", re.DOTALL)
_SELECTOR = re.compile(r"Invalid or unsupported selector, '(.*?)'(?:, (.*))?", re.DOTALL)
_AT = re.compile(r",? ?\bat (\d+):(\d+)\b")
_DECLARATION = re.compile(r"\s*(?:/\*.*?\*/\s*)*(([\w-]+)\s*:\s*[^;{}]*)", re.DOTALL)
_OF_THEME = "templates/"
_CANNOT = "docs/templates.md lists the limits of WeasyPrint"


@dataclass(frozen=True, slots=True)
class UnsupportedCss:
    """What is wrong in a style sheet, and what to write instead."""

    message: str
    span: Span
    hint: str = ""


@dataclass(frozen=True, slots=True)
class _Declaration:
    """A declaration as it stands in a sheet."""

    name: str
    text: str
    span: Span


def slip(message: str, sheet: str, job: PdfJob) -> UnsupportedCss | None:
    """The slip that ``message`` speaks of, logged while ``sheet`` was read, or later when that is empty.

    None when it does not lead to a sheet of the theme.
    """
    sheets = {name: text for name, text in job.css if name.startswith(_OF_THEME) and sheet in ("", name)}
    if found := _IGNORED.fullmatch(message):
        return _ignored(found[1], found[4], _declarations(int(found[2]), int(found[3]), sheets))
    if found := _MATHS.fullmatch(message):
        return _ignored("", "its calculation is not valid", _declarations(int(found[1]), int(found[2]), sheets))
    if sheet not in sheets:
        return None
    if found := _SELECTOR.fullmatch(message):
        return _selector(found[1], found[2] or "", sheet, sheets[sheet])
    place = _AT.search(message)
    span = Span(sheet, int(place[1]), int(place[2])) if place else Span(sheet)
    return UnsupportedCss(_AT.sub("", message, count=1).rstrip("."), span)


def _ignored(name: str, reason: str, declarations: Iterator[_Declaration]) -> UnsupportedCss | None:
    """A declaration called ``name``, or a shorthand of that, at the place that the message gives."""
    for found in declarations:
        if name in ("", found.name) or name.startswith(f"{found.name}-"):
            return UnsupportedCss(f"PDFs ignore `{found.text}`: {reason}", found.span, _CANNOT)
    return None


def _declarations(line: int, column: int, sheets: dict[str, str]) -> Iterator[_Declaration]:
    """The declaration that each sheet has at this place."""
    for sheet, text in sheets.items():
        lines = text.splitlines(keepends=True)
        if line > len(lines):
            continue
        place = len("".join(lines[: line - 1])) + column - 1
        begins = max(text.rfind(sign, 0, place) for sign in ";{}") + 1
        if (found := _DECLARATION.match(text, begins)) is not None and found.start(1) <= place < found.end(1):
            yield _Declaration(found[2], one_line(found[1], 80), _span(sheet, text, found.start(1)))


def _selector(words: str, reason: str, sheet: str, text: str) -> UnsupportedCss:
    at = text.find(words)
    span = _span(sheet, text, at) if at >= 0 else Span(sheet)
    why = f": {reason}" if reason else ""
    return UnsupportedCss(f"PDFs do not support the selector `{one_line(words, 80)}`{why}", span, _CANNOT)


def _span(sheet: str, text: str, place: int) -> Span:
    return Span(sheet, text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place))
