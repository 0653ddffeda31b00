"""Roles, written in MyST's way: ``{fact}`id#form```, ``{term}`id```, ``{ref}`id```."""

from __future__ import annotations

import re
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from briefgen.language.matching.nearest import did_you_mean
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span, error
from briefgen.model.core.document import Node, NodeKind, words

ROLES = ("fact", "ref", "term")
ROLE = re.compile(r"\{([^\W\d][\w:+-]*)\}(`+)(?!`)(.+?)(?<!`)\2(?!`)", re.DOTALL)
_WITHOUT_TICKS = re.compile(r"\{(fact|ref|term)\}")


def install(md: MarkdownIt) -> None:
    """Let ``md`` read roles; their tokens hold the source as ``content`` and name and id in ``meta``."""
    md.inline.ruler.before("backticks", "role", _role)


def _role(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{":
        return False
    found = ROLE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("role", "", 0)
        token.content = found.group()
        token.meta.update(name=found.group(1), text=found.group(3))
    state.pos = found.end()
    return True


def role_node(name: str, text: str, source: str, span: Span) -> Outcome[Node]:
    """The node of a role; an unknown one stays in the text as ``source`` and is reported."""
    ident, _, form = " ".join(text.split()).partition("#")
    if name not in ROLES:
        hint = did_you_mean(name, ROLES, f"the roles are: {', '.join(ROLES)}; write \\{{ for a brace")
        return Outcome(words(source, span), (error("role-is-known", f"there is no role “{name}”", span, hint),))
    if not ident.strip():
        problem = error("role-is-known", f"the role “{name}” has no id", span, f"write {{{name}}}`id`")
        return Outcome(words(source, span), (problem,))
    attrs = {"id": ident.strip()} | ({"form": form.strip()} if form.strip() else {})
    return Outcome(Node(cast(NodeKind, name), attrs, span=span))


def missing_ticks(text: str) -> tuple[tuple[int, str], ...]:
    """Return where a text that the parser took for words has the name of a role without an id after it."""
    return tuple((found.start(), found.group(1)) for found in _WITHOUT_TICKS.finditer(text))


def without_ticks(name: str, span: Span) -> Diagnostic:
    """The problem for one of ``missing_ticks``."""
    hint = f"write {{{name}}}`id`, with backticks round the id"
    return error("role-is-known", f"the role “{name}” has no id in backticks after it", span, hint)
