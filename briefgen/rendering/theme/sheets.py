"""The theme's style sheets: what tinycss2 cannot read in them, and what they would load from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.model.theme import Theme
from briefgen.rendering.theme.design_tokens import walk

FOLDER = "templates/"
WEB, PRINT = "css/web.css", "css/print.css"
MAIL, EPUB = "css/mail.css", "css/epub.css"
"""A message and a book are set in the fonts of their reader's machine."""
LANGUAGE_TOKENS = ("--page-before", "--page-after", "--page-before-within", "--page-after-within")
"""What stands around a page number, and around one within brackets: set by a sheet made from the language's profile."""
_CODE = "style-is-sound"
_END = "--end-of-sheet"
_CLOSE = "close the string, address or bracket that is open, or remove what closes nothing"
_ONE_FILE = "a style sheet cannot load files: write the address as data:, or put the image in a template"


def sheet_problems(theme: Theme) -> Iterator[Diagnostic]:
    """An error for each style sheet that cannot be read, and for each file that one would load."""
    for path in theme.below("css"):
        if path.endswith(".css"):
            yield from _in_sheet(FOLDER + path, theme.text(path))


@lru_cache(maxsize=32)
def _in_sheet(path: str, text: str) -> tuple[Diagnostic, ...]:
    """Once: a preview reads the same sheets for every change of a text."""
    import tinycss2

    nodes = tinycss2.parse_component_value_list(f"{text}\n{_END}")
    wrong = next((it for it in walk(nodes) if it.type == "error"), None)
    last = nodes[-1]
    if wrong is not None:
        return (error(_CODE, f"the style sheet cannot be read here: {wrong.message}", _place(path, wrong), _CLOSE),)
    if not (last.type == "ident" and last.value == _END):
        said = f"{last.type[0] if last.type.endswith(' block') else f'the {last.type}'} is not closed"
        return (error(_CODE, said, _place(path, last), "all that follows is lost: close it where it ends"),)
    return tuple(_loaded(path, nodes))


def _loaded(path: str, nodes: list[Any]) -> Iterator[Diagnostic]:
    for node in walk(nodes):
        if node.type == "at-keyword" and node.lower_value == "import":
            yield error(_CODE, "style sheets cannot be imported", _place(path, node), f"put its rules into {path}")
        elif (address := _address(node)) is not None and not address.startswith(("data:", "#")):
            said = f"url({address}) leads to nothing, on the web or in PDFs"
            yield error(_CODE, said, _place(path, node), _ONE_FILE)


def _place(path: str, node: Any) -> Span:
    return Span(path, node.source_line, node.source_column)


def _address(node: Any) -> str | None:
    """Return what ``url()`` holds, with quotation marks or without."""
    if node.type == "url":
        return str(node.value)
    if node.type == "function" and node.lower_name == "url":
        return next((str(part.value) for part in node.arguments if part.type == "string"), "")
    return None
