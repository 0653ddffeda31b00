"""Icons of Material for MkDocs, ``:material-check:{ .green }``, which have no drawing here, and ``:robot:{ .large }``.

Beside words an icon is an ornament, and left out; one that stands alone says something, and its name is shown.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.attrs.parse import ParseError, parse

_ICON = re.compile(
    r":(?:(?:material|fontawesome-(?:brands|regular|solid)|octicons|simple)-([a-z0-9-]{1,60}):|([a-z][a-z0-9_+-]{1,60}):(?={))"
)
_SIZE = re.compile(r"-(?:12|16|24|outline)$")
_ATTRIBUTES = re.compile(r"\{:?[ ]?[^{}\n]{0,200}\}")
_BLANKS = str.maketrans("-_", "  ")
_LETTER = re.compile(r"[^\W_]")


def install(md: MarkdownIt) -> None:
    """Let ``md`` read icons."""
    md.inline.ruler.before("escape", "icon", _icon)


def _icon(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(":", state.pos) or (found := _ICON.match(state.src, state.pos, state.posMax)) is None:
        return False
    end = _after_attributes(state, found.end())
    if not silent:
        if _is_alone(state, end):
            state.push("text", "", 0).content = _SIZE.sub("", found[1] or found[2]).translate(_BLANKS)
        elif state.src.startswith(" ", end) and not state.pending.strip():
            end += 1
    state.pos = end
    return True


def _after_attributes(state: StateInline, at: int) -> int:
    """Return where braces that belong to the icon end."""
    if not state.src.startswith("{", at):
        return at
    try:
        length, _ = parse(state.src[at : state.posMax])
    except ParseError:
        return at
    return at + length + 1


def _is_alone(state: StateInline, end: int) -> bool:
    """Tell whether nothing else is said in the same link, cell or line."""
    is_in_link = bool(state.tokens) and state.tokens[-1].type in ("link_open", "span_open") and not state.pending
    before = "" if is_in_link else state.src[: state.pos]
    around = _ICON.sub("", _ATTRIBUTES.sub("", before + state.src[end : state.posMax]))
    return _LETTER.search(around) is None
