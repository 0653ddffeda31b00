"""From Vega's SVG to one that stands in a page: named, without styles or scripts, colours as variables.

The finished drawing writes a colour as ``var(--chart-accent, #0e4739)``, a token of the style sheets: a browser follows
the page's light or dark view, and paper takes the value that stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from briefgen.reading.images.svg import clean
from briefgen.rendering.charts.boxes import Box, place_of, with_role, words_box
from briefgen.rendering.charts.fonts import ChartFont
from briefgen.rendering.charts.theme import HATCH_MARK

SVG = "http://www.w3.org/2000/svg"

_KEPT = frozenset(
    {"svg", "g", "path", "rect", "circle", "line", "text", "tspan", "defs", "clipPath", "pattern", "title", "desc"}
    | {"linearGradient", "radialGradient", "stop"}
)
_DROPPED = frozenset(
    {"class", "style", "role", "pointer-events", "opacity", "fill-opacity", "stroke-opacity", "display", "cursor"}
)
_COLOURED = ("fill", "stroke", "stop-color")
_GEOMETRY = frozenset(
    {"d", "transform", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "dx", "dy"}
)
_LONG_NUMBER = re.compile(r"-?\d*\.\d{3,}(e-?\d+)?|-?\d+e-\d+")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_NAMES = {"white": "#ffffff", "black": "#000000"}
_VARIABLE = re.compile(r"var\((--[\w-]+), (#[0-9a-f]{6})\)")
_MIXTURE = re.compile(r"color-mix\((?:[^()]|\([^()]*\))*\)")
_MIX = re.compile(r"color-mix\(in srgb, (#[0-9a-f]{6}) ([\d.]+)%, (#[0-9a-f]{6})\)")
_PAINTED = frozenset({"path", "rect", "circle", "line", "text"})


@dataclass(frozen=True, slots=True)
class Naming:
    """What a drawing is called: prefix of its ids, families of its text, title and description, colours by name.

    ``tokens`` has the token that each colour is on the web.
    """

    prefix: str
    families: str
    title: str
    description: str
    colours: Mapping[str, str]
    tokens: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished drawing; ``marks`` counts what is painted, ``dropped`` says what was not allowed."""

    svg: str
    marks: int
    dropped: tuple[str, ...]


def size_of(svg: str) -> tuple[float, float]:
    """Width and height of Vega's drawing, in pixels."""
    found = re.search(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"', svg)
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def finish(svg: str, naming: Naming, fonts: Sequence[ChartFont] = ()) -> Finished:
    """Vega's drawing made fit for a page; same drawing, same bytes. ``fonts`` are what it was drawn with.

    What an author's specification makes the engine write is trusted no more than an author's own drawing.
    """
    from lxml import etree

    cleaned = clean(svg.encode(), lambda _: "pictures have no place in a chart")
    root = etree.fromstring(cleaned.svg, etree.XMLParser(resolve_entities=False, no_network=True))
    dropped = {part.what for part in cleaned.left_out} | _drop(root)
    part_grid(root, fonts)
    hatched = False
    for element in root.iter():
        hatched |= HATCH_MARK in (element.get("fill"), element.get("stroke"))
        _clean(element, naming)
    _trim(root)
    width, height = size_of(svg)
    made = _root(naming, width, height)
    if hatched:
        made.append(_hatch(naming))
    made.extend(list(root))
    etree.cleanup_namespaces(made)
    marks = sum(etree.QName(element).localname in _PAINTED for element in made.iter())
    return Finished(etree.tostring(made, encoding="unicode"), marks, tuple(sorted(dropped)))


def _drop(root: Any) -> set[str]:
    """Take out what a drawing must not hold: images, links, scripts."""
    from lxml import etree

    found = [element for element in root.iter() if etree.QName(element).localname not in _KEPT]
    for element in found:
        if (parent := element.getparent()) is not None:
            parent.remove(element)
    return {f"<{etree.QName(element).localname}>" for element in found}


def _clean(element: Any, naming: Naming) -> None:
    opacity = float(element.get("opacity") or 1)
    hidden = element.get("display") == "none"
    for name, value in list(element.attrib.items()):
        part = float(element.get(f"{name}-opacity") or 1) * opacity if name in _COLOURED else 1.0
        if name in _DROPPED or name.startswith("aria-"):
            continue
        element.set(name, _attribute(name, value, naming, part))
    for name in [name for name in element.attrib if name in _DROPPED or name.startswith("aria-")]:
        del element.attrib[name]
    if hidden:
        element.set("d", "")
    if element.get("font-family") == naming.families:
        del element.attrib["font-family"]


def _attribute(name: str, value: str, naming: Naming, opacity: float) -> str:
    if name in _COLOURED:
        return _colour(value, naming, opacity)
    if name == "id":
        return f"{naming.prefix}-{value}"
    if name in _GEOMETRY:
        return _LONG_NUMBER.sub(lambda found: _short(float(found[0])), value)
    return _REFERENCE.sub(rf"url(#{naming.prefix}-\1)", value)


def _short(number: float) -> str:
    shown = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def _colour(value: str, naming: Naming, opacity: float) -> str:
    if value == HATCH_MARK:
        return f"url(#{naming.prefix}-hatch)"
    if value in ("none", "transparent") or opacity <= 0:
        return "none"
    if value.startswith("url("):
        return _REFERENCE.sub(rf"url(#{naming.prefix}-\1)", value)
    own = _variable(_NAMES.get(value, value), naming)
    if opacity >= 1:
        return own
    return f"color-mix(in srgb, {own} {opacity:.0%}, {_variable('#ffffff', naming)})"


def _variable(value: str, naming: Naming) -> str:
    name = next((name for name, colour in naming.colours.items() if colour == value.lower()), None)
    return value if name is None else f"var({naming.tokens[name]}, {value.lower()})"


def _trim(root: Any) -> None:
    """Take out paths that paint nothing and the groups that are left empty by it."""
    from lxml import etree

    for element in reversed(list(root.iter())):
        name, parent = etree.QName(element).localname, element.getparent()
        if parent is None:
            continue
        unpainted = element.get("fill") in (None, "none") and element.get("stroke") in (None, "none")
        empty = name == "g" and not len(element)
        nothing = name == "path" and (not element.get("d") or (unpainted and not _inherits(element)))
        unsaid = name == "text" and (_unseen(element) or (not element.text and not len(element)))
        if empty or nothing or unsaid:
            parent.remove(element)


def _unseen(element: Any) -> bool:
    """Tell whether lettering is there and not seen, as the marks of an axis that have no room: it would be read out."""
    return element.get("fill") == "none" and element.get("stroke") in (None, "none")


def _inherits(element: Any) -> bool:
    """Tell whether a path takes its fill or stroke from a group, or cuts out a clipping path."""
    ancestors = list(element.iterancestors())
    return any(
        each.tag.endswith("clipPath") or each.get("fill", "none") != "none" or each.get("stroke", "none") != "none"
        for each in ancestors
    )


def _root(naming: Naming, width: float, height: float) -> Any:
    from lxml import etree

    title, description = f"{naming.prefix}-title", f"{naming.prefix}-desc"
    made = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})
    made.set("viewBox", f"0 0 {_short(width)} {_short(height)}")
    made.set("width", "100%")
    made.set("role", "img")
    made.set("aria-labelledby", f"{title} {description}")
    made.set("font-family", naming.families)
    for name, ident, words in (("title", title, naming.title), ("desc", description, naming.description)):
        part = etree.SubElement(made, f"{{{SVG}}}{name}", id=ident)
        part.text = words
    return made


def _hatch(naming: Naming) -> Any:
    """Stripes of the accent on paper."""
    from lxml import etree

    paper, accent = (_variable(naming.colours.get(name, "#000000"), naming) for name in ("paper", "accent"))
    return etree.fromstring(
        f'<defs xmlns="{SVG}"><pattern id="{naming.prefix}-hatch" width="5" height="5" patternUnits="userSpaceOnUse">'
        f'<rect width="5" height="5" fill="{paper}"/>'
        f'<path d="M-1,1L1,-1M0,5L5,0M4,6L6,4" stroke="{accent}" stroke-width="1.6"/></pattern></defs>'
    )


def plain_colours(svg: str, inks: Mapping[str, str] | None = None) -> str:
    """The drawing with every colour as ``#rrggbb``, for renderers without variables.

    ``inks`` has what tokens are instead on a press; a tint of one stays a colour.
    """
    given = inks or {}
    mixed = _MIXTURE.sub(lambda found: _plain_mixture(found[0]), svg)
    return _VARIABLE.sub(lambda found: given.get(found[1], found[2]), mixed)


def _plain_mixture(words: str) -> str:
    return _MIX.sub(lambda found: _mixed(found[1], float(found[2]) / 100, found[3]), _VARIABLE.sub(r"\2", words))


def _mixed(colour: str, share: float, ground: str) -> str:
    parts = (
        round(int(colour[at : at + 2], 16) * share + int(ground[at : at + 2], 16) * (1 - share)) for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


# Lines of the grid give way to words: where one would run through a label, it is left open
#
# A gap needs no colour. It holds on any ground, in the light and the dark view, and on a press, and no word stands
# in the drawing twice to be read out or found twice. Marks are left whole.

_BESIDE, _OVER = 3.0, 1.5
"""What a line keeps off words, in pixels: before and after them, above and below them."""
_SHORTEST = 9.0
"""Of a line, in pixels: less of it is a speck between two words."""
_UNSEEN = (None, "none", "transparent")

Element = Any


def part_grid(root: Element, fonts: Sequence[ChartFont]) -> None:
    """Open the grid lines of Vega's drawing where words stand; ``fonts`` are what these are measured with."""
    words = [words_box(text, fonts) for text in root.iter("{*}text") if _is_seen(text)]
    for group in list(with_role(root, "axis-grid")):
        for line in list(group.iter("{*}line")):
            _part(line, words)


def _is_seen(text: Element) -> bool:
    return text.get("fill") not in _UNSEEN and float(text.get("opacity") or 1) > 0 and bool("".join(text.itertext()))


def _part(line: Element, words: Sequence[Box]) -> None:
    """Put what is left of a line in its place; a line that is neither upright nor level is left as it is."""
    at, turn = place_of(line)
    whole = complex(float(line.get("x2") or 0), float(line.get("y2") or 0))
    along = whole * turn
    if turn != 1 or not whole or (along.real and along.imag):
        return
    gaps = sorted(gap for box in words for gap in _gap(at, along, box))
    if not gaps:
        return
    step, start = whole / abs(whole), at - place_of(line.getparent())[0]
    for begin, end in _left_over(abs(whole), gaps):
        piece = deepcopy(line)
        first, rest = start + step * begin, step * (end - begin)
        piece.set("transform", f"translate({first.real:.2f},{first.imag:.2f})")
        for name, length in (("x2", rest.real), ("y2", rest.imag)):
            piece.set(name, f"{length:.2f}")
        line.addprevious(piece)
    line.getparent().remove(line)


def _gap(at: complex, along: complex, box: Box) -> Iterator[tuple[float, float]]:
    """From where to where along the line it would run through the box, if it would."""
    across, down = (box.left - _BESIDE, box.right + _BESIDE), (box.top - _OVER, box.bottom + _OVER)
    if along.imag:
        (own, other), (begin, direction, beside) = (down, across), (at.imag, along.imag, at.real)
    else:
        (own, other), (begin, direction, beside) = (across, down), (at.real, along.real, at.imag)
    if other[0] < beside < other[1]:
        ends = sorted((edge - begin) * (1 if direction > 0 else -1) for edge in own)
        if ends[1] > 0 and ends[0] < abs(direction):
            yield ends[0], ends[1]


def _left_over(length: float, gaps: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    begin = 0.0
    for first, last in (*gaps, (length, length)):
        if first - begin >= _SHORTEST:
            yield begin, min(first, length)
        begin = max(begin, last)
