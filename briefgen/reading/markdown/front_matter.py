"""Front matter: the YAML between two lines of three hyphens at the head of a text."""

from __future__ import annotations

import re

from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span, error
from briefgen.reading.disk.text import read_text

_OPENS = re.compile(r"---[ \t]*")
_CLOSES = re.compile(r"(?:---|\.\.\.)[ \t]*")
_KEY = re.compile(r"""["']?[\w-]+["']?[ \t]*[:：](?!//)""")
"""A line that looks like a key, also one that YAML would not take for one."""

Parts = tuple[bytes, int, str, int]
"""The YAML, the line it begins on, the body, and the line that begins on."""


def split_front_matter(content: bytes, path: str) -> Outcome[Parts]:
    """Take a file apart into front matter and body.

    ``content`` is the whole file; CRLF and a byte order mark are fine. The YAML comes back as UTF-8.
    A file that is not UTF-8 gives two empty parts and ``file-is-utf8``; front matter that is missing
    or does not close gives ``front-matter-closes``, and the parts as far as they can be told apart.
    """
    outcome = read_text(content, path)
    if outcome.value is None:
        return Outcome((b"", 1, "", 1), outcome.diagnostics)
    lines = outcome.value.split("\n")
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if not _OPENS.fullmatch(lines[first]):
        parts, problem = (b"", 1, outcome.value, 1), _missing(path)
        return Outcome(parts, (*outcome.diagnostics, problem))
    last = next((at for at in range(first + 1, len(lines)) if _CLOSES.fullmatch(lines[at])), None)
    if last is not None:
        return Outcome(_parts(lines, first + 1, last, last + 1), outcome.diagnostics)
    end = _likely_end(lines, first + 1)
    return Outcome(_parts(lines, first + 1, end, end), (*outcome.diagnostics, _unclosed(path, end, first + 1)))


def _parts(lines: list[str], first: int, last: int, body: int) -> Parts:
    front = "".join(line + "\n" for line in lines[first:last])
    return front.encode("utf-8"), first + 1, "\n".join(lines[body:]), body + 1


def _likely_end(lines: list[str], first: int) -> int:
    """Return where unclosed front matter probably ends: before a line that no further key follows."""
    end = first
    for at in range(first, len(lines)):
        line = lines[at]
        if _KEY.match(line) or (end == at and line.startswith((" ", "\t", "- "))):
            end = at + 1
        elif line.strip() and not (end == first and line.startswith("#")):
            break
    return end


def _missing(path: str) -> Diagnostic:
    hint = "begin the file with a line of three hyphens, then title: and summary:, then three hyphens again"
    return error("front-matter-closes", "the text has no front matter", Span(path), hint)


def _unclosed(path: str, end: int, first_line: int) -> Diagnostic:
    hint = f"put a line of three hyphens after line {end}"
    return error("front-matter-closes", "the front matter is opened but never closed", Span(path, first_line), hint)
