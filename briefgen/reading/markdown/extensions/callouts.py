"""Notes as other programs set them apart, ``!!! note``, ``/// note``, ``> [!NOTE]`` and ``:::note``: all are boxes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

from briefgen.model.core.directives import BOX
from briefgen.model.core.document import Node

KINDS = frozenset(
    [
        "abstract",
        "attention",
        "bug",
        "caution",
        "danger",
        "details",
        "error",
        "example",
        "failure",
        "faq",
        "hint",
        "important",
        "info",
        "note",
        "question",
        "quote",
        "success",
        "summary",
        "tip",
        "todo",
        "warning",
        "seealso",
    ]
)
"""What such a note is called. Any other name of a directive is a mistake, and is reported as one."""
HEADING = "heading"
"""Key of ``Token.meta``: the attributes of a box that say how it is headed."""
KIND = "kind"
"""Attribute of a box without a title: what it is called in the language of its text."""
_MARK = re.compile(
    r"(?:!!!|\?\?\?\+?)[ \t]+([A-Za-z][\w-]*)((?:[ \t]+[a-z][\w-]*){0,4})(?:[ \t]+\"([^\"\n]*)\")?[ \t]*"
)
_SLASHES = re.compile(r"(/{3,})[ \t]*([A-Za-z][\w-]*)[ \t]*(?:\|[ \t]*([^\n]*?))?[ \t]*")
_OPTION = re.compile(r"[ \t]{4,}[\w-]+:[ \t].*")
_CALLOUT = re.compile(r"\[!([A-Za-z]+)\][+-]?[ \t]*(.*)")
_MARKS = re.compile(r"(\*\*|__|\*|`)([^\n*`]{1,300})\1")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\](?:\([^()\n]{0,500}\)|\[[^\[\]\n]{0,300}\])")
"""Marks of a title, which has none here."""
_TAB = re.compile(r"===[+!]?[ \t]+\"([^\"\n]*)\"[ \t]*")


def install(md: MarkdownIt) -> None:
    """Let ``md`` read such notes."""
    around: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "marked_note", _marked, around)
    md.block.ruler.before("fence", "slashed_note", _slashed, around)


def headed(kind: str, title: str | None) -> dict[str, str]:
    """The heading of a note as attributes: its title, which may be empty, or what it is where none was written."""
    if title is None:
        return {"argument": "", KIND: kind} if kind else {"argument": ""}
    return {"argument": _LINK.sub(r"\1", _MARKS.sub(r"\2", title)).strip()}


def line_of(state: StateBlock, line: int) -> str:
    """A line without the blanks before it."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _marked(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """``!!! note "Title"``, ``??? note``, or ``=== "Tab"``, and what is indented by four blanks below."""
    if state.is_code_block(start_line):
        return False
    line = line_of(state, start_line)
    if found := _MARK.fullmatch(line):
        heading = headed(found[1], found[3])
    elif tab := _TAB.fullmatch(line):
        heading = {"argument": tab[1]}
    else:
        return False
    indent = state.sCount[start_line] + 4
    last = start_line + 1
    while last < end_line and (state.isEmpty(last) or state.sCount[last] >= indent):
        last += 1
    if last == start_line + 1 or all(state.isEmpty(at) for at in range(start_line + 1, last)):
        return False
    if not silent:
        blk_indent, state.blkIndent = state.blkIndent, indent
        push_box(state, heading, start_line, start_line + 1, last)
        state.blkIndent = blk_indent
        state.line = last
    return True


def _slashed(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """``/// note | Title`` … ``///``."""
    if state.is_code_block(start_line) or (found := _SLASHES.fullmatch(line_of(state, start_line))) is None:
        return False
    depth, last = 1, start_line
    while depth and (last := last + 1) < end_line:
        line = line_of(state, last).rstrip()
        if line.strip("/") == "" and len(line) >= 3 and line == found[1]:
            depth -= 1
        elif (inner := _SLASHES.fullmatch(line)) and inner[1] == found[1]:
            depth += 1
    if last >= end_line:
        return False
    if not silent:
        first = start_line + 1
        while first < last and _OPTION.fullmatch(state.src[state.bMarks[first] : state.eMarks[first]]):
            first += 1
        push_box(state, headed(found[2], found[3]), start_line, first, last)
        state.line = last + 1
    return True


def push_box(state: StateBlock, heading: Mapping[str, str], start_line: int, first: int, last: int) -> None:
    """Tokens of a box with the lines from ``first`` to ``last``."""
    line_max, state.lineMax = state.lineMax, last
    token = state.push("callout_open", "div", 1)
    token.map = [start_line, last]
    token.meta[HEADING] = heading
    state.md.block.tokenize(state, first, last)
    state.push("callout_close", "div", -1)
    state.lineMax = line_max


def as_callout(quote: Node) -> Node:
    """A quotation that begins with ``[!NOTE]`` as a box; any other as it is."""
    first = quote.children[0] if quote.children else quote
    head = first.children[0] if first.kind == "paragraph" and first.children else None
    found = _CALLOUT.fullmatch(head.text) if head is not None and head.kind == "text" else None
    if found is None:
        return quote
    rest: Sequence[Node] = first.children[1:]
    if rest and rest[0].kind not in ("softbreak", "hardbreak"):
        return quote
    inside = (replace(first, children=tuple(rest[1:])),) if rest[1:] else ()
    attrs = {**quote.attrs, "name": BOX.name, **headed(found[1].lower(), found[2] or None)}
    return replace(quote, kind="directive", attrs=attrs, children=(*inside, *quote.children[1:]))
