"""Classes that a text may not have: by them the theme hides or moves what has them, or marks parts of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span, warning
from briefgen.model.core.document import Node
from briefgen.reading.world import World

FOLDER = "templates/css"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{};]*)\{([^{}]*)\}")
_HIDES = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0?\.?0*\s*(?=[;!]|$)"
    r"|clip-path\s*:|clip\s*:|content-visibility\s*:\s*hidden|color\s*:\s*transparent"
    r"|(?:font-size|(?:max-)?(?:height|width))\s*:\s*0(?![.\d])|(?:left|right|top|text-indent)\s*:\s*-\d{3,})",
    re.IGNORECASE,
)
_MOVES = re.compile(r"(?:^|[;\s])(?:position\s*:\s*running\(|float\s*:\s*footnote)", re.IGNORECASE)
_PLACED = re.compile(r"(?:^|[;\s])position\s*:\s*(?:absolute|fixed)", re.IGNORECASE)
_PARTS = (
    "behind-notice chart-narrow docket evidence-line evidence-part figures glance key-figures kicker lead-chart "
    "opening pagebreak recommendation unanswered unseen used-in"
)
PAGE_PARTS = frozenset(_PARTS.split())
"""What templates call the parts of a page that are compared with paper by themselves, or not at all."""
_UNLESS = re.compile(r":(?:not|has)\([^()]*\)", re.IGNORECASE)
_OUTSIDE_BRACKETS = r"(?![^()]*\))"
_COMMA = re.compile("," + _OUTSIDE_BRACKETS)
_COMBINATOR = re.compile(r"[\s>+~]+" + _OUTSIDE_BRACKETS)
_CLASS = re.compile(r"\.([A-Za-z_-][\w-]*)")


def hiding_classes(world: World) -> frozenset[str]:
    """The classes that an author's text may not have."""
    return PAGE_PARTS | _classes(tuple(world.read(path) for path in world.files(FOLDER) if path.endswith(".css")))


@lru_cache(maxsize=8)
def _classes(sheets: tuple[bytes, ...]) -> frozenset[str]:
    return frozenset(name for sheet in sheets for name in classes_of(sheet.decode("utf-8", "replace")))


def classes_of(sheet: str) -> Iterator[str]:
    """The classes of what is hidden or moved; where an element without one is, those of the elements around it.

    What is placed only within another element, such as a menu, is not moved by its class alone.
    """
    for selectors, declarations in _RULE.findall(_COMMENT.sub("", sheet)):
        anywhere = _HIDES.search(declarations) or _MOVES.search(declarations)
        if anywhere or _PLACED.search(declarations):
            for selector in _COMMA.split(_plain(selectors).strip()):
                *around, last = _COMBINATOR.split(selector.strip())
                if anywhere or not around:
                    yield from _CLASS.findall(last) or _CLASS.findall(" ".join(around))


def _plain(selectors: str) -> str:
    """Without the conditions that an element must not meet, or that are on what is in it."""
    while (shorter := _UNLESS.sub("", selectors)) != selectors:
        selectors = shorter
    return selectors


def without_classes(body: Node, refused: frozenset[str], path: str) -> Outcome[Node]:
    """A text without the refused classes, each of which is reported where it stands."""
    problems: list[Diagnostic] = []

    def kept(part: Node) -> Node:
        given = part.get("class").split()
        wrong = [name for name in dict.fromkeys(given) if name in refused]
        for name in wrong:
            why = "the theme hides or moves text with it, or marks parts of pages with it"
            message = f"the class “{name}” is left out: {why}"
            hint = "remove it, or use another name; text that readers should not see is best deleted"
            told = warning("html-is-allowed", message, part.span or body.span or Span(path), hint)
            problems.append(replace(told, subject=("look", name)))
        return part.with_attrs(**{"class": " ".join(name for name in given if name not in wrong)}) if wrong else part

    is_any = any(not refused.isdisjoint(part.get("class").split()) for part in body.walk() if "class" in part.attrs)
    return Outcome(body.map(kept) if is_any else body, tuple(problems))
