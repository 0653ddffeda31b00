"""What an author of style sheets is told before anything is laid out: names and addresses that lead nowhere.

A browser passes over such slips without a word, and so does the layout of paper over an unknown token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.model.theme import Theme
from briefgen.rendering.theme import design_tokens
from briefgen.rendering.theme.css_syntax import declarations, missing_semicolons, runs_on, unreadable, values
from briefgen.rendering.theme.design_tokens import (
    is_variable,
    read_tokens,
    unknown_token,
    variable_name,
    walk,
    wrong_colour,
)

FOLDER = "templates/"
WEB, PRINT = "css/web.css", "css/print.css"
MAIL, EPUB = "css/mail.css", "css/epub.css"
"""A message and a book are set in the fonts of their reader's machine."""
PRINTER_TOKENS = ("--bleed", "--binding")
"""What the theme's sheet may ask for: how far colour runs over the trim, and the inner margin."""
LANGUAGE_TOKENS = ("--page-before", "--page-after", "--page-before-within", "--page-after-within")
"""What stands around a page number, and around one within brackets: set by a sheet made from the language's profile."""
_SET = re.compile(r"(--[\w-]+)\s*[:\"'`]")
_USERS = (".css", ".html", ".js", "charts/theme.yaml")
_USED = re.compile(r"(?<![\w-])(--[\w-]+)(?![\w-]|\s*:)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COLOURED = ("color", "background", "fill", "stroke")
"""Ends of the names of properties whose whole value may be a colour."""
_ONE_FILE = "a style sheet cannot load files: write the address as data:, or put the image in a template"


def sheet_problems(theme: Theme) -> tuple[Diagnostic, ...]:
    """What is wrong in style sheets: what cannot be read, tokens and addresses that are not there, wrong colours."""
    return _looked_over(tuple((path, theme.files[path]) for path in sorted(theme.files) if path.endswith(_USERS)))


@lru_cache(maxsize=8)
def _looked_over(files: tuple[tuple[str, bytes], ...]) -> tuple[Diagnostic, ...]:
    """Once: a preview reads the same theme for every change of a text."""
    return tuple(_in_sheets(Theme(dict(files))))


def _in_sheets(theme: Theme) -> Iterator[Diagnostic]:
    sheets = [path for path in theme.below("css") if path.endswith(".css")]
    broken = {path: problem for path in sheets if (problem := unreadable(FOLDER + path, theme.text(path))) is not None}
    yield from broken.values()
    whole = [path for path in sheets if path not in broken]
    for path in whole:
        yield from missing_semicolons(FOLDER + path, theme.text(path))
    if design_tokens.FILE in broken:
        return  # what the other sheets miss is most likely in what is lost
    for path in whole:
        yield from _problems(path, _known(path, theme), theme)
    yield from _wrong_colours(theme)


def _known(path: str, theme: Theme) -> set[str]:
    """Tokens that are set in this sheet and those read together with it, or by a template or script."""
    makers = (name for name in theme.files if name.endswith((".html", ".js")))
    return {name for each in (path, *_read_with(path), *makers) for name in _set_in(theme.text(each))}.union(
        LANGUAGE_TOKENS, PRINTER_TOKENS
    )


@lru_cache(maxsize=256)
def _set_in(text: str) -> frozenset[str]:
    """The tokens that a file sets; every sheet is read with the same templates."""
    return frozenset(_SET.findall(text) if "--" in text else ())


def _read_with(path: str) -> tuple[str, ...]:
    """The sheets that ``path`` is read together with."""
    if path == design_tokens.FILE:
        return (WEB, PRINT)
    return (design_tokens.FILE,) if path in (WEB, PRINT) else (design_tokens.FILE, PRINT)


def _uses(text: str) -> list[str]:
    return _USED.findall(_COMMENT.sub("", text))


def _wrong_colours(theme: Theme) -> Iterator[Diagnostic]:
    """An error for each token that is used as a colour and is none."""
    wanted = set(_uses(theme.text("charts/theme.yaml")))
    for path in (design_tokens.FILE, WEB, PRINT):
        for declaration in declarations(theme.text(path)):
            nodes = [node for node in declaration.value if node.type != "whitespace"]
            if declaration.lower_name.endswith(_COLOURED) and len(nodes) == 1 and is_variable(nodes[0]):
                wanted.add(variable_name(nodes[0]))
    for name, token in read_tokens(theme).items():
        is_colour = (name in wanted or token.has_two_views) and runs_on(token) is None
        if is_colour and (problem := wrong_colour(name, token)) is not None:
            yield problem


def _problems(path: str, known: set[str], theme: Theme) -> Iterator[Diagnostic]:
    for node in walk(values(theme.text(path))):
        if is_variable(node):
            name = variable_name(node)
            if name not in known and not any(part == "," for part in node.arguments):
                yield unknown_token(name, known, _place(path, node))
        elif node.type == "at-keyword" and node.lower_value == "import":
            hint = f"put its rules into {FOLDER}{path}"
            yield error("style-is-sound", "style sheets cannot be imported", _place(path, node), hint)
        elif (address := _address(node)) is not None and not address.startswith(("data:", "#")):
            message = f"url({address}) leads to nothing, on the web or in PDFs"
            yield error("style-is-sound", message, _place(path, node), _ONE_FILE)


def _place(path: str, node: Any) -> Span:
    return Span(FOLDER + path, node.source_line, node.source_column)


def _address(node: Any) -> str | None:
    """What ``url()`` holds, with quotation marks or without."""
    if node.type == "url":
        return str(node.value)
    if node.type == "function" and node.lower_name == "url":
        return next((str(part.value) for part in node.arguments if part.type == "string"), "")
    return None
