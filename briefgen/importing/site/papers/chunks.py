"""Code of R Markdown and Quarto that its author does not show: it is left out of an imported text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any

COMPUTED = frozenset({".qmd", ".rmd"})
"""Endings of documents whose code is run."""
_CHUNK = re.compile(
    r"(?m)^(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})[ \t]*"
    r"\{(?P<head>[A-Za-z][^{}\n]*(?:\{[^{}\n]*\}[^{}\n]*)*)\}[ \t]*\n"
    r"(?P<code>(?:(?![ \t]*(?P=fence))[^\n]*\n)*)"
    r"(?:[ \t]*(?P=fence)[`~]*[ \t]*(?:\n|\Z)|[^\n]*\Z)"
)
_OPTION_LINE = re.compile(r"(?m)^[ \t]*(?:#|//|--|%%)\|[^\n]*\n?")
_IN_LINES = re.compile(r"\|[ \t]*(echo|include):[ \t]*(\w+)")
_IN_HEAD = re.compile(r"\b(echo|include)\s*=\s*(\w+)")
_FOR_ALL = re.compile(r"opts_chunk\$set\((?:[^()]|\([^()]*\)){0,999}?\becho\s*=\s*(F|FALSE)\b")
_INLINE = re.compile(r"(?<!`)`(?:r |\{(?:r|python|julia|ojs)\} )[^`\n]+`(?!`)")
_NOTHING = "\0"
"""Stands where a chunk was, until the empty lines round it are taken out too."""
_AROUND = re.compile(r"\n\n(?:\0\s*)+")
"""What was left out, with the empty lines round it."""
_NO = frozenset({"false", "f", "no"})


def without_hidden_code(path: str, text: str, keys: Mapping[str, Any], note: Callable[[str], None]) -> str:
    """A document without the chunks whose options, or those of the document, hide them.

    What is shown is plain code, without its options.
    """
    if PurePosixPath(path).suffix.lower() not in COMPUTED:
        return text
    usual, hidden = _usual(text, keys), 0

    def shown(chunk: re.Match[str]) -> str:
        nonlocal hidden
        if _is_hidden(chunk, usual):
            hidden += 1
            return _NOTHING
        language = re.split(r"[\s,]", chunk["head"])[0].lower()
        head, end = f"{chunk['indent']}{chunk['fence']}{language}\n", chunk[0][chunk.end("code") - chunk.start() :]
        return head + _OPTION_LINE.sub("", chunk["code"]) + end

    made = _AROUND.sub("\n\n", _CHUNK.sub(shown, text)).replace(_NOTHING, "")
    if hidden:
        chunks = "1 chunk of code is" if hidden == 1 else f"{hidden} chunks of code are"
        note(f"{chunks} not shown and left out, with the figures and tables that code makes: put these in")
    if computed := len(_INLINE.findall(made)):
        values = "1 value is" if computed == 1 else f"{computed} values are"
        note(f"{values} computed within the text (`r …`): write what comes out")
    return made.lstrip("\n")


def _usual(text: str, keys: Mapping[str, Any]) -> dict[str, str]:
    """What the document says for all its chunks."""
    execute = keys.get("execute")
    given = execute if isinstance(execute, Mapping) else {}
    said = {name: str(given[name]).lower() for name in ("echo", "include") if name in given}
    return {"echo": "false"} | said if _FOR_ALL.search(text) else said


def _is_hidden(chunk: re.Match[str], usual: Mapping[str, str]) -> bool:
    lines = "".join(_OPTION_LINE.findall(chunk["code"]))
    own = {name: value.lower() for name, value in (*_IN_HEAD.findall(chunk["head"]), *_IN_LINES.findall(lines))}
    return any(value in _NO for value in (dict(usual) | own).values())
