"""Charts: from a settled drawing to SVG, through Vega-Lite. Nothing is fetched, no font of the machine measures.

A chart is drawn once a width, anew for each.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from briefgen.model.core.diagnostics import Outcome, error
from briefgen.model.profile.language import Language
from briefgen.rendering.charts.engine_errors import errors_kept, reason_of
from briefgen.rendering.charts.fonts import ChartFont, chart_fonts, register
from briefgen.rendering.charts.lines import overlaps, with_lines
from briefgen.rendering.charts.rows import names_at_marks, with_names_above
from briefgen.rendering.charts.svg import SVG, Naming, finish, plain_colours, size_of
from briefgen.rendering.charts.theme import ChartTheme, with_colours
from briefgen.rendering.fonts.faces import GENERICS, Fonts
from briefgen.resolving.edition.views import Cell, Drawing

_SPOKEN = frozenset({"aria", "tooltip"})
_BREAKS = re.compile(r"[\\\x00-\x1f\u2028\u2029]")
_UNFITTED = frozenset({"concat", "facet", "repeat"})
"""Views that say themselves how wide their parts are."""
PAPER, BESIDE, LARGE_PRINT, SLIDE = "paper", "beside", "large-print", "slide"
"""The widths that are drawn for paper alone: over the column, beside the text, in that form of a PDF, on a slide."""
_ON_PAPER = frozenset({PAPER, BESIDE, LARGE_PRINT, SLIDE})
_SLIDE_WIDTH = 560
"""Shown 290 mm wide, where words of 13 pixels are 19 points."""
_NARROW_BELOW = 500
"""Pixels: a chart that is drawn narrower takes its ``narrow`` specification, if it has one."""
_CLOSE_ENOUGH = 0.5
_TRIES = 8
_NARROWEST = 60
_CRAMPED = 0.35
"""The part of the whole width below which a plot shows nothing."""
_drawing = threading.Lock()


@dataclass(frozen=True, slots=True)
class ChartJob:
    """A chart to be drawn: all it depends on. ``variant`` is one of the theme's widths, ``width`` in pixels."""

    drawing: Drawing
    theme: ChartTheme
    variant: str
    width: int
    families: str
    fonts: tuple[ChartFont, ...] = ()
    numbers: Mapping[str, Any] = field(default_factory=dict)
    times: Mapping[str, Any] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    """What stands for ``format: month`` and its like."""


def chart_jobs(
    drawing: Drawing, theme: ChartTheme, fonts: Fonts, language: Language, more: Collection[str] = ()
) -> tuple[ChartJob, ...]:
    """A job for each width of the theme, in its order, then for paper; ``more`` names its other widths asked for."""
    stack = fonts.roles(language.tag).get("sans", ("sans-serif",))
    families = ", ".join(filter(_is_measured, stack))
    cuts = chart_fonts(fonts, [name for name in stack if name not in GENERICS])
    numbers, times, dates = number_locale(language), time_locale(language), date_formats(language)
    others = {BESIDE: theme.beside, LARGE_PRINT: theme.large_print, SLIDE: _SLIDE_WIDTH}
    widths = {**theme.widths, PAPER: theme.paper, **{name: others[name] for name in others if name in more}}
    return tuple(
        ChartJob(_for_width(drawing, width), theme, variant, width, families, cuts, numbers, times, dates)
        for variant, width in widths.items()
    )


def _is_measured(family: str) -> bool:
    """Tell whether the engine can measure text with this family in its list.

    It cannot read a list in which a word begins with a digit, even in quotes, and measures all text in another face.
    """
    return not any(word[:1].isdigit() for word in family.split())


def _for_width(drawing: Drawing, width: int) -> Drawing:
    if drawing.narrow is None:
        return drawing
    return replace(drawing, spec=drawing.narrow if width < _NARROW_BELOW else drawing.spec, narrow=None)


def draw(job: ChartJob) -> Outcome[str]:
    """The chart as SVG. One that cannot be drawn is reported and gives a frame with ``[id?]`` in it."""
    drawing = job.drawing
    try:
        svg = _fitted(job)
        finished = finish(svg, _naming(job), job.fonts)
    except ValueError as problem:
        return _undrawable(job, str(problem))
    if not finished.marks:
        return _undrawable(job, "nothing is drawn; is `mark:` in its layer, and does `encoding:` name columns?")
    if "NaN" in finished.svg:
        return _undrawable(job, "a position or a length in it is not a number; does every row have a value?")
    hint = "a drawing can contain only shapes and text"
    problems = tuple(
        error(
            "chart-is-drawable", f"the chart “{drawing.id}” contains {name}, which is left out", drawing.spec_span, hint
        )
        for name in finished.dropped
    )
    return Outcome(finished.svg, problems)


def for_web(drawn: Mapping[str, str]) -> str:
    """Every width of a chart, for a page that shows one of them: variant → SVG, in the order of the theme."""
    shown = ((variant, svg) for variant, svg in drawn.items() if variant not in _ON_PAPER)
    return "".join(f'<div class="chart-{variant}">{svg}</div>' for variant, svg in shown)


def for_print(svg: str, inks: Mapping[str, str] | None = None) -> str:
    """The same drawing with colours as plain values; ``inks`` has what tokens are instead on a press."""
    return plain_colours(svg, inks)


# Drawing at a width


def _fitted(job: ChartJob) -> str:
    """Vega's SVG, as wide as the job asks: the plot gives way until all labels are inside.

    Where it would have to give way too far, the names of rows go above their marks; words of columns that overlap are
    broken into lines.
    """
    spec = _spec(job)
    if _UNFITTED & spec.keys():
        return _vega(spec, job)
    svg, plot = _fitted_plot(spec, job)
    if not {"hconcat", "vconcat"} & spec.keys() and plot < _CRAMPED * job.width and (rows := with_names_above(spec)):
        return names_at_marks(_fitted_plot(rows, job)[0], job.fonts)
    return _in_lines(spec, svg, job)


def _in_lines(spec: Mapping[str, Any], svg: str, job: ChartJob) -> str:
    """The drawing with words that overlap in lines, where that helps."""
    made = with_lines(spec, svg, job.fonts) if (before := overlaps(svg, job.fonts)) else None
    if made is None:
        return svg
    again = _fitted_plot(made, job)[0]
    return again if overlaps(again, job.fonts) < before else svg


def _fitted_plot(spec: Mapping[str, Any], job: ChartJob) -> tuple[str, float]:
    """The drawing, and how wide its plot is in pixels."""
    plots: list[tuple[float, float]] = []
    plot = float(job.width)
    for _ in range(_TRIES):
        svg = _vega(_as_wide(spec, plot), job)
        plots.append((plot, size_of(svg)[0]))
        if abs(plots[-1][1] - job.width) <= _CLOSE_ENOUGH:
            break
        plot = max(_NARROWEST, _next_plot(plots, job.width))
    return svg, plots[-1][0]


def _as_wide(spec: Mapping[str, Any], plot: float) -> dict[str, Any]:
    """The specification with its plot so wide: panels side by side share it as their own widths say."""
    if "vconcat" in spec:
        return {**spec, "vconcat": [_as_wide(panel, plot) for panel in spec["vconcat"]]}
    if "hconcat" not in spec:
        return {**spec, "width": plot}
    panels = spec["hconcat"]
    shares = [float(share) if isinstance(share := panel.get("width"), int | float) else 1.0 for panel in panels]
    parts = [plot * share / sum(shares) for share in shares]
    return {**spec, "hconcat": [{**panel, "width": part} for panel, part in zip(panels, parts, strict=True)]}


def _next_plot(plots: list[tuple[float, float]], wanted: float) -> float:
    """The plot width at which the whole would be ``wanted`` wide, taking the last two tries as a line."""
    plot, whole = plots[-1]
    slope = 1.0
    if len(plots) > 1 and plots[-2][0] != plot:
        slope = (whole - plots[-2][1]) / (plot - plots[-2][0])
    guess = plot - (whole - wanted) / (slope if slope > 0.1 else 1.0)
    fits = max((tried for tried, made in plots if made <= wanted), default=0.0)
    over = min((tried for tried, made in plots if made > wanted), default=float("inf"))
    # A label that is longer than the plot makes the line a poor guess: then the middle of what is still open.
    return round(guess if fits < guess < over else (fits + over) / 2, 2)


def _spec(job: ChartJob) -> dict[str, Any]:
    given = {key: part for key, part in job.drawing.spec.items() if key not in ("$schema", "width", "autosize")}
    shown = with_colours(given, job.theme.colours)
    silent = _breaks_expressions(shown)
    spec: dict[str, Any] = with_dates(in_universal_time(without_descriptions(shown) if silent else shown), job.dates)
    config = {"font": job.families, **job.theme.config, **spec.get("config", {})}
    return {**spec, "autosize": {"type": "pad"}, "config": {**config, "aria": False} if silent else config}


def _breaks_expressions(part: Any) -> bool:
    """Whether words of a specification could not stand in an expression, where only quotation marks are escaped."""
    if isinstance(part, str):
        return _BREAKS.search(part) is not None
    if isinstance(part, list):
        return any(map(_breaks_expressions, part))
    if not isinstance(part, dict):
        return False
    return any(_breaks_expressions(key) or (key != "data" and _breaks_expressions(part[key])) for key in part)


def without_descriptions(part: Any) -> Any:
    """The specification without what Vega-Lite would say to screen readers and pointers.

    It writes titles of axes and legends into expressions there, where a backslash or line break in them breaks the
    drawing or lets words be read as code. The page describes charts in its own words.
    """
    if isinstance(part, list):
        return [without_descriptions(inner) for inner in part]
    if not isinstance(part, dict):
        return part
    kept = {key: inner for key, inner in part.items() if key not in _SPOKEN}
    return {key: inner if key == "data" else without_descriptions(inner) for key, inner in kept.items()}


def in_universal_time(part: Any) -> Any:
    """The specification with every time scale in UTC: the machine's zone must not move a date."""
    if isinstance(part, list):
        return [in_universal_time(inner) for inner in part]
    if not isinstance(part, dict):
        return part
    made = {key: inner if key == "data" else in_universal_time(inner) for key, inner in part.items()}
    if made.get("type") == "temporal" and made.get("scale", {}) is not None:
        made["scale"] = {"type": "utc", **made.get("scale", {})}
    return made


def with_dates(part: Any, formats: Mapping[str, str]) -> Any:
    """The specification with ``format: month`` and its like as the language writes them; ``formats`` has d3's terms."""
    if isinstance(part, list):
        return [with_dates(inner, formats) for inner in part]
    if not isinstance(part, dict):
        return part
    made = {key: inner if key == "data" else with_dates(inner, formats) for key, inner in part.items()}
    if isinstance(name := made.get("format"), str) and name in formats:
        made["format"] = formats[name]
    return made


def _vega(spec: dict[str, Any], job: ChartJob) -> str:
    """Vega's SVG. Raises ValueError with the reason, also where Vega only logs it and goes on."""
    import vl_convert

    problem: ValueError | None = None
    svg = ""
    with _drawing:
        register(job.fonts)
        with errors_kept() as log:
            try:
                svg = vl_convert.vegalite_to_svg(
                    spec, allowed_base_urls=[], format_locale=dict(job.numbers), time_format_locale=dict(job.times)
                )
            except ValueError as raised:
                problem = raised
    if reason := reason_of(log.text, str(problem) if problem else ""):
        raise ValueError(reason)
    return svg


def _naming(job: ChartJob) -> Naming:
    drawing = job.drawing
    known = repr((drawing.title, drawing.lang, drawing.spec)).encode()
    prefix = f"{drawing.id}-{sha256(known).hexdigest()[:6]}-{job.variant}"
    return Naming(prefix, job.families, drawing.title, chart_words(drawing), job.theme.colours, job.theme.tokens)


# What cannot be drawn


def _undrawable(job: ChartJob, why: str) -> Outcome[str]:
    drawing = job.drawing
    hint = "compare the specification with one that works; it is Vega-Lite, and its fields are the chart's columns"
    problem = error("chart-is-drawable", f"the chart “{drawing.id}” cannot be drawn: {why}", drawing.spec_span, hint)
    naming = _naming(job)
    frame = (
        f'<svg xmlns="{SVG}" width="{job.width}" height="80"><rect x="1" y="1" width="{job.width - 2}" height="78" '
        f'fill="none" stroke="#000000"/><text x="12" y="44" fill="#000000">[{drawing.id}?]</text></svg>'
    )
    return Outcome(finish(frame, naming).svg, (problem,))


def chart_words(drawing: Drawing) -> str:
    """The author's sentence, then the figures row by row as the data table has them."""
    rows = (row_words(row, drawing.columns) for row in drawing.rows)
    figures = "; ".join(words for words in rows if words)
    return " ".join(part for part in (drawing.alt or drawing.subtitle, f"{figures}." if figures else "") if part)


def row_words(row: Mapping[str, Cell], columns: tuple[tuple[str, str], ...]) -> str:
    """``소비: 2024년 21회, 2025년 32회``; a single figure goes without its column's name."""
    cells = [(label, row[key].words) for key, label in columns if key in row and row[key].words]
    if not cells:
        return ""
    (_, name), *rest = cells
    figures = [words if len(columns) == 2 else f"{label} {words}" for label, words in rest]
    return f"{name}: {', '.join(figures)}" if figures else name


# How a language writes numbers and dates on the axes of a chart, in the terms of d3

_DAYS = (6, 0, 1, 2, 3, 4, 5)
"""From Sunday; CLDR counts from Monday."""
_DIRECTIVES = {
    "y": "%Y", "yy": "%y", "yyyy": "%Y", "M": "%-m", "MM": "%m", "MMM": "%b", "MMMM": "%B",
    "d": "%-d", "dd": "%d", "EEE": "%a", "E": "%a", "EEEE": "%A",
}  # fmt: skip


def number_locale(language: Language) -> dict[str, Any]:
    """The d3-format locale."""
    numbers = language.numbers
    return {
        "decimal": numbers.decimal,
        "thousands": numbers.group,
        "grouping": [3],
        "currency": ["", ""],
        "minus": numbers.minus,
    }


def time_locale(language: Language) -> dict[str, Any]:
    """The d3-time-format locale, with the names that CLDR has."""
    locale = language.babel()
    months, days = locale.months["format"], locale.days["format"]
    return {
        "dateTime": f"{d3_pattern(language.date_pattern('full', 'day'))} %H:%M",
        "date": d3_pattern(language.date_pattern("short", "day")),
        "time": "%H:%M",
        "periods": [str(locale.day_periods["format"]["abbreviated"][half]) for half in ("am", "pm")],
        "days": [days["wide"][day] for day in _DAYS],
        "shortDays": [days["abbreviated"][day] for day in _DAYS],
        "months": [months["wide"][month] for month in range(1, 13)],
        "shortMonths": [months["abbreviated"][month] for month in range(1, 13)],
    }


def date_formats(language: Language) -> dict[str, str]:
    """Precision → how the language writes a date of it where room is short: ``month`` → ``%Y. %-m.``"""
    return {name: d3_pattern(language.date_pattern("bare", name)) for name in ("day", "month", "year")}


def d3_pattern(pattern: str) -> str:
    """A CLDR date pattern in d3's terms: ``y. M. d.`` → ``%Y. %-m. %-d.``"""
    return re.sub(r"'([^']*)'|([A-Za-z])\2*", _directive, pattern.replace("%", "%%"))


def _directive(found: re.Match[str]) -> str:
    return found[1] if found[1] is not None else _DIRECTIVES.get(found[0], found[0])
