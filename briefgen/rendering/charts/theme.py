"""How charts look: colours by name, widths and Vega-Lite's config, as ``templates/charts/theme.yaml`` gives them.

A colour is a token of ``css/tokens.css``, so that charts change with everything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field, field_validator

from briefgen.model.core.diagnostics import Outcome, Report, Span, error
from briefgen.model.core.written import Schema, Written
from briefgen.model.theme import Theme
from briefgen.model.written.charts import COLOURS
from briefgen.reading.yaml.nodes import decode
from briefgen.rendering.theme.design_tokens import light_colour, read_tokens

FILE = "charts/theme.yaml"
PATH = f"templates/{FILE}"
LARGE_PRINT = 412
"""Pixels: shown 180 mm wide, words of 13 pixels are then 16 points large."""
PAPER = 740
"""Pixels: shown 174 mm wide, words of 13 pixels are then 8.7 points large."""
BESIDE = 248
"""Pixels: shown 54 mm wide, words of 13 pixels are then 8 points large."""
HATCH = "hatch"
HATCH_MARK = "#0e473a"
"""The colour that stands for the hatch until the drawing is finished."""

TokenName = Annotated[str, Field(pattern=r"^--[\w-]+$")]


class ChartThemeFile(Schema):
    """The theme file as written."""

    colours: dict[str, TokenName]
    widths: dict[str, Annotated[int, Field(ge=200, le=2000)]] = Field(min_length=1)
    paper: Annotated[int, Field(ge=200, le=2000)] = PAPER
    beside: Annotated[int, Field(ge=100, le=2000)] = BESIDE
    large_print: Annotated[int, Field(ge=200, le=2000)] = LARGE_PRINT
    config: dict[str, Any] = Field(default_factory=dict)

    @field_validator("colours")
    @classmethod
    def _is_complete(cls, given: dict[str, str]) -> dict[str, str]:
        missing = [name for name in COLOURS if name != HATCH and name not in given]
        if missing:
            raise ValueError(f"the colour “{missing[0]}” is missing; charts may use {', '.join(COLOURS)}")
        return given


@dataclass(frozen=True, slots=True)
class ChartTheme:
    """Widths in pixels by variant, for the web, and Vega-Lite's config.

    ``paper``, ``beside`` and ``large_print`` are the widths on paper: over the whole column, beside the text, and in
    that form of a PDF. ``tokens`` has the token of each colour by its name in
    charts; ``colours`` its light value as ``#rrggbb``.
    """

    colours: Mapping[str, str] = field(default_factory=dict)
    tokens: Mapping[str, str] = field(default_factory=dict)
    widths: Mapping[str, int] = field(default_factory=lambda: {"wide": 640})
    config: Mapping[str, Any] = field(default_factory=dict)
    paper: int = PAPER
    beside: int = BESIDE
    large_print: int = LARGE_PRINT


def read_chart_theme(theme: Theme) -> Outcome[ChartTheme]:
    """The chart theme of the project or the packaged theme; one that is missing or broken gives a plain look."""
    content = theme.files.get(FILE)
    if content is None:
        return Outcome(ChartTheme(), (error("file-exists", f"{PATH} is missing", Span(PATH)),))
    outcome = decode(ChartThemeFile, content, PATH)
    if outcome.value is None:
        return Outcome(ChartTheme(), outcome.diagnostics)
    report = Report()
    report.add(outcome.diagnostics)
    colours = report.take(_colours(outcome.value, theme))
    written = outcome.value.value
    if len(colours) < len(written.colours):
        return Outcome(ChartTheme(), report.sorted())
    config, on_paper = with_colours(written.config, colours), (written.paper, written.beside, written.large_print)
    made = ChartTheme(colours, written.colours, written.widths, config, *on_paper)
    return Outcome(made, report.sorted())


def _colours(written: Written[ChartThemeFile], theme: Theme) -> Outcome[dict[str, str]]:
    """The light value of each colour; one that has none is left out."""
    report, tokens = Report(), read_tokens(theme)
    found = {
        name: report.take(light_colour(token, tokens, written.at("colours", name)))
        for name, token in written.value.colours.items()
    }
    return Outcome({name: colour for name, colour in found.items() if colour is not None}, report.sorted())


def with_colours(part: Any, colours: Mapping[str, str]) -> Any:
    """``part`` of a specification with ``$name`` replaced by that colour, and numbers as JSON has them."""
    if isinstance(part, Mapping):
        return {key: with_colours(inner, colours) for key, inner in part.items()}
    if isinstance(part, list | tuple):
        return [with_colours(inner, colours) for inner in part]
    if isinstance(part, Decimal):
        return float(part)
    if isinstance(part, str) and part.startswith("$"):
        return HATCH_MARK if part == f"${HATCH}" else colours.get(part[1:], part)
    return part
