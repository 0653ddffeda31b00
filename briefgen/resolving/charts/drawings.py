"""A chart in one language: its facts become numbers and words, its texts are put into the specification."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from briefgen.language.figures.reader import reader_of
from briefgen.language.words.values import word_date
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span, error, warning
from briefgen.model.core.written import Lang, LocalText, Written
from briefgen.model.profile.language import Language
from briefgen.model.values.quantities import Day, Interval, Quantity, QuantityRange, Value
from briefgen.model.written.charts import COLOURS, Chart, Column
from briefgen.model.written.facts import Fact
from briefgen.model.written.shown import Shown
from briefgen.model.written.timeline import Event
from briefgen.resolving.charts.grammar import changing_formulas, grammar_problems, parts_of
from briefgen.resolving.edition.views import Cell, Drawing
from briefgen.resolving.ledger.facts import change_of, converted, fact_words
from briefgen.resolving.site.scope import Scope, suggestion, unknown, untranslated

EVENT_FIELDS = ("start", "end", "when", "label", "kind")
"""What a row ``{event: id}`` has: both ends, both in words, the event's name, and ``day`` or ``period``."""

_OWN_KEYS = frozenset({"data", "datasets", "url", "href"})
_TITLED = frozenset({"x", "y", "color", "fill", "stroke", "size", "shape", "row", "column"})
_NAMED_TEXT = re.compile(r"\$([A-Za-z][\w-]*)")
_PLACEHOLDER = re.compile(r"\[.*\?\]")
_INNER = frozenset({"layer", "hconcat", "vconcat", "concat"})
_MADE_BY_TRANSFORMS = frozenset({"key", "value", "index"})

Path = tuple[str | int, ...]


def settle_chart(ident: str, written: Written[Chart], site: Shown, language: Language) -> Outcome[Drawing]:
    """The chart ``ident`` in ``language``, ready to draw.

    A fact, event, text or field that nothing answers to is reported at its place; its cell stays visible
    as ``[id?]`` and has no number.
    """
    return _Settling(written, Scope(site, language, language.tag)).drawing(ident)


@dataclass(slots=True)
class _Settling:
    written: Written[Chart]
    scope: Scope
    problems: list[Diagnostic] = field(default_factory=list)

    @property
    def chart(self) -> Chart:
        return self.written.value

    def drawing(self, ident: str) -> Outcome[Drawing]:
        chart = self.chart
        rows = tuple(self._row(row, position) for position, row in enumerate(chart.data))
        spec = self._spec("spec", rows, {})
        made = Drawing(
            id=ident,
            lang=self.scope.lang,
            title=self._text(chart.title, "title"),
            subtitle=self._text(chart.subtitle, "subtitle"),
            alt=self._text(chart.alt, "alt"),
            columns=self._columns(),
            rows=rows,
            spec=spec,
            narrow=None if chart.narrow is None else self._spec("narrow", rows, spec),
            note=self._text(chart.note, "note"),
            source_ids=self._sources(),
            span=self.written.span,
            spec_span=self.written.at("spec"),
        )
        return Outcome(made, tuple(self.problems))

    def _text(self, local: LocalText | None, *path: str | int) -> str:
        self.problems.extend(untranslated(local, self.scope, f"the chart's {path[-1]}", self.written.at(*path)))
        return self.scope.text(local)

    def _columns(self) -> tuple[tuple[str, str], ...]:
        shown = ((key, column) for key, column in self.chart.columns.items() if not column.hidden)
        return tuple((key, self._heading(key, column)) for key, column in shown)

    def _heading(self, key: str, column: Column) -> str:
        label = self._text(column.label, "columns", key, "label")
        unit = self._text(column.unit, "columns", key, "unit")
        return self.scope.language.bracketed(label, unit) if unit else label

    def _sources(self) -> tuple[str, ...]:
        known = self.scope.site.sources
        for position, ref in enumerate(self.chart.source):
            if ref.id not in known:
                place = self.written.at("source", position)
                self.problems.append(unknown("source-is-known", "source", ref.id, known, place))
        return tuple(dict.fromkeys(ref.id for ref in self.chart.source if ref.id in known))

    # Rows

    def _row(self, row: Mapping[str, Any], position: int) -> dict[str, Cell]:
        cells = self._event(str(row["event"]), self.written.at("data", position, "event")) if "event" in row else {}
        for key, given in row.items():
            if key == "event":
                continue
            path = ("data", position, key)
            # Columns that could not be read are told already; then there are none.
            if self.chart.columns and key not in self.chart.columns:
                self._add("key-is-known", f"the chart has no column “{key}”", key, self.chart.columns, *path)
            cells[key] = self._cell(given, self.chart.columns.get(key), path)
        return cells

    def _add(self, code: str, message: str, word: str, known: Iterable[str], *path: str | int) -> None:
        self.problems.append(error(code, message, self.written.at(*path), suggestion(word, known)))

    def _event(self, ident: str, span: Span) -> dict[str, Cell]:
        known = self.scope.site.timeline
        if ident not in known:
            self.problems.append(unknown("event-is-known", "event", ident, known, span))
            return {name: Cell(f"[{ident}?]" if name == "label" else "") for name in EVENT_FIELDS}
        return _event_cells(known[ident].value, self.scope)

    def _cell(self, given: Any, column: Column | None, path: Path) -> Cell:
        if isinstance(given, Mapping) and "fact" in given:
            return self._fact(given, column, path)
        if not isinstance(given, Mapping | list):
            return self._literal(given, column, path)
        try:
            local = LocalText.model_validate(given)
        except ValueError:
            local = LocalText({})
        if not local.root or not set(local.root) <= set(self.scope.site.languages):
            hint = "write a text, a text for each language ({ko: …, en: …}), {fact: id} or {fact: id, form: short}"
            self.problems.append(error("value-has-type", "a cell is a text or a fact", self.written.at(*path), hint))
            return Cell("[?]")
        return Cell(self._text(local, *path))

    def _literal(self, given: Any, column: Column | None, path: Path) -> Cell:
        """A cell that holds neither a fact nor words per language: a text, or a number that steers the drawing."""
        if not isinstance(given, int | Decimal) or isinstance(given, bool):
            return Cell("" if given is None else str(given).lower() if isinstance(given, bool) else str(given))
        if column is not None and not column.hidden:
            message = f"the chart shows the figure {given}, which has no source"
            hint = "put it in the ledger and write {fact: id}; quote it if it is a name, or hide its column"
            self.problems.append(warning("figure-is-fact", message, self.written.at(*path), hint))
        return Cell(str(given), float(given))

    def _fact(self, given: Mapping[str, Any], column: Column | None, path: Path) -> Cell:
        for key in set(given) - {"fact", "form"}:
            self._add("key-is-known", f"a cell with a fact has no “{key}”", key, ("fact", "form"), *path, key)
        ident, form = str(given["fact"]), str(given.get("form") or "")
        place = self.written.at(*path, "form" if form and ident in self.scope.site.facts else "fact")
        words = fact_words(ident, form, self.scope, place)
        self.problems.extend(words.diagnostics)
        if _PLACEHOLDER.fullmatch(words.value):
            return Cell(words.value)
        value = _value_of(self.scope.site.facts[ident].value, form, self.scope)
        return Cell(words.value, _number(value, column.scale if column else 0), ident)

    # Specification

    def _spec(self, key: str, rows: Sequence[Mapping[str, Cell]], base: Mapping[str, Any]) -> dict[str, Any]:
        """The specification under ``key`` over ``base``, which is checked and settled, with the rows as its data."""
        given = getattr(self.chart, key)
        self.problems.extend(grammar_problems(given, self.written, (key,)))
        self.problems.extend(changing_formulas(given, self.written, (key,)))
        if key == "spec":
            self.problems.extend(unit_problems(self.written, self.scope))
        self._check_keys(given, (key,))
        self._check_fields(given, (key,), {*_named_as(base), *_named_as(given)}, rows)
        settled = {**base, **self._settled(given, (key,))}
        if not _INNER & settled.keys():
            settled = {**settled, "encoding": self._titled(settled.get("encoding"))}
        return {**settled, "data": {"values": [_values(row) for row in rows]}}

    def _check_keys(self, part: Any, path: Path) -> None:
        for step, inner in parts_of(part):
            if step in _OWN_KEYS:
                message = f"the specification cannot have “{step}”"
                hint = "data come from `data:` of the chart; nothing is fetched and nothing links from inside a drawing"
                self.problems.append(error("chart-is-drawable", message, self.written.at(*path, step), hint))
            else:
                self._check_keys(inner, (*path, step))

    def _check_fields(self, given: Any, path: Path, made: Iterable[str], rows: Sequence[Mapping[str, Cell]]) -> None:
        known = set(_MADE_BY_TRANSFORMS) | {name for row in rows for name in _values(row)}
        known.update(self.chart.columns, made)
        for name, place in _fields(given, path):
            if name not in known:
                message = f"the specification uses the field “{name}”, which no column has"
                self._add("chart-is-drawable", message, name, known, *place)

    def _settled(self, part: Any, path: Path) -> Any:
        if isinstance(part, Mapping):
            return {key: self._settled(inner, (*path, key)) for key, inner in part.items() if key not in _OWN_KEYS}
        if isinstance(part, list | tuple):
            return [self._settled(inner, (*path, position)) for position, inner in enumerate(part)]
        if isinstance(part, Decimal):
            return float(part)
        return self._named(part, path) if isinstance(part, str) and path[-1] not in ("format", "expr") else part

    def _titled(self, encoding: Any) -> dict[str, Any]:
        """A chart of one layer calls its axes and legends as the table calls the columns, unless it says otherwise."""
        titled = {}
        for channel, part in (encoding if isinstance(encoding, dict) else {}).items():
            column = self.chart.columns.get(str(part.get("field"))) if isinstance(part, dict) else None
            silent = column is not None and channel in _TITLED and "title" not in part
            titled[channel] = {**part, "title": self.scope.text(column.label)} if silent and column else part
        return titled

    def _named(self, given: str, path: Path) -> str:
        found = _NAMED_TEXT.fullmatch(given)
        if found is None or (found[1] in COLOURS and found[1] not in self.chart.texts):
            return given
        if found[1] not in self.chart.texts:
            message = f"the specification asks for the text “{given}”, which `texts:` does not have"
            self._add("chart-is-drawable", message, found[1], (*self.chart.texts, *COLOURS), *path)
            return given
        return self._text(self.chart.texts[found[1]], "texts", found[1])


def _event_cells(event: Event, scope: Scope) -> dict[str, Cell]:
    when = event.when
    start, end = (when.start, when.end) if isinstance(when, Interval) else (when, when)
    last = word_date(end, scope.language) if isinstance(when, Interval) else ""
    return {
        "start": Cell(word_date(start, scope.language), first_moment(start)),
        "end": Cell(last, next_moment(end)),
        "when": Cell(word_date(when, scope.language), first_moment(start)),
        "label": Cell(scope.text(event.label)),
        "kind": Cell("period" if isinstance(when, Interval) or not when.day else "day"),
    }


def _value_of(fact: Fact, form: str, scope: Scope) -> Value | None:
    """The value whose words a form gives."""
    if form in fact.forms:
        return fact.forms[form]
    if form == "change":
        return change_of(fact, scope)
    return converted(fact, scope) if form == "converted" else fact.value


def _number(value: Value | None, scale: int) -> float | str | None:
    """What is drawn: an amount divided by its column's scale, the middle of a range, the first moment of a date."""
    if isinstance(value, Quantity):
        return float(value.value.scaleb(-scale))
    if isinstance(value, QuantityRange):
        return float((value.low.value + value.high.value).scaleb(-scale) / 2)
    if isinstance(value, Interval):
        return first_moment(value.start)
    return first_moment(value) if isinstance(value, Day) else None


def _values(row: Mapping[str, Cell]) -> dict[str, object]:
    """The row as Vega-Lite has it: ``x`` to draw with, ``x_label`` to write."""
    values: dict[str, object] = {}
    for key, cell in row.items():
        unknown_value = cell.fact or _PLACEHOLDER.fullmatch(cell.words)
        values[key] = cell.words if cell.number is None and not unknown_value else cell.number
        values[f"{key}_label"] = cell.words
    return values


# What a specification names


def _fields(part: Any, path: Path) -> Iterator[tuple[str, Path]]:
    """Every column that a specification draws from, with the place where it is named."""
    for step, inner in parts_of(part):
        here = (*path, step)
        if step == "field" and isinstance(inner, str):
            yield inner, here
        else:
            yield from _fields(inner, here)


def _named_as(part: Any) -> Iterator[str]:
    """Every field that the specification's own transforms make."""
    for step, inner in parts_of(part):
        if step == "as":
            yield from map(str, inner if isinstance(inner, list | tuple) else [inner])
        else:
            yield from _named_as(inner)


def first_moment(day: Day) -> str:
    """Midnight (UTC, so that no zone moves it) on which a day, month or year begins."""
    return _moment(date(day.year, day.month or 1, day.day or 1))


def next_moment(day: Day) -> str:
    """Midnight on which the day, month or year is over; the last moment that there is for the year 9999."""
    if day.year == date.max.year:
        return f"{date.max.isoformat()}T23:59:59Z"
    if day.day:
        return _moment(date(day.year, day.month, day.day) + timedelta(days=1))
    if day.month:
        return _moment(date(day.year + day.month // 12, day.month % 12 + 1, 1))
    return _moment(date(day.year + 1, 1, 1))


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


# The size that a unit of a chart says is that by which its amounts are divided before they are drawn

_WORD = re.compile(r"[^\s()\[\]·/:;]+")
_SMALLEST = 3
"""The power of ten from which on a unit has a size: *thousand*."""


def unit_problems(written: Written[Chart], scope: Scope) -> Iterator[Diagnostic]:
    """An error at each unit of a column that says another size than the column's scale."""
    for name, column in written.value.columns.items():
        if column.unit is not None and not column.hidden and _has_facts(name, written.value):
            place = written.at("columns", name, "unit")
            yield from _told(name, column, scope.text(column.unit), place, scope)


def _has_facts(name: str, chart: Chart) -> bool:
    return any(isinstance(row.get(name), Mapping) and "fact" in row[name] for row in chart.data)


def _told(name: str, column: Column, words: str, place: Span, scope: Scope) -> Iterator[Diagnostic]:
    power = _power(words, scope.site, scope.lang)
    if power is not None and power != column.scale:
        message = f"“{words}” is 10^{power}, but the amounts of the column “{name}” are divided by 10^{column.scale}"
        hint = f"give the column scale: {power}, or write the unit in which its amounts are drawn"
        yield error("chart-agrees", message, place, hint)


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
