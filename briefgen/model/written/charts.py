"""A chart: what is compared, in the grammar of Vega-Lite, with facts for data."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from briefgen.model.core.written import Allowed, LocalText, Schema
from briefgen.model.written.facts import SourceRefs

COLOURS = ("ink", "soft", "accent", "muted", "hatch", "pale", "rule", "paper")
"""Colours of the theme, which a spec names as ``$accent``; all but ``hatch`` stand in ``charts/theme.yaml``."""


class Column(Schema):
    """A column of the chart's data, as the reader's table names it."""

    label: LocalText
    unit: LocalText | None = None
    scale: Annotated[int, BeforeValidator(lambda given: given), Field(ge=-24, le=24)] = 0
    """Power of ten by which amounts of this column are divided before drawing, e.g. 9 for billions."""
    hidden: bool = False
    """True for a column that only steers the drawing and is left out of the table."""


class Chart(Schema):
    """``briefs/<slug>/<id>.chart.yaml``.

    ``data`` is a list of rows. A cell is a text (per language), ``{fact: id}`` for a fact's value, or
    ``{fact: id, form: short}``. A row ``{event: id}`` takes ``start``, ``end`` and ``label`` of that
    event of the timeline, and ``when`` (its whole date in words) and ``kind`` (``day`` or ``period``).
    ``spec`` is Vega-Lite without ``data`` and ``width``: a chart is drawn as wide as the page. It names
    the columns as fields; each ``x`` also has ``x_label`` with its words in the language drawn.
    ``$accent`` and the other ``COLOURS`` are the theme's.
    """

    title: LocalText
    subtitle: LocalText | None = None
    alt: LocalText | None = None
    """One sentence that says what the chart shows; the figures themselves are added from the data."""
    columns: dict[str, Column]
    data: tuple[dict[str, Any], ...] = Field(min_length=1, max_length=2000)
    spec: dict[str, Any]
    narrow: dict[str, Any] | None = None
    """What stands in place of the same keys of ``spec`` where there is little room."""
    texts: dict[str, LocalText] = Field(default_factory=dict)
    """Wordings that the spec uses as ``$name``; a name here comes before a colour of the theme."""
    source: SourceRefs = ()
    note: LocalText | None = None
    allow: Allowed = Field(default_factory=dict)
