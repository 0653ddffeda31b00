"""Deadlines in a brief: a directive that lists them, a check that they lie ahead, and a calendar file of them.

An author writes

    :::{deadlines/list} What has to happen by when
    2026-12-01: The ministry publishes the draft.
    2027-03-15: Comments close.
    :::
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from briefgen.model.core.document import Node
from briefgen.model.extension import BriefText, DirectiveCall, DirectiveText, Extension, FormatFiles, Problem

HEAD = {"en": ("Day", "What"), "ko": ("날짜", "할 일")}
LINE = re.compile(r"(\d{4}-\d\d-\d\d):\s*(.+)")


def list_of_deadlines(call: DirectiveCall) -> DirectiveText:
    """A directive: lines of days become a table of Markdown, the earliest first."""
    rows, problems = [], []
    for line in filter(None, map(str.strip, call.body.splitlines())):
        found = LINE.fullmatch(line)
        if found and _day(found[1]):
            rows.append((found[1], found[2]))
        else:
            hint = "write the day and what is due, such as 2026-12-01: The ministry publishes the draft."
            problems.append(Problem("line-is-deadline", f"“{line}” is not a deadline", hint))
            rows.append(("", line))  # no word is lost
    day, what = HEAD.get(call.lang, HEAD["en"])
    title = [f":::{{table}} {call.argument}", ""] if call.argument else []
    shown = ((when, re.sub(r"(?<!\\)\|", r"\|", it)) for when, it in sorted(rows))
    table = [f"| {day} | {what} |", "|---|---|", *(f"| {when} | {it} |" for when, it in shown)]
    end = ["", ":::"] if call.argument else []
    return DirectiveText("\n".join([*title, "{.deadlines}", *table, *end]), tuple(problems))


def deadlines_lie_ahead(brief: BriefText) -> Iterator[Problem]:
    """A check: on the day of its publication every deadline of a brief is still to come."""
    for row, day, what in _deadlines(brief):
        if day.isoformat() <= brief.published:
            message = f"the deadline “{what}”, {day}, had passed when the brief was published"
            yield Problem("deadline-lies-ahead", message, "take it out, or say that it has passed", at=row)


def calendar(brief: BriefText, markdown: str) -> FormatFiles:
    """An output format: the deadlines as a calendar (RFC 5545), in the folder of the brief."""
    stamp = (brief.published or brief.updated or "1970-01-01").replace("-", "")  # a calendar asks for one
    events = []
    for number, (_, day, what) in enumerate(_deadlines(brief), 1):
        words = re.sub(r"([\\,;])", r"\\\1", what)
        events += [
            "BEGIN:VEVENT",
            f"UID:{brief.lang}-{brief.slug}-{number}@briefgen-deadlines",
            f"DTSTAMP:{stamp}T000000Z",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"SUMMARY:{words}",
            f"URL:{brief.address}",
            "END:VEVENT",
        ]
    if not events:
        return FormatFiles({})
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//briefgen-deadlines//EN", *events, "END:VCALENDAR", ""]
    return FormatFiles({"deadlines.ics": "\r\n".join(map(_folded, lines)).encode()})


def _deadlines(brief: BriefText) -> Iterator[tuple[Node, date, str]]:
    """The rows of the lists in a text, each with its day and what is due."""
    for table in brief.body.walk():
        if table.kind == "table" and "deadlines" in table.get("class").split():
            for row in table.children:
                first, *rest = (cell.said().strip() for cell in row.children)
                if row.get("head") != "true" and (day := _day(first)) is not None:
                    yield row, day, " ".join(rest)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _folded(line: str) -> str:
    """No line of a calendar has more than 75 bytes; the next begins with a space."""
    parts = [""]
    for letter in line:
        if len((parts[-1] + letter).encode()) > 74:
            parts.append("")
        parts[-1] += letter
    return "\r\n ".join(parts)


EXTENSION = Extension(
    directives={"list": list_of_deadlines},
    checks={"deadlines-lie-ahead": deadlines_lie_ahead},
    formats={"calendar": calendar},
    codes={
        "line-is-deadline": "A line of a list of deadlines has a day and what is due.",
        "deadline-lies-ahead": "A deadline lies ahead on the day of publication.",
    },
)
