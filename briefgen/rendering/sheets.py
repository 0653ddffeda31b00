"""What an author of style sheets is told before anything is laid out: names and addresses that lead nowhere.

A browser passes over such slips without a word, and so does the layout of paper over an unknown token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from briefgen.model.diagnostics import Diagnostic, Span, error
from briefgen.model.theme import Theme
from briefgen.rendering import tokens
from briefgen.rendering.tokens import unknown_token, variable_name, walk

FOLDER = "templates/"
WEB, PRINT = "css/web.css", "css/print.css"
LANGUAGE_TOKENS = ("--page-before", "--page-after")
"""Set on paper by a sheet that is made from the language's profile."""
_MEDIA = {tokens.FILE: (WEB, PRINT), WEB: (tokens.FILE,), PRINT: (tokens.FILE,)}
"""Sheet → those that it is read together with."""
_SET = re.compile(r"(--[\w-]+)\s*[:\"'`]")
_ONE_FILE = "a style sheet stands by itself: write the address as data:, or put the image into a template"


def sheet_problems(theme: Theme) -> Iterator[Diagnostic]:
    """An error for each token and each address in a style sheet that is not there, and for what cannot be read."""
    for path, others in _MEDIA.items():
        if path in theme.files:
            yield from _problems(path, _known(path, others, theme), theme)


def _known(path: str, others: tuple[str, ...], theme: Theme) -> set[str]:
    """Tokens that are set in these sheets, or by a template or script."""
    makers = [name for name in theme.files if name.endswith((".html", ".js"))]
    texts = (theme.text(name) for name in (path, *others, *makers))
    return {name for text in texts for name in _SET.findall(text)}.union(LANGUAGE_TOKENS)


def _problems(path: str, known: set[str], theme: Theme) -> Iterator[Diagnostic]:
    import tinycss2

    for node in walk(tinycss2.parse_component_value_list(theme.text(path))):
        place = Span(FOLDER + path, node.source_line, node.source_column)
        if node.type == "error":
            yield error("style-is-sound", f"the style sheet cannot be read here: {node.message}", place)
        elif node.type == "function" and node.lower_name == "var":
            name = variable_name(node)
            if name not in known and not any(part == "," for part in node.arguments):
                yield unknown_token(name, known, place)
        elif node.type == "at-keyword" and node.lower_value == "import":
            yield error("style-is-sound", "a style sheet imports no other", place, f"put its rules into {FOLDER}{path}")
        elif (address := _address(node)) is not None and not address.startswith(("data:", "#")):
            yield error("style-is-sound", f"url({address}) leads to nothing, on the web or on paper", place, _ONE_FILE)


def _address(node: Any) -> str | None:
    """What ``url()`` holds, with quotation marks or without."""
    if node.type == "url":
        return str(node.value)
    if node.type == "function" and node.lower_name == "url":
        return next((str(part.value) for part in node.arguments if part.type == "string"), "")
    return None
