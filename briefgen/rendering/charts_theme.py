"""How charts look: colours by name, widths and Vega-Lite's config, as ``templates/charts/theme.yaml`` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field, field_validator

from briefgen.model.charts import COLOURS
from briefgen.model.diagnostics import Outcome, Span, error
from briefgen.model.theme import Theme
from briefgen.model.written import Schema
from briefgen.reading.nodes import decode

FILE = "charts/theme.yaml"
PATH = f"templates/{FILE}"
HATCH = "hatch"
HATCH_MARK = "#0e473a"
"""The colour that stands for the hatch until the drawing is finished."""

Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]


class ChartThemeFile(Schema):
    """The theme file as written."""

    colours: dict[str, Colour]
    widths: dict[str, Annotated[int, Field(ge=200, le=2000)]] = Field(min_length=1)
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
    """Colours as ``#rrggbb`` by name, widths in pixels by variant (the first is for paper too), Vega-Lite's config."""

    colours: Mapping[str, str] = field(default_factory=dict)
    widths: Mapping[str, int] = field(default_factory=lambda: {"wide": 640})
    config: Mapping[str, Any] = field(default_factory=dict)


def read_chart_theme(theme: Theme) -> Outcome[ChartTheme]:
    """The chart theme of the project or the packaged theme; one that is missing or broken gives a plain look."""
    content = theme.files.get(FILE)
    if content is None:
        return Outcome(ChartTheme(), (error("file-exists", f"{PATH} is missing", Span(PATH)),))
    outcome = decode(ChartThemeFile, content, PATH)
    if outcome.value is None:
        return Outcome(ChartTheme(), outcome.diagnostics)
    written = outcome.value.value
    return Outcome(ChartTheme(written.colours, written.widths, with_colours(written.config, written.colours)))


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
