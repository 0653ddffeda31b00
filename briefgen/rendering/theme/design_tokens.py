"""The tokens of ``css/tokens.css``: the one place of colour, for the web, for paper and for charts.

A colour with a dark view is ``light-dark(#ffffff, #131817)``. Paper, and a browser that does not know
``light-dark()``, take the first of the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from briefgen.language.matching.nearest import did_you_mean
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span, error
from briefgen.model.theme import Theme
from briefgen.model.written.packs import Colour

FILE = "css/tokens.css"
PATH = f"templates/{FILE}"
_ROOTS = (":root", "html")
_TWO_VIEWS = "light-dark"


@dataclass(frozen=True, slots=True)
class DesignToken:
    """A custom property of the root element: its value as tinycss2 reads it, and its place."""

    value: Sequence[Any]
    span: Span

    @property
    def has_two_views(self) -> bool:
        """Whether the dark view has a value of its own."""
        return any(node.type == "function" and node.lower_name == _TWO_VIEWS for node in walk(self.value))


def read_tokens(theme: Theme, sheet: str = FILE) -> dict[str, DesignToken]:
    """Name → token, as the rules for every language set it in a sheet of the theme; none if there is no such sheet."""
    return dict(_tokens_in(theme.text(sheet), sheet, _ROOTS))


def colour_tokens(theme: Theme) -> dict[str, dict[str, DesignToken]]:
    """Colour of a pack → the tokens that it sets anew; those of the colour that has no rule stand at the root."""
    found = {it.value: dict(_tokens_in(theme.text(FILE), FILE, (colour_selector(it.value),))) for it in Colour}
    return {name: tokens for name, tokens in found.items() if tokens}


def colour_selector(name: str) -> str:
    """Return what a document in a colour of its own is known by."""
    return f'[data-colour="{name}"]'


@lru_cache(maxsize=64)
def _tokens_in(text: str, sheet: str, selectors: tuple[str, ...]) -> Mapping[str, DesignToken]:
    """Read once: the web, paper, cards and charts all ask for the tokens."""
    import tinycss2

    found: dict[str, DesignToken] = {}
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() in selectors:
            for part in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
                if part.type == "declaration" and part.name.startswith("--"):
                    found[part.name] = DesignToken(
                        part.value, Span(f"templates/{sheet}", part.source_line, part.source_column)
                    )
    return found


def inks(theme: Theme, sheet: str) -> dict[str, str]:
    """Name → value of the tokens that a sheet sets to an ink of the press, ``device-cmyk()``."""
    values = {name: _light(token.value).strip() for name, token in read_tokens(theme, sheet).items()}
    return {name: value for name, value in values.items() if value.startswith("device-cmyk(")}


def walk(nodes: Iterable[Any]) -> Iterator[Any]:
    """Every node of a value or a sheet, those inside functions and blocks included."""
    for node in nodes:
        yield node
        yield from walk(getattr(node, "arguments", None) or getattr(node, "content", None) or ())


def light_css(theme: Theme) -> str:
    """The light view alone, for a browser that does not know ``light-dark()``; empty when no token has two views."""
    rules = {":root": read_tokens(theme)}
    rules |= {colour_selector(name): tokens for name, tokens in colour_tokens(theme).items()}
    made = [rule for selector, tokens in rules.items() if (rule := _light_rule(selector, tokens))]
    return "\n".join(["@supports not (color: light-dark(#fff, #000)) {", *made, "}", ""]) if made else ""


def _light_rule(selector: str, tokens: Mapping[str, DesignToken]) -> str:
    lines = [f"  {name}: {_light(token.value).strip()};" for name, token in tokens.items() if token.has_two_views]
    return "\n".join([f"{selector} {{", *lines, "}"]) if lines else ""


def pack_colours(theme: Theme) -> dict[str, dict[str, str]]:
    """Colour of a pack → token → its light value, what charts in such a pack are drawn in."""
    root = read_tokens(theme)
    return {
        colour: {name: value for name in own if (value := light_colour(name, root | own).value) is not None}
        for colour, own in colour_tokens(theme).items()
    }


def _light(nodes: Iterable[Any]) -> str:
    return "".join(map(_light_part, nodes))


def _light_part(node: Any) -> str:
    if node.type != "function":
        return str(node.serialize())
    if node.lower_name == _TWO_VIEWS:
        return _light(_arguments(node)[0]).strip()
    return f"{node.name}({_light(node.arguments)})"


def _arguments(function: Any) -> list[list[Any]]:
    """The arguments of a function, which stand between commas."""
    parts: list[list[Any]] = [[]]
    for node in function.arguments:
        if node.type == "literal" and node.value == ",":
            parts.append([])
        else:
            parts[-1].append(node)
    return parts


def light_colour(name: str, tokens: Mapping[str, DesignToken], place: Span | None = None) -> Outcome[str | None]:
    """The light colour of a token as ``#rrggbb``; ``place`` is where the token is asked for."""
    from tinycss2.color5 import parse_color

    try:
        colour = parse_color(_resolved(name, tokens, place, ()))
    except _UnknownError as unknown:
        return Outcome(None, (unknown.problem,))
    digits = _digits(colour)
    if digits is None:
        hint = "write it as #rrggbb, rgb() or hsl(), without transparency: charts on paper are drawn in it"
        problem = error("style-is-sound", f"the token {name} cannot be used as a colour of charts", hint=hint)
        return Outcome(None, (problem.at(tokens[name].span),))
    return Outcome(digits)


class _UnknownError(Exception):
    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(problem.message)
        self.problem = problem


def _resolved(name: str, tokens: Mapping[str, DesignToken], place: Span | None, above: tuple[str, ...]) -> str:
    """The light value of a token with every ``var()`` in it replaced."""
    if name not in tokens:
        hint = did_you_mean(name, tokens, f"{PATH} has the tokens")
        raise _UnknownError(error("style-is-sound", f"there is no token {name}", place, hint))
    if name in above:
        raise _UnknownError(error("style-is-sound", f"the token {name} refers to itself", tokens[name].span))
    return _filled(tokens[name].value, tokens, tokens[name].span, (*above, name))


def _filled(nodes: Iterable[Any], tokens: Mapping[str, DesignToken], place: Span, above: tuple[str, ...]) -> str:
    return "".join(_filled_part(node, tokens, place, above) for node in nodes).strip()


def _filled_part(node: Any, tokens: Mapping[str, DesignToken], place: Span, above: tuple[str, ...]) -> str:
    if node.type != "function":
        return str(node.serialize())
    first, *rest = _arguments(node)
    if node.lower_name == _TWO_VIEWS:
        return _filled(first, tokens, place, above)
    if node.lower_name != "var":
        return f"{node.name}({_filled(node.arguments, tokens, place, above)})"
    name = next((str(part.value) for part in node.arguments if part.type == "ident"), "")
    if name not in tokens and rest:
        return _filled(rest[0], tokens, place, above)
    return _resolved(name, tokens, place, above)


def _digits(colour: Any) -> str | None:
    """A colour as ``#rrggbb``; None for what is none, or shows through."""
    if colour is None or isinstance(colour, str) or colour.alpha != 1:
        return None
    try:
        parts = tuple(colour.to("srgb").coordinates)
    except NotImplementedError:
        return None
    return "#" + "".join(f"{round(255 * min(1, max(0, part))):02x}" for part in parts)
