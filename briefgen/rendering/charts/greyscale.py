"""Whether a chart can be read in grey: what it tells apart by colour must stay apart when the colour is gone.

Judged on the drawing: the symbols of each legend, or the marks themselves where a colour has a field and no legend. Two
of them stay apart when one is hatched, dashed or shaped otherwise, when one is open and one filled, or when their tones
have a contrast of 3:1. What is also written beside its mark or on an axis needs no tone. Scales that run from one
colour into another are not judged: a legend shows them as one strip.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from briefgen.model.core.diagnostics import Diagnostic, warning
from briefgen.rendering.charts.luminance import APART, contrast, luminance
from briefgen.rendering.charts.theme import HATCH_MARK
from briefgen.resolving.edition.views import Drawing

_COLOUR_CHANNELS = ("color", "fill", "stroke")
_UNPAINTED = (None, "none", "transparent")
_HINT = (
    "give one of them another tone ($accent beside $muted, $hatch for a third), a dash or a shape, "
    "or write the names next to the marks"
)

Element = Any


@dataclass(frozen=True, slots=True)
class _Look:
    """What is left of a mark in grey: a tone, and how it is painted, dashed and shaped."""

    tone: float
    kind: tuple[str, ...]


def tone_problems(svg: str, drawing: Drawing) -> tuple[Diagnostic, ...]:
    """A warning for each two things that Vega's drawing ``svg`` tells apart by a colour that is lost in grey."""
    from lxml import etree

    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    legends = list(_with_class(root, "role-legend"))
    in_legends = {text for legend in legends for text in _with_tag(legend, "text")}
    said = {_words(text) for text in _with_tag(root, "text") if text not in in_legends}
    keys = [_key(legend) for legend in legends] or [_keyless(root, drawing)]
    return tuple(problem for key in keys for problem in _too_near(key, said, drawing))


def _too_near(key: dict[str, _Look], said: set[str], drawing: Drawing) -> Iterator[Diagnostic]:
    """Pairs that differ in a colour alone; what is written in the drawing besides needs no tone."""
    for (one, look), (other, its) in combinations(key.items(), 2):
        between = contrast(look.tone, its.tone)
        if look.kind == its.kind and between < APART and not {one, other} <= said:
            what = f"“{one}” and “{other}” look too similar in grey ({between:.1f}:1, where {APART:.0f}:1 is needed)"
            yield warning("tones-stay-apart", f"in the chart “{drawing.id}” {what}", drawing.spec_span, _HINT)


def _key(legend: Element) -> dict[str, _Look]:
    """Label → look of each symbol of a legend."""
    labels = [_words(text) for group in _with_class(legend, "role-legend-label") for text in _with_tag(group, "text")]
    symbols = [path for group in _with_class(legend, "role-legend-symbol") for path in _with_tag(group, "path")]
    looks = [_look(symbol, shaped=True) for symbol in symbols]
    return {label: look for label, look in zip(labels, looks, strict=False) if look is not None}


def _keyless(root: Element, drawing: Drawing) -> dict[str, _Look]:
    """Value → look of the marks of a drawing whose colour has a field but no legend."""
    values = list(dict.fromkeys(_coloured_by(drawing)))
    found: dict[str, _Look] = {}
    for group in _with_class(root, "role-mark"):
        for mark in _with_tag(group, "path"):
            said = {part.partition(": ")[2] for part in (mark.get("aria-label") or "").split("; ")}
            look = _look(mark, shaped=False)
            for value in values:
                if value in said and look is not None:
                    found.setdefault(value, look)
    return found


def _coloured_by(drawing: Drawing) -> Iterator[str]:
    """The values of every field that a colour stands for."""
    fields = set(_fields(drawing.spec))
    data: Any = drawing.spec.get("data", {})
    for row in data.get("values", []):
        yield from (str(row[name]) for name in sorted(fields & row.keys()))


def _fields(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for inner in part:
            yield from _fields(inner)
    elif isinstance(part, dict):
        for name, inner in part.items():
            if name in _COLOUR_CHANNELS and isinstance(inner, dict) and inner.get("type") in ("nominal", "ordinal"):
                yield str(inner.get("field"))
            elif name != "data":
                yield from _fields(inner)


def _look(mark: Element, shaped: bool) -> _Look | None:
    """What is left of a mark in grey; ``shaped``: its outline is a symbol and tells something."""
    fill, stroke = mark.get("fill"), mark.get("stroke")
    filled = fill not in _UNPAINTED
    colour = fill if filled else stroke
    if colour in _UNPAINTED:
        return None
    part = float(mark.get("opacity") or 1) * float(mark.get("fill-opacity" if filled else "stroke-opacity") or 1)
    tone = luminance(colour, part)
    if tone is None:
        return None
    paint = ("hatched" if HATCH_MARK in (fill, stroke) else "plain", "filled" if filled else "open")
    return _Look(tone, (*paint, mark.get("stroke-dasharray") or "", mark.get("d", "") if shaped else ""))


def _with_class(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if name in (element.get("class") or "").split())


def _with_tag(root: Element, name: str) -> Iterator[Element]:
    return root.iter(f"{{*}}{name}")  # type: ignore[no-any-return]


def _words(text: Element) -> str:
    return " ".join("".join(text.itertext()).split())
