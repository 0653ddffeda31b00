"""Headings of a text below its title, which stands in the front matter and is the one heading of level 1."""

from __future__ import annotations

from briefgen.model.core.document import Node

TYPED = "typed"
"""Attribute of a heading that was written with another level than the one it has."""
_LOWEST = 6


def below_title(tree: Node) -> Node:
    """``tree`` without headings of level 1.

    A text that begins with one, as those of other programs often do, has all its headings one level lower. In others
    such a heading is one of level 2.
    """
    levels = [_level(part) for part in tree.walk() if part.kind == "heading"]
    if 1 not in levels:
        return tree
    return _lowered(tree, every=levels[0] == 1)


def typed_level(heading: Node) -> int:
    """The level that a heading was written with."""
    return int(heading.get(TYPED) or _level(heading))


def _level(heading: Node) -> int:
    return int(heading.get("level", "2"))


def _lowered(part: Node, *, every: bool) -> Node:
    part = part.with_children(tuple(_lowered(child, every=every) for child in part.children)) if part.children else part
    if part.kind != "heading" or not (every or _level(part) == 1):
        return part
    level = min(_level(part) + 1, _LOWEST)
    return part.with_attrs(level=str(level), **{TYPED: str(_level(part))})
