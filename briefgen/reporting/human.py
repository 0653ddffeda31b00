"""Problems for a person at a terminal: the place, the line itself with a caret, what else to look at, a hint."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from briefgen.model.core.diagnostics import Diagnostic, Severity, Span
from briefgen.model.core.rules import Grouped, rule_of
from briefgen.model.values.plain import plain
from briefgen.reporting.turns import in_turn

SHOWN = 50
"""So many problems, or groups of like ones, are shown; all are counted."""
_FEW, _LINES = 2, 12
"""How many like problems of a file are each shown whole, and how many lines of others are named."""
WIDTH = 100
"""Columns of a source line that are shown."""

ReadLine = Callable[[str, int], str | None]
"""Path and line number → that line without its end, or None when it cannot be had."""

_COLOURS = {"error": "1;31", "warning": "1;33", "note": "1;36", "place": "1", "faint": "2", "hint": "32"}


def no_lines(path: str, line: int) -> str | None:
    """For a report without source lines."""
    return None


def render(
    diagnostics: Iterable[Diagnostic], read_line: ReadLine = no_lines, *, colour: bool = False, shown: int = SHOWN
) -> str:
    """The report as text with a line end, and a summary as its last line; empty when there is no problem.

    Errors come first. Of errors with one message in one file, and of warnings with one code, the first are shown whole,
    the others by their lines; when anything is not shown whole, a table counts every code.
    """
    found = tuple(diagnostics)
    if not found:
        return ""
    writer = _TextWriter(read_line, colour)
    groups = _groups(found)
    chosen = frozenset(in_turn([group[0] for group in groups])[:shown])
    parts = [writer.group(group) for place, group in enumerate(groups) if place in chosen]
    if left_out := [one for place, group in enumerate(groups) if place not in chosen for one in group]:
        is_or_are = "is" if len(left_out) == 1 else "are"
        parts.append(f"{summary(left_out)} {is_or_are} not shown here; --format json lists all\n")
    if left_out or any(len(group) > _whole(group) for group in groups):
        parts.append(writer.table(found))
    return "\n".join([*parts, writer.paint("place", summary(found)) + "\n"])


def _groups(found: Sequence[Diagnostic]) -> list[list[Diagnostic]]:
    """Like problems of a file together, errors first; each kind in the order it was found.

    Errors are alike that say the same, others that have the same code.
    """
    alike: dict[tuple[object, ...], list[Diagnostic]] = {}
    for each in found:
        by_subject = rule_of(each.code).grouped is Grouped.BY_SUBJECT
        own = each.message if each.severity is Severity.ERROR else each.subject if by_subject else ()
        alike.setdefault((each.severity, each.code, each.span.path if each.span else "", own), []).append(each)
    weight = {severity: place for place, severity in enumerate(Severity)}
    return sorted(alike.values(), key=lambda group: weight[group[0].severity])


def _whole(group: Sequence[Diagnostic]) -> int:
    """Return how many of a group are shown whole."""
    return len(group) if len(group) <= _FEW or rule_of(group[0].code).grouped is Grouped.ALONE else 1


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """``2 errors and 1 warning in 2 files``."""
    counts = [
        _counted(sum(found.severity is severity for found in diagnostics), severity.value) for severity in Severity
    ]
    said = [count for count in counts if count]
    files = {found.span.path for found in diagnostics if found.span is not None}
    where = f" in {_counted(len(files), 'file')}" if files else ""
    return (" and ".join(filter(None, [", ".join(said[:-1]), said[-1]])) + where) if said else "no problems"


def _counted(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}" if number else ""


def _first_place(group: Sequence[Diagnostic]) -> str:
    return next((plain(str(found.span)) for found in group if found.span), "")


@dataclass(frozen=True, slots=True)
class _TextWriter:
    read_line: ReadLine
    colour: bool

    def paint(self, name: str, text: str) -> str:
        return f"\x1b[{_COLOURS[name]}m{text}\x1b[0m" if self.colour else text

    def group(self, group: Sequence[Diagnostic]) -> str:
        """The first of a group, and where the others are."""
        whole = _whole(group)
        text = "\n".join(map(self.problem, group[:whole]))
        if whole == len(group):
            return text
        lines = list(dict.fromkeys(str(found.span.line) for found in group[whole:] if found.span))
        more = f", … (--format json lists all {len(group)})" if len(lines) > _LINES else ""
        word = "line" if len(lines) == 1 else "lines"
        where = f" in this file: {word} {', '.join(lines[:_LINES])}{more}" if lines else ""
        return f"{text}  {self.paint('faint', f'and {len(group) - whole} more like it{where}')}\n"

    def table(self, found: Sequence[Diagnostic]) -> str:
        """Every code with its count, its files and first place, errors first, then the most frequent."""
        by_code: dict[tuple[Severity, str], list[Diagnostic]] = {}
        for each in found:
            by_code.setdefault((each.severity, each.code), []).append(each)
        weight = {severity: place for place, severity in enumerate(Severity)}
        rows = sorted(by_code.items(), key=lambda row: (weight[row[0][0]], -len(row[1]), row[0][1]))
        files = [_counted(len({one.span.path for one in group if one.span}), "file") for _, group in rows]
        width, room = max(len(code) for (_, code), _ in rows), max(map(len, files))
        lines = [
            f"{len(group):>6}  {self.paint(severity.value, f'{severity.value:<7}')}  {code:<{width}}  "
            + (f"{among:<{room}}  {_first_place(group)}" if among else "")
            for ((severity, code), group), among in zip(rows, files, strict=True)
        ]
        return "\n".join(line.rstrip() for line in lines) + "\n"

    def problem(self, found: Diagnostic) -> str:
        place = f"{self.paint('place', plain(str(found.span)))}: " if found.span else ""
        kind = self.paint(found.severity.value, f"{found.severity.value}[{found.code}]")
        lines = [f"{place}{kind} {plain(found.message)}"]
        lines += self._excerpt(found.span, found.severity.value)
        for span, words in found.related:
            lines.append(f"  {self.paint('place', plain(str(span)))}: {plain(words)}")
            lines += self._excerpt(span, "note")
        if found.hint:
            lines.append(f"  {self.paint('hint', 'hint:')} {plain(found.hint)}")
        return "\n".join(lines) + "\n"

    def _excerpt(self, span: Span | None, kind: str) -> list[str]:
        """The source line and, under it, a caret at each column that is meant."""
        source = self.read_line(span.path, span.line) if span is not None else None
        if span is None or source is None or not source.strip():
            return []
        before, marked, after = _window(source, *_columns(span, source))
        gutter = f"{span.line:>5} | "
        caret = " " * _width(before) + self.paint(kind, "^" * max(1, _width(marked)))
        return [self.paint("faint", gutter) + before + marked + after, self.paint("faint", "      | ") + caret]


def _columns(span: Span, source: str) -> tuple[int, int]:
    """Start and end of what is meant, as positions in ``source``; one letter when no end is known."""
    start = min(max(span.column - 1, 0), len(source))
    if span.end_line > span.line:
        return start, len(source.rstrip())
    return start, max(span.end_column - 1, start + 1)


def _window(source: str, start: int, end: int) -> tuple[str, str, str]:
    """Return what to show before, at and after the caret, cut to ``WIDTH`` columns around it."""
    before, marked, after = (plain(part) for part in (source[:start], source[start:end], source[end:]))
    before = _first(before[::-1], max(WIDTH // 2, WIDTH - _width(marked + after)))[::-1]
    marked = _first(marked, WIDTH - _width(before))
    return before, marked, _first(after, WIDTH - _width(before + marked))


def _first(text: str, width: int) -> str:
    if _width(text) <= width:
        return text
    kept = ""
    for letter in text:
        if _width(kept + letter) > width - 1:
            break
        kept += letter
    return kept + "…" if width > 0 else ""


def _width(text: str) -> int:
    """Columns of a terminal: Korean and Chinese letters take two, combining marks none."""
    return sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
