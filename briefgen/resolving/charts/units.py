"""The size that a unit of a chart says is that by which its amounts are divided before they are drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from briefgen.language.figures.reader import reader_of
from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.model.written.charts import Chart, Column
from briefgen.model.written.shown import Shown
from briefgen.model.written.written import Lang, Written
from briefgen.resolving.charts.languages import CODE
from briefgen.resolving.site.scope import Scope

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
