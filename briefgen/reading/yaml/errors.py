"""The words of a YAML parser as a sentence for an author, at the place where the mistake is."""

from __future__ import annotations

import yaml

from briefgen.model.core.diagnostics import Diagnostic, Span, error

_QUOTE = "put the whole text in quotes"
_INDENT = "lines of one mapping or list begin in the same column"
_FIT = f"{_INDENT}; nothing may follow a closing quotation mark"

# What the parser says (libyaml and PyYAML word it differently); whether the mistake is where the parser began
# rather than where it noticed; what to tell the author (empty: the text begins with a mark of YAML's); what to do.
_SENTENCES: tuple[tuple[str, bool, str, str], ...] = (
    (
        "mapping values are not allowed",
        False,
        "a text contains a colon followed by a space",
        f"{_QUOTE}, or check the indentation",
    ),
    (
        "unexpected end of stream",
        True,
        "a quotation mark is opened here and never closed",
        "close it with the same mark",
    ),
    ("',' or ']'", True, "the list that is opened here with [ is not closed", "add ] or a comma, or " + _QUOTE),
    ("',' or '}'", True, "the mapping that is opened here with { is not closed", "add } or a comma, or " + _QUOTE),
    ("comment or line break", True, "", ""),
    ("comment or a line break", True, "", ""),
    ("chomping or indentation", True, "", ""),
    ("indentation indicator", True, "", ""),
    ("tab character", False, "a tab is used to indent here", "indent with spaces"),
    ("cannot start any token", False, "", ""),
    ("unknown escape", False, "there is a backslash inside double quotes", "use single quotes, or write \\\\"),
    ("escape sequence", False, "there is a backslash inside double quotes", "use single quotes, or write \\\\"),
    (
        "could not find expected ':'",
        True,
        "this line is neither “key: value” nor an item of a list",
        "add the colon, or indent a line that goes on",
    ),
    (
        "sequence entries are not allowed",
        False,
        "an item of a list cannot begin here",
        "begin the list on a line of its own, or " + _QUOTE,
    ),
    ("expected key", False, "this does not fit the lines above it", _FIT),
    ("expected <block end>", False, "this does not fit the lines above it", _FIT),
    ("expected '-' indicator", False, "this does not fit the list above it", _INDENT),
    (
        "document start",
        False,
        "there is text after the end of the document",
        "delete the line of dots or hyphens before it",
    ),
    ("expected node content", False, "a text is missing here, or begins with a special character of YAML", _QUOTE),
    ("expected the node content", False, "a text is missing here, or begins with a special character of YAML", _QUOTE),
    ("unexpected ':'", False, "a text in braces or brackets contains a colon", _QUOTE),
    ("mapping keys are not allowed", False, "a question mark is not allowed here", _QUOTE),
    ("directive", False, "a line that begins with % is not used here", _QUOTE),
    ("incompatible YAML", False, "a line that begins with % is not used here", "delete it"),
    ("nesting depth", False, "this is nested too deeply", "use fewer levels"),
    ("tag handle", False, "the tag here is not used", "put text that begins with ! in quotes"),
    (
        "alphabetic or numeric",
        True,
        "a name after & or * is missing here",
        "put text that begins with & or * in quotes",
    ),
)


def in_plain_words(wrong: yaml.YAMLError, text: str, path: str, first_line: int) -> Diagnostic:
    """The diagnostic for what a YAML parser raised over ``text``, whose first line is ``first_line``."""
    problem = str(getattr(wrong, "problem", None) or getattr(wrong, "reason", "") or "")
    known = next((row for row in _SENTENCES if row[0] in problem), None)
    mark = getattr(wrong, "problem_mark", None)
    if known is not None and known[1]:
        mark = getattr(wrong, "context_mark", None) or mark
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    here = _character(text, line, column)
    message, hint = (known[2], known[3]) if known is not None else ("this is not YAML", "")
    if not message:
        message, hint = f"a text cannot begin with “{here}” here", f'{_QUOTE}: "{here}…"'
    if here == "\t":
        message, hint = "a tab is used to indent here", "indent with spaces"
    return error("yaml-is-sound", message, Span(path, line + first_line, column + 1), hint)


def _character(text: str, line: int, column: int) -> str:
    lines = text.split("\n", line + 1)
    return lines[line][column : column + 1] if line < len(lines) else ""
