"""Slips in the writing of a style sheet that everything after them hangs on: what is opened and not closed, a
declaration that runs on into the next.

A browser and the layout of paper both repair these in silence, by leaving out what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.model.values.plain import one_line

_PIECE = re.compile(
    r"(?P<comment>/\*(?:.*?\*/)?)"
    r"|(?P<string>\"(?:\\.|[^\"\\\n])*\"?|'(?:\\.|[^'\\\n])*'?)"
    r"|(?P<address>url\(\s*[^\s\"')][^)\n]*\)?)"
    r"|(?P<open>[{(\[])|(?P<close>[})\]])|\\.",
    re.DOTALL | re.IGNORECASE,
)
_PARTNERS = {"}": "{", ")": "(", "]": "["}
_CLOSERS = {opening: closing for closing, opening in _PARTNERS.items()}
_AT_ITS_END = "all that follows is lost: write {} where it ends"
_DEEPEST = 100
"""Brackets within each other that are read; those of our own sheets are 5."""
_BLOCK = "all that follows is lost: write } after the last line of this rule, or of one inside it"


def unclosed(path: str, text: str) -> Diagnostic | None:
    """The first comment, string or bracket that is never closed, the closing one that closes nothing, or too many."""
    if (deep := too_deep(text)) is not None:
        hint = "write it with fewer brackets: the sheet is not read"
        return _told(path, text, deep, f"more than {_DEEPEST} brackets are open here", hint)
    opened: list[tuple[str, int]] = []
    for piece in _PIECE.finditer(text):
        said, at = piece[0], piece.start()
        if piece["comment"] and len(said) < 4:
            return _told(path, text, at, "the comment is not closed", _AT_ITS_END.format("*/"))
        if piece["string"] and (len(said) < 2 or said[-1] != said[0]):
            return _told(path, text, at, f"the string is not closed: {one_line(said, 40)}", _AT_ITS_END.format(said[0]))
        if piece["address"] and not said.endswith(")"):
            return _told(path, text, at, "url( is not closed", _AT_ITS_END.format(")"))
        if piece["open"]:
            opened.append((said, at))
        elif piece["close"]:
            if opened and opened[-1][0] == _PARTNERS[said]:
                opened.pop()
            elif said == "}" and any(sign == "{" for sign, _ in opened):
                break  # a bracket inside the rule that ends here is open
            else:
                return _told(path, text, at, f"{said} closes nothing", f"remove it, or write the {_PARTNERS[said]}")
    if not opened:
        return None
    sign, at = opened[-1] if opened[-1][0] != "{" else opened[0]
    hint = _BLOCK if sign == "{" else _AT_ITS_END.format(_CLOSERS[sign])
    return _told(path, text, at, f"{sign} is not closed", hint)


def too_deep(text: str) -> int | None:
    """Where in a sheet more brackets are open than can be read: the reader calls itself for each."""
    opened = 0
    for piece in _PIECE.finditer(text):
        opened += bool(piece["open"]) - bool(piece["close"])
        if opened > _DEEPEST:
            return piece.start()
    return None


def _told(path: str, text: str, at: int, message: str, hint: str) -> Diagnostic:
    span = Span(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
    return error("style-is-sound", message, span, hint)


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
