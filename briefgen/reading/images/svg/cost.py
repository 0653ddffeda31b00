"""How much work it is to draw a drawing, reckoned before anything draws it.

What is used many times costs many times over: ten groups that each use the next ten times are ten thousand million
shapes in a kilobyte. The unit is about what one rectangle costs.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from briefgen.model.core.limits import DRAWN_TEXT
from briefgen.reading.images.svg.allowed import DEFINITIONS, SHAPES, SVG, XLINK
from briefgen.reading.images.svg.css import references
from briefgen.reading.images.svg.errors import DrawingError

MAX_WORK = 200_000
"""Shapes that a drawing may have, all uses counted: some fifteen seconds for a PDF."""
MAX_DEPTH = 100
MAX_MATCHES = 500_000
"""Rules of style sheets that apply, over all elements."""
MAX_TILES = 10_000_000
"""Shapes that all tiles of a pattern may have together."""
MAX_OCTAVES = 16
_TEXT_WORK = 5
_LETTERS_PER_UNIT = 20
"""Letters of a path: 4 MB of them take five seconds and 400 MB."""
_STYLE_PER_UNIT = 40
_TEXTS = frozenset({"text", "tspan", "textPath", "a"})
_PAINTS = ("fill", "stroke", "marker", "marker-start", "marker-mid", "marker-end")
"""Inherited: they are drawn once for each shape below the element that names them."""
_EFFECTS = ("clip-path", "mask", "filter")
_AT_CORNERS = ("marker", "marker-mid")
_CORNER = re.compile(r"[A-Za-z]|[-\d.]+[\s,]+[-\d.]+")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


class Work(NamedTuple):
    """What an element costs with all that it refers to: units of work, shapes, levels below it, characters of text."""

    units: int = 0
    shapes: int = 0
    depth: int = 0
    letters: int = 0


def reckon(root: Any) -> None:
    """Raise DrawingError when drawing ``root``, a cleaned tree, would take too long."""
    _Reckoning(root).of(root, 0)


class _Reckoning:
    def __init__(self, root: Any) -> None:
        self._root = root
        self._ids: dict[str, Any] = {}
        for element in root.iter():
            if ident := element.get("id"):
                self._ids.setdefault(ident, element)
        self._rules = _rules(root)
        self._known: dict[Any, Work] = {}
        self._open: set[Any] = set()

    def of(self, element: Any, level: int) -> Work:
        """The work of an element at a level of the drawing, uses unfolded."""
        if element in self._open:
            raise DrawingError(element.sourceline, f"<{_name(element)}> refers to itself")
        known = self._known.get(element)
        if level + (known.depth if known else 0) > MAX_DEPTH:
            raise DrawingError(element.sourceline, f"its elements are nested more than {MAX_DEPTH} deep")
        if known is None:
            self._open.add(element)
            known = self._known[element] = self._counted(element, level)
            self._open.remove(element)
        return known

    def _counted(self, element: Any, level: int) -> Work:
        name = _name(element)
        parts = [self.of(child, level + 1) for child in element if _name(child) not in DEFINITIONS]
        parts += [self.of(target, level + 1) for target in self._targets(element)]
        shapes = sum(part.shapes for part in parts) + (name in SHAPES)
        units = sum(part.units for part in parts) + _own(element, name)
        letters = sum(part.letters for part in parts) + _letters(element, name)
        depth = max((part.depth + 1 for part in parts), default=0)
        for key, target in self._painted(element):
            work = self.of(target, level + 1)
            times = max(1, shapes) * self._times(key, element)
            units += work.units * times
            letters += work.letters * times
            depth = max(depth, work.depth + 1)
        _check(element, units, letters)
        self._check_numbers(element, name, units)
        return Work(units, shapes, depth, letters)

    def _times(self, key: str, element: Any) -> int:
        """How often a shape draws what it is painted with: a marker may stand at each of its corners."""
        if key not in _AT_CORNERS:
            return 1
        return _corners(self._root if _name(element) == "use" else element)

    def _targets(self, element: Any) -> Iterator[Any]:
        """What an element draws once: what it uses, and its clipping path, mask and filter."""
        href = element.get("href") or element.get(f"{{{XLINK}}}href") or ""
        if href.startswith("#"):
            yield from self._there(href[1:])
        for key, target in self._referred(element):
            if key in _EFFECTS:
                yield target

    def _painted(self, element: Any) -> Iterator[tuple[str, Any]]:
        return ((key, target) for key, target in self._referred(element) if key not in _EFFECTS)

    def _referred(self, element: Any) -> Iterator[tuple[str, Any]]:
        """Properties of an element, each with the element of the drawing that it refers to."""
        for key in (*_PAINTS, *_EFFECTS):
            if value := element.get(key):
                yield from ((key, target) for ident in references(value) for target in self._there(ident))
        for key, value in (*_declared(element.get("style") or ""), *self._rules.get(element, ())):
            yield from ((key, target) for ident in references(value) for target in self._there(ident))

    def _there(self, ident: str) -> Iterator[Any]:
        if (target := self._ids.get(ident)) is not None:
            yield target

    def _check_numbers(self, element: Any, name: str, units: int) -> None:
        """Small texts that ask for endless work by a number."""
        if name == "pattern" and (tiles := _tiles(self._with_templates(element), self._root)) * units > MAX_TILES:
            raise DrawingError(element.sourceline, f"its pattern is repeated some {tiles:,.0f} times")
        if name == "feTurbulence" and _length(element.get("numOctaves"), 1) > MAX_OCTAVES:
            raise DrawingError(element.sourceline, f"its <feTurbulence> has more than {MAX_OCTAVES} octaves")

    def _with_templates(self, pattern: Any) -> Mapping[str, str]:
        """The attributes of a pattern and those of the ones that its ``href`` leads to."""
        found: dict[str, str] = {}
        for _ in range(MAX_DEPTH):
            found = {**pattern.attrib, **found}
            href = pattern.get("href") or pattern.get(f"{{{XLINK}}}href") or ""
            if (pattern := self._ids.get(href[1:])) is None:
                break
        return found


def _check(element: Any, units: int, letters: int) -> None:
    if letters > DRAWN_TEXT:
        why = f"it has more than {DRAWN_TEXT:,} characters of text, all uses counted"
        raise DrawingError(element.sourceline, why, "write the text below it, or in a table")
    if units > MAX_WORK:
        why = f"it is as much work to draw as more than {MAX_WORK:,} shapes, all uses counted"
        raise DrawingError(element.sourceline, why, "simplify it, or save it as PNG")


def _letters(element: Any, name: str) -> int:
    """Characters of the text that an element has itself."""
    if name not in _TEXTS:
        return 0
    return len(element.text or "") + sum(len(child.tail or "") for child in element)


def _own(element: Any, name: str) -> int:
    drawn = len(element.get("d") or "") + len(element.get("points") or "")
    styled = len(element.get("style") or "") // _STYLE_PER_UNIT
    return (_TEXT_WORK if name == "text" else 1) + drawn // _LETTERS_PER_UNIT + styled


def _corners(element: Any) -> int:
    """The corners of a shape, or the most that a shape below a group has; never too few."""
    counts = (len(_CORNER.findall(each.get("d") or each.get("points") or "")) for each in element.iter())
    return max(1, *counts)


def _declared(text: str) -> Iterator[tuple[str, str]]:
    if "url(" in text.lower():
        for declaration in text.split(";"):  # as they were written by the cleaner: one name, one colon
            key, _, value = declaration.partition(":")
            yield key, value


def _rules(root: Any) -> Mapping[Any, list[tuple[str, str]]]:
    """Element → the declarations of style sheets that refer to something and apply to it."""
    sheets = [element.text or "" for element in root.iter(f"{{{SVG}}}style")]
    if not any(sheets):
        return {}
    import cssselect2
    import tinycss2

    matcher, found, matches = cssselect2.Matcher(), dict[Any, list[tuple[str, str]]](), 0
    for rule in (rule for sheet in sheets for rule in _flat(tinycss2.parse_stylesheet(sheet))):
        declared = list(_declared(tinycss2.serialize(rule.content)))
        with contextlib.suppress(cssselect2.SelectorError):  # WeasyPrint and browsers leave such a rule out
            for selector in cssselect2.compile_selector_list(rule.prelude):
                matcher.add_selector(selector, declared)
    for element in cssselect2.ElementWrapper.from_xml_root(root).iter_subtree():
        rules = matcher.match(element)
        if (matches := matches + len(rules)) > MAX_MATCHES:
            raise DrawingError(
                element.etree_element.sourceline, "its style sheets have too many rules for its elements"
            )
        found[element.etree_element] = [pair for *_, declared in rules for pair in declared]
    return found


def _flat(rules: Any) -> Iterator[Any]:
    import tinycss2

    for rule in rules:
        if rule.type == "qualified-rule":
            yield rule
        elif rule.type == "at-rule" and rule.content is not None:
            yield from _flat(tinycss2.parse_rule_list(rule.content))


def _tiles(pattern: Mapping[str, str], root: Any) -> float:
    """How often a pattern is repeated when it fills the whole drawing."""
    scale = _scale(pattern.get("patternTransform") or "")
    across, down = _extent(root) if pattern.get("patternUnits") == "userSpaceOnUse" else (1.0, 1.0)
    tile = _length(pattern.get("width"), across) * _length(pattern.get("height"), down) * scale
    return across * down / tile if tile else 0  # without an area it is not drawn


def _extent(root: Any) -> tuple[float, float]:
    box = [float(found) for found in _NUMBER.findall(root.get("viewBox") or "")]
    if len(box) == 4:
        return abs(box[2]), abs(box[3])
    return _length(root.get("width") or "100%", 1000), _length(root.get("height") or "100%", 1000)


def _scale(transform: str) -> float:
    """By how much a transformation makes an area larger."""
    found = 1.0
    for name, arguments in re.findall(r"(matrix|scale)\s*\(([^)]*)\)", transform):
        numbers = [float(number) for number in _NUMBER.findall(arguments)]
        if name == "scale" and numbers:
            found *= abs(numbers[0] * numbers[-1 if len(numbers) < 2 else 1])
        elif name == "matrix" and len(numbers) == 6:
            found *= abs(numbers[0] * numbers[3] - numbers[1] * numbers[2])
    return found


def _length(text: str | None, whole: float) -> float:
    """A length without its sign; a percentage is a part of ``whole``."""
    words = (text or "").strip()
    match = _NUMBER.match(words)
    number = abs(float(match[0])) if match else 0.0
    return number * whole / 100 if words.endswith("%") else number


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
