"""The directives in one table: what each is given, what it is called without a title, how it is numbered and known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from briefgen.model.core.document import Node

_COMMON = frozenset({"id"})
_PLACED = _COMMON | {"place"}
PLACES = ("across", "beside")
"""What the option ``place`` may be; the first when it is left out."""


def figure_anchor(chart: str) -> str:
    """Anchor of a chart in a text."""
    return f"fig-{chart}"


def recommendation_anchor(ident: str) -> str:
    """Anchor of a recommendation in a text."""
    return f"rec-{ident}"


@dataclass(frozen=True, slots=True)
class DirectiveKind:
    """What a directive may be given, and what becomes of it. Its argument is its title, unless it has an ``anchor``."""

    name: str
    needs: str = ""
    """What its argument is, when it has to have one."""
    anchor: Callable[[str], str] | None = None
    """The anchor that the id which is its argument gives it."""
    options: frozenset[str] = _COMMON
    captions: tuple[str, ...] = ()
    """Attributes of its node that readers see as words, besides its title."""
    numbered: str = ""
    """What it is counted as."""
    label: str = ""
    """How it is headed when it has no title, as a key of the catalogue."""
    prefix: str = ""
    """What stands before its title, as a key of the catalogue."""
    is_open: bool = False
    """Whether its paragraphs are numbered like those around it."""
    has_points: bool = False
    """Whether its list items begin with a label."""

    def is_kind_of(self, part: Node) -> bool:
        """Tell whether a node is one of these."""
        return part.kind == "directive" and part.get("name") == self.name


AT_A_GLANCE = DirectiveKind("at-a-glance", label="At a glance", has_points=True)
BOX = DirectiveKind("box", options=_PLACED, is_open=True)
OPTION = DirectiveKind("option", prefix="Option")
RECOMMENDATION = DirectiveKind(
    "recommendation", needs="the id of the recommendation in brief.yaml", anchor=recommendation_anchor
)
CHART = DirectiveKind(
    "chart",
    needs="the id of the chart: its file name before .chart.yaml",
    anchor=figure_anchor,
    options=_PLACED,
    numbered="figure",
)
KNOWN_UNKNOWN = DirectiveKind("known-unknown", label="What we know and what we do not", is_open=True)
TABLE = DirectiveKind(
    "table", options=_PLACED | {"subtitle", "note"}, captions=(":subtitle:", ":note:"), numbered="table"
)
DIRECTIVES = {
    it.name: it
    for it in (
        AT_A_GLANCE,
        BOX,
        OPTION,
        RECOMMENDATION,
        CHART,
        KNOWN_UNKNOWN,
        TABLE,
    )
}
"""Those that briefgen brings, in the order of the handbook."""


def directive_of(part: Node) -> DirectiveKind | None:
    """Find the row of the table for a node; None for one that is not a directive."""
    return DIRECTIVES.get(part.get("name")) if part.kind == "directive" else None


def id_of(part: Node) -> str:
    """Return the id of a block: for a chart and a recommendation, their name in YAML."""
    kind = directive_of(part)
    return part.get("argument").strip() if kind is not None and kind.anchor else part.get("id")
