"""Formulas of TeX, ``$x_i$`` and ``$$…$$``: they are not set, but no mark within them is taken for Markdown."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

FORMULA = re.compile(
    r"\$(?=[^\s$])[^$\n`]{0,300}?[\^_\\][^$\n`]{0,300}?(?<=[^\s$])\$(?![\w$])|\$\$[^$`]{1,2000}\$\$(?!\$)"
)
_WORD = re.compile(r"[\w$\\]")


def install(md: MarkdownIt) -> None:
    """Let ``md`` leave formulas as they are written."""
    md.inline.ruler.before("escape", "formula", _formula)


def _formula(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if state.src[start] != "$" or _WORD.match(state.src[max(start - 1, 0) : start]):
        return False
    found = FORMULA.match(state.src, start, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("text", "", 0).content = found[0]
    state.pos = found.end()
    return True
