"""Slips in the writing of a style sheet that everything after them hangs on: what is opened and not closed, a
declaration that runs on into the next.

A browser and the layout of paper both repair these in silence, by leaving out what follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.rendering.theme.design_tokens import walk

_END = "--end-of-sheet"
_AT_ITS_END = "all that follows is lost: close it where it ends"


def unreadable(path: str, text: str) -> Diagnostic | None:
    """Where a sheet cannot be read, or where a rule, bracket or comment begins that is open at its end."""
    import tinycss2

    nodes = tinycss2.parse_component_value_list(f"{text}\n{_END}")
    if (wrong := next((it for it in walk(nodes) if it.type == "error"), None)) is not None:
        place = Span(path, wrong.source_line, wrong.source_column)
        hint = "close the string, address or bracket that is open, or remove what closes nothing"
        return error("style-is-sound", f"the style sheet cannot be read here: {wrong.message}", place, hint)
    last = nodes[-1]
    if last.type == "ident" and last.value == _END:
        return None
    said = f"{last.type[0] if last.type.endswith(' block') else f'the {last.type}'} is not closed"
    return error("style-is-sound", said, Span(path, last.source_line, last.source_column), _AT_ITS_END)


@lru_cache(maxsize=32)
def values(text: str) -> tuple[Any, ...]:
    """The component values of a sheet without its comments, read once."""
    import tinycss2

    return tuple(tinycss2.parse_component_value_list(text, skip_comments=True))


@lru_cache(maxsize=32)
def declarations(text: str) -> tuple[Any, ...]:
    """Every declaration of a sheet, in order, those inside at-rules and nested rules included.

    Read once: several checks ask for them, and a preview asks again for every change of a text.
    """
    import tinycss2

    return tuple(_within(tinycss2.parse_stylesheet(values(text), True, True)))


def _within(nodes: Iterable[Any]) -> Iterator[Any]:
    import tinycss2

    for node in nodes:
        if node.type == "declaration":
            yield node
        elif node.type in ("qualified-rule", "at-rule") and node.content is not None:
            yield from _within(tinycss2.parse_blocks_contents(node.content, True, True))


def runs_on(declaration: Any) -> str | None:
    """The name of the next declaration, where the ``;`` between the two is missing."""
    nodes = [node for node in declaration.value if node.type not in ("whitespace", "comment")]
    for name, colon in pairwise(nodes):
        if name.type == "ident" and colon == ":":
            return str(name.value)
    return None


def missing_semicolons(path: str, text: str) -> Iterator[Diagnostic]:
    """An error for each declaration that has swallowed the next, at its own line."""
    for declaration in declarations(text):
        if (following := runs_on(declaration)) is not None:
            said = f"there is no ; after {declaration.name}, so {following} counts as part of its value"
            span = Span(path, declaration.source_line, declaration.source_column)
            yield error("style-is-sound", said, span, "end the line with ;")
