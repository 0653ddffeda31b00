"""The size that a unit of a chart says is that by which its amounts are divided before they are drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from briefgen.language.figures.reader import reader_of
from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.model.written.charts import Chart, Column
from briefgen.model.written.shown import Shown
from briefgen.model.written.written import Lang, Written
from briefgen.resolving.charts.languages import CODE
from briefgen.resolving.site.scope import Scope

_WORD = re.compile(r"[^\s()\[\]·/:;]+")
_NAMED_TEXT = re.compile(r"\$([A-Za-z][\w-]*)")
_SMALLEST = 3
"""The power of ten from which on a unit has a size: *thousand*."""
_COUNTED = frozenset({"count", "distinct", "valid", "missing"})
"""Aggregates whose numbers are not those of the column."""

Path = tuple[str | int, ...]


def unit_problems(key: str, written: Written[Chart], scope: Scope) -> Iterator[Diagnostic]:
    """An error at each unit of a column, and title of an axis, that says another size than the column's scale."""
    columns = {name: it for name, it in written.value.columns.items() if _has_facts(name, written.value)}
    if key == "spec":
        for name, column in columns.items():
            if column.unit is not None and not column.hidden:
                place = written.at("columns", name, "unit")
                yield from _told(name, column, scope.text(column.unit), place, scope)
    for name, title, path in _titles(getattr(written.value, key), (key,)):
        if name in columns:
            named = _NAMED_TEXT.fullmatch(title)
            text = written.value.texts.get(named[1]) if named else None
            place = written.at("texts", named[1]) if named and text is not None else written.at(*path)
            words = scope.text(text) if text is not None else title
            yield from _told(name, columns[name], words, place, scope)


def _has_facts(name: str, chart: Chart) -> bool:
    return any(isinstance(row.get(name), Mapping) and "fact" in row[name] for row in chart.data)


def _told(name: str, column: Column, words: str, place: Span, scope: Scope) -> Iterator[Diagnostic]:
    power = _power(words, scope.site, scope.lang)
    if power is not None and power != column.scale:
        message = f"“{words}” is 10^{power}, but the amounts of the column “{name}” are divided by 10^{column.scale}"
        hint = f"give the column scale: {power}, or write the unit in which its amounts are drawn"
        yield error(CODE, message, place, hint)


def _power(words: str, site: Shown, lang: Lang) -> int | None:
    """The power of ten of the first word that is a number and nothing else, such as 억, million or 10억."""
    numerals = reader_of(site, lang).numerals
    for word in _WORD.findall(words.replace(", ", " ")):
        plain = word.rstrip(",.").removesuffix("s") if lang == "en" else word.rstrip(",.")
        for text in (plain,) if plain[:1].isdigit() else (f"1{plain}", f"1 {plain}"):
            found = next((it.value for it in numerals(text) if (it.start, it.end) == (0, len(text))), None)
            power = len(str(found)) - 1 if found is not None else 0
            if power >= _SMALLEST and found == 10**power:
                return power
    return None


def _titles(part: Any, path: Path) -> Iterator[tuple[str, str, Path]]:
    """Field, title and place of each channel with a title whose labels are the numbers of its field."""
    if isinstance(part, list | tuple):
        for at, inner in enumerate(part):
            yield from _titles(inner, (*path, at))
    elif isinstance(part, Mapping):
        if part.get("type") == "quantitative" and isinstance(part.get("field"), str) and _is_drawn_as_it_is(part):
            yield from _title_of(part, path)
        for step, inner in part.items():
            yield from _titles(inner, (*path, step))


def _title_of(channel: Mapping[str, Any], path: Path) -> Iterator[tuple[str, str, Path]]:
    for step in ("axis", "legend"):
        guide = channel.get(step)
        if isinstance(guide, Mapping) and isinstance(guide.get("title"), str):
            yield channel["field"], guide["title"], (*path, step, "title")
            return
    if isinstance(channel.get("title"), str):
        yield channel["field"], channel["title"], (*path, "title")


def _is_drawn_as_it_is(channel: Mapping[str, Any]) -> bool:
    """Whether nothing says that the numbers are written in another way than the column has them."""
    guides = [it for step in ("axis", "legend") if isinstance(it := channel.get(step), Mapping)]
    is_written = any("labelExpr" in it or str(it.get("format", "")).endswith("s") for it in guides)
    return not is_written and channel.get("stack") != "normalize" and channel.get("aggregate") not in _COUNTED
